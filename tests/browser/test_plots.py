"""The pictures of the page of numbers, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import browsing
from tests.browsing import WIDTHS, Desk, Reader, barriers, too_wide
from tests.countedarchive import DELHI, HARBOUR, build

FIGURES = ("coverage", "rhythm", "lengths", "edits", "ledger", "vanished")


@pytest.fixture(scope="module")
def desk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk at the reading room on the archive whose numbers are known."""
    with browsing.served(build(tmp_path_factory.mktemp("counted") / "archive.db")) as address:
        yield Desk(chromium, address)


def drawn(reader: Reader, address: str, **window: Any) -> Page:
    """The page, once its pictures are drawn."""
    page = reader.open(address, **window)
    page.wait_for_selector("html[data-drawn]")
    return page


def test_every_picture_is_drawn_and_nothing_that_the_policy_forbids_is_tried(reader: Reader) -> None:
    page = drawn(reader, "/numbers?year=2024")
    for figure in FIGURES:
        drawings = page.query_selector_all(f"#{figure} svg")
        assert drawings
        assert all(drawing.get_attribute("aria-label") for drawing in drawings)
        assert all((drawing.bounding_box() or {"width": 0})["width"] > 200 for drawing in drawings)
    assert page.locator("svg style").count() == 0


def test_a_click_on_a_day_leads_to_the_search_of_that_day(reader: Reader) -> None:
    page = drawn(reader, "/numbers?year=2024")
    page.click("#coverage a[aria-label='Thursday, 7 March 2024: 1 story']")
    page.wait_for_url(f"**/search?site={DELHI}&since=2024-03-07&until=2024-03-07")


def test_days_tell_what_they_are_and_are_walked_with_the_arrow_keys_from_one_tab_stop(reader: Reader) -> None:
    page = drawn(reader, f"/numbers?site={HARBOUR}&year=2024")
    told = page.eval_on_selector_all("#coverage svg title", "found => found.map((title) => title.textContent)")
    assert "Saturday, 2 March 2024: a run, no story" in told
    assert "Tuesday, 5 March 2024: no run, no story" in told
    assert page.locator("#coverage svg a[tabindex='0']").count() == 1
    page.focus("#coverage svg a[tabindex='0']")
    here = "document.activeElement.getAttribute('aria-label').split(':')[0]"
    assert page.evaluate(here) == "Monday, 1 April 2024"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator("#coverage svg .ring").count() == 2  # seen on every colour of a day
    walked = []
    for key in ("ArrowLeft", "ArrowUp", "Home", "ArrowDown"):
        page.keyboard.press(key)
        walked.append(page.evaluate(here))
    # From Monday to the last Monday with a story, to the day before with one, to the first, and to the next.
    assert walked == ["Monday, 4 March 2024", "Sunday, 3 March 2024", "Friday, 1 March 2024", "Sunday, 3 March 2024"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*since=2024-03-03*")


def test_the_tables_behind_the_pictures_keep_nobody_out(reader: Reader) -> None:
    page = drawn(reader, f"/numbers?year=2024&site={DELHI}", theme="dark", width=WIDTHS["phone"])
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert barriers(page) == ""
    assert too_wide(page) == ""


def test_without_scripts_there_are_sentences_and_tables(reader: Reader) -> None:
    page = reader.open("/numbers?year=2024", scripts=False)
    assert page.locator(".picture:visible").count() == 0
    page.click("#lengths summary")
    assert page.locator("#lengths table:visible").count() == 1


def test_pictures_follow_the_theme_and_the_width_of_the_window(reader: Reader) -> None:
    page = drawn(reader, "/numbers?year=2024")
    colour = "getComputedStyle(document.querySelector('#ledger svg rect')).fill"
    light = page.evaluate(colour)
    page.click("[data-theme-switch]")
    assert page.evaluate(colour) != light
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_function("document.querySelector('#rhythm svg').clientWidth < 360")
    assert too_wide(page) == ""
