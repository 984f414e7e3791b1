"""Headline, section, picture, dates and the other facts beside a story's text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from newscrawl.extraction import extract
from newscrawl.extraction.datelines import dateline
from newscrawl.extraction.document import Document
from newscrawl.extraction.headlines import headline
from newscrawl.extraction.metadata import story_node
from newscrawl.extraction.titles import without_site
from newscrawl.items import Article
from newscrawl.site import Site

URL = "https://www.example.org/local/council-votes-to-rebuild-the-pier-1.234567"
TITLE = "Council votes to rebuild the old pier"
BODY = "".join(
    f"<p>Paragraph {number} tells what the council of Harbour County said on Monday about the pier and its costs.</p>"
    for number in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
)
SITE = Site(name="example", home="https://www.example.org/", domains=("example.org",), time_zone="America/Halifax")


def read(head: str = "", top: str = f"<h1>{TITLE}</h1>", url: str = URL, **how: Any) -> Article:
    main = f"<article>{top}<div class=story-body>{BODY}</div></article>"
    article = extract(f"<html lang=en><head>{head}</head><body>{main}</body></html>", url, **how)
    assert article is not None
    return article


def node(**values: Any) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2024-04-17T06:00:00-03:00",
    }
    return f'<script type="application/ld+json">{json.dumps({**data, **values})}</script>'


def test_the_visible_headline_wins_and_the_other_is_kept() -> None:
    article = read(node(headline="Pier rebuild: all you need to know"))
    assert (article.headline, article.provenance["headline"]) == (TITLE, "html")
    assert article.alternative_headline == "Pier rebuild: all you need to know"


def test_a_headline_has_no_name_of_the_site() -> None:
    document = Document.parse(f"<title>{TITLE} | Example</title><meta property=og:site_name content=Example>", URL)
    assert headline(document, {}) == ((TITLE, "html"), None)


def test_a_title_keeps_its_own_dashes_and_colons() -> None:
    assert without_site("Tears for a vaulter – then the shock", ["Example"]) == "Tears for a vaulter – then the shock"
    assert without_site("Pier: the council votes - Example News", ["Example News"]) == "Pier: the council votes"


def test_the_logo_is_no_headline() -> None:
    assert read(node(), top=f"<h1>Example</h1><h1>{TITLE}</h1>").headline == TITLE


def test_facts_of_json_ld() -> None:
    article = read(
        node(
            articleSection="Local", keywords=["pier", "council", "26157981-b4f7-4929-adc1-e860c6f03636"],
            description="A vote.",
            dateModified="2024-04-18T01:00:00Z", isAccessibleForFree="False", image=[{"url": "/pier.jpg"}],
            correction="The vote was on Monday.",
        )
    )  # fmt: skip
    assert (article.article_section, article.keywords, article.description) == ("Local", ["pier", "council"], "A vote.")
    assert (article.date_published, article.date_modified) == ("2024-04-17T06:00:00-03:00", "2024-04-18T01:00:00+00:00")
    assert (article.is_accessible_for_free, article.image_url) == (False, "https://www.example.org/pier.jpg")
    assert article.correction == "The vote was on Monday."
    assert article.provenance["date_published"] == "json-ld"


def test_facts_of_microdata() -> None:
    top = (
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop=headline>{TITLE}</h1>'
        '<meta itemprop=image content="/pier.jpg"><meta itemprop=keywords content="pier, council">'
        '<span itemprop=articleSection>Local</span><p itemprop=description>A vote.</p>'
        '<span itemprop=author itemscope itemtype="https://schema.org/Person"><b itemprop=name>Jane Doe</b></span>'
        '<time itemprop=datePublished datetime="2024-04-17T06:00:00-03:00">April 17</time></div>'
    )  # fmt: skip
    article = read(top=top)
    assert (article.article_section, article.keywords, article.description) == ("Local", ["pier", "council"], "A vote.")
    assert (article.authors, article.image_url) == (["Jane Doe"], "https://www.example.org/pier.jpg")
    assert article.date_published == "2024-04-17T06:00:00-03:00"
    assert {article.provenance[name] for name in ("authors", "date_published", "image_url")} == {"microdata"}


def test_facts_that_are_printed_alone() -> None:
    top = (
        f'<div><a href="/">Home</a> &gt; <a href="/local/">Local</a></div><h1>{TITLE}</h1>'
        "<div>By Jane Doe</div><div>Published Wednesday, April 17, 2024 6:00AM ADT</div><img src=/pier.jpg width=800>"
    )
    article = read(top=top)
    assert (article.article_section, article.authors) == ("Local", ["Jane Doe"])
    assert (article.date_published, article.date_precision) == ("2024-04-17T06:00:00-03:00", "minute")
    assert article.date_published_raw == "Published Wednesday, April 17, 2024 6:00AM ADT"
    assert article.image_url == "https://www.example.org/pier.jpg"


def test_a_printed_date_without_a_zone_gets_the_sites() -> None:
    article = read(top=f"<h1>{TITLE}</h1><div>Published April 17, 2024 6:00AM</div>", site=SITE)
    assert article.date_published == "2024-04-17T06:00:00-03:00"
    assert article.provenance["date_published"] == "html, zone of the site"


def test_the_day_of_the_data_and_the_time_that_is_printed_make_one_date() -> None:
    top = f"<h1>{TITLE}</h1><div class=date>April 17, 2024, 6:00 a.m. ADT</div>"
    assert read(node(datePublished="2024-04-17"), top=top).date_published == "2024-04-17T06:00:00-03:00"


def test_the_date_of_a_change_and_of_a_teaser_are_not_the_storys() -> None:
    top = f"<h1>{TITLE}</h1><aside><time datetime=2023-01-01>x</time></aside><div>Updated May 2, 2024 7:00 a.m.</div>"
    article = read(top=top, url="https://www.example.org/2024/04/17/council-votes-to-rebuild-pier")
    assert (article.date_published, article.provenance["date_published"]) == (
        "2024-04-17T00:00:00+00:00",
        "url, zone assumed UTC",
    )


def test_nothing_was_published_after_the_visit() -> None:
    visit = datetime(2024, 4, 18, tzinfo=UTC)
    head = (
        node(datePublished="2025-01-01T00:00:00Z")
        + "<meta property=article:published_time content=2024-04-17T06:00:00Z>"
    )
    assert read(head, fetched_at=visit).date_published == "2024-04-17T06:00:00+00:00"


def test_a_canonical_address_is_believed_within_the_site_alone() -> None:
    def link(href: str) -> Article:
        return read(node() + f'<link rel=canonical href="{href}">', url=URL + "?utm_source=x")

    assert link("/local/pier").url == "https://www.example.org/local/pier"
    assert link("https://m.example.org/local/pier").url == "https://m.example.org/local/pier"
    for href in ("https://elsewhere.net/pier", "https://www.example.org/"):
        assert (link(href).url, link(href).canonical_url) == (URL, href)


def test_datelines() -> None:
    assert dateline("MOSCOW - Russian forces are leaving.") == "MOSCOW"
    assert dateline("ST. JOHN'S, N.L. — The ferry is late.") == "ST. JOHN'S, N.L."
    assert dateline("Halskov, Denmark - The goat was back.") == "Halskov, Denmark"
    assert dateline("BERLIN (AP) — Germany voted.") == "BERLIN"
    assert dateline("Nato - the alliance of the west - met.") is None
    assert dateline("The council voted on Monday.") is None


def test_the_node_of_the_story_is_found_among_others() -> None:
    other = {"@type": "NewsArticle", "headline": "Something else entirely"}
    document = Document.parse(
        f"<title>{TITLE}</title><script type=application/ld+json>{json.dumps([other])}</script>{node()}", URL
    )
    assert story_node(document)["headline"] == TITLE


def test_a_picture_s_name_is_no_address() -> None:
    named = f"{URL}#primaryimage"
    data = {
        "@graph": [{"@type": "ImageObject", "@id": named, "url": "https://i.example.org/pier.jpg", "caption": "alt"}]
    }
    graph = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    article = read(node(image={"@id": named}) + graph)
    assert (article.image_url, article.image_caption) == ("https://i.example.org/pier.jpg", None)
    shared = '<meta property="og:image" content="/shared.jpg">'
    assert read(node(image={"@id": named}) + shared).image_url == "https://www.example.org/shared.jpg"


def test_what_stands_in_a_picture_s_place_is_none() -> None:
    head = '<meta property="og:image" content="https://s0.example.net/i/blank.jpg?m=1">'
    top = f"<h1>{TITLE}</h1><img src=/preload.gif width=800><img src=/pier.jpg width=800>"
    assert read(node(image="/assets/Blank.gif") + head, top).image_url == "https://www.example.org/pier.jpg"


def test_a_description_is_words_alone() -> None:
    told = "<p>Here&amp;#x27;s what we know &mdash; of <a href='/pier'>the pier</a>, 3 < 4.</p>"
    assert read(node(description=told)).description == "Here's what we know — of the pier, 3 < 4."


def test_a_dateline_ends_before_the_agency() -> None:
    assert dateline("New York CNN — Donald Trump brought bombastic rhetoric.") == "New York"
    assert dateline("CNN — Justice Alito is the tip of the spear.") is None
