"""Captured pages instead of the network: WARC files through the same readers, pipelines and archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request, signals

from newscrawl import sites
from newscrawl.exceptions import ArgumentError
from newscrawl.spiders.base import BaseNewsSpider
from newscrawl.urls import canonical, domain_of, host_of
from newscrawl.warc import responses

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from newscrawl.items import Capture
    from newscrawl.site import Site

__all__ = ["WarcSpider"]

AHEAD = 8
"""Records read ahead of the readers; a file of any size costs no more memory than these."""


class WarcSpider(BaseNewsSpider):
    """`-a files=A.warc.gz,B.warc.gz`, and where only some sites are wanted, `-a sites=HOST,…`.

    Links found in captures of others are theirs: they do not become pending rows.
    """

    name = "warc"
    accepts = ("files", "sites", "since", "until")
    custom_settings = {  # noqa: RUF012 - Scrapy's own way
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "COMPRESSION_ENABLED": False,  # captures are decoded already
        "COOKIES_ENABLED": False,
        "AUTOTHROTTLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": AHEAD,
    }
    locks = ["warc"]  # noqa: RUF012 - which sites a file holds is known once it was read

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # In custom_settings it would take the place of all others.
        usual = settings.getdict("DOWNLOADER_MIDDLEWARES")
        mine = {
            "newscrawl.middlewares.captured.CapturedMiddleware": 1,
            "newscrawl.middlewares.capture.CaptureMiddleware": None,  # the headers are known as they were received
        }
        settings.set("DOWNLOADER_MIDDLEWARES", {**usual, **mine}, priority="spider")

    def choose(self, described: dict[str, Site]) -> list[Site]:
        if not self.arguments.files:
            raise ArgumentError("which files? name them: -a files=A.warc.gz,B.warc.gz")
        self.follow = False
        self.described = described
        return []

    async def start(self) -> AsyncIterator[Any]:
        waiting = 0
        for path in self.arguments.files:
            for capture in responses(path):
                if not self._wanted(capture):
                    continue
                yield self._request(capture)
                waiting += 1
                if waiting >= AHEAD:
                    await self.crawler.signals.wait_for(signals.scheduler_empty)
                    waiting = 0

    def _wanted(self, capture: Capture) -> bool:
        host = host_of(capture.url)
        return not self.arguments.sites or bool({host, domain_of(host)} & set(self.arguments.sites))

    def _request(self, capture: Capture) -> Request:
        front = "/".join(capture.url.split("/", 3)[:3]) + "/"
        site = sites.find(front, self.described)
        if all(known.name != site.name for known in self.sites):
            self.sites.append(site)
        url = canonical(capture.url)
        return Request(
            capture.url,
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            meta={
                "page": url,
                "site": site,
                "kind": "front" if url in map(canonical, (site.home, *site.front_pages)) else None,
                "capture": capture,
                "received": capture.headers,
                "download_slot": host_of(capture.url),
            },
        )

    def moment(self, response: Response) -> str:
        capture: Capture = response.meta["capture"]
        return capture.fetched_at
