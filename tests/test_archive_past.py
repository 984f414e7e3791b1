"""Captured pages that are older than what the archive knows: they add to its past and change nothing of its present."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.items import Found, Kind
from tests.conftest import BODY, SITE, Scribe, a_teaser, an_article, at
from tests.test_archive_ledger import frontier

PIER = "/news/pier"
PLAIN = "http://example.org/news/pier"
NEW = "https://example.org/archive/the-pier-of-the-county"
LEDGER = "SELECT url, kind, state, reason, visited_at, due_at, http_status, etag, redirects_to FROM pages ORDER BY id"
GONE: dict[str, Any] = {"outcome": "gone", "http_status": 404, "reason": "404"}
MOVED = {"outcome": "redirected", "http_status": 301, "redirects_to": "https://example.org/soon"}
LOGIN = {"outcome": "failed", "http_status": 503, "reason": "503", "retry": True}


def due(scribe: Scribe, minute: int) -> list[str]:
    return scribe.all("SELECT url FROM pages WHERE due_at <= ? OR state = 'pending' ORDER BY url", at(minute))


@pytest.mark.parametrize("old", [{"article": an_article(headline="Old"), "etag": '"old"'}, GONE, MOVED, LOGIN])
def test_an_address_is_what_its_latest_look_told(scribe: Scribe, old: dict[str, Any]) -> None:
    scribe.read(an_article(), 60, etag='"new"')
    before = scribe.all(LEDGER)
    scribe.visit(PIER, -6000, follow=False, **old)
    assert scribe.all(LEDGER) == before
    assert scribe.all("SELECT headline, status FROM articles") == [("Council votes to rebuild pier", "live")]
    assert scribe.all("SELECT at FROM visits ORDER BY at") == [at(-6000), at(60)]
    assert scribe.row(PIER)["visit_count"] == 2


def test_a_story_that_is_gone_is_not_restored_by_a_page_that_was_captured_before(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    for minute in (1000, 2000):
        scribe.visit(PIER, minute, **GONE)
    scribe.visit(PIER, 500, article=an_article(), follow=False)
    assert scribe.all("SELECT status, last_seen FROM articles") == [("gone", at(500))]
    assert scribe.all("SELECT event FROM events") == ["gone"]
    assert scribe.row(PIER)["state"] == "gone"
    scribe.visit(PIER, 3000, article=an_article())
    assert scribe.all("SELECT event FROM events ORDER BY id") == ["gone", "restored"]


def test_what_an_address_tells_for_the_first_time_counts(scribe: Scribe) -> None:
    scribe.visit(PIER, 60, reason="no story, and no list of stories")
    scribe.visit(PIER, -6000, article=an_article(), follow=False)
    assert (scribe.row(PIER)["kind"], scribe.row(PIER)["article_id"]) == ("article", 1)


@pytest.mark.parametrize("kind", ["front", "section", "feed"])
def test_a_listing_whose_addresses_did_not_enter_the_ledger_is_asked_whole(scribe: Scribe, kind: str) -> None:
    teasers = [a_teaser(PIER)]
    scribe.visit("/", 0, kind=kind, teasers=teasers, etag='"1"', last_modified="then", follow=False)
    assert (scribe.row("/")["etag"], scribe.row("/")["last_modified"]) == (None, None)
    scribe.visit("/", 60, kind=kind, teasers=teasers, etag='"1"')
    assert scribe.row("/")["etag"] == '"1"'
    scribe.visit("/", 120, outcome="not_modified", http_status=304, etag='"1"', follow=False)
    assert scribe.row("/")["etag"] is None


@pytest.mark.parametrize("kind", ["section", "feed", "sitemap"])
def test_listings_that_were_captured_are_asked_where_a_crawl_finds_them(scribe: Scribe, kind: Kind) -> None:
    scribe.visit("/local", 0, kind=kind, follow=False)
    scribe.visit("/local?page=9", 0, kind=kind, follow=False)
    ledger = scribe.archive.ledger
    ledger.begin(SITE.name, now=at(60), before=at(60), deep=False, articles=False)
    assert due(scribe, 60) == []
    scribe.visit("/", 61, kind="front", found=[Found(url="https://example.org/local", kind=kind)])
    assert due(scribe, 61) == ["https://example.org/local"]
    scribe.visit("/local", 62, kind=kind)
    ledger.begin(SITE.name, now=at(600), before=at(600), deep=False, articles=False)
    assert due(scribe, 600) == ["https://example.org/", "https://example.org/local"]
    ledger.begin(SITE.name, now=at(600), before=at(600), deep=True, articles=False)
    assert len(due(scribe, 600)) == 3


def test_a_page_that_was_captured_before_its_story_moved_does_not_move_it_back(scribe: Scribe) -> None:
    new = "https://example.org/archive/pier"
    scribe.read(an_article(), 0)
    scribe.read(an_article("/archive/pier", canonical_url=new), 600)
    scribe.read(an_article(url=new, canonical_url=new), 601)
    scribe.read(an_article("/archive/pier", canonical_url=new), 602)
    where = "SELECT url, page_url, first_seen, last_seen FROM articles"
    moved = scribe.all("SELECT event, at FROM events")
    assert (scribe.all(where), moved) == ([(new, new, at(0), at(602))], [("moved", at(601))])
    scribe.visit(PIER, -5, article=an_article(), follow=False)
    assert scribe.all(where) == [(new, new, at(-5), at(602))]
    scribe.visit(PIER, -10, article=an_article(headline="Old"), follow=False)
    assert scribe.all(where) == [(new, new, at(-10), at(602))]
    assert scribe.all("SELECT headline FROM revisions ORDER BY number") == ["Old", "Council votes to rebuild pier"]
    assert scribe.all("SELECT event, at FROM events") == moved


def test_a_correction_is_told_at_the_time_of_the_first_version_that_has_it(scribe: Scribe) -> None:
    words = "Correction: 90 metres."
    scribe.read(an_article(headline="First"), 0)
    scribe.read(an_article(headline="Third", correction=words), 600)
    corrected = "SELECT at, detail FROM events WHERE event = 'corrected'"
    assert scribe.all(corrected) == [(at(600), words)]
    scribe.visit(PIER, 300, article=an_article(headline="Second", correction=words), follow=False)
    assert scribe.all(corrected) == [(at(300), words)]
    scribe.visit(PIER, -300, article=an_article(headline="Before", correction=words), follow=False)
    assert scribe.all(corrected) == []


def test_the_first_look_at_a_story_may_have_been_at_a_better_page_of_it(scribe: Scribe) -> None:
    scribe.read(an_article("/news/pier-with-a-longer-address"), 60)
    scribe.visit(PIER, 0, article=an_article(), follow=False)
    assert scribe.all("SELECT page_url, first_seen, last_seen, changed_at FROM articles") == [
        (an_article().url, at(0), at(60), at(0))
    ]
    assert scribe.all("SELECT first_seen, last_seen FROM revisions") == [(at(0), at(60))]


@pytest.mark.parametrize("spelling", [PLAIN, "https://www.example.org/news/pier/"])
def test_a_page_that_was_captured_by_another_spelling_of_its_address_is_the_storys_past(
    scribe: Scribe, spelling: str
) -> None:
    scribe.read(an_article(), 60)
    for minute, headline, body in ((-60, "Pier stays", f"{BODY} So it was."), (-30, an_article().headline, BODY)):
        old = an_article(url=spelling, page_url=spelling, headline=headline, article_body=body)
        scribe.visit(PIER, minute, url=spelling, article=old, follow=False)
    assert scribe.all("SELECT url, page_url, first_seen, revision_count FROM articles") == [
        (an_article().url, an_article().url, at(-60), 2)
    ]


def test_another_story_at_another_spelling_is_a_story_of_its_own(scribe: Scribe) -> None:
    scribe.read(an_article(), 60)
    old = an_article(url=PLAIN, page_url=PLAIN, headline="Frogs", article_body="Of frogs, and of nothing else at all.")
    scribe.visit(PIER, -60, url=PLAIN, article=old, follow=False)
    assert scribe.all("SELECT url, revision_count FROM articles") == [(an_article().url, 1), (PLAIN, 1)]


def test_a_listing_that_was_captured_by_another_spelling_keeps_no_crawl_from_it(scribe: Scribe) -> None:
    scribe.visit("", 0, url="http://example.org/local", kind="section", follow=False)
    scribe.visit("/", 61, kind="front", found=[Found(url="https://example.org/local", kind="section")])
    assert due(scribe, 61) == ["https://example.org/local"]


@pytest.mark.parametrize("kind", ["section", "other"])
def test_what_a_crawl_found_and_only_a_capture_told_is_still_asked(scribe: Scribe, kind: Kind) -> None:
    scribe.visit("/", 0, kind="front", found=[Found(url="https://example.org/local", kind="other")])
    scribe.visit("/local", 10, kind=kind, follow=False)
    assert scribe.all("SELECT url, at FROM visits ORDER BY at") == [
        ("https://example.org/", at(0)),
        ("https://example.org/local", at(10)),
    ]
    assert "/local" in frontier(scribe, 60)
    scribe.visit("/local", 60, kind=kind)
    assert "/local" not in frontier(scribe, 61)


def test_a_captured_sitemap_of_days_that_are_over_is_left_to_backfills(scribe: Scribe) -> None:
    day, told = 24 * 60, "2024-04-17"

    def map_() -> Found:
        return Found(url="https://example.org/maps/0.xml", kind="sitemap", date_first=told, date_hint=told)

    scribe.visit("/maps/0.xml", 0, kind="sitemap", follow=False)
    asked = []
    for date in range(8):
        scribe.visit("/maps.xml", date * day + 1, kind="sitemap", found=[map_()])
        scribe.archive.ledger.begin(SITE.name, now=at(date * day), before=at(date * day), deep=False, articles=False)
        if "/maps/0.xml" in frontier(scribe, date * day + 2):
            scribe.visit("/maps/0.xml", date * day + 3, kind="sitemap")
            asked.append(date)
    assert asked == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("spelling", [PLAIN, "https://www.example.org/news/pier/"])
def test_a_story_that_was_captured_by_another_spelling_first_goes_on_by_its_own(scribe: Scribe, spelling: str) -> None:
    old = an_article(url=spelling, page_url=spelling)
    scribe.visit(PIER, -6000, url=spelling, article=old, follow=False)
    scribe.read(an_article(article_body=f"{BODY} So it was."), 60)
    scribe.read(an_article(article_body=f"{BODY} So it was, and so it is."), 600)
    assert scribe.all("SELECT url, page_url, revision_count FROM articles") == [(an_article().url, an_article().url, 3)]
    assert scribe.all("SELECT event FROM events") == []
    scribe.visit(PIER, 700, url=spelling, article=old, follow=False)  # it still says what it said
    assert scribe.all("SELECT url, page_url, revision_count FROM articles") == [(an_article().url, an_article().url, 3)]
    assert scribe.all("SELECT event FROM events") == []


def test_a_story_that_is_gone_is_not_restored_by_another_spelling_that_was_captured_before(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    for minute in (600, 2100):
        scribe.visit(PIER, minute, **GONE)
    for minute, spelling in enumerate((PLAIN, f"{PLAIN}/"), 300):
        old = an_article(url=spelling, page_url=spelling, headline=spelling)
        scribe.visit(PIER, minute, url=spelling, article=old, follow=False)
    assert scribe.all("SELECT url, status, revision_count FROM articles") == [(an_article().url, "gone", 3)]
    assert scribe.all("SELECT event FROM events") == ["gone"]


@pytest.mark.parametrize("moved", [{"outcome": "redirected", "http_status": 301, "redirects_to": NEW}, GONE])
@pytest.mark.parametrize("changes", [{}, {"article_body": f"{BODY} So it was."}, {"headline": "Old"}])
def test_an_old_spelling_of_the_address_that_a_story_moved_from_is_its_past(
    scribe: Scribe, moved: dict[str, Any], changes: dict[str, str]
) -> None:
    scribe.read(an_article(), 0)
    for minute in (600, 2100):
        scribe.visit(PIER, minute, **moved)
    scribe.read(an_article(NEW.removeprefix("https://example.org")), 2200)
    events = scribe.all("SELECT event, at, detail FROM events")
    scribe.visit(PIER, -6000, url=PLAIN, article=an_article(url=PLAIN, page_url=PLAIN, **changes), follow=False)
    assert scribe.all("SELECT url, page_url, first_seen, revision_count FROM articles") == [
        (NEW, NEW, at(-6000), 1 + bool(changes))
    ]
    assert scribe.all("SELECT event, at, detail FROM events") == events
