"""Stories that were awaited and did not come: a wall, a login, a page on maintenance or none stood in their place.

Nothing in such a page says that it is there for an hour, so these are looked at again before they are believed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from newscrawl.archive import revisit
from newscrawl.archive.figures import EXPECTED
from newscrawl.reasons import GATED, NO_STORY
from newscrawl.urls import canonical
from newscrawl.waysback import leads_back

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from sqlite_utils import Database

    from newscrawl.doors import Page

__all__ = ["gave_none", "is_gated", "led_to_none"]

_BELIEVED = 6
"""Addresses of a family that were looked at to the end, after which no more are looked at again."""
_LATEST = 200
"""Addresses of a family that tell what the next one may be, the latest."""
_STEPS = 5
"""Redirects that are followed from one address."""

# Of the first look alone: where it was known what stands at the target, it has been taken in. (By the index of
# redirects: that of the site, or of what is due, would read all of it.)
_LED_HERE = """
UPDATE pages SET due_at = :due, attempts = 1
WHERE redirects_to = :url AND +site = :site AND kind = 'article' AND state = 'done' AND article_id IS NULL
    AND attempts = 0 AND priority >= :expected AND +due_at > :due
"""


def gave_none(db: Database, page: Page, row: sqlite3.Row) -> bool:
    """Whether a page gave no story though one was awaited, and may give one another time."""
    visit = page.visit
    if page.article or page.rejected or visit.missing or row["article_id"] is not None:
        return False
    if is_gated(page, row):
        return True
    if _is_gate(db, row):
        return False  # the story behind it is looked at again
    if visit.outcome == "gone" and visit.retry:
        return True  # a redirect, or a page's own words, say so
    if row["priority"] < EXPECTED or (row["kind"] != "article" and not row["attempts"]):
        return False
    if visit.outcome == "gone":  # announced before it was there; what old sitemaps name is gone for good
        return visit.http_status == 404 and not row["deep"]
    if visit.outcome == "skipped":
        return visit.retry  # it redirects to another site: a wall of a manager of consent, or what is advertised
    if visit.outcome == "redirected" and visit.redirects_to:
        return _is_none(db, row["site"], visit.redirects_to)
    return visit.outcome == "read" and (visit.reason or "").startswith(NO_STORY) and not _tells_never(db, row)


def is_gated(page: Page, row: sqlite3.Row | Mapping[str, Any]) -> bool:
    """Whether a story that nobody knows yet is behind a page that wants a login, or a click."""
    is_new = row["kind"] == "article" and row["article_id"] is None
    return is_new and page.visit.outcome == "failed" and (page.visit.reason or "").startswith(GATED)


def led_to_none(db: Database, page: Page, row: sqlite3.Row) -> None:
    """Take in that a page, now read for the first time, is no story: those that lead to it may be elsewhere tomorrow
    (writes; call it inside a transaction)."""
    visit = page.visit
    if visit.outcome == "read" and page.article is None and row["article_id"] is None and not row["visit_count"]:
        due = (datetime.fromisoformat(visit.at) + revisit.GONE).isoformat(timespec="milliseconds")
        values = {"site": row["site"], "url": visit.url, "due": due, "expected": EXPECTED}
        db.conn.execute(_LED_HERE, values)


def _tells_never(db: Database, row: sqlite3.Row) -> bool:
    """Whether enough addresses of a page's family were looked at to the end, and none ever told a story: a quiz of each
    day."""
    sql = """
        SELECT coalesce(sum(state = 'done' AND attempts >= ?), 0) AS believed, max(article_id) AS story
        FROM (SELECT state, attempts, article_id FROM pages WHERE site = ? AND family = ? ORDER BY id DESC LIMIT ?)
    """
    like = db.conn.execute(sql, (revisit.LOOKS, row["site"], row["family"], _LATEST)).fetchone()
    return like["story"] is None and like["believed"] >= _BELIEVED


def _is_gate(db: Database, row: sqlite3.Row) -> bool:
    """Whether a page is one that a story redirects to, and that is told where to send back to."""
    sql = "SELECT url FROM pages WHERE redirects_to = ? AND +site = ?"  # (by the index of redirects)
    return "?" in row["url"] and any(
        leads_back(row["url"], url) for (url,) in db.conn.execute(sql, (row["url"], row["site"]))
    )


def _is_none(db: Database, site: str, target: str) -> bool:
    """Whether what a redirect leads to is known, and is no story."""
    sql = "SELECT visit_count, redirects_to, article_id FROM pages WHERE site = ? AND url = ?"
    url: str | None = canonical(target)
    for _ in range(_STEPS):
        page = db.conn.execute(sql, (site, url)).fetchone()
        if page is None or not page["visit_count"]:
            return False
        if (url := page["redirects_to"]) is None:
            return page["article_id"] is None
    return True
