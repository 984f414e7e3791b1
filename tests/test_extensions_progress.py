"""What a terminal shows while a run is under way, and that nothing is left of it."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.archive import Archive
from newscrawl.doors import Written
from newscrawl.extensions.picture import MOST_LEFT, Picture, draw
from newscrawl.extensions.progress import ProgressExtension
from newscrawl.run import Clock, Run
from newscrawl.site import Site
from tests.conftest import Scribe, an_article, at
from tests.crawling import ROOT, environment
from tests.mannered import page, serve


def shown(width: int = 100, **values: object) -> list[str]:
    """The lines of a picture, as a terminal gets them."""
    told = io.StringIO()
    picture = Picture(**{"sites": ["example.org"], "seconds": 0, "counts": {}, **values})  # type: ignore[arg-type]
    Console(file=told, width=width, highlight=False).print(draw(picture))
    return told.getvalue().splitlines()


def test_pages_stories_rate_what_is_left_and_what_it_does_are_shown() -> None:
    counts = {"pages": 1234, "articles_new": 30, "articles_changed": 2, "articles_unchanged": 5, "failed": 1}
    assert shown(seconds=3723, counts=counts, rate=0.96, left=120, now="asking https://example.org/1") == [
        "1:02:03  example.org",
        "  1,234 pages · articles: 30 new, 2 changed, 5 unchanged · 1 failed · 1.0 a second · 120 to ask",
        "  asking https://example.org/1",
    ]


def test_each_of_several_sites_has_a_line() -> None:
    lines = shown(sites=["a", "bb"], counts={"pages": 3}, by_site={"a": {"pages": 1}, "bb": {"pages": 2}})
    assert lines[0] == "0:00:00  a, bb"
    assert lines[2:4] == ["    a   1 pages", "    bb  2 pages"]


def test_what_is_left_is_counted_up_to_a_bound() -> None:
    assert shown(left=MOST_LEFT)[1].endswith("10,000+ to ask")


def test_nothing_from_the_web_moves_the_terminal_and_no_line_wraps() -> None:
    lines = shown(width=40, now="asking http://x/\x1b]0;owned\x07\x9b2J\u202e[bold]" + "y" * 100)
    assert len(lines) == 3
    assert all(len(line) <= 40 and line.isprintable() for line in lines)
    assert "[bold]" in lines[2]


def test_several_sites_are_counted_apart(archive: Archive) -> None:
    sites = [Site(name=name, home=f"https://{name}/", domains=(name,)) for name in ("a.org", "b.org")]
    run = Run(archive=archive, sites=sites, clock=Clock(), id=1, since="")
    for url, outcome in (("https://a.org/1", "new"), ("https://b.org/1", "new"), ("https://b.org/2", "failed")):
        run.count(Written(url, outcome, outcome == "new", None, None, False))
    assert run.counts == {"pages": 3, "articles_new": 2, "failed": 1}
    assert run.by_site == {
        "a.org": {"pages": 1, "articles_new": 1},
        "b.org": {"pages": 2, "articles_new": 1, "failed": 1},
    }


def test_the_ledger_counts_what_a_run_still_has_to_ask(scribe: Scribe) -> None:
    scribe.found("/news/1", "/news/2", "/news/3")
    scribe.read(an_article("/news/1"))
    left = scribe.archive.ledger.left
    assert left("example.org", now=at(0), deep=False, revisit="due", limit=100) == 2
    assert left("example.org", now="2099", deep=False, revisit="due", limit=100) == 3  # all are due by then
    assert left("example.org", now="2099", deep=False, revisit="none", limit=100) == 2
    assert left("example.org", now="2099", deep=True, revisit="due", limit=1) == 1


def test_there_is_no_picture_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with pytest.raises(NotConfigured):
        ProgressExtension.from_crawler(get_crawler())


def test_a_crawl_on_a_terminal_shows_its_progress_then_its_report_and_leaves_the_cursor(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/"] = page("/news/1", "/news/2")
        slowly = ("-s", "DOWNLOAD_DELAY=0.3", "-s", "AUTOTHROTTLE_ENABLED=0", "-L", "INFO")
        command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url={site.home}", *slowly]
        command += ["-s", f"ARCHIVE={tmp_path / 'archive.db'}"]
        ours, theirs = pty.openpty()
        env = {**environment(), "TERM": "xterm"}
        with subprocess.Popen(command, cwd=ROOT, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            told = b"".join(iter(lambda: _read(ours), b"")).decode()
        os.close(ours)
    assert process.returncode == 0
    assert " to ask" in told
    assert f"asking {site.home}" in told
    assert "Spider closed (finished)" in told
    report = told.rindex("The archive is")
    assert told.rindex(" to ask") < report, "the report comes last"
    assert told.rindex("\x1b[?25h") > told.rindex("\x1b[?25l"), "the cursor is there"


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other side was closed
        return b""
