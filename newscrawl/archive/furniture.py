"""Blocks that stand on pages of every kind ("Most read"): what they show says nothing of the page."""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import TYPE_CHECKING

from newscrawl.urls import family

if TYPE_CHECKING:
    from newscrawl.items import Visit

__all__ = ["Furniture"]

_FAMILIES = 3
"""Families of stories on whose pages a block has to stand before it is taken for furniture."""
_PAGES = 10
"""The same in pages: many a site has one family of stories, "/story/NAME"."""
_MOST = 5_000
"""Blocks that are remembered, the latest."""


class Furniture:
    """On which pages of stories the blocks of a site stand."""

    def __init__(self) -> None:
        self._rails: OrderedDict[tuple[str, str], tuple[frozenset[str], int, int]] = OrderedDict()

    def note(self, site: str, visit: Visit) -> None:
        """Take in which blocks stand on a page, if it is a story's."""
        if visit.kind != "article":
            return
        of = family(visit.url)
        for rail, size in Counter(rail for _, rail in visit.shown if rail).items():
            where, pages, longest = self._rails.pop((site, rail), (frozenset[str](), 0, 0))
            where = where if len(where) >= _FAMILIES else where | {of}
            self._rails[site, rail] = where, pages + 1, max(size, longest)
        while len(self._rails) > _MOST:
            self._rails.popitem(last=False)

    def has(self, site: str, rail: str, size: int) -> bool:
        """Whether a block of so many stories under this heading is furniture."""
        where, pages, longest = self._rails.get((site, rail), (frozenset[str](), 0, 0))
        return (len(where) >= _FAMILIES or pages >= _PAGES) and 2 * size <= 3 * longest
