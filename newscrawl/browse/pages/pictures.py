"""Kept pictures, from the archive's captures; never from the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive.captures import Captures
from newscrawl.browse.answering import NotFound, Request, Response, ask_raw
from newscrawl.browse.security import CAPTURE_POLICY
from newscrawl.browse.tags import tagged

if TYPE_CHECKING:
    from datasette.app import Datasette

    from newscrawl.items import Capture

__all__ = ["picture"]

_KINDS = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"ftypavif", 4, "image/avif"),
    (b"ftypavis", 4, "image/avif"),
)
_HEADERS = {"Content-Security-Policy": CAPTURE_POLICY}


async def picture(datasette: Datasette, request: Request) -> Response:
    """The bytes of a picture under its digest, as what its first bytes say it is."""
    capture: Capture | None = await ask_raw(datasette, lambda db: Captures(db).get(request.url_vars["digest"]))
    kind = kind_of(capture.body) if capture else None
    if capture is None or kind is None:
        raise NotFound("The archive has no such picture")
    return tagged(request, capture.body, content_type=kind, headers=_HEADERS)


def kind_of(body: bytes) -> str | None:
    """Media type of a picture, by its first bytes; None: it is none.

    An SVG is a document that may hold scripts: as the source of an <img> it runs none, and opened by itself the policy
    of captures has it run none either.
    """
    for sign, at, kind in _KINDS:
        if body[at : at + len(sign)] == sign:
            return kind
    return "image/svg+xml" if b"<svg" in body[:1000].lower() else None
