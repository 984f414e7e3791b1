"""Families of addresses that are not there, one after the other: what shows more of them shows nothing."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from newscrawl.urls import family

if TYPE_CHECKING:
    import sqlite3

    from newscrawl.items import Visit

__all__ = ["Dead"]

_MANY = 20
"""Addresses of a family in a row that are not there."""
_MOST = 20_000
"""Families that are remembered, the latest."""


class Dead:
    """How many addresses of each family were not there since one was."""

    def __init__(self) -> None:
        self._gone: OrderedDict[tuple[str, str], int] = OrderedDict()

    def note(self, site: str, visit: Visit, row: sqlite3.Row) -> None:
        """Take in the visit of a `row`; only first ones tell of the family."""
        key = site, family(visit.url)
        if visit.outcome == "read":
            self._gone.pop(key, None)
        elif visit.outcome == "gone" and not row["visit_count"]:
            self._gone[key] = self._gone.pop(key, 0) + 1
            if len(self._gone) > _MOST:
                self._gone.popitem(last=False)

    def holds(self, site: str, url: str) -> bool:
        """Whether an address is one of a family that seems to be dead."""
        return self._gone.get((site, family(url)), 0) >= _MANY
