"""Which stored story a reading belongs to, and when it makes a revision."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from newscrawl.archive import Archive
from newscrawl.items import Capture, LiveEntry
from tests.conftest import BODY, Scribe, an_article, at

OTHER_BODY = "A storm closed the ferry to Gull Island.\n\nThe harbour master expects it to sail again on Thursday."


def test_the_first_reading_is_new_and_its_own_first_revision(scribe: Scribe) -> None:
    assert scribe.read(an_article()) == "new"
    assert scribe.all("SELECT number, changed_fields FROM revisions") == [(1, "[]")]
    assert scribe.all("SELECT date_published, date_published_utc FROM articles") == [
        ("2024-04-17T06:00:00-03:00", "2024-04-17T09:00:00+00:00")
    ]


def test_the_same_reading_again_is_unchanged_and_moves_last_seen_alone(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    assert scribe.read(an_article(), 5) == "unchanged"
    assert scribe.all("SELECT count(*) FROM revisions") == [1]
    first, last, changed = scribe.all("SELECT first_seen, last_seen, changed_at FROM articles")[0]
    assert first == changed < last


def test_an_edit_makes_a_revision_and_keeps_the_words_before_it(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    assert scribe.read(an_article(headline="Council votes to scrap pier"), 5) == "changed"
    assert scribe.all("SELECT number, headline, changed_fields FROM revisions ORDER BY number") == [
        (1, "Council votes to rebuild pier", "[]"),
        (2, "Council votes to scrap pier", '["headline"]'),
    ]
    assert scribe.all("SELECT headline, revision_count FROM articles") == [("Council votes to scrap pier", 2)]


@pytest.mark.parametrize(
    "noise",
    [
        {"article_body": BODY.replace("'", "’").replace(" on Monday", "\u00a0on  Monday")},
        {"headline": "Council  votes to rebuild pier"},
        {"word_count": 999},
        {"provenance": {"headline": "html"}},
        {"image_url": None, "keywords": ["pier"]},
    ],
)
def test_markup_and_counters_make_no_revision(scribe: Scribe, noise: dict[str, Any]) -> None:
    scribe.read(an_article())
    assert scribe.read(an_article(**noise), 5) == "unchanged"


def test_the_same_text_under_another_address_of_the_site_is_an_alias(scribe: Scribe) -> None:
    scribe.read(an_article("/news/pier"))
    scribe.read(an_article("/local/news/the-pier"))
    assert scribe.all("SELECT url FROM articles") == ["https://example.org/news/pier"]
    assert scribe.all("SELECT url FROM aliases ORDER BY url") == [
        "https://example.org/local/news/the-pier",
        "https://example.org/news/pier",
    ]


def test_the_archive_is_the_same_in_whatever_order_twins_are_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    story = "https://example.org/news/pier"
    pages = [
        an_article("/news/pier"),
        an_article("/news/pier?print=1", url=story, article_body=BODY + "\n\nPrinted from example.org"),
        an_article("/amp/news/pier", url=story, headline="Council votes to rebuild pier - Example"),
    ]
    states = set()
    for order in itertools.permutations(range(3)):
        archive = Archive(tmp_path_factory.mktemp("order") / "archive.db")
        scribe = Scribe(archive)
        for minute, index in enumerate(order):
            page = pages[index]
            scribe.read(
                an_article(
                    page.page_url.removeprefix("https://example.org"),
                    url=page.url,
                    headline=page.headline,
                    article_body=page.article_body,
                ),
                minute,
            )
        states.add(
            repr(scribe.all("SELECT url, headline, article_body, revision_count FROM articles"))
            + repr(scribe.all("SELECT number, headline, article_body FROM revisions"))
            + repr(scribe.all("SELECT url FROM aliases ORDER BY url"))
        )
        archive.close()
    assert len(states) == 1
    assert "Printed from" not in states.pop()


def test_different_stories_that_claim_one_canonical_address_stay_apart(scribe: Scribe) -> None:
    claimed = "https://example.org/story"
    bodies = [BODY, OTHER_BODY, "The library opens on Sundays from May.\n\nThe mayor cut a ribbon made of old cards."]
    for number, body in enumerate(bodies):
        scribe.read(an_article(f"/s/{number}", url=claimed, headline=f"Story {number}", article_body=body), number)
    assert scribe.all("SELECT url FROM articles ORDER BY url") == [f"https://example.org/s/{n}" for n in range(3)]


def test_an_edit_of_a_page_with_a_canonical_link_is_a_revision_of_the_same_story(scribe: Scribe) -> None:
    claimed = "https://example.org/story"
    scribe.read(an_article("/s/1", url=claimed), 0)
    assert scribe.read(an_article("/s/1", url=claimed, headline="New words", article_body=OTHER_BODY), 5) == "changed"
    assert scribe.all("SELECT url, revision_count FROM articles") == [(claimed, 2)]


@pytest.mark.parametrize("story_first", [True, False])
def test_addresses_that_redirect_to_a_story_become_its_aliases(scribe: Scribe, story_first: bool) -> None:
    def story() -> None:
        scribe.read(an_article())

    def redirects() -> None:
        scribe.visit("/old", 1, outcome="redirected", http_status=301, redirects_to="https://example.org/older")
        scribe.visit("/older", 2, outcome="redirected", http_status=301, redirects_to="https://example.org/news/pier")

    for step in (story, redirects) if story_first else (redirects, story):
        step()
    assert scribe.all("SELECT url FROM aliases ORDER BY url") == [
        f"https://example.org{path}" for path in ("/news/pier", "/old", "/older")
    ]


def test_a_page_that_lost_its_story_keeps_what_was_archived(scribe: Scribe) -> None:
    scribe.read(an_article())
    assert scribe.visit("/news/pier", 5, reason="no text", etag='"empty"') == "failed"
    assert scribe.all("SELECT headline, status FROM articles") == [("Council votes to rebuild pier", "live")]
    row = scribe.row("/news/pier")
    assert (row["state"], row["kind"], row["reason"]) == ("done", "article", "no story where one was: no text")
    assert row["due_at"] is not None
    assert row["etag"] is None  # a 304 would stand for the page without a story


def test_search_follows_the_current_words(scribe: Scribe) -> None:
    from newscrawl.archive.search import search

    scribe.read(an_article())
    scribe.read(an_article(article_body=OTHER_BODY), 5)
    assert [hit["headline"] for hit in search(scribe.archive.db, "harbour master")] == ["Council votes to rebuild pier"]
    assert search(scribe.archive.db, "spring") == []
    assert search(scribe.archive.db, 'AND OR "unclosed NEAR( * -') == []
    scribe.archive.db.conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")


def live(*numbers: int, **changes: Any) -> dict[str, Any]:
    """A live blog with these entries, the newest first."""
    entries = [
        LiveEntry(
            text=f"Bridge {n} is closed.", headline=f"Bridge {n}", date_published=f"2024-04-17T{n:02}:00:00-03:00"
        )
        for n in numbers
    ]
    body = "\n\n".join([BODY, *(entry.text for entry in entries)])
    return {"kind": "liveblog", "article_body": body, "live_entries": entries, **changes}


ENTRIES = "SELECT headline, position, first_seen < last_seen FROM live_entries ORDER BY date_published DESC"


def test_a_revisit_of_a_live_blog_adds_entries_and_loses_none(scribe: Scribe) -> None:
    assert scribe.read(an_article(**live(11, 10, 9)), 0) == "new"
    assert scribe.read(an_article(**live(12, 11, 9)), 5) == "changed"
    assert scribe.all(ENTRIES) == [("Bridge 12", 1, 0), ("Bridge 11", 2, 1), ("Bridge 10", 2, 0), ("Bridge 9", 3, 1)]


def test_a_page_that_is_read_better_has_no_new_revision(scribe: Scribe) -> None:
    page = Capture(
        url="https://example.org/news/1", fetched_at=at(0), http_status=200, headers=[], body=b"<p>The same."
    )
    scribe.read(an_article(article_body=f"{BODY}\n\nSign up for our newsletter."), 0, capture=page)
    assert scribe.read(an_article(article_body=BODY, reader_version="9"), 5, capture=page) == "unchanged"
    for table in ("articles", "revisions"):
        assert scribe.all(f"SELECT article_body, reader_version FROM {table}") == [(BODY, "9")]


def test_the_entries_that_stand_on_the_page_have_the_articles_last_look(scribe: Scribe) -> None:
    scribe.read(an_article(**live(11, 10, 9)), 0)
    scribe.read(an_article(**live(12, 11, 9)), 5)
    sql = (
        "SELECT live_entries.headline FROM live_entries JOIN articles ON articles.id = article_id"
        " WHERE live_entries.last_seen = articles.last_seen ORDER BY position"
    )
    assert scribe.all(sql) == ["Bridge 12", "Bridge 11", "Bridge 9"]


def test_an_entry_that_was_edited_is_kept_in_both_forms(scribe: Scribe) -> None:
    scribe.read(an_article(**live(10)), 0)
    edited = live(10)
    edited["live_entries"][0].text = "Bridge 10 is open again."
    scribe.read(an_article(**edited), 5)
    assert scribe.all("SELECT text FROM live_entries ORDER BY first_seen") == [
        "Bridge 10 is closed.",
        "Bridge 10 is open again.",
    ]


def at_times(*times: str | None) -> dict[str, Any]:
    """Entries with the same words, at these times."""
    told = live(*[10] * len(times))
    for entry, time in zip(told["live_entries"], times, strict=True):
        entry.date_published = time
    return told


@pytest.mark.parametrize("later", ["2024-04-17T13:10:00+00:00", "2024-04-17T10:40:00-03:00", None])
def test_a_time_that_was_told_from_the_visit_makes_no_new_entry(scribe: Scribe, later: str | None) -> None:
    scribe.read(an_article(**at_times("2024-04-17T13:00:00+00:00")), 0)
    scribe.read(an_article(**at_times(later)), 5)
    assert scribe.all("SELECT date_published, last_seen FROM live_entries") == [("2024-04-17T13:00:00+00:00", at(5))]


def test_the_same_words_at_other_times_are_other_entries(scribe: Scribe) -> None:
    first, second, third = (f"2024-04-17T1{n}:00:00+00:00" for n in (3, 4, 6))
    scribe.read(an_article(**at_times(first)), 0)
    scribe.read(an_article(**at_times(second, first)), 5)
    scribe.read(an_article(**at_times(third)), 9)
    assert scribe.all("SELECT date_published FROM live_entries ORDER BY id") == [first, second, third]


def test_quotes_and_spaces_make_no_new_entry(scribe: Scribe) -> None:
    scribe.read(an_article(**live(10)), 0)
    noisy = live(10)
    noisy["live_entries"][0].text = "Bridge\u00a010  is closed."
    scribe.read(an_article(**noisy), 5)
    assert scribe.all("SELECT count(*) FROM live_entries") == [1]
