"""429 and 503, seen from the server that is asked."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from scrapy.http import Response

from newscrawl import rests as rests_module
from newscrawl.middlewares.patience import retry_after
from newscrawl.rests import Rests
from tests.crawling import HASTE, rows, scrapy, start, stop
from tests.mannered import Answer, Site, page, serve

HTML = {"Content-Type": "text/html"}


def crawl(site: Site, tmp_path: Path, *args: str, timeout: float = 60) -> CompletedProcess[str]:
    args = ("crawl", "news", "-a", f"url={site.home}", *HASTE, *args)
    return scrapy(*args, archive=tmp_path / "archive.db", timeout=timeout)


def refusing(times: int, status: int = 503, **headers: str) -> Callable[[int], Answer]:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda before: Answer(b"", status, fields) if before < times else page()


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured_and_nothing_is_asked_meanwhile(tmp_path: Path, status: int) -> None:
    links = [f"/news/{number}" for number in range(8)]
    with serve() as site:
        site.pages |= {"/": page(*links), **{link: page() for link in links}}
        site.pages["/news/2"] = refusing(1, status, Retry_After="1")
        done = crawl(site, tmp_path, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    assert done.returncode == 0
    refused, again = site.times("/news/2")
    assert 1 <= again - refused < 2.5
    assert not [name for name, at in site.asked if refused < at < refused + 1]
    assert set(links) <= set(site.paths())
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM pages WHERE state = 'failed'") == [0]


def test_what_was_handed_out_already_is_called_back_when_a_host_wants_to_rest(tmp_path: Path) -> None:
    links = [f"/news/{number}" for number in range(6)]
    with serve() as site:
        site.pages |= {"/": page(*links), **{link: page() for link in links}}
        site.pages["/news/2"] = refusing(1, Retry_After="1")
        crawl(site, tmp_path, "-s", "DOWNLOAD_DELAY=0.2", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")
    refused, again = site.times("/news/2")
    assert again - refused >= 1
    assert not [name for name, at in site.asked if refused < at < refused + 1]
    assert sorted(path for path in site.paths() if "/news/" in path) == sorted([*links, "/news/2"])


def test_repeated_refusals_double_the_rest_and_the_row_ends_failed(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/"] = refusing(9)
        crawl(site, tmp_path, "-s", "REFUSAL_REST=0.4")
    first, second, third = site.times("/")
    assert second - first >= 0.4
    assert third - second >= 0.8
    [(state, reason, due)] = rows(
        tmp_path / "archive.db", "SELECT state, reason, due_at FROM pages WHERE kind = 'front'"
    )
    assert (state, reason) == ("failed", "HTTP 503: the server could not answer now")
    assert due


def test_a_host_that_wants_to_rest_for_long_is_not_asked_again(tmp_path: Path) -> None:
    links = [f"/news/{number}" for number in range(5)]
    began = time.monotonic()
    with serve() as site:
        site.pages |= {"/": page(*links), **{link: refusing(9, 429, Retry_After="3600") for link in links}}
        done = crawl(site, tmp_path, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    assert time.monotonic() - began < 20
    assert done.returncode == 4
    assert f"problem: nothing more was asked of {site.host}: HTTP 429: the host wants" in done.stdout
    assert len([path for path in site.paths() if path in links]) == 1
    sql = "SELECT state, reason, due_at IS NOT NULL FROM pages WHERE url LIKE '%/news/_' ORDER BY state"
    (state, reason, due), *others = rows(tmp_path / "archive.db", sql)
    assert (state, due) == ("failed", 1)
    assert reason.startswith("HTTP 429: the host wants to be left alone until 20")
    assert others == [("pending", None, 0)] * 4  # what was not asked is as it was


def crawl_at(clock: str, site: Site, tmp_path: Path) -> CompletedProcess[str]:
    site.asked.clear()
    return crawl(site, tmp_path, "-s", f"CRAWL_CLOCK=2026-03-02T{clock}+00:00")


@pytest.mark.parametrize("path", ["/", "/robots.txt"])
def test_a_rest_outlives_the_run(tmp_path: Path, path: str) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        site.pages |= {"/": page("/news/1"), "/news/1": page(), path: refusing(1, 503, Retry_After="7200")}
        assert crawl_at("06:00:00", site, tmp_path).returncode == 4
        assert path in site.paths()
        [(host, until, seconds)] = rows(archive, "SELECT host, rest_until, rest_seconds FROM hosts")
        assert (host, until[:15], seconds) == (site.host, "2026-03-02T08:0", 7200)
        began = time.monotonic()
        done = crawl_at("07:00:00", site, tmp_path)
        assert time.monotonic() - began < 15
        assert site.asked == []
        assert done.returncode == 4
        assert "HTTP 503: the host wants to be left alone until 2026-03-02T08:0" in done.stdout
        assert rows(archive, "SELECT finish_reason FROM runs") == ["finished"] * 2
        site.pages[path] = Answer(b"", 404) if path == "/robots.txt" else page("/news/1")
        assert crawl_at("08:01:00", site, tmp_path).returncode == 0
        assert "/news/1" in site.paths()
    assert rows(archive, "SELECT host FROM hosts") == []


def test_a_short_rest_is_waited_for_by_the_next_run(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/"] = refusing(1, 503, Retry_After="65")
        crawl(site, tmp_path, "-s", "CRAWL_CLOCK=2026-03-02T06:00:00+00:00", "-s", "CLOSESPIDER_TIMEOUT=1")
        assert site.paths()[-1] == "/"
        began = time.monotonic()
        done = crawl(site, tmp_path, "-s", "CRAWL_CLOCK=2026-03-02T06:01:03+00:00")
    assert done.returncode == 4  # a front page without stories
    assert site.times("/")[1] - began > 1.5
    assert site.paths().count("/") == 2


def test_refusals_without_a_time_double_from_run_to_run(tmp_path: Path) -> None:
    rested = []
    with serve() as site:
        for hour, answer in ((6, Answer(b"", 429)), (7, Answer(b"", 429)), (9, Answer(b"", 429)), (12, page())):
            site.pages["/"] = answer
            clock = f"CRAWL_CLOCK=2026-03-02T{hour:02}:00:00+00:00"
            crawl(site, tmp_path, "-s", clock, "-s", "REFUSAL_REST=900")
            rested.append(rows(tmp_path / "archive.db", "SELECT rest_seconds FROM hosts"))
    assert rested == [[900], [1800], [3600], []]
    assert len(site.times("/")) == 4


def test_what_a_host_asks_for_is_bounded() -> None:
    rests = Rests()
    assert rests.refused("a", 1e12, 2.0) == 30 * 24 * 3600
    rests.resume("b", 20 * 3600.0, 0.0)
    assert rests.refused("b", None, 2.0) == 24 * 3600
    assert not rests.answered("b")
    rests.close("b", "it said so", 60)
    assert not rests.answered("b")  # what was under way when it was closed
    assert rests.refused("b", 50.0, 2.0) == pytest.approx(60, abs=0.1)
    rests.resume("c", 2.0, 0.0)
    assert rests.answered("c")
    assert not rests.answered("c")


def test_other_hosts_go_on_while_one_rests(tmp_path: Path) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    with serve() as one, serve() as two:
        links = [f"/news/2019/11/25/{number}" for number in range(4)]
        # More than the scheduler reads ahead, and all more urgent: they are newer, and listed as stories are.
        many = [f"/news/2026/03/01/{number}" for number in range(70)]
        loose = "".join(f'<p><a href="{link}">part {link}</a></p>' for link in links).encode()
        one.pages |= {"/": page(*many), **{link: page() for link in many}}
        one.pages[many[0]] = refusing(1, Retry_After="4")
        # What it has becomes known while the first one rests, and nothing else is written then.
        two.pages |= {"/": Answer(loose, headers=HTML, seconds=1), **{link: page() for link in links}}
        (sites / "pair.py").write_text(
            "from newscrawl.site import Site\n"
            f"site = Site(name='pair', home='{one.home}', front_pages=('{two.home}',),"
            f" domains=('{one.host}', '{two.host}'))\n"
        )
        clock = "CRAWL_CLOCK=2026-03-02T06:00:00+00:00"
        args = ("crawl", "pair", *HASTE, "-s", f"SITES={sites}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", clock)
        assert scrapy(*args, archive=tmp_path / "archive.db").returncode == 0
    refused, again = one.times(many[0])
    assert 4 <= again - refused < 7
    assert not [name for name, at in one.asked if refused < at < refused + 4]
    assert len([at for name, at in two.asked if "/news/" in name and at < refused + 4]) == len(links)
    assert set(many) <= set(one.paths())


@pytest.mark.parametrize("how", ["rest", "crawl-delay", "robots"])
def test_a_run_that_waits_for_a_host_can_be_stopped_at_once(tmp_path: Path, how: str) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        site.pages["/"] = page("/news/1", "/news/2")
        refusal = Answer(b"", 503, {"Retry-After": "300"})
        if how == "rest":
            site.pages["/"] = refusal
        elif how == "robots":
            site.pages["/robots.txt"] = refusal
        else:
            site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 50\n")
        process = start("crawl", "news", "-a", f"url={site.home}", *HASTE, archive=archive)
        while not site.asked:
            time.sleep(0.05)
        time.sleep(1)
        began = time.monotonic()
        stop(process, signal.SIGTERM)
    assert time.monotonic() - began < 5
    assert process.returncode == 143
    assert len(site.asked) <= 2
    assert rows(archive, "SELECT state FROM pages WHERE url LIKE '%/'") == ["pending"]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT", "Date": "Wed, 21 Oct 2015 07:28:00 GMT"}, 30),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:30 GMT"}, 0),  # long past
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "9" * 400}, 999_999_999_999),
        ({}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(Response("https://example.org/", headers=headers)) == seconds


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets seconds pass for what rests, and none for the tests."""
    now = [1000.0]
    monkeypatch.setattr(rests_module, "monotonic", lambda: now[0])
    return lambda seconds: now.append(now.pop() + seconds)


def test_what_was_under_way_when_a_rest_began_doubles_nothing(passes: Callable[[float], None]) -> None:
    rests = Rests()
    assert rests.refused("a", 1.0, 2.0) == 1.0
    passes(0.25)
    assert rests.refused("a", 0.5, 2.0) == 0.75
    assert rests.left("b") == 0
    passes(0.75)
    assert rests.left("a") == 0
    assert rests.refused("a", 1.0, 2.0) == 2.0


def test_a_host_that_is_left_alone_for_long_is_asked_again_after_that(passes: Callable[[float], None]) -> None:
    rests = Rests()
    rests.close("a", "it said so", 3600.0)
    assert rests.closed("a") == "it said so"
    assert rests.closed("b") is None
    passes(3601.0)
    assert rests.closed("a") is None
