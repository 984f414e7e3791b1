"""A capture that a bad disk has spoilt costs itself alone: crawls, exports, new readings and takedowns go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.captures import Captures, payload_digest
from newscrawl.archive.dictionaries import PAGES
from newscrawl.exceptions import DamagedError
from newscrawl.export import warc
from tests.conftest import Scribe, an_article, at
from tests.crawling import scrapy
from tests.test_archive_captures import capture, page

SPOIL = "UPDATE captures SET body = substr(body, 1, length(body) / 2)"


@pytest.fixture
def captures(archive: Archive) -> Captures:
    assert archive.captures is not None
    return archive.captures


def digest(number: int) -> str:
    return payload_digest(page(number))


def keep(captures: Captures, numbers: range) -> None:
    for number in numbers:
        captures.keep([capture(number)])


def test_damage_is_told_and_no_end_of_the_others(captures: Captures) -> None:
    keep(captures, range(4))
    captures.db.execute(f"{SPOIL} WHERE payload_digest = ?", (digest(1),))
    with pytest.raises(DamagedError, match=f"{digest(1)} is damaged .*: see what `scrapy verify` tells"):
        captures.get(digest(1))
    found = captures.get(digest(2))
    assert found and found.body == page(2)


@pytest.mark.parametrize(
    "damage",
    [
        SPOIL,
        "UPDATE dictionaries SET content = x'00', digest = 'of another'",
        "UPDATE captures SET dictionary_id = NULL",
        "DELETE FROM dictionaries",
    ],
)
def test_new_pages_are_kept_whatever_befell_the_old_ones(captures: Captures, damage: str) -> None:
    keep(captures, range(PAGES))
    assert captures.db.execute("SELECT count(*) FROM dictionaries").fetchone()[0]
    captures.db.execute("PRAGMA foreign_keys=OFF")
    captures.db.execute(damage)
    again = Captures(captures.db)  # the next run
    keep(again, range(100, 100 + 7 * PAGES))
    for number in range(100, 100 + 7 * PAGES):
        found = again.get(digest(number))
        assert found and found.body == page(number)


def test_a_takedown_ends_where_other_captures_are_damaged(captures: Captures) -> None:
    keep(captures, range(PAGES))
    captures.db.execute(f"{SPOIL} WHERE payload_digest IN (?, ?)", (digest(2), digest(5)))
    assert captures.erase([digest(0)]) == 1
    assert captures.get(digest(0)) is None
    for number in (1, 3, 4, 6, 7):
        found = captures.get(digest(number))
        assert found and found.body == page(number)


def test_the_others_are_exported_and_read_again(tmp_path: Path) -> None:
    path, target = tmp_path / "archive.db", tmp_path / "pages.warc"
    archive = Archive(path)
    scribe = Scribe(archive)
    for number in range(3):
        kept = capture(number, url=f"https://example.org/news/{number}", fetched_at=at(number), kind="article")
        scribe.read(an_article(f"/news/{number}", headline=f"Story {number}"), number, capture=kept)
    assert archive.captures
    archive.captures.db.execute(f"{SPOIL} WHERE url LIKE '%/1'")
    problems: list[str] = []
    assert warc.write(archive, target, problem=problems.append) == 2
    assert [digest(1) in problem for problem in problems] == [True]
    with pytest.raises(DamagedError):
        warc.write(archive, tmp_path / "other.warc")
    assert not (tmp_path / "other.warc").exists()
    archive.close()
    done = scrapy("export", str(target), archive=path)
    assert (done.returncode, done.stdout) == (1, f"2 responses written to {target}\n")
    assert done.stderr.startswith("newscrawl: left out: the capture sha256:")
    told = scrapy("reextract", "--all", "--dry-run", archive=path).stdout
    assert "1 captures are damaged" in told
    assert "  https://example.org/news/1" in told
    raw = scrapy("raw", "https://example.org/news/1", archive=path)
    assert (raw.returncode, raw.stdout, raw.stderr.count("\n")) == (2, "", 1)
