"""The rows of the ledger that are under way: handed out, and not yet written. They are known in memory alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newscrawl.urls import family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscrawl.doors import Due

__all__ = ["UnderWay"]

CROWD = 2
"""Pages of one family that are under way at a time before it showed a story: what a trap costs is counted first."""


class UnderWay:
    """Addresses that are under way, and of which families (`urls.family`) there are enough for now."""

    def __init__(self) -> None:
        self._families: dict[str, str] = {}  # address -> family
        self._pictures: set[str] = set()  # those of the addresses that are pictures
        self._crowds: Counter[str] = Counter()  # family -> how many of it there are
        self._storied: set[str] = set()  # families of which a story was read

    def __len__(self) -> int:
        return len(self._families)

    def __iter__(self) -> Iterator[str]:
        return iter(self._families)

    def __contains__(self, url: str) -> bool:
        return url in self._families

    @property
    def has_pages(self) -> bool:
        """Whether any of them is no picture, so that it may lead to others."""
        return len(self._families) > len(self._pictures)

    def is_crowded(self, url: str) -> bool:
        """Whether there are enough of an address' family, until one of them turns out to be a story."""
        of = family(url)
        return self._crowds[of] >= CROWD and of not in self._storied

    def add(self, due: Due) -> None:
        """Take in a row that is handed out."""
        self._families[due.url] = of = family(due.url)
        self._crowds[of] += 1
        if due.kind == "image":
            self._pictures.add(due.url)

    def remove(self, url: str) -> None:
        """Take in that an address is not under way any more, if it was: it is written, or left in the ledger."""
        self._crowds[self._families.pop(url, "")] -= 1
        self._pictures.discard(url)

    def note_story(self, url: str) -> None:
        """Take in that an address told a story."""
        self._storied.add(family(url))
