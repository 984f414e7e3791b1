"""Front pages in the reading room: all of them side by side, and one as it stood at a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from lxml import html

from newscrawl.archive import Archive
from newscrawl.browse.server import reading_room
from newscrawl.doors import Page
from newscrawl.items import Visit
from newscrawl.site import Site
from tests.conftest import SITE, Scribe, a_teaser, an_article, at

PIER = "/news/pier"
LATE = "2024-04-19T12:00:00.000+00:00"
LURE = '<img src=x onerror="alert(1)">'
HOME = f"/fronts/{SITE.name}"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    path = tmp_path_factory.mktemp("fronts") / "archive.db"
    archive = Archive(path)
    scribe = Scribe(archive, Site(**{**_fields(SITE), "time_zone": "Europe/Athens", "language": "en"}))
    first = [a_teaser(PIER, 1, headline="Pier to open", rail="Top"), a_teaser("/news/x", 2, headline=LURE, rail=LURE)]
    scribe.visit("/", 0, kind="front", teasers=first)
    scribe.read(an_article(), 1)
    scribe.visit("/", 30, kind="front", outcome="not_modified", http_status=304)
    second = [a_teaser("/news/y", 1, headline="Ferry is late"), a_teaser(PIER, 2, headline="Pier to stay shut")]
    scribe.visit("/", 60, kind="front", teasers=second)
    scribe.read(an_article(headline="Pier is shut"), 61)
    section = [a_teaser(PIER, 1, listing_url="https://example.org/news/", headline="The pier")]
    scribe.visit("/news/", 62, kind="section", teasers=section)
    late = Visit(url=SITE.home, at=LATE, outcome="read", http_status=200, kind="front")
    archive.settle(Page(site=scribe.site, run_id=scribe.run_id, visit=late, teasers=second))
    archive.flush()
    archive.close()
    yield reading_room(path)


def _fields(site: Site) -> dict[str, Any]:
    return {name: getattr(site, name) for name in ("name", "home", "domains")}


def ask(room: Datasette, address: str) -> Any:
    return asyncio.run(room.client.get(address))


def shown(room: Datasette, address: str) -> html.HtmlElement:
    answer = ask(room, address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.cssselect(path)]


def test_all_front_pages_stand_side_by_side_with_their_listings(room: Datasette) -> None:
    page = shown(room, "/fronts")
    assert texts(page, ".paper h2") == [SITE.name]
    assert texts(page, ".paper .top h3") == ["Ferry is late"]
    assert texts(page, ".further li") == ["Pier to stay shut"]
    links = [a.get("href") for a in page.cssselect(".pages a")]
    assert links == [HOME, f"{HOME}?listing=https%3A%2F%2Fexample.org%2Fnews%2F"]
    assert texts(shown(room, links[1]), ".teaser h3") == ["The pier"]


def test_all_front_pages_stand_as_they_were_at_one_moment(room: Datasette) -> None:
    page = shown(room, "/fronts?at=2024-04-17T10:45")
    assert texts(page, ".paper .top h3") == ["Pier to open"]
    assert page.cssselect(".paper h2 a")[0].get("href") == f"{HOME}?at=2024-04-17T10%3A30%3A00Z"
    assert "had not looked at it by then" in texts(shown(room, "/fronts?at=2024-04-01"), ".paper")[0]
    assert ask(room, "/fronts?at=then").status_code == 400


def test_a_front_page_stands_as_it_was_at_a_moment_of_its_zone(room: Datasette) -> None:
    page = shown(room, f"{HOME}?at=2024-04-17T13:45")  # 10:45 UTC
    assert texts(page, ".teaser h3") == ["Pier to open", LURE]
    assert "13:30" in texts(page, ".dateline")[0]
    assert page.cssselect("link[rel=canonical]")[0].get("href") == f"{HOME}?at=2024-04-17T10%3A30%3A00Z"
    assert [link.get("href") for link in page.cssselect(".teaser h3 a")] == ["/stories/1"]


def test_a_permalink_leads_to_the_look_that_it_names(room: Datasette) -> None:
    canonical = shown(room, f"{HOME}?at=2024-04-17T13:45").cssselect("link[rel=canonical]")[0].get("href")
    assert texts(shown(room, canonical), ".teaser h3") == ["Pier to open", LURE]


def test_one_steps_by_looks_changes_and_days(room: Datasette) -> None:
    page = shown(room, f"{HOME}?at=2024-04-17T13:30")
    steps = {a.get("data-step"): a.get("href") for a in page.cssselect("a[data-step]")}
    ats = {name: address.partition("at=")[2].replace("%3A", ":") for name, address in steps.items()}
    assert ats == {
        "previous look": "2024-04-17T10:00:00Z",
        "next look": "2024-04-17T11:00:00Z",
        "previous change": "2024-04-17T10:00:00Z",
        "next change": "2024-04-17T11:00:00Z",
        "next day": "2024-04-19T12:00:00Z",
    }


def test_what_changed_is_told_on_demand_and_stays_on_while_one_steps(room: Datasette) -> None:
    page = shown(room, f"{HOME}?at=2024-04-17T14:00&changes=1")
    assert "1 new, 1 gone, 1 with another headline" in " ".join(texts(page, ".shift-sum"))
    assert texts(page, ".shift ins") == ["stay shut"]
    assert texts(page, ".block.gone h3") == [LURE]
    assert all("changes=1" in a.get("href") for a in page.cssselect("a[data-step]"))
    assert not shown(room, f"{HOME}?at=2024-04-17T14:00").cssselect(".shift")


def test_a_teaser_tells_of_its_run_and_of_what_became_of_its_story(room: Datasette) -> None:
    page = shown(room, f"{HOME}?at=2024-04-17T13:00")
    pier, lure = page.cssselect(".teaser")
    assert pier.cssselect("a.edited")[0].get("href") == "/stories/1/versions?from=1&to=2"
    assert "Stood here 2 days 2 h" in texts(pier, ".run summary")[0]
    assert "2 headlines" in texts(pier, ".run summary")[0]
    assert "not in the archive" in texts(lure, ".meta")[0]
    assert lure.cssselect(".meta a")[0].get("href").startswith("/archive/pages?url__exact=https%3A%2F%2F")


def test_a_time_in_which_nobody_looked_is_told_as_one(room: Datasette) -> None:
    notices = texts(shown(room, f"{HOME}?at=2024-04-18T20:00"), ".notice")
    assert "Nobody looked between 17 Apr 2024, 14:00 and 19 Apr 2024, 15:00." in notices[0]
    before = shown(room, f"{HOME}?at=2024-04-01")
    assert "had not looked" in texts(before, ".notice")[0]
    assert not before.cssselect(".teaser")


def test_words_of_a_site_are_never_markup(room: Datasette) -> None:
    answer = ask(room, f"{HOME}?at=2024-04-17T13:00&changes=1").text
    assert "<img" not in answer
    assert "&lt;img src=x" in answer


def test_the_same_is_told_as_json(room: Datasette) -> None:
    told = ask(room, f"{HOME}.json?at=2024-04-17T14:00&changes=1").json()
    assert (told["look"], told["look_before"]) == (at(60), at(30))
    assert [one["headline"] for one in told["teasers"]] == ["Ferry is late", "Pier to stay shut"]
    assert told["teasers"][1]["run"]["headlines"] == ["Pier to open", "Pier to stay shut"]
    assert [one["headline"] for one in told["changes"]["gone"]] == [LURE]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/fronts/nowhere.example", 404, "no front page of that name"),
        (f"{HOME}?listing=https://example.org/none/", 404, "no front page of that name"),
        (f"{HOME}?at=yesterday", 400, "write 2026-11-20T12:00"),
        (f"{HOME}?at=9999-12-31T23:59", 200, "Nobody has looked since"),
        (f"{HOME}?listing=%00&at=", 404, "no front page of that name"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_line(room: Datasette, address: str, status: int, words: str) -> None:
    answer = ask(room, address)
    assert answer.status_code == status
    assert words in answer.text


def test_a_site_whose_name_has_a_path_has_an_address(archive: Archive) -> None:
    site = Site(name="example.org/atlantic", home="https://example.org/atlantic/", domains=("example.org/atlantic",))
    scribe = Scribe(archive, site)
    teasers = [a_teaser("/atlantic/a", listing_url=site.home, headline="A storm")]
    scribe.visit("/atlantic/", kind="front", teasers=teasers)
    room = reading_room(Path(archive.path))
    assert texts(shown(room, "/fronts/example.org/atlantic"), ".teaser h3") == ["A storm"]
    assert ask(room, "/fronts/example.org/atlantic.json").json()["site"] == site.name


def test_an_archive_without_front_pages_says_how_to_get_some(empty: Path) -> None:
    assert "scrapy crawl news" in ask(reading_room(empty / "archive.db"), "/fronts").text
