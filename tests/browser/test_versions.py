"""The page of a story's versions in Chromium: for everybody, from change to change by keyboard, on a phone."""

from __future__ import annotations

from tests.browsing import WIDTHS, Reader
from tests.press import Newsstand


def address(newsstand: Newsstand, name: str, query: str = "") -> str:
    return f"/stories/{newsstand.stories[name]}/versions{query}"


def test_a_phone_shows_one_text_where_a_desktop_shows_two(reader: Reader, newsstand: Newsstand) -> None:
    page = reader.open(address(newsstand, "pier", "?from=1&to=3&view=side"))
    assert page.locator(".words.both:visible").count() == 0
    assert page.locator(".edited .before:visible").count() > 0
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 740})
    assert page.locator(".words.both:visible").count() > 0
    assert page.locator(".edited .before:visible").count() == 0
    assert page.locator(".strip:visible").count() == 0


def test_n_and_p_go_from_change_to_change(reader: Reader, newsstand: Newsstand) -> None:
    page = reader.open(address(newsstand, "pier", "?from=1&to=3"))
    assert page.locator("p.keys").is_visible()
    here = "document.activeElement.id"
    where = []
    for key in ("n", "n", "p", "p"):
        page.keyboard.press(key)
        where.append(page.evaluate(here))
    assert where == ["c1", "c2", "c1", "c1"]
    page.locator("#from").focus()
    page.keyboard.press("n")  # a letter in a field is a letter
    assert page.evaluate(here) == "from"


def test_single_keys_are_listed_and_stay_off_where_they_are_switched_off(reader: Reader, newsstand: Newsstand) -> None:
    page = reader.open(address(newsstand, "pier", "?from=1&to=3"))
    page.get_by_text("Keyboard shortcuts").click()
    assert page.locator(".shortcuts li").count() >= 4
    switch = page.get_by_role("checkbox", name="Single keys")
    assert switch.is_checked()
    switch.uncheck()
    assert page.locator("p.keys").is_hidden()
    page.reload()
    for key in ("n", "/"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body")
    page.get_by_text("Keyboard shortcuts").click()
    switch.check()
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id.startsWith('c')")


def test_two_versions_are_chosen_and_changes_stepped_through_without_scripts(
    reader: Reader, newsstand: Newsstand
) -> None:
    page = reader.open(address(newsstand, "pier"), scripts=False)
    page.get_by_label("From").select_option("1")
    page.get_by_label("To", exact=True).select_option("3")
    page.get_by_role("button", name="Compare").click()
    assert page.locator("#differs").inner_text() == "Version 1 → version 3"
    page.get_by_role("link", name="Next change, 2 of").click()
    assert page.url.endswith("#c2")
