"""What the stories of a site have in common: hashes of blocks that recur, counted. Plain data and plain sums.

A mark is a hash of a block's letters and digits, 64 bits, the last of which tells whether the block is of another make
than the story's paragraphs. A reading gives one mark for the whole story (that of its longest paragraph), and then, in
their order, the marks of those of its blocks that could be furniture (`extraction.learning`). The archive keeps them,
`learn` counts them, and the next reading is told.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby, takewhile

__all__ = ["FEWEST", "Knowledge", "is_box", "learn", "mark", "pack", "unpack"]

FEWEST = 3
"""Different stories with the same block from which it recurs."""
SHARE = 1 / 2
"""Part of the stories from which it belongs to the site, and not to some of its stories."""
MOST = 5_000
"""Marks of one site that are told to its readers: with every page, so that they must not weigh much."""
PASTED = 1 / 5
"""What stands between a story's paragraphs more often than that, for one time at its edge, is a paragraph, too."""
CROWDED_MONTH = 30
"""Stories of one month from which that month counts for itself: an appeal of last spring stood on all stories then."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Blocks that recur on the stories of one site."""

    recurs: frozenset[int] = frozenset()
    """Marks of blocks that stand on several different stories and could be furniture for that: boxes, and what stands
    everywhere."""
    everywhere: frozenset[int] = frozenset()
    """Those of them that stand on a good part of all stories, or of those of a month."""

    def version(self, marks: str) -> str:
        """What of this concerns a page with these marks, as 8 hex digits; empty: nothing does.

        Two states of knowledge with the same version for a page make the same reading of it.
        """
        listed = unpack(marks)[1:]
        known = self.recurs.intersection(listed)
        if known and listed[-1] not in known:  # nothing leaves the story's end
            at_start = set(takewhile(known.__contains__, listed))
            known = frozenset(m for m in known if m in at_start or is_box(m) and m in self.everywhere)
        if not known:
            return ""
        told = b"".join(struct.pack("<Q?", m, m in self.everywhere) for m in sorted(known))
        return blake2b(told, digest_size=4).hexdigest()


def mark(key: str, *, box: bool) -> int:
    """The mark of a block by its key (`extraction.text.key`); in its last bit whether it is of another make."""
    told = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(told, "little") & ~1 | box


def is_box(m: int) -> bool:
    """Whether a mark is that of a block of another make."""
    return bool(m & 1)


def pack(marks: Iterable[int]) -> str:
    """Marks in hex, 16 digits for each."""
    listed = list(marks)
    return struct.pack(f"<{len(listed)}Q", *listed).hex()


def unpack(marks: str) -> tuple[int, ...]:
    """The marks again."""
    told = bytes.fromhex(marks)
    return struct.unpack(f"<{len(told) // 8}Q", told)


def learn(stories: Iterable[tuple[str, str]]) -> Knowledge:
    """What recurs on these stories: of each the month of its publication (empty: unknown) and its packed marks.

    The order does not matter. Copies of one story, which have the first mark in common, count as one.
    """
    months: dict[str, str] = {}
    told: dict[str, str] = {}
    for month, marks in stories:
        own, others = marks[:16], marks[16:]
        months[own] = min(month, months.get(own, month))
        told[own] = min(others, told.get(own, others))
    often = _often(told.values())
    by_month: dict[str, list[str]] = defaultdict(list)
    for own, month in months.items():
        by_month[month].append(told[own])
    counts, pasted = Counter[int](), Counter[int]()
    everywhere: set[int] = set()
    for month, listed in by_month.items():
        here = Counter[int]()
        for story in listed:
            placed = _placed(unpack(story), often)
            here.update(placed)
            pasted.update(often.intersection(unpack(story)) - placed)
        counts.update(here)
        if month and len(listed) >= CROWDED_MONTH:
            everywhere.update(m for m, count in here.items() if count >= SHARE * len(listed))
    ranked = sorted((-count, m) for m, count in counts.items() if count >= FEWEST and pasted[m] <= PASTED * count)
    everywhere.update(m for m, count in counts.items() if count >= SHARE * len(told))
    # The others are paragraphs that some stories have in common.
    recurs = frozenset(m for _, m in ranked[:MOST] if is_box(m) or m in everywhere)
    return Knowledge(recurs, recurs.intersection(everywhere))


def _often(listed: Iterable[str]) -> frozenset[int]:
    """Marks of several stories. Sorting takes a tenth of a counter's memory."""
    groups = groupby(sorted(m for story in listed for m in set(unpack(story))))
    return frozenset(m for m, group in groups if sum(1 for _ in group) >= FEWEST)


def _placed(marks: tuple[int, ...], often: frozenset[int]) -> set[int]:
    """Those of a story's marks that stand where furniture does: in the runs that start and end it, or in a box."""
    start, end = 0, len(marks)
    while start < end and marks[start] in often:
        start += 1
    while start < end and marks[end - 1] in often:
        end -= 1
    return {m for i, m in enumerate(marks) if m in often and (is_box(m) or not start <= i < end)}
