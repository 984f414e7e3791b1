"""What a page is, decided from what it is and never from a list of words."""

# ruff: noqa: E501 - markup is easier to read unbroken

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.demo.newsroom import build
from newscrawl.items import Kind
from newscrawl.reading import Reading
from newscrawl.reading.read import read
from newscrawl.site import Site
from newscrawl.sites import find, load
from newscrawl.urls import canonical, in_site

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SITE = Site(name="example.org", home="https://www.example.org/", domains=("example.org",))
TEXT = "The council met on Tuesday night to hear what the harbour office had to say about the ferry and its price. "
STORY = "<h1>Harbour office explains the price of the ferry</h1>" + f"<p>{TEXT * 2}</p>" * 8
RAIL = "<aside><h2>More news</h2><ul>{}</ul></aside>".format(
    "".join(f'<li><h3><a href="/news/a-story-of-many-words-{n}-12345{n:02d}/">A story of many words, number {n}</a></h3>' for n in range(40))
)  # fmt: skip
META = '<meta property="article:published_time" content="2024-04-17T10:00:00+02:00"><meta property="og:type" content="article">'


def _read(main: str, path: str, hint: Kind | None = None, head: str = "") -> Reading:
    page = f"<!doctype html><html><head><title>A page</title>{head}</head><body><main>{main}</main></body></html>"
    return read(page.encode(), "https://www.example.org" + path, site=SITE, hint=hint)


@pytest.mark.parametrize("hint", [None, "article", "section", "other"])
def test_a_story_with_long_rails_is_an_article(hint: Kind | None) -> None:
    reading = _read(STORY + RAIL, "/news/harbour-office-explains-the-price-1234567/", hint, META)
    assert (reading.kind, len(reading.teasers)) == ("article", 40)
    assert reading.article is not None
    assert reading.article.headline == "Harbour office explains the price of the ferry"


@pytest.mark.parametrize("hint", [None, "section", "other"])
def test_a_section_with_a_long_introduction_is_no_article(hint: Kind | None) -> None:
    introduction = f"<h1>Harbour</h1><p>{TEXT * 3}</p><p>{TEXT * 3}</p>"
    reading = _read(introduction + RAIL, "/news/harbour/", hint, '<meta property="og:type" content="website">')
    assert (reading.kind, reading.article) == ("section", None)


@pytest.mark.parametrize("path", ["/about/", "/contact", "/terms-of-use/", "/privacy-policy.html"])
@pytest.mark.parametrize("hint", [None, "section", "other"])
def test_long_pages_of_a_menu_or_footer_are_no_articles(path: str, hint: Kind | None) -> None:
    reading = _read(STORY.replace("Harbour office explains the price of the ferry", "About this newspaper"), path, hint)
    assert (reading.kind, reading.article) == ("other", None)


def test_a_story_that_a_teaser_announced_and_nothing_can_be_read_of_is_no_listing() -> None:
    reading = _read("<h1>Sign in</h1>" + RAIL[:900], "/news/harbour-office-explains-the-price-1234567/", "article")
    assert reading.kind == "other"
    assert "none could be read" in reading.reason


@pytest.mark.parametrize("host", ["newsroom.test", "gazette.test"])
def test_the_bundled_site_is_found_and_told_apart_completely(host: str) -> None:
    newsroom = build("small")
    site = find(newsroom.home(host), {})
    kinds: dict[str, Kind] = {}
    waiting: list[tuple[str, Kind]] = [(newsroom.home(host), "front")]
    while waiting:
        url, hint = waiting.pop(0)
        if canonical(url) in kinds:
            continue
        answer = newsroom.answer(host, url.partition(host)[2] or "/", {})
        kinds[canonical(url)] = "other"
        if answer.status == 200:
            reading = read(answer.body, url, site=site, hint=hint, content_type=dict(answer.headers)["Content-Type"])
            kinds[canonical(url)] = reading.kind
            waiting += [(f.url, f.kind) for f in reading.found if f.skip is None and in_site(f.url, site)]
    articles = {canonical(truth.url) for truth in newsroom.truth(host)}
    assert {url for url, kind in kinds.items() if kind == "article"} == articles


@pytest.mark.parametrize("host", ["newsroom.test", "gazette.test"])
def test_the_teasers_of_the_bundled_site_are_read_word_for_word(host: str) -> None:
    newsroom = build("small")
    site = find(newsroom.home(host), {})
    for url in newsroom.listings(host):
        answer = newsroom.answer(host, url.partition(host)[2], {})
        seen = read(answer.body, url, site=site).teasers
        expected = newsroom.expected_teasers(host, url)
        assert [(t.rail, t.headline, t.description, t.position) for t in seen] == [
            (t.rail, t.headline, t.description, t.position) for t in expected
        ]
        assert [canonical(t.article_url) for t in seen] == [canonical(t.article_url) for t in expected]


@pytest.mark.parametrize("path", ["/", "/news/a-story-of-many-words-7-1234507/", "/about/"])
def test_a_page_that_nobody_follows_is_read_as_any_other_but_for_where_it_leads(path: str) -> None:
    main = f"<nav><a href=/world/>World</a></nav>{STORY if 'news' in path else ''}{RAIL if path != '/about/' else ''}"
    page = f"<!doctype html><html><head><title>A page</title>{META}</head><body>{main}</body></html>".encode()
    whole, alone = (read(page, "https://www.example.org" + path, site=SITE, follow=follow) for follow in (True, False))
    assert whole.found and not alone.found
    assert not (alone.kind == "article" and alone.teasers)  # these only lead to addresses, too
    teasers = whole.teasers if alone.kind == "article" else alone.teasers
    assert replace(alone, found=whole.found, teasers=teasers) == whole


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_real_pages_are_articles_whatever_led_to_them() -> None:
    wrong = []
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()[::4]:
        case = json.loads(line)
        body = gzip.decompress((CORPUS / case["page"]).read_bytes())
        reading = read(body, case["url"], site=find(case["url"], load(None)[0], start=False), hint="other")
        if reading.kind != "article":
            wrong.append((case["id"], reading.reason))
    assert len(wrong) <= 1, wrong


def test_a_list_that_a_teaser_announced_is_no_story() -> None:
    items = "".join(
        f"<p>03.05.2024 <a href='/news/{n}.html'><b>The {n}th story of this issue</b></a><br>{TEXT}</p>"
        for n in range(6)
    )
    reading = _read(f"<h1>Number 18 of our paper</h1><p>3 May 2024</p>{items}", "/issues/2024-18/", "article")
    assert reading.article is None
    assert reading.kind != "article"


@pytest.mark.parametrize(("head", "kind"), [("", "article"), ('<meta property="og:type" content="product">', "other")])
def test_news_of_one_paragraph_without_data_is_a_story_where_a_teaser_announced_it(head: str, kind: Kind) -> None:
    text = (
        "<p>The road along the bay was closed on Monday morning after a lorry had lost its load of gravel. Nobody was hurt, "
        "and the police hope to open it again by noon, as they said at nine.</p>"
    )
    page = f"<b>Road along the bay is closed</b><p>17 April 2024</p>{text}"
    assert _read(page, "/news/11996.html", "article", head).kind == kind
