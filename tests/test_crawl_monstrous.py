"""Many hundred hostile answers in one crawl: it ends in time and in words, every address has a row that says what
became of it, and nothing of them reaches a reader's terminal."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

from newscrawl.archive.connection import raw_path
from tests.commanding import is_plain
from tests.crawling import HASTE, rows, scrapy
from tests.hostile import ROBOTS, STORY, answers, feed_answers, refusals, sitemap_answers
from tests.rawsite import RawSite, answer, serve_raw

SECRET = "what-no-page-may-learn"
HOSTS = 4
"""Between which the pages are dealt out, so that several are asked at once."""
PRINTING = [
    ("search", "council", "-n", "999"),
    ("search", "owned OR drop OR formulas", "--json"),
    ("changes", "--since", "2w"),
    ("changes", "--json"),
    ("runs",),
    ("runs", "--json"),
    ("export", "-"),
]
LIMITS = ("DOWNLOAD_TIMEOUT=3", "RETRY_TIMES=0", "CRAWL_DELAY_MAX=0.01", "REFUSAL_REST=0.1", "READER_TIMEOUT=10")


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


def test_hundreds_of_hostile_answers_harm_nothing_and_none_is_lost(tmp_path: Path) -> None:
    archive, secret = tmp_path / "archive.db", tmp_path / "secret.txt"
    secret.write_text(SECRET)
    with ExitStack() as stack:
        sites = [stack.enter_context(serve_raw()) for _ in range(HOSTS + len(ROBOTS) + len(refusals()))]
        served = fill(sites, secret)
        hosts = [f"127.0.0.1:{site.port}" for site in sites]
        (tmp_path / "hostile.py").write_text(
            "from newscrawl.site import Site\n"
            f"site = Site(name='hostile', home='http://{hosts[0]}/', domains={tuple(hosts)!r},"
            f" front_pages={tuple(f'http://{host}/' for host in hosts[1:])!r})\n"
        )
        limits = [part for limit in (f"SITES={tmp_path}", *LIMITS) for part in ("-s", limit)]
        done = scrapy("crawl", "hostile", "-a", "backfill=1", *HASTE, *limits, archive=archive, timeout=300)
        asked = {f"http://127.0.0.1:{site.port}{path}" for site in sites for path in site.asked}
    assert len(served) > 700
    assert done.returncode == 4, done.stderr  # hosts that wanted to be left alone for ever
    assert "Traceback" not in done.stdout + done.stderr
    assert is_plain(done.stdout + done.stderr)
    every_address_has_an_end_with_a_reason(archive, served, asked)
    assert len(rows(archive, "SELECT url FROM aliases")) > 100  # what could be read among all that
    no_page_learnt_what_a_file_of_the_machine_says(archive)
    verdict = scrapy("verify", archive=archive)
    assert (verdict.returncode, verdict.stdout[:5]) == (0, "sound"), verdict.stdout
    nothing_that_is_printed_commands_a_terminal(archive)


def every_address_has_an_end_with_a_reason(archive: Path, served: set[str], asked: set[str]) -> None:
    found = {url: (state, reason) for url, state, reason in rows(archive, "SELECT url, state, reason FROM pages")}
    assert served - found.keys() == set()
    assert {url for url, (state, _) in found.items() if state not in ("done", "gone", "skipped", "failed")} == set()
    assert {url for url, (_, reason) in found.items() if not reason} == set()
    odd = ("Error", "twisted", "b'", "unpack (")  # words of a program and of no person
    assert {why for _, why in found.values() if not is_plain(why) or any(word in why for word in odd)} == set()
    unasked = served - asked  # no rules could be had there, or it is a map of maps of nothing
    assert {found[url][0] for url in unasked} <= {"failed", "skipped"}
    assert len(unasked) < 30


def no_page_learnt_what_a_file_of_the_machine_says(archive: Path) -> None:
    for path in (archive, raw_path(archive)):
        assert SECRET.encode() not in path.read_bytes()
    assert rows(archive, "SELECT url FROM pages WHERE url NOT LIKE 'http%'") == []


def nothing_that_is_printed_commands_a_terminal(archive: Path) -> None:
    for arguments in PRINTING:
        printed = scrapy(*arguments, archive=archive)
        assert (printed.returncode, printed.stderr) == (0, ""), arguments
        assert is_plain(printed.stdout), arguments
        for line in printed.stdout.splitlines() if {"--json", "-"} & {*arguments} else ():
            assert isinstance(json.loads(line), dict)
