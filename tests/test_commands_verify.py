"""`scrapy verify` as a user runs it: after crawls, during one, and on an archive that is damaged."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive.connection import raw_path
from tests.crawling import HASTE, rows, scrapy, start, stop


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose first crawl is killed, and checked while the second one is at work."""
    archive = tmp_path_factory.mktemp("verify") / "archive.db"
    crawl = start("crawl", "demo", *HASTE, archive=archive)
    while (
        not archive.exists()
        or not rows(archive, "SELECT 1 FROM sqlite_master WHERE name = 'articles'")
        or not rows(archive, "SELECT 1 FROM articles")
    ):
        assert crawl.poll() is None
        time.sleep(0.05)
    stop(crawl)
    crawl = start("crawl", "demo", *HASTE, archive=archive)
    during = scrapy("verify", archive=archive)
    assert during.returncode == 0, during.stdout + during.stderr
    crawl.communicate(timeout=60)
    return archive


def test_a_crawled_archive_is_sound(demo: Path) -> None:
    done = scrapy("verify", archive=demo)
    assert done.returncode == 0, done.stdout + done.stderr
    articles, captures = (
        rows(demo, "SELECT count(*) FROM articles")[0],
        rows(raw_path(demo), "SELECT count(*) FROM captures")[0],
    )
    assert done.stdout.startswith(f"sound: {demo} ({articles} articles, ")
    assert f", {captures} captures; " in done.stdout
    assert done.stderr == ""


def test_findings_are_told_with_their_cure_and_the_status_is_1(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(demo)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("UPDATE revisions SET headline = 'forged'")
    done = scrapy("verify", "--quick", archive=copy)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("error: versions: articles 1 (http://")
    assert "`scrapy retry URL`" in lines[1]
    versions = len(rows(copy, "SELECT id FROM revisions"))
    assert f"error: versions: {2 * versions - 20} more; --json tells all" in lines
    assert lines[-1].startswith(f"NOT sound, {2 * versions} errors: {copy}")
    as_json = scrapy("verify", "--json", archive=copy)
    *found, whole = map(json.loads, as_json.stdout.splitlines())
    assert as_json.returncode == 1
    assert whole["sound"] is False
    assert (whole["errors"], whole["notes"]) == (2 * versions, 1)  # the copy has no captures beside it
    assert sum(f["error"] for f in found) == 2 * versions
    assert set(found[0]) == {"check", "where", "problem", "cure", "error"}


def test_what_was_repaired_is_checked_again(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(demo)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    done = scrapy("verify", "--repair", archive=copy)
    assert done.returncode == 0, done.stdout
    assert "the index articles_fts was made anew" in done.stderr
    assert done.stdout.splitlines()[-1].startswith("sound: ")


def test_a_damaged_file_is_looked_at_as_it_is(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(demo)) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    content = bytearray(copy.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 + 1 : page * 4096 + 9] = b"\xff" * 8
    copy.write_bytes(content)
    done = scrapy("verify", archive=copy)
    assert (done.returncode, done.stderr) == (1, "")
    assert "malformed" in done.stdout
    assert "NOT sound" in done.stdout.splitlines()[-1]


def test_an_archive_that_cannot_be_used_is_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"Dear Sir or Madam, " * 500)
    done = scrapy("verify", archive=tmp_path / "archive.db")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
