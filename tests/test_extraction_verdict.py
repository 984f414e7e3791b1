# ruff: noqa: E501
"""What is an article, and what is not: by what the page is, not by its words."""

from __future__ import annotations

import json

import pytest

from newscrawl.extraction import Document, extract, judge
from newscrawl.extraction.verdict import _facts

STORY = [
    f"Number {n}: the council of the town met on Tuesday, heard the mayor, and put the plan to a vote."
    for n in range(12)
]
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
