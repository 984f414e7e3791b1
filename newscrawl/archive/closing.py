"""What a visit tells of its address: whether it is the latest one, and what to ask with next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive import revisit

if TYPE_CHECKING:
    import sqlite3

    from newscrawl.doors import Page

__all__ = ["is_past", "validators"]


def is_past(page: Page, row: sqlite3.Row) -> bool:
    """Whether a captured page is older than what is known of its address, which says what the address is now.

    (A crawl's own visit is the latest one, whatever its clock says. What an address tells for the first time counts.)
    """
    if page.follow or row["visited_at"] is None or page.visit.at >= row["visited_at"]:
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
