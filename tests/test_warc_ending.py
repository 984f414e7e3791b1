"""How imports of captured pages end: with an archive that takes no more, in files that are still being written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from tests.crawling import rows, scrapy
from tests.warcforms import HTTP, answer, record

STORY = "http://example.org/2024/04/17/council-votes-to-close-the-old-pier"
HTML = ("Content-Type", "text/html; charset=utf-8")


def story(number: int, url: str = STORY) -> bytes:
    """The record of a story that was edited for the `number`th time."""
    text = "".join(f"<p>Sentence {n} of version {number} tells at length what they said.</p>" for n in range(8))
    html = f"<!doctype html><title>The old pier</title><article><h1>Council votes to close it</h1>{text}</article>"
    return record("response", url, answer(html.encode(), [HTML]), HTTP, date=f"2024-04-18T{number // 60:02}:{number % 60:02}:00Z")


@pytest.mark.parametrize("most", [3, 24])
def test_an_archive_that_takes_no_more_ends_an_import_whatever_waits(tmp_path: Path, most: int) -> None:
    path, archive = tmp_path / "news.warc", tmp_path / "archive.db"
    path.write_bytes(b"".join(map(story, range(30))))
    Archive(archive).close()
    with closing(sqlite3.connect(archive)) as db:
        when = f"(SELECT count(*) FROM visits) > {most}"
        db.execute(f"CREATE TRIGGER full BEFORE UPDATE ON imports WHEN {when} BEGIN SELECT RAISE(ABORT, 'full'); END")
    ended = scrapy("crawl", "warc", "-a", f"files={path}", archive=archive, timeout=30)
    assert ended.returncode == 1
    assert most < rows(archive, "SELECT count(*) FROM visits")[0] < 30
    with closing(sqlite3.connect(archive)) as db:
        db.execute("DROP TRIGGER full")
    assert scrapy("crawl", "warc", "-a", f"files={path}", archive=archive).returncode == 0
    assert rows(archive, "SELECT count(*), count(DISTINCT at) FROM visits") == [(30, 30)]
    assert rows(archive, "SELECT revision_count FROM articles") == [30]
