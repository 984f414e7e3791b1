"""Cookies, without Scrapy's download of the public suffix list from the internet."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

from scrapy.downloadermiddlewares.cookies import CookiesMiddleware

from newscrawl.suffixes import suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http.cookies import CookieJar

__all__ = ["CookieJarsMiddleware"]

MOST, LARGEST = 50, 4096
"""Cookies of one domain, and characters of one, that are kept (RFC 6265, section 6.1)."""


class CookieJarsMiddleware(CookiesMiddleware):
    """As Scrapy's, with the list of public suffixes that is installed: a cookie for a whole public suffix is refused.

    It begins with the cookies of a subscriber's login, whose domains, paths and `secure` are kept to as in a browser.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = super().from_crawler(crawler)
        spider: Any = crawler.spider
        for cookie in (cookie for login in spider.logins for cookie in login.cookies):
            made.debug = False  # COOKIES_DEBUG would write them into the log
            domain = cookie.domain.removeprefix(".")
            if not _is_public(domain) or not cookie.domain_initial_dot:
                made.jars[None].set_cookie(cookie)
        return made

    def _process_cookies(self, cookies: Iterable[Any], *, jar: CookieJar, request: Request) -> None:
        # As browsers do: a cookie that names no domain is for its host alone, not for those below it.
        jar.policy.strict_ns_domain = DefaultCookiePolicy.DomainStrictNonDomain  # type: ignore[attr-defined]
        host = request.url.split("/", 3)[2].rpartition("@")[2].partition(":")[0].lower()
        for cookie in cookies:
            domain = cookie.domain.removeprefix(".")
            if domain and _is_public(domain):
                if domain != host:
                    continue
                cookie.domain = host
            if not _too_much(cookie, jar):
                jar.set_cookie_if_ok(cookie, request)


def _is_public(domain: str) -> bool:
    return suffix_of(domain, private=True) == domain


def _too_much(cookie: Any, jar: CookieJar) -> bool:
    """Whether a cookie is one that nobody has to keep: each costs time with every request from then on."""
    kept = jar.jar._cookies.get(cookie.domain, {})  # type: ignore[attr-defined]
    if cookie.name in kept.get(cookie.path, ()):
        return len(cookie.value or "") > LARGEST
    return len(cookie.name) + len(cookie.value or "") > LARGEST or sum(map(len, kept.values())) >= MOST
