"""When an address is asked again, by what its latest visit told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from newscrawl.archive import presence, revisit, secondlooks
from newscrawl.archive.states import LISTINGS
from newscrawl.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from sqlite_utils import Database

    from newscrawl.archive.revisit import Schedule
    from newscrawl.doors import Page, Written
    from newscrawl.items import Visit

__all__ = ["due_at"]


def due_at(
    db: Database,
    schedule: Schedule,
    page: Page,
    row: Mapping[str, Any],
    written: Written,
    story: sqlite3.Row | None,
    before: str | None,
) -> str | None:
    """When a row as it is now closed is due again; None: never, or in every new run (listings).

    `story`: what it tells. `before`: when it was visited before.
    """
    now = datetime.fromisoformat(page.visit.at)
    due = None
    if page.visit.missing:
        due = now + revisit.MISSING  # sites get new pages for what is not there, too
    elif written.doubtful and page.visit.outcome == "gone":
        due = now + presence.SECOND_LOOK
    elif page.visit.outcome == "gone" and row["article_id"] is not None:
        due = presence.gone_due(db, page.visit, schedule.latest)
    elif secondlooks.is_gated(page, row):
        due = now + schedule.latest
    elif page.visit.outcome == "failed" or (page.visit.outcome == "skipped" and row["state"] == "done"):
        due = revisit.retry_due(now, max(1, row["attempts"])) if page.visit.retry else None
    elif row["kind"] == "article" and row["state"] == "done":
        # A twin's story is read from another address, and the story's own page is asked. A story that was read at
        # no other address has not moved: it may be back tomorrow (a loop, a wall, a page on maintenance).
        is_own = story is not None and story["page_url"] == row["url"]
        is_twin = story is not None and story["led"] and not is_own
        moved = page.visit.outcome == "redirected" and not is_own or is_twin
        due = now + schedule.latest
        if not moved:
            due = revisit.article_due(now, *_times(row, story, page.visit), schedule)
    elif row["kind"] in LISTINGS and row["state"] == "done" and not row["deep"]:
        # The front page keeps its turn, and whether feed or sitemap changed their validators alone can tell.
        told = ("not_modified", "unchanged") if row["kind"] == "section" else ("not_modified",)
        same = row["kind"] != "front" and written.outcome in told
        due = revisit.listing_due(now, iso(before) if same else None)
    return due.isoformat(timespec="milliseconds") if due else None


def _times(row: Mapping[str, Any], story: sqlite3.Row | None, visit: Visit) -> tuple[datetime, datetime | None]:
    """When the story of a row was published, and when it was last seen to change (None: it never was)."""
    told = story["date_published"] if story else None
    day = story["date_precision"] == "day" if story and told else len(row["date_hint"] or "") == len("2024-04-17")
    found = datetime.fromisoformat(row["discovered_at"])
    published = revisit.born(iso(told or row["date_hint"]), found, day=day, deep=bool(row["deep"]))
    # A story told live changes from the start; so does one that is not whole.
    restless = story and (story["kind"] == "liveblog" or visit.partial)
    moved = story and (restless or story["changed_at"] > story["first_seen"])
    return published, iso(story["changed_at"]) if story and moved else None
