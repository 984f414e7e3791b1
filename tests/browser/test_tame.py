"""In Chromium: an archived page does nothing, and the page of a story speaks to the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import browsing
from tests.browsing import Desk
from tests.capturedpages import Listener, address_of, fill, hostile


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.socket.close()


@pytest.fixture(scope="module")
def desk(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, empty: Path, listener: Listener
) -> Iterator[Desk]:
    with browsing.served(fill(tmp_path_factory.mktemp("tame"), empty, listener.address)) as address:
        yield Desk(chromium, address)


def test_a_hostile_page_runs_nothing_reaches_nobody_and_stays_in_its_frame(desk: Desk, listener: Listener) -> None:
    tab = desk.browser.new_page()
    asked: list[str] = []
    tab.on("dialog", lambda dialog: asked.append(dialog.message))
    for view in ("", "/page"):
        tab.goto(desk.address + address_of(hostile(listener.address), view))
        inner = tab.frames[-1]
        inner.wait_for_selector("#words")
        assert inner.inner_text("#words") == "Caf\u00e9 words"
        tab.wait_for_timeout(300)  # for what would come
        assert tab.title() != "ran" and tab.evaluate("window.hacked") is None
        assert tab.url.startswith(desk.address)
    assert not asked
    assert listener.connections == 0
    tab.close()


def test_where_a_value_came_from_is_told_to_the_keyboard_and_escape_closes_it(desk: Desk) -> None:
    context = desk.browser.new_context(timezone_id="Asia/Tokyo", locale="en-GB")
    tab = context.new_page()
    tab.goto(f"{desk.address}/stories/1")
    mark = tab.locator(".byline .why")
    mark.focus()
    assert tab.locator("#from-authors").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#from-authors").is_visible()
    tab.keyboard.press("Enter")
    assert tab.locator("#source-authors").is_visible()
    assert "18:00 your time" in tab.inner_text(".dates")
    context.close()
