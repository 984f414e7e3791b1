"""Feeds of every kind and in every state: what they name is found, and nothing in them does harm."""

# ruff: noqa: E501 - markup is easier to read unbroken

from __future__ import annotations

import pickle
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.demo.newsroom import build
from newscrawl.items import Found, Kind
from newscrawl.reading import Reading
from newscrawl.reading.feeds import is_comments
from newscrawl.reading.moments import Dates
from newscrawl.reading.read import read
from newscrawl.reading.sniff import sniff
from newscrawl.site import Site
from newscrawl.sites import find
from newscrawl.urls import canonical

SITE = Site(name="example.org", home="https://www.example.org/", domains=("example.org",), time_zone="America/Halifax")
NOW = datetime(2024, 4, 18, tzinfo=UTC)
HOME = "https://www.example.org"


def _read(body: str | bytes, path: str = "/feed.xml", *, hint: Kind | None = "feed", site: Site = SITE) -> Reading:
    body = body if isinstance(body, bytes) else body.encode()
    return read(body, HOME + path, site=site, hint=hint, content_type="text/xml", fetched_at=NOW)


def _hints(reading: Reading) -> dict[str, str | None]:
    """What is to be asked: path -> date."""
    return {f.url.removeprefix(HOME): f.date_hint for f in reading.found if f.skip is None}


def _item(path: str, date: str = "Wed, 17 Apr 2024 15:07:00 +0200", more: str = "") -> str:
    return f"<item><title>A &amp; B</title><link>{HOME}{path}</link><pubDate>{date}</pubDate>{more}</item>"


def _rss(*items: str, head: str = "", root: str = 'rss version="2.0"') -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<{root}><channel><title>News</title><link>{HOME}/</link>{"".join(items)}</channel></{root.split()[0]}>'


ATOM = f"""<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="{HOME}/world/">
  <a:link rel="self" href="/feed.xml"/><a:link rel="next" href="/feed.xml?page=2"/><a:id>urn:x</a:id>
  <a:entry><a:id>tag:example.org,2024:1</a:id><a:link rel="enclosure" href="x.mp3"/><a:link rel="replies" href="/c/1"/>
    <a:link rel="alternate" type="application/json" href="1.json"/><a:link href="ferry-prices.html" type="text/html"/>
    <a:published>2024-04-17T15:07:00+02:00</a:published><a:updated>2024-04-17T20:00:00Z</a:updated>
    <a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><link href="/no"/><a href="/no2">x</a><br></div></a:content></a:entry>
  <a:entry xml:base="/local/"><a:link href="pier.html"/><a:updated>2024-04-18T01:00:00+02:00</a:updated>
    <a:source><a:link href="https://other.net/"/><a:updated>2020-01-01T00:00:00Z</a:updated></a:source></a:entry>
</a:feed>"""
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="{HOME}/"><link>{HOME}/</link><items><rdf:Seq><rdf:li rdf:resource="{HOME}/a"/></rdf:Seq></items></channel>
  <item rdf:about="{HOME}/a"><title>A</title><link>{HOME}/a</link><d:date>2024-04-16T10:00:00-03:00</d:date></item>
  <item rdf:about="{HOME}/b"><title>B</title><d:date>2024-04-15</d:date></item></rdf:RDF>"""
JSON = """{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "title": "News", "next_url": "/feed.json?page=2", "items": [
  {"id": "1", "url": "/a", "external_url": "https://other.net/", "date_published": "2024-04-17T15:07:00+02:00"},
  {"id": "https://www.example.org/b", "date_modified": "2024-04-16"}, {"id": 3}, "x", null]}"""


def test_rss_names_stories_newest_first() -> None:
    reading = _read(_rss(_item("/old", "Tue, 16 Apr 2024 09:00:00 GMT"), _item("/new"), _item("/new#again")))
    assert _hints(reading) == {"/new": "2024-04-17T15:07:00+02:00", "/old": "2024-04-16T09:00:00+00:00"}
    new, old = reading.found
    assert (new.kind, old.kind, reading.kind) == ("article", "article", "feed")
    assert 600 > new.priority > old.priority > 450
    assert not new.deep
    assert reading.reason == "an RSS feed with 3 entries, the newest of 2024-04-17"
    assert reading.teasers == []
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_atom_with_another_prefix_relative_links_and_bases() -> None:
    reading = _read(ATOM)
    assert _hints(reading) == {
        "/local/pier.html": "2024-04-18T01:00:00+02:00",
        "/world/ferry-prices.html": "2024-04-17T15:07:00+02:00",
        "/feed.xml?page=2": None,
    }
    assert (reading.found[-1].kind, reading.found[-1].deep) == ("feed", True)
    assert reading.reason == "an Atom feed with 2 entries, the newest of 2024-04-18"


def test_rss_of_the_semantic_web() -> None:
    assert _hints(_read(RDF)) == {"/a": "2024-04-16T10:00:00-03:00", "/b": "2024-04-15"}


@pytest.mark.parametrize("body", [JSON, "\ufeff" + JSON, JSON.replace('"1", "url"', '"1",, "url"'), JSON[:-40]])
def test_json_feeds_also_broken(body: str) -> None:
    reading = _read(body, "/feed.json")
    assert _hints(reading)["/a"] == "2024-04-17T15:07:00+02:00"
    assert reading.reason.startswith("a JSON Feed")


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        ("<link>/a</link><guid>https://www.example.org/g</guid>", "/a"),
        ("<link><![CDATA[ https://www.example.org/a?x=1&y=2 ]]></link>", "/a?x=1&y=2"),
        ("<link>https://www.example.org/a?x=1&y=2&copy=3</link>", "/a?x=1&y=2&copy=3"),
        ("<link>https://www.example.org/a?x=1&amp;amp;y=2</link>", "/a?x=1&y=2"),
        ("<link/><guid isPermaLink='true'>https://www.example.org/g</guid>", "/g"),
        ("<guid>https://www.example.org/g</guid>", "/g"),
        ("<guid isPermaLink='false'>https://www.example.org/g</guid>", None),
        ("<guid>12345</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<atom:link rel='alternate' href='/a'/><media:content url='/x'><media:link>/no</media:link></media:content>", "/a"),
        ("<link>http://feeds.feedburner.com/~r/1</link><feedburner:origLink>https://www.example.org/a</feedburner:origLink>", "/a"),
        ("<LINK>https://www.example.org/a</LINK>", "/a"),
        ("<link>\n  https://www.example.org/a\n</link>", "/a"),
        ("<description><p>Some & <b>raw HTML</p></description></td><link>/a</link>", "/a"),
        ("<title>5 < 6 & 7</title><link>/a</link>", "/a"),
        ("<title>\x00\x0b\x1f</title><x:y>z</x:y><link>/a</link>", "/a"),
        ("<!-- <link>/no</link> --><link>/a</link>", "/a"),
    ],
)  # fmt: skip
def test_which_address_is_the_story(inside: str, path: str | None) -> None:
    reading = _read(_rss(f"<item>{inside}</item>", _item("/next", "Mon, 01 Jan 2024 00:00:00 GMT")))
    assert list(_hints(reading)) == ([path] if path else []) + ["/next"]


def test_a_name_without_end_costs_what_it_is_long() -> None:
    body = _rss(_item("/a"), f"<i{'1' * 400_000}/<", _item("/b"))
    began = time.process_time()
    assert set(_hints(_read(body))) == {"/a", "/b"}
    assert time.process_time() - began < 2


def test_an_entry_that_is_broken_costs_itself_alone() -> None:
    body = _rss(_item("/a"), "</div></item><item><title>Nothing", _item("/b"), "<item><link>/c</link>", _item("/d"))
    assert set(_hints(_read(body))) == {"/a", "/b", "/c", "/d"}
    assert set(_hints(_read(body[: body.index("/d<") + 10]))) == {"/a", "/b", "/c", "/d"}  # cut off
    assert set(_hints(_read(body[: body.index("/d<") + 1]))) == {"/a", "/b", "/c"}  # half an address is none


@pytest.mark.parametrize(
    "prepare",
    [
        lambda text: b"\n\n  " + text.encode(),
        lambda text: b"\xef\xbb\xbf\n" + text.encode(),
        lambda text: b"<br />\n<b>Warning</b>: something in /x.php\n" + text.encode(),
        lambda text: b"Notice: Undefined index\n" + text.encode(),
        lambda text: text.replace("UTF-8", "utf-16").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("latin-1"),
        lambda text: text.replace("UTF-8", "windows-1252").encode("cp1252"),
        lambda text: text.replace("UTF-8", "no-such-thing").encode(),
        lambda text: text.replace("UTF-8", "iso-8859-1").encode(),
        lambda text: text.replace('<?xml version="1.0" encoding="UTF-8"?>', "<!-- " + "x" * 5000 + " -->").encode(),
    ],
)
def test_feeds_are_read_whatever_stands_before_them_and_however_they_are_encoded(prepare: object) -> None:
    reading = _read(prepare(_rss(_item("/caf\u00e9"), _item("/b"))))  # type: ignore[operator]
    assert list(_hints(reading)) == ["/caf\u00e9", "/b"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wed, 17 Apr 2024 15:07:00 EDT", "2024-04-17T15:07:00-04:00"),
        ("Wednesday, 17 April 2024 15:07 GMT", "2024-04-17T15:07:00+00:00"),
        ("17 Apr 24 15:07:00 +0200", "2024-04-17T15:07:00+02:00"),
        ("mer., 17 avr. 2024 15:07:00 +0200", "2024-04-17T15:07:00+02:00"),
        ("Mi, 17 Mai 2023 15:07:00 +0200", "2023-05-17T15:07:00+02:00"),
        ("2024-04-17T15:07:00.123Z", "2024-04-17T15:07:00+00:00"),
        ("2024-04-17 15:07:00", "2024-04-17T15:07:00-03:00"),
        ("Wed Apr 17 15:07:00 2024", "2024-04-17T15:07:00-03:00"),
        ("2024-04-17", "2024-04-17"),
        ("1713359220", "2024-04-17T13:07:00+00:00"),
        ("2024年4月17日 15:07", "2024-04-17T15:07:00-03:00"),
        ("-0001-11-30T00:00:00+00:00", None),
        ("0000-00-00T00:00:00", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Wed, 31 Jun 2023 10:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("2031-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)  # fmt: skip
def test_dates_in_odd_formats(words: str, expected: str | None) -> None:
    (found,) = _read(_rss(_item("/a", words))).found
    assert found.date_hint == expected


def test_without_a_zone_only_the_day_is_told() -> None:
    moment = Dates(None, None, None).read("Wed, 17 Apr 2024 15:07:00")
    assert moment is not None
    assert moment.hint == "2024-04-17"


def test_a_story_without_a_date_takes_that_of_its_address_and_stands_by_its_neighbours() -> None:
    reading = _read(_rss(_item("/new"), "<item><link>/2024/04/16/a</link></item>", _item("/old", "2024-04-01")))
    assert list(_hints(reading)) == ["/new", "/2024/04/16/a", "/old"]
    assert _hints(reading)["/2024/04/16/a"] == "2024-04-16"


def test_comments_are_not_followed() -> None:
    reading = _read(_rss(*(_item(f"/a#comment-{n}") for n in range(3))), "/2024/04/a/feed/")
    assert (reading.found, reading.kind) == ([], "feed")
    assert "comments" in reading.reason
    assert _read(_rss(_item("/a")), "/comments/feed/").found == []
    assert not is_comments(f"{HOME}/feed/")


def test_what_is_no_story_of_the_newsroom_is_told() -> None:
    site = Site(name="e", home=f"{HOME}/", domains=("example.org",), ignore=(r"^/games/",), listings=(r"^/live/$",))
    items = (_item(path) for path in ("/", "/feed.xml", "/games/1", "/x.mp3", "/live/", "/world/a/amp/"))
    reading = _read(_rss(*items, "<item><link>https://other.net/a</link></item>"), site=site)
    told = {f.url.removeprefix(HOME): (f.kind, f.skip) for f in reading.found}
    assert told == {
        "/games/1": ("other", "the site's description says so"),
        "/x.mp3": ("other", "a sound file"),
        "/live/": ("section", None),
        "/world/a/amp/": ("other", f"print, AMP or mobile twin of {HOME}/world/a"),
        "/world/a": ("article", None),
        "https://other.net/a": ("other", None),
    }


def test_a_page_served_as_a_feed_is_a_page() -> None:
    reading = _read("<!doctype html><html><body><p>Our feed has moved. &lt;rss version='2.0'></body></html>")
    assert reading.kind == "other"
    assert "feed" not in reading.reason


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bombs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{bombs}<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]>'
    began = time.perf_counter()
    reading = _read(
        _rss(
            _item("/&l9;&x;"), _item("/b"), f"<item a='&l9;'><title>&l9;</title><link>{HOME}/c</link></item>", head=head
        )
    )
    assert time.perf_counter() - began < 1
    assert set(_hints(reading)) == {"/&l9;&x;", "/b", "/c"}


@pytest.mark.parametrize(
    "body",
    [
        "<rss version='2.0'>" + "<item>" * 100_000,
        "<rss version='2.0'>" + "<item><link>" * 50_000,
        "<rss version='2.0'>" + "<a b='" * 200_000,
        "<rss version='2.0'>" + '<a "' * 200_000,
        "<rss version='2.0'>" + "<" * 500_000,
        "<rss version='2.0'><item><link>" + "&" * 500_000,
        "<rss version='2.0'>" + "<![CDATA[" * 100_000,
        "<rss version='2.0'>" + "<!--" * 100_000,
        "<rss version='2.0'><item" + " a='b'" * 100_000 + ">",
        "<rss version='2.0'><item" + " " * 500_000,
        "<rss version='2.0'>" + "<item><pubDate>nonsense of many words 12</pubDate><link>/a</link></item>" * 5_000,
        "<rss version='2.0'>" + "".join(f"<item xml:base='/{n}'>" for n in range(20_000)),
        "<rss version='2.0'>" + "<x>" * 100_000 + "</y>" * 100_000,
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    ],
)  # fmt: skip
def test_nothing_takes_long(body: str) -> None:
    began = time.perf_counter()
    assert _read(body).kind == "feed"
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("mark", ["<!--", "<?", "<!x>", "<?xml ", "<rss ", "{", "<x:", "<br>"])
def test_what_a_body_is_is_told_at_once(mark: str) -> None:
    began = time.perf_counter()
    assert sniff(mark.encode() * 100_000)
    assert time.perf_counter() - began < 1


@given(
    st.binary(max_size=300),
    st.sampled_from(["<rss version='2.0'>", "<feed xmlns='x'>", "<rdf:RDF>", '{"jsonfeed.org/version":1,']),
)
def test_no_bytes_make_a_feed_raise(tail: bytes, root: str) -> None:
    assert _read(root.encode() + tail).reason


PIECES = ["<item>", "</item>", "<link>", "</link>", "<link href='/a'/>", "<pubDate>", "2024-04-17", "/a", "<![CDATA[", "]]>", "<!--", "-->", "&", "<", ">",
          "<entry xml:base='//['>", "</entry>", "http://[", "\x00", "é", "<guid>", "rel='next'", "<channel>", "</rss>"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_tags_make_a_feed_raise(pieces: list[str]) -> None:
    reading = _read("<rss version='2.0'>" + "".join(pieces))
    assert all(isinstance(f, Found) and f.url.startswith("http") for f in reading.found)


@pytest.mark.parametrize("host", ["newsroom.test", "gazette.test"])
def test_the_feed_of_the_bundled_newsrooms(host: str) -> None:
    newsroom = build("small")
    home = newsroom.home(host)
    site = find(home, {})
    front = read(newsroom.answer(host, "/", {}).body, home, site=site, hint="front")
    (feed,) = [f.url for f in front.found if f.kind == "feed"]
    reading = read(newsroom.answer(host, feed.partition(host)[2], {}).body, feed, site=site, hint="feed")
    truth = {canonical(story.url): story for story in newsroom.truth(host)}
    named = {canonical(f.url): f for f in reading.found}
    assert named
    assert named.keys() <= truth.keys()
    for url, found in named.items():
        published = truth[url].date_published
        assert published is not None
        assert found.date_hint is not None
        assert datetime.fromisoformat(found.date_hint) == datetime.fromisoformat(published)


@pytest.mark.parametrize(
    ("path", "next_"),
    [
        ("/feed/", "/feed/?paged=2"),
        ("/feed/?paged=7", "/feed/?paged=8"),
        ("/isle/feed", "/isle/feed?paged=2"),
        ("/category/sea/feed/", None),
    ],
)
def test_a_feed_of_wordpress_goes_on_to_the_first_story(path: str, next_: str | None) -> None:
    made_by = "<generator>https://wordpress.org/?v=6.4.3</generator>"
    reading = _read(_rss(_item("/2024/04/17/ferry-is-back/"), head=made_by), path)
    later = {f.url.removeprefix(HOME): f.deep for f in reading.found if f.kind == "feed"}
    assert later == ({next_: True} if next_ else {})
    assert not [f for f in _read(_rss(_item("/2024/04/17/ferry-is-back/")), path).found if f.kind == "feed"]
    assert not [f for f in _read(_rss(head=made_by), path).found if f.kind == "feed"]  # behind the last one
