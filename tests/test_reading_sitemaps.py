"""Sitemaps of every kind and size, robots.txt and the usual places: what they name, what every run asks and what waits."""

# ruff: noqa: E501 - markup is easier to read unbroken

from __future__ import annotations

import gzip
import time
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.demo.newsroom import build
from newscrawl.items import Found, Kind
from newscrawl.middlewares.robotsrules import RobotsRules
from newscrawl.reading import Reading
from newscrawl.reading.mapnames import is_news, period
from newscrawl.reading.read import read
from newscrawl.reading.unpack import unpack
from newscrawl.reading.waysin import sitemaps_of_robots, usual_feed, usual_sitemap
from newscrawl.site import Site
from newscrawl.sites import find
from newscrawl.urls import canonical

SITE = Site(name="example.org", home="https://www.example.org/", domains=("example.org",))
NOW = datetime(2024, 4, 18, 12, tzinfo=UTC)
HOME = "https://www.example.org"
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:v="http://www.google.com/schemas/sitemap-video/1.1"'
STORY = "/world/ministers-agree-on-new-rules-for-ferries"


def _read(
    body: str | bytes, path: str = "/sitemap.xml", hint: Kind | None = "sitemap", mime: str = "text/xml"
) -> Reading:
    body = body if isinstance(body, bytes) else body.encode()
    return read(body, HOME + path, site=SITE, hint=hint, content_type=mime, fetched_at=NOW)


def _map(*entries: str, root: str = "urlset") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {SPACES}>{"".join(entries)}</{root}>'


def _url(path: str, lastmod: str = "", more: str = "", tag: str = "url") -> str:
    return f"<{tag}><loc>{HOME}{path}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}{more}</{tag}>"


def _news(path: str, date: str) -> str:
    return _url(
        path,
        more=f"<n:news><n:publication><n:name>E</n:name></n:publication><n:publication_date>{date}</n:publication_date><n:title>T</n:title></n:news>",
    )


def _index(*maps: tuple[str, str]) -> str:
    return _map(*(_url(path, date, tag="sitemap") for path, date in maps), root="sitemapindex")


def _paths(reading: Reading, **wanted: object) -> list[str]:
    found = [f for f in reading.found if all(getattr(f, name) == value for name, value in wanted.items())]
    return [f.url.removeprefix(HOME) for f in found]


def _one(reading: Reading, path: str) -> Found:
    (found,) = [f for f in reading.found if f.url == HOME + path]
    return found


def test_a_general_map_waits_for_a_backfill_but_for_what_is_new() -> None:
    reading = _read(
        _map(
            _url(f"{STORY}-1", "2019-05-05"),
            _url(f"{STORY}-2", "2024-04-17T10:00:00Z"),
            _url(f"{STORY}-3"),
            _url("/world/"),
        )
    )
    assert reading.kind == "sitemap"
    assert reading.reason == "a sitemap with 4 entries, the newest of 2024-04-17"
    assert _paths(reading, kind="article") == [f"{STORY}-2", f"{STORY}-1", f"{STORY}-3"]
    assert _paths(reading, deep=False) == [f"{STORY}-2"]
    new, old, undated, section = (_one(reading, p) for p in (f"{STORY}-2", f"{STORY}-1", f"{STORY}-3", "/world/"))
    assert new.priority > old.priority >= undated.priority > section.priority
    assert (section.kind, section.deep) == ("section", True)


def test_lastmod_is_a_hint_only_where_nothing_else_tells_the_day() -> None:
    reading = _read(_map(_url(f"/2019/05/05{STORY}", "2024-04-17T10:00:00Z"), _url(STORY, "2024-03-01T10:00:00Z")))
    assert [f.date_hint for f in reading.found] == ["2024-03-01", "2019-05-05"]
    april = _read(
        _map(_url(f"{STORY}-1", "2024-04-17T10:00:00Z"), _url(f"{STORY}-2", "2020-03-03")), "/sitemap-2020-03.xml"
    )
    assert {f.date_hint for f in april.found} == {None, "2020-03-03"}
    day = _read(_map(_url(STORY, "2024-04-17T10:00:00Z")), "/sitemap/2020/03/04.xml")
    assert [f.date_hint for f in day.found] == ["2020-03-04"]


def test_a_news_map_is_for_every_run() -> None:
    reading = _read(
        _map(_news(f"{STORY}-1", "2024-04-16T09:00:00-03:00"), _news("/x", "2024-04-17T09:00:00-03:00")), "/n.xml"
    )
    assert [(f.kind, f.deep, f.date_hint) for f in reading.found] == [
        ("article", False, "2024-04-17T09:00:00-03:00"),
        ("article", False, "2024-04-16T09:00:00-03:00"),
    ]
    assert all(450 < f.priority < 600 for f in reading.found)
    assert reading.reason == "a news sitemap with 2 entries, the newest of 2024-04-17"
    archive = _read(
        _map(*(_news(f"{STORY}-{n}", "2019-01-01") for n in range(1001)), _news(f"{STORY}-new", "2024-04-17"))
    )
    assert _paths(archive, deep=False) == [f"{STORY}-new"]


@pytest.mark.parametrize("stamp", ["2024-04-18T11:59:07+00:00", "2024-04-18"])
def test_a_lastmod_that_is_the_moment_of_asking_is_not_believed(stamp: str) -> None:
    many = _read(_map(*(_url(f"{STORY}-{n}", stamp) for n in range(1200))))
    assert _paths(many, deep=False) == []
    few = _read(_map(*(_url(f"{STORY}-{n}", "2024-04-18T11:59:07+00:00") for n in range(30))))
    assert _paths(few, deep=False) == []


def test_pictures_films_and_other_languages_are_not_pages() -> None:
    more = """<image:image><image:loc>https://www.example.org/i.jpg</image:loc></image:image>
        <v:video><v:loc>/v</v:loc><v:publication_date>2001-01-01</v:publication_date></v:video><xhtml:link rel="alternate" href="/fr/"/>"""
    reading = _read(
        _map(_url(STORY, more=more), _url("/a.pdf"), _url(f"{STORY}/amp/"), "<url><loc>https://other.net/x</loc></url>")
    )
    assert {f.url.removeprefix(HOME): f.skip for f in reading.found} == {
        STORY: None,
        "/a.pdf": "a PDF file",
        f"{STORY}/amp/": f"print, AMP or mobile twin of {HOME}{STORY}",
        "https://other.net/x": None,
    }
    assert {f.date_hint for f in reading.found} == {None}


def test_of_an_index_every_run_asks_news_and_what_is_new() -> None:
    reading = _read(_index(("/sitemap-2023-01.xml", "2024-04-18"), ("/post-sitemap2.xml", "2024-04-17T10:00:00Z"), ("/post-sitemap1.xml", "2020-01-01"),
                           ("/sitemap-2024-04.xml", ""), ("/news-2019-05.xml", ""), ("/sitemap_news.xml.gz", "")))  # fmt: skip
    assert reading.reason == "an index of 6 sitemaps"
    assert _paths(reading, deep=False) == ["/sitemap_news.xml.gz", "/sitemap-2024-04.xml", "/post-sitemap2.xml"]
    assert _paths(reading, deep=True) == ["/sitemap-2023-01.xml", "/post-sitemap1.xml", "/news-2019-05.xml"]
    assert {f.kind for f in reading.found} == {"sitemap"}
    assert [f.priority for f in reading.found] == sorted((f.priority for f in reading.found), reverse=True)
    assert _one(reading, "/sitemap-2024-04.xml").date_hint == "2024-04-30"


def test_an_index_made_this_moment_does_not_make_every_run_ask_all_of_it() -> None:
    reading = _read(_index(*((f"/post-sitemap{n}.xml", "2024-04-18T11:00:00Z") for n in range(400))))
    assert len(_paths(reading, deep=False)) == 10


@pytest.mark.parametrize(
    ("address", "first", "last"),
    [
        ("/sitemap-2024-02.xml", "2024-02-01", "2024-02-29"),
        ("/sitemap_20240417.xml.gz", "2024-04-17", "2024-04-17"),
        ("/sitemaps/2024/4/17/map.xml", "2024-04-17", "2024-04-17"),
        ("/sitemap-2024.xml", "2024-01-01", "2024-12-31"),
        ("/sitemap.xml?yyyy=2024&mm=04&dd=17", "2024-04-17", "2024-04-17"),
        ("/sitemap.xml?year=2024", "2024-01-01", "2024-12-31"),
        ("/sitemap-2024-13.xml", "2024-01-01", "2024-12-31"),
        ("/sitemap-1851-09.xml", "1851-09-01", "1851-09-30"),
        ("/sitemap-1851.xml", None, None),  # a number
        ("/post-sitemap12.xml", None, None),
        ("/sitemap.xml?yyyy=2024&mm=44", None, None),
    ],
)
def test_the_days_that_a_maps_name_tells(address: str, first: str | None, last: str | None) -> None:
    found = period(HOME + address)
    assert (found[0].isoformat(), found[1].isoformat()) == (first, last) if found else first is None


def test_maps_of_news_by_their_names() -> None:
    news = [
        "/sitemap_news.xml",
        "/news-sitemap.xml",
        "/news.xml",
        "/sitemap-news-1.xml.gz",
        "/googlenews.xml",
        "/sitemap.xml?type=news",
    ]
    others = ["/sitemap.xml", "/news/sitemap.xml", "/newsletter-sitemap.xml", "/sitemap-renewsable.xml"]
    assert [p for p in news if not is_news(HOME + p)] == []
    assert [p for p in others if is_news(HOME + p)] == []


@pytest.mark.parametrize(
    "entry",
    [
        f"<url><loc> {HOME}{STORY}?a=1&amp;b=2\n</loc></url>",
        f"<url><loc><![CDATA[{HOME}{STORY}?a=1&b=2]]></loc></url>",
        f"<url><loc>{HOME}{STORY}?a=1&b=2</loc></url>",
        f"<s:url><s:loc>{HOME}{STORY}?a=1&amp;b=2</s:loc></s:url>",
        f"<URL><LOC>{STORY}?a=1&amp;b=2</LOC></URL>",
        f"<url><loc>{HOME}{STORY}?a=1&amp;b=2#top</loc>",
        f"<url></p><loc>{HOME}{STORY}?a=1&amp;b=2</loc></url></div>",
    ],
)
def test_addresses_however_they_are_written(entry: str) -> None:
    reading = _read(_map(entry, _url("/b-story-of-some-more-words")))
    assert _paths(reading) == [f"{STORY}?a=1&b=2", "/b-story-of-some-more-words"]


def test_packed_maps_are_unpacked_whatever_they_are_called() -> None:
    body = _map(*(_url(f"{STORY}-{n}") for n in range(2000)))
    packed = gzip.compress(body.encode())
    for path, mime in (("/sitemap.xml.gz", "application/x-gzip"), ("/map", "text/html")):
        assert len(_read(packed, path, None, mime).found) == 2000
    two = gzip.compress(body[:20_000].encode()) + gzip.compress(body[20_000:].encode())
    assert len(_read(two, "/sitemap.xml.gz").found) == 2000
    cut = _read(packed[: len(packed) // 2], "/sitemap.xml.gz")
    assert 500 < len(cut.found) < 2000
    assert cut.reason.endswith("(cut off)")
    damaged = _read(packed[: len(packed) // 2] + b"\xff" * 50 + packed[len(packed) // 2 + 50 :], "/sitemap.xml.gz")
    assert damaged.found
    assert damaged.reason.endswith("(damaged)")
    assert _read(gzip.compress(b"\x00" * 5000), "/x.tgz", None).reason == "a compressed file, not a page"
    page = "<!doctype html><html><body>" + "".join(
        f"<h3><a href='{HOME}/world/what-happened-today-in-the-town-{n}'>What happened today in the town {n}</a></h3>"
        for n in range(5)
    )
    shown = _read(gzip.compress(page.encode()), "/", "front", "text/html")  # by a server that does not say so
    assert (shown.kind, len(shown.teasers)) == ("front", 5)
    assert len(_read(gzip.compress(f"{HOME}/a\n{HOME}/b\n".encode()), "/map.txt.gz").found) == 2


def test_a_bomb_is_unpacked_to_its_limit_and_no_further() -> None:
    bomb = gzip.compress(_map(*(_url(f"{STORY}-{n}") for n in range(100))).encode() + b" " * 60_000_000)
    tracemalloc.start()
    reading = _read(bomb, "/sitemap.xml.gz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(reading.found) == 100
    assert reading.reason.endswith("(more than 50 MB unpacked, the rest is left out)")
    assert peak < 120_000_000
    assert unpack(b"plain") == (b"plain", None)


def test_a_list_of_addresses_is_a_map_where_one_is_expected() -> None:
    text = f"\ufeff{HOME}{STORY}\r\n\r\n{HOME}/2024/04/17{STORY}\nnot an address\n"
    reading = _read(text, "/sitemap.txt", mime="text/plain")
    assert reading.kind == "sitemap"
    assert reading.reason == "a plain-text sitemap with 2 entries, the newest of 2024-04-17"
    assert _paths(reading) == [f"/2024/04/17{STORY}", STORY]
    assert _paths(reading, deep=False) == [f"/2024/04/17{STORY}"]
    assert _read(text, "/list.txt", None, "text/plain").kind == "other"


def test_a_feed_may_be_a_map() -> None:
    reading = _read(f"<rss version='2.0'><channel><item><link>{HOME}/a</link></item></channel></rss>")
    assert (reading.kind, _paths(reading, kind="article")) == ("feed", ["/a"])


def test_a_large_map_costs_little_more_than_what_it_names() -> None:
    def peak(count: int) -> tuple[int, int]:
        body = _map(
            *(_url(f"/world/{2000 + n % 24}{STORY}-{n}.html", "2020-01-01T10:00:00Z") for n in range(count))
        ).encode()
        tracemalloc.start()
        reading = _read(body)
        kept, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(reading.found) == count
        return kept, most

    peak(1)  # what is loaded with the first map is none of the next one's
    kept, most = peak(4_000)
    assert most - kept < 3_000_000
    assert kept < 6_500_000  # with what is remembered of addresses, some thousands at most


def test_more_entries_than_anybody_names_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newscrawl.reading.sitemaps._MOST", 1_000)
    reading = _read("<urlset>" + "<url><loc>/a</loc></url>" * 1_001)
    assert reading.reason == "a sitemap with 1,000 entries, the first 1,000 read"
    assert len(reading.found) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<urlset>" + "<url>" * 100_000,
        "<urlset>" + "<url><loc>" * 50_000,
        "<sitemapindex>" + "<sitemap><lastmod>not a date at all, 12</lastmod><loc>/a</loc>" * 20_000,
        "<urlset>" + "<url><loc>/a</loc><news><publication_date>the 12th of never</publication_date></news></url>" * 10_000,
        "<urlset>" + "<url><loc>" + "/a" * 500_000 + "</loc></url>",
        "<urlset>" + "<url><loc>/" + "2024-" * 800 + "</loc></url>" * 2_000,
    ],
)  # fmt: skip
def test_nothing_takes_long(body: str) -> None:
    began = time.perf_counter()
    assert _read(body).kind == "sitemap"
    assert time.perf_counter() - began < 8


@given(
    st.binary(max_size=300),
    st.sampled_from([b"<urlset>", b"<sitemapindex>", b"\x1f\x8b\x08", b"https://example.org/\n", b""]),
)
def test_no_bytes_make_a_map_raise(tail: bytes, root: bytes) -> None:
    assert _read(root + tail).reason


@given(st.binary(max_size=400))
def test_any_packed_bytes_are_read(body: bytes) -> None:
    packed = gzip.compress(body)
    assert unpack(packed) == (body, None)
    assert body.startswith(unpack(packed[:-9])[0])


def test_sitemaps_of_robots_txt() -> None:
    text = f"""\ufeff# Sitemap: /no.xml\nUser-agent: *\nDisallow: /\nSITEMAP : {HOME}/sitemap.xml # all\r\nsitemap:/sitemap-news.xml
        Sitemap: {HOME}/sitemap.xml\nSitemap:\nSitemap: ftp://example.org/x\nNoindex: /"""
    found = sitemaps_of_robots(RobotsRules(text.encode()).sitemaps, f"{HOME}/robots.txt")
    assert [(f.url, f.kind, f.deep) for f in found] == [
        (f"{HOME}/sitemap-news.xml", "sitemap", False),
        (f"{HOME}/sitemap.xml", "sitemap", False),
    ]
    assert found[0].priority > found[1].priority
    many = sitemaps_of_robots((f"/{n}.xml" for n in range(2000)), f"{HOME}/robots.txt")
    assert (len(many), sum(not f.deep for f in many)) == (50, 10)


@given(st.text(max_size=200))
def test_no_robots_txt_raises(text: str) -> None:
    rules = RobotsRules(f"Sitemap: {text}\n{text}".encode())
    sitemaps_of_robots([*rules.sitemaps, text], f"{HOME}/robots.txt")


@pytest.mark.parametrize(
    ("home", "feed"),
    [("https://example.org/", "https://example.org/feed/"), ("https://example.org/atlantic", "https://example.org/atlantic/feed/"),
     ("https://example.org/?lang=en", "https://example.org/feed/")],
)  # fmt: skip
def test_sitemaps_and_feeds_have_usual_places(home: str, feed: str) -> None:
    assert (usual_sitemap(home).kind, usual_sitemap(home).url) == ("sitemap", "https://example.org/sitemap.xml")
    assert (usual_feed(home).kind, usual_feed(home).url) == ("feed", feed)


@pytest.mark.parametrize("host", ["newsroom.test", "gazette.test"])
def test_the_bundled_newsrooms_name_their_stories_from_robots_txt_on(host: str) -> None:
    newsroom = build("small")
    home = newsroom.home(host)
    site = find(home, {})

    def ask(url: str) -> bytes:
        return newsroom.answer(host, url.partition(host)[2], {}).body

    waiting = sitemaps_of_robots(RobotsRules(ask(home + "robots.txt")).sitemaps, home)
    assert [f.url.rpartition("/")[2] for f in waiting] == ["sitemap-news.xml", "sitemap.xml"]
    stories: dict[str, Found] = {}
    current: set[str] = set()
    while waiting:
        found = waiting.pop(0)
        reading = read(ask(found.url), found.url, site=site, hint="sitemap", fetched_at=NOW)
        assert reading.kind == "sitemap"
        waiting += [f for f in reading.found if f.kind == "sitemap"]
        stories |= {canonical(f.url): f for f in reversed(reading.found) if f.kind == "article"}
        current |= {canonical(f.url) for f in reading.found if f.kind == "article" and not f.deep}
    truth = {canonical(t.url): t for t in newsroom.truth(host)}
    assert {url for url, t in truth.items() if "sitemap" in t.reachable_by} == stories.keys()
    assert len(current) >= 10
    assert len(current) < len(stories)
