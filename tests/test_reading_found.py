"""What the links of a page are taken for, and what a page is, on pages of a made-up newsroom."""

# ruff: noqa: E501 - markup is easier to read unbroken

from __future__ import annotations

import gzip
import json
import pickle
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.items import Found, Kind
from newscrawl.reading import Reading
from newscrawl.reading.read import read
from newscrawl.site import Site
from newscrawl.sites import find, load

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SITE = Site(name="example.org", home="https://www.example.org/", domains=("example.org",))
SLUG = "ministers-agree-on-new-rules-for-ferries"
NOW = datetime(2024, 4, 18, tzinfo=UTC)


def _read(main: str, path: str = "/", *, site: Site = SITE, hint: Kind | None = None, head: str = "") -> Reading:
    page = f"<!doctype html><html><head><title>A page</title>{head}</head><body>{main}</body></html>"
    return read(page.encode(), "https://www.example.org" + path, site=site, hint=hint, fetched_at=NOW)


def _one(reading: Reading, path: str) -> Found:
    (found,) = [f for f in reading.found if f.url == "https://www.example.org" + path]
    return found


NAV = """<header><a href="/">Home</a><nav><ul><li><a href="/world/">World</a><li><a href="/business/real-estate/">Real estate</a>
    <li><a href="#more">More</a></ul></nav></header>"""
STORIES = "".join(
    f'<li class="teaser"><h3><a href="/world/{SLUG}-{n}/">Ministers agree on new rules, part {n}</a></h3></li>'
    for n in range(1, 5)
)


def test_a_front_page_leads_to_stories_sections_and_the_rest_in_this_order() -> None:
    reading = _read(f"{NAV}<main><h2>Latest</h2><ul>{STORIES}</ul></main><footer><a href='/about/'>About</a></footer>")
    assert reading.kind == "front"
    story, later, section = (
        _one(reading, f"/world/{SLUG}-1/"),
        _one(reading, f"/world/{SLUG}-2/"),
        _one(reading, "/world/"),
    )
    about = _one(reading, "/about/")
    assert [story.kind, section.kind, about.kind] == ["article", "section", "other"]
    assert story.priority > later.priority > section.priority > about.priority
    assert not story.deep
    assert not section.deep
    assert len({f.url for f in reading.found}) == len(reading.found)
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_a_front_page_is_never_an_article_however_long_its_introduction() -> None:
    reading = _read(f"<main><h1>Welcome</h1>{'<p>' + 'words and more words ' * 30 + '</p>'}<ul>{STORIES}</ul></main>")
    assert reading.kind == "front"
    assert reading.article is None


def test_a_section_with_teasers_is_a_section() -> None:
    reading = _read(f"{NAV}<main><h1>World</h1><ul>{STORIES}</ul></main>", "/world/")
    assert (reading.kind, len(reading.teasers)) == ("section", 4)
    assert "4 teasers" in reading.reason


def test_the_frames_of_a_front_page_are_the_front_page() -> None:
    frames = "<html><head><title>x</title></head><FRAMESET COLS=150,*><FRAME SRC=menu.php?PHPSESSID=0a1b NAME=m>"
    frames += (
        "<FRAME SRC=news.php><FRAME SRC=http://ads.example.com/><NOFRAMES><BODY>No.</BODY></NOFRAMES></FRAMESET></html>"
    )
    reading = read(frames.encode(), "https://www.example.org/", site=SITE, fetched_at=NOW)
    told = {f.url.partition("?")[0]: f.kind for f in reading.found}
    assert told == {"https://www.example.org/menu.php": "front", "https://www.example.org/news.php": "front"}
    menu = _read("<A HREF=list.php?cat=4>Politics</A><BR><A HREF=list.php?cat=5>Sport</A>", "/menu.php", hint="front")
    assert [(f.kind, f.deep) for f in menu.found] == [("section", False)] * 2


def test_pictures_below_a_story_s_address_and_its_shortlink_are_not_asked() -> None:
    text = "".join(f"<p>{'The ministers met in the harbour and agreed on the ferries. ' * 4}{n}</p>" for n in range(5))
    own = f"/world/{SLUG}/"
    picture = f"<figure><a href='{own}harbour-at-night/'><img src='a.jpg'></a></figure>"
    links = "<a href='/node/1966#comments'>Comments</a><a href='/print/node/1966'>Print</a>"
    head = "<link rel='shortlink' href='/node/1966'><meta property='article:published_time' content='2024-04-17T10:00:00Z'>"
    main = f"<main><h1>Ministers agree</h1><p>By Ann Lee</p>{picture}{text}{links}</main>"
    reading = _read(main, own, hint="article", head=head)
    assert reading.kind == "article"
    assert _one(reading, f"{own}harbour-at-night/").skip == "a page of one picture"
    assert [f.url for f in reading.found if not f.skip] == []


@pytest.mark.parametrize(
    "link",
    [
        '<div class="pagination"><a href="/world/?page=2">2</a></div>',
        '<a rel="next" href="/world/older/x/">Older stories</a>',
        '<p><a href="/world/page/2/">Load more</a></p>',
        '<ul class="page-numbers"><li><a href="/world/b/">Next</a></ul>',
    ],
)
def test_further_pages_of_a_listing_are_deep(link: str) -> None:
    reading = _read(f"{NAV}<main><h1>World</h1><ul>{STORIES}</ul>{link}</main>", "/world/")
    (further,) = [f for f in reading.found if f.deep]
    assert further.kind == "section"


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="author" href="/jane/">Jane Smith</a>',
        '<a rel="tag" href="/x/harbour/">Harbour</a>',
        '<span class="byline"><a href="/staff-page/">Jane Smith</a></span>',
        '<a href="/tag/harbour/">Harbour</a>',
        '<a href="/autor/juan-perez/">Juan Pérez</a>',
    ],
)
def test_tags_and_authors_are_deep_listings_of_low_priority(link: str) -> None:
    reading = _read(f"{NAV}<main><ul>{STORIES}</ul><p>{link}</p></main>")
    (label,) = [f for f in reading.found if f.deep]
    assert label.kind == "section"
    assert label.priority < _one(reading, "/world/").priority


def test_files_twins_and_described_addresses_are_skipped_with_a_reason() -> None:
    site = Site(name="example.org", home="https://www.example.org/", domains=("example.org",), ignore=(r"^/games/",))
    links = f"""<a href="/a/report.pdf">Report</a><a href="/a/photo.jpg">Photo</a><a href="/games/chess/">Chess</a>
        <a href="/world/{SLUG}-1/?outputType=amp">Fast</a><a href="/world/{SLUG}-1/?print=1">Print</a>"""
    reading = _read(f"<main><ul>{STORIES}</ul>{links}</main>", site=site)
    skipped = {f.url.removeprefix("https://www.example.org"): f.skip for f in reading.found if f.skip}
    twin = f"print, AMP or mobile twin of https://www.example.org/world/{SLUG}-1/"
    assert skipped == {
        "/a/report.pdf": "a PDF file",
        "/a/photo.jpg": "an image",
        "/games/chess/": "the site's description says so",
        f"/world/{SLUG}-1/?outputType=amp": twin,
        f"/world/{SLUG}-1/?print=1": twin,
    }


def test_the_page_for_narrow_screens_is_a_twin_but_no_picture_or_style_sheet_for_them() -> None:
    head = """<link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.example.org/a.html">
        <link rel="apple-touch-startup-image" media="(max-width: 430px)" href="/splash.png">
        <link rel="stylesheet" media="(max-width: 640px)" href="/narrow.css">
        <link rel="alternate stylesheet" media="(max-width: 640px)" href="/other.css">"""
    reading = _read("<p>Text", "/a.html", head=head)
    assert [f.url for f in reading.found if f.skip] == ["https://m.example.org/a.html"]


def test_links_that_share_the_page_are_left_out() -> None:
    own = f"/world/{SLUG}-9/"
    links = f"""<a href="https://www.facebook.com/sharer?u=https%3A%2F%2Fwww.example.org{own}">Share</a>
        <a href="https://x.com/intent/tweet?text=Hello&url=https://www.example.org{own}">Tweet</a>
        <a href="/login?return={own}">Log in</a><a href="mailto:?body=x">Mail</a><a href="javascript:void(0)">No</a>
        <a href="#comments">Comments</a><a href="{own}#top">Top</a><a href="https://partner.net/x">Partner</a>"""
    reading = _read(f"<main>{links}</main>", own)
    assert [f.url for f in reading.found] == ["https://partner.net/x"]
    assert reading.found[0].skip is None


def test_descriptions_override_what_addresses_look_like() -> None:
    site = Site(
        name="example.org",
        home="https://www.example.org/",
        domains=("example.org",),
        articles=(r"^/s/\w+$",),
        listings=(r"^/dossier/",),
    )
    links = '<div><a href="/s/x9">Nine</a></div><h3><a href="/dossier/a-long-name-of-many-words-1234567/">A long name of many words</a></h3>'
    reading = _read(f"<main>{links}</main>", site=site)
    assert _one(reading, "/s/x9").kind == "article"
    assert _one(reading, "/dossier/a-long-name-of-many-words-1234567/").kind == "section"
    listed = _read(
        f"<main><h1>A dossier</h1>{'<p>' + 'many words here ' * 40 + '</p>'}</main>",
        "/dossier/a-b-c-d-1234567/",
        site=site,
    )
    assert listed.kind == "section"


def test_a_story_below_a_section_that_a_description_names_is_a_story() -> None:
    """An address that both patterns match is an article's, for what leads to the page and for the page itself."""
    site = Site(
        name="example.org",
        home="https://www.example.org/",
        domains=("example.org",),
        articles=(r"-story\d+$",),
        listings=(r"^/town/",),
    )
    told = (
        f"<h1>A bridge is closed again</h1><p>By Ann Lee</p>{'<p>' + 'Many words of a story are here. ' * 20 + '</p>'}"
    )
    assert _one(_read('<a href="/town/bridge-story1">Bridge</a>', site=site), "/town/bridge-story1").kind == "article"
    assert _read(f"<article>{told}</article>", "/town/bridge-story1", site=site).kind == "article"


def test_each_pattern_of_a_description_stands_for_itself() -> None:
    """Its flags and its back references are its own: a site with such patterns is read like any other."""
    site = Site(
        name="example.org",
        home="https://www.example.org/",
        domains=("example.org",),
        articles=(r"^/(s)/\d+$", r"^/(\d+)/\1$"),
        ignore=(r"^/games/", r"(?i)^/lk/"),
    )
    reading = _read('<a href="/7/7">One</a><a href="/7/8">Two</a><a href="/LK/in">Three</a>', site=site)
    assert _one(reading, "/7/7").kind == "article"
    assert _one(reading, "/7/8").kind != "article"
    assert _one(reading, "/LK/in").skip == "the site's description says so"


def test_feeds_are_found_where_a_page_names_them() -> None:
    head = """<link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" type="application/atom+xml" href="/atom">
        <link rel="amphtml" href="/amp.html"><link rel="alternate" type="application/rss+xml" href="/comments/feed/">
        <link rel="alternate" type="application/json" href="/feed.json"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
        <link rel="sitemap" type="application/xml" href="/map.xml">"""
    reading = _read("<p>Hello", head=head)
    feeds = {f.url.removeprefix("https://www.example.org"): (f.skip, f.deep) for f in reading.found if f.kind == "feed"}
    comments = ("a feed of comments", False)
    assert feeds == {
        "/feed.xml": (None, False),
        "/atom": (None, False),
        "/feed.json": (None, False),
        "/comments/feed/": comments,
    }
    assert _one(reading, "/map.xml").kind == "sitemap"
    section = _read(f"<ul>{STORIES}</ul>", "/world/", head=head)
    assert _one(section, "/feed.xml").deep  # a section's feed tells what the section tells


@pytest.mark.parametrize(
    ("body", "content_type", "kind", "words"),
    [
        (b"%PDF-1.7", "text/html", "other", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "other", "an image"),
        (b"", "text/html", "other", "an empty answer"),
        (b'{"a": 1}', "application/json", "other", "JSON data"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "feed", "a JSON Feed"),
        (b'<?xml version="1.0"?><!-- x --><rss version="2.0">', "text/html", "feed", "an RSS feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "text/plain", "feed", "an Atom feed"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><urlset>", "application/xml", "sitemap", "a sitemap"),
        (b"<?xml version='1.0'?><sitemapindex>", "text/xml", "sitemap", "an index of sitemaps"),
        (b"https://example.org/a\n", "text/plain", "other", "plain text"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", None, "other", "an image"),
        (b"body { color: red }", "text/css", "other", "a style sheet"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_told_by_its_bytes(body: bytes, content_type: str | None, kind: Kind, words: str) -> None:
    reading = read(body, "https://www.example.org/x", site=SITE, content_type=content_type)
    assert reading.kind == kind
    assert reading.reason.startswith(words)


@pytest.mark.parametrize(
    "body", [b"<p>Hello", b"<!-- x --><!DOCTYPE html><html>", b"Hello there", b'<?xml version="1.0"?><html xmlns="x">']
)
def test_pages_are_pages_even_when_mislabelled(body: bytes) -> None:
    assert "not a page" not in read(body, "https://www.example.org/x", site=SITE, content_type="text/html").reason


def test_nothing_on_a_page_can_raise() -> None:
    nasty = (
        "<a href='http://[::1'>x</a><a href='//'>y</a><a href='?'>z</a><a href='http://a:99999/'>q</a><base href='::'>"
        + "<div>" * 3000
    )
    assert _read(nasty).found is not None


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_every_real_page_is_found_from_a_plain_front_page() -> None:
    sys.path.insert(0, str(CORPUS))
    try:
        from internet import front  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(CORPUS))
    hosts: dict[str, list[dict[str, object]]] = {}
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        case["html"] = gzip.decompress((CORPUS / case["page"]).read_bytes())
        hosts.setdefault(case["url"].split("/")[2], []).append(case)
    described, _ = load(None)
    for host, cases in hosts.items():
        home = f"https://{host}/"
        reading = read(front(host, cases), home, site=find(home, described), hint="front")
        found = {f.url for f in reading.found if f.kind == "article" and f.skip is None}
        assert reading.kind == "front"
        assert {str(case["url"]).partition("#")[0] for case in cases} <= found
        assert len(reading.teasers) == len({str(case["url"]).partition("#")[0] for case in cases})


def test_a_page_where_a_sitemap_was_expected_is_no_listing() -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    front = '<link rel="canonical" href="https://www.example.org/">'
    sitemap = _read(f"<ul>{STORIES}</ul>", "/sitemap.xml", hint="sitemap", head=head)
    assert (sitemap.kind, sitemap.teasers, sitemap.reason) == ("other", [], "a page where a sitemap was expected")
    assert [f.url for f in sitemap.found] == ["https://www.example.org/feed.xml"]
    assert _read(f"<ul>{STORIES}</ul>", "/feed/", hint="feed", head=front).kind == "other"
    assert _read(f"<h1>News feed</h1><ul>{STORIES}</ul>", "/feed/", hint="feed").kind == "section"


def test_where_a_page_refreshes_to_is_found() -> None:
    head = '<meta http-equiv="Refresh" content="0; URL=/world/after-the-move/">'
    assert _one(_read("<p>Moved.</p>", "/old", head=head), "/world/after-the-move/").skip is None


def test_years_and_days_of_an_archive_are_dates_not_pages_the_newest_first() -> None:
    years = [1970, 2019, 2023, 2024, 2025]
    for path in ("/archive/", "/issues/"):
        reading = _read("<ul>" + "".join(f'<li><a href="{path}{y}/">{y}</a>' for y in years) + "</ul>", path)
        found = {y: _one(reading, f"{path}{y}/") for y in years}
        assert found[2025].skip == "a day that is still to come"
        assert found[2023].date_first == "2023-01-01"
        order = sorted((y for y in years if not found[y].skip), key=lambda y: -found[y].priority)
        assert order == [2024, 2023, 2019, 1970]


def test_the_first_page_of_a_listing_is_not_asked_again_by_its_number() -> None:
    pager = "".join(f'<a href="?page={n}">{n}</a> ' for n in (1, 2, 3))
    for path in ("/archive/2023/05/", "/archive/2023/05/?page=2"):
        earlier = '<a href="?page=1">Previous</a>'
        reading = _read(f"<main><ul>{STORIES}</ul>{earlier}<div class='pager'>{pager}</div></main>", path)
        assert _one(reading, "/archive/2023/05/?page=1").skip == "the first page of its listing again"
        assert _one(reading, "/archive/2023/05/?page=3").deep
    from_nought = '<div class="pager"><a href="?page=0">1</a> <a href="?page=1">2</a></div>'
    assert _one(_read(f"<main><ul>{STORIES}</ul>{from_nought}</main>", "/world/"), "/world/?page=1").skip is None
