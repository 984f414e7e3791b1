# ruff: noqa: E501
"""What is an article, and what is not: by what the page is, not by its words."""

from __future__ import annotations

import json

import pytest

from newscrawl.extraction import Document, examine, extract, judge
from newscrawl.extraction.verdict import _facts

STORY = [
    f"Number {n}: the council of the town met on Tuesday, heard the mayor, and put the plan to a vote."
    for n in range(12)
]
SHORT = "".join(f"<p>{line}</p>" for line in STORY[:4])
LONG = "".join(f"<p>{line}</p>" for line in STORY)
HEAD = "<title>Council meets to vote on the new bridge</title>"


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_bare_old_page_of_line_breaks_is_an_article_with_paragraphs() -> None:
    page = (
        f"<html>{HEAD}<body><h1>Council meets to vote on the new bridge</h1>May 3, 2004<br><br>{'<br><br>'.join(STORY)}"
    )
    article = extract(page, "http://paper.example/2004/05/03/council-meets-to-vote.html")
    assert article is not None
    assert article.article_body.split("\n\n") == STORY


@pytest.mark.parametrize("indent", ["\u3000", "&nbsp;&nbsp;&nbsp;", "\n&emsp;"])
def test_a_line_that_is_set_in_begins_a_paragraph(indent: str) -> None:
    page = f"<html>{HEAD}<body><h1>Council meets to vote on the new bridge</h1>May 3, 2004<div>{indent}{f'<br>{indent}'.join(STORY)}"
    article = extract(page, "http://paper.example/2004/05/03/council-meets-to-vote.html")
    assert article is not None
    assert article.article_body.split("\n\n") == STORY


def test_paragraphs_that_begin_with_linked_titles_are_a_list() -> None:
    items = "".join(
        f"<p>03.05.2024 <a href='/{n}'><b>The {n}th story of this issue</b></a><br>{t} <a href='/{n}'>More</a></p>"
        for n, t in enumerate(STORY)
    )
    page = f"<html><head><title>Number 18 of our paper</title></head><body><h1>Number 18 of our paper</h1>{items}"
    assert extract(page, "http://paper.example/number/2024-18/") is None


@pytest.mark.parametrize(
    "head",
    [
        "<h1>Ferry in port</h1><p>3 May 2024, 11:20</p>",
        "<div><p>3 May 2024</p><h1>Ferry in port</h1></div>",
        "<h1>Ferry in port</h1><p>3 May 2024</p><p>No sailing.</p><h2>Why the islands have to wait for it</h2>",
        "<h1>Ferry in port</h1><div><time datetime='2024-05-03'>Friday</time></div><h5>Filed under</h5>",
    ],
)
def test_a_short_story_is_known_by_the_day_that_is_printed_with_its_headline(head: str) -> None:
    page = f"<html><head><title>Ferry in port</title></head><body><main>{head}{SHORT}"
    assert extract(page, "https://paper.example/islands/ferry-stays") is not None


@pytest.mark.parametrize(
    "items",
    [
        "<p>3 May 2024</p><h2>Ferry stays in port on Friday</h2>",
        "<p>3 May 2024</p><h2>Ferry stays in port on Friday</h2><p>No sailing.</p><h2>Council meets to hear the mayor</h2>",
        "<a href='/n/1'>Ferry stays in port on Friday</a><p>3 May 2024</p>",
    ],
)
def test_the_days_of_teasers_beneath_a_section_s_name_make_no_story(items: str) -> None:
    page = f"<html><head><title>Islands</title></head><body><main><h1>Islands</h1>{items}{SHORT}"
    assert extract(page, "https://paper.example/news-of/the-islands") is None


@pytest.mark.parametrize("day", ["", "<p>3 May 2024</p>"])
def test_paragraphs_behind_linked_titles_are_teasers(day: str) -> None:
    title = "<h3><a href='/n/{}'>A headline of the town, number {}</a></h3>"
    items = "".join(f"<div>{title.format(n, n)}{day}<p>{line}</p></div>" for n, line in enumerate(STORY))
    page = "<html><head><title>News of the Islands and Towns</title></head><body><main>{}<h1>News of the towns</h1>{}"
    assert extract(page.format("", items), "https://paper.example/channel/1234567") is None
    links = "".join(f"{title.format(n, n)}" for n in range(9))
    assert extract(page.format(links, f"{day}{LONG}{links}"), "https://paper.example/channel/1234567") is not None


def test_the_day_in_a_masthead_makes_no_story() -> None:
    page = f"<html><head><title>Ferries</title></head><body><p>3 May 2024</p><h1>Ferries</h1>{SHORT}"
    assert extract(page, "https://paper.example/islands/the-ferries") is None


def test_a_headline_of_a_sentence_s_length_tells_what_an_address_of_numbers_does_not() -> None:
    for words, is_story in (("Ferry stays in port until Sunday", True), ("Ferries", False)):
        page = f"<html><head><title>{words}</title></head><body><h1>{words}</h1>{LONG}"
        assert (extract(page, "https://paper.example/article.aspx?id=3124415") is not None) == is_story


def test_a_day_in_the_address_stands_for_a_printed_one() -> None:
    page = f"<html><head><title>Ferry stays</title></head><body><h1>Ferry stays</h1>{LONG}"
    assert extract(page, "https://paper.example/2024/05/03/ferry-stays/") is not None
    assert extract(page, "https://paper.example/islands/ferry-stays/") is None


def test_a_gallery_whose_captions_are_its_text_is_an_article() -> None:
    figures = "".join(f"<figure><img src='/{n}.jpg'><figcaption>{s}</figcaption></figure>" for n, s in enumerate(STORY))
    head = f'{HEAD}<meta property="article:published_time" content="2024-05-03T10:00:00Z">'
    page = (
        f"<html><head>{head}</head><body><article><h1>Council meets to vote on the new bridge</h1>{figures}</article>"
    )
    article = extract(page, "https://paper.example/pictures/council-meets-to-vote-1234567")
    assert article is not None
    assert article.article_body.split("\n\n") == STORY


@pytest.mark.parametrize("path", ["/privacy-policy.html", "/legal/terms-of-use.php", "/privacy-and-cookie-policy/"])
def test_pages_of_the_house_are_none_whatever_their_address_ends_in(path: str) -> None:
    head = '<title>Our rules</title><meta property="article:published_time" content="2024-05-03T10:00:00Z">'
    page = f"<html><head>{head}</head><body><h1>Our rules</h1>{LONG}"
    assert extract(page, f"https://paper.example{path}") is None


@pytest.mark.parametrize("path", ["/privacy-law-passes-the-senate/", "/show.php?page=news_item&name=Bridge-Vote"])
def test_addresses_that_begin_like_those_of_other_pages_are_stories(path: str) -> None:
    head = f'{HEAD}<meta name="author" content="Ada Lind">'
    page = f"<html><head>{head}</head><body><h1>Council meets to vote on the new bridge</h1>{LONG}"
    assert extract(page, f"https://paper.example{path}") is not None


def test_a_feed_is_no_story() -> None:
    items = "".join(
        f"<item><title>Bridge {n}</title><description>{s}</description></item>" for n, s in enumerate(STORY)
    )
    feed = f"<rss><channel><title>News of the Town</title><pubDate>3 May 2024 10:00</pubDate>{items}</channel></rss>"
    assert extract(feed, "https://paper.example/2024/05/03/news-of-the-town.html") is None


def test_a_section_with_long_teasers_is_none() -> None:
    items = "".join(
        f"<li><h3><a href='/n/{n}'>A headline of some length {n}</a></h3><p>{s}</p></li>" for n, s in enumerate(STORY)
    )
    data = {
        "@type": "CollectionPage",
        "mainEntity": {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle"}] * 9},
    }
    page = f"<html><head><title>World</title>{ld(data)}</head><body><h1>World</h1><ul>{items}</ul>"
    assert extract(page, "https://paper.example/world/") is None


def test_an_about_page_that_calls_itself_an_article_is_none() -> None:
    head = '<title>About us</title><meta property="og:type" content="article">'
    page = f"<html><head>{head}</head><body><h1>About us</h1><p>We print the news of the town.</p><p>Write to us.</p>"
    assert extract(page, "https://paper.example/about/") is None


@pytest.mark.parametrize(
    "body", ["", "<h1>Page not found</h1><p>The page is gone.</p>", "<form><h1>Log in</h1><input></form>"]
)
def test_empty_and_soft_404_pages_are_none(body: str) -> None:
    assert extract(f"<html><body>{body}", "https://paper.example/some/where") is None


def test_the_front_page_is_none_whatever_it_says() -> None:
    page = f"<html>{HEAD}<body><h1>News</h1>{''.join(f'<p>{s}</p>' for s in STORY)}"
    assert extract(page, "https://paper.example/") is None


def test_the_verdict_says_why() -> None:
    verdict = judge(Document.parse("<p>x</p>", "https://paper.example/x"), words=3, paragraphs=1, headline="X")
    assert not verdict.is_article
    assert "3 words" in verdict.reason
    assert "no date" in verdict.reason


def test_the_reason_says_first_what_is_there_and_then_what_is_not() -> None:
    assert _facts(stories=False, lists=False, dated=True, signed=True, words=282) == (
        "282 words, a date, a byline, but no structured data of an article"
    )
    assert _facts(stories=False, lists=False, dated=False, signed=False, words=282) == (
        "282 words, but no structured data of an article, no date and no byline"
    )
    told = _facts(stories=True, lists=False, dated=True, signed=True, words=9)
    assert told == "9 words, structured data calls it an article, a date, a byline"


def test_a_local_paper_that_calls_itself_a_business_has_stories() -> None:
    day = '<meta property="article:published_time" content="2024-05-03T10:00:00Z">'
    for url, is_story in (("https://paper.example/", True), ("https://harbour-inn.example/", False)):
        data = ld({"@type": "LocalBusiness", "name": "Paper", "url": url})
        page = f"<html><head>{HEAD}{day}{data}</head><body><h1>Council meets to vote on the new bridge</h1>{SHORT}"
        assert (extract(page, "https://paper.example/places/bridge") is not None) == is_story


@pytest.mark.parametrize(
    ("form", "kinds"), [("profile", ""), ("product", ""), ("website", "itemscope itemtype='http://schema.org/Product'")]
)
def test_pages_of_shops_and_of_authors_are_none(form: str, kinds: str) -> None:
    head = f'<title>Ada Lind of the News</title><meta property="og:type" content="{form}">'
    offer = "<div itemprop='offers' itemscope itemtype='http://schema.org/Offer'>12 Euro</div>"
    page = f"<html><head>{head}</head><body><h1>Ada Lind of the News</h1><div {kinds}>{offer}{LONG}</div>"
    assert extract(page, "https://paper.example/people-and-things-910.html") is None


def test_a_story_of_which_only_the_headline_can_be_read_is_one() -> None:
    told = {"@type": "NewsArticle", "headline": "Council meets to vote", "datePublished": "2024-05-03T10:00:00Z"}
    article = extract(f"<html>{HEAD}{ld(told)}<body><h1>Council meets to vote</h1>", "https://paper.example/n/council")
    assert article is not None
    assert (article.headline, article.article_body) == ("Council meets to vote", "")
    del told["datePublished"]
    assert extract(f"<html>{HEAD}{ld(told)}<body><h1>Council meets</h1>", "https://paper.example/n/council") is None


def test_a_page_that_says_it_is_not_there_is_no_story_whatever_its_data_call_it() -> None:
    data = ld({"@type": "NewsArticle", "headline": "Page not found", "datePublished": "2024-05-03T11:20:00Z"})
    said = "<p>Sorry, the page that you asked for does not exist on our site. Try the search, or go home.</p>"
    page = f"<html><head><title>Page not found - Example</title>{data}</head><body><h1>Page not found</h1>"
    assert extract(page + said, "https://paper.example/2024/05/03/council-votes-1234567.html") is None
    assert extract(page + LONG, "https://paper.example/2024/05/03/council-votes-1234567.html") is not None


def test_parts_of_a_story_below_links_to_others_are_no_posts() -> None:
    lines = [
        f"The county decided on Monday, after {n} years, that pier {n} in the harbour has to go." for n in range(8)
    ]
    parts = "".join(
        f"<div class='part'><p><a href='/local/mayor-{part[0][-9:-8]}-12345'>Mayor says that the budget is too small</a>"
        f"</p>{''.join(f'<p>{line}</p>' for line in part)}</div>"
        for part in (lines[:4], lines[4:])
    )
    page = f"<html lang=en><title>Piers</title><h1>The old piers have to go</h1><article>{parts}</article></html>"
    assert not examine(Document.parse(page, "https://example.org/local/old-piers-1234567"))[1].never


def test_posts_in_full_length_behind_their_titles_are_a_list() -> None:
    line = "The county decided on Monday, after eleven years, that the old pier in the harbour has to go."
    posts = "".join(
        f"<article><h2><a href='/2024/04/{n}/pier-{n}.html'>Council decides on pier number {n}</a></h2>"
        f"<div>April {n}, 2024 by Jane Doe</div>{''.join(f'<p>{n}{k}: {line}</p>' for k in range(4))}</article>"
        for n in range(11, 16)
    )
    page = f"<html lang=en><title>Piers</title><h1>Piers</h1>{posts}</html>"
    assert examine(Document.parse(page, "https://example.org/piers/"))[1].never
    digest = posts.replace("<article>", "").replace("</article>", "")
    page = f"<html lang=en><title>Five piers</title><h1>Five piers that have to go</h1><div>{digest}</div></html>"
    assert not examine(Document.parse(page, "https://example.org/2024/04/17/five-piers"))[1].never
