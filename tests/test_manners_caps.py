"""How much is asked of a host at a time, and how often, measured where it counts: at the server."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.crawling import HASTE, scrapy
from tests.mannered import Answer, Site, page, serve


def slow(answer: Answer) -> Answer:
    answer.seconds = 0.06
    return answer


def once(first: Answer, then: Answer) -> Callable[[int], Answer]:
    return lambda before: slow(then if before else first)


def moved(to: str, **headers: str) -> Answer:
    return Answer(b"", 302, {"Location": to, **{name.replace("_", "-"): value for name, value in headers.items()}})


def fill(site: Site, other: Site) -> list[str]:
    """Pages of every kind that makes a crawler ask again; their paths."""
    numbers = range(6)
    site.pages |= {f"/news/plain-{n}": slow(page()) for n in numbers}
    site.pages |= {f"/news/target-{n}": slow(page()) for n in numbers}
    site.pages |= {f"/news/retry-{n}": once(Answer(b"", 502), page()) for n in numbers}
    site.pages |= {f"/news/refused-{n}": once(Answer(b"", 503, {"Retry-After": "0"}), page()) for n in numbers}
    site.pages |= {f"/news/moved-{n}": slow(moved(f"/news/target-{n}")) for n in numbers}
    site.pages |= {f"/news/away-{n}": slow(moved(f"{other.home}news/target-{n}")) for n in numbers}
    site.pages |= {f"/news/cookie-{n}": once(moved(f"/news/cookie-{n}", Set_Cookie=f"c{n}=1"), page()) for n in numbers}
    links = [path for path in site.pages if "target" not in path]
    site.pages["/"] = page(*links)
    return links


def crawl_pair(tmp_path: Path, one: Site, two: Site, *args: str) -> None:
    sites = tmp_path / "sites"
    sites.mkdir(exist_ok=True)
    (sites / "pair.py").write_text(
        "from newscrawl.site import Site\n"
        f"site = Site(name='pair', home='{one.home}', front_pages=('{two.home}',),"
        f" domains=('{one.host}', '{two.host}'))\n"
    )
    done = scrapy("crawl", "pair", *HASTE, "-s", f"SITES={sites}", *args, archive=tmp_path / "archive.db")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("cap", [1, 3])
def test_no_host_ever_has_more_to_answer_than_the_cap(tmp_path: Path, cap: int) -> None:
    with serve() as one, serve() as two:
        for site, other in ((one, two), (two, one)):
            links = fill(site, other)
        # Refusals in a row double the rest: from the default it would grow to many seconds, in which nothing is asked.
        limits = ("-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={cap}", "-s", "DOWNLOAD_DELAY=0", "-s", "REFUSAL_REST=0.05")
        crawl_pair(tmp_path, one, two, *limits)
    for site in (one, two):
        assert set(links) <= set(site.paths())
        assert len(site.times("/news/retry-1")) == len(site.times("/news/refused-1")) == 2
        assert len(site.times("/news/cookie-1")) == 2
        assert len(site.times("/news/target-1")) == 1
        assert min(cap, 2) <= site.peak <= cap
    assert one.asked[-1][1] > two.asked[0][1]  # they were asked at the same time


def test_crawl_delay_is_kept_by_redirects_and_retries_and_by_the_next_run(tmp_path: Path) -> None:
    with serve() as site:
        site.pages |= {
            "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4\n"),
            "/": page("/news/retry", "/news/moved", "/news/cookie"),
            "/news/retry": lambda before: page() if before else Answer(b"", 502),
            "/news/moved": moved("/news/target"),
            "/news/target": page(),
            "/news/cookie": lambda before: page() if before else moved("/news/cookie", Set_Cookie="c=1"),
        }
        for run in ("first", "second"):  # the second knows the rules from the first
            site.asked.clear()
            args = ("crawl", "news", "-a", f"url={site.home}", "-a", "revisit=all", *HASTE)
            assert scrapy(*args, archive=tmp_path / "archive.db").returncode == 0
            assert ("/robots.txt" in site.paths()) == (run == "first")
            assert len(site.asked) >= (8 if run == "first" else 1)
            assert min([b - a for (_, a), (_, b) in pairwise(site.asked)], default=1.0) > 0.2
            for n in range(3):
                site.pages[f"/news/more-{n}"] = page()
            site.pages["/"] = page(*(f"/news/more-{n}" for n in range(3)))
        assert "/news/more-2" in site.paths()
    assert site.peak == 1
