"""What a search found as a file: all of it, piece by piece, so that neither memory nor a crawl suffers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import AsgiStream

from newscrawl.archive.export import CHUNK, Record, ids, records
from newscrawl.archive.views.found import last_visit
from newscrawl.archive.views.mentions import last_version, mentions_after
from newscrawl.browse.answering import Request, Response, ask
from newscrawl.browse.asked import asked
from newscrawl.exceptions import ArgumentError
from newscrawl.export import sheet
from newscrawl.printing import json_line

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["search_count", "search_file"]

Pieces = Callable[[Iterable[Record], bool], bytes]
"""Records, and whether they are the first ones -> bytes of a file."""
MOST_NEW = 100
"""New ones that are counted."""


def _csv(found: Iterable[Record], first: bool) -> bytes:
    return sheet.piece(found, head=first)


def _jsonl(found: Iterable[Record], first: bool) -> bytes:
    return "".join(json_line(record) + "\n" for record in found).encode()


def _json(found: Iterable[Record], first: bool) -> bytes:
    text = ",\n".join(json_line(record) for record in found)
    return (("[\n" if first else ",\n" if text else "") + text).encode()


_FORMATS: dict[str, tuple[Pieces, bytes, str]] = {
    "csv": (_csv, b"", "text/csv; charset=utf-8"),
    "json": (_json, b"\n]\n", "application/json; charset=utf-8"),
    "jsonl": (_jsonl, b"", "application/jsonl; charset=utf-8"),
}
"""How pieces are written, what stands at the end, and the media type."""


async def search_file(datasette: Datasette, request: Request) -> Any:
    """All that was found, with the columns of `scrapy export`, in the order in which it was archived.

    What is to be read is known at the start; then each piece is read by itself, so that a slow reader holds no state of
    the archive for long.
    """
    kind = request.url_vars["format"]
    pieces, end, media_type = _FORMATS[kind]
    wanted = asked(request, await ask(datasette, last_visit))
    question = wanted.question
    found = await ask(datasette, ids, question.selection, words=question.words, ever=question.ever)

    async def stream(writer: Any) -> None:
        gone = asyncio.ensure_future(_gone(request.receive))
        try:
            for start in range(0, max(len(found), 1), CHUNK):
                if gone.done():
                    return
                chunk = await ask(datasette, records, found[start : start + CHUNK])
                await writer.write_bytes(pieces(chunk, start == 0))
            await writer.write_bytes(end)
        finally:
            gone.cancel()

    name = re.sub("[^a-z0-9]+", "-", " ".join(wanted.values.values()).lower()).strip("-")[:60] or "all"
    headers = {"content-disposition": f'attachment; filename="newscrawl-{name}.{kind}"'}
    return AsgiStream(stream, headers=headers, content_type=media_type)


async def search_count(datasette: Datasette, request: Request) -> Response:
    """How many stories began to say it since the archive had `after` as its last version; what is the last now."""
    wanted = asked(request, await ask(datasette, last_visit))
    after = request.args.get("after") or "0"
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise ArgumentError("after is the `last` of an earlier answer, a number")
    new = await ask(datasette, mentions_after, wanted.question, int(after), most=MOST_NEW + 1)
    answer = {"new": min(new, MOST_NEW), "more": new > MOST_NEW, "last": await ask(datasette, last_version)}
    return Response.json(answer, headers={"cache-control": "no-store"})


async def _gone(receive: Callable[[], Any]) -> None:
    """Returns when the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
