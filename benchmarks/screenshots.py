"""Takes the pictures of the reading room for README and docs, of the showcase archive.

usage: python -m benchmarks.showcase FOLDER && python -m benchmarks.screenshots FOLDER/archive.db [docs/images]
"""

from __future__ import annotations

import base64
import shutil
import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from newscrawl.browse.server import Service

STORY = 432
"""Of the showcase: five versions, the last with a correction."""
PICTURES: dict[str, tuple[str, str, str]] = {
    "room-front": ("/", "desktop", "light"),
    "room-front-dark": ("/", "desktop", "dark"),
    "room-front-phone": ("/", "phone", "light"),
    "room-story": (f"/stories/{STORY}", "desktop", "light"),
    "room-story-phone": (f"/stories/{STORY}", "phone", "dark"),
    "room-diff": (f"/stories/{STORY}/versions?view=side", "tall", "light"),
    "room-frontpage": ("/fronts/merrowcurrent.example", "desktop", "light"),
    "room-search": ("/search?q=ferry", "desktop", "light"),
    "room-numbers": ("/numbers?site=merrowcurrent.example", "tall", "dark"),
}
"""Name of the file -> address, screen, theme."""
SCREENS = {
    "desktop": {"width": 1280, "height": 880},
    "tall": {"width": 1280, "height": 1400},
    "phone": {"width": 390, "height": 800},
}
MOST = 150_000
"""Bytes that a picture may have in the repository."""


def main() -> None:
    archive, folder = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "docs/images")
    ready = threading.Event()
    service = Service(archive, host="127.0.0.1", port=0)
    thread = threading.Thread(target=service.run, args=(ready.set,))
    thread.start()
    try:
        ready.wait(30)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, (address, screen, theme) in PICTURES.items():
                picture = taken(browser, service.address.rstrip("/") + address, screen, theme)
                (folder / f"{name}.webp").write_bytes(picture)
                print(f"{name}.webp {len(picture):,} bytes{'' if len(picture) <= MOST else ': too large'}")
    finally:
        service.stop()
        thread.join()


def taken(browser: Browser, address: str, screen: str, theme: Any) -> bytes:
    """What stands on the screen, as WebP; Playwright itself knows PNG and JPEG alone."""
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=theme, device_scale_factor=1.5)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    shot = context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    context.close()
    return base64.b64decode(shot["data"])


if __name__ == "__main__":
    main()
