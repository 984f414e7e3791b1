"""Redirects that pass: loops, walls and pages on maintenance for a day; and a whole site that moves."""

from __future__ import annotations

import pytest

from newscrawl.archive.revisit import RETRIES
from newscrawl.items import Found
from tests.conftest import Scribe, an_article, at
from tests.test_archive_ledger import frontier

DAY = 24 * 60
SITE = "https://example.org"
SECTION = f"{SITE}/world/"


def redirected(scribe: Scribe, path: str, minute: int, to: str, kind: str = "article") -> None:
    target = f"https://example.org{to}" if to.startswith("/") else to
    found = [Found(url=target, kind=kind)]  # type: ignore[arg-type]
    scribe.visit(path, minute, outcome="redirected", http_status=302, redirects_to=target, found=found)


def test_a_story_that_a_loop_kept_away_for_a_day_is_looked_at_again(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    for minute in (DAY, DAY + 600):
        redirected(scribe, "/news/pier", minute, "/news/pier?s=1")
        redirected(scribe, "/news/pier?s=1", minute, "/news/pier")
    gone = {"outcome": "gone", "http_status": 404, "reason": "HTTP 404"}  # a day later there is no such address
    assert at(DAY) < scribe.row("/news/pier")["due_at"] < at(3 * DAY)
    scribe.read(an_article(), 2 * DAY)
    for day in (2, 3):
        scribe.visit("/news/pier?s=1", day * DAY, **gone)
    assert scribe.all("SELECT event FROM events") == []
    assert scribe.all("SELECT url, status, revision_count FROM articles") == [(f"{SITE}/news/pier", "live", 1)]


def test_the_old_address_of_a_story_that_has_moved_is_asked_rarely(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    for day in (1, 3):
        redirected(scribe, "/news/pier", day * DAY, "/local/pier")
        scribe.read(an_article("/local/pier"), day * DAY + 1)
    assert scribe.row("/news/pier")["due_at"] > at(50 * DAY)
    assert scribe.all("SELECT event FROM events") == ["moved"]


def asked_in_a_run(scribe: Scribe, minute: int) -> list[str]:
    scribe.archive.ledger.begin("example.org", now=at(minute), before=at(minute), deep=False, articles=False)
    return frontier(scribe, minute)


@pytest.mark.parametrize("place", ["/world/?s=1", "/", "/consent?back=world"])
def test_a_section_that_is_led_elsewhere_for_a_day_stays_a_section(scribe: Scribe, place: str) -> None:
    scribe.visit("/", kind="front", found=[Found(url=SECTION, kind="section")])
    scribe.visit("/world/", 1, kind="section")
    redirected(scribe, "/world/", DAY, place, "section")
    scribe.visit("/", DAY + 1, kind="front", found=[Found(url=SECTION, kind="section")])
    assert scribe.row("/world/")["kind"] == "section"
    assert "/world/" in asked_in_a_run(scribe, 2 * DAY)


def test_a_site_that_redirects_to_https_on_its_own_host_is_asked_there(scribe: Scribe) -> None:
    """http and https are two spellings: the second is asked though the first is known, and pages write either."""
    old, new = "http://example.org/news/pier", "https://example.org/news/pier"
    scribe.visit("", url="http://example.org/", kind="front", found=[Found(url=new, kind="article")])
    assert scribe.all("SELECT url FROM pages WHERE kind = 'article'") == [old]
    moved = {"outcome": "redirected", "http_status": 301, "redirects_to": new}
    scribe.visit("", 1, url=old, **moved, found=[Found(url=new, kind="article")])
    assert "/news/pier" in frontier(scribe, 2)


def test_sections_of_a_site_that_moved_to_another_scheme_are_looked_at_in_every_run(scribe: Scribe) -> None:
    old, new = "http://www.example.org/world/", SECTION
    scribe.visit("/", kind="front", found=[Found(url=old, kind="section")])
    before = {"url": old, "kind": "section"}
    scribe.visit("", 1, **before)
    for day in (1, 2):
        scribe.visit("/", day * DAY, kind="front", found=[Found(url=new, kind="section")])  # as its menu has it now
        if day == 1 or old in asked_in_a_run(scribe, day * DAY):
            moved = {"url": old, "outcome": "redirected", "http_status": 301, "redirects_to": new}
            scribe.visit("", day * DAY + 1, **moved, found=[Found(url=new, kind="section")])
        assert scribe.row("/world/")["state"] in ("pending", "done")
        scribe.visit("/world/", day * DAY + 2, kind="section")
        assert (scribe.row("/world/")["kind"], scribe.row("/world/")["deep"]) == ("section", 0)
    assert scribe.all("SELECT kind FROM pages WHERE url = ?", old) == ["other"]
    assert "/world/" in asked_in_a_run(scribe, 4 * DAY)


@pytest.mark.parametrize(("first", "moved"), [("/story.php?id=4120", True), ("/local/pier?from=rail", False)])
def test_a_story_that_was_read_at_its_new_address_before_the_old_one_redirects_has_moved(
    scribe: Scribe, first: str, moved: bool
) -> None:
    scribe.read(an_article(first), 0)
    scribe.read(an_article("/local/pier"), 60)  # the same text, found by a teaser: the better page of the two
    for day in (1, 2):
        redirected(scribe, first, day * DAY, "/local/pier")
    event = ("moved", at(DAY), f"https://example.org{first} -> https://example.org/local/pier")
    assert scribe.all("SELECT event, at, detail FROM events") == ([event] if moved else [])


def test_a_page_to_which_a_story_moves_is_read_whole_though_it_was_known_as_another_page_of_it(scribe: Scribe) -> None:
    """The front page led to the new address before the old one was asked; a 304 would have hidden the new section."""
    new = "/politics/the-pier-is-rebuilt"
    scribe.read(an_article(article_section="Culture"), 0)
    scribe.read(an_article(new, article_section="Politics"), DAY, etag='"1"')
    assert scribe.row(new)["etag"] == '"1"'
    redirected(scribe, "/news/pier", DAY + 1, new)
    assert scribe.row(new)["etag"] is None
    assert new in frontier(scribe, DAY + 2)
    scribe.read(an_article(new, article_section="Politics"), DAY + 2)
    assert scribe.all("SELECT article_section FROM revisions ORDER BY number") == ["Culture", "Politics"]
    assert scribe.all("SELECT event FROM events") == ["moved"]


def test_a_move_that_the_new_page_told_is_not_told_again_by_the_old_one(scribe: Scribe) -> None:
    new = f"{SITE}/a/pier"
    scribe.read(an_article(), 0)
    scribe.read(an_article("/a/pier", canonical_url=new, url=new, article_section="Local"), 2 * DAY)
    redirected(scribe, "/news/pier", 3 * DAY, "/a/pier")
    scribe.read(an_article("/a/pier", canonical_url=new, url=new, article_section="Local"), 3 * DAY)
    redirected(scribe, "/news/pier", 4 * DAY, "/a/pier")
    assert scribe.all("SELECT event FROM events") == ["moved"]


def test_a_site_that_loses_its_www_makes_no_versions_of_its_pictures(scribe: Scribe) -> None:
    for minute, host in enumerate(("http://www.example.org", "https://example.org")):
        scribe.read(an_article(image_url=f"{host}/img/pier.jpg"), minute)
    scribe.read(an_article(image_url="https://example.org/img/ferry.jpg"), 3)
    assert scribe.all("SELECT changed_fields FROM revisions ORDER BY number") == ["[]", '["image_url"]']


def test_a_section_that_is_written_in_other_letters_makes_no_version(scribe: Scribe) -> None:
    """Addresses in other folders have the section read from the page, or from them."""
    for minute, section in enumerate(("sport", "Sport", "Local")):
        scribe.read(an_article(article_section=section), minute)
    assert scribe.all("SELECT changed_fields FROM revisions ORDER BY number") == ["[]", '["article_section"]']


def test_a_front_page_that_moved_within_the_site_is_read_where_it_is(scribe: Scribe) -> None:
    """Stories on the new host led to it first, as to a section."""
    scribe.visit("/", kind="front")
    new = "https://news.example.org/"
    scribe.visit("/news/pier", 1, found=[Found(url=new, kind="section", priority=450)])
    scribe.visit("", 2, url=new, kind="section")
    redirected(scribe, "/", DAY, new, "front")
    assert scribe.all("SELECT kind FROM pages WHERE url = ?", new) == ["front"]
    scribe.visit("", DAY + 1, url=new, kind="front")
    assert scribe.archive.health.unread_front("example.org") is None


AWAY = {
    "outcome": "skipped",
    "retry": True,
    "http_status": 302,
    "reason": "redirects to another site: https://consent.example.net/",
}


def test_a_story_that_leads_to_another_site_for_a_day_stays_known_and_is_asked_again(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    scribe.visit("/news/pier", DAY, **AWAY)
    assert scribe.row("/news/pier")["state"] == "done"
    assert "/news/pier" in frontier(scribe, DAY + 20)


def test_a_story_that_leads_to_another_site_for_ever_stays_known(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    for day in range(1, RETRIES + 3):
        scribe.visit("/news/pier", day * DAY, **AWAY)
    assert scribe.row("/news/pier")["state"] == "done"


def test_an_announcement_that_leads_to_another_site_is_not_asked_in_every_run(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url=f"{SITE}/go/12345", kind="article", priority=580)])
    asked = 0
    for day in range(1, 30):
        if "/go/12345" in asked_in_a_run(scribe, day * DAY):
            scribe.visit("/go/12345", day * DAY, **AWAY)
            asked += 1
    assert asked == 3


@pytest.mark.parametrize("days", [6, 30])
def test_a_section_that_leads_to_another_site_is_one_for_some_looks_more(scribe: Scribe, days: int) -> None:
    scribe.visit("/", kind="front", found=[Found(url=SECTION, kind="section")])
    scribe.visit("/world/", 1, kind="section")
    asked = 0
    for day in range(1, days):
        if "/world/" in asked_in_a_run(scribe, day * DAY):
            scribe.visit("/world/", day * DAY, **AWAY)
            asked += 1
    assert asked == min(days - 1, RETRIES + 1)
    assert ("/world/" in asked_in_a_run(scribe, days * DAY)) == (days < RETRIES)


def test_a_section_that_fails_for_weeks_is_asked_in_every_run_all_the_same(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url=SECTION, kind="section")])
    scribe.visit("/world/", 1, kind="section")
    for day in range(1, 2 * RETRIES):
        assert "/world/" in asked_in_a_run(scribe, day * DAY)
        scribe.visit("/world/", day * DAY, outcome="failed", http_status=503, retry=True, reason="HTTP 503")
