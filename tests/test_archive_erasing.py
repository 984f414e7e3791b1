"""A takedown: nothing of the story stays but its tombstone, and no crawl undoes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archive.erasing import erase, scrub
from newscrawl.archive.reextraction import Reextraction
from newscrawl.archive.summary import summarize
from newscrawl.exceptions import ErasedError
from newscrawl.items import Capture, Found, LiveEntry
from tests.conftest import BODY, Scribe, a_teaser, an_article, at
from tests.test_archive_ledger import frontier

PIER = "https://example.org/news/pier"
SECRET = "Xenophon Quillfeather"


@pytest.fixture
def erased(scribe: Scribe) -> Scribe:
    """An archive that held a secret in every place that can hold one, and some innocent stories."""
    for number in range(30):
        scribe.read(an_article(f"/news/{number}", headline=f"Story {number}", article_body=f"{BODY} {number}"), number)
    scribe.visit("/", 1, kind="front", teasers=[a_teaser("/news/pier", headline=f"{SECRET} accused")])
    entry = LiveEntry(text=f"{SECRET} speaks.", date_published=at(0))
    told: dict[str, Any] = {
        "authors": [SECRET],
        "image_caption": SECRET,
        "live_entries": [entry],
        "provenance": {"headline": SECRET},
    }
    scribe.read(an_article(headline=f"{SECRET} accused", article_body=f"{SECRET} is accused.\n\n{BODY}", **told), 2)
    scribe.read(an_article(article_body=BODY * 2, correction=f"It was not {SECRET}.", alternative_headline=SECRET), 3)
    scribe.visit("/old", 4, outcome="redirected", http_status=301, redirects_to=PIER)
    gone = erase(scribe.archive.db, f"{PIER}#top", at=at(60), reason="court order 7")
    assert set(gone.addresses) == {PIER, "https://example.org/old"}
    return scribe


def test_a_tombstone_tells_that_and_why(erased: Scribe) -> None:
    sql = "SELECT url, status, headline, article_body, authors, revision_count FROM articles WHERE url = ?"
    assert erased.all(sql, PIER) == [(PIER, "erased", "", "", "[]", 0)]
    assert erased.all("SELECT event, at, detail FROM events") == [("erased", at(60), "court order 7")]
    row = erased.row("/news/pier")
    assert (row["state"], row["reason"], row["due_at"]) == ("skipped", "erased: court order 7", None)


def test_a_tombstone_is_no_article_of_its_site(erased: Scribe) -> None:
    told = summarize(erased.archive.db, "example.org", erased.run_id)
    assert (told.articles, sum(section.count for section in told.sections)) == (30, 30)


def test_no_byte_of_it_stays_in_the_files(erased: Scribe) -> None:
    path = Path(erased.archive.path)
    files = [path, path.with_name(f"{path.name}-wal")]
    parts = [word.encode() for word in (*SECRET.split(), *SECRET.lower().split(), "accused")]
    scrub(erased.archive.db)
    for part in parts:
        assert not any(part in file.read_bytes() for file in files if file.exists()), part
    assert b"Harbour County" in path.read_bytes()  # the others are there
    assert erased.all("SELECT count(*) FROM articles_fts('harbour')") == [30]
    assert erased.all("SELECT count(*) FROM revisions_fts('quillfeather')") == [0]


def test_it_is_not_asked_again_however_it_is_found(erased: Scribe) -> None:
    spellings = [
        PIER,
        f"{PIER}/",
        "http://www.example.org/News/Pier",
        "https://example.org/old",
        f"{PIER}?utm_source=x",
    ]
    for minute, url in enumerate(spellings, 70):
        erased.visit("/", minute, kind="front", found=[Found(url=url, kind="article", priority=900)])
    erased.visit("/moved", 80, outcome="redirected", http_status=301, redirects_to=PIER, found=[Found(url=PIER)])
    erased.archive.ledger.begin("example.org", now=at(90), before=at(90), deep=True, articles=True)
    asked = frontier(erased, 90)
    assert not [path for path in asked if "pier" in path.lower() or path == "/old"]
    start = Found(url=PIER, kind="article")
    assert erased.archive.start("other.net", start, at=at(91), before=at(91), again=True) is None


@pytest.mark.parametrize("act", ["retry", "forget"])
def test_it_can_be_neither_retried_nor_forgotten(erased: Scribe, act: str) -> None:
    ledger = erased.archive.ledger
    with pytest.raises(ErasedError, match="erased"):
        ledger.retry(at=at(70), url=PIER) if act == "retry" else ledger.forget(PIER)
    ledger.retry(at=at(70))
    assert erased.row("/news/pier")["state"] == "skipped"


@pytest.mark.parametrize("path", ["/news/pier", "/elsewhere/the-same"])
def test_a_page_that_was_under_way_is_not_stored(erased: Scribe, path: str) -> None:
    words = an_article(path, article_body=BODY * 2)
    assert erased.read(words, 70) == "skipped"
    assert erased.row(path)["state"] == "skipped"
    assert erased.all("SELECT count(*) FROM articles WHERE status != 'erased'") == [30]
    assert erased.all("SELECT count(*) FROM revisions WHERE article_body LIKE ?", f"{BODY * 2}%") == [0]


def test_a_capture_of_it_under_another_spelling_is_no_story_of_a_day_that_nobody_asked_for(erased: Scribe) -> None:
    erased.read(an_article("/news/pier/"), 61)
    row = erased.row("/news/pier/")
    assert (row["state"], row["kind"], row["reason"]) == ("skipped", "other", "erased")
    erased.archive.ledger.begin("example.org", now=at(200), before=at(190), deep=True, articles=True)
    assert "/news/pier/" not in frontier(erased, 200)


def test_another_spelling_that_waits_is_not_asked_any_more(scribe: Scribe) -> None:
    scribe.found("/news/pier", "/news/pier/")
    scribe.read(an_article(), 1)
    erase(scribe.archive.db, PIER, at=at(60), reason="court order 7")
    assert frontier(scribe, 61) == []


def test_an_address_without_a_story_can_be_kept_out_as_well(scribe: Scribe) -> None:
    erase(scribe.archive.db, "https://example.org/never", at=at(0), reason="asked for")
    scribe.visit("/", 1, kind="front", found=[Found(url="https://example.org/never", kind="article")])
    assert frontier(scribe, 1) == []
    assert scribe.row("/never")["reason"] == "erased"


def test_it_can_be_erased_twice(erased: Scribe) -> None:
    erase(erased.archive.db, PIER, at=at(70), reason="again")
    assert erased.all("SELECT detail FROM events") == ["again"]


def test_what_is_erased_while_its_page_is_read_again_stays_erased(scribe: Scribe) -> None:
    stories = [an_article(headline="A pier"), an_article("/news/ferry", headline="A ferry", article_body="Boats.")]
    for story in stories:
        page = Capture(url=story.url, fetched_at=at(1), http_status=200, headers=[], body=story.url.encode())
        scribe.read(story, 1, capture=page)
    found = Reextraction(scribe.archive.db)
    waiting = list(found.waiting(None))
    erase(scribe.archive.db, PIER, at=at(60), reason="court order 7")
    better = [(kept, replace(story, headline=SECRET)) for kept, story in zip(waiting, stories, strict=True)]
    found.take(better, write=True)
    assert scribe.all("SELECT headline FROM articles ORDER BY id") == ["", SECRET]
    assert found.read == 1
