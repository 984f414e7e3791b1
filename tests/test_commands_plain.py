"""Commands over an archive end in one line and a status, whatever they meet."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.commands.runs import Command as Runs
from newscrawl.site import Site
from tests.commanding import run
from tests.conftest import Scribe, an_article
from tests.crawling import rows, scrapy, start

PIER = "https://example.org/news/pier"


@pytest.fixture
def archive_file(tmp_path: Path) -> Path:
    """An archive with a story in two versions."""
    path = tmp_path / "archive.db"
    archive = Archive(path, keep_raw=False)
    scribe = Scribe(archive)
    scribe.read(an_article(), 1)
    scribe.read(an_article(headline="Council scraps pier"), 15)
    archive.close()
    return path


def spoil(path: Path, table: str) -> None:
    """Overwrite the first page of a table with noise, as a bad disk does."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = db.execute("PRAGMA page_size").fetchone()
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(random.Random(1).randbytes(300))


@pytest.mark.parametrize(
    ("table", "arguments"),
    [
        ("articles", ("search", "pier")),
        ("revisions", ("changes", "--since", "2024-01-01")),
        ("aliases", ("diff", PIER)),
        ("articles", ("export", "-")),
        ("runs", ("runs",)),
        ("pages", ("retry", "--failed")),
        ("pages", ("forget", PIER)),
        ("aliases", ("erase", PIER, "--reason", "on request")),
        ("revisions", ("reextract",)),
        ("aliases", ("raw", PIER)),
    ],
)
def test_damage_that_a_command_meets_is_one_line(archive_file: Path, table: str, arguments: tuple[str, ...]) -> None:
    Archive(archive_file).close()  # with an empty file of captures
    spoil(archive_file, table)
    done = scrapy(*arguments, archive=archive_file)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"newscrawl: the archive {archive_file} cannot be used")
    assert done.stderr.count("\n") == 1
    assert "scrapy verify" in done.stderr


def test_a_reader_of_a_pipe_that_has_seen_enough_is_no_error(archive_file: Path) -> None:
    process = start("search", "council", archive=archive_file)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert (process.stderr.read(), process.wait(60)) == ("", 0)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no device that is always full")
def test_output_that_finds_no_room_is_one_line(
    archive_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", full)
        assert run(Runs(), archive=archive_file) == 1
    assert capsys.readouterr().err == "newscrawl: the output cannot be written or read: No space left on device\n"


def test_a_closed_output_is_no_error(archive_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for name in ("stdout", "stderr"):
            patch.setattr(sys, name, None)
        assert run(Runs(), archive=archive_file) == 0
        sys.stdout.close()
        sys.stderr.close()


def test_ctrl_c_is_one_line_and_130(archive_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newscrawl.commands.backup.backup", interrupted)
    done = scrapy("backup", str(archive_file.with_name("copy.db")), archive=archive_file)
    assert (done.returncode, done.stderr) == (130, "newscrawl: interrupted\n")


@pytest.mark.parametrize(
    "arguments", [("search", "pier"), ("changes",), ("export", "{}"), ("export", "{}.warc"), ("runs",), ("reextract",)]
)
def test_a_site_that_is_not_there_is_told_and_nothing_is_written(
    archive_file: Path, arguments: tuple[str, ...]
) -> None:
    Archive(archive_file).close()
    kept = archive_file.with_name("kept.jsonl")
    kept.write_text("what was exported before\n")
    done = scrapy(*(a.format(kept) for a in arguments), "--site", "exampel.org", archive=archive_file)
    assert done.returncode == 2
    assert "the archive knows no site 'exampel.org'; it has example.org" in done.stderr
    assert kept.read_text() == "what was exported before\n"


@pytest.mark.parametrize("number", ["0", "-3"])
@pytest.mark.parametrize("name", [("search", "pier"), ("runs",)])
def test_a_number_that_asks_for_nothing_is_wrong_usage(archive_file: Path, name: tuple[str, ...], number: str) -> None:
    done = scrapy(*name, "-n", number, archive=archive_file)
    assert (done.returncode, "-n takes a number from 1 on" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "spelling",
    [f"{PIER}/", "http://example.org/news/pier", "https://www.example.org/News/Pier", f"{PIER}?utm_source=x#top"],
)
def test_a_story_is_erased_whatever_the_spelling_of_its_address(archive_file: Path, spelling: str) -> None:
    assert f"{PIER}\n- version 1" in scrapy("diff", spelling, archive=archive_file).stdout
    done = scrapy("erase", spelling, "--reason", "on request", archive=archive_file)
    assert done.stdout.startswith(f"erased: {PIER}\n")
    assert rows(archive_file, "SELECT url, status, headline FROM articles") == [(PIER, "erased", "")]


def test_a_spelling_of_two_stories_is_no_choice(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    archive = Archive(path, keep_raw=False)
    scribe = Scribe(archive)
    scribe.read(an_article("/News/Pier", headline="One"), 1)
    scribe.read(an_article("/news/pier/", headline="Other", article_body="Another story. " * 30), 2)
    archive.close()
    done = scrapy("erase", PIER, "--reason", "on request", archive=path)
    assert done.returncode == 2
    assert "name one of them: https://example.org/News/Pier, https://example.org/news/pier/" in done.stderr
    assert rows(path, "SELECT count(*) FROM articles WHERE status = 'live'") == [2]


def test_erase_says_where_there_was_no_story(archive_file: Path) -> None:
    done = scrapy("erase", "https://example.org/news/quay", "--reason", "on request", archive=archive_file)
    assert done.stdout.startswith("there was no story to erase at https://example.org/news/quay\n")
    assert "not asked any more: https://example.org/news/quay" in done.stdout


@pytest.mark.parametrize("name", ["retry", "forget"])
def test_an_address_that_the_ledger_spells_otherwise_is_named(archive_file: Path, name: str) -> None:
    done = scrapy(name, f"{PIER}/", archive=archive_file)
    assert f"the ledger does not know {PIER}/; it knows {PIER}" in done.stderr


def test_runs_of_a_site_are_those_that_covered_it_with_others_too(archive_file: Path) -> None:
    archive = Archive(archive_file, keep_raw=False)
    sites = [Site(name=name, home=f"https://{name}/", domains=(name,)) for name in ("a.test", "b.test")]
    archive.runs.start("demo", sites, "2024-04-17T12:00:00.000+00:00")
    archive.close()
    told = scrapy("runs", "--site", "b.test", "--json", archive=archive_file).stdout
    assert [json.loads(line)["site"] for line in told.splitlines()] == ["a.test, b.test"]


def test_pages_that_were_never_kept_are_not_exported_as_an_empty_file(archive_file: Path) -> None:
    target = archive_file.with_name("pages.warc.gz")
    done = scrapy("export", str(target), archive=archive_file)
    assert (done.returncode, "the archive has no raw pages" in done.stderr) == (2, True)
    assert not target.exists()
