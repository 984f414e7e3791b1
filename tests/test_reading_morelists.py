"""Lists behind "load more": where a page says that they are, and what an answer in JSON names."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.reading.read import read
from newscrawl.reading.reading import Reading
from newscrawl.site import Site

HOME = "https://www.example.org"
SITE = Site(name="example.org", home=f"{HOME}/", domains=("example.org",), time_zone="Europe/Berlin")
LIST = "/api/articles?section=local&offset=20&limit=20"
VISIT = datetime(2026, 4, 20, tzinfo=UTC)
TEASERS = "".join(
    f"<h2><a href='/local/council-votes-on-pier-{n}'>Council votes on pier {n}</a></h2>" for n in range(9)
)


@pytest.mark.parametrize(
    "more",
    [
        f"<button class='more' data-url='{LIST}'>Load more</button>",
        f"<div data-endpoint='{LIST}'></div>",
        f"<div hx-get='{LIST}'></div>",
        f"<ul data-next-page-url='{LIST}'></ul>",
        f"<script>window.cfg = {json.dumps({'loadMoreUrl': LIST})}</script>",
        f"<script type='application/json'>{json.dumps({'next': LIST}).replace('&', chr(92) + 'u0026')}</script>",
    ],
)
def test_a_listing_leads_to_the_list_that_its_scripts_would_load(more: str) -> None:
    html = f"<html><body><main><h1>Local</h1>{TEASERS}{more}</main></body></html>"
    found = read(html.encode(), f"{HOME}/local/", site=SITE, hint="section").found
    assert [(f.kind, f.deep, f.skip) for f in found if f.url == HOME + LIST] == [("feed", True, None)]


@pytest.mark.parametrize(
    "other",
    [
        "<button data-url='/local/council-votes-on-pier-1'>Share</button>",
        "<button data-url='https://share.example/?u=1&page=2'>Share</button>",
        "<img data-src='/i.jpg?width=20'>",
        '<script>x = {"image": "/i.jpg?page=2"}</script>',
    ],
)
def test_other_addresses_of_scripts_are_no_lists(other: str) -> None:
    html = f"<html><body><main><h1>Local</h1>{TEASERS}{other}</main></body></html>"
    found = read(html.encode(), f"{HOME}/local/", site=SITE, hint="section").found
    assert [f.url for f in found if f.kind == "feed" and not f.skip] == []


def answer(data: Any, url: str = HOME + LIST) -> Reading:
    return read(
        json.dumps(data).encode(), url, site=SITE, hint="feed", content_type="application/json", fetched_at=VISIT
    )


STORIES = [f"/local/2024/04/1{n}/council-votes-on-the-pier-{n}" for n in range(4)]


def told(reading: Reading) -> list[str]:
    return sorted(f.url.removeprefix(HOME) for f in reading.found if f.kind == "article" and not f.skip)


def onwards(reading: Reading) -> list[str]:
    return [f.url.removeprefix(HOME) for f in reading.found if f.kind == "feed"]


def test_things_with_address_and_title_are_stories_wherever_they_stand() -> None:
    items = [
        {"id": n, "title": {"rendered": f"Pier {n}"}, "link": HOME + url, "date": "2024-04-17T15:07:00"}
        for n, url in enumerate(STORIES)
    ]
    reading = answer({"data": {"list": [{"items": items}]}, "author": {"url": "/by/jane", "image": "/i.jpg"}})
    assert (reading.kind, told(reading)) == ("feed", STORIES)
    assert {f.date_hint for f in reading.found if f.kind == "article"} == {"2024-04-17T15:07:00+02:00"}
    assert told(answer(items)) == STORIES


def test_links_in_pieces_of_markup_are_stories() -> None:
    html = "".join(f"<article><h3><a href='{url}'>Pier</a></h3></article>" for url in STORIES)
    assert told(answer({"html": html, "count": 4})) == STORIES


@pytest.mark.parametrize(
    ("data", "url", "next_"),
    [
        ({"next": "/api/articles?cursor=abc"}, LIST, ["/api/articles?cursor=abc"]),
        ({"pagination": {"next": "/api/articles?page=3"}}, LIST, ["/api/articles?page=3"]),
        ({"next": None}, LIST, []),
        ({"next": 3}, "/api/articles?page=2", ["/api/articles?page=3"]),
        ({}, LIST, ["/api/articles?section=local&offset=24&limit=20"]),
        ({}, "/api/articles?page=2&x=1", ["/api/articles?page=3&x=1"]),
        ({}, "/api/articles?after=abc", []),
    ],
)
def test_a_list_goes_on_where_it_says_or_by_its_own_number(data: dict[str, Any], url: str, next_: list[str]) -> None:
    items = [{"title": "Pier", "url": story} for story in STORIES]
    assert onwards(answer(data | {"items": items}, HOME + url)) == next_


def test_a_list_without_stories_ends() -> None:
    assert onwards(answer({"items": []})) == []
    assert onwards(answer({"next": LIST})) == []


def test_data_where_no_list_is_expected_are_no_page() -> None:
    body = json.dumps([{"title": "Pier", "url": STORIES[0]}]).encode()
    assert read(body, f"{HOME}/x", site=SITE, hint="article", content_type="application/json").kind == "other"


@given(st.recursive(st.none() | st.integers() | st.text(), lambda d: st.lists(d) | st.dictionaries(st.text(), d)))
def test_any_data_are_read(data: Any) -> None:
    assert answer(data).kind in ("feed", "other")
