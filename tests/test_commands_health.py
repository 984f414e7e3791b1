"""`scrapy health`, and the bars of `scrapy runs`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.archive import Archive, Seen
from newscrawl.printing import plain, sparkline
from newscrawl.site import Site
from tests.conftest import Scribe, an_article
from tests.crawling import scrapy

NOW = datetime.now(UTC).isoformat(timespec="milliseconds")
HOSTILE = 'quiet\x1b[2J "site"'


@pytest.fixture
def archive_file(tmp_path: Path) -> Path:
    """A healthy site, and one with a hostile name and a problem."""
    path = tmp_path / "archive.db"
    archive = Archive(path, keep_raw=False)
    scribe = Scribe(archive)
    scribe.read(an_article(date_published=NOW), 1)
    archive.runs.finish(scribe.run_id, at=NOW, reason="finished", status=0, counts={"articles_new": 3}, problems=[])
    other = Site(name=HOSTILE, home="https://q.test/", domains=("q.test",))
    for new in (0, 8):
        run_id, _ = archive.runs.start("quiet", [other], NOW)
        finding = {"monitor": "quiet", "text": "no new story", "since": NOW, "since_run": 1}
        seen = [Seen(run_id, HOSTILE, NOW, True, {}, [], [finding])]
        archive.runs.finish(run_id, at=NOW, reason="finished", status=4, counts={"articles_new": new},
                            problems=["no new story for 3 days\x1b[31m"], seen=seen)  # fmt: skip
    archive.close()
    return path


def test_sites_are_told_in_a_line_each_and_their_problems_below(archive_file: Path) -> None:
    done = scrapy("health", archive=archive_file)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].endswith("newest story      a day  last 14 days")
    assert lines[2].split()[0] == "example.org"
    assert lines[2].endswith("0.1    ·············█")
    assert lines[3].startswith('quiet [2J "site"')
    assert lines[-1] == 'problem in run 3: quiet [2J "site": no new story for 3 days [31m'


def test_json_is_an_object_a_line(archive_file: Path) -> None:
    done = scrapy("health", "--json", "--days", "2", archive=archive_file)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["site"], first["exit_status"], first["days"], first["problems"]) == ("example.org", 0, [0, 1], [])
    assert (second["site"], second["findings"][0]["monitor"]) == (HOSTILE, "quiet")
    assert "\x1b" not in done.stdout


def test_metrics_are_in_the_text_format(archive_file: Path) -> None:
    told = scrapy("health", "--prometheus", archive=archive_file).stdout.splitlines()
    assert 'newscrawl_problems{site="example.org"} 0' in told
    assert 'newscrawl_problems{site="quiet [2J \\"site\\""} 1' in told
    since = datetime.fromisoformat(NOW).timestamp()
    assert (
        f'newscrawl_finding_since_timestamp_seconds{{site="quiet [2J \\"site\\"",monitor="quiet"}} {since:.15g}' in told
    )
    names = [line.split()[2] for line in told if line.startswith("# TYPE")]
    assert all(line.startswith((*names, "#")) for line in told)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("now",), "it takes no arguments"),
        (("--days", "0"), "--days takes a number from 1 to 366"),
        (("--json", "--prometheus"), "choose one of --json and --prometheus"),
        (("--site", "exampel.org"), "the archive knows no site 'exampel.org'"),
    ],
)
def test_wrong_usage_is_told(archive_file: Path, arguments: tuple[str, ...], words: str) -> None:
    done = scrapy("health", *arguments, archive=archive_file)
    assert done.returncode == 2
    assert words in done.stderr


def test_an_archive_that_has_seen_nothing_is_no_error(tmp_path: Path) -> None:
    Archive(tmp_path / "archive.db").close()
    for form in ((), ("--json",), ("--prometheus",)):
        done = scrapy("health", *form, archive=tmp_path / "archive.db")
        assert (done.returncode, done.stderr) == (0, "")


def test_runs_show_how_many_articles_were_new(archive_file: Path) -> None:
    lines = scrapy("runs", archive=archive_file).stdout.splitlines()
    start = lines.index("new articles, run by run")
    assert lines[start + 2].split() == ["example.org", "█", "3", "to", "3"]
    assert lines[start + 3].endswith("·█  0 to 8")
    assert "\x1b" not in "".join(lines)


def test_bars_are_as_high_as_their_numbers() -> None:
    assert sparkline([0, 1, 4, 8]) == "·▁▄█"
    assert (sparkline([]), sparkline([0, 0]), sparkline([0.001, 1000])) == ("", "··", "▁█")


def test_nothing_that_turns_a_line_around_is_plain() -> None:
    assert plain("a\u202eb\r\nc\x9b1m") == "a b c 1m"
