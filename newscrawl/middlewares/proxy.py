"""Sends every request of a spider, also those for robots.txt, through the proxy that the spider names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

__all__ = ["SpiderProxyMiddleware"]


class SpiderProxyMiddleware:
    """Reads the spider's `proxy`. Has to stand above HttpProxyMiddleware (750), which reads the request's."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        request.meta["proxy"] = self.crawler.spider.proxy  # type: ignore[union-attr]
