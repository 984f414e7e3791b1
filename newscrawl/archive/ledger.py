"""The ledger: a row in `pages` for every address ever discovered. Frontier, seen-set and completeness report in one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from newscrawl.archive.connection import immediate
from newscrawl.archive.states import LISTINGS, OUTSIDE, one_of
from newscrawl.doors import Due
from newscrawl.exceptions import ErasedError
from newscrawl.urls import canonical
from newscrawl.window import Window, days_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Set
    from datetime import date

    from sqlite_utils import Database

    from newscrawl.archive.discoveries import Discoveries
    from newscrawl.doors import Revisit
    from newscrawl.items import Found

__all__ = ["Ledger", "middle"]

SLIP = timedelta(hours=1)
"""How far in the future a visit has to lie to tell that the clock was wrong then; less costs little."""
_COLUMNS = "url, coalesce(href, url) AS href, kind, priority, deep, etag, last_modified"

_LISTINGS = f"kind IN {one_of(LISTINGS)} AND state = 'done' AND deep <= ?4"
_OUTSIDE = f"{OUTSIDE} AND ?4 >= 0"
_KNOWN = "(state = 'done' AND kind = 'article' OR state = 'gone' AND article_id IS NOT NULL) AND ?4 >= 0"
"""What a run's start makes due; ?4: how deep it goes. Known stories are known, however deep they were found."""

_ROOT = "instr(substr(pages.url, 9), '/') + 8"  # characters of "https://example.org/"
_FOLDER = f"substr(pages.url, 1, {_ROOT} + instr(substr(pages.url, {_ROOT} + 1), '/'))"
_IN_NO_SECTION = (
    "NOT EXISTS (SELECT 1 FROM pages AS section WHERE section.site = pages.site"
    f" AND section.url IN ({_FOLDER}, rtrim({_FOLDER}, '/')) AND section.kind = 'section' AND NOT section.deep)"
)
EVERYTHING = Window()


def _wanted(site: str, window: Window) -> tuple[str, list[str]]:
    """The part of a WHERE clause that leaves out what a run does not want, and its parameters.

    A hint may be a day off, so it rules an address out only when it is further away; the story's own date decides.
    Of a listing the hint tells the latest day that it may show; only one whose address names its days can be too new.
    """
    clauses, parameters = [], []
    if window.since:
        clauses.append("(date_hint IS NULL OR kind = 'front' OR date_hint >= ?)")
        parameters.append(days_from(window.since, -1).isoformat())
    if window.until:
        clauses.append("(coalesce(date_first, iif(kind = 'article', date_hint, NULL), '') < ?)")
        parameters.append(days_from(window.until, 2).isoformat())
    if window.sections:
        names = [pattern for s in window.sections for pattern in (f"%/{s}/%", f"%/{s}", f"%/{s}?%")]
        here = " OR ".join(["url LIKE ?"] * len(names))
        there = here.replace("url", "listing_url")
        # By its address, or by the listing that showed it; a host's own front page may lead to some. What another page
        # showed before is a section's where its address lies in none.
        clauses.append(
            f"(kind IN ('front', 'feed', 'sitemap') OR {here} OR (kind = 'section' AND url NOT LIKE '%://%/_%') OR"
            f" discovered_from IN (SELECT url FROM pages WHERE site = ? AND kind = 'section' AND ({here}))"
            f" OR (EXISTS (SELECT 1 FROM teasers WHERE article_url = pages.url AND ({there})) AND {_IN_NO_SECTION}))"
        )
        parameters += [*names, site, *names, *names]
    return "".join(f"{clause} AND " for clause in clauses), parameters


class _Turn(NamedTuple):
    """Rows of one kind, which a run asks before those of the next kind."""

    where: str
    """A condition of SQL on `pages`."""
    order: str
    parameters: tuple[object, ...] = ()
    """Values for the condition."""
    new: bool = False
    """They were never asked."""


def _turns(now: str, revisit: Revisit, *, deep: bool) -> list[_Turn]:
    """What a run asks, one kind after the other."""
    again = "due_at <= ? AND state != 'pending'"
    listing = "kind NOT IN ('article', 'image')"  # as their index says it
    # (A story that is not done is a failure to be tried again; few are, and they have an index of their own.)
    stories = "kind = 'article'" if revisit != "none" else "kind = 'article' AND state != 'done'"
    turns = [
        _Turn(f"{again} AND {listing} AND kind != 'other'", "due_at", (now,)),
        _Turn(f"{again} AND {listing} AND kind = 'other'", "due_at", (now,)),  # second looks
        _Turn("state = 'pending' AND deep = 0", "priority DESC", new=True),
        _Turn(f"{again} AND {stories}", "due_at", (now,)),
        _Turn("state = 'pending' AND deep = 1", "priority DESC", new=True),
    ]
    return turns if deep else turns[:-1]


def middle(days: Iterable[str]) -> str | None:
    """The median of some ISO 8601 dates, so that one old story on top of a listing does not end it; None for none."""
    ordered = sorted(days)
    return ordered[(len(ordered) - 1) // 2][:10] if ordered else None


class Ledger:
    """The ledger of one archive. Methods that write say so; the others only read."""

    def __init__(self, db: Database, discoveries: Discoveries) -> None:
        self._db = db
        self._discoveries = discoveries

    def start(self, site: str, found: Found, *, at: str, before: str, again: bool = False) -> Due | None:
        """Record a start address (writes). Returns what to ask if it is due now: new, failed, or due again.

        A front page is due in every run that has not seen it since `before`, however it ended last time; with
        `again` any address is.
        """
        url = canonical(found.url)
        if url in self._discoveries.erased:
            return None
        with immediate(self._db):
            self._discoveries.add(site, [found], source=None, depth=0, at=at, sure=True)
            self._db.conn.execute(
                "UPDATE pages SET due_at = ?, kind = CASE WHEN ? = 'front' THEN 'front' ELSE kind END, deep = 0"
                " WHERE site = ? AND url = ? AND state != 'pending'"
                " AND (? OR state = 'failed' OR (? = 'front' AND (visited_at < ? OR kind != 'front')))",
                (at, found.kind, site, url, again, found.kind, before),
            )
        rows = self._rows("url = ? AND (state = 'pending' OR due_at <= ?)", (site, url, at))
        return rows[0] if rows else None

    def kinds(self, urls: Collection[str]) -> dict[str, str]:
        """What some addresses are known to be: canonical address -> kind, of those that were read."""
        marks = ", ".join("?" * len(urls))
        sql = f"SELECT url, kind FROM pages WHERE url IN ({marks}) AND (visit_count OR depth = 0)"
        return {row["url"]: row["kind"] for row in self._db.conn.execute(sql, tuple(urls))}

    def begin(self, site: str, *, now: str, before: str, deep: bool, articles: bool) -> None:
        """At a run's start some pages are due at once (writes): those of them not visited since `before`.

        Front pages, sections and feeds, with `deep` the later pages of listings as well, with `articles` every known
        article; and stories that an earlier run did not keep for their day (this run's window decides). So is all that
        was visited while the clock was ahead.
        """
        due = "UPDATE pages SET due_at = ?1 WHERE site = ?2 AND visited_at < ?3 AND (due_at IS NULL OR due_at > ?1)"
        with immediate(self._db):
            self._discoveries.families.forgive(site, now)
            # Each by its own index, or else a run's start reads all that is known of the site.
            for which in (_LISTINGS, _OUTSIDE, *((_KNOWN,) if articles else ())):
                self._db.conn.execute(f"{due} AND ({which})", (now, site, before, int(deep)))
            self._correct(site, now)

    def _correct(self, site: str, now: str) -> None:
        """Make due what was visited while the clock was ahead (writes); or else nothing would be asked until then."""
        later = (datetime.fromisoformat(now) + SLIP).isoformat(timespec="milliseconds")
        if self._db.conn.execute("SELECT 1 FROM runs WHERE started_at > ? LIMIT 1", (later,)).fetchone():
            self._db.conn.execute(
                "UPDATE pages SET due_at = ? WHERE site = ? AND visited_at > ? AND due_at > ?", (now, site, later, now)
            )

    def frontier(
        self,
        site: str,
        *,
        now: str,
        deep: bool,
        revisit: Revisit,
        limit: int,
        window: Window = EVERYTHING,
        closed: Collection[str] = (),
        images: bool = False,
    ) -> list[Due]:
        """The next addresses to ask, none of them on a host that is `closed`.

        In this order: listings that are due; new addresses, the likeliest and newest first; known articles and
        failures that are due; what lies deep in listings; pictures, with `images`. So a run cut short has kept what
        matters, and a backfill of weeks goes on watching.
        """
        wanted, days = _wanted(site, window)
        starts = [canonical(f"{scheme}://{host}/") for host in closed for scheme in ("http", "https")]
        elsewhere, ends = "substr(url, 1, length(?)) != ? AND " * len(starts), [s for s in starts for _ in range(2)]
        found: list[Due] = []
        for turn in _turns(now, revisit, deep=deep):
            if len(found) < limit:
                rows = self._rows(
                    f"{wanted}{elsewhere} kind != 'robots' AND {turn.where} ORDER BY {turn.order}, id LIMIT ?",
                    (site, *days, *ends, *turn.parameters, limit - len(found)),
                )
                if window.since and turn.new:
                    waiting = {due.url for due in (*found, *rows) if due.kind == "article"}
                    rows = self._not_too_old(site, rows, window.since, waiting)
                found += rows
        if images and len(found) < limit:  # whatever part of the site a run wants: their stories are in it
            due = "deep = 2 AND (state = 'pending' OR due_at <= ?) AND kind = 'image' ORDER BY id LIMIT ?"
            found += self._rows(f"{elsewhere} {due}", (site, *ends, now, limit - len(found)))
        return found

    def left(
        self, site: str, *, now: str, deep: bool, revisit: Revisit, limit: int, window: Window = EVERYTHING
    ) -> int:
        """How many pages a run still has to ask, as far as is known, and up to `limit`; pictures do not count."""
        wanted, days = _wanted(site, window)
        count = 0
        for turn in _turns(now, revisit, deep=deep):
            sql = f"SELECT 1 FROM pages WHERE site = ? AND {wanted} kind != 'robots' AND {turn.where} LIMIT ?"
            here = (site, *days, *turn.parameters, limit - count)
            count += int(self._db.conn.execute(f"SELECT count(*) FROM ({sql})", here).fetchone()[0])
        return count

    def _not_too_old(self, site: str, rows: list[Due], since: date, waiting: Set[str]) -> list[Due]:
        """The rows, but for further pages of listings that begin where stories are older than a run wants (writes)."""
        return [
            due
            for due in rows
            if not (due.kind == "section" and due.deep) or self._reaches(site, due.url, since, waiting)
        ]

    def _reaches(self, site: str, url: str, since: date, waiting: Set[str]) -> bool:
        """Whether a further page of a listing may show stories of a day or later, by those of the page before (writes).

        Where teasers show no dates, the stories' own tell how old that page is: those that are `waiting` are asked
        first, and the further page waits for them.
        """
        shown = self._before(site, url)
        if any(story in waiting for story, day in shown if not day):
            return False
        day = middle(day for _, day in shown if day)
        if day is None:
            return True
        self._db.conn.execute("UPDATE pages SET date_hint = ? WHERE site = ? AND url = ?", (day, site, url))
        return day >= days_from(since, -1).isoformat()

    def _before(self, site: str, url: str) -> list[tuple[str, str | None]]:
        """The stories, with their days, on the page that led to a further page of a listing of which it is not known
        where it begins."""
        sql = (
            "SELECT story.url, story.date_hint FROM pages JOIN teasers ON listing_url = pages.discovered_from"
            " JOIN pages AS story ON story.site = pages.site AND story.url = article_url"
            " WHERE pages.site = ? AND pages.url = ? AND pages.date_hint IS NULL"
        )
        return [(url, day) for url, day in self._db.conn.execute(sql, (site, url))]

    def _rows(self, where: str, parameters: tuple[object, ...]) -> list[Due]:
        sql = f"SELECT {_COLUMNS} FROM pages WHERE site = ? AND {where}"
        return [Due(*row) for row in self._db.conn.execute(sql, parameters)]

    def retry(self, *, at: str, url: str | None = None) -> list[str]:
        """Make an address (or, without one, all that failed) due in the next run, whatever became of it (writes).

        Returns the sites whose runs will ask. Raises ErasedError for a story that was taken down.
        """
        self._refuse_erased(url)
        which, parameters = ("url = ?", (canonical(url),)) if url else ("state = 'failed'", ())
        with immediate(self._db):
            rows = self._db.conn.execute(f"SELECT site FROM pages WHERE {which}", parameters).fetchall()
            self._db.conn.execute(
                "UPDATE pages SET due_at = ?, attempts = 0, deep = iif(kind = 'image', deep, 0), etag = NULL,"
                " last_modified = NULL,"
                f" state = CASE WHEN state = 'done' THEN 'done' ELSE 'pending' END WHERE {which}",
                (at, *parameters),
            )
        return [row["site"] for row in rows]

    def forget(self, url: str) -> list[str]:
        """Drop an address from the ledger, so that it may be found anew (writes). Its article and visits stay.

        Returns the sites that knew it. Raises ErasedError for a story that was taken down.
        """
        self._refuse_erased(url)
        with immediate(self._db):
            cursor = self._db.conn.execute("DELETE FROM pages WHERE url = ? RETURNING site", (canonical(url),))
            return [row["site"] for row in cursor.fetchall()]

    def _refuse_erased(self, url: str | None) -> None:
        if url and canonical(url) in self._discoveries.erased:
            raise ErasedError(f"{url} was erased from this archive, and is not asked again")

    def told(self) -> list[tuple[str, str]]:
        """Address and reason of every page that was asked, in the order of their discovery; without robots.txt."""
        sql = "SELECT url, reason FROM pages WHERE kind != 'robots' AND reason IS NOT NULL ORDER BY rowid"
        return [(url, reason) for url, reason in self._db.conn.execute(sql)]
