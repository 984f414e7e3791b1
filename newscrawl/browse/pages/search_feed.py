"""Every search is a feed: what begins to say it comes in, whenever it was published."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newscrawl.archive.views.found import Result, results
from newscrawl.archive.views.latest import now
from newscrawl.browse.answering import Request, Response, ask
from newscrawl.browse.asked import asked
from newscrawl.browse.looks import marked, moment, query
from newscrawl.browse.pages.search import told
from newscrawl.export.rss import Item, feed

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["search_feed"]

SIZE = 50
"""Stories in a feed."""


async def search_feed(datasette: Datasette, request: Request) -> Response:
    """RSS 2.0, the last that the archive saw first; 304 where nothing came since the reader asked."""
    wanted = asked(request, await ask(datasette, now))
    found = await ask(datasette, results, wanted.question, "archived", limit=SIZE)
    here = f"{request.scheme}://{request.host}"
    out = io.BytesIO()
    feed(
        [_item(result, here) for result in found],
        out,
        title=f"newscrawl: {told(wanted)}",
        link=f"{here}/search{query(wanted.values, order='archived')}",
        description="What the archive found, by when it first saw it",
        built_at=max((_moment(result.first_seen) for result in found), default=datetime(1970, 1, 1, tzinfo=UTC)),
        feed_url=f"{here}/search.rss{query(wanted.values)}",
    )
    body = out.getvalue()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(b"", status=304, headers=headers)
    return Response(body, content_type="application/rss+xml; charset=utf-8", headers=headers)


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


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
