"""A feed of changes (RSS 2.0), for whoever watches newsrooms."""

from __future__ import annotations

import hashlib
import html
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from newscrawl.browse.answering import Response
from newscrawl.browse.wordings import FIELDS, KINDS, way
from newscrawl.export.rss import legal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.archive.views.changed import Change
    from newscrawl.wording import Piece

__all__ = ["answer", "feed"]

_ATOM = "http://www.w3.org/2005/Atom"


def feed(changes: Iterable[Change], *, here: str, query: str, built_at: datetime) -> bytes:
    """The feed; `here`: scheme and host of the reading room, without a slash at the end; `query`: what was asked of
    it, so that it can name its own address."""
    asked = f"?{query}" if query else ""
    rss = Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = SubElement(rss, "channel")
    _add(channel, "title", "What changed in the archive")
    _add(channel, "link", f"{here}/changes{asked}")
    _add(channel, "description", "Edits, corrections and what vanished, as newscrawl saw them")
    _add(channel, "lastBuildDate", format_datetime(built_at))
    own = f"{here}/changes.rss{asked}"
    SubElement(channel, "atom:link", {"href": legal(own), "rel": "self", "type": "application/rss+xml"})
    for change in changes:
        item = SubElement(channel, "item")
        what = " and ".join(KINDS[kind] for kind in change.kinds)
        _add(item, "title", f"{what[:1].upper()}{what[1:]}: {change.headline or 'a story that was taken down'}")
        _add(item, "link", here + way(change))
        guid = f"newscrawl:{change.article_id}:{change.kinds[0]}:{change.at}"
        _add(item, "guid", guid).set("isPermaLink", "false")
        _add(item, "pubDate", format_datetime(datetime.fromisoformat(change.at)))
        _add(item, "category", change.site)
        if summary := _summary(change):
            _add(item, "description", summary)
    body: bytes = tostring(rss, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def answer(body: bytes, known: str | None) -> Response:
    """A feed as an answer; a reader that has it already (`known`: its If-None-Match) is told so in a line."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if known and tag in known:
        return Response("", status=304, headers={"ETag": tag})
    return Response(body, content_type="application/rss+xml; charset=utf-8", headers={"ETag": tag})


def _summary(change: Change) -> str:
    """HTML, as feed readers understand it."""
    told = ", ".join(FIELDS.get(field, field) for field in change.fields)
    lines = [html.escape(line) for line in (told, change.detail or "") if line]
    if change.pieces:
        lines.append("".join(map(_marked, change.pieces)))
    return "".join(f"<p>{line}</p>" for line in lines)


def _marked(piece: Piece) -> str:
    text = html.escape(piece.text)
    return {"delete": f"<del>{text}</del>", "insert": f"<ins>{text}</ins>"}.get(piece.op, text)


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = legal(text)
    return child
