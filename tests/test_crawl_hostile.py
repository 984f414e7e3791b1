"""A hostile network: a broken answer costs few tries, ends as a row that says why, and stops nothing."""

from __future__ import annotations

import gzip
import socket
import ssl
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.crawling import HASTE, rows, scrapy
from tests.rawsite import RawSite, Talk, answer, chunked, drip, hang, reset, serve_raw

MIB = 1024 * 1024


def story(name: str) -> bytes:
    text = "".join(
        f"<p>Paragraph {n} of {name} tells at length what the council of Harbour said.</p>" for n in range(8)
    )
    return (
        "<html><head><title>Pier</title><meta property='og:type' content='article'></head><body><article>"
        f"<h1>Council votes to rebuild the pier of {name}</h1><p>By Ann Lee</p>"
        f"<time datetime='2024-04-17T10:00:00Z'>17 April</time>{text}</article></body></html>"
    ).encode()


def endless(before: bytes, piece: bytes) -> Talk:
    def talk(connection: socket.socket) -> None:
        connection.sendall(before)
        for _ in range(2000):
            connection.sendall(piece)

    return talk


def location(value: str) -> bytes:
    return answer(b"", f"Location: {value}", status="302 Found")


# All workers that run tests load this module: what is large is packed quickly, not well.


def gzip_bomb(size: int) -> bytes:
    return gzip.compress(bytes(size), 1)


def brotli_bomb(size: int) -> bytes:
    return bytes(brotli.compress(bytes(size), quality=1))


def zstd_bomb(size: int) -> bytes:
    return zstandard.ZstdCompressor().compress(bytes(size))


GOOD: dict[str, bytes | Talk] = {
    "/good": answer(story("good")),
    "/http10": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + story("http10"),
    "/no-length": answer(story("no-length"), length=None),
    "/no-type": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + story("no-type"),
    "/no-reason": b"HTTP/1.1 200\r\nConnection: close\r\n\r\n" + story("no-reason"),
    "/chunks": chunked(b"%x\r\n%s\r\n" % (len(story("chunks")), story("chunks")), b"0\r\n\r\n"),
    "/wrong-charset": answer(story("wrong-charset"), "Content-Type: text/html; charset=no-such"),
    "/gzip": answer(gzip.compress(story("gzip")), "Content-Encoding: gzip"),
    "/deflate": answer(zlib.compress(story("deflate")), "Content-Encoding: deflate"),
    "/brotli": answer(brotli.compress(story("brotli")), "Content-Encoding: br"),
    "/zstd": answer(zstandard.ZstdCompressor().compress(story("zstd")), "Content-Encoding: zstd"),
    "/unknown-encoding": answer(story("unknown-encoding"), "Content-Encoding: x-mine"),
    "/many-cookies": answer(story("many-cookies"), *(f"Set-Cookie: c{n}={'x' * 3000}" for n in range(3))),
}
BAD: dict[str, tuple[bytes | Talk, str]] = {
    "/hang": (hang(), "the server did not answer in time"),
    "/hang-body": (hang(answer(b"<html>", length=9999)), "the server did not answer in time"),
    "/drip-head": (drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"), "the server did not answer in time"),
    "/drip-body": (drip(answer(b"", length=99999), b"x"), "the server did not answer in time"),
    "/drip-headers": (drip(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"), "the server did not answer in time"),
    "/reset": (reset(), "the connection failed"),
    "/reset-body": (reset(answer(story("reset")[:300], length=9999)), "the"),
    "/closed": (b"", "the connection failed"),
    "/short": (answer(story("short"), length=99999), "the answer was cut short"),
    "/http09": (story("http09"), "the"),
    "/bad-status": (b"HTTP/1.1 banana split\r\n\r\n" + story("bad-status"), "the"),
    "/status-999": (answer(story("999"), status="999 No"), "HTTP 999"),
    "/chunk-garbage": (chunked(b"zz\r\n", story("garbage")), "the"),
    "/chunk-negative": (chunked(b"-5\r\n", story("negative")), "the"),
    "/chunk-cut": (chunked(b"%x\r\n" % 9999, story("cut")), "the answer was cut short"),
    "/chunk-huge": (chunked(b"f" * 20 + b"\r\n", story("huge")), "the"),
    "/big-header": (b"HTTP/1.1 200 OK\r\nX: " + b"x" * MIB + b"\r\n\r\n" + story("big-header"), "the"),
    "/many-headers": (
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 400_000 + b"\r\n" + story("many"),
        "the connection failed: its headers are too large",
    ),
    "/endless-headers": (
        endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 100_000),
        "the connection failed: its headers are too large",
    ),
    "/endless-promises": (
        endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10_000),
        "the connection failed: its headers are too large",
    ),
    "/two-lengths": (answer(story("two"), "Content-Length: 7"), "the"),
    "/big": (endless(answer(b"", length=50 * MIB), bytes(MIB)), "the answer is too large"),
    "/big-unannounced": (endless(answer(b"", length=None), bytes(MIB)), "the answer is too large"),
    "/big-chunks": (
        endless(chunked(), b"%x\r\n%s\r\n" % (MIB, bytes(MIB))), "the answer is too large"),
    "/gzip-bomb": (answer(gzip_bomb(40 * MIB), "Content-Encoding: gzip"), "the answer is too large"),
    "/gzip-twice": (
        answer(gzip.compress(gzip_bomb(100 * MIB)), "Content-Encoding: gzip, gzip"),
        "the answer is too large",
    ),
    "/brotli-bomb": (answer(brotli_bomb(40 * MIB), "Content-Encoding: br"), "the answer is too large"),
    "/zstd-bomb": (answer(zstd_bomb(100 * MIB), "Content-Encoding: zstd"), "the answer is too large"),
    "/lies-gzip": (answer(story("lies"), "Content-Encoding: gzip"), "the answer is not compressed as it says"),
    "/lies-deflate": (answer(story("lies"), "Content-Encoding: deflate"), "the answer is not compressed as it says"),
    "/lies-brotli": (answer(story("lies"), "Content-Encoding: br"), "the answer is not compressed as it says"),
    "/lies-zstd": (answer(story("lies"), "Content-Encoding: zstd"), "the answer is not compressed as it says"),
    "/to-garbage": (location("http://[::bad/"), "it leads to no valid address"),
    "/to-port": (location("http://127.0.0.1:99999/"), "it leads to no valid address"),
    "/to-bytes": (location("ht!tp\xff://x"), "redirects to"),
    "/to-itself": (location("/to-itself"), "max redirections reached"),
    "/picture": (answer(b"\x89PNG\r\n\x1a\n" + bytes(5000)), ""),
    "/pdf": (answer(b"%PDF-1.7\n" + bytes(5000)), ""),
    "/noise": (answer(bytes(range(256)) * 400), ""),
    "/json": (answer(b'{"a": 1}', "Content-Type: application/json"), ""),
}  # fmt: skip
TRIES = 2


@dataclass
class Crawled:
    archive: Path
    site: RawSite
    home: str
    returncode: int
    errors: str


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    archive = tmp_path_factory.mktemp("hostile") / "archive.db"
    with serve_raw() as site:
        home = f"http://127.0.0.1:{site.port}"
        paths = [*GOOD, *BAD, f"https://127.0.0.1:{site.port}/tls"]
        links = "".join(f"<li><h3><a href='{p}'>A headline of seven words about {p}</a></h3></li>" for p in paths)
        site.pages = {
            "/": answer(f"<html><body><main><h1>Front</h1><ul>{links}</ul></main></body></html>".encode()),
            **GOOD,
            **{path: page for path, (page, _) in BAD.items()},
        }
        limits = (
            "-s",
            "DOWNLOAD_TIMEOUT=2",
            "-s",
            f"RETRY_TIMES={TRIES - 1}",
            "-s",
            "CONCURRENT_REQUESTS_PER_DOMAIN=8",
        )
        done = scrapy("crawl", "news", "-a", f"url={home}/", *HASTE, *limits, archive=archive)
        yield Crawled(archive, site, home, done.returncode, done.stderr)


def test_the_run_goes_on_and_ends_with_what_is_wrong(crawled: Crawled) -> None:
    assert (crawled.returncode, crawled.errors) == (4, "")
    assert rows(crawled.archive, "SELECT problems LIKE '%pages got no answer%' FROM runs") == [1]
    articles = {url.removeprefix(crawled.home) for url in rows(crawled.archive, "SELECT url FROM articles")}
    assert articles == set(GOOD)


@pytest.mark.parametrize("path", list(BAD))
def test_a_broken_answer_costs_few_tries_and_has_a_reason_in_words(crawled: Crawled, path: str) -> None:
    sql = "SELECT state, reason, http_status, due_at FROM pages WHERE url = ?"
    ((state, reason, status, due),) = rows(crawled.archive, sql, crawled.home + path)

    assert 1 <= crawled.site.asked[path] <= (9 if path == "/to-itself" else TRIES)
    assert reason
    assert reason.startswith(BAD[path][1])
    assert "Error" not in reason
    assert "<" not in reason


def test_a_plain_port_speaks_no_tls(crawled: Crawled) -> None:
    url = f"https://127.0.0.1:{crawled.site.port}/tls"
    ((state, reason, due),) = rows(crawled.archive, "SELECT state, reason, due_at FROM pages WHERE url = ?", url)
    assert state == "failed"
    assert reason.endswith("; robots.txt could not be had; asked again later")
    assert due


def certificate(folder: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody signed and that ran out long ago."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody.example")])
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, datetime(2001, 1, 1, tzinfo=UTC), datetime(2002, 1, 1, tzinfo=UTC)
    )
    pem = made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    pem += key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


@pytest.mark.parametrize(("strict", "status"), [("0", 0), ("1", 4)])
def test_a_certificate_is_checked_where_that_is_asked_for(tmp_path: Path, strict: str, status: int) -> None:
    archive = tmp_path / "archive.db"
    with serve_raw(certificate(tmp_path)) as site:
        site.pages = {"/": answer(b"<h1>Front</h1><h3><a href='/one'>Council votes to rebuild the old pier</a></h3>"),
                      "/one": answer(story("one"))}  # fmt: skip
        limits = ("-s", "RETRY_TIMES=0", "-s", f"DOWNLOAD_VERIFY_CERTIFICATES={strict}")
        done = scrapy("crawl", "news", "-a", f"url=https://127.0.0.1:{site.port}/", *HASTE, *limits, archive=archive)
    assert (done.returncode, done.stderr if status == 0 else "") == (status, "")
    assert rows(archive, "SELECT count(*) FROM articles") == [0 if status else 1]
    [(state, reason)] = rows(archive, "SELECT state, reason FROM pages WHERE kind = 'front'")
    if status:
        assert state == "failed"
        assert "certificate verify failed" in reason


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"http://{'a' * 64}.example/", "its host is no name"),
        ("http://nosuch.invalid/", "no address is known for its host (DNS)"),
        ("http://127.0.0.1:9/", "the server refused the connection"),
    ],
)
def test_a_site_that_is_not_there_is_told_in_words(tmp_path: Path, url: str, words: str) -> None:
    archive = tmp_path / "archive.db"
    done = scrapy("crawl", "news", "-a", f"url={url}", *HASTE, "-s", "RETRY_TIMES=1", archive=archive)
    assert (done.returncode, done.stderr) == (4, "")
    [(state, reason)] = rows(archive, "SELECT state, reason FROM pages WHERE kind = 'front'")
    assert state in ("failed", "skipped")
    assert reason.startswith(words)
    assert words in done.stdout
