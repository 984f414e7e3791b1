"""What `scrapy probe` shows of a page: fields with their sources, and why each piece of text is kept or left out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from newscrawl.probe import as_json, as_text
from newscrawl.probe.page import Piece, Probe, probe, saved
from newscrawl.site import Site

SITE = Site(name="news.example", home="https://news.example/", domains=("news.example",))
URL = "https://news.example/2024/04/17/council-votes-to-rebuild-pier"
STORY = [f"Sentence {n} of the story tells at length what the council of Harbour County said." for n in range(6)]
PAGE = f"""<html lang="en"><head><title>Pier</title><meta name="robots" content="noarchive">
<link rel="canonical" href="{URL}"><meta property="article:published_time" content="17 April 2024 10:00 UTC">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Council votes to rebuild pier",
"author": {{"@type": "Person", "name": "Ann Lee"}}}}</script></head><body>
<nav>Menu of the page</nav><main id="top" class="wide page"><h1>Council votes to rebuild pier</h1>
<div class="story-body">{"".join(f"<p>{s}</p>" for s in STORY[:3])}
<div class="box related-items">Three dead in Ashbury fire</div><p hidden>Unseen words.</p>
<p>Read more: the harbour in the storm</p>{"".join(f"<p>{s}</p>" for s in STORY[3:])}</div></main>
<footer><script>var unseen = 1;</script>All rights</footer></body></html>"""
FRONT = "<html><body><main><h2>Top stories</h2>" + "".join(
    f"<article><h3><a href='/2024/04/17/story-number-{n}-of-the-day'>Story number {n} of a long day</a></h3></article>"
    for n in range(5)
)  # fmt: skip


def read(page: str = PAGE, url: str = URL) -> Probe:
    return probe(page.encode("utf-8", "surrogatepass"), url, site=SITE)


def piece(found: Probe, words: str) -> Piece:
    return next(p for p in found.pieces if words in p.text)


def test_an_article_is_told_with_the_verdicts_reasons() -> None:
    text = as_text(read())
    assert "taken for: article: tells one story" in text
    assert "noarchive" in text


def test_fields_come_with_their_source_and_as_they_were_written() -> None:
    lines = [line.split(None, 1) for line in as_text(read()).splitlines() if line]
    told = {line[0]: line[1] for line in lines if len(line) == 2}
    assert told["headline"].split() == ["html", *"Council votes to rebuild pier".split()]  # noqa: SIM905
    assert told["authors"].split() == ["json-ld", "Ann", "Lee"]
    assert told["date_published"].split() == ["opengraph", "2024-04-17T10:00:00+00:00"]
    assert told["as"] == "written                             17 April 2024 10:00 UTC"
    assert told["agency"].strip() == "-"


def test_the_texts_blocks_are_kept_in_order() -> None:
    assert [p.text for p in read().pieces if p.kept] == STORY


def test_a_line_that_is_left_out_says_why() -> None:
    line = piece(read(), "Read more")
    assert (line.kept, line.box, line.reason) == (False, False, "words of the page, not of the story")


def test_a_box_that_is_passed_over_says_which_class_decided() -> None:
    box = piece(read(), "Ashbury fire")
    assert (box.kept, box.box, box.element) == (False, True, "div.box.related-items")
    assert box.reason == "its class names furniture (.related-items)"


def test_boxes_stand_where_the_page_has_them() -> None:
    found = [p.text for p in read().pieces]
    assert found.index("Three dead in Ashbury fire") == found.index(STORY[2]) + 1
    assert found[0] == "Menu of the page"
    assert found[-1] == "All rights"  # and no word of a script


def test_what_is_hidden_is_told() -> None:
    assert piece(read(), "Unseen words").reason == "it is hidden"


def test_the_storys_element_is_told_with_its_path() -> None:
    assert read().container == "html > body > main#top.wide.page > div.story-body"


def test_a_text_that_only_a_script_holds_is_shown() -> None:
    told = json.dumps({"html": "".join(f"<p>{s * 2}</p>" for s in STORY)})
    found = read(f"<h1>Council votes</h1><div>Loading</div><script>window.state = {told}</script>")
    assert found.container == "a script of the page"
    assert [p.text for p in found.pieces if p.kept] == [s * 2 for s in STORY]
    assert piece(found, "Loading").reason == "the text was read from a script of the page"


def test_a_correction_beside_the_story_is_shown_as_kept() -> None:
    page = PAGE.replace("<footer>", "<section><p>Correction: the pier is sixty metres long.</p></section><footer>")
    assert piece(read(page), "sixty metres").kept


def test_a_front_page_shows_teasers_and_as_what_they_are_followed() -> None:
    text = as_text(read(FRONT, "https://news.example/"))
    assert "taken for: front" in text
    assert "[Top stories]" in text
    assert "article: https://news.example/2024/04/17/story-number-4-of-the-day" in text
    assert "\nfields\n" not in text


def test_a_page_that_is_no_page_says_what_it_is() -> None:
    assert "a PDF file" in as_text(probe(b"%PDF-1.4", URL, site=SITE))


def test_json_tells_the_same() -> None:
    told = json.loads(as_json(read()))
    assert told["kind"] == "article"
    assert told["robots"] == ["noarchive"]
    assert told["article"]["provenance"]["authors"] == "json-ld"
    assert [p["text"] for p in told["pieces"] if p["kept"]] == STORY
    assert told["container"].endswith("div.story-body")


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x9b31m", "\u202e", "\x07", "\ud800", "\r"], ids=ascii)
def test_no_page_commands_the_terminal(evil: str) -> None:
    page = PAGE.replace("Ann Lee", "Ann Lee\\u001b[2J").replace("Sentence", f"Sen{evil}tence")
    page = page.replace("related-items", f"related-items{evil}x").replace(">Pier<", f">{evil}<")
    for text in (as_text(read(page), whole=True), as_json(read(page))):
        assert not {c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)}
        assert not {"\u202e", "\ud800"} & set(text)


def test_lines_fit_a_terminal_also_in_wide_scripts() -> None:
    page = PAGE.replace("tells at length", "と住民は話している" * 30)
    lines = [line for line in as_text(read(page), whole=True).splitlines() if "https://" not in line]
    assert max(sum(2 if c > "\u2e80" else 1 for c in line) for line in lines) <= 100


def test_a_huge_page_gives_a_bounded_text() -> None:
    assert len(as_text(read("<h1>H</h1>" + "<p>Some words.</p><nav>n</nav>" * 50_000)).splitlines()) < 3_000


def test_a_file_has_the_address_that_it_calls_canonical() -> None:
    found = saved(gzip.compress(PAGE.encode()), None, "file:///tmp/page.html.gz", None)
    assert (found.url, found.reading.kind) == (URL, "article")


def test_a_file_without_any_address_is_read_as_well() -> None:
    place = Path("/tmp/page.html").as_uri()
    found = saved(PAGE.replace("canonical", "x").encode(), None, place, None)
    assert (found.url, found.reading.kind) == (place, "article")


def test_a_described_site_is_known_by_the_address_of_the_file() -> None:
    page = b"<h1 class='articleHeadline'>A headline of a story</h1><div class='articleBody'><p>Its words.</p></div>"
    found = saved(page, "https://www.ctvnews.ca/canada/a-story-1.4690347", "file:///x", None)
    assert found.article is not None
    assert found.article.provenance["headline"] == "site"


def test_the_entries_of_a_live_blog_are_told_in_a_line_each() -> None:
    entry = '<div class="entry"><time datetime="2024-04-17T1{n}:05:00Z">1{n}:05</time><h3>Part {n}</h3><p>{s}</p></div>'
    entries = "".join(entry.format(n=n, s=s) for n, s in enumerate(STORY))
    text = as_text(read(f"<html><body><article><h1>Live: the council votes</h1>{entries}</article>"))
    assert "LiveEntry(" not in text
    assert text.count("T12:05:00+00:00: Part 2") == 1


def test_the_captions_that_are_a_gallery_s_text_are_shown_as_kept() -> None:
    figures = "".join(f"<figure><img src=/{n}.jpg><figcaption>{s}</figcaption></figure>" for n, s in enumerate(STORY))
    found = read(f"<html><body><article><h1>The pier in pictures</h1><p>Six of them.</p>{figures}</article>")
    assert found.article is not None and found.article.kind == "gallery"
    assert [p.text for p in found.pieces if p.kept] == found.article.article_body.split("\n\n")
