"""RSS 2.0, with Dublin Core's creators and whole texts in content:encoded."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newscrawl.archive.export import Record

__all__ = ["Item", "feed", "write"]

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story in a feed."""

    title: str
    link: str
    guid: str
    """What tells it from every other, for good."""
    at: str | None
    """When it was published, or came to be known: ISO 8601."""
    authors: Sequence[str] = ()
    categories: Sequence[str] = ()
    description: str | None = None
    """HTML."""
    body: str | None = None
    """HTML."""
    updated: str | None = None
    """ISO 8601."""


def write(
    records: Iterable[Record], out: IO[bytes], *, title: str, link: str, built_at: datetime, feed_url: str | None = None
) -> int:
    """Write a feed of records; returns how many.

    `link`: address of the page that the feed is of. `feed_url`: the address that the feed will have.
    """
    about = f"Articles of {title}, as newscrawl archived them"
    items = map(_of, records)
    return feed(items, out, title=title, link=link, description=about, built_at=built_at, feed_url=feed_url)


def feed(
    items: Iterable[Item],
    out: IO[bytes],
    *,
    title: str,
    link: str,
    description: str,
    built_at: datetime,
    feed_url: str | None = None,
) -> int:
    """Write a feed of items; returns how many."""
    head = [
        _tag("title", title),
        _tag("link", link),
        _tag("description", description),
        _tag("lastBuildDate", format_datetime(built_at.astimezone(UTC))),
        _tag("generator", "newscrawl"),
    ]
    if feed_url:
        href = html.escape(_legal(feed_url))
        head.append(f'<atom:link href="{href}" rel="self" type="application/rss+xml"/>')
    out.write((_HEAD + "\n".join(head) + "\n").encode())
    number = 0
    for number, item in enumerate(items, 1):  # noqa: B007
        out.write(("<item>\n" + "\n".join(_item(item)) + "\n</item>\n").encode())
    out.write(b"</channel>\n</rss>\n")
    return number


def _of(record: Record) -> Item:
    paragraphs = record["article_body"].split("\n\n")
    # A description is HTML by the readers' understanding.
    summary = html.escape(record["description"] or paragraphs[0], quote=False)
    return Item(
        title=record["headline"],
        link=record["url"],
        # Neither its address nor its headline is sure to stay, its number is.
        guid=f"newscrawl:{record['site']}:{record['id']}",
        at=record["date_published_utc"],
        authors=record["authors"],
        categories=[category for category in (record["article_section"], *record["keywords"]) if category],
        description=summary,
        body="".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs),
        updated=record["changed_at"] if record["revision_count"] > 1 else None,
    )


def _item(item: Item) -> Iterator[str]:
    yield _tag("title", item.title)
    yield _tag("link", item.link)
    yield _tag("guid", item.guid, ' isPermaLink="false"')
    if at := _rfc822(item.at):
        yield _tag("pubDate", at)
    for author in item.authors:
        yield _tag("dc:creator", author)
    for category in dict.fromkeys(item.categories):
        yield _tag("category", category)
    if item.description:
        yield _tag("description", item.description)
    if item.body is not None:
        yield _tag("content:encoded", item.body)
    if item.updated:
        yield _tag("atom:updated", item.updated)


def _tag(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{html.escape(_legal(text), quote=False)}</{name}>"


def _legal(text: str) -> str:
    """Text without what XML 1.0 has no way to write."""
    return _ILLEGAL.sub("", text)


def _rfc822(stamp: str | None) -> str | None:
    try:
        return format_datetime(datetime.fromisoformat(stamp)) if stamp else None
    except ValueError:
        return None
