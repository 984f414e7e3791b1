"""Captured pages: WARC files give what crawling gave."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from newscrawl.demo.newsroom import build
from newscrawl.urls import canonical
from tests.crawling import rows, scrapy


def record(
    url: str, body: bytes, *headers: tuple[str, str], date: str = "2024-04-18T06:00:00Z", status: int = 200
) -> bytes:
    """One response record, as crawlers write it."""
    head = f"HTTP/1.1 {status} OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers)
    made = WarcRecord()
    made.init_headers(WarcRecordType.response)
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = date
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(head.encode() + b"\r\n" + body)
    stream = BytesIO()
    made.write(stream)
    return stream.getvalue()


@pytest.fixture
def captured(tmp_path: Path) -> Path:
    """A WARC file with every story of both bundled newsrooms and some that are broken."""
    newsroom = build("small")
    path = tmp_path / "news.warc.gz"
    with path.open("wb") as file:
        for host in newsroom.hosts:
            for story in newsroom.truth(host):
                answer = newsroom.answer(host, story.url.removeprefix(f"http://{host}"), {})
                packed = ("Content-Encoding", "gzip")
                file.write(gzip.compress(record(story.url, gzip.compress(answer.body), *answer.headers, packed)))
        moved = ("Location", newsroom.truth("newsroom.test")[0].url)
        file.write(gzip.compress(record("http://newsroom.test/moved", b"", moved, status=301)))
        file.write(gzip.compress(record("http://newsroom.test/missing", b"<h1>Not found", status=404)))
        file.write(gzip.compress(record("http://newsroom.test/liar", b"no gzip", ("Content-Encoding", "gzip"))))
    return path


def test_a_warc_file_gives_the_same_articles_as_the_site(captured: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    done = scrapy("crawl", "warc", "-a", f"files={captured}", archive=archive)
    assert (done.returncode, done.stderr) == (0, "")
    newsroom = build("small")
    stories: dict[str, Any] = {canonical(s.url): s for host in newsroom.hosts for s in newsroom.truth(host)}
    articles = rows(archive, "SELECT url, site, headline, first_seen FROM articles")
    assert {url for url, *_ in articles} == set(stories)
    assert {first_seen for *_, first_seen in articles} == {"2024-04-18T06:00:00.000+00:00"}
    assert sorted(rows(archive, "SELECT name FROM sites")) == ["gazette.test", "newsroom.test"]
    assert rows(archive, "SELECT state FROM pages WHERE url LIKE '%/missing'") == ["gone"]
    assert rows(archive, "SELECT count(*) FROM pages WHERE state = 'pending'") == [0]
    assert rows(archive, "SELECT state, reason FROM pages WHERE url LIKE '%/liar'") == [
        ("done", "no story, and no list of stories: no headline")
    ]
    assert rows(archive, "SELECT count(*) FROM aliases WHERE url LIKE '%/moved'") == [1]
    counts = json.loads(rows(archive, "SELECT counts FROM runs")[0])
    assert counts["articles_new"] == len(stories)


def test_only_the_wanted_sites_are_read(captured: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    assert (
        scrapy("crawl", "warc", "-a", f"files={captured}", "-a", "sites=gazette.test", archive=archive).returncode == 0
    )
    assert set(rows(archive, "SELECT site FROM articles")) == {"gazette.test"}
