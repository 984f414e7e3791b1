"""What a visit tells of its address: whether it is the latest one, what to ask with next time, and who asks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from newscrawl.archive import revisit

if TYPE_CHECKING:
    import sqlite3

    from newscrawl.doors import Page
    from newscrawl.items import Visit

__all__ = ["is_deep", "is_past", "validators"]


def is_past(page: Page, row: sqlite3.Row) -> bool:
    """Whether a captured page is older than what is known of its address, which says what the address is now, or than
    what a crawl that found it is still to ask: where it leads does not enter the ledger from a capture.

    (A crawl's own visit is the latest one, whatever its clock says. What an address tells for the first time counts.)
    """
    if page.follow:
        return False
    if row["visited_at"] is None:
        waits = row["state"] == "pending" and row["discovered_from"] is not None
        return waits and page.article is None and not page.rejected
    if page.visit.at >= row["visited_at"]:
        return False
    return row["state"] in ("done", "gone") and (page.article is None or row["article_id"] is not None)


def validators(page: Page, row: sqlite3.Row) -> dict[str, str | None]:
    """What to ask the page with next time; one that was not read or not kept is asked for whole, and so is one whose
    addresses did not enter the ledger: answered 304, it would lead a crawl nowhere."""
    visit = page.visit
    if not page.follow and page.article is None and row["article_id"] is None:
        return {"etag": None, "last_modified": None}
    if visit.outcome == "not_modified":
        if (row["visit_count"] + 1) % revisit.WHOLE == 0:
            return {"etag": None, "last_modified": None}
        return {"etag": visit.etag or row["etag"], "last_modified": visit.last_modified or row["last_modified"]}
    lost = page.article is None and row["article_id"] is not None
    read = visit.outcome == "read" and not page.rejected and not lost
    return {"etag": visit.etag if read else None, "last_modified": visit.last_modified if read else None}


def is_deep(visit: Visit, row: sqlite3.Row) -> bool:
    """Whether an address is left to backfills: what was found as a listing is looked at in every run, what only turned
    out to be one is not, nor is a sitemap of days that are over (of a year with one a day each would be asked)."""
    if row["deep"] or (visit.kind == "section" and row["kind"] not in ("section", "front")):
        return True
    over = (datetime.fromisoformat(visit.at) - revisit.MAP_OVER).isoformat()[:10]
    return bool(row["kind"] == "sitemap" and row["date_first"] and row["date_hint"] and row["date_hint"] < over)
