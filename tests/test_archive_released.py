"""Archives of every released schema open, are kept as they were, and go on (tests/archives/make.py made them)."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive, copies
from newscrawl.archive.migrations import archive_migrations
from newscrawl.archive.search import search
from newscrawl.archive.verify import Verification
from newscrawl.demo.newsroom import build
from newscrawl.demo.server import serve
from newscrawl.exceptions import ArchiveError
from tests.archives.make import CRAWL, EDITED, FOLDER, unpack
from tests.crawling import python, rows, scrapy

RELEASED = sorted(path.name[:4] for path in FOLDER.glob("m???.db.gz"))
NAMES = [name[:4] for name in archive_migrations.names]
APPLIED = "SELECT substr(name, 1, 4) FROM _sqlite_migrations WHERE migration_set = 'newscrawl' ORDER BY name"
HELD = "SELECT url, headline, article_body, first_seen FROM articles ORDER BY url"


@pytest.mark.parametrize("name", RELEASED)
def test_an_old_archive_opens_with_all_it_held_and_is_sound(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = unpack(name, tmp_path)
    held, versions = rows(path, HELD), rows(path, "SELECT headline FROM revisions ORDER BY id")
    assert EDITED in versions
    assert rows(path, APPLIED)[-1] == name
    with caplog.at_level(logging.WARNING), closing(Archive(path)) as archive:
        assert [row["headline"] for row in search(archive.db, '"comes home, after"')] == [EDITED]
    assert rows(path, APPLIED) == NAMES
    assert (rows(path, HELD), rows(path, "SELECT headline FROM revisions ORDER BY id")) == (held, versions)
    assert list(Verification(path)) == []
    for first in NAMES[NAMES.index(name) + 1 :][:1]:  # the newest needs no migration, and no copy
        kept = tmp_path / f"archive.db.before-{first}"
        assert (rows(kept, APPLIED)[-1], rows(kept, HELD)) == (name, held)
        assert f"as it was before it is kept as {kept}" in caplog.text
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize("name", [RELEASED[0], RELEASED[-1]])
def test_a_crawl_goes_on_with_an_old_archive(name: str, tmp_path: Path) -> None:
    path = unpack(name, tmp_path)
    held = rows(path, "SELECT url, first_seen FROM articles")
    newsroom = build("small")
    with serve(newsroom) as server:
        again = ("-a", "revisit=all", "-s", "CRAWL_CLOCK=2024-04-19T09:00:00+00:00")
        done = scrapy(*CRAWL, *again, archive=path, proxy=server.proxy_url)
    assert done.returncode == 0, done.stderr
    assert set(held) < set(rows(path, "SELECT url, first_seen FROM articles"))
    first = newsroom.truth("newsroom.test")[0]
    sql = "SELECT r.headline FROM revisions AS r JOIN articles AS a ON a.id = article_id WHERE url = ? ORDER BY number"
    told = rows(path, sql, first.url)
    assert told[:2] == [first.headline, EDITED]
    assert [finding for finding in Verification(path) if finding.error] == []


def test_a_new_archive_leaves_no_copy(tmp_path: Path) -> None:
    Archive(tmp_path / "archive.db").close()
    Archive(tmp_path / "archive.db").close()
    assert not list(tmp_path.glob("*before*"))


OPEN = "import sys; from pathlib import Path; from newscrawl.archive import Archive; Archive(Path(sys.argv[1])).close()"


def test_of_two_first_runs_one_keeps_a_copy(tmp_path: Path) -> None:
    path = unpack(RELEASED[0], tmp_path)
    running = [python("-c", OPEN, str(path)) for _ in range(3)]
    told = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], told
    assert sum("is kept as" in text for text in told) == 1
    assert [kept.name for kept in tmp_path.glob("*before*")] == [f"archive.db.before-{NAMES[1]}"]
    assert rows(path, APPLIED) == NAMES


def test_without_room_for_a_copy_nothing_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = unpack(RELEASED[0], tmp_path)
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 10**9, 1000))
    with pytest.raises(ArchiveError, match=r"too full for a copy of .*archive.db: it needs \d+ MB and 0 MB are free"):
        Archive(path)
    monkeypatch.undo()
    assert rows(path, APPLIED) == [RELEASED[0]]
    assert not list(tmp_path.glob("*before*"))


def test_a_disk_that_fills_meanwhile_leaves_no_half_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = unpack(RELEASED[0], tmp_path)

    def fails(file: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(copies, "_sync", fails)
    with pytest.raises(ArchiveError, match="is full: free some space and run the same command again"):
        Archive(path)
    monkeypatch.undo()
    assert rows(path, APPLIED) == [RELEASED[0]]
    assert [p.name for p in tmp_path.iterdir() if "before" in p.name] == []
    Archive(path).close()  # and once there is room, it goes on
    assert rows(path, APPLIED) == NAMES
