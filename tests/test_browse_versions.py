"""How a story changed: the line of time, what the page said of it, the words that differ. Asked of the app itself."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from newscrawl.archive import Archive
from newscrawl.archive.similarity import STORY_FIELDS
from newscrawl.browse.diffing import shown
from newscrawl.browse.server import reading_room
from newscrawl.browse.telling import between, since_publication, span
from newscrawl.comparing import compare
from tests.conftest import Scribe, an_article

FIRST = "The ferry leaves at nine in the morning, and comes home at four. " * 3
LAST = "Nobody was hurt in the accident on the pier, the harbour master said on Monday."
MIDDLE = [f"Paragraph {n} says what it says, and nobody changed it." for n in range(9)]
HARM = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"


@pytest.fixture(scope="module")
def scribe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scribe]:
    """An archive with stories that were edited in all manner of ways; their names are the ends of their addresses."""
    archive = Archive(tmp_path_factory.mktemp("edited") / "archive.db")
    scribe = Scribe(archive)

    def told(name: str, minute: int, *blocks: str, **fields: Any) -> None:
        text = "\n\n".join(blocks or ("One paragraph, which says little.",))
        scribe.read(an_article(f"/news/{name}", **{"headline": name, "article_body": text, **fields}), minute)

    stamp = {"date_published": "2024-04-17T09:50:00+00:00", "date_modified": "2024-04-17T09:55:00+00:00"}
    told("quiet", 0, "It costs 1,200 dollars.", **stamp)
    told("quiet", 4, "It costs 1,200 dollars.", **stamp)
    told("quiet", 30, "It costs 1,300 dollars.", **stamp)
    told("quiet", 60, "It costs 1,300 dollars.", **stamp)
    told("open", 0, "It costs 1,200 dollars.", date_modified="2024-04-17T09:55:00+00:00")
    told("open", 30, "It costs 1,300 dollars.", date_modified="2024-04-17T10:20:00+00:00")
    told("open", 60, "It costs 1,300 dollars.", date_modified="2024-04-17T10:20:00+00:00", correction="We erred.")
    told("flips", 0, headline="One headline")
    told("flips", 10, headline="Another headline")
    told("flips", 20, headline="One headline")
    told("long", 0, FIRST, *MIDDLE, LAST)
    told("long", 10, LAST, *MIDDLE, FIRST.replace("four", "five", 1), image_url="https://example.org/new.jpg")
    told("once", 0)
    told("live", 0, "Count 1 of the votes.", kind="liveblog")
    told("live", 10, "Count 1 of the votes.", "Count 2 of the votes.", kind="liveblog")
    told("harm", 0, headline=HARM, article_section=HARM, image_url="javascript:alert(1)")
    told("harm", 10, headline=HARM + HARM, article_section=HARM + "x", image_url="javascript:alert(2)")
    told("arabic", 0, "يبدأ العمل في الربيع.", in_language="ar")
    told("arabic", 10, "يبدأ العمل في الصيف.", in_language="ar")
    told("whole", 0, "ab cd. " * 20_000)
    told("whole", 10, "cd ef. " * 20_000)
    told("gone", 0)
    for minute in (20, 200):
        scribe.visit("/news/gone", minute, outcome="gone", http_status=404)
    archive.db.conn.execute(
        "INSERT INTO teasers (listing_url, article_url, headline, position, first_seen, last_seen)"
        " VALUES ('https://example.org/', 'https://example.org/news/flips', 'A third headline', 2, ?1, ?1)",
        ("2024-04-17T10:05:00.000+00:00",),
    )
    yield scribe
    archive.close()


@pytest.fixture(scope="module")
def room(scribe: Scribe) -> Datasette:
    return reading_room(Path(scribe.archive.path))


def story(scribe: Scribe, name: str) -> int:
    sql = "SELECT article_id FROM aliases WHERE url = ?"
    return int(scribe.all(sql, f"https://example.org/news/{name}")[0])


def ask(room: Datasette, scribe: Scribe, name: str, rest: str = "") -> Any:
    return asyncio.run(room.client.get(f"/stories/{story(scribe, name)}/versions{rest}"))


def words_of(html: str) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def test_an_edit_that_the_page_did_not_tell_is_told(room: Datasette, scribe: Scribe) -> None:
    text = words_of(ask(room, scribe, "quiet").text)
    assert "1 change that the page did not tell" in text
    assert "its time of modification stayed 17 Apr 2024, 09:55 UTC, and no correction was added" in text


def test_a_live_blog_is_not_expected_to_tell_that_it_grows(room: Datasette, scribe: Scribe) -> None:
    text = words_of(ask(room, scribe, "live").text)
    assert "2 versions" in text
    assert "did not" not in text


def test_an_edit_comes_between_the_two_looks_that_saw_it_and_so_long_after_publication(
    room: Datasette, scribe: Scribe
) -> None:
    text = words_of(ask(room, scribe, "quiet").text)
    assert "between 10:04 and 10:30 UTC" in text
    assert "First changed 14 to 40 minutes after publication" in text
    assert "seen 2 times over 30 minutes" in text


def test_a_time_of_modification_and_a_correction_tell_of_an_edit(room: Datasette, scribe: Scribe) -> None:
    text = words_of(ask(room, scribe, "open").text)
    assert "A correction was added." in text
    assert "The page says that it was modified: 17 Apr 2024, 10:20 UTC." in text
    assert "did not say so" not in text


def test_the_last_change_is_shown_unless_another_is_asked_for(room: Datasette, scribe: Scribe) -> None:
    assert "Version 2 → version 3" in ask(room, scribe, "open").text
    assert "Version 1 → version 2" in ask(room, scribe, "open", "?to=2").text
    assert "Version 1 → version 3" in ask(room, scribe, "open", "?from=1&to=3").text
    assert "They say the same" in ask(room, scribe, "open", "?from=2&to=2").text


@pytest.mark.parametrize(
    ("query", "cure"),
    [("?from=9", "the story has versions 1 to 3"), ("?to=x", "versions 1 to 3"), ("?view=3d", "view=side")],
)
def test_what_cannot_be_compared_is_told_in_a_line(room: Datasette, scribe: Scribe, query: str, cure: str) -> None:
    answer = ask(room, scribe, "open", query)
    assert answer.status_code == 400
    assert cure in answer.text


def test_a_version_that_came_back_is_no_new_one_and_the_edit_before_was_taken_back(
    room: Datasette, scribe: Scribe
) -> None:
    page = ask(room, scribe, "flips").text
    assert "Version 2 → version 1" in page
    assert "Version 1 came back" in page
    assert page.count("taken back") == 1


def test_every_headline_is_told_with_where_it_was_worn(room: Datasette, scribe: Scribe) -> None:
    worn = ask(room, scribe, "flips").text.split('class="headlines"')[1]
    assert [words_of(text) for text in re.findall(r'<p class="headline".*?</p>', worn)] == [
        "One headline",
        "A third headline",
        "Another headline",
    ]
    assert "no. 2 on example.org/" in worn


@pytest.mark.parametrize("view", ["inline", "side"])
def test_unchanged_paragraphs_are_folded_and_moved_ones_are_told(room: Datasette, scribe: Scribe, view: str) -> None:
    page = ask(room, scribe, "long", f"?view={view}").text
    assert "… 7 unchanged paragraphs" in page
    assert f'<del class="moved">{LAST}</del>' in page
    assert f'<ins class="moved">{LAST}</ins>' in page


def test_each_change_has_an_address_and_leads_to_the_next(room: Datasette, scribe: Scribe) -> None:
    page = ask(room, scribe, "long").text
    numbers = re.findall(r'id="c(\d+)" data-change', page)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert len(numbers) == 5  # two paragraphs each that went and came, and the picture
    assert {f"c{n}" for n in numbers} == set(re.findall(r'href="#(c\d+)"', page))


def test_a_story_with_one_version_has_nothing_to_compare(room: Datasette, scribe: Scribe) -> None:
    assert "One version. Nobody was seen to change it in 1 look." in words_of(ask(room, scribe, "once").text)
    assert ask(room, scribe, "once", ".json").status_code == 404


def test_a_page_that_vanished_stands_in_the_line_of_time(room: Datasette, scribe: Scribe) -> None:
    page = ask(room, scribe, "gone").text
    assert "Its page vanished" in page
    assert '<rect class="gone"' in page
    told = "Last seen 17 Apr 2024, 10:00; missing first 10:20; confirmed 13:20 UTC."
    assert told in words_of(page)
    assert "not there since" not in page


def test_a_story_that_is_not_there_is_404(room: Datasette) -> None:
    assert asyncio.run(room.client.get("/stories/999999/versions")).status_code == 404
    assert asyncio.run(room.client.get("/stories/999999999999999999/versions.rss")).status_code == 404


def test_a_story_that_was_taken_down_has_no_versions(newsstand: Any) -> None:
    erased = newsstand.stories["erased"]
    answer = asyncio.run(reading_room(newsstand.path).client.get(f"/stories/{erased}/versions"))
    assert answer.status_code == 410
    assert "taken down" in answer.text


def test_nothing_of_a_story_is_markup_or_a_link_that_does_something(room: Datasette, scribe: Scribe) -> None:
    for view in ("inline", "side"):
        page = ask(room, scribe, "harm", f"?view={view}").text
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert not re.search(r'(?:href|src)="javascript:', page)
        assert not re.search(r"<[^>]* (?:style|on\w+)=", page)


def test_the_direction_of_a_paragraph_is_that_of_its_own_words(room: Datasette, scribe: Scribe) -> None:
    page = ask(room, scribe, "arabic", "?view=side").text
    cell = re.search(r'<p class="words before" dir="auto" lang="ar">(.*?)</p>', page)
    assert cell
    assert cell[1].startswith('<span class="unseen" dir="ltr">')  # what has a direction of its own does not count
    assert "<del>الربيع</del>" in cell[1]


def test_the_comparison_as_json_is_that_of_the_command(room: Datasette, scribe: Scribe) -> None:
    told = ask(room, scribe, "quiet", ".json?from=1&to=2").json()
    assert told["fields"] == {
        "article_body": [
            [
                {"op": "equal", "text": "It costs "},
                {"op": "delete", "text": "1,200"},
                {"op": "insert", "text": "1,300"},
                {"op": "equal", "text": " dollars."},
            ]
        ]
    }


def test_the_feed_has_an_item_for_all_that_befell_the_story(room: Datasette, scribe: Scribe) -> None:
    answer = ask(room, scribe, "open", ".rss")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    titles = re.findall(r"<item>\s*<title>(.*?)</title>", answer.text)
    assert titles == ["Changed: correction — open", "Changed: text — open", "First seen — open"]
    assert "&lt;del&gt;1,200&lt;/del&gt;" in answer.text
    guids = re.findall(r"<guid[^>]*>(.*?)</guid>", answer.text)
    assert len(set(guids)) == 3


def test_a_long_text_that_is_one_paragraph_is_shown_in_part(room: Datasette, scribe: Scribe) -> None:
    page = ask(room, scribe, "whole").text
    assert "120,000 characters not shown" in page
    assert len(page) < 80_000


def test_versions_of_megabytes_are_compared_soon_and_shown_in_part() -> None:
    empty = dict.fromkeys(STORY_FIELDS) | {"headline": "Long", "authors": "[]"}
    old = empty | {"article_body": "\n\n".join(f"Boat {n} went out to sea." for n in range(20_000))}
    new = empty | {"article_body": "\n\n".join(f"Boat {n} came home, and was late." for n in range(20_000))}
    began = time.process_time()
    told = shown(compare("https://example.org/", old, new), {})
    assert time.process_time() - began < 3  # half a second
    assert told.changes + told.more == 40_000
    assert len(told.fields[0].items) == 400


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "less than a minute"),
        (60, "1 minute"),
        (840, "14 minutes"),
        (7_200, "2 hours"),
        (100_000, "28 hours"),
        (260_000, "3 days"),
        (6_000_000, "2 months"),
        (70_000_000, "2 years"),
    ],
)
def test_lengths_are_told_in_the_unit_that_a_reader_would_take(seconds: float, told: str) -> None:
    assert span(seconds) == told


def test_a_length_between_two_others_is_told_without_repeats() -> None:
    assert between(840, 1_920) == "14 to 32 minutes"
    assert between(840, 8_000) == "14 minutes to 2 hours"
    assert between(7_000, 7_300) == "2 hours"


def test_how_soon_a_change_came_is_not_told_where_the_page_gives_the_day_alone() -> None:
    at = "2024-04-17T12:00:00+00:00"
    assert since_publication("2024-04-17T09:00:00+00:00", "minute", None, at) == "at most 3 hours after publication"
    assert since_publication("2024-04-17T00:00:00+00:00", "day", None, at) == ""
    assert since_publication("2024-04-17", None, None, at) == ""
    assert since_publication("2024-04-18T09:00:00+00:00", "minute", None, at) == ""
    assert since_publication("nonsense", None, None, at) == ""
