"""A cookie goes back to whom it came from, and to nobody else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.cookies import OfflineCookiesMiddleware


def returned(set_by: str, cookie: str | list[str], asked: str) -> bytes | None:
    """What is sent to an address after another one has set a cookie."""
    crawler: Any = get_crawler(Spider)
    crawler.spider = SimpleNamespace(logins=())
    middleware = OfflineCookiesMiddleware.from_crawler(crawler)
    middleware.process_response(Request(set_by), Response(set_by, headers={"Set-Cookie": cookie}))
    request = Request(asked)
    middleware.process_request(request)
    return request.headers.get("Cookie")


@pytest.mark.parametrize(
    ("set_by", "cookie", "asked"),
    [
        ("https://example.org/", "a=b", "https://example.org/news"),
        ("https://example.org/", "a=b; Secure", "https://example.org/news"),
        ("https://www.example.org/", "a=b; Domain=example.org", "https://shop.example.org/"),
    ],
)
def test_a_cookie_goes_back(set_by: str, cookie: str, asked: str) -> None:
    assert returned(set_by, cookie, asked) == b"a=b"


@pytest.mark.parametrize(
    ("set_by", "cookie", "asked"),
    [
        ("https://example.org/", "a=b", "https://other.org/"),
        ("https://example.org/", "a=b", "https://www.example.org/"),
        ("https://www.example.org/", "a=b", "https://example.org/"),
        ("https://example.org/", "a=b; Domain=other.org", "https://other.org/"),
        ("https://example.org/", "a=b; Secure", "http://example.org/"),
        ("https://example.org/", "a=b; Path=/x", "https://example.org/xy"),
        ("http://a.example.co.uk/", "a=b; Domain=co.uk", "http://b.co.uk/"),
        ("http://a.github.io/", "a=b; Domain=.github.io", "http://b.github.io/"),
        ("http://a.internal/", "a=b; Domain=internal", "http://b.internal/"),
        ("http://127.0.0.1/", "a=b; Domain=0.0.1", "http://1.0.0.1/"),
        ("http://evil.org/", "x=y, a=b; Domain=example.org", "http://example.org/"),
    ],
)
def test_a_cookie_goes_nowhere_else(set_by: str, cookie: str, asked: str) -> None:
    assert returned(set_by, cookie, asked) is None


def test_cookies_by_the_thousand_are_not_carried_along() -> None:
    cookies = [f"c{n}=x; Path=/{'x' * (n % 2)}" for n in range(5_000)]
    assert len((returned("https://example.org/", cookies, "https://example.org/x") or b"").split(b"; ")) == 50
    assert returned("https://example.org/", f"a={'x' * 5_000}", "https://example.org/") is None


def test_a_cookie_that_is_known_may_change_however_many_there_are() -> None:
    cookies = [*(f"c{n}=x" for n in range(60)), "c0=y"]
    assert b"c0=y" in (returned("https://example.org/", cookies, "https://example.org/") or b"")
