"""Endless calendars, facets, marketplaces, paginations that repeat: families of addresses that lead nowhere.

An address belongs to up to three of them: those that differ from it in numbers, values or their last word
(`urls.family`); all below one first folder (`urls.quarter`); all of one name that hang on stories (`urls.appendix`).
Each has a budget of pages in a row that give nothing, which grows with what they gave.
"""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Literal

from newscrawl.archive.dead import Dead
from newscrawl.archive.ends import Ends, page_of_watched
from newscrawl.archive.furniture import Furniture
from newscrawl.archive.states import OUTSIDE
from newscrawl.reasons import BARREN
from newscrawl.urls import appendix, bare, canonical, family, quarter

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.doors import Page
    from newscrawl.items import Visit

__all__ = ["BUDGET", "SURE", "Families"]

BUDGET = 5
"""Pages of a family in a row that give nothing; one more for every two that gave something, up to twice as many."""
CHOICE_BUDGET = 3
"""The same where the query alone tells the pages apart: choices from a listing that is known."""
QUARTER_BUDGET = 8
"""The same for a quarter: one that has stories is never given up."""
DAYS_BUDGET = 45
"""The same for days of an archive, once one led to a story: weeklies fill one in seven, and rest for a month."""
_MOST_ACCOUNTS = 20_000
"""What is remembered at the most, the latest: some megabytes, however long a run."""
_DOUBTFUL = 2
"""Pages of a family in a row that give nothing; after them, to show addresses of it counts for nothing either."""
GIVEN_UP_FOR = timedelta(days=30)
"""After that a family has a new budget: sites change."""
SURE = 480
"""Stories of this priority (front pages, feeds and news sitemaps name them) are asked whatever their like gave."""

_DAY = re.compile(
    r"/(?:19|20)\d{2}[/-]?(?:[01]?\d|[a-z]{3,9})[/-]?[0-3]?\d/?$"
    r"|[?&][^?&=]+=(?:19|20)\d{2}-?[01]\d-?[0-3]\d$|(?:[?&](?:\w+[._-])?(?:y(?:ear)?|m(?:onth)?|d(?:ay)?)=\d{1,4}){3}$"
    r"|/(?:issues?|editions?|ausgaben?|numeros?|hefte?)/(?:[\w-]+[/-])?\d+/?$",
    re.IGNORECASE,
)
"""How addresses of an archive's days, and of printed issues, end."""

_Name = Literal["family", "appendix", "quarter"]
_NAMES: dict[_Name, Callable[[str], str]] = {
    "family": family,
    "appendix": lambda url: appendix(url)[1],
    "quarter": quarter,
}


@dataclass(slots=True)
class _Account:
    barren: int = 0
    """Pages in a row that gave nothing."""
    gave: int = 0
    """Pages that gave something."""
    told: bool = False
    """Whether one of its pages led to a story."""
    seen: frozenset[int] = frozenset()
    """Hashes of the addresses of stories that its pages showed in this run."""


class Families:
    """What families of addresses yield in this run, and which were given up. Methods that write say so."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._given_up: dict[tuple[str, str], bool] | None = None  # read at the first need
        self._accounts: OrderedDict[tuple[str, _Name, str], _Account] = OrderedDict()
        self._furniture = Furniture()
        self._dead = Dead()
        self._ends = Ends()
        self._storied: set[tuple[str, str]] = set()  # quarters that are not given up

    def is_barren(self, site: str, url: str, *, story: bool = False) -> bool:
        """Whether an address is of a family that was given up. One that looks like a `story` is so only if its family
        was found to hold none."""
        if not story and self._ends.is_behind(site, url):
            return True
        known = self._barren()
        if not known:
            return False
        verdicts = [known.get((site, family(url))), known.get((site, quarter(url)))]
        story_, hangs = appendix(url)
        if (site, hangs) in known and self._is_story(site, story_):
            verdicts.append(known[site, hangs])
        return True in verdicts if story else any(verdict is not None for verdict in verdicts)

    def is_doubtful(self, site: str, url: str) -> bool:
        """Whether what looks like a story is of a family that was given up, or whose last pages were no stories, or
        were not there."""
        account = self._accounts.get((site, "family", family(url)))
        barren = account is not None and account.barren >= _DOUBTFUL
        return barren or self._leads_to_none(site, url)

    def _leads_to_none(self, site: str, url: str) -> bool:
        """Whether what looks like a story is of a family without any (advertisements have no end), or of a dead one."""
        return self._dead.holds(site, url) or self.is_barren(site, url, story=True)

    def _is_story(self, site: str, url: str) -> bool:
        sql = "SELECT 1 FROM pages WHERE site = ? AND bare = ? AND article_id IS NOT NULL"
        return self._db.conn.execute(sql, (site, bare(url))).fetchone() is not None

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

    def own_stories(self, site: str, visit: Visit) -> set[str]:
        """Canonical addresses of the stories that a page shows as its own.

        A block whose heading stands on the pages of stories of several families, or of many ("Most read"), is
        furniture: what it shows, often at random, says nothing of the page. A longer list under the same heading
        ("Latest") is no such block.
        """
        told = {canonical(f.url) for f in visit.found if f.kind == "article" and not f.skip}
        if visit.kind == "feed":
            return told
        sizes = Counter(rail for _, rail in visit.shown if rail)
        furniture = {rail for rail, size in sizes.items() if self._furniture.has(site, rail, size)}
        return told & {canonical(url) for url, rail in visit.shown if rail not in furniture}

    def look(self, site: str, visit: Visit, row: sqlite3.Row) -> None:
        """Take in what any visit to a `row` tells: the blocks of its page, or that it is not there."""
        self._furniture.note(site, visit)
        self._dead.note(site, visit, row)

    def counts(self, visit: Visit, row: sqlite3.Row) -> bool:
        """Whether what a visit to a `row` gave counts for or against its like.

        Only first visits do, and not those to the listings of the front page, which are looked at for what comes next.
        """
        return not row["visit_count"] and _counts(visit) and not _is_front_s(row)

    def note_story(self, site: str, url: str, source: str | None) -> None:
        """Take in that a page is a story, and that `source` led to it."""
        for name, of in _NAMES.items():
            if account := self._accounts.get((site, name, of(url))):
                account.barren = 0
            if source and (account := self._accounts.get((site, name, of(source)))):
                account.told = True

    def note(self, page: Page, *, row: sqlite3.Row, own: set[str], fresh: int) -> None:
        """Take in a visit to a `row` that gave no story (writes; inside a transaction).

        The page showed `own` stories (`own_stories`), of which `fresh` were not known. A page that was taken for a
        story and is none gives nothing, whatever stories stand beside it, unless it turned out to be a list.
        """
        visit, site = page.visit, page.site.name
        listing, number = page_of_watched(self._db, site, visit.url)
        account = self._account(site, "family", listing or family(visit.url))
        shown = {hash(bare(url)) for url in own if not self._leads_to_none(site, url)}
        new = fresh > 0 and (row["kind"] != "article" or visit.kind == "section")
        # Pages of a pagination that show known stories go on; how many there are tells nothing of other listings.
        further = visit.further or number or (2 if listing else 0)
        plain = bool(listing) or (visit.further and "&" not in visit.url)
        day = not plain and _DAY.search(visit.url) is not None
        if plain:
            gave = bool(shown - account.seen)
        else:  # the latest days of an archive show known stories, and lead to the others; those of a calendar none
            gave = new or day and any(self._is_story(site, url) for url in own if hash(bare(url)) not in account.seen)
        account.seen |= shown
        over = further >= 2 and self._ends.note(site, visit.url, frozenset(shown))
        if gave:
            self._credit(site, visit.url, row["discovered_from"])
        if number:
            account.barren = 0 if gave else account.barren + 1
            over |= account.barren >= BUDGET and self._ends.close(site, visit.url)
        else:
            self._count(page, row, "family", gave=gave, day=day, further=further)
        if over:
            self._skip_behind(site, family(visit.url))
        if self._is_story(site, appendix(visit.url)[0]):
            self._count(page, row, "appendix", gave=new, further=further)
        if not further:
            self._count(page, row, "quarter", gave=gave if day else new, day=day)

    def _credit(self, site: str, url: str, source: str | None) -> None:
        """Count what a page gave for the page that led to it, and for its quarter, too: years of an archive show months
        alone, and these lead to stories."""
        led: list[tuple[_Name, str]] = [("quarter", quarter(url))]
        led += [("family", family(source)), ("quarter", quarter(source))] if source else []
        for name, of in led:
            if account := self._accounts.get((site, name, of)):
                account.barren = 0

    def _skip_behind(self, site: str, of: str) -> None:
        """Ask no pages behind a listing's end (writes)."""
        sql = "SELECT id, url FROM pages WHERE site = ? AND family = ? AND state = 'pending'"
        rows = self._db.conn.execute(sql, (site, of)).fetchall()
        behind = [(BARREN, row["id"]) for row in rows if self._ends.is_behind(site, row["url"])]
        self._db.conn.executemany("UPDATE pages SET state = 'skipped', reason = ? WHERE id = ?", behind)

    def _count(
        self, page: Page, row: sqlite3.Row, name: _Name, *, gave: bool, day: bool = False, further: int = 0
    ) -> None:
        visit, site = page.visit, page.site.name
        of = _NAMES[name](visit.url)
        if not of:
            return
        account = self._account(site, name, of)
        account.gave += gave
        account.barren = 0 if gave else account.barren + 1
        choice = "?" in of and not further and bool(row["deep"])
        budget = QUARTER_BUDGET if name == "quarter" or day else CHOICE_BUDGET if choice else BUDGET
        budget += min(account.gave // 2, budget)
        if day and account.told:
            budget = max(budget, DAYS_BUDGET)
        if account.barren >= budget:
            self._give_up(site, name, of, visit.at, account.barren)

    def _account(self, site: str, name: _Name, of: str) -> _Account:
        account = self._accounts.pop((site, name, of), None) or _Account()
        self._accounts[site, name, of] = account
        if len(self._accounts) > _MOST_ACCOUNTS:
            self._accounts.popitem(last=False)
        return account

    def _give_up(self, site: str, name: _Name, of: str, at: str, barren: int) -> None:
        """Ask no more of a family: neither listings nor, where it holds no stories, what looks like one. A quarter that
        holds some is not given up."""
        if (site, of) in self._barren() or (site, of) in self._storied:
            return
        # (The pages that gave nothing are not counted for stories, whatever their rows say.)
        storied = len(self._ids(site, name, of, _IS_STORY, barren + 1)) > barren
        if storied and name == "quarter":
            self._storied.add((site, of))
            return
        self._barren()[site, of] = not storied
        self._db.conn.execute(
            "INSERT INTO barren (site, family, since, stories) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (site, of, at, not storied),
        )
        unsure = f"kind != 'article' OR ({int(not storied)} AND priority < {SURE})"
        listed = "kind NOT IN ('section', 'feed') OR deep OR depth > 1"
        waiting = self._ids(site, name, of, f"state = 'pending' AND kind != 'front' AND ({unsure}) AND ({listed})")
        sql = "UPDATE pages SET state = 'skipped', reason = ? WHERE id = ? AND depth > 0"
        self._db.conn.executemany(sql, [(BARREN, id_) for id_ in waiting])
        if not storied:  # nor is it a listing to look at in every run
            asked = self._ids(site, name, of, "state = 'done' AND kind IN ('section', 'feed') AND depth > 1")
            sql = "UPDATE pages SET deep = 1, due_at = NULL WHERE id = ?"
            self._db.conn.executemany(sql, [(id_,) for id_ in asked])

    def _ids(self, site: str, name: _Name, of: str, which: str, most: int = -1) -> list[int]:
        """The rows of a family, quarter or appendix, `most` of them (-1: all)."""
        if name == "family":
            near, words = "family = ?", [of]
        elif name == "quarter":
            near, top = "(family BETWEEN ? AND ? OR family BETWEEN ? AND ?)", of.removesuffix("/**")
            words = [f"{top}/", f"{top}/\uffff", f"{top}?", f"{top}?\uffff"]
        else:
            near, words = "url LIKE '%/' || ? || '%'", [of.partition("/…/")[2].partition("/")[0].partition("?")[0]]
        sql = f"SELECT id, url FROM pages WHERE site = ? AND {near} AND {which} LIMIT ?"
        rows = self._db.conn.execute(sql, (site, *words, most if name == "family" else -1))
        found = ((row["id"], row["url"]) for row in rows if _NAMES[name](row["url"]) == of)
        told = (id_ for id_, url in found if name != "appendix" or self._is_story(site, appendix(url)[0]))
        return list(islice(told, most if most >= 0 else None))


_IS_STORY = f"(article_id IS NOT NULL OR ({OUTSIDE}))"
"""Of a row: its story is archived, or was read and lies outside of the days that were asked for."""


def _is_front_s(row: sqlite3.Row) -> bool:
    """Whether a row is one of the listings that the front page leads to."""
    return row["kind"] in ("section", "feed") and not row["deep"] and row["depth"] <= 1


def _counts(visit: Visit) -> bool:
    """Whether a visit tells something of its like: a page was read, or it led in a circle or out of the site."""
    if visit.outcome == "read":
        return visit.kind in ("article", "section", "other", "feed")
    if visit.outcome == "redirected":
        return (visit.redirects_to or "").partition("?")[0] == visit.url.partition("?")[0]
    return visit.outcome == "skipped" and visit.http_status is not None and 300 <= visit.http_status < 400
