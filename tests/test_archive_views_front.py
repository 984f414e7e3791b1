"""What the front page, the changes and the sites ask of an archive."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import Archive
from newscrawl.archive.views import changed, latest, sites
from newscrawl.archive.views.changed import Wanted
from newscrawl.archive.views.excerpt import first_change
from newscrawl.archive.views.ledger import Ledger
from tests.readingroom import NOW, stocked


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("shelves") / "archive.db"
    stocked(path)
    archive = Archive(path)
    yield archive.db
    archive.close()


def test_the_present_is_the_last_visit(shelves: Any) -> None:
    assert latest.now(shelves) == datetime.fromisoformat(NOW)


def test_the_present_of_an_archive_that_never_looked_is_our_own(archive: Archive) -> None:
    assert abs((latest.now(archive.db) - datetime.now(UTC)).total_seconds()) < 60


def test_a_story_from_the_future_does_not_stay_on_top(shelves: Any) -> None:
    told = [card.headline for card in latest.newest(shelves, datetime.fromisoformat(NOW), 10)]
    assert told[0] == "The newest of all"
    assert told.index("A date in the next century") > told.index("The newest of all")
    assert "A story without a date" in told


def test_copies_of_a_story_are_one_card_that_tells_how_many_sites_have_it(shelves: Any) -> None:
    told = latest.newest(shelves, datetime.fromisoformat(NOW), 10)
    copies = [card for card in told if card.headline == "Ferry runs aground"]
    assert [(card.site, card.also_at) for card in copies] == [("b.example", ["a.example"])]


def test_what_was_erased_is_no_card(shelves: Any) -> None:
    assert not [card for card in latest.newest(shelves, datetime.fromisoformat(NOW), 50) if not card.headline]


def test_an_edit_tells_the_words_of_the_headline_that_changed(shelves: Any) -> None:
    edit = next(one for one in changed.changes(shelves, date(2024, 4, 17), limit=50) if "edited" in one.kinds)
    assert edit.field == "headline"
    assert [piece.text for piece in edit.pieces if piece.op == "delete"] == ["two"]
    assert [piece.text for piece in edit.pieces if piece.op == "insert"] == ["three"]
    assert edit.number == 2


def test_an_edit_and_the_correction_that_it_brought_are_told_as_one(shelves: Any) -> None:
    told = changed.changes(shelves, date(2024, 4, 17), limit=50)
    assert [one.kinds for one in told if one.number] == [["edited", "corrected"]]
    alone = changed.changes(shelves, date(2024, 4, 17), Wanted(kinds=["corrected"]), limit=50)
    assert [(one.kinds, one.number, one.detail) for one in alone] == [(["corrected"], 2, "It was three boats.")]


def test_only_days_with_changes_are_stepped_to(shelves: Any) -> None:
    assert changed.around(shelves, date(2024, 4, 17)) == (date(2024, 4, 11), None)
    assert changed.around(shelves, date(2024, 4, 11)) == (date(2024, 4, 9), date(2024, 4, 17))
    assert changed.around(shelves, date(2024, 4, 17), Wanted(site="b.example")) == (date(2024, 4, 9), None)
    assert changed.latest_day(shelves, date(2024, 4, 16)) == date(2024, 4, 11)


def test_days_are_counted_as_they_are_listed(shelves: Any) -> None:
    for wanted in [Wanted(), Wanted(site="a.example"), Wanted(kinds=["gone", "edited"])]:
        for day, count in changed.counts(shelves, date(2024, 4, 1), date(2024, 4, 30), wanted).items():
            assert len(changed.changes(shelves, day, wanted, limit=50)) == count


def test_a_site_is_told_with_what_became_of_its_stories(shelves: Any) -> None:
    row = next(row for row in sites.overview(shelves, datetime.fromisoformat(NOW)) if row.name == "a.example")
    assert row.found == Ledger(found=3, archived=1, failed=1, pending=1)
    assert (row.articles, row.taken_down) == (6, 1)
    assert row.glance.findings[0]["text"] == "no new story for 9 days"


def test_a_shelf_has_sections_authors_listings_and_runs(shelves: Any) -> None:
    shelf = sites.shelf(shelves, "a.example", datetime.fromisoformat(NOW))
    assert shelf is not None
    assert shelf.sections == [("Harbour", 3)]
    assert shelf.authors == [("Ann Lee", 2)]
    assert [listing.url for listing in shelf.listings] == ["https://a.example/", "https://a.example/harbour/"]
    assert shelf.runs[0].problems == ["a.example: no new story for 9 days"]
    assert sites.shelf(shelves, "nowhere.example", datetime.fromisoformat(NOW)) is None


_TEXTS = st.lists(st.text("ab c.\n", max_size=12), max_size=6).map("\n\n".join)


@settings(max_examples=40)
@given(_TEXTS, _TEXTS)
def test_an_excerpt_says_something_wherever_blocks_differ(old: str, new: str) -> None:
    def blocks(text: str) -> list[str]:
        return [block for block in text.split("\n\n") if block.strip()]

    differs = any(piece.op != "equal" for piece in first_change(old, new))
    assert differs == (blocks(old) != blocks(new))


def test_an_excerpt_of_a_long_text_stays_short_and_shows_the_change() -> None:
    old = "Nothing. " * 50_000 + "It cost 78 million. " + "And so on. " * 50_000
    pieces = first_change(old, old.replace("78", "87"))
    assert sum(len(piece.text) for piece in pieces) < 500
    assert [piece.text for piece in pieces if piece.op != "equal"] == ["78", "87"]
