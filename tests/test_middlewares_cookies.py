"""A cookie goes back to whom it came from, and to nobody else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.cookies import LateCookiesMiddleware


def returned(set_by: str, cookie: str | list[str], asked: str) -> bytes | None:
    """What is sent to an address after another one has set a cookie."""
    crawler: Any = get_crawler(Spider)
    crawler.spider = SimpleNamespace(logins=())
    middleware = LateCookiesMiddleware.from_crawler(crawler)
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


def test_a_session_without_cookies_loads_no_jar() -> None:
    crawler: Any = get_crawler(Spider)
    crawler.spider = SimpleNamespace(logins=())
    middleware = LateCookiesMiddleware.from_crawler(crawler)
    request = Request("https://example.org/")
    assert middleware.process_request(request) is None
    answer = Response("https://example.org/")
    assert middleware.process_response(request, answer) is answer
    assert middleware._jars is None


def test_a_cookie_that_a_request_brings_is_sent_and_kept_and_a_bare_header_is_not() -> None:
    crawler: Any = get_crawler(Spider)
    crawler.spider = SimpleNamespace(logins=())
    middleware = LateCookiesMiddleware.from_crawler(crawler)
    bare = Request("https://example.org/", headers={"Cookie": "x=y"})
    middleware.process_request(bare)
    assert "Cookie" not in bare.headers
    middleware.process_request(Request("https://example.org/", cookies={"a": "b"}))
    after = Request("https://example.org/2")
    middleware.process_request(after)
    assert after.headers["Cookie"] == b"a=b"


def test_cookies_may_be_switched_off() -> None:
    with pytest.raises(NotConfigured):
        LateCookiesMiddleware.from_crawler(get_crawler(Spider, {"COOKIES_ENABLED": False}))
