"""Cards that lead to a story when they are clicked, without a link."""

from __future__ import annotations

from time import process_time

from newscrawl.extraction import Document
from newscrawl.reading.clicks import clicked
from newscrawl.reading.read import read
from newscrawl.site import Site

SITE = Site(name="example.org", home="https://www.example.org/", domains=("example.org",))
HEADLINES = (
    "The ferry across the narrows comes back in May",
    "Town hall is flooded again after the lake rises",
    "School buses will run an hour later in winter",
    "Harvest is late this year on all of the islands",
)


def _card(number: int, headline: str) -> str:
    url = f"/world/a-story-of-number-{number}.html"
    words = f"<img src='x.jpg'><p class='t'>{headline}</p><p>By <a href='/people/ann-holloway'>Ann Holloway</a></p>"
    return (
        f"<div class='card' onclick=\"location.href='{url}'\">{words}</div>",
        f"<div class='card' onclick=\"window.open('{url}', '_self')\">{words}</div>",
        f"<article class='card' data-href='{url}'>{words}</article>",
        f"<li data-href='{url}'><h3><a href='{url}'>{headline}</a></h3></li>",
    )[number]


def test_cards_without_a_link_are_teasers_and_are_asked() -> None:
    """By a script or an attribute that a script reads; of a card that holds its link, the link is one."""
    cards = "".join(_card(number, headline) for number, headline in enumerate(HEADLINES))
    page = f"<html><body onclick=\"location.href='/shop/'\"><main>{cards}</main></body></html>"
    reading = read(page.encode(), "https://www.example.org/world/", site=SITE, hint="section")
    expected = [f"https://www.example.org/world/a-story-of-number-{number}.html" for number in range(4)]
    assert reading.kind == "section"
    assert [teaser.article_url for teaser in reading.teasers] == expected
    assert [teaser.headline for teaser in reading.teasers] == list(HEADLINES)
    assert {found.url for found in reading.found if found.kind == "article"} == set(expected)


def test_cards_in_cards_cost_no_time() -> None:
    """A hostile page nests them as deep as it can."""
    card = "<div onclick=\"location.href='/world/{}'\">"
    page = "".join(card.format(n) for n in range(200)) + "words" + "</div>" * 200
    document = Document.parse(f"<body>{page * 100}</body>", "https://www.example.org/")
    before = process_time()
    assert len(clicked(document)) <= 1_000
    assert process_time() - before < 2
