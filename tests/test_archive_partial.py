"""Pages that are further ones of a known story, asked or captured by themselves."""

from __future__ import annotations

import pytest

from newscrawl.items import Capture, Found
from tests.conftest import Scribe, an_article, at
from tests.test_archive_detours import DAY, SITE, asked_in_a_run

REST = "Other words stand on the second page, and they go on for some time."


def read(scribe: Scribe, path: str, minute: int, part_of: str | None = None) -> str:
    article = an_article(path, article_body=REST) if path.endswith("2") else an_article(path)
    capture = Capture(url=article.url, fetched_at=at(minute), http_status=200, headers=[], body=path.encode())
    return scribe.read(article, minute, capture=capture, part_of=part_of)


@pytest.mark.parametrize("was_story", [False, True])
def test_a_further_page_of_a_story_is_not_asked_in_every_run(scribe: Scribe, was_story: bool) -> None:
    found = [Found(url=f"{SITE}/news/pier/2", kind="article", priority=580)]
    scribe.visit("/", kind="front", found=found)
    read(scribe, "/news/pier", 1)
    if was_story:
        assert read(scribe, "/news/pier/2", 2) == "new"
    assert read(scribe, "/news/pier/2", 3, part_of=f"{SITE}/news/pier") == "skipped"
    assert "/news/pier/2" not in asked_in_a_run(scribe, DAY)
    assert scribe.row("/news/pier/2")["reason"] == f"a further page of the story {SITE}/news/pier"


FIRST, SECOND = "What stands on the first page, at some length.", "What stands on the second one."
CUT = "a further page of the story failed (https://example.org/news/pier/2): the server did not answer in time"


def look(scribe: Scribe, minute: int, body: str, *, whole: bool = False) -> str:
    partial = None if whole else CUT
    return scribe.read(an_article(article_body=body), minute, partial=partial, retry=not whole)


def test_a_new_story_without_its_further_page_fails_some_times_and_is_kept_so_then(scribe: Scribe) -> None:
    announced = Found(url=f"{SITE}/news/pier", kind="article", priority=580)
    scribe.visit("/", kind="front", found=[announced])
    assert [look(scribe, minute, FIRST) for minute in (1, 20, 90)] == ["failed", "failed", "new"]
    assert scribe.row("/news/pier")["reason"] == CUT
    assert scribe.all("SELECT json_extract(provenance, '$.article_body') FROM articles") == ["html, not whole"]
    edit = f"It was edited. {FIRST}"
    edited = [look(scribe, minute, edit) for minute in (200, 220, 300)]
    assert edited == ["failed", "failed", "changed"]  # it loses nothing by it
    assert look(scribe, 400, f"{edit}\n\n{SECOND}", whole=True) == "unchanged"  # no edit
    assert scribe.all("SELECT article_body FROM articles") == [f"{edit}\n\n{SECOND}"]


def test_a_whole_text_is_never_cut_for_a_further_page_that_may_come_later(scribe: Scribe) -> None:
    look(scribe, 0, f"{FIRST}\n\n{SECOND}", whole=True)
    outcomes = [look(scribe, 60 * hour, f"{FIRST} It was edited.") for hour in range(1, 6)]
    assert outcomes == ["failed"] * 5
    assert look(scribe, 600, FIRST) == "unchanged"  # as far as it goes, it says what it said
    assert scribe.all("SELECT article_body FROM articles") == [f"{FIRST}\n\n{SECOND}"]


def test_a_first_page_whose_others_come_by_themselves_cuts_no_text_and_keeps_its_reason(scribe: Scribe) -> None:
    look(scribe, 0, f"{FIRST}\n\n{SECOND}", whole=True)
    assert scribe.read(an_article(article_body=FIRST), 60, apart=True, reason="a story: 8 words") == "unchanged"
    assert scribe.row("/news/pier")["reason"] == "a story: 8 words"
    assert scribe.all("SELECT article_body FROM articles") == [f"{FIRST}\n\n{SECOND}"]
