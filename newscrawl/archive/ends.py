"""Where paginations end that show their last page again, whatever number is asked for."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

from newscrawl.pagenumbers import listing_of

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Ends", "page_of_watched"]

_MOST = 20_000
"""Listings that are remembered, the latest."""
_ORDER = re.compile(r"(?<=[?&])(?:order|sort)(?:_?by|_?order|_?dir)?=[^&]*(?:&|$)", re.IGNORECASE)
"""Further pages say in which order the listing stands, though it says nothing itself."""
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


class Ends:
    """The ends of listings that were met in this run. Only what lies behind one is given up: the pages before it may
    still wait, where a listing links to its last page."""

    def __init__(self) -> None:
        self._furthest: OrderedDict[tuple[str, str], tuple[int, frozenset[int]]] = OrderedDict()
        self._ends: OrderedDict[tuple[str, str], int] = OrderedDict()

    def note(self, site: str, url: str, shown: frozenset[int]) -> bool:
        """Take in what a further page of a listing shows; whether it is the furthest one again."""
        listing, number = _split(url)
        before, last = self._furthest.get((site, listing), (0, frozenset[int]()))
        same = number > before > 0 and 10 * len(shown & last) > 7 * len(shown) > 0
        if same:
            self._ends[site, listing] = number
        if number > before:
            self._furthest[site, listing] = number, shown
        for table in (self._furthest, self._ends):
            if len(table) > _MOST:
                table.popitem(last=False)
        return same

    def close(self, site: str, url: str) -> bool:
        """Take in that a listing gives nothing from a page on; whether it is known now where it ends."""
        listing, number = _split(url)
        self._ends[site, listing] = number
        return number > 0

    def is_behind(self, site: str, url: str) -> bool:
        """Whether an address is one of the pages behind a listing's end."""
        if not self._ends:
            return False
        listing, number = _split(url)
        return number > self._ends.get((site, listing), number)


def page_of_watched(db: Database, site: str, url: str) -> tuple[str, int]:
    """The listing that an address is a page of by its query, and which one (0: a cursor tells), where that is looked at
    in every run, as sections are ("?cat=4"); "" for any other: what a query chooses ("?colour=red&page=2") has no
    end."""
    listing, number = listing_of(url)
    if listing == url:
        return "", 0
    listing = _ORDER.sub("", listing).rstrip("?&")
    sql = "SELECT 1 FROM pages WHERE site = ? AND url = ? AND kind = 'section' AND NOT deep"
    return (listing, number) if db.conn.execute(sql, (site, listing)).fetchone() else ("", 0)


def _split(url: str) -> tuple[str, int]:
    """A listing, and the number of its page: what its query calls so, else the last in the address."""
    listing, number = listing_of(url)
    if number:
        return listing, number
    found = _LAST_NUMBER.search(url)
    if found is None or len(found[0]) > 9:
        return url, 0
    return f"{url[: found.start()]}#{url[found.end() :]}", int(found[0])
