"""The bundled newsrooms, served on loopback by the spider itself and crawled like any site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import signals

from newscrawl.site import Site
from newscrawl.spiders.base import BaseNewsSpider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

    from newscrawl.demo.server import DemoServer

__all__ = ["SITES", "DemoSpider"]

SITES = (
    Site(
        name="newsroom.test",
        home="http://newsroom.test/",
        domains=("newsroom.test",),
        time_zone="America/Halifax",
        language="en-CA",
        country="CA",
    ),
    Site(
        name="gazette.test",
        home="http://gazette.test/",
        domains=("gazette.test",),
        time_zone="Europe/London",
        language="en-GB",
        country="GB",
    ),
)
"""What is known of the bundled newsrooms; everything else is read off their pages."""


class DemoSpider(BaseNewsSpider):
    """`-a size=small` (some 40 articles), `medium` (some 200) or `large` (over 1,000)."""

    name = "demo"
    accepts = ("size", *BaseNewsSpider.accepts)
    defaults = {"backfill": True}  # noqa: RUF012 - the demo shows everything
    custom_settings = {  # noqa: RUF012 - Scrapy's own way
        # Nobody is bothered by haste on a loopback address.
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
        "REPORT": "full",  # it is there to be seen
    }

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # In custom_settings it would take the place of all others.
        usual = settings.getdict("DOWNLOADER_MIDDLEWARES")
        mine = {"newscrawl.middlewares.proxy.SpiderProxyMiddleware": 740}
        settings.set("DOWNLOADER_MIDDLEWARES", {**usual, **mine}, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        # Every command loads every spider: the newsroom's pages are for this one alone.
        from newscrawl.demo.newsroom import build
        from newscrawl.demo.server import DemoServer

        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.server = DemoServer(build(spider.arguments.size))
        crawler.signals.connect(spider.server.close, signals.spider_closed)
        return spider

    server: DemoServer
    proxy = ""
    """Address of the proxy that answers for the newsrooms' names."""

    def choose(self, described: dict[str, Site]) -> list[Site]:
        return list(SITES)

    async def start(self) -> AsyncIterator[Any]:
        self.proxy = f"http://127.0.0.1:{await self.server.start()}"
        async for request in super().start():
            yield request
