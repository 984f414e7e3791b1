"""A run that is asked to stop ends within seconds, whatever its servers do, and leaves the rest in the ledger."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newscrawl.exceptions import StoppedError
from newscrawl.extensions.ending import GRACE
from newscrawl.reading.workers import ReaderPool
from newscrawl.site import Site
from tests.conftest import Scribe, an_article
from tests.crawling import ROOT, command, environment, python, rows, start, stop
from tests.mannered import Answer, page, serve

QUICK = ("-s", "DOWNLOAD_DELAY=0.05", "-s", "AUTOTHROTTLE_ENABLED=0")
ENDED = GRACE + 20
"""Seconds in which a run has to end, on a busy machine; nothing here would end by itself for a minute."""


def wait_until(true: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(sqlite3.OperationalError):  # the file, or the table, may not be there yet
            if true():  # type: ignore[operator]
                return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def test_a_page_and_a_robots_txt_that_hang_hold_up_no_end(tmp_path: Path) -> None:
    with serve() as slow, serve() as silent:
        slow.pages |= {"/": page("/news/1", "/news/2"), "/news/1": Answer(seconds=60), "/news/2": Answer(seconds=60)}
        silent.pages["/robots.txt"] = Answer(seconds=60)
        runs = [
            (start("crawl", "news", "-a", f"url={site.home}", *QUICK, archive=tmp_path / f"{site.port}.db"), site, *how)
            for site, how in ((slow, (signal.SIGTERM, 143)), (silent, (signal.SIGINT, 130)))
        ]
        wait_until(lambda: any("/news/" in path for path in slow.paths()) and silent.asked)
        began = time.monotonic()
        for process, _, number, _ in runs:
            process.send_signal(number)
        for process, site, _, status in runs:
            _, errors = process.communicate(timeout=30)
            assert process.returncode == status
            assert "Traceback" not in errors
            assert rows(tmp_path / f"{site.port}.db", "SELECT finish_reason, exit_status, problems FROM runs") == [
                ("shutdown", status, "[]")
            ]
        assert time.monotonic() - began < ENDED
    # What was cut off is as it was, and costs the next run no attempt.
    asked = "SELECT count(*) FROM pages WHERE state = 'pending' AND attempts = 0 AND url LIKE '%/news/%'"
    assert rows(tmp_path / f"{slow.port}.db", asked) == [2]
    assert rows(tmp_path / f"{silent.port}.db", "SELECT state, attempts FROM pages") == [("pending", 0)]


SLOW_NAMES = """
import socket, sys, time

known = socket.getaddrinfo


def slow(host, *args, **named):
    if host == "slow.example.com":
        print("asked", flush=True)
        time.sleep(60)
    return known(host, *args, **named)


socket.getaddrinfo = slow

from scrapy.cmdline import execute

execute(["scrapy", *sys.argv[1:]])
"""


def test_a_name_server_that_does_not_answer_holds_up_no_end_when_the_terminal_is_closed(tmp_path: Path) -> None:
    args = command("crawl", "news", "-a", "url=http://slow.example.com/", archive=tmp_path / "archive.db")[3:]
    with subprocess.Popen(  # Twisted holds on to the function as it loads
        [sys.executable, "-c", SLOW_NAMES, *args], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        began = time.monotonic()
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=50)
        assert time.monotonic() - began < ENDED
    assert process.returncode == 129


SLOW_LEARNING = """
import asyncio, sys
from newscrawl.spiders.news import NewsSpider


async def learn(self, seconds):
    print("learning", flush=True)
    while not self.run.stopped_by:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)


NewsSpider.learn = learn

from scrapy.cmdline import execute

execute(["scrapy", *sys.argv[1:]])
"""


def test_a_signal_while_the_run_learns_at_its_end_leaves_the_end_booked(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        site.pages["/"] = page("/news/1")
        args = command("crawl", "news", "-a", f"url={site.home}", *QUICK, archive=archive)[3:]
        with python("-c", SLOW_LEARNING, *args) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "learning\n"
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=50)
    assert process.returncode == 143
    assert rows(archive, "SELECT finish_reason, exit_status FROM runs") == [("finished", 143)]


def test_a_second_signal_ends_a_run_at_once(tmp_path: Path) -> None:
    with serve() as site:
        site.pages |= {"/robots.txt": Answer(seconds=60)}
        process = start("crawl", "news", "-a", f"url={site.home}", *QUICK, archive=tmp_path / "archive.db")
        wait_until(lambda: site.asked)
        process.send_signal(signal.SIGINT)
        time.sleep(1.2)  # two signals within a second are one wish
        _, errors = stop(process, signal.SIGINT)
    assert process.returncode == 130
    assert "the same command goes on" in errors.splitlines()[-1]
    assert rows(tmp_path / "archive.db", "SELECT finish_reason FROM runs") == [None]


def test_a_time_limit_holds_while_a_host_rests_and_the_rest_waits(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/"] = Answer(status=503, headers={"Retry-After": "120"})
        limit = ("-s", "CLOSESPIDER_TIMEOUT=2")
        process = start("crawl", "news", "-a", f"url={site.home}", *QUICK, *limit, archive=tmp_path / "archive.db")
        wait_until(lambda: site.times("/"))
        began = time.monotonic()
        process.communicate(timeout=50)
        assert time.monotonic() - began < 2 + ENDED
    assert process.returncode == 4  # its front page was not read
    assert site.paths() == ["/robots.txt", "/"]
    assert rows(tmp_path / "archive.db", "SELECT finish_reason FROM runs") == ["closespider_timeout"]
    assert rows(tmp_path / "archive.db", "SELECT state, attempts FROM pages WHERE kind = 'front'") == [("pending", 0)]


def test_looking_for_copies_stops_when_it_is_told(scribe: Scribe) -> None:
    for number in range(3):
        scribe.read(an_article(f"/news/{number}", headline=f"Council votes to rebuild pier {number}"))
    scribe.archive.db.conn.execute("INSERT INTO unplaced (article_id) SELECT id FROM articles WHERE true"
                                   " ON CONFLICT DO NOTHING")  # fmt: skip
    assert not scribe.archive.place_rest(60, stopped=lambda: True)
    assert scribe.all("SELECT count(*) FROM unplaced") == [3]
    assert scribe.archive.place_rest(60)


def test_a_page_that_is_being_read_is_left_as_it_was_when_the_readers_are_closed() -> None:
    readers = ReaderPool()
    site = Site(name="example.org", home="https://example.org/", domains=("example.org",))

    async def read() -> None:
        body = b"<p>" * 200_000  # it takes a while
        reading = asyncio.ensure_future(readers.read(body, "https://example.org/1", site=site))
        await asyncio.sleep(0.05)
        await asyncio.to_thread(readers.close)
        with pytest.raises(StoppedError):
            await reading
        with pytest.raises(StoppedError):
            await readers.read(body, "https://example.org/1", site=site)

    asyncio.run(read())
