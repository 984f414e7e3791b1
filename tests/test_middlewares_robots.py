"""robots.txt (RFC 9309), seen from the server that is asked."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from newscrawl.middlewares.robotsrules import RobotsRules
from newscrawl.robotsmeta import product_token
from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, page, serve

FORBID = b"User-agent: *\nDisallow: /secret\n"
SPEED = ("-s", "REFUSAL_REST=0.1", "-s", "RETRY_TIMES=1", "-s", "READER_TIMEOUT=20")


def crawl(site: Site, tmp_path: Path, *args: str) -> CompletedProcess[str]:
    site.pages.setdefault("/", page("/news/one", "/secret/two"))
    site.pages.setdefault("/news/one", page())
    site.pages.setdefault("/secret/two", page())
    args = ("crawl", "news", "-a", f"url={site.home}", *HASTE, *SPEED, *args)
    return scrapy(*args, archive=tmp_path / "archive.db")


def reasons(tmp_path: Path) -> dict[str, tuple[str, str]]:
    sql = "SELECT replace(url, rtrim(url, replace(url, '/', '')), '/'), state, reason FROM pages"
    return {row[0]: (row[1], row[2]) for row in rows(tmp_path / "archive.db", sql)}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_rules_no_limits(tmp_path: Path, status: int) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(FORBID, status)
        crawl(site, tmp_path)
    assert site.paths()[0] == "/robots.txt"
    assert site.paths().count("/robots.txt") == 1
    assert "/secret/two" in site.paths()


def test_what_is_forbidden_is_not_asked_and_the_ledger_says_why(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(FORBID)
        crawl(site, tmp_path)
    assert site.paths()[:2] == ["/robots.txt", "/"]
    assert "/news/one" in site.paths()
    assert "/secret/two" not in site.paths()
    assert reasons(tmp_path)["/two"] == ("skipped", "robots.txt forbids it")


@pytest.mark.parametrize(("status", "times"), [(500, 2), (503, 2), (429, 2)])
def test_a_robots_txt_that_cannot_be_had_means_wait(tmp_path: Path, status: int, times: int) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(b"", status)
        done = crawl(site, tmp_path)
    assert site.paths() == ["/robots.txt"] * times
    assert done.returncode == 4
    state, reason = reasons(tmp_path)["/"]
    assert (state, reason) == ("failed", f"robots.txt could not be had (HTTP {status}); asked again later")
    assert rows(tmp_path / "archive.db", "SELECT due_at IS NOT NULL FROM pages WHERE kind = 'front'") == [1]


def test_a_host_that_does_not_answer_is_told_by_what_is_wrong_with_it(tmp_path: Path) -> None:
    args = ("crawl", "news", "-a", "url=http://127.0.0.1:9/", *HASTE, *SPEED)
    assert scrapy(*args, archive=tmp_path / "archive.db").returncode == 4
    [(state, reason)] = rows(tmp_path / "archive.db", "SELECT state, reason FROM pages WHERE kind = 'front'")
    assert state == "failed"
    assert reason.startswith("the server refused the connection: ")
    assert reason.endswith("; robots.txt could not be had; asked again later")


def test_a_robots_txt_that_asks_for_patience_is_asked_again(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = lambda before: Answer(FORBID) if before else Answer(b"", 503, {"Retry-After": "1"})
        assert crawl(site, tmp_path).returncode == 0
    first, second = site.times("/robots.txt")
    assert 1 <= second - first < 4
    assert "/news/one" in site.paths()
    assert "/secret/two" not in site.paths()


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_page_in_its_place_is_no_rules(tmp_path: Path, kind: str) -> None:
    body = b"\n<!doctype html><p>Home\nUser-agent: *\nDisallow: /\n"
    with serve() as site:
        site.pages["/robots.txt"] = Answer(body, headers={"Content-Type": kind})
        crawl(site, tmp_path)
    assert "/secret/two" in site.paths()


def test_rules_may_come_under_a_wrong_type(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(FORBID, headers={"Content-Type": "text/html"})
        crawl(site, tmp_path)
    assert "/secret/two" not in site.paths()


def test_a_huge_file_is_read_for_500_kib(tmp_path: Path) -> None:
    filler = b"# nothing to see here\n" * 60_000
    with serve() as site:
        site.pages["/robots.txt"] = Answer(FORBID + filler * 40 + b"User-agent: *\nDisallow: /news\n")
        crawl(site, tmp_path)
    assert "/news/one" in site.paths()
    assert "/secret/two" not in site.paths()


def test_redirects_are_followed_five_times(tmp_path: Path) -> None:
    with serve() as site:
        for number in range(5):
            site.pages["/robots.txt" if number == 0 else f"/r{number}"] = Answer(
                b"", 301, {"Location": f"/r{number + 1}"}
            )
        site.pages["/r5"] = Answer(FORBID)
        crawl(site, tmp_path)
    assert site.paths()[:7] == ["/robots.txt", "/r1", "/r2", "/r3", "/r4", "/r5", "/"]
    assert "/secret/two" not in site.paths()


def test_an_endless_redirect_is_no_rules(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(b"", 302, {"Location": "/robots.txt"})
        crawl(site, tmp_path)
    assert site.paths().count("/robots.txt") == 6
    assert "/secret/two" in site.paths()


def test_crawl_delay_is_kept_at_the_server(tmp_path: Path) -> None:
    links = [f"/news/{number}" for number in range(4)]
    with serve() as site:
        site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.4\n")
        site.pages |= {"/": page(*links), **{link: page() for link in links}}
        crawl(site, tmp_path)
    times = [at for _, at in site.asked]
    assert len(times) >= 5
    assert min(b - a for a, b in zip(times, times[1:], strict=False)) > 0.2
    assert site.peak == 1


def test_crawl_delay_is_bounded(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 86400\n")
        crawl(site, tmp_path, "-s", "CRAWL_DELAY_MAX=0.3")
    assert "/news/one" in site.paths()


def test_rules_hold_through_a_proxy(tmp_path: Path) -> None:
    with serve() as site:
        site.pages |= {"/robots.txt": Answer(FORBID), "/": page("/news/one", "/secret/two"), "/news/one": page()}
        scrapy("crawl", "news", "-a", "url=http://paper.test/", *HASTE, *SPEED,
               archive=tmp_path / "archive.db", proxy=f"http://127.0.0.1:{site.port}")  # fmt: skip
    assert [name for name, _ in site.asked][:2] == ["paper.test/robots.txt", "paper.test/"]
    assert "/news/one" in site.paths()
    assert "/secret/two" not in site.paths()


def test_the_cap_of_a_host_holds_at_the_server_without_a_delay(tmp_path: Path) -> None:
    links = [f"/news/{number}" for number in range(24)]
    with serve() as site:
        pages = {link: page() for link in links}
        for answer in pages.values():
            answer.seconds = 0.05
        site.pages |= {"/": page(*links), **pages}
        crawl(site, tmp_path, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=3")
    assert len(site.asked) >= 24
    assert 2 <= site.peak <= 3


RULES = b"""User-agent: news
Disallow: /a
User-agent: NewsCrawl/2.0
User-agent: other
Allow: /b/open
Disallow: /b
Crawl-delay: 7
Sitemap: https://example.org/map.xml
User-agent: *
Disallow: /c
user-agent: newscrawl
Disallow: /d$
"""


def test_the_group_is_chosen_by_the_whole_token_and_the_longest_rule_wins() -> None:
    rules = RobotsRules(RULES, "newscrawl")
    allowed = [path for path in ("/a", "/b", "/b/open/x", "/c", "/d", "/dd") if rules.allowed("https://e.org" + path)]
    assert allowed == ["/a", "/b/open/x", "/c", "/dd"]
    assert rules.crawl_delay() == 7
    assert rules.sitemaps == ["https://example.org/map.xml"]
    assert not RobotsRules(RULES, "stranger").allowed("https://e.org/c")
    assert RobotsRules(RULES, "stranger").allowed("https://e.org/b")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_end_in_three_ways(end: bytes) -> None:
    rules = RobotsRules(b"\xef\xbb\xbf" + RULES.replace(b"\n", end), "newscrawl")
    assert not rules.allowed("https://e.org/b")
    assert rules.allowed("https://e.org/c")


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("newscrawl/0.1 (news archive)", "newscrawl"),
        ("mytown-archive (+https://example.org/bot)", "mytown-archive"),
        ("Mozilla/5.0 (compatible; mytown-archive/1.0; +https://example.org)", "mytown-archive"),
        ("", ""),
    ],
)
def test_the_product_token_of_a_user_agent(user_agent: str, token: str) -> None:
    assert product_token(user_agent) == token


MORNING = "2026-03-02T06:00:00+00:00"
NOON = "2026-03-02T12:00:00+00:00"
DAY_AFTER = "2026-03-03T08:00:00+00:00"
MONTHS_AFTER = "2026-05-03T08:00:00+00:00"


def crawl_at(clock: str, site: Site, tmp_path: Path) -> CompletedProcess[str]:
    site.asked.clear()
    return crawl(site, tmp_path, "-s", f"CRAWL_CLOCK={clock}")


def robots_rows(tmp_path: Path) -> list[tuple[str, str, int | None]]:
    return rows(tmp_path / "archive.db", "SELECT state, reason, http_status FROM pages WHERE kind = 'robots'")


def test_rules_are_kept_for_a_day_and_then_asked_with_their_validators(tmp_path: Path) -> None:
    def rules(before: int) -> Answer:
        return Answer(FORBID, headers={"ETag": '"one"'}) if not before else Answer(b"", 304)

    with serve() as site:
        site.pages["/robots.txt"] = rules
        crawl_at(MORNING, site, tmp_path)
        assert site.paths()[0] == "/robots.txt"
        [(due, etag)] = rows(tmp_path / "archive.db", "SELECT due_at, etag FROM pages WHERE kind = 'robots'")
        assert (due[:16], etag) == ("2026-03-03T06:00", '"one"')
        site.pages["/"] = page("/news/one", "/secret/two", "/secret/three")
        crawl_at(NOON, site, tmp_path)
        assert site.paths() == ["/"]  # the rules are known, and what they forbid is not asked
        site.pages["/robots.txt"] = Answer(b"", 304)
        crawl_at(DAY_AFTER, site, tmp_path)
        assert site.paths()[0] == "/robots.txt"
        assert sorted(site.paths()[1:]) == ["/", "/news/one"]  # (at once, as soon as the rules are there)
        assert '"one"' in site.conditions
    assert not [path for path in site.paths() if "secret" in path]
    assert reasons(tmp_path)["/three"] == ("skipped", "robots.txt forbids it")
    visits = "SELECT outcome, http_status FROM visits WHERE url LIKE '%/robots.txt' ORDER BY id"
    assert rows(tmp_path / "archive.db", visits) == [("new", 200), ("not_modified", 304)]
    assert robots_rows(tmp_path) == [("done", "the rules did not change", 304)]
    [(due, etag)] = rows(tmp_path / "archive.db", "SELECT due_at, etag FROM pages WHERE kind = 'robots'")
    assert (due[:13], etag) == ("2026-03-04T08", '"one"')


def test_the_last_good_rules_hold_for_a_month_while_no_other_can_be_had(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(FORBID)
        crawl_at(MORNING, site, tmp_path)
        site.pages["/robots.txt"] = Answer(b"", 500)
        site.pages["/"] = page("/news/one", "/news/new", "/secret/three")
        site.pages["/news/new"] = page()
        assert crawl_at(DAY_AFTER, site, tmp_path).returncode == 0
        assert "/news/new" in site.paths()
        assert not [path for path in site.paths() if "secret" in path]
        words = "robots.txt could not be had (HTTP 500); the rules of 2026-03-02 hold on"
        assert robots_rows(tmp_path) == [("failed", words, 500)]
        assert crawl_at(MONTHS_AFTER, site, tmp_path).returncode == 4
        assert set(site.paths()) == {"/robots.txt"}
    assert robots_rows(tmp_path) == [("failed", "robots.txt could not be had (HTTP 500)", 500)]


def test_that_there_are_no_rules_is_kept_as_well(tmp_path: Path) -> None:
    with serve() as site:
        crawl_at(MORNING, site, tmp_path)
        crawl_at(NOON, site, tmp_path)
    assert site.paths() == ["/"]
    assert robots_rows(tmp_path) == [("done", "HTTP 404: there are no rules", 404)]


def test_a_robots_txt_is_never_asked_as_a_page(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(FORBID)
        site.pages["/"] = page("/robots.txt", "/news/one")
        crawl_at(MORNING, site, tmp_path)
        crawl_at(MORNING, site, tmp_path)
        assert "/robots.txt" not in site.paths()
        scrapy("retry", f"{site.home}robots.txt", archive=tmp_path / "archive.db")
        crawl(site, tmp_path)
    assert site.paths().count("/robots.txt") == 1
    assert robots_rows(tmp_path) == [("done", "the host's rules", 200)]


def test_a_robots_txt_that_leads_to_a_private_address_costs_no_page_its_row(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(b"", 301, {"Location": "http://10.0.0.1/rules"})
        assert crawl(site, tmp_path).returncode == 4
    assert reasons(tmp_path)["/"][0] == "failed"
    assert robots_rows(tmp_path)[0][0] == "failed"
