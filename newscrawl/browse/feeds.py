"""The feeds of the reading room (RSS 2.0): how all of them are answered, and what they have in common."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from newscrawl.browse.tags import tagged
from newscrawl.export.rss import Item, feed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from newscrawl.browse.answering import Request, Response
    from newscrawl.wording import Piece

__all__ = ["answer", "here", "words"]

_LONG = 2_000
"""Characters of a piece that are told."""


def here(request: Request) -> str:
    """Scheme and host under which the reading room was asked, without a slash at the end."""
    return f"{request.scheme}://{request.host}"


def answer(
    request: Request, items: Iterable[Item], *, title: str, link: str, description: str, built_at: datetime
) -> Response:
    """A feed of items, under the address that was asked; 304 to a reader that has it already.

    `link`: address of the page that it is the feed of. `built_at`: of what it tells, so that the same feed is the same
    bytes.
    """
    asked = f"?{request.query_string}" if request.query_string else ""
    out = io.BytesIO()
    feed_url = f"{here(request)}{request.path}{asked}"
    feed(items, out, title=title, link=link, description=description, built_at=built_at, feed_url=feed_url)
    return tagged(request, out.getvalue(), content_type="application/rss+xml; charset=utf-8")


def words(pieces: Iterable[Piece]) -> str:
    """HTML: what was lost and won."""
    return "".join(map(_marked, pieces))


def _marked(piece: Piece) -> str:
    text = escape(piece.text if len(piece.text) <= _LONG else piece.text[:_LONG] + " …")
    return {"delete": f"<del>{text}</del>", "insert": f"<ins>{text}</ins>"}.get(piece.op, text)
