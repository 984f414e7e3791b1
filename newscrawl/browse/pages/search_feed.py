"""Every search is a feed: what begins to say it comes in, whenever it was published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newscrawl.archive.views.found import Result, results
from newscrawl.archive.views.latest import now
from newscrawl.browse import feeds
from newscrawl.browse.answering import LIMIT, Lane, Request, Response, ask, ask_in
from newscrawl.browse.asked import asked
from newscrawl.browse.looks import marked, moment, query
from newscrawl.browse.pages.search import told
from newscrawl.export.rss import Item

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["search_feed"]

SIZE = 50
"""Stories in a feed."""


async def search_feed(datasette: Datasette, request: Request) -> Response:
    """RSS 2.0, the last that the archive saw first; 304 where nothing came since the reader asked."""
    wanted = asked(request, await ask(datasette, now))
    found = await ask_in(Lane.SEARCH, LIMIT, datasette, results, wanted.question, "archived", limit=SIZE)
    here = feeds.here(request)
    return feeds.answer(
        request,
        [_item(result, here) for result in found],
        title=f"newscrawl: {told(wanted)}",
        link=f"{here}/search{query(wanted.values, order='archived')}",
        description="What the archive found, by when it first saw it",
        built_at=max(
            (datetime.fromisoformat(one.first_seen) for one in found), default=datetime(1970, 1, 1, tzinfo=UTC)
        ),
    )


def _item(result: Result, here: str) -> Item:
    published = f", published {moment(result.date_published, result.time_zone)}" if result.date_published else ""
    text = str(marked(result.snippet or result.description or result.said))
    about = str(marked(f"{result.site}{published}" + ("" if result.current else "; it says so no more")))
    return Item(
        title=result.headline,
        link=f"{here}/stories/{result.id}",
        # A version keeps its key, whatever is put in before it.
        guid=f"newscrawl:{result.site}:{result.id}:{result.version}",
        at=result.first_seen,
        authors=result.authors,
        categories=[result.article_section] if result.article_section else [],
        description=f"<p>{text}</p><p>{about}</p>",
    )


def _first_seen(result: Result) -> datetime:
    return datetime.fromisoformat(result.first_seen)
