"""`scrapy export`: which articles leave the archive, and the file that they leave in."""

from __future__ import annotations

import json
import os
import sys
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import UsageError

from newscrawl.archive import Archive
from newscrawl.archive.connection import raw_path
from newscrawl.archive.export import COLUMNS, VERSION_COLUMNS, articles, versions
from newscrawl.archive.selection import Selection
from newscrawl.commands.export import Command
from newscrawl.export import format_of
from newscrawl.export.files import whole_file
from tests.commanding import run
from tests.conftest import Scribe, an_article, at
from tests.crawling import start


@pytest.fixture
def full(scribe: Scribe) -> Scribe:
    """Three articles: of the 16th, of the 17th and edited, without a date."""
    scribe.read(an_article("/a", headline="A storm", date_published="2024-04-16T23:30:00-03:00"), 0)
    scribe.read(an_article("/b", headline="A ferry", authors=["Ann Other"], is_accessible_for_free=False), 1)
    scribe.read(an_article("/c", headline="A library", article_body="Books. " * 20, date_published=None), 2)
    scribe.read(an_article("/b", headline="A ferry sank", authors=["Ann Other"], is_accessible_for_free=False), 30)
    return scribe


def ids(scribe: Scribe, **options: Any) -> list[int]:
    return [record["id"] for record in articles(scribe.archive.db, **options)]


def exported(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# --- what leaves -----------------------------------------------------------------------------------------------------


def test_a_record_has_the_columns_of_the_archive(full: Scribe) -> None:
    record = next(articles(full.archive.db, selection=Selection(author="other")))
    assert list(record) == list(COLUMNS)
    assert record["authors"] == ["Ann Other"]
    assert record["is_accessible_for_free"] is False
    assert record["provenance"] == {}
    for table, columns in (("articles", COLUMNS), ("revisions", VERSION_COLUMNS)):
        assert set(columns) <= {column.name for column in full.archive.db[table].columns}


def test_articles_are_chosen(full: Scribe) -> None:
    later = datetime(2024, 4, 17, 10, 10, tzinfo=UTC)
    assert ids(full) == [1, 2, 3]
    assert ids(full, selection=Selection(since=date(2024, 4, 17))) == [2]
    assert ids(full, selection=Selection(site="example.com")) == []
    assert ids(full, changed_since=later) == [2]
    assert ids(full, words="ferry OR library -storm") == [2, 3]
    assert ids(full, words="...") == []
    assert ids(full, newest=2) == [2, 1]
    assert ids(full, newest=2, changed_since=datetime(2024, 4, 17, tzinfo=UTC)) == [2, 3]


def test_what_was_taken_down_since_counts_as_changed(full: Scribe) -> None:
    event = "INSERT INTO events (article_id, at, event) VALUES (1, ?, 'gone')"
    full.archive.db.execute(event, (at(60),))
    full.archive.db.execute("UPDATE articles SET status = 'gone' WHERE id = 1")
    records = list(articles(full.archive.db, changed_since=datetime(2024, 4, 17, 10, 40, tzinfo=UTC)))
    assert [(record["id"], record["status"]) for record in records] == [(1, "gone")]


def test_what_was_erased_never_leaves(full: Scribe) -> None:
    full.archive.db.execute("UPDATE articles SET status = 'erased' WHERE id = 2")
    full.archive.db.execute("INSERT INTO events (article_id, at, event) VALUES (2, ?, 'erased')", (at(60),))
    assert ids(full) == ids(full, newest=9) == [1, 3]
    assert ids(full, words="ferry") == ids(full, changed_since=datetime(2024, 4, 17, 10, 10, tzinfo=UTC)) == []
    assert 2 not in [record["article_id"] for record in versions(full.archive.db)]


def test_every_version_leaves_if_asked(full: Scribe) -> None:
    records = list(versions(full.archive.db, words="ferry"))
    assert [(record["number"], record["headline"]) for record in records] == [(1, "A ferry"), (2, "A ferry sank")]
    assert records[1]["changed_fields"] == ["headline"]
    assert records[1]["url"] == "https://example.org/b"


def test_a_crawl_does_not_tear_an_export(full: Scribe) -> None:
    reader = Archive(full.archive.path, write=False)
    stream = articles(reader.db)
    first = next(stream)
    full.read(an_article("/d", headline="Another"), 40)
    full.read(an_article("/c", headline="Edited", article_body="Books. " * 20, date_published=None), 41)
    assert [first["headline"], *(record["headline"] for record in stream)] == ["A storm", "A ferry sank", "A library"]
    assert [record["headline"] for record in articles(reader.db)][2:] == ["Edited", "Another"]
    reader.close()


def test_an_export_holds_little_in_memory(archive: Archive, tmp_path: Path) -> None:
    sql = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) INSERT INTO articles (url,"
        " site, page_url, headline, article_body, first_seen, last_seen, changed_at, content_hash, text_hash,"
        " reader_version)"
        " SELECT i, 'x', i, i, printf('%020000d', i), '', '', '', '', '', '' FROM n"
    )
    archive.db.execute(sql)
    tracemalloc.start()
    run(Command(), str(tmp_path / "x.jsonl"), archive=archive.path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tmp_path / "x.jsonl").stat().st_size > 24_000_000
    assert peak < 16_000_000


# --- the file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("x.jsonl", (), b'{"id": 1,'),
        ("x.JSONL.gz", (), b"\x1f\x8b"),
        ("x.csv", (), b"\xef\xbb\xbfid,"),
        ("x.parquet", (), b"PAR1"),
        ("feed.xml", (), b"<?xml"),
        ("x", ("--format", "rss"), b"<?xml"),
    ],
)
def test_the_ending_tells_the_format(
    full: Scribe, tmp_path: Path, name: str, options: tuple[str, ...], begins: bytes
) -> None:
    path = tmp_path / "out" / name
    path.parent.mkdir()
    assert run(Command(), str(path), *options, archive=full.archive.path) == 0
    assert path.read_bytes().startswith(begins)
    assert [file.name for file in path.parent.iterdir()] == [name]


def test_a_folder_takes_markdown(full: Scribe, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Command(), f"{tmp_path}/md/", archive=full.archive.path) == 0
    assert run(Command(), f"{tmp_path}/md", archive=full.archive.path) == 0
    assert capsys.readouterr().out == f"3 articles written to {tmp_path}/md/\n3 articles written to {tmp_path}/md\n"
    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md"))
    assert files == [
        "md/2024/04/2024-04-16-a-storm-1.md",
        "md/2024/04/2024-04-17-a-ferry-sank-2.md",
        "md/undated/undated-a-library-3.md",
    ]


def test_options_reach_the_file(full: Scribe, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    for options, found in (
        (("--query", "ferry"), [2]),
        (("--site", "example.org", "--since", "2024-04-16", "--until", "2024-04-16"), [1]),
        (("--changed-since", "2024-04-17T10:10"), [2]),
        (("--author", "ann", "-n", "5"), [2]),
        (("--section", "none"), []),
    ):
        run(Command(), str(path), *options, archive=full.archive.path)
        assert [record["id"] for record in exported(path)] == found
    run(Command(), str(path), "--versions", archive=full.archive.path)
    assert [(record["article_id"], record["number"]) for record in exported(path)] == [(1, 1), (2, 1), (2, 2), (3, 1)]


def test_an_error_leaves_the_former_file_and_no_other(full: Scribe, tmp_path: Path) -> None:
    path = tmp_path / "out" / "x.jsonl"
    path.parent.mkdir()
    path.write_text("former")
    with pytest.raises(ZeroDivisionError), whole_file(path) as out:
        out.write(b"half")
        1 / 0  # noqa: B018
    assert path.read_text() == "former"
    assert list(path.parent.iterdir()) == [path]


def test_a_database_is_never_replaced(full: Scribe, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(full.archive.path.read_bytes())
    for path in (full.archive.path, raw_path(full.archive.path), copy):
        for kind in ("jsonl", "warc"):
            with pytest.raises(UsageError, match="is a database, and would be replaced: name another file"):
                run(Command(), str(path), "--format", kind, archive=full.archive.path)
    assert ids(full) == [1, 2, 3]


def test_pipes_are_written_to_and_links_stay(full: Scribe, tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe.jsonl", tmp_path / "link.jsonl"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run(Command(), str(pipe), archive=full.archive.path)
    assert len(os.read(reader, 1 << 16).splitlines()) == 3
    os.close(reader)
    (tmp_path / "place").mkdir()
    link.symlink_to(tmp_path / "place" / "x.jsonl")
    run(Command(), str(link), archive=full.archive.path)
    assert link.is_symlink()
    assert len(exported(tmp_path / "place" / "x.jsonl")) == 3


def test_the_file_has_the_rights_that_others_have(tmp_path: Path) -> None:
    with whole_file(tmp_path / "x") as out:
        out.write(b"x")
    (tmp_path / "y").write_bytes(b"y")
    assert (tmp_path / "x").stat().st_mode == (tmp_path / "y").stat().st_mode


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "name one file"),
        (("--sine", "1d"), "name one file"),
        (("x.docx",), "what is x.docx to be"),
        (("x.csv", "--format", "xls"), "there is no format 'xls'"),
        (("-", "--format", "csv"), "jsonl alone"),
        (("x/", "--format", "csv"), "is a folder"),
        (("x.csv", "--since", "soon"), "--since: 'soon' is no time"),
        (("x.csv", "--changed-since", "soon"), "--changed-since: 'soon' is no time"),
        (("x.csv", "--versions"), "--versions is for jsonl"),
        (("x.csv", "-n", "0"), "-n takes a number"),
        (("x.warc.gz", "--query", "ferry"), "--query is not for warc"),
    ],
)
def test_wrong_usage_is_told(full: Scribe, args: tuple[str, ...], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run(Command(), *args, archive=full.archive.path)


def test_a_file_that_cannot_be_written_is_told(
    full: Scribe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Command(), f"{tmp_path}/none/x.csv", archive=full.archive.path) == 1
    assert "x.csv cannot be written: No such file or directory" in capsys.readouterr().err


def test_without_pyarrow_the_extra_is_named(full: Scribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install -e '.\[parquet\]'"):
        run(Command(), str(tmp_path / "x.parquet"), archive=full.archive.path)
    assert not list(tmp_path.glob("*.part"))
    assert not (tmp_path / "x.parquet").exists()


def test_formats_are_told_by_name() -> None:
    assert format_of("x.csv.gz") == "csv"
    assert format_of("x.csv", "jsonl") == "jsonl"
    assert format_of("-") == "jsonl"
    assert format_of("captures.warc.gz") == format_of("captures.warc") == "warc"


def test_standard_output_takes_json_lines_until_nobody_reads_on(full: Scribe) -> None:
    process = start("export", "-", archive=full.archive.path)
    out, errors = process.communicate(timeout=60)
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, 2, 3]
    assert errors == ""
    assert process.returncode == 0
