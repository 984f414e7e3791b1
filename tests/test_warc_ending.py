"""How imports of captured pages end: with an archive that takes no more, in files that are still being written."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archive import Archive
from newscrawl.spiders import readahead
from newscrawl.warc import Position, Record, records
from tests.crawling import rows, scrapy
from tests.warcforms import HTTP, answer, record

STORY = "http://example.org/2024/04/17/council-votes-to-close-the-old-pier"
HTML = ("Content-Type", "text/html; charset=utf-8")


def story(number: int, url: str = STORY) -> bytes:
    """The record of a story that was edited for the `number`th time."""
    text = "".join(f"<p>Sentence {n} of version {number} tells at length what they said.</p>" for n in range(8))
    html = f"<!doctype html><title>The old pier</title><article><h1>Council votes to close it</h1>{text}</article>"
    return record(
        "response", url, answer(html.encode(), [HTML]), HTTP, date=f"2024-04-18T{number // 60:02}:{number % 60:02}:00Z"
    )


@pytest.mark.parametrize("most", [3, 24])
def test_an_archive_that_takes_no_more_ends_an_import_whatever_waits(tmp_path: Path, most: int) -> None:
    path, archive = tmp_path / "news.warc", tmp_path / "archive.db"
    broken = record("response", STORY, b"no HTTP", HTTP)
    path.write_bytes(b"".join(story(number) + (broken if number % 10 == 9 else b"") for number in range(30)))
    Archive(archive).close()
    with closing(sqlite3.connect(archive)) as db:
        when = f"(SELECT count(*) FROM visits) > {most}"
        db.execute(f"CREATE TRIGGER full BEFORE UPDATE ON imports WHEN {when} BEGIN SELECT RAISE(ABORT, 'full'); END")
    ended = scrapy("crawl", "warc", "-a", f"files={path}", archive=archive, timeout=30)
    assert ended.returncode == 1
    assert most < rows(archive, "SELECT count(*) FROM visits")[0] < 30
    with closing(sqlite3.connect(archive)) as db:
        db.execute("DROP TRIGGER full")
    assert scrapy("crawl", "warc", "-a", f"files={path}", archive=archive).returncode == 4
    assert rows(archive, "SELECT count(*), count(DISTINCT at) FROM visits") == [(30, 30)]
    assert rows(archive, "SELECT pages, broken FROM imports") == [(30, 3)]
    assert rows(archive, "SELECT revision_count FROM articles") == [30]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize("part", [0.3, 0.9], ids=["in its head", "in its block"])
def test_a_record_that_is_still_being_written_is_read_once_it_is_whole(
    tmp_path: Path, pack: Callable[[bytes], bytes], part: float
) -> None:
    path, archive = tmp_path / "news.warc", tmp_path / "archive.db"
    crawl = ("crawl", "warc", "-a", f"files={path}")
    first, last, behind = (pack(story(n, f"{STORY}-{n}")) for n in range(3))
    path.write_bytes(first + last[: int(len(last) * part)])
    assert scrapy(*crawl, archive=archive).returncode == 4
    again = scrapy(*crawl, archive=archive)  # it has not grown: what is wrong with it was told
    assert (again.returncode, "was read whole before" in again.stderr) == (0, True)
    path.write_bytes(first + last + behind)
    assert scrapy(*crawl, archive=archive).returncode == 0
    assert rows(archive, "SELECT count(*) FROM articles") == [3]
    assert rows(archive, "SELECT offset, pages, broken FROM imports") == [(path.stat().st_size, 3, 1)]


def test_what_is_written_behind_a_file_while_it_is_read_is_read_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes(story(0))

    def records_and_one_more(*args: Any, **kwargs: Any) -> Iterator[Record]:
        yield from records(*args, **kwargs)
        with path.open("ab") as file:
            file.write(story(1))

    monkeypatch.setattr(readahead, "records", records_and_one_more)
    _, end = readahead.of_file(path, Position(0), lambda url: True)
    assert end == readahead.Piece(Position(0))
