"""The views behind the page of numbers, on an archive whose numbers are known."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from newscrawl.archive.readonly import reader
from newscrawl.archive.views import sites
from newscrawl.archive.views.facets import facets
from newscrawl.archive.views.latest import holdings
from newscrawl.archive.views.ledger import Ledger, by_site, completeness
from newscrawl.archive.views.numbers import (
    Vanished,
    coverage,
    edits,
    lengths,
    vanished,
    years,
)
from newscrawl.archive.views.question import Question
from newscrawl.archive.views.rhythm import rhythm
from tests.countedarchive import DELHI, HARBOUR, PLAIN, build


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    conn = reader(build(tmp_path_factory.mktemp("counted") / "archive.db"))
    conn.row_factory = sqlite3.Row
    return Database(conn)


def test_years_are_those_of_dated_stories_without_the_erased(db: Database) -> None:
    assert years(db) == {2023: 1, 2024: 8}
    assert years(db, DELHI) == {2024: 1}


def test_a_day_has_the_stories_that_pages_date_to_it(db: Database) -> None:
    harbour, delhi, plain = coverage(db, 2024, [HARBOUR, DELHI, PLAIN])
    assert harbour.stories == {"2024-03-01": 2, "2024-03-03": 1, "2024-03-04": 1, "2024-03-09": 1, "2024-04-01": 1}
    assert delhi.stories == {"2024-03-07": 1}
    assert plain.stories == {"2024-03-04": 1}  # the 5th in UTC


def test_days_with_a_run_are_known_and_captured_pages_are_no_run(db: Database) -> None:
    harbour, delhi, plain = coverage(db, 2024, [HARBOUR, DELHI, PLAIN])
    assert harbour.looked == {f"2024-03-{day:02}" for day in (1, 2, 3, 4, 8, 9, 10)}
    assert delhi.looked == {"2024-03-08", "2024-03-09", "2024-03-10"}
    assert plain.looked == set()
    assert [one.watched for one in (harbour, delhi, plain)] == [
        ("2024-03-01", "2024-03-10"),
        ("2024-03-08", "2024-03-10"),
        None,
    ]


def test_nothing_is_missing_before_a_site_was_known_or_after_the_last_run(db: Database) -> None:
    harbour, delhi, plain = coverage(db, 2024, [HARBOUR, DELHI, PLAIN])
    assert (harbour.first, harbour.last) == ("2023-06-15", "2024-04-01")  # a story is later than the last run
    assert (delhi.first, delhi.last) == ("2024-03-07", "2024-03-10")
    assert (plain.first, plain.last) == ("2024-03-04", "2024-03-10")


def test_a_year_of_which_a_site_has_nothing_is_left_out(db: Database) -> None:
    assert [one.site for one in coverage(db, 2023, sites.names(db))] == [HARBOUR]


def test_hours_are_those_of_the_sites_own_clock(db: Database) -> None:
    told = rhythm(db)
    assert told.hours[4][9] == 2  # Harbour, Friday 1 March
    assert told.hours[6][23] == 1  # Harbour, late on Sunday 3 March
    assert told.hours[0][8] == 1  # Harbour in summer time, Monday 1 April
    assert told.hours[4][0] == 1  # Delhi, Friday: Thursday in UTC
    assert told.hours[0][22] == 1  # no zone: as the page tells it
    assert told.hours[3][12] == 1  # 2023
    assert sum(map(sum, told.hours)) == 8
    assert told.left_out == 2  # one tells a day alone, one nothing


def test_the_rhythm_of_one_site_counts_no_other(db: Database) -> None:
    assert sum(map(sum, rhythm(db, DELHI).hours)) == 1


def test_a_zone_that_does_not_exist_is_as_none(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db")
    other = Database(path)
    other.execute("UPDATE sites SET time_zone = 'Mars/Olympus' WHERE name = ?", [DELHI])
    other.close()
    assert rhythm(Database(reader(path)), DELHI).hours[3][18] == 1


def test_lengths_leave_out_galleries_and_the_erased(db: Database) -> None:
    by_site = {one.site: one for one in lengths(db)}
    harbour = by_site[HARBOUR]
    assert harbour.counts == {50: 1, 100: 1, 150: 1, 200: 1, 300: 1, 400: 1, 2500: 1}
    assert (harbour.stories, harbour.quantile(0.1), harbour.quantile(0.5), harbour.quantile(1)) == (7, 50, 200, 2500)
    assert harbour.bins(100, 20) == [2, 2, 1, 1, *[0] * 16, 1]
    assert list(by_site) == sorted([DELHI, HARBOUR, PLAIN])


def test_only_stories_that_were_seen_within_a_day_tell_of_edits(db: Database) -> None:
    by_site = {one.site: one for one in edits(db)}
    harbour = by_site[HARBOUR]
    assert harbour.watched == 6
    assert harbour.hours == pytest.approx([2, 50], abs=0.01)
    assert [harbour.within(hours) for hours in (1, 2, 49, 72)] == [0, 1, 1, 2]
    assert by_site[DELHI].hours == pytest.approx([0.2], abs=0.01)
    assert by_site[PLAIN].hours == []


def test_completeness_is_what_the_view_of_that_name_tells(db: Database) -> None:
    by_day = completeness(db, HARBOUR)
    assert by_day["2024-03-02"] == Ledger(found=4, skipped=1, failed=1, gone=1, pending=1)
    assert by_day[None] == Ledger(found=2, archived=1, pending=1)
    sql = "SELECT day, sum(found), sum(archived), sum(skipped), sum(failed), sum(gone), sum(pending) FROM completeness"
    told = {day: Ledger(*counts) for day, *counts in db.conn.execute(f"{sql} GROUP BY day")}
    assert completeness(db) == told


def test_what_vanished_is_told_by_the_day_on_which_it_was_seen(db: Database) -> None:
    assert vanished(db) == {
        "2024-03-05": Vanished(gone=1),
        "2024-03-20": Vanished(gone=1),
        "2024-05-21": Vanished(restored=1),
    }
    assert vanished(db, DELHI) == {}


def test_all_pages_count_articles_by_one_rule(db: Database) -> None:
    at = datetime(2024, 6, 1, tzinfo=UTC)
    rows = sites.overview(db, at)
    kept = db.conn.execute("SELECT count(*) FROM articles WHERE status != 'erased'").fetchone()[0]
    assert sum(row.articles for row in rows) == holdings(db).articles == kept
    assert facets(db, Question()).found == kept
    assert sum(row.taken_down for row in rows) == 1
    shelf = sites.shelf(db, HARBOUR, at)
    assert shelf is not None
    assert (shelf.row.articles, shelf.row.found) == next((r.articles, r.found) for r in rows if r.name == HARBOUR)
    assert sum((row.found for row in rows), Ledger()) == sum(completeness(db).values(), Ledger())
    assert sum(by_site(db).values(), Ledger()) == sum(completeness(db).values(), Ledger())
