"""Cookies, without Scrapy's download of the public suffix list from the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from tldextract import TLDExtract

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http.cookies import CookieJar

__all__ = ["OfflineCookiesMiddleware"]

_suffixes = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


class OfflineCookiesMiddleware(CookiesMiddleware):
    """As Scrapy's, with the list that tldextract brings along: a cookie for a whole public suffix is refused.

    It begins with the cookies of a subscriber's login, whose domains, paths and `secure` are kept to as in a browser.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = super().from_crawler(crawler)
        spider: Any = crawler.spider
        for cookie in (cookie for login in spider.logins for cookie in login.cookies):
            made.debug = False  # COOKIES_DEBUG would write them into the log
            domain = cookie.domain.removeprefix(".")
            if _suffixes(domain).domain or not cookie.domain_initial_dot:
                made.jars[None].set_cookie(cookie)
        return made

    def _process_cookies(self, cookies: Iterable[Any], *, jar: CookieJar, request: Request) -> None:
        host = request.url.split("/", 3)[2].rpartition("@")[2].partition(":")[0].lower()
        for cookie in cookies:
            domain = cookie.domain.removeprefix(".")
            if domain and not _suffixes(domain).domain:
                if domain != host:
                    continue
                cookie.domain = host
            jar.set_cookie_if_ok(cookie, request)
