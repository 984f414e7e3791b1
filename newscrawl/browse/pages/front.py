"""The front of the reading room: what is new, what changed, what vanished, how the sites are doing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.glance import Glance, glances
from newscrawl.archive.views import changed, latest
from newscrawl.browse.answering import Request, Response, ask, page
from newscrawl.browse.wordings import FIELDS, KINDS

if TYPE_CHECKING:
    from datetime import date, datetime

    from datasette.app import Datasette
    from sqlite_utils import Database

__all__ = ["front"]

STORIES = 15
CHANGES = 7
VANISHED = 5
DAYS = 30
_VANISHED = changed.Wanted(kinds=("gone", "restored"))
_OTHERS = changed.Wanted(kinds=[kind for kind in changed.KINDS if kind not in _VANISHED.kinds])


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the page shows."""

    now: datetime
    holdings: latest.Holdings
    stories: list[latest.Card]
    day: date | None
    """The last day on which something changed."""
    changes: list[changed.Change]
    """Of that day."""
    vanished: list[changed.Change]
    sites: list[Glance]


async def front(datasette: Datasette, request: Request) -> Response:
    """The archive at a glance."""
    told = await ask(datasette, _front)
    stories = list(told.stories)
    # Of the very newest, one with a picture leads, if there is any.
    lead = next((story for story in stories[:6] if story.picture), stories[0] if stories else None)
    if lead:
        stories.remove(lead)
    return await page(
        datasette, request, "front.html", told=told, lead=lead, stories=stories, kinds=KINDS, fields=FIELDS
    )


def _front(db: Database) -> Front:
    at = latest.now(db)
    day = changed.latest_day(db, at.date(), _OTHERS)
    return Front(
        now=at,
        holdings=latest.holdings(db),
        stories=latest.newest(db, at, STORIES),
        day=day,
        changes=changed.changes(db, day, _OTHERS, limit=CHANGES) if day else [],
        vanished=changed.changes(db, None, _VANISHED, limit=VANISHED),
        sites=glances(db, today=at.date(), days=DAYS),
    )
