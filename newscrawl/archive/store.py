"""Writing what a visit gave: one page, whole, in one transaction, together with the closing of its ledger row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from newscrawl.archive import listings, revisit, stories
from newscrawl.archive.captures import payload_digest
from newscrawl.items import Found
from newscrawl.urls import canonical, in_site

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.ledger import Ledger
    from newscrawl.items import Article, Capture, Teaser, Visit
    from newscrawl.site import Site

__all__ = ["Page", "Store", "Written"]


@dataclass(slots=True)
class Page:
    """What one visit gave."""

    site: Site
    """The site whose ledger holds the page's row."""
    run_id: int
    """The run that made the visit."""
    visit: Visit
    """How it ended."""
    article: Article | None = None
    """The page's story, cleaned and valid."""
    teasers: list[Teaser] = field(default_factory=list)
    """What a listing showed."""
    rejected: str | None = None
    """Why a pipeline dropped the page's story."""
    follow: bool = True
    """Whether addresses found on the page enter the ledger."""


@dataclass(slots=True)
class Written:
    """What writing a page came to."""

    url: str
    """The ledger's address of the page."""
    outcome: str
    """The visit's outcome as stored in `visits`."""
    kind: str
    """What the page is."""
    capture: Capture | None
    """The raw page, where it has to be kept."""


class Store:
    """Writes pages into an archive; every call belongs inside a transaction."""

    def __init__(self, db: Database, ledger: Ledger) -> None:
        self._db = db
        self._ledger = ledger

    def write(self, page: Page) -> Written:
        """Write one page and close its row (call it inside a transaction)."""
        visit, site = page.visit, page.site.name
        row = self._row(site, visit.url)
        if row is None:  # a captured page that no crawl discovered
            self._ledger.add(site, [Found(url=visit.url, kind=visit.kind)], source=None, depth=0, at=visit.at)
            row = self._row(site, visit.url)
            assert row
        changed = self._content(page, row)
        self._close(page, row, changed)
        self._redirects(page, row)
        if page.follow:
            self._found(page, row)
        return changed

    def _row(self, site: str, url: str) -> sqlite3.Row | None:
        cursor = self._db.conn.execute("SELECT * FROM pages WHERE site = ? AND url = ?", (site, url))
        row: sqlite3.Row | None = cursor.fetchone()
        return row

    def _content(self, page: Page, row: sqlite3.Row) -> Written:
        """Store article and teasers; say what the visit brought."""
        visit = page.visit
        outcome: str = visit.outcome
        keep = False
        if outcome == "read" and page.article is None and row["article_id"] is not None:
            outcome = "failed"  # a page that had a story has none now; the stored one stays
        elif page.rejected:
            outcome = "skipped"
        elif page.article is not None:
            digest = payload_digest(visit.capture.body) if visit.capture else None
            outcome = stories.write(
                self._db, page.article, site=page.site.name, at=visit.at, run_id=page.run_id, digest=digest
            )
            keep = outcome in ("new", "changed")
        elif outcome == "read":
            shown = listings.write(self._db, page.teasers, visit.url, at=visit.at)
            outcome = "unchanged" if not shown and row["visit_count"] else "changed" if row["visit_count"] else "new"
            keep = visit.kind == "front" and outcome != "unchanged"
        elif outcome == "not_modified" and row["kind"] != "article":
            listings.touch(self._db, visit.url, at=visit.at)
        return Written(visit.url, outcome, visit.kind, visit.capture if keep else None)

    def _close(self, page: Page, row: sqlite3.Row, written: Written) -> None:
        visit, answered = page.visit, page.visit.outcome in ("read", "not_modified", "redirected")
        kind = visit.kind if visit.outcome == "read" else row["kind"]
        reason = page.rejected or visit.reason
        state = "done" if answered else visit.outcome
        attempts = 0 if answered else row["attempts"] + 1
        if visit.outcome == "failed" and row["state"] == "done" and visit.retry:
            state = "done"  # a known page that does not answer today is still known
        if row["article_id"] is not None and visit.outcome == "read":
            kind = "article"
            reason = reason if page.article else f"no story where one was: {reason}"
        elif page.rejected:
            state, kind = "skipped", "other"
        changes = row["change_count"] + (written.outcome == "changed")
        visits = row["visit_count"] + (visit.http_status is not None)
        self._db.conn.execute(
            "UPDATE pages SET state = ?, reason = ?, kind = ?, attempts = ?, visited_at = ?, due_at = ?,"
            " http_status = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified), visit_count = ?, change_count = ?,"
            " article_id = coalesce((SELECT article_id FROM aliases WHERE url = ?), article_id) WHERE id = ?",
            (
                state,
                reason,
                kind,
                attempts,
                visit.at,
                self._due(page, row, kind, attempts, visits, changes),
                visit.http_status,
                visit.etag,
                visit.last_modified,
                visits,
                changes,
                visit.url if page.article else None,
                row["id"],
            ),
        )
        self._db.conn.execute(
            "INSERT INTO visits (url, at, run_id, http_status, bytes, outcome, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (visit.url, visit.at, page.run_id, visit.http_status, visit.bytes, written.outcome, reason),
        )

    def _due(self, page: Page, row: sqlite3.Row, kind: str, attempts: int, visits: int, changes: int) -> str | None:
        visit = page.visit
        now = datetime.fromisoformat(visit.at)
        due = None
        if visit.outcome == "failed":
            due = revisit.retry_due(now, attempts) if visit.retry else None
        elif visit.outcome in ("read", "not_modified"):
            if kind == "article":
                published = (page.article.date_published if page.article else None) or row["date_hint"]
                due = revisit.article_due(now, _moment(published, now), visits, changes)
            elif kind in ("front", "section", "feed", "sitemap") and not row["deep"]:
                due = revisit.listing_due(now)
        return due.isoformat(timespec="milliseconds") if due else None

    def _redirects(self, page: Page, row: sqlite3.Row) -> None:
        """Addresses passed on the way are known as well; the last one was read by this very visit."""
        visit = page.visit
        final = canonical(visit.final_url) if visit.final_url else visit.url
        if final == visit.url or not in_site(final, page.site):
            return
        if visit.outcome == "redirected":
            self._db.conn.execute(
                "INSERT INTO aliases SELECT ?, article_id FROM aliases WHERE url = ? ON CONFLICT DO NOTHING",
                (visit.url, final),
            )
        if visit.outcome not in ("read", "not_modified"):
            return
        for url in (*visit.redirects, final):
            found = Found(url=url, kind=visit.kind, deep=bool(row["deep"]), priority=row["priority"])
            self._ledger.add(page.site.name, [found], source=visit.url, depth=row["depth"], at=visit.at)
            self._db.conn.execute(
                "UPDATE pages SET state = 'done', kind = ?, reason = ?, visited_at = ?, article_id = (SELECT article_id"
                " FROM aliases WHERE url = pages.url) WHERE site = ? AND url = ? AND state IN ('pending', 'failed')",
                (visit.kind, f"read by way of {visit.url}", visit.at, page.site.name, canonical(url)),
            )

    def _found(self, page: Page, row: sqlite3.Row) -> None:
        found = []
        for f in page.visit.found:
            if not f.skip and not in_site(f.url, page.site):
                f.skip = "another site"
            f.deep = f.deep or bool(row["deep"])
            found.append(f)
        self._ledger.add(page.site.name, found, source=page.visit.url, depth=row["depth"] + 1, at=page.visit.at)


def _moment(value: str | None, default: datetime) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=default.tzinfo)
