"""When a listing was looked at, and at which of these looks it showed something else than before."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.archive.states import LOOKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

__all__ = ["Look", "Looks"]

_LAST = f"SELECT at FROM visits WHERE url = ? AND at {{}} ? AND {LOOKED} ORDER BY at {{}} LIMIT 1"
_BETWEEN = f"SELECT DISTINCT at FROM visits WHERE url = ? AND at >= ? AND at < ? AND {LOOKED}"
_BEGIN = "SELECT DISTINCT first_seen FROM teasers WHERE listing_url = ? AND first_seen >= ? AND first_seen < ?"
_END = "SELECT DISTINCT last_seen FROM teasers WHERE listing_url = ? AND last_seen >= ? AND last_seen < ?"


class Look(NamedTuple):
    """A visit that saw what a listing showed."""

    at: str
    """ISO 8601, UTC."""
    url: str
    """The address that was visited."""


class Looks:
    """The looks at a listing, under all its addresses. Times are ISO 8601, UTC, to the millisecond."""

    def __init__(self, db: Database, addresses: Sequence[str]) -> None:
        self._db = db
        self.addresses = addresses
        self.after = cache(self._after)
        """The first look after a time; None: there is none yet."""

    def first(self) -> Look | None:
        """The first look of all."""
        return self.after("")

    def last(self) -> Look | None:
        """The last look of all."""
        return self.before("~")

    def upto(self, at: str) -> Look | None:
        """The last look at a time or before it."""
        return max(self._nearest(at, "<=", "DESC"), default=None)

    def before(self, at: str) -> Look | None:
        """The last look before a time."""
        return max(self._nearest(at, "<", "DESC"), default=None)

    def _after(self, at: str) -> Look | None:
        return min(self._nearest(at, ">", "ASC"), default=None)

    def between(self, start: str, end: str) -> list[Look]:
        """The looks from a time on, up to before another."""
        return sorted(Look(row[0], url) for url in self.addresses for row in self._ask(_BETWEEN, url, start, end))

    def changed(self, start: str, end: str) -> set[str]:
        """Times of the looks in that span that saw something else than the look before them."""
        before = self.before(start)
        found = set()
        for url in self.addresses:
            found |= {row[0] for row in self._ask(_BEGIN, url, start, end)}
            ended = (self.after(row[0]) for row in self._ask(_END, url, before.at if before else start, end))
            found |= {look.at for look in ended if look and start <= look.at < end}
        return found

    def next_change(self, look: Look) -> Look | None:
        """The first look after this one that saw something else than the look before it."""
        began = self._extreme("min", "first_seen", ">", look.at)
        ended = self._extreme("min", "last_seen", ">=", look.at)
        return min(self._seen_by(began, ended), default=None)

    def last_change(self, look: Look) -> Look | None:
        """The last look before this one that saw something else than the look before it."""
        before = self.before(look.at)
        if before is None:
            return None
        began = self._extreme("max", "first_seen", "<", look.at)
        ended = self._extreme("max", "last_seen", "<", before.at)
        return max(self._seen_by(began, ended), default=None)

    def _seen_by(self, began: str | None, ended: str | None) -> list[Look]:
        """The looks that saw that a stay had begun, and that another had ended: the one after its last."""
        found = (self.upto(began) if began else None, self.after(ended) if ended else None)
        return [look for look in found if look]

    def _extreme(self, which: str, column: str, sign: str, at: str) -> str | None:
        sql = f"SELECT {which}({column}) FROM teasers WHERE listing_url = ? AND {column} {sign} ?"
        told = [row[0] for url in self.addresses for row in self._ask(sql, url, at) if row[0] is not None]
        return (min(told) if which == "min" else max(told)) if told else None

    def _nearest(self, at: str, sign: str, order: str) -> list[Look]:
        sql = _LAST.format(sign, order)
        return [Look(row[0], url) for url in self.addresses for row in self._ask(sql, url, at)]

    def _ask(self, sql: str, *values: str) -> list[tuple[str]]:
        return self._db.conn.execute(sql, values).fetchall()
