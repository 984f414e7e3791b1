"""Gzipped pages are unpacked in one step, and what is no such page as Scrapy does it."""

from __future__ import annotations

import gzip
import zlib

import pytest
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.test import get_crawler

from newscrawl.middlewares import unpacking
from newscrawl.middlewares.unpacking import UnpackingMiddleware

PAGE = b"<html><p>" + b"The ferry is coming home. " * 8_000
PACKED = gzip.compress(PAGE)
DAMAGED = PACKED[:60] + b"\xff" * 9 + PACKED[69:]


def decoded(middleware: type[HttpCompressionMiddleware], body: bytes, encoding: bytes, most: int) -> object:
    """What a middleware makes of a body: the page, or the error."""
    try:
        return middleware._decode(body, encoding, most)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        return repr(error)


@pytest.mark.parametrize("most", [0, len(PAGE) + 1, len(PAGE), len(PAGE) - 1])
@pytest.mark.parametrize("encoding", [b"gzip", b"x-gzip", b"deflate"])
@pytest.mark.parametrize(
    "body",
    [
        PACKED,
        PACKED[:-8],
        PACKED[:-9],
        PACKED[: len(PACKED) // 2],
        PACKED[:5],
        PACKED[:-8] + bytes(8),
        PACKED + bytes(30),
        PACKED + b"\nmore",
        PACKED + PACKED,
        DAMAGED,
        gzip.compress(b""),
        zlib.compress(PAGE),
        PAGE,
        b"",
    ],
    ids=range(14),
)
def test_a_page_is_unpacked_as_scrapy_does(body: bytes, encoding: bytes, most: int) -> None:
    expected = decoded(HttpCompressionMiddleware, body, encoding, most)
    assert decoded(UnpackingMiddleware, body, encoding, most) == expected


def test_a_whole_page_takes_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HttpCompressionMiddleware, "_decode", None)
    middleware = UnpackingMiddleware.from_crawler(get_crawler())
    assert isinstance(middleware, UnpackingMiddleware)
    response = Response("https://example.org/", headers={"Content-Encoding": "gzip"}, body=PACKED)
    page = middleware.process_response(Request(response.url), response)
    assert isinstance(page, HtmlResponse)
    assert page.body == PAGE


def test_a_run_unpacks_so() -> None:
    from newscrawl import settings

    scrapys = "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware"
    ours = f"{unpacking.__name__}.UnpackingMiddleware"
    assert settings.DOWNLOADER_MIDDLEWARES[scrapys] is None
    assert settings.DOWNLOADER_MIDDLEWARES[ours] == 590


def test_the_charset_of_packed_bytes_is_not_guessed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = HtmlResponse("https://example.org/story.html", headers={"Content-Encoding": "gzip"}, body=PACKED)
    monkeypatch.setattr(HtmlResponse, "_body_inferred_encoding", lambda response: pytest.fail("guessed at"))
    middleware = UnpackingMiddleware.from_crawler(get_crawler())
    page = middleware.process_response(Request(packed.url), packed)
    assert isinstance(page, HtmlResponse)
    assert page.body == PAGE
