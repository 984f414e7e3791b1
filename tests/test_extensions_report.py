"""What a run says where nobody looks on: nothing when all went well, a paragraph on trouble."""

from __future__ import annotations

import logging
import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archive import Archive
from newscrawl.commands.crawl import _without_traceback
from newscrawl.demo.newsroom import build
from newscrawl.demo.server import serve
from newscrawl.extensions.report import trouble
from newscrawl.run import Clock, Run
from newscrawl.site import Site
from tests.crawling import HASTE, ROOT, command, environment, rows, scrapy

HOME = "http://newsroom.test/"
QUIET = ("crawl", "news", "-a", f"url={HOME}", *HASTE, "-s", "REPORT=auto")


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Any]:
    with serve(build("small")) as served:
        yield served


def crawl(archive: Path, proxy: str, *, bytes_at_most: int) -> subprocess.CompletedProcess[str]:
    """A crawl as cron starts it; `bytes_at_most`: of any file that it writes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_at_most, bytes_at_most))

    return subprocess.run(
        command(*QUIET, archive=archive),
        cwd=ROOT, env=environment(proxy), capture_output=True, text=True, timeout=90, check=False, preexec_fn=limit,
    )  # fmt: skip


def a_run(archive: Archive, count: int = 1, **ended: Any) -> Run:
    """A run that is over."""
    names = ["example.org", "b.example", "c.example", "d.example"][:count]
    sites = [Site(name=name, home=f"https://{name}/") for name in names]
    run = Run(archive=archive, sites=sites, clock=Clock(), id=1, since="")
    for name, value in {"finish_reason": "finished", "exit_status": 0, **ended}.items():
        setattr(run, name, value)
    return run


def test_a_run_that_went_well_says_nothing(newsroom: Any, tmp_path: Path) -> None:
    proxy = newsroom.proxy_url
    done = scrapy(*QUIET, "-s", "CLOSESPIDER_PAGECOUNT=12", archive=tmp_path / "archive.db", proxy=proxy)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert rows(tmp_path / "archive.db", "SELECT count(*) > 0 FROM articles") == [1]


def test_a_disk_that_refuses_is_a_paragraph_that_ends_with_what_to_do(newsroom: Any, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    done = crawl(archive, newsroom.proxy_url, bytes_at_most=700_000)
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("newscrawl: newsroom.test: ended before its time (archive_error, status 1)")
    assert f"The archive is {archive}." in lines[1]
    assert lines[-1] == (
        f"newscrawl: the disk that holds {archive} takes no more (full, over a quota or at fault): "
        "free some space and run the same command again"
    )
    assert "Traceback" not in done.stderr


def test_trouble_is_nothing_where_all_is_well(archive: Archive) -> None:
    assert trouble(a_run(archive)) == ""
    assert trouble(a_run(archive, finish_reason="closespider_timeout")) == ""


def test_an_unhealthy_run_tells_its_problems_and_the_commands_to_look_closer(archive: Archive) -> None:
    text = trouble(a_run(archive, exit_status=4, problems=["no news"], counts={"pages": 3, "articles_new": 1}))
    option = f"-s ARCHIVE={archive.path}"
    assert text.splitlines() == [
        "newscrawl: example.org: finished, but something is wrong (status 4).",
        "  problem: no news",
        f"  This run: articles new 1, pages 3. The archive is {archive.path}. Look closer:",
        f"    scrapy runs {option} --site example.org",
        "    scrapy probe https://example.org/",
    ]


def test_an_interrupted_run_is_one_line(archive: Archive) -> None:
    assert trouble(a_run(archive, exit_status=143, stopped_by=signal.SIGTERM)) == (
        "newscrawl: example.org: stopped by SIGTERM; the same command goes on where this run ended"
    )


def test_a_run_over_many_sites_names_some(archive: Archive) -> None:
    text = trouble(a_run(archive, 4, exit_status=1, finish_reason="shutdown"))
    assert text.startswith("newscrawl: example.org, b.example, c.example, 1 more: ended before its time (shutdown")
    assert "nothing could be asked" in text
    assert "--site" not in text


def test_an_error_in_the_log_is_one_line() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "reading %s", ("page",), (ValueError, error, None))
    assert _without_traceback(record)
    assert logging.Formatter().format(record) == "reading page: ValueError: two lines"
