"""The archive's files: opened, shared, broken, and written in whole pages."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import stat
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.backup import backup
from newscrawl.exceptions import ArchiveError
from newscrawl.items import Capture, Found
from tests.conftest import Scribe, a_teaser, an_article, at
from tests.crawling import python


def test_an_archive_opens_again_with_what_it_held(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db")
    Scribe(archive).read(an_article())
    archive.close()
    again = Archive(tmp_path / "archive.db")
    assert again.db["articles"].count == 1
    assert again.db.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    again.close()


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir or Madam, " * 500)
    with pytest.raises(ArchiveError, match="not a database.*-s ARCHIVE=FILE"):
        Archive(path)
    assert path.read_bytes() == b"Dear Sir or Madam, " * 500


def test_the_database_of_another_program_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bank.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE accounts (id)")
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="another program"):
        Archive(path)
    assert path.read_bytes() == before


def test_an_archive_of_a_newer_newscrawl_is_not_touched(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db")
    archive.db.conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('newscrawl', 'm999_future', 'now')"
    )
    archive.close()
    with pytest.raises(ArchiveError, match="newer newscrawl"):
        Archive(tmp_path / "archive.db")


@pytest.mark.skipif(os.name != "posix", reason="modes tell nothing here")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o640), (0o077, 0o600), (0o002, 0o660)])
def test_no_file_of_an_archive_is_for_others_to_read(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        archive = Archive(tmp_path / "archive.db")
        scribe = Scribe(archive)
        scribe.read(an_article(), 1)
        backup(archive.path, tmp_path / "copy.db")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir() if path.is_file()}
        archive.close()
    finally:
        os.umask(before)
    assert modes.keys() >= {
        "archive.db",
        "archive.db-wal",
        "archive.raw.db",
        "archive.raw.db-wal",
        "copy.db",
        "copy.raw.db",
    }
    assert set(modes.values()) == {mode}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_read_only_archive_is_told(tmp_path: Path) -> None:
    Archive(tmp_path / "archive.db").close()
    (tmp_path / "archive.db").chmod(0o444)
    with pytest.raises(ArchiveError, match="writable"):
        Archive(tmp_path / "archive.db")


def test_a_full_disk_stores_nothing_by_halves_and_names_the_cure(scribe: Scribe) -> None:
    scribe.read(an_article())
    conn = scribe.archive.db.conn
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to a full disk
    with pytest.raises(ArchiveError, match="is full: free some space and run the same command again"):
        scribe.read(an_article("/long", headline="Long", article_body="word " * 200_000))
    assert scribe.all("SELECT count(*) FROM articles") == [1]
    conn.execute("PRAGMA max_page_count = 1000000")
    scribe.archive.flush()  # what waited was not lost
    assert scribe.all("SELECT count(*) FROM articles") == [2]
    assert scribe.all("PRAGMA integrity_check") == ["ok"]


def test_a_file_that_may_not_grow_is_told_like_a_full_disk(scribe: Scribe) -> None:
    """Over a quota or a limit for files, SQLite speaks of an I/O error; the disk is well."""
    scribe.read(an_article())
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (scribe.archive.path.stat().st_size, usual[1]))
    try:
        with pytest.raises(ArchiveError, match="takes no more .*: free some space and run the same command again"):
            scribe.read(an_article("/long", headline="Long", article_body="word " * 400_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    scribe.archive.flush()
    assert scribe.all("SELECT count(*) FROM articles") == [2]
    assert scribe.all("PRAGMA integrity_check") == ["ok"]


def test_text_that_sqlite_cannot_hold_costs_its_own_page_alone(scribe: Scribe) -> None:
    scribe.found("/bad", "/good")
    scribe.read(an_article("/bad", headline="lone \ud800 surrogate"))
    assert scribe.read(an_article("/good")) == "new"
    assert scribe.row("/bad")["state"] == "failed"
    assert "could not be stored" in scribe.row("/bad")["reason"]


def test_a_page_and_what_it_gave_are_written_together(scribe: Scribe) -> None:
    found = [Found(url="https://example.org/next")]
    scribe.visit("/", kind="front", teasers=[a_teaser("/x")], found=found)
    reader = sqlite3.connect(scribe.archive.path)
    assert reader.execute("SELECT count(*) FROM teasers").fetchone() == (1,)
    assert reader.execute("SELECT state FROM pages WHERE url LIKE '%/next'").fetchone() == ("pending",)
    assert reader.execute("SELECT state FROM pages WHERE url = 'https://example.org/'").fetchone() == ("done",)
    reader.close()


def test_captures_are_kept_for_what_is_new_or_changed_and_once_each(scribe: Scribe) -> None:
    def capture(body: bytes) -> Capture:
        headers = [("Content-Type", "text/html"), ("Set-Cookie", "a=ü")]
        return Capture(
            url="https://example.org/news/pier", fetched_at=at(0), http_status=200, headers=headers, body=body
        )

    assert scribe.archive.captures is not None
    scribe.read(an_article(), 0, capture=capture(b"<p>one"))
    scribe.read(an_article(), 1, capture=capture(b"<p>one, with another advertisement"))
    scribe.read(an_article(headline="Edited"), 2, capture=capture(b"<p>two"))
    digests = scribe.all("SELECT capture_digest FROM revisions ORDER BY number")
    assert [scribe.archive.captures.get(d).body for d in digests] == [b"<p>one", b"<p>two"]  # type: ignore[union-attr]
    assert scribe.archive.captures.db["captures"].count == 2
    kept = scribe.archive.captures.get(digests[0])
    assert kept is not None
    assert kept.headers == [("Content-Type", "text/html"), ("Set-Cookie", "a=ü")]


def test_a_teaser_is_one_row_for_one_uninterrupted_stay(scribe: Scribe) -> None:
    shown = [["/a", "/b"], ["/a", "/b"], ["/b"], ["/a", "/b"]]
    outcomes = []
    for minute, paths in enumerate(shown):
        teasers = [a_teaser(path, position=1 if path == "/a" else 2) for path in paths]
        outcomes.append(scribe.visit("/", minute, kind="front", teasers=teasers))
    assert outcomes == ["new", "unchanged", "changed", "changed"]
    rows = scribe.all("SELECT headline, first_seen, last_seen FROM teasers ORDER BY headline, first_seen")
    assert rows == [("/a", at(0), at(1)), ("/a", at(3), at(3)), ("/b", at(0), at(3))]


WRITER = """
import sys
from pathlib import Path
from tests.conftest import Scribe, an_article
from newscrawl.archive import Archive
scribe = Scribe(Archive(Path(sys.argv[1])))
for n in range(60):
    path = f"/{sys.argv[2]}/{n}"
    scribe.read(an_article(path, headline=path, article_body=f"Words of {path}. " * 50))
"""


def test_two_processes_write_one_new_archive_at_once(tmp_path: Path) -> None:
    running = [python("-c", WRITER, str(tmp_path / "archive.db"), name) for name in ("one", "two")]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    archive = Archive(tmp_path / "archive.db")
    assert archive.db["articles"].count == 120
    assert archive.db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    archive.close()


def test_the_book_of_runs_knows_a_killed_run(scribe: Scribe) -> None:
    runs = scribe.archive.runs
    second, _ = runs.start("news", [scribe.site], at(5))
    runs.finish(second, at=at(6), reason="finished", status=0, counts={"new": 3}, problems=["none"])
    latest = runs.latest(5)
    assert [row["finish_reason"] for row in latest] == ["finished", "killed"]
    assert json.loads(latest[0]["counts"]) == {"new": 3}


def test_the_archive_is_searched_by_other_tools_as_it_is(scribe: Scribe) -> None:
    scribe.read(an_article())
    found = scribe.archive.db["articles"].search("pier")  # type: ignore[union-attr]
    assert [row["headline"] for row in found] == ["Council votes to rebuild pier"]


def test_every_capture_that_a_revision_names_is_kept(scribe: Scribe) -> None:
    story = "https://example.org/news/pier"
    for minute, path in enumerate(
        ("/news/pier?print=1", "/news/pier")
    ):  # the story's own page replaces its twin's text
        url = f"https://example.org{path}"
        body = f"<p>{path}".encode()
        capture = Capture(url=url, fetched_at=at(minute), http_status=200, headers=[], body=body)
        scribe.read(an_article(path, url=story), minute, capture=capture)
    (digest,) = scribe.all("SELECT capture_digest FROM revisions")
    assert scribe.archive.captures is not None
    assert scribe.archive.captures.get(digest).body == b"<p>/news/pier"  # type: ignore[union-attr]


def test_without_raw_pages_no_revision_names_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db", keep_raw=False)
    scribe = Scribe(archive)
    capture = Capture(url="https://example.org/x", fetched_at=at(0), http_status=200, headers=[], body=b"<p>")
    scribe.read(an_article(), 0, capture=capture)
    assert scribe.all("SELECT capture_digest FROM revisions") == [None]
    assert not (tmp_path / "archive.raw.db").exists()
    archive.close()
