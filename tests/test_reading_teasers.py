"""Teasers found by their structure, whatever the markup: the two rails of the seed's page in many dresses."""

# ruff: noqa: E501 - markup is easier to read unbroken

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path
from time import process_time

import pytest
from lxml.html import HtmlElement, fromstring

from newscrawl.extraction import Document
from newscrawl.items import Teaser
from newscrawl.reading import listing
from newscrawl.reading.anchors import anchors, text_of
from newscrawl.reading.read import read
from newscrawl.reading.regions import Regions
from newscrawl.reading.teaser import _MOST_KEPT, Parts, _kept, parts
from newscrawl.site import Rail, Site
from newscrawl.urls import absolute

SITE = Site(name="example.org", home="https://www.example.org/", domains=("example.org",))
SEED = Path(__file__).parents[2] / "shared" / "seed" / "expected.json"
HEADLINE = "National ceremony in Ottawa will mark a day of reconciliation"
TEXT = "The streets of downtown are turning into a sea of orange with hundreds of people already in place on the hill."
SENTENCES = (
    "On Saturday night at her parents’ home in Delaware, Ont. the medallist welcomed everyone who helped her.",
    "A tale about a taxicab hauling gold and sinking through the ice has captivated a man for decades.",
    "A pizza chain in Edmonton claims to have the world's largest deliverable pizza.",
    "A man from a small rural town is making music that makes people laugh.",
)
PROSE = (
    "<p>Russian forces are being withdrawn from the region where they have been stationed since the end of the war.</p>"
)


def _url(number: int) -> str:
    return f"https://www.example.org/canada/a-local-story-of-number-{number}-1.70556{number:02d}"


TOP = _url(90)
Dress = Callable[[str, str, tuple[str, ...]], str]


def lists(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(f"<li><a href='{_url(n)}'>{escape(s)}</a></li>" for n, s in enumerate(sentences))
    return f"""<aside><div><h2>Top Stories</h2><ul><li><a href='{TOP}'><img alt=''><span class='label'>WATCH LIVE</span></a>
        <h3><a href='{TOP}'><span>WATCH LIVE</span> {escape(headline)}</a></h3><p>{escape(text)}</p></li></ul></div>
        <div><h2>Local Spotlight</h2><ul>{items}</ul></div></aside>"""


def divs_with_text_outside_the_link(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(
        f"<div><a href='{_url(n)}'><img alt=''></a><div>{escape(s)}</div></div>" for n, s in enumerate(sentences)
    )
    return f"""<div><div>Top Stories</div><div><div>WATCH LIVE</div>
        <a href='{TOP}'>WATCH LIVE {escape(headline)}</a><p>{escape(text)}</p></div></div>
        <div><div>Local Spotlight</div>{items}</div>"""


def flat_paragraphs(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(f"<p><a href='{_url(n)}'>{escape(s)}</a></p>" for n, s in enumerate(sentences))
    return f"""<section><h3>Top Stories</h3><div><a href='{TOP}'>WATCH LIVE</a></div>
        <div><a href='{TOP}'>WATCH LIVE {escape(headline)}</a></div><p>{escape(text)}</p></section>
        <section><h3>Local Spotlight</h3>{items}</section>"""


def headlines_without_links(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(f"<div><a href='{_url(n)}'><img></a><p>{escape(s)}</p></div>" for n, s in enumerate(sentences))
    return f"""<div><div>Top Stories</div><div><a href='{TOP}'><img></a><span>WATCH LIVE</span>
        <div><span>WATCH LIVE</span> {escape(headline)}</div><div>{escape(text)}</div></div></div>
        <div><div>Local Spotlight</div><div>{items}</div></div>"""


def invitations_to_read_on(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(f"<p>{escape(s)} <a href='{_url(n)}'>Read more</a></p>" for n, s in enumerate(sentences))
    return f"""<div><h2>Top Stories</h2><article><span>WATCH LIVE</span>
        <h3><span>WATCH LIVE</span> <a href='{TOP}'>{escape(headline)}</a></h3>
        <p>{escape(text)} <a href='{TOP}'>Read more</a></p></article></div>
        <div><h2>Local Spotlight</h2>{items}</div>"""


def whole_cards_linked(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(f"<a class='card' href='{_url(n)}'><img><p>{escape(s)}</p></a>" for n, s in enumerate(sentences))
    return f"""<div><h2>Top Stories</h2><a class='card' href='{TOP}'><div>WATCH LIVE</div>
        <h3>WATCH LIVE {escape(headline)}</h3><p>{escape(text)}</p></a></div>
        <div><h2>Local Spotlight</h2>{items}</div>"""


def links_in_the_middle_of_sentences(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    def item(number: int, sentence: str) -> str:
        words = sentence.split()
        linked = escape(" ".join(words[2:6]))
        return f"<li>{escape(' '.join(words[:2]))} <a href='{_url(number)}'>{linked}</a> {escape(' '.join(words[6:]))}</li>"

    items = "".join(item(n, s) for n, s in enumerate(sentences))
    return f"""<div><p class='rail-title'>Top Stories</p><div><p><b>WATCH LIVE</b></p>
        <p><a href='{TOP}'><b>WATCH LIVE</b> {escape(headline)}</a></p><p>{escape(text)}</p></div></div>
        <div><p class='rail-title'>Local Spotlight</p><ul>{items}</ul></div>"""


def adjacent_spans(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(
        f"<div><a href='{_url(n)}'><img alt='A picture of something else'></a><p><a href='{_url(n)}'>{escape(s)}</a></p></div>"
        for n, s in enumerate(sentences)
    )
    return f"""<div><header><h2><span>Top Stories</span></h2></header><div>
        <a href='{TOP}'><img><span>WATCH LIVE</span></a><a href='{TOP}'><span>WATCH LIVE</span><span>{escape(headline)}</span></a>
        <p>{escape(text)}</p></div></div>
        <div><header><h2>Local Spotlight</h2><a href='/local'>See all</a></header>{items}</div>"""


def flat_in_the_body(headline: str, text: str, sentences: tuple[str, ...]) -> str:
    items = "".join(f"<p><a href='{_url(n)}'>{escape(s)}</a></p>" for n, s in enumerate(sentences))
    return f"""{PROSE * 4}<h2>Top Stories</h2><p>WATCH LIVE</p><h3><a href='{TOP}'>WATCH LIVE {escape(headline)}</a></h3>
        <p>{escape(text)}</p><h2>Local Spotlight</h2>{items}"""


DRESSES: list[Dress] = [
    lists,
    divs_with_text_outside_the_link,
    flat_paragraphs,
    headlines_without_links,
    invitations_to_read_on,
    whole_cards_linked,
    links_in_the_middle_of_sentences,
    adjacent_spans,
    flat_in_the_body,
]


def _teasers(main: str, site: Site = SITE) -> list[Teaser]:
    page = f"""<!doctype html><title>A page</title><body><nav><ul><li><a href="/world">World</a><li><a href="/canada">Canada</a></ul></nav>
        <main><h1>Forces begin to leave</h1><div class="story">{PROSE * 5}</div>{main}</main>
        <footer><a href="/about">About us</a> <a href="/privacy-policy">Privacy policy</a></footer>"""
    return read(page.encode(), "https://www.example.org/world/forces-begin-to-leave-1.2050625", site=site).teasers


def _told(teasers: list[Teaser]) -> dict[str, list[tuple[str, str | None, str | None]]]:
    rails: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for teaser in teasers:
        rails.setdefault(teaser.rail, []).append((teaser.headline, teaser.description, teaser.label))
    return rails


@pytest.mark.parametrize("dress", DRESSES)
def test_rails_are_read_in_any_dress(dress: Dress) -> None:
    teasers = _teasers(dress(HEADLINE, TEXT, SENTENCES))
    assert _told(teasers) == {
        "Top Stories": [(HEADLINE, TEXT, "WATCH LIVE")],
        "Local Spotlight": [(sentence, None, None) for sentence in SENTENCES],
    }
    assert [teaser.position for teaser in teasers] == [1, 2, 3, 4, 5]
    assert [teaser.article_url for teaser in teasers] == [TOP, *(_url(n) for n in range(4))]


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
@pytest.mark.parametrize("dress", DRESSES)
def test_the_seed_rails_are_read_as_expected(dress: Dress) -> None:
    expected = json.loads(SEED.read_text(encoding="utf-8"))["teasers"]
    (headline, text), *_ = expected["CTVNews.ca Top Stories"]
    sentences = tuple(expected["Local Spotlight"])
    told = _told(_teasers(dress(headline, text, sentences)))
    assert told == {
        "Top Stories": [(headline, text, "WATCH LIVE")],
        "Local Spotlight": [(sentence, None, None) for sentence in sentences],
    }


def test_described_rails_are_read_by_their_selectors() -> None:
    rail = Rail(container=".x9", heading=".x1", item=".x2", headline=".x3", description=".x4", label=".x5")
    html = f"""<div class=x9><i class=x1>Odd rail</i><div class=x2><i class=x5>LIVE</i><a href="{TOP}"><img></a>
        <i class=x3>Three little words</i><i class=x4>And what they mean to us.</i></div></div>"""
    site = Site(name="example.org", home="https://www.example.org/", domains=("example.org",), rails=(rail,))
    (teaser,) = _teasers(html, site)
    assert (teaser.rail, teaser.headline, teaser.description, teaser.label) == (
        "Odd rail",
        "Three little words",
        "And what they mean to us.",
        "LIVE",
    )


def test_cards_without_links_in_a_described_rail_are_read_by_its_selectors_alone() -> None:
    rail = Rail(container=".x9", heading=".x1", item=".x2", headline=".x3")
    card = f"<div class=x2 data-href='{_url(1)}'><i class=x3>{SENTENCES[0]}</i><a href='{TOP}'><img></a></div>"
    site = Site(name="example.org", home="https://www.example.org/", domains=("example.org",), rails=(rail,))
    assert len(_teasers(f"<div class=x9><i class=x1>Odd rail</i>{card}</div>", site)) == 1


def test_dates_of_teasers() -> None:
    html = f"""<h2>News</h2><ul>
        <li><h3><a href="{_url(1)}">The first story of today has a time</a></h3><time datetime="2024-04-17T10:00:00Z">Today</time></li>
        <li><h3><a href="{_url(2)}">The second story of today has a day</a></h3><span>April 17, 2024</span></li>
        <li><h3><a href="/2024/04/16/the-third-story-has-it-in-its-address">The third story of today has none</a></h3></li>
        <li><h3><a href="{_url(4)}">The fourth story of today is from 2019 or so</a></h3></li></ul>"""
    found = [teaser.date_hint for teaser in _teasers(html)]
    assert found == ["2024-04-17T10:00:00+00:00", "2024-04-17", "2024-04-16", None]


def test_links_in_running_text_and_menus_are_no_teasers() -> None:
    html = f"""<div>{PROSE * 2}<p>As <a href="{_url(1)}">we have reported here before the war</a>, they left.</p>{PROSE}</div>
        <div><h4>Services</h4><ul><li><a href="/id_1234567/contact">Contact</a><li><a href="/id_7654321/imprint">Imprint</a>
        <li><a href="/id_7654322/privacy">Privacy</a></ul></div>"""
    assert _teasers(html) == []


@pytest.mark.parametrize("beside", ["hace 29 horas | 69 com.", "3 hours ago · 12 comments", "12 April 2024 - 5 min"])
def test_how_old_and_how_often_read_a_story_is_is_no_description(beside: str) -> None:
    rows = "".join(
        f'<div class="item"><h3><a href="/n/{n}">The ferry of line {n} stays in the harbour</a></h3><p>{beside}</p>'
        f"<p>A storm keeps ferry {n} there until Sunday morning.</p></div>"
        for n in range(6)
    )
    page = f"<title>News</title><h2>Latest</h2><div>{rows}</div>".encode()
    reading = read(page, SITE.home, site=SITE, hint="front")
    assert [t.description for t in reading.teasers] == [
        f"A storm keeps ferry {n} there until Sunday morning." for n in range(6)
    ]


def test_a_paragraph_is_measured_once_however_many_links_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: Counter[str] = Counter()

    def counting(element: HtmlElement) -> str:
        measured[str(element.tag)] += 1
        return text_of(element)

    monkeypatch.setattr(listing, "text_of", counting)
    links = " and ".join(f"<a href='/people/{n}'>Name {n}</a>" for n in range(200))
    page = f"<html><body><main><p>{links}</p></main></body></html>"
    read(page.encode(), "https://www.example.org/a", site=SITE)
    assert measured["p"] <= 2


def test_of_several_links_without_words_the_first_one_tells_the_headline() -> None:
    links = "".join(
        f"<a href='{TOP}' title='The picture tells its story, number {n}'><img src='/{n}.jpg'></a>" for n in range(9)
    )
    other = f"<a href='{_url(1)}'>{SENTENCES[0]}</a>"
    page = f"<html><body><main><h2>Top Stories</h2><ul><li>{links}</li><li>{other}</li></ul></main></body></html>"
    found = read(page.encode(), SITE.home, site=SITE).teasers
    assert [teaser.headline for teaser in found][:1] == ["The picture tells its story, number 0"]


def test_teasers_of_equal_markup_differ_where_the_page_around_them_does() -> None:
    markup = (
        '<div class="t"><a href="{}">More of this story here</a><p>Words about <a href="/b-c-d-e-2">boats</a></p></div>'
    )
    one = _teaser(markup.format("/a-b-c-d-1"), {"/a-b-c-d-1"}, frozenset())
    assert one is not None
    assert one.headline == "More of this story here"
    other = _teaser(markup.format("/a-b-c-d-1"), {"/b-c-d-e-2"}, frozenset())
    assert other is not None
    assert other.headline == "Words about boats"
    generic = _teaser(markup.format("/a-b-c-d-1"), {"/a-b-c-d-1"}, frozenset(["more of this story here"]))
    assert generic is not None
    assert generic.headline == "Words about boats"
    assert _teaser(markup.format("/a-b-c-d-1"), {"/a-b-c-d-1"}, frozenset()) == one


def _teaser(text: str, story: set[str], generic: frozenset[str]) -> Parts | None:
    node = fromstring(text)
    return parts([node], {link for link in node.iter("a") if link.get("href") in story}, generic)


def test_few_teasers_are_kept() -> None:
    for number in range(2_100):
        node = fromstring(f"<p><a href='/a'>The council votes on the bridge for the {number}th time</a></p>")
        parts([node], {*node.iter("a")}, frozenset())
    assert len(_kept) <= _MOST_KEPT


def test_links_mean_what_they_mean_on_their_own_page() -> None:
    hrefs = [
        "/a",
        "//b.test/a",
        "a",
        "?p=1",
        "https://c.test/a#x",
        "//?x",
        "/\t/?x",
        "http://?x=1",
        "http:a",
        " /a",
        "mailto:a@b",
    ]
    page = "".join(f"<a href='{href}'>words</a>" for href in hrefs)
    for base in ("https://d.test/one/", "http://e.test/two/three?q=2", "https://d.test/four"):
        document = Document.parse(f"<body>{page}</body>", base)
        urls = [found for href in hrefs if (found := absolute(base, href.strip()))]
        assert [link.url for link in anchors(document, Regions())] == [url.partition("#")[0] for url in urls]


@pytest.mark.parametrize("between", ["", "</a>", "</a><p>x</p>"], ids=["nested", "beside", "among others"])
def test_a_story_that_is_linked_by_the_thousand_costs_no_more_than_others(between: str) -> None:
    link = f'<a href="/canada/a-local-story-of-number-1-1.7055600">{HEADLINE}{between}'
    page = f"<main><div>{'<p>x</p>' * 4_000}{link * 4_000}</div></main>".encode()
    began = process_time()
    reading = read(page, SITE.home + "news", site=SITE)
    assert process_time() - began < 3
    assert len(reading.teasers) <= 1


def test_a_short_headline_in_a_card_that_tells_a_time_leads_to_a_story_whatever_its_address() -> None:
    paths = ("series/the-river-2", "news/ferry-sinks", "people/anna-berg")
    time = "<time datetime='2024-05-03T10:00'>3 May</time>"
    cards = "".join(f"<li><h2><a href='/{path}'>The River {n}</a></h2>{{}}</li>" for n, path in enumerate(paths))
    for told, announced in ((time, [SITE.home + path for path in paths]), ("", [])):
        reading = read(f"<main><ul>{cards.replace('{}', told)}</ul></main>".encode(), SITE.home, site=SITE)
        assert [teaser.article_url for teaser in reading.teasers] == announced


def test_stories_that_are_linked_by_their_amp_twins_alone_are_teasers() -> None:
    """A section of such links was no list of stories, and was asked once."""
    heads = [f"Council votes to rebuild the pier of number {number}" for number in range(4)]
    cards = "".join(
        f"<div><h3><a href='/canada/{n}-a-story-1.7{n}?amp=1'>{head}</a></h3></div>" for n, head in enumerate(heads)
    )
    reading = read(
        f"<html><body><main>{cards}</main></body></html>".encode(), "https://www.example.org/canada/", site=SITE
    )
    stories = [f"https://www.example.org/canada/{n}-a-story-1.7{n}" for n in range(4)]
    assert reading.kind == "section"
    assert [(t.article_url, t.headline) for t in reading.teasers] == list(zip(stories, heads, strict=True))
    found = {f.url: f.skip for f in reading.found}
    assert all(found[url] is None and "twin" in (found[f"{url}?amp=1"] or "") for url in stories)
