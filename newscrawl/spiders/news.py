"""Any news site, without a line of configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request

from newscrawl import sites
from newscrawl.exceptions import ArgumentError
from newscrawl.items import Found
from newscrawl.spiders.base import FRONT_PRIORITY, BaseNewsSpider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from newscrawl.site import Site

__all__ = ["NewsSpider"]


class NewsSpider(BaseNewsSpider):
    """`-a url=` an address of a front page, or `-a urls=` a file with addresses of articles, one a line."""

    name = "news"
    accepts = ("url", "urls", *BaseNewsSpider.accepts)

    def choose(self, described: dict[str, Site]) -> list[Site]:
        url, urls = self.arguments.url, self.arguments.urls
        if bool(url) == bool(urls):
            raise ArgumentError(
                "which site? give one address, -a url=https://example.org/, or a file of addresses, -a urls=FILE"
            )
        self.follow = not urls
        chosen = [sites.find(address, described) for address in ((url,) if url else _hosts(urls))]
        return list({site.name: site for site in chosen}.values())

    async def start(self) -> AsyncIterator[Any]:
        if self.follow:
            async for request in super().start():
                yield request
        for url in self.arguments.urls:
            yield Request(url, meta={"found": Found(url=url, kind="article", priority=FRONT_PRIORITY)})


def _hosts(urls: tuple[str, ...]) -> list[str]:
    """The front pages of the hosts of some addresses: a list of articles is about sites, not about their paths."""
    return list(dict.fromkeys("/".join(url.split("/", 3)[:3]) + "/" for url in urls))
