"""Captures read again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from newscrawl.cleaning import clean_item
from newscrawl.spiders.headers import charset

if TYPE_CHECKING:
    from newscrawl.items import Article, Capture
    from newscrawl.reading.workers import ReaderPool
    from newscrawl.site import Site

__all__ = ["read_again"]


async def read_again(
    readers: ReaderPool, capture: Capture, *, page_url: str, site: Site, token: str = ""
) -> Article | None:
    """The story that a capture tells by today's reader, cleaned; None: it tells none.

    `page_url`: the ledger's address of the page; `token`: what pages may call us by. Raises ReadingError.
    """
    content_type = next((value for name, value in capture.headers if name.lower() == "content-type"), None)
    reading = await readers.read(
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
    if reading.article:
        reading.article.page_url = page_url
        clean_item(reading.article)
    return reading.article
