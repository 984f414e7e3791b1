"""What a run costs when it is killed, stopped, doubled, or given something that it cannot use."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.newsroom import build
from newscrawl.demo.server import serve
from tests.crawling import HASTE, rows, scrapy, start, state, stop

HOME = "http://newsroom.test/"
CRAWL = ("crawl", "news", "-a", f"url={HOME}", "-a", "backfill=1", *HASTE)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Any]:
    with serve(build("small")) as served:
        yield served


@pytest.fixture(scope="module")
def undisturbed(newsroom: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    archive = tmp_path_factory.mktemp("undisturbed") / "archive.db"
    assert scrapy(*CRAWL, archive=archive, proxy=newsroom.proxy_url).returncode == 0
    return state(archive)


def wait_for(archive: Path, sql: str) -> None:
    """Wait until a query over an archive that is being written gives something true."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(sqlite3.OperationalError):  # the file, or the table, may not be there yet
            if all(rows(archive, sql)):
                return
        time.sleep(0.02)
    raise AssertionError(f"{archive} never came to {sql}")


def wait_for_an_article(archive: Path) -> None:
    wait_for(archive, "SELECT count(*) FROM articles")


def test_a_crawl_killed_ten_times_ends_like_one_that_was_not(
    newsroom: Any, undisturbed: dict[str, list[Any]], tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    moments = random.Random(7)  # noqa: S311
    for run in range(10):
        process = start(*CRAWL, archive=archive, proxy=newsroom.proxy_url)
        wait_for(archive, f"SELECT count(*) > {run} FROM runs")
        time.sleep(moments.uniform(0, 1))
        stop(process, signal.SIGKILL)
    assert scrapy(*CRAWL, archive=archive, proxy=newsroom.proxy_url).returncode == 0
    assert state(archive) == undisturbed
    assert rows(archive, "PRAGMA integrity_check") == ["ok"]
    assert "killed" in rows(archive, "SELECT finish_reason FROM runs")


def test_no_process_outlives_a_killed_crawl(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    process = start(*CRAWL, archive=archive, proxy=newsroom.proxy_url)
    wait_for_an_article(archive)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert children
    stop(process, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_stopped_run_commits_what_it_has_and_says_by_what(
    newsroom: Any, tmp_path: Path, number: int, status: int
) -> None:
    archive = tmp_path / "archive.db"
    slow = ("-s", "DOWNLOAD_DELAY=0.2", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    process = start(*CRAWL, *slow, archive=archive, proxy=newsroom.proxy_url)
    wait_for_an_article(archive)
    began = time.monotonic()
    out, _ = stop(process, number)
    assert time.monotonic() - began < 10
    assert process.returncode == status
    assert "the same command goes on" in out
    assert rows(archive, "SELECT finish_reason, exit_status FROM runs") == [("shutdown", status)]


def test_a_limit_that_was_asked_for_is_success_and_the_rest_waits(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    done = scrapy(*CRAWL, "-s", "CLOSESPIDER_PAGECOUNT=10", archive=archive, proxy=newsroom.proxy_url)
    assert done.returncode == 0
    assert rows(archive, "SELECT count(*) > 0 FROM pages WHERE state = 'pending'") == [1]


def test_a_second_run_of_the_same_site_does_nothing(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    slow = ("-s", "DOWNLOAD_DELAY=0.3", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    first = start(*CRAWL, *slow, archive=archive, proxy=newsroom.proxy_url)
    wait_for_an_article(archive)
    asked, began = len(newsroom.newsroom.requests), time.monotonic()
    second = scrapy(*CRAWL, archive=archive, proxy=newsroom.proxy_url)
    assert second.returncode == 3
    assert f"process {first.pid}, since" in second.stderr.splitlines()[-1]
    # The first goes on at its pace, the second asks nothing.
    assert len(newsroom.newsroom.requests) - asked < (time.monotonic() - began) / 0.15 + 2
    stop(first, signal.SIGTERM)
    assert rows(archive, "SELECT count(*) FROM runs") == [1]


def test_two_sites_are_crawled_into_one_archive_at_once(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    running = [
        start("crawl", "news", "-a", f"url={newsroom.newsroom.home(host)}", "-a", "backfill=1", *HASTE,
              archive=archive, proxy=newsroom.proxy_url)
        for host in newsroom.newsroom.hosts
    ]  # fmt: skip
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    expected = {host: len(newsroom.newsroom.truth(host)) for host in newsroom.newsroom.hosts}
    assert dict(rows(archive, "SELECT site, count(*) FROM articles GROUP BY 1")) == expected


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["crawl", "nosuch"], "there is no spider 'nosuch'"),
        (["crawl", "news"], "-a url=https://example.org/"),
        (["crawl", "news", "-a", "url=javascript:alert(1)"], "is not a web address"),
        (["crawl", "news", "-a", "url=nonsense"], "is not a web address"),
        (["crawl", "news", "-a", f"url={HOME}", "-a", "revisit=maybe"], "allowed are due, all, none"),
        (
            ["crawl", "news", "-a", f"url={HOME}", "-a", "colour=red"],
            "allowed are url, urls, since, until, sections, backfill, revisit",
        ),
        (["crawl", "news", "-a", "urls=/nonexistent"], "cannot be read"),
        (["crawl", "news", "-a", f"url={HOME}", "-s", "CRAWL_CLOCK=noon"], "give a time, 2024-04-17T15:07:00+00:00"),
        (["crawl", "warc", "-a", "files=/nonexistent.warc.gz"], "there is no file"),
        (["search", "x"], "there is no archive"),
        (["runs"], "there is no archive"),
        (["crawl", "news", "-a", f"url={HOME}", "-a", "since=April"], "write it as 2024-04-17"),
        (["crawl", "news", "-a", f"url={HOME}", "-a", "since=2024-02-01", "-a", "until=2024-01-01"], "swap them"),
        (["retry"], "name one address, or --failed"),
        (["forget", HOME], "there is no archive"),
    ],
)
def test_wrong_usage_ends_with_one_line_that_names_the_cure(tmp_path: Path, args: list[str], words: str) -> None:
    done = scrapy(*args, archive=tmp_path / "archive.db")
    assert done.returncode == 2
    assert words in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_archive_ends_the_run_before_it_asks_anything(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    archive.write_bytes(b"no database" * 1000)
    asked = len(newsroom.newsroom.requests)
    done = scrapy(*CRAWL, archive=archive, proxy=newsroom.proxy_url)
    assert done.returncode == 2
    assert "not a database" in done.stderr.splitlines()[-1]
    assert archive.read_bytes() == b"no database" * 1000
    assert len(newsroom.newsroom.requests) == asked


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = scrapy(*CRAWL, archive=tmp_path / "archive.db")
    assert done.returncode == 2
    assert "writable" in done.stderr.splitlines()[-1]


def test_a_site_that_does_not_answer_is_no_success(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    url = "url=http://127.0.0.1:9/"  # the discard port: nothing listens there
    done = scrapy("crawl", "news", "-a", url, "-s", "RETRY_TIMES=0", *HASTE, archive=archive)
    assert done.returncode == 4
    assert "the front page of 127.0.0.1:9 could not be read" in done.stdout
    assert rows(archive, "SELECT state, reason LIKE 'the server refused%' FROM pages WHERE kind = 'front'") == [
        ("failed", 1)
    ]


def test_a_broken_site_file_is_one_line_and_stops_nothing(tmp_path: Path) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    (sites / "broken.py").write_text("site = Site(name=")
    (sites / "mine.py").write_text(
        "from newscrawl.site import Site\n"
        "site = Site(name='mine', home='https://mine.example/', domains=('mine.example',))\n"
    )
    done = scrapy("list", "-s", f"SITES={sites}", archive=tmp_path / "archive.db")
    assert done.returncode == 0
    assert "mine" in done.stdout.split()
    assert [line for line in done.stderr.splitlines() if "broken.py" in line]
    assert len(done.stderr.strip().splitlines()) == 1


def test_only_the_named_articles_of_a_list_are_asked(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    wanted = [story.url for story in newsroom.newsroom.truth("newsroom.test")][:3]
    wanted += [story.url for story in newsroom.newsroom.truth("gazette.test")][:2]
    listed = tmp_path / "addresses.txt"
    listed.write_text("# mine\n" + "\n\n".join(wanted) + "\n")
    args = ("crawl", "news", "-a", f"urls={listed}", *HASTE)
    done = scrapy(*args, archive=archive, proxy=newsroom.proxy_url)
    assert done.returncode == 0
    assert sorted(rows(archive, "SELECT url FROM articles")) == sorted(wanted)
    assert rows(archive, "SELECT count(*) FROM pages WHERE kind = 'article'") == [5]
    visits = rows(archive, "SELECT count(*) FROM visits")
    scrapy(*args, archive=archive, proxy=newsroom.proxy_url)
    assert rows(archive, "SELECT count(*) FROM visits") == visits  # known and not due


def test_a_range_of_days_is_kept_and_the_rest_waits_for_a_run_that_wants_it(
    newsroom: Any, undisturbed: dict[str, list[Any]], tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    wanted = ("-a", "since=2024-04-01", "-a", "until=2024-04-10")
    done = scrapy(*CRAWL, *wanted, archive=archive, proxy=newsroom.proxy_url)
    assert (done.returncode, done.stderr) == (0, "")
    days = {
        story.url: datetime.fromisoformat(story.date_published).astimezone(UTC).date().isoformat()
        for story in newsroom.newsroom.truth("newsroom.test")
    }
    assert set(rows(archive, "SELECT url FROM articles")) == {
        url for url, day in days.items() if "2024-04-01" <= day <= "2024-04-10"
    }
    assert rows(archive, "SELECT count(*) > 0 FROM pages WHERE reason LIKE 'published 2024-%, outside of since=%'") == [
        1
    ]
    assert scrapy(*CRAWL, archive=archive, proxy=newsroom.proxy_url).returncode == 0
    assert state(archive)["articles"] == undisturbed["articles"]


def test_sections_are_those_of_addresses(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    args = (*CRAWL, "-a", "sections=world,/business/")
    assert scrapy(*args, archive=archive, proxy=newsroom.proxy_url).returncode == 0
    stories = set(rows(archive, "SELECT url FROM articles"))
    urls = {story.url for story in newsroom.newsroom.truth("newsroom.test")}
    assert {url for url in urls if "/world/" in url or "/business/" in url} <= stories
    assert len(stories) < len(urls)
    asked = rows(archive, "SELECT url FROM pages WHERE kind = 'section' AND visited_at IS NOT NULL")
    assert all("/world/" in url or "/business/" in url for url in asked)


def test_the_clock_of_a_run_can_be_set(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    args = (*CRAWL, "-s", "CRAWL_CLOCK=2024-04-18T06:00:00+00:00", "-s", "CLOSESPIDER_PAGECOUNT=5")
    assert scrapy(*args, archive=archive, proxy=newsroom.proxy_url).returncode == 0
    assert {stamp[:13] for stamp in rows(archive, "SELECT at FROM visits")} == {"2024-04-18T06"}
