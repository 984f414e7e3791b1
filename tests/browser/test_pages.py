"""The reading room in Chromium: for everybody, in any light, on any width, with nothing from elsewhere.

What single pages do with their scripts is tested beside their other tests; here is what all of them owe.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import WIDTHS, Desk, Reader, barriers, too_wide
from tests.press import Newsstand

PAGES = [
    "/",
    "/stories/{pier}",
    "/stories/{pier}/versions",
    "/stories/{pier}/versions?from=1&to=3&view=side",
    "/stories/{pier}/raw",
    "/stories/{live}",
    "/stories/{arabic}",
    "/stories/{japanese}",
    "/stories/{vanished}",
    "/stories/{erased}",
    "/captures/{pier_page}",
    "/search",
    "/search?q=pier",
    "/search?q=zzz",
    "/changes",
    "/fronts",
    "/fronts/post.example",
    "/sites",
    "/sites/post.example",
    "/numbers",
    "/archive",
    "/archive/articles?_size=3",
    "/archive/articles/{pier}",
    "/archive?sql=select+1",
    "/nowhere",
]
"""Every kind of page."""
SCRIPTED = ["/stories/{pier}", "/stories/{pier}/versions", "/search?q=zzz", "/fronts/post.example", "/numbers"]
"""Pages that have scripts of their own."""
HOSTILE = [
    "/",
    "/stories/{hostile}",
    "/stories/{hostile}/versions",
    "/stories/{hostile}/raw",
    "/captures/{hostile_page}",
    "/search?q=harm",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E&site=%22%3E%3Cscript%3E",
    "/fronts/evil.example",
    "/sites/evil.example",
    "/archive/articles/{hostile}",
    "/archive/articles?_search=harm",
    "/archive/teasers",
]
"""Pages that show what the hostile story says."""


def full(address: str, newsstand: Newsstand) -> str:
    """An address with the ids and digests of stories."""
    pages = {f"{name}_page": digest for name, digest in newsstand.pages.items()}
    return address.format(**newsstand.stories, **pages)


def kept_page_is_shut_off(reader: Reader, address: str) -> None:
    """The page that a site once sent tries things, as it did; the browser says that it let it do none of them."""
    if address.startswith("/captures/"):
        assert any("sandboxed" in line for line in reader.blocked)
        reader.blocked.clear()


def third(addresses: list[str], part: int) -> list[str]:
    """Every third address: a test goes through them in one window, and two processes share the tests."""
    return addresses[part::3]


@pytest.mark.parametrize("part", range(3))
def test_nobody_is_kept_out(reader: Reader, newsstand: Newsstand, part: int) -> None:
    page = reader.window()
    for address in third(PAGES, part):
        page.set_viewport_size({"width": WIDTHS["desktop"], "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(full(address, newsstand))
        found = [barriers(page)]
        page.emulate_media(color_scheme="dark")
        found.append(barriers(page, only="color-contrast"))
        page.set_viewport_size({"width": WIDTHS["phone"], "height": 740})
        found.append(too_wide(page))
        assert found == ["", "", ""], address
        language = page.evaluate("document.documentElement.lang")
        assert (language, page.locator("h1").count(), page.title() != "") == ("en", 1, True), address
        kept_page_is_shut_off(reader, address)


_HARM = """() => [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes].map((a) => [e, a]))
    .filter(([e, a]) => /^on|^style$/.test(a.name) || /^\\s*(javascript|data|vbscript):/i.test(a.value)
        || (["src", "action", "data"].includes(a.name) && !a.value.startsWith("/")))
    .map(([e, a]) => `${e.tagName} ${a.name}=${a.value}`)"""


@pytest.mark.parametrize("part", range(3))
def test_what_means_harm_does_nothing(reader: Reader, newsstand: Newsstand, part: int) -> None:
    """No script of it runs, no frame, form, picture or style of it is there, no link of it is anything but the web."""
    page = reader.window()
    for address in third(HOSTILE, part):
        asked = full(address, newsstand)
        page.goto(asked)
        assert page.url == reader.desk.address + asked
        for frame in page.frames:
            assert frame.evaluate("document.documentElement.dataset.harmed") is None, address
        assert page.evaluate(_HARM) == [], address
        assert page.locator("style, meta[http-equiv], base").count() == 0, address
        expect(page.locator("body")).to_be_visible()
        kept_page_is_shut_off(reader, address)


def test_without_scripts_every_page_tells_what_it_has_to_tell(reader: Reader, newsstand: Newsstand) -> None:
    page = reader.window(scripts=False)
    for address in SCRIPTED:
        page.goto(full(address, newsstand))
        assert len(page.locator("main").inner_text()) > 20, address
    page.goto("/")
    page.get_by_role("searchbox").first.fill("pier")
    page.get_by_role("searchbox").first.press("Enter")
    expect(page.locator("mark").first).to_have_text(re.compile("pier", re.IGNORECASE))


def test_a_search_leads_to_a_story_and_to_the_words_that_were_changed(reader: Reader) -> None:
    page = reader.open("/")
    page.get_by_role("searchbox").first.fill('"twice as much"')
    page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("link", name="Pier to cost nearly twice as much").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pier to cost nearly twice as much")
    page.locator("a[href*='/versions']").first.click()
    expect(page.locator("ins").first).to_be_visible()
    expect(page.locator("del").first).to_be_visible()


def test_a_front_page_is_stepped_through(reader: Reader) -> None:
    page = reader.open("/fronts/post.example")
    main = page.locator("main")
    expect(main).to_contain_text("Pier to cost nearly twice as much")
    page.get_by_role("link", name=re.compile("^previous look")).click()
    expect(main).to_contain_text("Pier will cost 2.1 million")
    page.get_by_role("link", name=re.compile("^previous look")).click()
    expect(main).to_contain_text("Council votes to rebuild pier")
    page.get_by_role("link", name=re.compile("^next look")).click()
    expect(main).to_contain_text("Pier will cost 2.1 million")


def focused(page: Page) -> dict[str, str]:
    """What has the focus, and how it is marked."""
    script = """() => { const e = document.activeElement, style = getComputedStyle(e);
        return {name: (e.innerText || e.ariaLabel || e.name || "").trim(), outline: style.outlineStyle,
                left: String(e.getBoundingClientRect().left >= 0)}; }"""
    found: dict[str, str] = page.evaluate(script)
    return found


def test_the_keyboard_is_enough(reader: Reader) -> None:
    page = reader.open("/changes")
    page.keyboard.press("Tab")
    assert focused(page) == {"name": "Skip to the content", "outline": "solid", "left": "true"}
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("a/b")
    assert page.evaluate("document.activeElement.value") == "a/b"
    page.goto("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        there = focused(page)
        assert there["outline"] != "none", there
        assert there["left"] == "true", there


def test_light_or_dark_is_kept(reader: Reader) -> None:
    page = reader.open("/")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark or light").click()
    dark = page.evaluate(ground)
    page.goto("/sites")
    assert page.evaluate(ground) == dark != light
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="Dark or light").click()
    page.reload()
    assert page.evaluate(ground) == light


def test_a_browser_is_told_to_ask_nobody_else(desk: Desk, reader: Reader) -> None:
    """What the other tests do not see, since nothing tries: a page of ours could not do it."""
    page = reader.open("/nowhere")
    blocked = """async (url) => { try { await fetch(url); return "asked"; } catch { return "blocked"; } }"""
    assert page.evaluate(blocked, f"{desk.address}/assets/icon.svg") == "asked"
    assert page.evaluate(blocked, "http://127.0.0.2:9/") == "blocked"
    assert reader.blocked
    reader.blocked.clear()
