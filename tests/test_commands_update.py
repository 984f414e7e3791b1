"""`scrapy update`: which sites, in which order, what befalls one, signals, and its exit status."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.commands.update import Updater, chosen, worst
from newscrawl.site import Site
from tests.conftest import at
from tests.crawling import rows, scrapy, start
from tests.mannered import Answer, page, serve
from tests.test_crawl_stopping import ENDED, wait_until

FILE = """
from newscrawl.site import Site
site = Site(name="{name}", home="{home}", domains=("{host}",))
"""
OPTIONS = ("-s", "DOWNLOAD_DELAY=0.05", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RETRY_TIMES=0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sites"
    made.mkdir()
    return made


def describe(folder: Path, name: str, host: str) -> None:
    (folder / f"{name}.py").write_text(FILE.format(name=name, host=host, home=f"http://{host}/"))


def test_each_site_is_crawled_and_the_worst_end_is_the_status(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    (folder / "broken.py").write_text("site = Site(")
    describe(folder, "a-dead", "127.0.0.1:9")  # the discard port: nothing listens there
    with serve() as site:
        site.pages["/"] = page("/news/1", "/news/2")
        describe(folder, "b-alive", site.host)
        done = scrapy("update", "-s", f"SITES={folder}", *OPTIONS, "-a", "revisit=none", archive=archive)
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "broken.py: line 1 is not valid Python" in lines[0]
    assert len([line for line in lines if "broken.py" in line]) == 1
    assert lines[-1] == "newscrawl: 1 of 2 sites went well; a-dead is unhealthy (status 4)"
    assert rows(archive, "SELECT site, exit_status FROM runs ORDER BY id") == [("a-dead", 4), ("b-alive", 0)]


def test_a_signal_is_passed_on_and_begins_no_further_site(folder: Path, tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(seconds=60)
        describe(folder, "a", site.host)
        describe(folder, "b", "127.0.0.1:9")
        process = start("update", "-s", f"SITES={folder}", *OPTIONS, archive=tmp_path / "archive.db")
        wait_until(lambda: site.asked)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert time.monotonic() - began < ENDED
    assert process.returncode == 130
    assert errors.splitlines() == [
        "newscrawl: a: stopped by SIGTERM; the same command goes on where this run ended",
        "newscrawl: stopped by SIGINT; 1 of 2 sites are left to the next update, which begins there",
    ]
    assert rows(tmp_path / "archive.db", "SELECT site, exit_status FROM runs") == [("a", 143)]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "scrapy probe URL --save NAME"),
        (("ctvnews",), "`scrapy crawl NAME` crawls one site"),
        (("-a", "colour=red"), "unknown argument -a colour=red"),
        (("-a", "colour"), "write -a NAME=VALUE"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder: Path, tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    done = scrapy("update", *args, "-s", f"SITES={folder}", archive=tmp_path / "archive.db")
    assert done.returncode == 2
    assert words in done.stderr.splitlines()[-1]


def test_an_archive_that_cannot_be_used_is_one_line(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    archive.write_bytes(b"no database" * 1000)
    done = scrapy("update", "-s", f"SITES={folder}", archive=archive)
    assert done.returncode == 2
    assert "not a database" in done.stderr.splitlines()[-1]


def test_own_sites_and_bundled_ones_that_were_crawled_are_kept_the_longest_waiting_first(archive: Archive) -> None:
    for minute, name in enumerate(("second", "nobody.example", "bundled", "first")):
        archive.runs.start(name, [Site(name=name, home=f"https://{name}/")], at(minute))
    archive.runs.start("second", [Site(name="second", home="https://second/")], at(30))
    described = {"first", "second", "new", "bundled", "never"}
    begun = archive.runs.last_starts()
    assert chosen(described, {"first", "second", "new"}, begun) == ["new", "bundled", "first", "second"]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([0, 0], 0),
        ([0, 3], 0),  # what another run has is in good hands
        ([3, 3], 3),
        ([0, 4, 3], 4),
        ([4, 2, 0], 2),
        ([4, 2, 1], 1),
        ([0, -9], 1),  # out of memory
        ([0, 143], 1),  # somebody ended one crawl
    ],
)
def test_the_worst_status_is_that_of_all(statuses: list[int], status: int) -> None:
    assert worst(statuses) == status


def test_the_last_line_names_the_sites_that_did_not_go_well() -> None:
    updater = Updater(["a", "b", "c", "d"], [])
    updater.statuses = {"a": 0, "b": -signal.SIGKILL, "c": 3, "d": 143}
    assert updater.told(updater.status(broken=False)) == (
        "1 of 4 sites went well; b was ended by SIGKILL (out of memory?); "
        "c is being crawled by another run (status 3); d was interrupted (status 143)"
    )
    updater.statuses = {"a": 0, "b": 3}
    assert updater.told(updater.status(broken=False)) == ""
    updater.statuses = {"b": 3}
    assert "nothing done" in updater.told(updater.status(broken=False))
