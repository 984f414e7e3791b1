"""The page of numbers, as it is without scripts: sentences, tables, links."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from lxml import html

from newscrawl.archive import Archive
from newscrawl.archive.views.numbers import Coverage, Vanished
from newscrawl.browse.calendars import NO_RUN, calendar, trimmed
from newscrawl.browse.sentences import of_calendars, percent, span
from newscrawl.browse.series import in_words, series
from newscrawl.browse.server import reading_room
from tests.countedarchive import DELHI, HARBOUR, build


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return reading_room(build(tmp_path_factory.mktemp("counted") / "archive.db"))


def shown(room: Datasette, address: str, status: int = 200) -> Any:
    answer = asyncio.run(room.client.get(address))
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_every_picture_has_a_sentence_and_a_table(room: Datasette) -> None:
    figures = shown(room, "/numbers").findall(".//figure")
    assert [figure.get("id") for figure in figures] == [
        "coverage", "rhythm", "lengths", "edits", "ledger", "vanished",
    ]  # fmt: skip
    for figure in figures:
        assert words(figure.find("figcaption")).endswith(".")
        assert figure.findall(".//table//th[@scope='col']")
        assert figure.findall(".//tbody/tr")


def test_sentences_say_what_is_true(room: Datasette) -> None:
    page = shown(room, f"/numbers?site={HARBOUR}&year=2024")
    told = {figure.get("id"): words(figure.find("figcaption")) for figure in page.findall(".//figure")}
    assert told == {
        "coverage": "6 stories are dated 2024. Busiest day: 1 March, 2 stories. Longest time without a run and"
        " without a story: 11 to 31 March (21 days).",
        "rhythm": "Busiest weekdays: Monday and Friday; busiest hour: 09:00 to 10:00, by the site's own clock. 17 % of"
        " 6 stories came on a Saturday or a Sunday. 2 stories tell no hour.",
        "lengths": "Half of 7 stories have up to 200 words, nine in ten up to 2,500.",
        "edits": "33 % of 6 stories that were seen within a day of publication changed afterwards; half of the first"
        " edits had been seen 2 hours after publication.",
        "ledger": "Of 14 known addresses of stories 64 % are archived; 7.1 % were gone before they could be read, 7.1 %"
        " failed, 7.1 % were left out, 14 % were not asked yet.",
        "vanished": "2 stories vanished, all of them in March 2024; 1 came back.",
    }


def test_a_day_of_the_calendars_table_leads_to_the_search_of_that_day(room: Datasette) -> None:
    page = shown(room, f"/numbers?site={HARBOUR}&year=2024")
    march = page.xpath("//figure[@id='coverage']//tr[th='Mar']")[0]
    assert [words(cell) for cell in march.findall("td")][:10] == ["2", "0", "1", "1", "×", "×", "×", "0", "1", "0"]
    assert march.find("td/a").get("href") == f"/search?site={HARBOUR}&since=2024-03-01&until=2024-03-01"


def test_the_calendar_of_a_year_is_chosen_by_its_links_and_by_the_form(room: Datasette) -> None:
    page = shown(room, "/numbers?year=2023")
    assert page.xpath("//option[@selected]/text()") == ["2023"]
    links = {link.text: link.get("href") for link in page.cssselect("nav .chip")}
    assert links == {"2024": "/numbers?year=2024", "2023": "/numbers?year=2023"}
    assert words(page.find(".//figure[@id='coverage']/figcaption")).startswith("1 story is dated 2023.")


def test_what_vanished_leads_to_the_changes_of_the_last_day_on_which_something_did(room: Datasette) -> None:
    page = shown(room, f"/numbers?site={HARBOUR}")
    links = page.xpath("//figure[@id='vanished']//tbody//a/@href")
    assert links == [
        f"/changes?site={HARBOUR}&kind=restored&day=2024-05-21",
        f"/changes?site={HARBOUR}&kind=gone&day=2024-03-20",
    ]


def test_what_is_drawn_are_the_values_of_the_tables(room: Datasette) -> None:
    page = shown(room, "/numbers?year=2024")
    drawn = json.loads(page.find(".//script[@id='numbers-drawn']").text)
    delhi, harbour, _ = drawn["coverage"]
    assert (delhi["site"], harbour["site"]) == (DELHI, HARBOUR)
    assert delhi["days"][64:71] == [None, None, 1, 0, 0, 0, None]
    assert harbour["days"][60:66] == [2, 0, 1, 1, NO_RUN, NO_RUN]
    assert drawn["edits"][0]["curve"][0] == {"hours": 0.25, "share": 1.0}


@pytest.mark.parametrize(
    ("query", "status"), [("site=nowhere.example", 404), ("year=1999", 400), ("year=%D9%A2", 400), ("year=x", 400)]
)
def test_a_site_or_a_year_that_is_not_there_is_told_in_a_line(room: Datasette, query: str, status: int) -> None:
    assert "choose one" in words(shown(room, f"/numbers?{query}", status).find(".//main"))


def test_an_empty_archive_has_a_page_too(empty: Path) -> None:
    page = shown(reading_room(empty / "archive.db"), "/numbers")
    assert "There are no stories with a date yet." in words(page)


def test_a_hostile_name_of_a_site_is_only_text(tmp_path: Path) -> None:
    path = build(tmp_path / "archive.db")
    name = "</script><script>alert(1)</script><b>&'\""
    archive = Archive(path)
    for table, column in (("sites", "name"), ("articles", "site"), ("pages", "site")):
        archive.db.conn.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [name, DELHI])
    archive.close()
    page = shown(reading_room(path), "/numbers")
    assert len(page.findall(".//script")) == 4  # theme, base, the values, numbers.js
    assert not page.findall(".//b")
    assert any(one["site"] == name for one in json.loads(page.find(".//script[@id='numbers-drawn']").text)["edits"])


def test_days_are_summed_up_by_month_or_year_where_there_are_many() -> None:
    one = Vanished(gone=1)
    assert [entry.name for entry in series({"2024-02-28": one, "2024-03-01": one}, Vanished()).entries] == [
        "2024-02-28", "2024-02-29", "2024-03-01",
    ]  # fmt: skip
    months = series({"2023-12-31": one, "2024-02-01": one, "2024-03-30": one, "2024-03-31": one, None: one}, Vanished())
    assert [(e.name, e.since, e.until, e.value.gone) for e in months.entries] == [
        ("2023-12", "2023-12-01", "2023-12-31", 1),
        ("2024-01", "2024-01-01", "2024-01-31", 0),
        ("2024-02", "2024-02-01", "2024-02-29", 1),
        ("2024-03", "2024-03-01", "2024-03-31", 2),
    ]
    years = series({"1001-01-01": one, "no day": one, "2024-01-01": one}, Vanished())
    assert (years.step, [entry.name for entry in years.entries]) == ("year", ["1001", "2024"])  # no row of 1024 bars
    assert series({}, Vanished()).entries == []


def test_holes_of_a_year_reach_to_its_last_day() -> None:
    covered = Coverage("a.example", "2024-12-30", "2025-02-01", {"2024-12-30": 3}, set(), None)
    assert calendar(covered, 2024).gaps() == [("2024-12-31", "2024-12-31", 1)]
    assert calendar(covered, 2025).missed == 32


def test_months_that_hold_nothing_are_not_shown_before_the_first_and_after_the_last() -> None:
    early = Coverage("a.example", "2023-05-01", "2024-06-30", {"2024-03-07": 1}, set(), None)
    later = Coverage("b.example", "2024-05-01", "2024-06-30", {}, {"2024-05-02"}, None)
    first, second = trimmed([calendar(early, 2024), calendar(later, 2024)])
    assert [month[0][0] for month in first.months()] == ["2024-03-01", "2024-04-01", "2024-05-01"]
    assert [len(month) for month in second.months()] == [31, 30, 31]
    assert first.gaps() == [("2024-03-01", "2024-03-06", 6), ("2024-03-08", "2024-05-31", 85)]
    assert len(trimmed([calendar(Coverage("c", "9999", "", {}, set(), None), 2024)])[0].months()) == 12


def test_equals_are_told_together() -> None:
    days = {"2024-03-07": 2, "2024-03-09": 2, "2024-03-10": 1}
    one = calendar(Coverage("a.example", "2024-03-07", "2024-03-11", days, {"2024-03-11"}, None), 2024)
    two = calendar(Coverage("b.example", "2024-03-07", "2024-03-09", {"2024-03-07": 1}, {"2024-03-09"}, None), 2024)
    assert of_calendars(2024, [one]) == (
        "5 stories are dated 2024. Busiest days: 7 March and 9 March, 2 stories each. Longest time without a run and"
        " without a story: 8 March."
    )
    assert of_calendars(2024, [one, two]).endswith("without a story: 8 March, at every site.")
    assert of_calendars(2024, [two]).startswith("1 story is dated 2024. Busiest day: 7 March, 1 story.")


def test_stories_of_a_day_without_a_run_are_told_from_those_that_a_run_found_at_once() -> None:
    stories = {"2024-01-01": 1, "2024-01-02": 1, "2024-01-03": 1, "2024-01-04": 1}
    covered = Coverage("a.example", "2024-01-01", "2024-01-04", stories, {"2024-01-02"}, ("2024-01-02", "2024-01-03"))
    found = calendar(covered, 2024)
    assert found.late == [2]  # the others lie before the first run and after the last
    assert [found.state(day) for day in stories] == ["", "", "no run; found later", ""]


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(0, 5, "0 %"), (1, 2, "50 %"), (1, 11, "9.1 %"), (1, 5000, "under 0.1 %"), (4999, 5000, "over 99.9 %")],
)
def test_shares_are_never_rounded_to_nothing_or_to_all(part: int, whole: int, told: str) -> None:
    assert percent(part, whole).replace("\N{NO-BREAK SPACE}", " ") == told


def test_spans_and_days_are_told_in_words() -> None:
    told = [span(hours) for hours in (0.001, 0.25, 1, 2, 23.8, 24, 48, 168, 336)]
    assert told == ["1 minute", "15 minutes", "1 hour", "2 hours", "24 hours", "1 day", "2 days", "7 days", "2 weeks"]
    assert [in_words(name) for name in ("2024", "2024-04", "2024-04-07")] == ["2024", "April 2024", "7 April 2024"]


def test_no_inline_style_or_script_is_in_the_page(room: Datasette) -> None:
    text = asyncio.run(room.client.get("/numbers")).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
