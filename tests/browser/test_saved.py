"""Searches that a reader's browser keeps."""

from __future__ import annotations

import re

from tests.browsing import WIDTHS, Reader, barriers, too_wide


def test_a_saved_search_is_kept_renamed_and_removed_and_tells_what_is_new(reader: Reader) -> None:
    page = reader.open("/search?q=harbour")
    page.get_by_role("button", name="Save this search").click()
    kept = page.locator("[data-list]")
    assert kept.get_by_role("link", name="harbour", exact=True).get_attribute("href") == (
        "/search?q=harbour&order=archived"
    )
    assert page.get_by_role("button", name="Save this search").is_hidden()
    assert barriers(page) == ""
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 740})
    assert too_wide(page) == ""
    with page.expect_download() as taken:
        kept.get_by_role("link", name="OPML").click()
    assert taken.value.suggested_filename == "newscrawl-searches.opml"
    assert f'xmlUrl="{reader.desk.address}/search.rss?q=harbour"' in taken.value.path().read_text()
    assert [trouble[:14] for trouble in reader.troubles] == ["download: blob"]
    reader.troubles.clear()

    # Another search shows the list; it was seen when the archive had less.
    page.evaluate("localStorage['newscrawl.searches'] = localStorage['newscrawl.searches'].replace(/\\d+}]$/, '0}]')")
    page.goto("/search?q=elsewhere")
    page.locator(".new", has_text=re.compile("^[1-9][0-9]* new$")).wait_for()
    page.get_by_role("button", name="Rename harbour").click()
    page.keyboard.type("<b>By the sea</b>")
    page.keyboard.press("Enter")
    kept.get_by_role("link", name="<b>By the sea</b>", exact=True).wait_for()
    page.get_by_role("button", name="Remove <b>By the sea</b>").click()
    assert kept.is_hidden()
    assert "is removed" in page.get_by_role("status").inner_text()


def test_without_scripts_the_search_and_its_feed_remain(reader: Reader) -> None:
    page = reader.open("/search?q=harbour", scripts=False)
    assert page.get_by_role("link", name="Feed of this search").get_attribute("href") == "/search.rss?q=harbour"
    assert page.get_by_role("button", name="Save this search").is_hidden()
    page.get_by_label("Search the archive").fill("nothing of the kind")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.get_by_role("heading", name="Nothing found").is_visible()
