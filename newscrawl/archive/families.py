"""Endless calendars, facets, sort orders, marketplaces, paginations that repeat: families of addresses that lead nowhere.

A family is what addresses that differ in numbers, values or their last word have in common (`urls.family`); a quarter,
all families below one first folder (`urls.quarter`). Each has a budget of pages in a row that give nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.urls import canonical, family, quarter

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.archive.store import Page

__all__ = ["BARREN", "BUDGET", "QUARTER_BUDGET", "REPEATS", "SURE", "Families"]

BARREN = "addresses like it led to nothing new, time after time"
BUDGET = 10
"""Pages of a family in a row that give nothing."""
QUARTER_BUDGET = 14
"""Pages of a quarter in a row that give nothing, in a quarter without any story."""
REPEATS = 3
"""Pages of a pagination that show the very stories that an earlier one showed."""
GIVEN_UP_FOR = timedelta(days=30)
"""After that a family has a new budget: sites change."""
SURE = 480
"""Stories of this priority (front pages, feeds and news sitemaps name them) are asked whatever their like gave."""


@dataclass(slots=True)
class _Account:
    seen: set[int] = field(default_factory=set)
    """Hashes of the addresses of stories that its pages showed in this run."""
    shows: set[int] = field(default_factory=set)
    """Hashes of what whole pages showed."""
    barren: int = 0
    """Pages in a row that gave nothing."""
    repeats: int = 0
    """Further pages of a listing in a row that showed just what an earlier one showed."""


class Families:
    """What families of addresses yield in this run, and which were given up. Methods that write say so."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._given_up: dict[tuple[str, str], bool] | None = None  # read at the first need
        self._accounts: dict[tuple[str, str], _Account] = {}

    def is_barren(self, site: str, url: str, *, story: bool = False) -> bool:
        """Whether an address is of a family that was given up; a story by its looks, of one that has no stories."""
        known = self._barren()
        if not known:
            return False
        verdicts = [known.get((site, of)) for of in (family(url), quarter(url))]
        return True in verdicts if story else verdicts != [None, None]

    def _barren(self) -> dict[tuple[str, str], bool]:
        if self._given_up is None:
            rows = self._db.conn.execute("SELECT site, family, stories FROM barren")
            self._given_up = {(row["site"], row["family"]): bool(row["stories"]) for row in rows}
        return self._given_up

    def forgive(self, site: str, now: str) -> None:
        """Give families that were given up long ago a new budget (writes; call it inside a transaction)."""
        before = (datetime.fromisoformat(now) - GIVEN_UP_FOR).isoformat(timespec="milliseconds")
        sql = "DELETE FROM barren WHERE site = ? AND since < ?"
        if self._db.conn.execute(sql, (site, before)).rowcount:
            self._given_up = None
            sql = "SELECT id, url FROM pages WHERE site = ? AND state = 'skipped' AND reason = ?"
            rows = self._db.conn.execute(sql, (site, BARREN)).fetchall()
            again = [(row["id"],) for row in rows if not self.is_barren(site, row["url"])]
            self._db.conn.executemany("UPDATE pages SET state = 'pending', reason = NULL WHERE id = ?", again)

    def note(self, page: Page, *, fresh: int) -> None:
        """Take in one visit, which led to `fresh` stories that the ledger did not know (writes; inside a transaction)."""
        visit, site = page.visit, page.site.name
        if visit.outcome not in ("read", "redirected") or visit.kind in ("front", "feed", "sitemap"):
            return
        of, around = family(visit.url), quarter(visit.url)
        if visit.outcome == "redirected" and family(canonical(visit.redirects_to or "")) != of:
            return
        account = self._accounts.setdefault((site, of), _Account())
        wider = self._accounts.setdefault((site, around), _Account())
        if page.article is not None:
            account.barren = wider.barren = 0
            return
        shown = {hash(canonical(f.url)) for f in visit.found if f.kind == "article" and not f.skip}
        whole = hash(frozenset(shown))
        account.repeats = account.repeats + 1 if visit.further and whole in account.shows else 0
        gave = bool(shown - account.seen) if visit.further else fresh > 0
        account.shows.add(whole)
        account.seen |= shown
        account.barren = 0 if gave else account.barren + 1
        if not visit.further:  # a quarter is its listings: how long each of them is tells nothing of it
            wider.barren = 0 if gave else wider.barren + 1
        if account.barren == BUDGET or account.repeats == REPEATS:
            self._give_up(site, "family = ?", (of,), visit.at)
        elif around and wider.barren == QUARTER_BUDGET:
            below = (around, f"{around}/", f"{around}/\uffff", f"{around}?", f"{around}?\uffff")
            self._give_up(site, "(family = ? OR family BETWEEN ? AND ? OR family BETWEEN ? AND ?)", below, visit.at)

    def _give_up(self, site: str, which: str, names: tuple[str, ...], at: str) -> None:
        """Ask no more of some families: neither listings nor, where none of them ever held a story, what looks like
        one. A whole quarter is given up only then."""
        sql = f"SELECT 1 FROM pages WHERE site = ? AND {which} AND article_id IS NOT NULL LIMIT 1"
        storied = self._db.conn.execute(sql, (site, *names)).fetchone() is not None
        if storied and len(names) > 1:
            return
        self._barren()[site, names[0]] = not storied
        self._db.conn.execute(
            "INSERT INTO barren (site, family, since, stories) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (site, names[0], at, not storied),
        )
        self._db.conn.execute(
            f"UPDATE pages SET state = 'skipped', reason = ? WHERE site = ? AND {which} AND state = 'pending'"
            " AND kind != 'front' AND depth > 0 AND (kind != 'article' OR (? AND priority < ?))",
            (BARREN, site, *names, not storied, SURE),
        )
