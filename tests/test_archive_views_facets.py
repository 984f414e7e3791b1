"""What the reading room's search asks of an archive: counts, bars, results, and what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newscrawl.archive.export import ids
from newscrawl.archive.search import hits
from newscrawl.archive.selection import Selection
from newscrawl.archive.views import facets as counting
from newscrawl.archive.views.facets import Facets, facets
from newscrawl.archive.views.found import Result, results, something
from newscrawl.archive.views.mentions import last_version, mentions, mentions_after
from newscrawl.archive.views.question import Question
from tests.conftest import Scribe, an_article

Tell = Callable[..., int]


@pytest.fixture
def tell(scribe: Scribe) -> Tell:
    """Stores a story, or another version of it; returns its id."""

    def told(path: str, body: str, minute: int = 0, **changes: Any) -> int:
        values = {"headline": f"Headline of {path}", "description": None, **changes}
        scribe.read(an_article(path, article_body=body, **values), minute)
        (article_id,) = scribe.all("SELECT article_id FROM aliases WHERE url = ?", f"https://example.org{path}")
        return int(article_id)

    return told


def asked(words: str | None = None, *, ever: bool = False, **selected: Any) -> Question:
    return Question(words=words, ever=ever, selection=Selection(**selected))


def pairs(found: list[counting.Count]) -> list[tuple[str, int]]:
    return [(count.value, count.number) for count in found]


# --- counts ----------------------------------------------------------------------------------------------------------


def test_what_was_found_is_counted_by_everything_that_narrows_it(scribe: Scribe, tell: Tell) -> None:
    tell("/a", "A ferry.", article_section="News", authors=["Ann", "Bob"], in_language="en-CA")
    tell("/b", "A ferry.", article_section="NEWS", authors=["Ann"], in_language="en", date_published="2024-04-18")
    tell("/c", "A ferry.", article_section="News", authors=[], in_language="fr-CA", date_published=None)
    tell("/d", "A pier.", article_section="Sport", authors=["Cid"])
    scribe.archive.db.conn.execute("UPDATE articles SET site = 'b.example', status = 'gone' WHERE id = 2")
    found = facets(scribe.archive.db, asked("ferry"))
    assert (found.found, found.counted, found.undated) == (3, 3, 1)
    assert pairs(found.sites) == [("example.org", 2), ("b.example", 1)]
    assert pairs(found.sections) == [("News", 3)]
    assert pairs(found.authors) == [("Ann", 2), ("Bob", 1)]
    assert pairs(found.statuses) == [("live", 2), ("gone", 1)]
    assert pairs(found.languages) == [("en", 2), ("fr", 1)]
    assert found.days == {"2024-04-17": 1, "2024-04-18": 1}
    assert facets(scribe.archive.db, asked()).found == 4
    assert facets(scribe.archive.db, asked("***")).found == 0


@pytest.mark.parametrize(
    ("selected", "number"),
    [
        ({"language": "en"}, 2),
        ({"language": "EN-ca"}, 1),
        ({"language": "e"}, 0),
        ({"language": "%"}, 0),
        ({"status": "gone"}, 1),
        ({"status": "gone", "language": "fr"}, 0),
    ],
)
def test_language_and_status_narrow(scribe: Scribe, tell: Tell, selected: dict[str, Any], number: int) -> None:
    tell("/a", "A ferry.", in_language="en-CA")
    tell("/b", "A ferry.", in_language="en")
    tell("/c", "A ferry.", in_language="fr-CA")
    scribe.archive.db.conn.execute("UPDATE articles SET status = 'gone' WHERE id = 2")
    for words in (None, "ferry"):
        found = facets(scribe.archive.db, asked(words, **selected))
        assert (found.found, found.counted) == (number, number)


def test_what_was_erased_is_never_counted(scribe: Scribe, tell: Tell) -> None:
    tell("/a", "A ferry.")
    scribe.archive.db.conn.execute("UPDATE articles SET status = 'erased'")
    assert facets(scribe.archive.db, asked()).found == 0


def test_a_story_that_says_it_in_three_versions_counts_once(scribe: Scribe, tell: Tell) -> None:
    for minute in (0, 10, 20):
        tell("/a", f"A ferry {minute}.", minute)
    found = facets(scribe.archive.db, asked("ferry", ever=True))
    assert (found.found, found.counted) == (1, 1)


def test_beyond_a_number_facets_are_of_what_was_archived_last_and_say_so(
    scribe: Scribe, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "COUNTED", 2)
    for path, author in (("/a", "Ann"), ("/b", "Bob"), ("/c", "Cid")):
        tell(path, "A ferry.", authors=[author], in_language="en")
    for words in (None, "ferry"):
        found: Facets = facets(scribe.archive.db, asked(words))
        assert (found.found, found.counted, pairs(found.languages)) == (3, 2, [("en", 2)])
        assert pairs(found.authors) == [("Bob", 1), ("Cid", 1)]
        assert sum(found.days.values()) == 3


# --- results ---------------------------------------------------------------------------------------------------------


def first(scribe: Scribe, question: Question, order: Any = "best") -> Result:
    return results(scribe.archive.db, question, order, limit=1)[0]


def test_without_words_the_newest_come_first(scribe: Scribe, tell: Tell) -> None:
    for path, day in (("/a", "2024-04-03"), ("/b", "2024-04-05"), ("/c", "2024-04-04")):
        tell(path, "Text.", date_published=f"{day}T10:00:00+00:00")
    found = results(scribe.archive.db, asked(), "newest", limit=2)
    assert [result.headline for result in found] == ["Headline of /b", "Headline of /c"]
    assert [r.id for r in results(scribe.archive.db, asked(), "newest", limit=2, offset=2)] == [1]


def test_words_that_were_deleted_are_found_with_the_version_that_says_them_no_more(scribe: Scribe, tell: Tell) -> None:
    tell("/a", "One.")
    tell("/a", "One. He stole it.", 10)
    tell("/a", "One, and more.", 20)
    assert not something(scribe.archive.db, asked("stole"))
    found = first(scribe, asked("stole", ever=True))
    assert (found.current, found.unsaid, [version["number"] for version in found.versions]) == (False, 3, [2])


def test_of_an_edit_that_was_taken_back_the_first_version_says_it_no_more(scribe: Scribe, tell: Tell) -> None:
    for minute, body in ((0, "One."), (10, "One. He stole it."), (20, "One.")):
        tell("/a", body, minute)
    found = first(scribe, asked("stole", ever=True))
    assert (found.current, found.revision_count, found.unsaid) == (False, 2, 1)


def test_a_headline_that_says_it_is_marked_itself(scribe: Scribe, tell: Tell) -> None:
    tell("/a", "Nothing of it.", headline="The ferry sails", description="A standfirst.")
    found = first(scribe, asked("ferry"))
    assert (found.said, found.snippet, found.description) == ("The \x02ferry\x03 sails", "", "A standfirst.")


# --- mentions --------------------------------------------------------------------------------------------------------


def began(scribe: Scribe, question: Question) -> list[tuple[int, int]]:
    return [(m.article_id, m.version) for m in mentions(scribe.archive.db, question, limit=50)]


def test_a_story_counts_as_new_when_it_begins_to_say_it(scribe: Scribe, tell: Tell) -> None:
    old = tell("/old", "The ferry sails.", date_published="2020-01-01T10:00:00+00:00")
    edited = tell("/edited", "Nothing.", 1)
    other = tell("/other", "A ferry at noon.", 2)
    assert began(scribe, asked("ferry")) == [(other, 3), (old, 1)]
    seen = last_version(scribe.archive.db)
    tell("/edited", "Nothing but a ferry.", 10)
    tell("/old", "The ferry sails again.", 11)  # an edit that leaves the words in place is no news
    late = tell("/late", "The first ferry.", 12, date_published="2011-01-01T10:00:00+00:00")
    assert began(scribe, asked("ferry")) == [(late, 6), (edited, 4), (other, 3), (old, 1)]
    assert mentions_after(scribe.archive.db, asked("ferry"), seen, most=100) == 2
    assert mentions_after(scribe.archive.db, asked("ferry"), seen, most=1) == 1
    assert mentions_after(scribe.archive.db, asked("ferry"), last_version(scribe.archive.db), most=100) == 0


def test_a_story_that_says_it_no_more_is_told_only_with_its_versions(scribe: Scribe, tell: Tell) -> None:
    tell("/a", "He stole it.")
    tell("/a", "He did not.", 10)
    assert began(scribe, asked("stole")) == []
    assert began(scribe, asked("stole", ever=True)) == [(1, 1)]


def test_without_words_what_came_last_is_new(scribe: Scribe, tell: Tell) -> None:
    tell("/a", "One.", article_section="News")
    tell("/b", "Two.", 1, article_section="Sport")
    tell("/a", "One, edited.", 2, article_section="News")
    assert began(scribe, asked()) == [(2, 2), (1, 1)]
    assert began(scribe, asked(section="news")) == [(1, 1)]
    assert mentions_after(scribe.archive.db, asked(), 1, most=100) == 1


def test_what_is_exported_is_what_is_found(scribe: Scribe, tell: Tell) -> None:
    tell("/a", "He stole it.")
    tell("/a", "He did not.", 10)
    db = scribe.archive.db
    assert list(ids(db, words="stole")) == []
    assert list(ids(db, words="stole", ever=True)) == [1]
    assert list(ids(db, words="***")) == []
    assert hits(db, "stole", [1], versions=True)[0]["current"] is False
