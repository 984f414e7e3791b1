"""Captures read again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from newscrawl.cleaning import clean_item
from newscrawl.items import Visit
from newscrawl.reading.sniff import charset
from newscrawl.spiders.parts import PartedStory

if TYPE_CHECKING:
    from newscrawl.archive.captures import Captures
    from newscrawl.items import Article, Capture
    from newscrawl.reading import Reading
    from newscrawl.reading.workers import ReaderPool
    from newscrawl.site import Site

__all__ = ["read_again"]


async def read_again(
    readers: ReaderPool, captures: Captures, capture: Capture, *, page_url: str, site: Site, token: str = ""
) -> Article | None:
    """The story that a capture tells by today's reader, cleaned; None: it tells none.

    `captures`: where its further pages may be; `page_url`: the ledger's address of the page; `token`: what pages may
    call us by. Raises ReadingError, and DamagedError where a further page does not unpack.
    """
    reading = await _read(readers, capture, page_url, site, token)
    if reading.article is None:
        return None
    story = PartedStory(Visit(url=page_url, at=capture.fetched_at, outcome="read"), reading, capture)
    while (url := story.next(reading)) and (part := captures.part(url, capture)):
        reading = await _read(readers, part, page_url, site, token)
        if not story.add(reading, part):
            break
    article = story.reading.article
    assert article
    article.page_url = page_url
    clean_item(article)
    return article


async def _read(readers: ReaderPool, capture: Capture, page_url: str, site: Site, token: str) -> Reading:
    content_type = next((value for name, value in capture.headers if name.lower() == "content-type"), None)
    return await readers.read(
        capture.body,
        capture.url,
        page_url=page_url,
        encoding=charset(content_type),
        content_type=content_type,
        fetched_at=datetime.fromisoformat(capture.fetched_at),
        hint="article",
        token=token,
        follow=False,
        site=site,
    )
