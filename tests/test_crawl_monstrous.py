"""Many hundred hostile answers in one crawl: it ends in time and in words, every address has a row that says what
became of it, and nothing of them reaches a reader's terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawl.archive.connection import raw_path
from newscrawl.printing import is_plain
from tests.crawling import HASTE, rows, scrapy
from tests.hostile import ROBOTS, STORY, answers, feed_answers, refusals, sitemap_answers
from tests.rawsite import RawSite, answer, serve_raw

SECRET = "what-no-page-may-learn"
HOSTS = 4
"""Between which the pages are dealt out, so that several are asked at once."""
LIMITS = ("DOWNLOAD_TIMEOUT=3", "RETRY_TIMES=0", "CRAWL_DELAY_MAX=0.01", "REFUSAL_REST=0.1", "READER_TIMEOUT=10")


@dataclass
class Crawled:
    archive: Path
    status: int
    output: str
    served: set[str]
    """Addresses of all hostile pages."""
    asked: set[str]


def front(paths: list[str], feeds: list[str] | None = None) -> bytes:
    links = "".join(f"<li><h3><a href='{p}'>A headline of seven words about {p}</a></h3></li>" for p in paths)
    ways = "".join(f"<link rel=alternate type='application/rss+xml' href='{path}'>" for path in feeds or [])
    return answer(f"<html><head>{ways}</head><body><main><h1>Front</h1><ul>{links}</ul></main></body></html>".encode())


def fill(sites: list[RawSite], secret: Path) -> set[str]:
    """Put hostile pages on all of them; the addresses."""
    stories, feeds, maps = answers(), feed_answers(str(secret)), sitemap_answers(str(secret))
    served = set()
    for number, site in enumerate(sites[:HOSTS]):
        mine = [list(kind)[number::HOSTS] for kind in (stories, feeds, maps)]
        robots = "".join(f"Sitemap: http://127.0.0.1:{site.port}{path}\n" for path in mine[2])
        site.pages = {"/": front(mine[0], mine[1]), "/robots.txt": answer(robots.encode()), **stories, **feeds, **maps}
        served |= {f"http://127.0.0.1:{site.port}{path}" for kind in mine for path in kind}
    others = [{"/story": answer(STORY), "/robots.txt": robots} for robots in ROBOTS.values()] + refusals()
    for site, pages in zip(sites[HOSTS:], others, strict=True):
        site.pages = {"/": front([next(iter(pages))]), **pages}
        served |= {f"http://127.0.0.1:{site.port}{path}" for path in ("/", "/robots.txt")}
    return served


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("monstrous")
    archive, secret = folder / "archive.db", folder / "secret.txt"
    secret.write_text(SECRET)
    with ExitStack() as stack:
        sites = [stack.enter_context(serve_raw()) for _ in range(HOSTS + len(ROBOTS) + len(refusals()))]
        served = fill(sites, secret)
        hosts = [f"127.0.0.1:{site.port}" for site in sites]
        (folder / "hostile.py").write_text(
            "from newscrawl.site import Site\n"
            f"site = Site(name='hostile', home='http://{hosts[0]}/', domains={tuple(hosts)!r},"
            f" front_pages={tuple(f'http://{host}/' for host in hosts[1:])!r})\n"
        )
        limits = [part for limit in (f"SITES={folder}", *LIMITS) for part in ("-s", limit)]
        done = scrapy("crawl", "hostile", "-a", "backfill=1", *HASTE, *limits, archive=archive)
        asked = {f"http://127.0.0.1:{site.port}{path}" for site in sites for path in site.asked}
    yield Crawled(archive, done.returncode, done.stdout + done.stderr, served, asked)


def test_the_run_ends_as_documented_and_says_so_in_words(crawled: Crawled) -> None:
    assert crawled.status == 4, crawled.output  # hosts that wanted to be left alone for ever
    assert "Traceback" not in crawled.output
    assert is_plain(crawled.output), crawled.output
    assert len(crawled.served) > 800


def test_every_address_has_an_end_with_a_reason(crawled: Crawled) -> None:
    sql = "SELECT url, state, reason FROM pages"
    found = {url: (state, reason) for url, state, reason in rows(crawled.archive, sql)}
    assert crawled.served - found.keys() == set()
    assert {url for url, (state, _) in found.items() if state not in ("done", "gone", "skipped", "failed")} == set()
    assert {url for url, (_, reason) in found.items() if not reason} == set()
    assert {reason for _, reason in found.values() if "Error" in reason or not is_plain(reason)} == set()
    # Where no rules could be had, and maps of maps of nothing.
    unasked = crawled.served - crawled.asked
    assert {found[url][0] for url in unasked} <= {"failed", "skipped"}
    assert len(unasked) < 30


def test_what_can_be_read_was_read_among_all_that(crawled: Crawled) -> None:
    kept = {url.partition("/")[2] for url in rows(crawled.archive, "SELECT url FROM aliases")}
    assert len(kept) > 100


def test_no_page_learnt_what_a_file_of_the_machine_says(crawled: Crawled) -> None:
    for path in (crawled.archive, raw_path(crawled.archive)):
        assert SECRET.encode() not in path.read_bytes()
    assert rows(crawled.archive, "SELECT url FROM pages WHERE url NOT LIKE 'http%'") == []


def test_the_archive_is_sound(crawled: Crawled) -> None:
    done = scrapy("verify", archive=crawled.archive)
    assert (done.returncode, done.stdout[:5]) == (0, "sound"), done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "council", "-n", "999"),
        ("search", "owned OR drop OR formulas", "--json"),
        ("changes", "--since", "2w"),
        ("changes", "--json"),
        ("runs",),
        ("runs", "--json"),
        ("export", "-"),
        ("reextract", "--dry-run", "--json"),
    ],
    ids=" ".join,
)
def test_nothing_that_is_printed_commands_a_terminal(crawled: Crawled, arguments: tuple[str, ...]) -> None:
    done = scrapy(*arguments, archive=crawled.archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert is_plain(done.stdout)
    if "--json" in arguments or "-" in arguments:
        assert all(isinstance(json.loads(line), dict) for line in done.stdout.splitlines())
