"""Sends the header fields of a subscriber's login to the hosts of its site, and to no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from newscrawl.login import Login

__all__ = ["LoginMiddleware"]


class LoginMiddleware:
    """Has to stand below RedirectMiddleware (600), whose requests bring the fields of the one before along."""

    def __init__(self, logins: list[Login]) -> None:
        self.logins = [login for login in logins if login.headers]
        if not self.logins:
            raise NotConfigured
        self.names = {name for login in self.logins for name, _ in login.headers}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider: Any = crawler.spider
        return cls(spider.logins)

    def process_request(self, request: Request) -> None:
        for name in self.names:
            request.headers.pop(name, None)
        for login in self.logins:
            if login.fits(request.url):
                for name, value in login.headers:
                    request.headers[name] = value
