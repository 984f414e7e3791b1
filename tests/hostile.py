"""Hostile answers by the hundred. tests/hostilewire.py breaks HTTP, tests/hostilepages.py fills the pages.

`answers` names each by the path that it is served at. The same on every machine; nothing leaves the loopback.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import product

import brotli
import zstandard

from tests.hostilepages import BAD_LINKS, dates, feeds, json_ld, links, mutants, sitemaps, story, texts
from tests.hostilewire import framing, heads, statuses, times
from tests.rawsite import Talk, answer, chunked, reset

__all__ = ["ROBOTS", "STORY", "answers", "feed_answers", "refusals", "sitemap_answers"]

Pages = dict[str, bytes | Talk]
STORY = story()
MIB = 1024 * 1024


def answers() -> Pages:
    """What stands behind the links of a front page: path -> answer."""
    families: dict[str, Iterator[tuple[str, bytes | Talk]]] = {
        "status": statuses(),
        "head": heads(),
        "framing": framing(),
        "encoding": _encodings(),
        "charset": _charsets(),
        "type": _types(),
        "redirect": _redirects(),
        "time": times(),
        "large": _large(),
        "text": _pages(texts()),
        "date": _pages(dates()),
        "ld": _pages(json_ld()),
        "link": _pages(links()),
        "mutant-page": _pages(mutants(STORY, 30)),
        "mutant-answer": mutants(answer(STORY, 'ETag: "x"', "Set-Cookie: a=b; Path=/", "Vary: *"), 30, seed=2),
    }
    return {_path(family, name): page for family, pages in families.items() for name, page in pages}


def feed_answers(secret: str) -> Pages:
    """What is said to be feeds; `secret` is the path of a file that they try to read."""
    return {_path("feed", name): answer(body, "Content-Type: application/rss+xml") for name, body in feeds(secret)}


def sitemap_answers(secret: str) -> Pages:
    """What robots.txt says are sitemaps."""
    found: Pages = {_path("map", name): answer(body, "Content-Type: text/xml") for name, body in sitemaps(secret)}
    for number in range(12):  # an index that leads to an index that leads to an index
        loc = f"<sitemap><loc>/map-index-{number + 1}</loc></sitemap><sitemap><loc>/map-index-0</loc></sitemap>"
        found[f"/map-index-{number}"] = answer(f"<sitemapindex>{loc}</sitemapindex>".encode(), "Content-Type: text/xml")
    return found


def _path(family: str, name: str) -> str:
    return f"/{family}-" + (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "none")


def _pages(pages: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, body in pages:
        yield name, answer(body)


def _packed() -> dict[str, Callable[[bytes], bytes]]:
    squeeze = zlib.compressobj(wbits=-15)
    raw = squeeze.compress(STORY) + squeeze.flush()
    return {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "deflate, raw": lambda b: raw if b == STORY else zlib.compress(b)[2:-4],
        "br": _brotli,
        "zstd": zstandard.ZstdCompressor().compress,
        "none": bytes,
    }


def _brotli(body: bytes) -> bytes:
    """At its best, as servers do; bombs quickly: packing one of them would take a second."""
    return bytes(brotli.compress(body, quality=11 if len(body) < MIB else 1))


def _encodings() -> Iterator[tuple[str, bytes]]:
    """Content-Encodings that say so, say otherwise, are cut, go on behind their end, or unpack to a thousandfold."""
    said = (
        "gzip",
        "x-gzip",
        "deflate",
        "br",
        "zstd",
        "compress",
        "identity",
        "GZIP ",
        "gzip, gzip",
        "br, gzip",
        "aes128gcm",
        ", ,",
        "gzip" + ", gzip" * 60,
    )
    for told, (name, pack) in list(product(said, _packed().items()))[::2]:
        yield f"{told[:30]} of {name}", answer(pack(STORY), f"Content-Encoding: {told}")
    for name, pack in _packed().items():
        packed, told = pack(STORY), name.partition(",")[0]
        yield f"{name} cut", answer(packed[: len(packed) // 2], f"Content-Encoding: {told}")
        yield f"{name} with more", answer(packed + b"\x00garbage" * 99, f"Content-Encoding: {told}")
        yield f"{name} twice", answer(packed * 2, f"Content-Encoding: {told}")
        yield f"{name} of nothing", answer(b"", f"Content-Encoding: {told}")
        if name != "none":
            yield f"{name} bomb", answer(pack(bytes(40 * MIB)), f"Content-Encoding: {told}")


def _charsets() -> Iterator[tuple[str, bytes]]:
    """Charsets that are not what the bytes are in, or none; some are names of Python's own codecs."""
    said = (
        "utf-8",
        "utf-16",
        "utf-32",
        "utf-7",
        "shift_jis",
        "gbk",
        "big5",
        "euc-kr",
        "iso-2022-jp",
        "hz",
        "koi8-r",
        "cp037",
        "x-user-defined",
        "rot13",
        "hex",
        "base64",
        "zlib",
        "bz2",
        "uu",
        "quopri",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "utf-8\x00",
        "../../etc/passwd",
        "x" * 10_000,
        '"',
        "utf-8; charset=utf-16",
        "\x9b31m",
    )
    text = STORY.decode()
    bodies = {
        "UTF-8": STORY,
        "UTF-16": text.encode("utf-16"),
        "noise": bytes(range(256)) * 20,
        "zlib": zlib.compress(bytes(MIB)),
    }
    for number, (charset, (name, body)) in enumerate(product(said, bodies.items())):
        if number % 3 == 0:
            yield f"{number} {charset[:20]} for {name}", answer(body, f"Content-Type: text/html; charset={charset}")
    for charset in said[::2]:
        yield f"{charset} by a meta", answer(story(head=f"<meta charset={charset}>"), "Content-Type: text/html")


def _types() -> Iterator[tuple[str, bytes]]:
    """Content types that are not those of what comes."""
    bodies = {
        "story": STORY,
        "PNG": b"\x89PNG\r\n\x1a\n" + bytes(999),
        "JSON": b'{"a":' * 9_000,
        "XML": b"<?xml version='1.0'?><a>" * 999,
    }
    for kind, (name, body) in product(
        (
            "image/png",
            "application/pdf",
            "application/json",
            "text/plain",
            "video/mp4",
            "text/xml",
            "multipart/x-mixed-replace; boundary=x",
            "application/xhtml+xml",
            "*/*",
            "text",
            "/",
            ";;;",
            "text/html" * 999,
            "\x1b[2J",
        ),
        bodies.items(),
    ):
        yield f"{kind[:20]} for {name}", answer(body, f"Content-Type: {kind}")


def _redirects() -> Iterator[tuple[str, bytes]]:
    """Redirects to nowhere, to themselves, without end, and to what is no business of a crawler's."""
    for number, target in enumerate(BAD_LINKS):
        raw = re.sub(r"[\r\n]", "", target).encode("utf-8", "surrogatepass").decode("latin-1")
        yield f"to {number}", answer(b"", f"Location: {raw}", status=f"{(301, 302, 303, 307, 308)[number % 5]} Go")
    for number in range(12):  # more than are followed, and then again
        yield f"chain {number}", answer(b"", f"Location: /redirect-chain-{(number + 1) % 12}", status="302 Go")
    for status in (301, 302, 303, 307, 308):
        yield f"{status} to itself", answer(b"", f"Location: /redirect-{status}-to-itself", status=f"{status} Go")
        yield f"{status} twice", answer(STORY, "Location: /a", "Location: javascript:b", status=f"{status} Go")
        yield (
            f"{status} with a cookie",
            answer(
                b"", f"Location: /redirect-{status}-with-a-cookie?{status}", "Set-Cookie: a=b", status=f"{status} Go"
            ),
        )
    for target in ("/redirect-meta-0", "javascript:alert(1)", "data:text/html,x", "http://169.254.169.254/"):
        yield f"meta {target[:5]}", answer(story(head=f'<meta http-equiv="refresh" content="0; url={target}">'))
        script = f"<script>location.replace('{target}')</script>"
        yield (
            f"script {target[:5]}",
            answer(f"<html><head>{script}<meta http-equiv=refresh content='0;url={target}'>".encode()),
        )


def _large() -> Iterator[tuple[str, bytes]]:
    words = b"<p>Some words of a story that the council of a town has told to its people.</p>"
    yield "50 MB of a story", answer(STORY + words * (50 * MIB // len(words)))
    yield "8 MB of a story", answer(STORY + words * (8 * MIB // len(words)))
    yield "5 MB of tags", answer(STORY + b"<div>" * MIB)
    yield (
        "links",
        answer(STORY + b"".join(b"<a href='http://other%d.example/'>Words of a link</a>" % n for n in range(20_000))),
    )


def refusals() -> list[Pages]:
    """Answers after which a host is left alone, each for a host of its own."""
    values = product((429, 503), ("0", "-1", "never", "1e9", "9" * 50))
    return [
        {"/refused": answer(STORY, f"Retry-After: {value}", status=f"{status} Not now")} for status, value in values
    ]


ROBOTS: dict[str, bytes | Talk] = {
    "noise": answer(bytes(range(256)) * 2_000, "Content-Type: text/plain"),
    "large": answer(b"User-agent: *\nDisallow: /x\n" * 200_000, "Content-Type: text/plain"),
    "stars": answer(b"User-agent: *\nDisallow: /" + b"*a" * 3_000 + b"$\n", "Content-Type: text/plain"),
    "rules": answer(
        b"User-agent: *\n" + b"".join(b"Disallow: /*%d*%d*x$\n" % (n, n) for n in range(9_000)),
        "Content-Type: text/plain",
    ),
    "delays": answer(b"User-agent: *\nCrawl-delay: 1e999\nCrawl-delay: -5\nCrawl-delay: NaN\nCrawl-delay: x\n"),
    "maps": answer(
        b"".join(b"Sitemap: %s\n" % link.encode("utf-8", "replace") for link in BAD_LINKS), "Content-Type: text/plain"
    ),
    "itself": answer(b"", "Location: /robots.txt", status="301 Go"),
    "away": answer(b"", "Location: file:///etc/passwd", status="302 Go"),
    "private": answer(b"", "Location: http://169.254.169.254/latest/", status="307 Go"),
    "HTML": answer(STORY),
    "UTF-16": answer("User-agent: *\nDisallow: /nothing".encode("utf-16"), "Content-Type: text/plain"),
    "bomb": answer(gzip.compress(bytes(40 * MIB)), "Content-Encoding: gzip"),
    "forbidden": answer(b"", status="403 Forbidden"),
    "controls": answer(b"User-agent: \x1b[2J*\nDisallow: /\x1b]0;x\x07\nUser-agent: *\n", "Content-Type: text/plain"),
    "reset": reset(),
    "chunks": chunked(b"zz\r\n"),
    "nothing": b"",
}
"""Name -> a robots.txt, each for a host of its own."""
