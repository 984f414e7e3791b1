"""Where paginations end that show their last page again, whatever number is asked for."""

from __future__ import annotations

import re
from collections import OrderedDict

from newscrawl.pagenumbers import listing_of

__all__ = ["Ends"]

_MOST = 20_000
"""Listings that are remembered, the latest."""
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

    def is_behind(self, site: str, url: str) -> bool:
        """Whether an address is one of the pages behind a listing's end."""
        if not self._ends:
            return False
        listing, number = _split(url)
        return number > self._ends.get((site, listing), number)


def _split(url: str) -> tuple[str, int]:
    """A listing, and the number of its page: what its query calls so, else the last in the address."""
    listing, number = listing_of(url)
    if number:
        return listing, number
    found = _LAST_NUMBER.search(url)
    if found is None or len(found[0]) > 9:
        return url, 0
    return f"{url[: found.start()]}#{url[found.end() :]}", int(found[0])
