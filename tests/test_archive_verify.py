"""`archive.verify`: a sound archive has no findings, and each kind of damage has one that says where."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.connection import raw_path
from newscrawl.archive.erasing import erase
from newscrawl.archive.verify import Finding, Verification, repair
from newscrawl.items import Capture
from tests.conftest import Scribe, a_teaser, an_article, at
from tests.crawling import rows

PIER = "https://example.org/news/pier"


def a_capture(url: str, minute: int, body: bytes) -> Capture:
    return Capture(url=url, fetched_at=at(minute), http_status=200, headers=[("A", "b")], body=body)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a story of two versions, another story, a front page, and a capture of each."""
    folder = tmp_path_factory.mktemp("made")
    archive = Archive(folder / "archive.db")
    scribe = Scribe(archive)
    scribe.found("/news/pier", "/news/dam")
    home = "https://example.org/"
    scribe.visit("/", 0, kind="front", teasers=[a_teaser("/news/pier")], capture=a_capture(home, 0, b"<h1>front" * 99))
    scribe.read(an_article(authors=["Ann Lee"]), 1, capture=a_capture(PIER, 1, b"<p>one" * 99))
    scribe.read(
        an_article(headline="The pier is rebuilt", correction="It was misspelt."),
        2,
        capture=a_capture(PIER, 2, b"<p>two" * 99),
    )
    scribe.read(an_article("/news/dam", headline="A dam", article_body="Water is held back. " * 20), 3)
    archive.runs.finish(scribe.run_id, at=at(9), reason="finished", status=0, counts={}, problems=[])
    archive.close()
    return folder


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "archive.db"


def findings(path: Path, *, quick: bool = False, keep_raw: bool = True) -> list[Finding]:
    return list(Verification(path, quick=quick, keep_raw=keep_raw))


def damage(path: Path, *statements: str) -> None:
    """Change an archive behind its own back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def test_a_sound_archive_has_no_findings_and_is_counted(path: Path) -> None:
    look = Verification(path)
    assert list(look) == []
    assert look.counts == {
        "articles": 2, "pages": 3, "visits": 4, "versions": 3, "indexes": look.counts["indexes"], "captures": 3,
    }  # fmt: skip
    assert look.counts["indexes"] >= 1


DAMAGES = [
    ("UPDATE articles SET revision_count = 3 WHERE id = 1", "versions", "articles 1", "is 3, and there are 2"),
    ("UPDATE revisions SET number = 5 WHERE number = 2", "versions", "articles 1", "numbered 1 to 5"),
    ("DELETE FROM revisions WHERE article_id = 2", "versions", "articles 2", "there are 0 versions"),
    ("UPDATE revisions SET article_body = 'forged' WHERE id = 1", "versions", "revisions 1", "content_hash"),
    ("UPDATE revisions SET authors = 'Ann' WHERE id = 1", "versions", "revisions 1", "content_hash"),
    ("UPDATE articles SET headline = 'forged' WHERE id = 1", "versions", "articles 1", "current version, number 2"),
    ("UPDATE articles SET content_hash = 'x' WHERE id = 2", "versions", "articles 2", "current version, number 1"),
    ("UPDATE articles SET revision_id = NULL WHERE id = 2", "versions", "articles 2", "names nothing"),
    ("UPDATE articles SET revision_id = 1 WHERE id = 2", "versions", "articles 2", "names 1, which is no version"),
    ("UPDATE events SET at = 'then'", "times", "events 1", "at is no time"),
    ("INSERT INTO revisions_fts (revisions_fts) VALUES ('delete-all')", "index", "revisions_fts", "3 texts"),
    ("UPDATE articles SET cluster_id = 77 WHERE id = 2", "clusters", "articles 2", "names 77"),
    ("UPDATE articles SET cluster_id = NULL WHERE id = 2", "clusters", "articles 2", "names nothing"),
    ("UPDATE articles SET cluster_id = 3 - id", "clusters", "articles 1", "leads"),
    ("DELETE FROM aliases WHERE article_id = 2", "addresses", "articles 2", "https://example.org/news/dam"),
    ("UPDATE pages SET article_id = NULL WHERE url LIKE '%dam'", "ledger", "pages 2", "no article came of it"),
    ("UPDATE pages SET article_id = 1 WHERE url LIKE '%dam'", "ledger", "pages 2", "names article 1"),
    ("UPDATE articles SET changed_at = 'yesterday' WHERE id = 1", "times", "articles 1", "changed_at is no time"),
    ("UPDATE articles SET last_seen = '2001-01-01T00:00:00+00:00'", "times", "articles 1", "before it was first seen"),
    ("UPDATE teasers SET first_seen = '2030-01-01T00:00:00+00:00'", "times", "teasers 1", "before it was first seen"),
    ("UPDATE visits SET at = 17 WHERE id = 2", "times", "visits 2", "at is no time: '17'"),
    ("UPDATE pages SET due_at = '2024-13-01' WHERE id = 1", "times", "pages 1", "due_at"),
    ("UPDATE articles SET keywords = '[\"a' WHERE id = 1", "json", "articles 1", "keywords is no JSON array"),
    ("UPDATE articles SET provenance = '[]' WHERE id = 1", "json", "articles 1", "provenance is no JSON object"),
    ("UPDATE runs SET counts = ''", "json", "runs 1", "counts is no JSON object"),
    ("INSERT INTO links VALUES (99, 'https://a.org/', 'a')", "database", "links", "names a row of articles"),
    ("DROP TRIGGER articles_fts_update; UPDATE articles SET description = 'words' WHERE id = 1",
     "index", "articles_fts", "not those of the texts"),
    ("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')", "index", "articles_fts", "2 texts are not in it"),
    ("INSERT INTO articles_fts (articles_fts, rowid, headline, description, article_body)"
     " SELECT 'delete', id, headline, description, article_body FROM articles WHERE id = 2",
     "index", "articles_fts", "1 texts are not in it"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "check", "where", "problem"), DAMAGES, ids=[d[0][:70] for d in DAMAGES])
def test_damage_is_found_and_placed(path: Path, statements: str, check: str, where: str, problem: str) -> None:
    damage(path, *statements.split(";"))
    found = findings(path)
    told = [f for f in found if f.check == check and f.where.startswith(where) and problem in f.problem]
    assert told, found
    assert told[0].error
    assert told[0].cure


RAW_DAMAGES = [
    ("UPDATE captures SET body = substr(body, 1, 20) WHERE payload_digest = '{0}'", "does not unpack"),
    ("UPDATE captures SET body = x'00' WHERE payload_digest = '{0}'", "does not unpack"),
    ("UPDATE captures SET body = (SELECT body FROM captures WHERE payload_digest != '{0}' AND url LIKE '%pier')"
     " WHERE payload_digest = '{0}'", "another digest"),
    ("UPDATE captures SET headers = 'none' WHERE payload_digest = '{0}'", "does not unpack"),
    ("DELETE FROM captures WHERE payload_digest = '{0}'", "not there"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "problem"), RAW_DAMAGES, ids=[d[1] for d in RAW_DAMAGES])
def test_damaged_and_lost_captures_are_found(path: Path, statement: str, problem: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        (digest,) = db.execute("SELECT capture_digest FROM revisions WHERE id = 1").fetchone()
    damage(raw_path(path), statement.format(digest))
    (found,) = findings(path)
    assert (found.check, found.error) == ("captures", True)
    assert problem in found.problem
    assert digest in found.where + found.problem


def test_a_size_that_is_not_the_payloads_is_found(path: Path) -> None:
    damage(raw_path(path), "UPDATE captures SET uncompressed_bytes = uncompressed_bytes + 1")
    assert len(findings(path)) == 3
    assert findings(path, quick=True) == []  # nothing was unpacked


def test_bytes_that_rot_on_the_disk_are_found(path: Path) -> None:
    damage(path, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 + 1 : page * 4096 + 9] = b"\xff" * 8
    path.write_bytes(content)
    found = findings(path)
    assert any(f.check == "database" and f.error for f in found)


def test_a_file_of_captures_that_is_none_is_found(path: Path) -> None:
    for name in ("", "-wal", "-shm"):
        Path(f"{raw_path(path)}{name}").unlink(missing_ok=True)
    raw_path(path).write_bytes(b"Dear Sir or Madam, " * 500)
    found = findings(path)
    assert [(f.check, f.where, f.error) for f in found] == [("captures", str(raw_path(path)), True)]


def test_an_archive_without_its_captures_is_sound_with_a_note(path: Path) -> None:
    for name in ("", "-wal", "-shm"):
        Path(f"{raw_path(path)}{name}").unlink(missing_ok=True)
    (found,) = findings(path)
    assert not found.error
    assert "the archive names 2 captures" in found.problem
    assert not raw_path(path).exists()


def test_lost_captures_are_a_note_where_none_are_to_be_kept(path: Path) -> None:
    damage(raw_path(path), "DELETE FROM captures")
    assert [f.error for f in findings(path)] == [True, True]
    assert [f.error for f in findings(path, keep_raw=False)] == [False, False]


def test_times_that_sqlite_cannot_read_may_be_times(path: Path) -> None:
    """The offset of Toronto in 1880."""
    damage(
        path, "UPDATE articles SET date_published_raw = 1, date_modified = '1880-01-01T00:00:00-05:17:32' WHERE id = 2"
    )
    assert findings(path) == []


def test_versions_out_of_order_are_a_note(path: Path) -> None:
    damage(path, f"UPDATE revisions SET first_seen = '{at(0)}' WHERE number = 2")
    (found,) = findings(path)
    assert (found.check, found.where, found.error) == ("versions", f"revisions 1 ({PIER})", False)


def test_what_is_left_of_a_takedown_is_found(path: Path) -> None:
    with closing(Archive(path)) as archive:
        digests = rows(path, "SELECT capture_digest FROM revisions WHERE article_id = 1")
        erase(archive.db, PIER, at=at(20), reason="asked")
        assert sorted((f.check, f.where) for f in findings(path)) == [
            ("erased", f"captures {digest} ({PIER})") for digest in sorted(digests)
        ]
        assert archive.captures
        assert archive.captures.erase(digests) == 2
        assert findings(path) == []
        archive.db.execute("UPDATE articles SET description = 'what it said' WHERE status = 'erased'")
    assert [(f.check, f.where) for f in findings(path)] == [("erased", f"articles 1 ({PIER})")]


def test_an_index_whose_own_pages_are_broken_is_told_to_need_a_backup(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        sql = "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = ?"
        page, size = conn.execute(sql, ("articles_fts_data",)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    look = Verification(path)
    told = [f for f in look if f.check == "index" and f.where == "articles_fts"]
    assert [(f.problem.partition(":")[0], "backup" in f.cure) for f in told] == [("it cannot be read", True)]
    assert look.indexes == []  # nothing that a repair could do


def test_an_index_is_made_anew_and_orphans_are_swept(path: Path) -> None:
    damage(path, "INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    with closing(Archive(path)) as archive:
        assert archive.captures
        archive.captures.keep([a_capture("https://example.org/killed", 5, b"<p>killed in between")])
    look = Verification(path)
    assert [(f.check, f.error) for f in look] == [("index", True), ("captures", False)]
    assert repair(look) == [
        "the index articles_fts was made anew",
        "1 captures that nothing tells of were deleted",
    ]
    assert findings(path) == []
    with closing(Archive(path)) as archive:
        assert [row["url"] for row in archive.db["articles"].search("pier")] == [PIER]  # type: ignore[union-attr]


def test_captures_of_runs_that_a_restored_archive_does_not_know_are_kept(path: Path) -> None:
    with closing(Archive(path)) as archive:
        assert archive.captures
        archive.captures.keep([a_capture("https://example.org/since", 13 * 60, b"<p>captured after the backup")])
    look = Verification(path)
    assert [f.check for f in look] == ["captures"]
    assert repair(look) == ["0 captures that nothing tells of were deleted"]
    assert rows(raw_path(path), "SELECT count(*) FROM captures WHERE url LIKE '%/since'") == [1]


def test_a_capture_that_came_again_is_no_orphan(path: Path) -> None:
    """A front page was captured, the run was killed, and the next one got the same bytes."""
    with closing(Archive(path)) as archive:
        assert archive.captures
        (digest,) = rows(raw_path(path), "SELECT payload_digest FROM captures WHERE url = 'https://example.org/'")
        archive.captures.db.execute("UPDATE captures SET fetched_at = ? WHERE payload_digest = ?", [at(-30), digest])
        assert [f.where for f in findings(path)] == [f"captures {digest}"]
        archive.captures.db.execute(
            "CREATE TABLE IF NOT EXISTS sightings (payload_digest, url, fetched_at, http_status, headers)"
        )
        archive.captures.db.execute(
            "INSERT INTO sightings VALUES (?, 'https://example.org/', ?, 200, '[]')", [digest, at(0)]
        )
    assert findings(path) == []


def test_further_pages_of_a_story_are_no_orphans_unless_their_run_was_killed(path: Path) -> None:
    """They are a part of the look at its first page, and a version is read again with them."""
    second = f"{PIER}/2"
    with closing(Archive(path)) as archive:
        assert archive.captures
        scribe = Scribe(archive)
        first = a_capture(PIER, 20, b"<p>three" * 99)
        first.parts.append(a_capture(second, 21, b"<p>its second page" * 99))
        scribe.read(an_article(headline="The pier is open", aliases=[second]), 20, capture=first)
        archive.runs.finish(scribe.run_id, at=at(29), reason="finished", status=0, counts={}, problems=[])
        assert findings(path) == []
        archive.captures.keep([a_capture(second, 40, b"<p>killed before the look was written" * 9)])
    assert [(f.check, f.error) for f in findings(path)] == [("captures", False)]


def test_nothing_is_repaired_that_was_named_meanwhile(path: Path) -> None:
    with closing(Archive(path)) as archive:
        assert archive.captures
        body = b"<p>committed before its version"
        archive.captures.keep([a_capture("https://example.org/news/late", 5, body)])
        look = Verification(path)
        assert len(list(look)) == 1
        Scribe(archive).read(an_article("/news/late", headline="Late"), 5, capture=a_capture(f"{PIER}s", 5, body))
        assert repair(look) == ["0 captures that nothing tells of were deleted"]
    assert findings(path) == []


def test_a_writer_at_work_raises_no_alarm(path: Path) -> None:
    ended = threading.Event()
    wrote = 0

    def work() -> None:
        nonlocal wrote
        with closing(Archive(path)) as archive:
            scribe = Scribe(archive)
            while not ended.is_set():
                wrote += 1
                page = f"/busy/{wrote % 7}"
                body = f"Words of number {wrote}. " * 30
                article = an_article(page, headline=page, article_body=body)
                url = f"https://example.org{page}"
                scribe.read(article, 10 + wrote % 300, capture=a_capture(url, 10 + wrote % 300, body.encode()))

    writer = threading.Thread(target=work)
    writer.start()
    try:
        found = findings(path)
        while wrote < 30 and writer.is_alive():
            found += findings(path)
    finally:
        ended.set()
        writer.join()
    assert wrote >= 30
    assert found == []


def test_a_writer_is_not_held_up_while_indexes_are_compared(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newscrawl.archive import indexes

    compared = indexes._out_of_step

    def meanwhile(conn: sqlite3.Connection, index: indexes.Index) -> str:
        with closing(sqlite3.connect(path, timeout=0)) as other, other:
            other.execute("UPDATE articles SET last_seen = last_seen")
        return compared(conn, index)

    monkeypatch.setattr(indexes, "_out_of_step", meanwhile)
    damage(path, "INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    assert [f.check for f in findings(path)] == ["index"]
