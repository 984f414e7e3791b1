"""What a search found as a file: all of it, piece by piece, so that neither memory nor a crawl suffers."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.archive.export import CHUNK, Record, ids, records
from newscrawl.archive.views.latest import now
from newscrawl.archive.views.mentions import last_version, mentions_after
from newscrawl.browse.answering import LIMIT, Lane, Request, Response, ask, ask_in
from newscrawl.browse.asked import asked
from newscrawl.exceptions import ArgumentError, NewscrawlError
from newscrawl.export import sheet
from newscrawl.printing import json_line

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["Stream", "search_count", "search_file"]

logger = logging.getLogger(__name__)

Pieces = Callable[[Iterable[Record], bool], str]
"""Records, and whether they are the first ones -> a piece of a file."""
MOST_NEW = 100
"""New ones that are counted."""


def _csv(found: Iterable[Record], first: bool) -> str:
    return sheet.piece(found, head=first)


def _jsonl(found: Iterable[Record], first: bool) -> str:
    return "".join(json_line(record) + "\n" for record in found)


def _json(found: Iterable[Record], first: bool) -> str:
    text = ",\n".join(json_line(record) for record in found)
    return ("[\n" if first else ",\n" if text else "") + text


_FORMATS: dict[str, tuple[Pieces, str, str]] = {
    "csv": (_csv, "", "text/csv; charset=utf-8"),
    "json": (_json, "\n]\n", "application/json; charset=utf-8"),
    "jsonl": (_jsonl, "", "application/jsonl; charset=utf-8"),
}
"""How pieces are written, what stands at the end, and the media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """An answer that is sent piece by piece, in place of Datasette's AsgiStream, which goes on when its reader is gone
    and ends a broken file as if it were whole."""

    pieces: AsyncIterator[str]
    headers: dict[str, str]
    receive: Callable[[], Any]

    async def asgi_send(self, send: Callable[[Any], Any]) -> None:
        """Send it all, so long as somebody reads."""
        headers = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        gone = asyncio.ensure_future(_gone(self.receive))
        try:
            async for piece in self.pieces:
                await send({"type": "http.response.body", "body": piece.encode(), "more_body": True})
                if gone.done():
                    return
        except NewscrawlError as error:
            logger.error("a file of a search is broken off: %s", error)
            return  # without an end, so that the reader's program knows
        finally:
            gone.cancel()
        await send({"type": "http.response.body", "body": b""})


async def search_file(datasette: Datasette, request: Request) -> Stream:
    """All that was found, with the columns of `scrapy export`, in the order in which it was archived.

    What is to be read is known at the start; then each piece is read by itself, so that a slow reader holds no state of
    the archive for long.
    """
    kind = request.url_vars["format"]
    form, end, media_type = _FORMATS[kind]
    wanted = asked(request, await ask(datasette, now))
    question = wanted.question
    found = await ask_in(
        Lane.SEARCH, LIMIT, datasette, ids, question.selection, words=question.words, ever=question.ever
    )

    async def pieces() -> AsyncIterator[str]:
        for start in range(0, max(len(found), 1), CHUNK):
            yield form(await ask_in(Lane.SEARCH, LIMIT, datasette, records, found[start : start + CHUNK]), start == 0)
        yield end

    name = re.sub("[^a-z0-9]+", "-", " ".join(wanted.values.values()).lower()).strip("-")[:60] or "all"
    headers = {"content-type": media_type, "content-disposition": f'attachment; filename="newscrawl-{name}.{kind}"'}
    return Stream(pieces=pieces(), headers=headers, receive=request.receive)


async def search_count(datasette: Datasette, request: Request) -> Response:
    """How many stories began to say it since the archive had `after` as its last version; what is the last now."""
    wanted = asked(request, await ask(datasette, now))
    after = request.args.get("after") or "0"
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise ArgumentError("after is the `last` of an earlier answer, a number")
    new = await ask_in(Lane.SEARCH, LIMIT, datasette, mentions_after, wanted.question, int(after), most=MOST_NEW + 1)
    answer = {"new": min(new, MOST_NEW), "more": new > MOST_NEW, "last": await ask(datasette, last_version)}
    return Response.json(answer, headers={"cache-control": "no-store"})


async def _gone(receive: Callable[[], Any]) -> None:
    """Returns when the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
