"""By what a site's pages are made: the words in their class names. A redesign changes nearly all of them. Pure.

A redesign that is read well is no fault, but somebody should look: what was found by a class name is not there now.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

__all__ = ["class_words", "is_redesigned", "sketch"]

SKETCH = 24
"""Words by which a layout is known."""
ENOUGH = 3
"""Runs that have to agree on the layout before another one is told."""
SAME, OTHER = 0.3, 0.1
"""Share of common words from which on two sketches are of one layout, and up to which they are of two."""
_CLASSES = re.compile(rb"""\sclass\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,200}))""")
_WORD = re.compile(r"[A-Z][a-z]{2,}|[a-z]{3,}")
_NAME = re.compile(r"[^\s]{1,100}")
_READ = 500_000
"""Bytes of a page that are looked at."""


def class_words(body: bytes) -> frozenset[str]:
    """The words in a page's class names, in lower case: "story" and "body" of `StoryBody__x7Yq2`.

    What a build tool made up (`css-1q2w3e`) is none: it changes whenever a site is put online anew.
    """
    words: set[str] = set()
    for groups in _CLASSES.findall(body[:_READ]):
        for name in _NAME.findall(next(filter(None, groups), b"").decode("latin-1")):
            for part in re.split(r"[-_:]+", name):
                if part.isalpha():  # with digits in it, it is a hash
                    words.update(word.lower() for word in _WORD.findall(part))
    return frozenset(words)


def sketch(pages: Sequence[frozenset[str]]) -> list[str]:
    """A few of the words that most of some pages have: the same ones of the same pages, wherever they are taken."""
    counts = Counter(word for page in pages for word in page)
    common = [word for word, count in counts.items() if 2 * count >= len(pages)]
    return sorted(common, key=lambda word: (crc32(word.encode()), word))[:SKETCH]


def is_redesigned(now: Sequence[str], past: Sequence[Sequence[str]]) -> bool:
    """Whether a sketch is of another layout than those of the past (the last one first), which are all of one."""
    known = [layout for layout in past if len(layout) >= ENOUGH]
    if len(known) < ENOUGH or any(_alike(known[0], layout) < SAME for layout in known[1:]):
        return False
    return all(_alike(now, layout) <= OTHER for layout in known)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """What two sketches have in common, 0 to 1 (Broder's estimate of the resemblance of the sets they stand for)."""
    both = sorted({*one, *other}, key=lambda word: (crc32(word.encode()), word))[: max(len(one), len(other), 1)]
    return sum(word in one and word in other for word in both) / max(len(both), 1)
