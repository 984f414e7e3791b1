"""A story that goes behind a paywall some time after it was published."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.archive.learning import Outdated
from newscrawl.archive.reextraction import Reextraction
from newscrawl.items import Article, Capture
from newscrawl.knowledge import Knowledge
from tests.conftest import SITE, Scribe, an_article, at

WORDS = " ".join(f"word{number}" for number in range(40))
FULL = f"The council votes on the pier. {WORDS}\n\nA second paragraph. {WORDS}"
CUT = f"The council votes on the pier. {WORDS[:70]}…"
VERSIONS = "SELECT number, headline, article_body, changed_fields FROM revisions ORDER BY number"


def walled(**changes: Any) -> Article:
    return an_article(**{"article_body": CUT, "word_count": 20, "is_accessible_for_free": False, **changes})


def test_a_wall_is_no_edit_and_the_text_stays(scribe: Scribe) -> None:
    scribe.read(an_article(article_body=FULL, word_count=88), 0)
    assert scribe.read(walled(), 60) == "unchanged"
    state = "SELECT article_body, word_count, is_accessible_for_free, revision_count, last_seen FROM articles"
    assert scribe.all(state) == [(FULL, 88, 0, 1, at(60))]
    scribe.read(an_article(article_body=FULL, word_count=88, is_accessible_for_free=True), 120)
    assert scribe.all(state) == [(FULL, 88, 1, 1, at(120))]
    assert scribe.all("SELECT event FROM events") == []


def test_what_is_edited_in_front_of_a_wall_is_told_with_the_whole_text(scribe: Scribe) -> None:
    scribe.read(an_article(article_body=FULL, word_count=88), 0)
    for minute in (60, 120):
        scribe.read(walled(headline="Pier stays"), minute)
    assert scribe.all(VERSIONS)[1:] == [(2, "Pier stays", FULL, '["headline"]')]
    assert scribe.all("SELECT word_count, is_accessible_for_free FROM articles") == [(88, 0)]


def test_a_better_reader_of_a_walled_page_takes_nothing_away(scribe: Scribe) -> None:
    scribe.read(an_article(article_body=FULL, word_count=88), 0)
    page = Capture(url=an_article().url, fetched_at=at(60), http_status=200, headers=[], body=b"walled")
    scribe.read(walled(headline="Pier stays"), 60, capture=page)
    found = Reextraction(scribe.archive.db)
    (kept,) = found.waiting(None)
    found.take([(kept, walled(headline="Pier stays"))], write=True)
    assert found.fields["article_body"].changed == 0
    assert scribe.all(VERSIONS)[1][2] == FULL


def test_a_walled_page_that_is_read_again_at_a_runs_end_takes_nothing_away(scribe: Scribe) -> None:
    scribe.read(an_article(article_body=FULL, word_count=88), 0)
    page = Capture(url=an_article().url, fetched_at=at(60), http_status=200, headers=[], body=b"walled")
    scribe.read(walled(headline="Pier stays"), 60, capture=page)
    (digest,) = scribe.all("SELECT capture_digest FROM revisions WHERE number = 2")
    old = Outdated(1, an_article().url, digest, at(60))
    better = walled(headline="Pier stays", authors=["Ann Lee"])
    assert scribe.archive.learning.rewrite(SITE.name, [(old, better)], Knowledge()) == 1
    assert scribe.all("SELECT article_body, word_count, authors FROM articles") == [(FULL, 88, '["Ann Lee"]')]


@pytest.mark.parametrize(
    "changes",
    [
        {"is_accessible_for_free": None},  # the newsroom cut its story
        {"article_body": "Other words stand here now."},
        {"article_body": FULL[: len(FULL) * 3 // 4]},
    ],
)
def test_a_cut_without_a_wall_and_other_words_are_edits(scribe: Scribe, changes: dict[str, Any]) -> None:
    scribe.read(an_article(article_body=FULL), 0)
    assert scribe.read(walled(**changes), 60) == "changed"
    assert scribe.all("SELECT changed_fields FROM revisions WHERE number = 2") == ['["article_body"]']


CONSENT: dict[str, Any] = {
    "headline": "We value your privacy", "date_published": None,
    "article_body": "We and our partners store and access information on a device. You may accept or manage this.",
}  # fmt: skip


def test_a_page_that_asks_for_consent_is_no_version_of_the_story_in_whose_place_it_stands(scribe: Scribe) -> None:
    by_address = {**CONSENT, "date_published": "2024-04-17", "provenance": {"date_published": "url"}}
    scribe.read(an_article(authors=["Ann Lee"]), 0)
    for minute, consent in ((60, CONSENT), (300, by_address)):
        assert scribe.read(an_article(**consent), minute) == "failed"
    assert scribe.all("SELECT headline, revision_count, status, last_seen FROM articles") == [
        ("Council votes to rebuild pier", 1, "live", at(0))
    ]
    reason = "no story where one was: other words, without date and author"
    assert scribe.all("SELECT DISTINCT reason FROM visits WHERE outcome = 'failed'") == [reason]
    scribe.read(an_article(authors=["Ann Lee"]), 360)
    assert scribe.all("SELECT revision_count, last_seen FROM articles") == [(1, at(360))]


@pytest.mark.parametrize(
    "told",
    [
        {"headline": "Council votes to rebuild pier"},
        {"date_published": "2024-04-18"},
        {"authors": ["Ann Lee"]},
        {"agency": "Reuters"},
    ],
)
def test_a_story_that_was_written_anew_is_a_version(scribe: Scribe, told: dict[str, Any]) -> None:
    scribe.read(an_article(), 0)
    assert scribe.read(an_article(**{**CONSENT, **told}), 60) == "changed"
