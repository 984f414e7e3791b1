"""Lists of stories that stand in a page's scripts alone, in the forms of the frameworks that write them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newscrawl.extraction import extract
from newscrawl.reading.read import read
from newscrawl.site import Site

HOME = "https://example.org/"
SITE = Site(name="example.org", home=HOME, domains=("example.org",))
SLUGS = [f"council-votes-on-the-pier-of-place-{n}-1234{n}" for n in range(4)]
STORIES = [
    {"id": n, "headline": f"Council votes on the pier of place {n}", "url": f"/local/{slug}"}
    for n, slug in enumerate(SLUGS)
]
DATA = {
    "articles": STORIES,
    "menu": [{"name": "Sports", "url": "/sports/"}],
    "pagination": {"next": "/local/?page=2"},
}
TABLE: list[object] = [{"articles": 1}, [2, 5, 8, 11]]
for _story in STORIES:
    TABLE += [{"title": len(TABLE) + 1, "url": len(TABLE) + 2}, _story["headline"], _story["url"]]
TABLE += [{"title": 999, "url": -1, "text": "a part that is no number"}]
FORMS = {
    "next": f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"pageProps": DATA}})}</script>',
    "flight": "<script>self.__next_f.push([1,"
    + json.dumps("5:" + json.dumps(["$", "main", None, DATA]))
    + "])</script>",
    "nuxt 2": f"<script>window.__NUXT__={json.dumps({'data': [DATA]})};</script>",
    "nuxt 3": f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(TABLE)}</script>',
    "parsed": f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(DATA))});</script>",
    "json-ld": '<script type="application/ld+json">'
    + json.dumps({"itemListElement": [{"name": s["headline"], "url": HOME[:-1] + str(s["url"])} for s in STORIES]})
    + "</script>",
}


def page(script: str, body: str = "<div id=root></div>") -> bytes:
    return f"<html><head><title>Local</title></head><body>{body}{script}</body></html>".encode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("path", "kind"), [("", "front"), ("local/", "section")])
def test_a_list_in_a_page_s_scripts_announces_its_stories(form: str, path: str, kind: str) -> None:
    now = datetime(2024, 5, 1, tzinfo=UTC)
    reading = read(page(FORMS[form]), HOME + path, site=SITE, hint=kind, fetched_at=now)  # type: ignore[arg-type]
    assert reading.kind == kind
    assert [teaser.headline for teaser in reading.teasers] == [story["headline"] for story in STORIES]
    found = {f.url.removeprefix(HOME): f for f in reading.found}
    assert {f"local/{slug}" for slug in SLUGS} <= found.keys()
    if form not in ("nuxt 3", "json-ld"):
        assert found["sports/"].kind == "section"
        assert found["local/?page=2"].deep


def test_a_page_that_shows_its_teasers_is_read_as_it_is_shown() -> None:
    shown = "".join(f"<h3><a href='/world/ferry-sails-again-{n}2345'>Ferry sails again, {n}</a></h3>" for n in range(4))
    reading = read(page(FORMS["next"], f"<main>{shown}</main>"), HOME, site=SITE, hint="front")
    assert all("/world/" in teaser.article_url for teaser in reading.teasers)


def test_a_story_that_could_not_be_read_is_no_list_of_those_beside_it() -> None:
    reading = read(page(FORMS["next"]), f"{HOME}local/{SLUGS[0]}-99999", site=SITE, hint="article")
    assert (reading.kind, reading.teasers) == ("other", [])


def test_the_text_of_a_story_in_a_row_of_a_server_component_is_read() -> None:
    text = "".join(f"<p>Paragraph {n} tells at length what the council of the county said today.</p>" for n in range(8))
    row = "5:" + json.dumps(["$", "article", None, {"headline": "Council votes on the pier", "body": text}])
    script = f"<script>self.__next_f.push([1,{json.dumps(row)}])</script>"
    head = "<meta property='og:type' content='article'><meta property='og:title' content='Council votes on the pier'>"
    html = f"<html><head>{head}</head><body><div></div>{script}</body></html>"
    article = extract(html, f"{HOME}local/council-votes-on-the-pier-12345")
    assert article is not None
    assert article.article_body.startswith("Paragraph 0 tells")
    assert article.article_body.count("\n\n") == 7
