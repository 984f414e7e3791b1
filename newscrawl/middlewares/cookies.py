"""Cookies, from the first one on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawl.middlewares.cookiejars import CookieJarsMiddleware

__all__ = ["LateCookiesMiddleware"]


class LateCookiesMiddleware:
    """Scrapy's middleware, as `cookiejars` makes it safe, which is loaded when there is a cookie.

    With it comes an HTTP library, and most newsrooms set no cookie before somebody clicks on a banner.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._jars: CookieJarsMiddleware | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured
        made = cls(crawler)
        spider: Any = crawler.spider
        if spider.logins:
            made._load()
        return made

    def process_request(self, request: Request) -> Request | Response | None:
        if self._jars is None and not request.cookies and b"Cookie" not in request.headers:
            return None
        return self._load().process_request(request)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if self._jars is None and b"Set-Cookie" not in response.headers:
            return response
        return self._load().process_response(request, response)

    def _load(self) -> CookieJarsMiddleware:
        if self._jars is None:
            from newscrawl.middlewares.cookiejars import CookieJarsMiddleware  # that is what waits

            self._jars = CookieJarsMiddleware.from_crawler(self._crawler)
        return self._jars
