"""What the archive keeps of what a site has taught, and how a better reading takes the place of an older one."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.archive import Archive, learning
from newscrawl.archive.learning import Outdated
from newscrawl.items import Article, Capture, Link
from newscrawl.knowledge import Knowledge, mark, pack
from tests.conftest import BODY, SITE, Scribe, an_article, at

APPEAL = "If you can spare the price of a cup of tea a month, please help us."
KNOWN = mark(APPEAL, box=False)


def story(number: int, *, knowledge: Knowledge | None = None, appeal: str = APPEAL, **changes: Any) -> Article:
    """A story that ends with an appeal, read with or without knowing that."""
    path = f"/news/{number}"
    told = f"{BODY}\n\nThis is number {number}."
    marks = pack([mark(told, box=False), mark(path, box=False), mark(appeal, box=False)])
    version = knowledge.version(marks) if knowledge else ""
    known = bool(knowledge and mark(appeal, box=False) in knowledge.everywhere)
    return an_article(
        path,
        headline=f"Number {number}",
        article_body=told if known else f"{told}\n\n{appeal}",
        plain_body=f"{told}\n\n{appeal}" if known else None,
        links=[] if known else [Link(url="https://example.org/give", text="help us")],
        marks=marks,
        reader_version=f"1+{version}" if version else "1",
        **changes,
    )


def read(scribe: Scribe, number: int, minute: int = 0, **how: Any) -> str:
    """Write a visit that read such a story, with the page as it came."""
    article = story(number, **how)
    body = f"{article.article_body}{article.marks}{article.description}".encode()
    capture = Capture(url=article.page_url, fetched_at=at(minute), http_status=200, headers=[], body=body)
    return scribe.read(article, minute, capture=capture)


@pytest.fixture
def knowledge(archive: Archive, scribe: Scribe) -> Knowledge:
    for number in range(4):
        read(scribe, number, number)
    return archive.learning.learn(SITE.name, at(9))


def test_what_was_learnt_is_kept(archive: Archive, knowledge: Knowledge) -> None:
    assert knowledge == Knowledge(frozenset([KNOWN]), frozenset([KNOWN]))
    assert archive.learning.known(SITE.name) == knowledge
    assert archive.learning.known("elsewhere.example") is None


def test_of_many_stories_the_same_ones_are_counted_whatever_the_order(
    archive: Archive, scribe: Scribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "MOST_STORIES", 8)
    counted = []

    def count(stories: Any) -> Knowledge:
        counted.append(sorted(stories))
        return Knowledge()

    monkeypatch.setattr(learning, "learn", count)
    for number in range(8):
        read(scribe, number)
    archive.learning.learn(SITE.name, at(1))
    for number in range(8, 20):
        read(scribe, number)
    archive.learning.learn(SITE.name, at(1))
    assert [len(stories) for stories in counted] == [8, 8]
    everything = sorted((marks, month) for _, month, marks, _ in archive.learning._stories(SITE.name))
    assert counted[1] == sorted((month, marks) for marks, month in everything[:8])
    assert counted[1] != counted[0]


def test_learning_the_same_again_writes_nothing(archive: Archive, scribe: Scribe, knowledge: Knowledge) -> None:
    assert archive.learning.learn(SITE.name, at(10)) == knowledge
    assert scribe.all("SELECT learnt_at FROM site_knowledge") == [at(9)]


def test_a_better_reading_takes_the_place_of_the_text_and_makes_no_revision(
    archive: Archive, scribe: Scribe, knowledge: Knowledge
) -> None:
    outdated = archive.learning.outdated(SITE.name, knowledge)
    assert [old.page_url for old in outdated] == [f"https://example.org/news/{i}" for i in range(4)]
    better = [(old, story(i, knowledge=knowledge)) for i, old in enumerate(outdated)]
    assert archive.learning.rewrite(SITE.name, better, knowledge) == 4
    assert archive.learning.outdated(SITE.name, knowledge) == []
    for table in ("articles", "revisions"):
        bodies = scribe.all(f"SELECT article_body FROM {table}")
        assert bodies == [f"{BODY}\n\nThis is number {i}." for i in range(4)]
    assert scribe.all("SELECT number FROM revisions") == [1, 1, 1, 1]
    assert scribe.all("SELECT * FROM links") == []
    assert scribe.all("SELECT changed_at FROM articles") == [at(i) for i in range(4)]
    assert read(scribe, 2, 12, knowledge=knowledge) == "unchanged"


def test_what_a_killed_run_had_not_read_again_is_left_for_the_next(archive: Archive, knowledge: Knowledge) -> None:
    outdated = archive.learning.outdated(SITE.name, knowledge)
    archive.learning.rewrite(SITE.name, [(outdated[0], story(0, knowledge=knowledge))], knowledge)
    assert archive.learning.outdated(SITE.name, knowledge) == outdated[1:]


def test_a_capture_without_a_story_is_not_tried_again(archive: Archive, scribe: Scribe, knowledge: Knowledge) -> None:
    outdated = archive.learning.outdated(SITE.name, knowledge)
    assert archive.learning.rewrite(SITE.name, [(outdated[1], None)], knowledge) == 0
    assert outdated[1] not in archive.learning.outdated(SITE.name, knowledge)
    assert scribe.all("SELECT article_body FROM articles")[1].endswith(APPEAL)


def test_an_article_that_changed_meanwhile_keeps_its_new_text(
    archive: Archive, scribe: Scribe, knowledge: Knowledge
) -> None:
    old = archive.learning.outdated(SITE.name, knowledge)[0]
    assert read(scribe, 0, 11, description="The pier will be rebuilt.") == "changed"
    stale = Outdated(old.article_id, old.page_url, "sha256:another", old.at)
    assert archive.learning.rewrite(SITE.name, [(stale, story(0, knowledge=knowledge))], knowledge) == 0
    assert scribe.all("SELECT description FROM articles")[0] == "The pier will be rebuilt."


def test_knowledge_alone_makes_no_revision(scribe: Scribe, knowledge: Knowledge) -> None:
    assert read(scribe, 1, 11, knowledge=knowledge) == "unchanged"
    assert not scribe.all("SELECT article_body FROM articles")[1].endswith(APPEAL)
    assert scribe.all("SELECT count(*) FROM revisions") == [4]


def test_an_edit_is_a_revision_whatever_was_learnt(scribe: Scribe, knowledge: Knowledge) -> None:
    edited = story(1, knowledge=knowledge)
    edited.article_body += " It will cost less."
    edited.plain_body = f"{edited.article_body}\n\n{APPEAL}"
    assert scribe.read(edited, 11) == "changed"


def test_copies_read_with_other_knowledge_are_the_same_story(scribe: Scribe, knowledge: Knowledge) -> None:
    copy = story(1, knowledge=knowledge)
    copy.url = copy.page_url = "https://example.org/print/1"
    scribe.read(copy, 11)
    assert scribe.all("SELECT count(*) FROM articles") == [4]


def test_a_revision_that_a_new_appeal_had_made_is_taken_back(
    archive: Archive, scribe: Scribe, knowledge: Knowledge
) -> None:
    outdated = archive.learning.outdated(SITE.name, knowledge)
    archive.learning.rewrite(
        SITE.name, [(old, story(i, knowledge=knowledge)) for i, old in enumerate(outdated)], knowledge
    )
    before = scribe.all("SELECT url, article_body, changed_at, revision_count, content_hash FROM articles")
    other = "In this month of storms we ask our readers for a new boat."
    for number in range(4):
        assert read(scribe, number, 20, knowledge=knowledge, appeal=other) == "changed"
    wiser = archive.learning.learn(SITE.name, at(21))
    outdated = archive.learning.outdated(SITE.name, wiser)
    again = [(old, story(i, knowledge=wiser, appeal=other)) for i, old in enumerate(outdated)]
    assert archive.learning.rewrite(SITE.name, again, wiser) == 4
    assert scribe.all("SELECT url, article_body, changed_at, revision_count, content_hash FROM articles") == before
    assert scribe.all("SELECT number, last_seen FROM revisions") == [(1, at(20))] * 4
    assert archive.learning.learn(SITE.name, at(22)) == wiser
    assert archive.learning.outdated(SITE.name, wiser) == []
    assert read(scribe, 3, 23, knowledge=wiser, appeal=other) == "unchanged"


def test_a_story_without_marks_gets_them_when_its_page_is_read_again(
    archive: Archive, scribe: Scribe, knowledge: Knowledge
) -> None:
    # As in an archive that is older than the table, or after the table was emptied.
    archive.db.conn.execute("DELETE FROM story_marks")
    archive.db.conn.execute("DELETE FROM site_knowledge")
    for number in range(4):
        assert read(scribe, number, 20) == "unchanged"
    assert archive.learning.learn(SITE.name, at(21)) == knowledge
    assert len(archive.learning.outdated(SITE.name, knowledge)) == 4
