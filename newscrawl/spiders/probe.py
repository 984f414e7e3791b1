"""Asks for one page by all the rules of a crawl, and of a site for a handful of others: `scrapy probe` reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request

from newscrawl import sites
from newscrawl.exceptions import ArgumentError
from newscrawl.items import Found, Visit
from newscrawl.reading import Reading
from newscrawl.spiders.base import FRONT_PRIORITY, BaseNewsSpider
from newscrawl.spiders.headers import header, robots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from newscrawl.middlewares.robotsrules import RobotsRules
    from newscrawl.probe.tour import Tour
    from newscrawl.site import Site

__all__ = ["ProbeSpider"]

LONGEST, PATIENCE = 300, 30
"""Seconds after which a probe shows what has come so far, and that one page may take: a person is waiting."""


class ProbeSpider(BaseNewsSpider):
    """Without a name in its class, so that `scrapy list` leaves it out. The caller names an ARCHIVE to throw away."""

    accepts = ("url",)
    reads_apart = False  # a handful of pages is read here
    tour: Tour
    """What came, and what is asked next."""
    rules: RobotsRules | None = None
    """The rules of the first page's host."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, alone: bool = False, **kwargs: Any) -> Self:
        """`alone`: nothing is asked beside the page that is named."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.tour.alone = alone
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.set("ITEM_PIPELINES", {"newscrawl.pipelines.store.StorePipeline": 900}, priority="spider")
        settings.set("CLOSESPIDER_TIMEOUT", LONGEST, priority="spider")
        settings.set("DOWNLOAD_TIMEOUT", PATIENCE, priority="spider")
        settings.set("RETRY_TIMES", 1, priority="spider")
        usual = settings.getdict("EXTENSIONS")
        none = dict.fromkeys(f"newscrawl.extensions.{name}Extension" for name in ("progress.Progress", "report.Report"))
        settings.set("EXTENSIONS", {**usual, **none}, priority="spider")

    def choose(self, described: dict[str, Site]) -> list[Site]:
        from newscrawl.probe.tour import Tour  # every command loads the spiders, and few need that

        url = self.arguments.url
        if not url:
            raise ArgumentError("which page? give its address, https://example.org/news/1")
        self.follow = False
        self.arguments = replace(self.arguments, urls=(url,))
        site = sites.find("/".join(url.split("/", 3)[:3]) + "/", described)
        self.wanted: list[Found] = []
        self.tour = Tour(site=site, described=described, whole=site, start=url)
        return [site]

    def robots_parsed(self, robotparser: RobotsRules, request: Request) -> None:
        super().robots_parsed(robotparser, request)
        self.rules = self.rules or robotparser
        self.tour.sitemaps = self.tour.sitemaps or robotparser.sitemaps

    async def start(self) -> AsyncIterator[Any]:
        for url in self.arguments.urls:
            yield _request(Found(url=url, kind="article"))

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[Any]:
        async for item in super().parse(response, **kwargs):
            self._note(item, response.meta["kind"])
            yield item
        while self.wanted:
            yield _request(self.wanted.pop(0))

    def failed(self, failure: Failure) -> Iterator[Any]:
        for item in super().failed(failure):
            self._note(item, failure.request.meta["kind"])  # type: ignore[attr-defined]
            yield item

    def _note(self, item: Any, kind: Any) -> None:
        if isinstance(item, Visit) and item.outcome != "read":
            self.tour.fail(kind, item.url, item.reason or item.outcome)

    async def _read(self, response: Response) -> Reading:
        from newscrawl.probe.tour import Stop

        self.tour.token = self.token
        stop = Stop(
            kind=response.meta["kind"],
            url=response.url,
            body=response.body,
            http_status=response.status,
            content_type=header(response, "Content-Type"),
            headers=robots(response, self.token),
            fetched_at=datetime.fromisoformat(self.moment(response)),
            seconds=response.meta.get("download_latency", 0.0),
        )
        self.wanted += self.tour.add(stop)
        return Reading(kind="other", reason="kept for the probe")

    def _items(self, reading: Reading, visit: Visit) -> Iterator[Any]:
        return iter(())


def _request(found: Found) -> Request:
    return Request(found.url, meta={"found": replace(found, priority=FRONT_PRIORITY, deep=False)})
