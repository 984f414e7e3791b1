"""RSS 2.0, with Dublin Core's creators and whole texts in content:encoded."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newscrawl.archive.export import Record

__all__ = ["legal", "write"]

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
)


def write(
    records: Iterable[Record], out: IO[bytes], *, title: str, link: str, built_at: datetime, feed_url: str | None = None
) -> int:
    """Write a feed of records; returns how many.

    `link`: address of the page that the feed is of. `feed_url`: the address that the feed will have.
    """
    head = [
        _tag("title", title),
        _tag("link", link),
        _tag("description", f"Articles of {title}, as newscrawl archived them"),
        _tag("lastBuildDate", format_datetime(built_at.astimezone(UTC))),
        _tag("generator", "newscrawl"),
    ]
    if feed_url:
        href = html.escape(legal(feed_url))
        head.append(f'<atom:link href="{href}" rel="self" type="application/rss+xml"/>')
    out.write((_HEAD + "\n".join(head) + "\n").encode())
    number = 0
    for number, record in enumerate(records, 1):  # noqa: B007
        out.write(("<item>\n" + "\n".join(_item(record)) + "\n</item>\n").encode())
    out.write(b"</channel>\n</rss>\n")
    return number


def _item(record: Record) -> Iterator[str]:
    yield _tag("title", record["headline"])
    yield _tag("link", record["url"])
    # Neither its address nor its headline is sure to stay, its number is.
    yield _tag("guid", f"newscrawl:{record['site']}:{record['id']}", ' isPermaLink="false"')
    if published := _rfc822(record["date_published_utc"]):
        yield _tag("pubDate", published)
    for author in record["authors"]:
        yield _tag("dc:creator", author)
    for category in dict.fromkeys([record["article_section"], *record["keywords"]]):
        if category:
            yield _tag("category", category)
    paragraphs = record["article_body"].split("\n\n")
    if summary := record["description"] or paragraphs[0]:
        # A description is HTML by the readers' understanding.
        yield _tag("description", html.escape(summary, quote=False))
    body = "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    yield _tag("content:encoded", body)
    if record["revision_count"] > 1:
        yield _tag("atom:updated", record["changed_at"])


def _tag(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{html.escape(legal(text), quote=False)}</{name}>"


def legal(text: str) -> str:
    """Text without what XML 1.0 has no way to write."""
    return _ILLEGAL.sub("", text)


def _rfc822(stamp: str | None) -> str | None:
    try:
        return format_datetime(datetime.fromisoformat(stamp)) if stamp else None
    except ValueError:
        return None
