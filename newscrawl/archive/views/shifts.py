"""What differs between two looks at a listing. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import fold
from newscrawl.wording import Piece, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscrawl.archive.views.standing import Standing

__all__ = ["Shift", "Shifts", "shifts"]

_LONG = 1_000
"""Characters beyond which two headlines are not compared word by word."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of a teaser since the look before."""

    was: int | None
    """Where it stood; None: it is new."""
    moved: bool
    """Whether it overtook others, or was overtaken: not merely pushed down by what is new above it."""
    headline: list[Piece] | None
    """The words that changed in its headline."""


@dataclass(frozen=True, slots=True)
class Shifts:
    """What differs from the look before."""

    of: dict[int, Shift] = field(default_factory=dict)
    """By the index of the teaser among those that stand now; those that are as before have none."""
    gone: list[Standing] = field(default_factory=list)
    """Teasers that stand there no more, in the order in which they stood."""

    @property
    def new(self) -> int:
        """How many are new."""
        return sum(shift.was is None for shift in self.of.values())

    @property
    def moved(self) -> int:
        """How many moved."""
        return sum(shift.moved for shift in self.of.values())

    @property
    def reworded(self) -> int:
        """How many have another headline."""
        return sum(shift.headline is not None for shift in self.of.values())

    def __bool__(self) -> bool:
        return bool(self.of or self.gone)


def shifts(before: Sequence[Standing], now: Sequence[Standing]) -> Shifts:
    """What stands now, compared with what stood before; both in their order."""
    pairs, gone = _paired(before, now)
    still = _in_order([pairs[n] for n in sorted(pairs)])
    told: dict[int, Shift] = {}
    for n, one in enumerate(now):
        if n not in pairs:
            told[n] = Shift(None, False, None)
            continue
        was = before[pairs[n]]
        moved, headline = pairs[n] not in still, _headline(was.headline, one.headline)
        if moved or headline:
            told[n] = Shift(was.position, moved, headline)
    return Shifts(told, gone)


def _paired(before: Sequence[Standing], now: Sequence[Standing]) -> tuple[dict[int, int], list[Standing]]:
    """Which teaser of now was which of before (by index), and those that are gone. A story may have several: those in
    the same block go together, else those that come first."""
    waiting: dict[object, list[int]] = defaultdict(list)
    for n, one in enumerate(before):
        waiting[one.story].append(n)
    pairs: dict[int, int] = {}
    for same_rail in (True, False):
        for n, one in enumerate(now):
            there = waiting[one.story]
            found = next((m for m in there if not same_rail or before[m].rail == one.rail), None)
            if n not in pairs and found is not None:
                pairs[n] = found
                there.remove(found)
    gone = sorted(m for left in waiting.values() for m in left)
    return pairs, [before[m] for m in gone]


def _in_order(places: list[int]) -> set[int]:
    """The most of these numbers (each is there once) that stand in ascending order."""
    ends: list[int] = []
    length: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        length.append(at)
    kept, wanted = set(), len(ends) - 1
    for place, at in zip(reversed(places), reversed(length), strict=True):
        if at == wanted:
            kept.add(place)
            wanted -= 1
    return kept


def _headline(old: str, new: str) -> list[Piece] | None:
    if fold(old) == fold(new):
        return None
    if max(len(old), len(new)) > _LONG:
        return [Piece("delete", old), Piece("insert", new)]
    return words(old, new)
