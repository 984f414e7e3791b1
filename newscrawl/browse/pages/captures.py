"""Raw pages as they came. What is in them never runs in the reading room's own origin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from w3lib.encoding import http_content_type_encoding

from newscrawl.archive.captures import Captures, Sighting
from newscrawl.archive.views.rawpage import read_from, story_pages
from newscrawl.browse.answering import NotFound, Request, Response, ask, ask_raw, page
from newscrawl.browse.pages.pictures import kind_of
from newscrawl.browse.security import CAPTURE_POLICY
from newscrawl.browse.tags import tagged
from newscrawl.encoding import to_utf8

if TYPE_CHECKING:
    from datasette.app import Datasette
    from sqlite_utils import Database

    from newscrawl.items import Capture

__all__ = ["capture", "captured_page", "download", "source", "story_captures"]

FRAMED = 4_000_000
"""Bytes of the largest page that is shown without being asked for."""
PRINTED = 300_000
"""Characters of a source that are printed; a browser takes long for millions."""
_HEADERS = {"Content-Security-Policy": CAPTURE_POLICY}
# Chromium connects to the host of a frame before the policy forbids it, so frames lose their names. What a <link> loads
# or connects to is forbidden or ignored today; it becomes an element that stands in the same places and does nothing.
_FRAME = re.compile(rb"<(/?)(?=(?:i?frame|portal|fencedframe)[\s/>])", re.IGNORECASE)
_LINK = re.compile(rb"<link(?=[\s/>])", re.IGNORECASE)
_TEXT = re.compile(r"text/|application/(?:[\w.+-]*(?:json|xml|javascript)|rss|atom)", re.IGNORECASE)
_HTML = re.compile(r"text/html|application/xhtml\+xml", re.IGNORECASE)
_BEGINS_AS_HTML = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


async def story_captures(datasette: Datasette, request: Request) -> Response:
    """The captures of a story's page, under all its addresses."""
    article_id = int(request.url_vars["id"])
    found = await ask(datasette, story_pages, article_id)
    if found is None:
        raise NotFound(f"The archive has no story with the number {article_id}")
    sightings = await ask_raw(datasette, lambda db: Captures(db).sightings(found.names, found.digests))
    return await page(datasette, request, "story_captures.html", found=found, sightings=sightings)


async def capture(datasette: Datasette, request: Request) -> Response:
    """A capture: what it is, and the page in a frame that runs nothing."""
    digest = request.url_vars["digest"]
    kept, sightings = await _asked(datasette, digest)
    urls = sorted({sighting.url for sighting in sightings})
    stories, listing = await ask(datasette, read_from, digest, urls)
    kind = form(kept)
    return await page(
        datasette,
        request,
        "capture.html",
        digest=digest,
        kept=kept,
        size=len(kept.body),
        kind=kind,
        framed=kind == "page" and len(kept.body) <= FRAMED,
        sightings=sightings,
        stories=stories,
        listing=listing,
    )


async def captured_page(datasette: Datasette, request: Request) -> Response:
    """The page itself, in a sandbox: an origin of its own, in which nothing runs, loads or is sent."""
    kept, _ = await _asked(datasette, request.url_vars["digest"])
    if form(kept) != "page":
        raise NotFound("This capture is no page: it can be downloaded")
    tame = _LINK.sub(b"<basefont", _FRAME.sub(rb"<\1x-", _utf8(kept)))
    return tagged(request, tame, content_type="text/html; charset=utf-8", headers=_HEADERS)


async def source(datasette: Datasette, request: Request) -> Response:
    """The text of a capture, as it stands there."""
    digest = request.url_vars["digest"]
    kept, _ = await _asked(datasette, digest)
    if form(kept) == "file":
        raise NotFound("This capture is no text: it can be downloaded")
    text = _utf8(kept).decode("utf-8", "replace")
    return await page(
        datasette,
        request,
        "capture_source.html",
        digest=digest,
        kept=kept,
        text=text[:PRINTED],
        left_out=max(0, len(text) - PRINTED),
    )


async def download(datasette: Datasette, request: Request) -> Response:
    """The bytes of a capture, as a file."""
    digest = request.url_vars["digest"]
    kept, _ = await _asked(datasette, digest)
    ending = {"page": ".html", "text": ".txt", "picture": "", "file": ""}[form(kept)]
    if picture := kind_of(kept.body) if form(kept) == "picture" else None:
        ending = "." + picture.removeprefix("image/").removesuffix("+xml")
    headers = _HEADERS | {"Content-Disposition": f'attachment; filename="{file_name(kept, digest)}{ending}"'}
    return tagged(request, kept.body, content_type="application/octet-stream", headers=headers)


async def _asked(room: Datasette, digest: str) -> tuple[Capture, list[Sighting]]:
    def both(db: Database) -> tuple[Capture | None, list[Sighting]]:
        captures = Captures(db)
        return captures.get(digest), captures.sightings((), [digest])

    found = await ask_raw(room, both)
    if found is None or found[0] is None:
        raise NotFound("The archive has no such capture: it was never kept, or was taken down")
    return found[0], found[1]


def form(kept: Capture) -> str:
    """What a capture can be shown as: "page", "text", "picture", or "file", which can be downloaded alone."""
    told = _content_type(kept)
    start = kept.body[:2_000]
    if _HTML.match(told) or (not told and _BEGINS_AS_HTML.search(start)):
        return "page"
    if kind_of(kept.body):
        return "picture"
    return "text" if _TEXT.match(told) else "file"


def file_name(kept: Capture, digest: str) -> str:
    """ "example.org-20240417T0930-2c54907d6f48", of harmless letters alone."""
    try:
        host = urlsplit(kept.url).hostname or ""
    except ValueError:
        host = ""
    when = re.sub(r"[^0-9T]", "", kept.fetched_at[:16])
    return "-".join(filter(None, (re.sub(r"[^a-z0-9.-]", "", host)[:80].strip(".-"), when, digest[7:19])))


def _content_type(kept: Capture) -> str:
    return next((value.strip() for name, value in kept.headers if name.lower() == "content-type"), "")


def _utf8(kept: Capture) -> bytes:
    """A page's text in UTF-8, whatever it came in."""
    return to_utf8(kept.body, http_content_type_encoding(_content_type(kept)))[0]
