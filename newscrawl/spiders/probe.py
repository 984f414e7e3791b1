"""Asks for one page by all the rules of a crawl and keeps what came: `scrapy probe` reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals

from newscrawl import sites
from newscrawl.exceptions import ArgumentError
from newscrawl.items import Found
from newscrawl.reading import Reading
from newscrawl.spiders.base import FRONT_PRIORITY, BaseNewsSpider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from newscrawl.items import Visit
    from newscrawl.site import Site

__all__ = ["ProbeSpider"]


class ProbeSpider(BaseNewsSpider):
    """Without a name in its class, so that `scrapy list` leaves it out. The caller names an ARCHIVE to throw away."""

    accepts = ("url",)
    response: Response | None = None
    """The page, once it came."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.disconnect(spider.readers.start, signals.spider_opened)  # the caller reads the page
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.set("ITEM_PIPELINES", {"newscrawl.pipelines.store.StorePipeline": 900}, priority="spider")
        usual = settings.getdict("EXTENSIONS")
        none = dict.fromkeys(f"newscrawl.extensions.{name}Extension" for name in ("progress.Progress", "report.Report"))
        settings.set("EXTENSIONS", {**usual, **none}, priority="spider")

    def choose(self, described: dict[str, Site]) -> list[Site]:
        url = self.arguments.url
        if not url:
            raise ArgumentError("which page? give its address, https://example.org/news/1")
        self.follow = False
        self.arguments = replace(self.arguments, urls=(url,))
        return [sites.find("/".join(url.split("/", 3)[:3]) + "/", described)]

    async def start(self) -> AsyncIterator[Any]:
        for url in self.arguments.urls:
            yield Request(url, meta={"found": Found(url=url, kind="article", priority=FRONT_PRIORITY)})

    async def _read(self, response: Response) -> Reading:
        self.response = response
        return Reading(kind="other", reason="kept for the probe")

    def _items(self, reading: Reading, visit: Visit) -> Iterator[Any]:
        return iter(())
