"""The pictures of the page of numbers, in Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from newscrawl.browse.server import serve
from tests.countedarchive import DELHI, HARBOUR, build

FIGURES = ("coverage", "rhythm", "lengths", "edits", "ledger", "vanished")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = build(tmp_path_factory.mktemp("counted") / "archive.db")
    told, ready = list[str](), threading.Event()

    def tell(address: str) -> None:
        told.append(address.rstrip("/"))
        ready.set()

    threading.Thread(
        target=serve, args=(path,), kwargs={"host": "127.0.0.1", "port": 0, "ready": tell}, daemon=True
    ).start()
    assert ready.wait(30)
    return told[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("no chromium on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Any]:
    """Opens a page of the room; the test fails where a script, a style or a request went wrong."""
    troubles, contexts = list[str](), list[Any]()

    def opened(path: str, width: int = 1280, scripts: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 800}, java_script_enabled=scripts, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if "404" not in message.text else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else troubles.append(asked.url))
        page.goto(path)
        if scripts:
            page.wait_for_selector("html[data-drawn]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def test_every_picture_is_drawn_and_nothing_that_the_policy_forbids_is_tried(window: Any) -> None:
    page: Page = window("/numbers?year=2024")
    for figure in FIGURES:
        drawings = page.query_selector_all(f"#{figure} svg")
        assert drawings
        assert all(drawing.get_attribute("aria-label") for drawing in drawings)
        assert all((drawing.bounding_box() or {"width": 0})["width"] > 200 for drawing in drawings)
    assert page.locator("svg style").count() == 0


def test_a_click_on_a_day_leads_to_the_search_of_that_day(window: Any) -> None:
    page: Page = window("/numbers?year=2024")
    page.click("#coverage a[aria-label='Thursday, 7 March 2024: 1 story']")
    page.wait_for_url(f"**/search?site={DELHI}&since=2024-03-07&until=2024-03-07")


def test_days_tell_what_they_are_and_are_walked_with_the_arrow_keys_from_one_tab_stop(window: Any) -> None:
    page: Page = window(f"/numbers?site={HARBOUR}&year=2024")
    told = page.eval_on_selector_all("#coverage svg title", "found => found.map((title) => title.textContent)")
    assert "Saturday, 2 March 2024: a run, no story" in told
    assert "Tuesday, 5 March 2024: no run, no story" in told
    assert page.locator("#coverage svg a[tabindex='0']").count() == 1
    page.focus("#coverage svg a[tabindex='0']")
    here = "document.activeElement.getAttribute('aria-label').split(':')[0]"
    assert page.evaluate(here) == "Monday, 1 April 2024"
    walked = []
    for key in ("ArrowLeft", "ArrowUp", "Home", "ArrowDown"):
        page.keyboard.press(key)
        walked.append(page.evaluate(here))
    # From Monday to the last Monday with a story, to the day before with one, to the first, and to the next.
    assert walked == ["Monday, 4 March 2024", "Sunday, 3 March 2024", "Friday, 1 March 2024", "Sunday, 3 March 2024"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*since=2024-03-03*")


@pytest.mark.parametrize(("query", "theme", "width"), [("", "light", 1280), (f"&site={DELHI}", "dark", 360)])
def test_the_page_keeps_nobody_out(window: Any, query: str, theme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page: Page = window(f"/numbers?year=2024{query}", width, color_scheme=theme, reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = axe.run(page).response["violations"]
    assert [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_there_are_sentences_and_tables(window: Any) -> None:
    page: Page = window("/numbers?year=2024", scripts=False)
    assert page.locator(".picture:visible").count() == 0
    page.click("#lengths summary")
    assert page.locator("#lengths table:visible").count() == 1


def test_pictures_follow_the_theme_and_the_width_of_the_window(window: Any) -> None:
    page: Page = window("/numbers?year=2024", color_scheme="light")
    colour = "getComputedStyle(document.querySelector('#ledger svg rect')).fill"
    light = page.evaluate(colour)
    page.click("[data-theme-switch]")
    assert page.evaluate(colour) != light
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_selector("#coverage .one:first-child svg:nth-of-type(2)")  # half a year in each
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
