"""`archive.backup` and `scrapy backup`: whole, consistent, and never half under the final name."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive, copies
from newscrawl.archive.backup import backup
from newscrawl.archive.connection import raw_path
from newscrawl.archive.verify import Verification
from newscrawl.exceptions import ArchiveError
from newscrawl.items import Capture
from tests.conftest import Scribe, an_article, at
from tests.crawling import HASTE, python, rows, scrapy, start, stop


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive with an article and its capture, still in the write-ahead log of a run at work."""
    path = tmp_path / "live" / "archive.db"
    with closing(Archive(path)) as archive:
        capture = Capture(
            url="https://example.org/news/pier", fetched_at=at(0), http_status=200, headers=[], body=b"<p>"
        )
        Scribe(archive).read(an_article(), capture=capture)
    return path


def test_a_backup_is_the_archive_and_its_captures(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with closing(Archive(source)) as archive:  # its pages are in the write-ahead log
        Scribe(archive).read(an_article("/news/dam", headline="A dam"), 1)
        assert backup(source, target) == [target, tmp_path / "copy.raw.db"]
    assert rows(target, "SELECT url FROM articles ORDER BY id") == rows(source, "SELECT url FROM articles ORDER BY id")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "copy.raw.db", "live"]
    assert [file.read_bytes()[18:20] for file in (target, raw_path(target))] == [b"\x01\x01"] * 2  # no WAL beside them
    assert list(Verification(target)) == []
    with closing(Archive(target)) as archive:  # and it is an archive to go on with
        assert Scribe(archive).read(an_article("/news/ferry", headline="A ferry"), 2) == "new"


def test_what_is_written_while_it_copies_is_not_in_it(source: Path, tmp_path: Path) -> None:
    with closing(Archive(source)) as archive:
        scribe = Scribe(archive)

        def meanwhile(what: str, done: int, of: int) -> None:
            path = f"/{done}/{Path(what).name}"
            body = path.encode()
            capture = Capture(
                url=f"https://example.org{path}", fetched_at=at(9), http_status=200, headers=[], body=body
            )
            scribe.read(an_article(path, headline=path, article_body=path * 50), 9, capture=capture)

        backup(source, tmp_path / "copy.db", progress=meanwhile)
        assert rows(source, "SELECT count(*) FROM articles")[0] >= 3
    assert rows(tmp_path / "copy.db", "SELECT count(*) FROM articles") == [1]
    assert rows(tmp_path / "copy.raw.db", "SELECT count(*) FROM captures") == [1]
    assert list(Verification(tmp_path / "copy.db")) == []


def test_backups_while_a_crawl_writes_are_sound(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    crawl = start("crawl", "demo", *HASTE, archive=path)
    held: list[int] = []
    while crawl.poll() is None:
        if path.exists() and rows(path, "SELECT 1 FROM sqlite_master WHERE name = 'articles'"):
            target = tmp_path / f"copy{len(held)}.db"
            backup(path, target)
            assert [finding for finding in Verification(target) if finding.error] == []
            held += rows(target, "SELECT count(*) FROM articles")
        time.sleep(0.4)
    assert crawl.wait() == 0, crawl.communicate()
    assert held == sorted(held)
    assert [count for count in held if 0 < count < 60], "none fell into the crawl"


SLOW = """
import sys, time
from pathlib import Path
from newscrawl.archive.backup import backup
def wait(what, done, of):
    print(what, flush=True)
    time.sleep(60)
backup(Path(sys.argv[1]), Path(sys.argv[2]), progress=wait)
"""


def test_a_killed_backup_leaves_nothing_under_the_name_and_the_next_one_cleans_up(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    process = python("-c", SLOW, str(source), str(target))
    assert process.stdout
    assert process.stdout.readline()
    with pytest.raises(ArchiveError, match="another backup to .* is at work"):
        backup(source, target)
    stop(process)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".copy.db.part", "live"]
    backup(source, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "copy.raw.db", "live"]


def test_nothing_is_overwritten_unless_forced(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("a letter")
    Path(f"{target}-wal").write_text("a stale log")
    with pytest.raises(ArchiveError, match="copy.db exists: name another file, or replace it with --force"):
        backup(source, target)
    assert target.read_text() == "a letter"
    backup(source, target, force=True)
    assert list(Verification(target)) == []


def test_the_archive_itself_is_never_a_target(source: Path) -> None:
    for target in (source, source.parent / ".." / "live" / "archive.db", raw_path(source)):
        with pytest.raises(ArchiveError, match="is the archive itself"):
            backup(source, target, force=True)
    assert list(Verification(source)) == []


def test_without_captures_no_file_of_captures_may_stand_there(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert backup(source, target, raw=False) == [target]
    assert not raw_path(target).exists()
    raw_path(target).touch()
    with pytest.raises(ArchiveError, match=r"copy.raw.db would not belong to this copy"):
        backup(source, target, raw=False, force=True)


def test_a_full_disk_is_one_line_and_leaves_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 10**9, 1000))
    with pytest.raises(ArchiveError, match=r"too full for a copy of .*: it needs \d+ MB and 0 MB are free"):
        backup(source, tmp_path / "copy.db")
    monkeypatch.undo()

    def fills(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "_sync", fills)
    with pytest.raises(ArchiveError, match="is full: free some space, or name a file on another disk"):
        backup(source, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["live"]


def test_a_damaged_archive_does_not_replace_a_good_backup(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup(source, target)
    good = target.read_bytes()
    with closing(sqlite3.connect(source)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pages_family'").fetchone()[0]
    content = bytearray(source.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    source.write_bytes(content)
    with pytest.raises(ArchiveError, match="no backup was made, for .* is damaged"):
        backup(source, target, force=True)
    assert target.read_bytes() == good


def test_the_command_tells_what_it_wrote_or_why_not(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    done = scrapy("backup", str(target), archive=source)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{target} (")
    again = scrapy("backup", str(target), archive=source)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.splitlines() == [
        f"newscrawl: {target} and {raw_path(target)} exist: name another file, or replace them with --force"
    ]
