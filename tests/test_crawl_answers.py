"""Answers that no page should be made of: each ends as a row with a reason, and none as an article."""

from __future__ import annotations

import gzip
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.crawling import HASTE, ROOT, command, environment, python, rows, scrapy

STORY = (
    "<html><head><title>Pier</title><meta property='og:type' content='article'></head><body><article>"
    "<h1>Council votes to rebuild the pier of {0}</h1><p>By Ann Lee</p>"
    "<time datetime='2024-04-17T10:00:00Z'>17 April</time>"
    + "".join(
        f"<p>Paragraph {n} of {{0}} tells at length what the council of Harbour County said.</p>" for n in range(8)
    )
    + "</article></body></html>"
)
ANSWERS: dict[str, tuple[int, list[tuple[str, str]], bytes]] = {
    "/whole": (200, [], STORY.format("whole").encode()),
    "/unasked-304": (304, [], b""),
    "/part": (206, [], STORY.format("part").encode()[:900]),
    "/cut": (200, [("Content-Encoding", "gzip")], gzip.compress(STORY.format("cut").encode() * 3, 1)[:-40]),
    "/nowhere": (301, [], b""),
    "/script": (302, [("Location", "javascript:alert(1)")], b""),
    "/bomb": (200, [("Content-Encoding", "gzip")], gzip.compress(bytes(40 * 1024 * 1024))),
    "/cookie": (200, [("Set-Cookie", "a=b; Domain=example.co.uk; Path=/")], STORY.format("cookie").encode()),
    "/surrogate": (
        200,
        [],
        STORY.format("surrogate").encode().replace(
            b"</head>",
            b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Council votes'
            b' to rebuild the pier of surrogate", "image": "/x\\ud800.jpg", "url": "/\\ud800"}</script></head>',
        ),
    ),
}  # fmt: skip
REASONS = {
    "/unasked-304": ("failed", "HTTP 304, though it was asked for whole"),
    "/part": ("failed", "HTTP 206: not a whole page"),
    "/cut": ("failed", "the answer was cut short"),
    "/nowhere": ("failed", "HTTP 301: a redirect to no web address"),
    "/script": ("failed", "it leads to no valid address"),
    "/bomb": ("failed", "the answer is too large, unpacked"),
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server wants
        links = "".join(f"<li><h3><a href='{p}'>A headline of seven words about {p}</a></h3></li>" for p in ANSWERS)
        front = f"<html><body><main><h1>Front</h1><ul>{links}</ul></main></body></html>".encode()
        answers = {**ANSWERS, "/": (200, [], front)}
        status, headers, body = answers.get(self.path, (404, [], b"no"))
        self.send_response(status)
        for name, value in [("Content-Type", "text/html; charset=utf-8"), *headers]:
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if status != 304 else b"")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, str]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"
    folder = tmp_path_factory.mktemp("answers")
    done = subprocess.run(
        command("crawl", "news", "-a", f"url={home}/", "-s", "RETRY_TIMES=0", *HASTE, archive=folder / "archive.db"),
        cwd=ROOT, env={**environment(), "TLDEXTRACT_CACHE": str(folder / "cache")},
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 4)  # whether that is a healthy site is for its monitors
    yield folder / "archive.db", home, done.stderr
    server.shutdown()


@pytest.mark.parametrize("path", list(REASONS))
def test_an_answer_that_is_no_page_has_a_reason_in_words(crawled: tuple[Path, str, str], path: str) -> None:
    archive, home, _ = crawled
    ((state, reason),) = rows(archive, "SELECT state, reason FROM pages WHERE url = ?", home + path)
    assert state == REASONS[path][0]
    assert reason.startswith(REASONS[path][1])


def test_whole_pages_are_archived_whatever_is_wrong_beside_the_story(crawled: tuple[Path, str, str]) -> None:
    archive, home, _ = crawled
    assert set(rows(archive, "SELECT url FROM articles")) == {home + p for p in ("/whole", "/cookie", "/surrogate")}


def test_nothing_is_printed_and_nothing_is_asked_of_the_internet(crawled: tuple[Path, str, str]) -> None:
    archive, _, errors = crawled
    assert errors == ""
    assert not (archive.parent / "cache").exists()


@pytest.mark.parametrize(("name", "value"), [("READER_TIMEOUT", "x"), ("READER_PROCESSES", "0"), ("ARCHIVE", "")])
def test_a_setting_that_cannot_be_used_is_told_in_a_line(tmp_path: Path, name: str, value: str) -> None:
    args = ("crawl", "news", "-a", "url=http://127.0.0.1:9/")
    process = python(*command(*args, archive=tmp_path / "a.db")[1:], "-s", f"{name}={value}")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert name in errors.splitlines()[-1]
    assert "Traceback" not in errors


def test_a_front_page_that_is_no_page_is_no_success(tmp_path: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Empty", (Handler,), {"do_GET": lambda self: empty(self)}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"url=http://127.0.0.1:{server.server_port}/"
    done = scrapy("crawl", "news", "-a", url, *HASTE, archive=tmp_path / "archive.db")
    server.shutdown()
    assert done.returncode == 4
    assert "could not be read" in done.stdout


def empty(handler: Handler) -> None:
    """200, and nothing."""
    handler.send_response(200)
    handler.send_header("Content-Length", "0")
    handler.end_headers()
