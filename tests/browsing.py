"""A reader's browser on a served reading room, which keeps what must never happen.

A test in tests/browser/ takes the fixtures of its conftest.py: `desk` (Chromium on a reading room that is served),
`reader` (windows of it; what they met is judged at the end of the test). While Chromium runs, asyncio.run() cannot be
called: what asks pages in the process belongs outside that folder.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from newscrawl.browse.server import Service

__all__ = ["WIDTHS", "Desk", "Reader", "Theme", "barriers", "chromium", "served", "too_wide"]

Theme = Literal["light", "dark"]
AXE = Axe().axe_script
"""axe-core; it comes in through the browser's developer tools, which no policy of a page stops."""
WIDTHS = {"desktop": 1280, "phone": 360}
_BLOCKED = re.compile("^Blocked|Refused to|violates the following Content Security Policy")
_MISSED = "Failed to load resource: the server responded with a status of "


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """A reading room on a port of its own; its address, "http://127.0.0.1:8001"."""
    ready = threading.Event()
    service = Service(archive, host="127.0.0.1", port=0)
    thread = threading.Thread(target=service.run, args=(ready.set,))
    thread.start()
    try:
        assert ready.wait(30)
        yield service.address.rstrip("/")
    finally:
        service.stop()
        thread.join()


class Desk:
    """Chromium, and the address of the reading room that it reads."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser. Skips the test where there is none."""
    # Where the tests have to be whole, .ci/run installs Chromium and says that it has to be there.
    path = shutil.which("chromium")
    if not path and not os.environ.get("NEWSCRAWL_TEST_BROWSER"):
        pytest.skip("no chromium on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Reader:
    """One reader at a desk: windows of theirs, and what went wrong in them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.troubles: list[str] = []
        """Errors of scripts and of the console, dialogs,
        windows that pages opened, and requests to anywhere else."""
        self.blocked: list[str] = []
        """What the browser says that it did not let a page do; a test of archived pages empties this."""
        self._contexts: list[BrowserContext] = []

    def window(self, *, theme: Theme = "light", width: int = WIDTHS["desktop"], scripts: bool = True) -> Page:
        """A window of a reader who was never here."""
        context = self.desk.browser.new_context(
            base_url=self.desk.address,
            color_scheme=theme,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",  # no contrast is measured halfway through a change of colours
        )
        self._contexts.append(context)
        page = context.new_page()
        context.on("page", lambda other: self.troubles.append(f"a window: {other.url}"))
        context.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda message: self._told(message.type, message.text))
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("download", lambda download: self.troubles.append(f"download: {download.url}"))
        return page

    def open(self, address: str, **window: Any) -> Page:
        """A page in a window of its own ("/search?q=ferry"), with all that it loads."""
        page = self.window(**window)
        page.goto(address)
        return page

    def leave(self) -> None:
        """Close all windows. Raises AssertionError where anything went wrong in them."""
        for context in self._contexts:
            context.close()
        self.troubles += self.blocked
        assert not self.troubles, "\n".join(self.troubles)  # no test module: pytest explains nothing here

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.desk.address}/", "data:", "blob:", "about:")):
            self.troubles.append(f"request: {url}")

    def _told(self, kind: str, text: str) -> None:
        # That a page answers with 404 or 400 is for its test to see.
        if kind in ("error", "warning") and not text.startswith(_MISSED):
            told = self.blocked if _BLOCKED.search(text) else self.troubles
            told.append(f"console: {text}")

    def _dialog(self, dialog: Any) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def barriers(page: Page, only: str = "") -> str:
    """What axe-core finds that keeps people out, a line for each: the rule, and an element that breaks it.

    `only`: one rule, "color-contrast".
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"], **({"runOnly": [only]} if only else {})}
    rules = page.evaluate("options => axe.run(options).then((found) => found.violations)", options)
    return "\n".join(f"{rule['id']}: {node['html'][:200]}" for rule in rules for node in rule["nodes"][:5])


def too_wide(page: Page) -> str:
    """Elements that make a page scroll sideways, a line for each; empty where it does not."""
    script = """() => {
        const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= wide) return "";
        return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > wide + 1)
            .slice(0, 5).map((e) => e.outerHTML.slice(0, 120)).join("\\n") || "the page itself";
    }"""
    found: str = page.evaluate(script)
    return found
