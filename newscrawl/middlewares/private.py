"""What a public site may not make the crawler ask: addresses of the crawler's own machine and network.

The resolver leaves private addresses out; this middleware tells it which hosts the crawl named itself, says why a page
was not asked, and refuses addresses written as numbers even where a proxy would connect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exceptions import CannotResolveHostError

from newscrawl.exceptions import UnaskedError
from newscrawl.resolver import PublicResolver, is_host, is_private, literal
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

__all__ = ["PrivateAddressMiddleware"]


class PrivateAddressMiddleware:
    """Has to stand below HttpProxyMiddleware (750), which names the proxy; so it sees every request, robots.txt too."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._starts: set[str] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if self._starts is None:
            self._starts = self._find_starts()
        proxy = request.meta.get("proxy")
        if proxy:  # trusted with names: it resolves them itself
            _resolver().trust(*_host_and_port(proxy if "://" in proxy else f"http://{proxy}"))
        host = urlsplit(request.url).hostname or ""
        if not is_host(host):
            raise UnaskedError(f"its host is no name ({host})", outcome="skipped")
        address = literal(host)
        if address is not None and is_private(address) and host_of(request.url) not in self._starts:
            raise _refused(str(address))

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, CannotResolveHostError) and not request.meta.get("proxy"):
            address = _resolver().refused.get((urlsplit(request.url).hostname or "").rstrip("."))
            if address:
                raise _refused(address) from exception

    def _find_starts(self) -> set[str]:
        """The hosts that the crawl starts at: of front pages, and of addresses listed in a file."""
        spider: Any = self.crawler.spider
        urls = [url for site in spider.sites for url in (site.home, *site.front_pages)]
        urls += spider.arguments.urls
        for url in urls:
            _resolver().start_at(*_host_and_port(url))
        return {host_of(url) for url in urls}


def _refused(address: str) -> UnaskedError:
    return UnaskedError(f"leads to a private address ({address})", outcome="skipped")


def _resolver() -> PublicResolver:
    from twisted.internet import reactor

    resolver = reactor.nameResolver
    if not isinstance(resolver, PublicResolver):
        raise UnaskedError(
            "TWISTED_DNS_RESOLVER is not newscrawl's, which keeps private addresses out: leave it", retry=True
        )
    return resolver


def _host_and_port(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
