"""Pages as they are once their scripts have run, by a web browser that has no network of its own (extra `browser`).

newscrawl fetches the page, and whatever its scripts ask for, by all rules of a crawl; the browser is handed the
answers. Its own way out leads nowhere. So what a page's scripts can reach is what the crawl can reach, and names are
looked up in one place. Knows no Scrapy.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from newscrawl.exceptions import ArgumentError, ReadingError, StoppedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Browser, BrowserContext, Page, Playwright, Route

__all__ = ["Got", "Renderer", "Wanted", "find_browser"]

QUIET = 0.5
"""Seconds without a request after which a page is taken to be complete."""
MOST_REQUESTS = 200
"""Requests of one page's scripts; what it asks for beyond is not had."""
GRACE = 5.0
"""Seconds for what a healthy browser does at once: hand over the page, close it."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NOWHERE = {"server": "http://127.0.0.1:1", "bypass": "<-loopback>"}  # nobody listens there, and nothing passes it by
_OPTIONS = [
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-gpu",
    "--mute-audio",
    "--js-flags=--max-old-space-size=512",  # megabytes
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a script of a page asks for, with GET."""

    url: str
    kind: str
    """`script`, `xhr` or `fetch`."""
    headers: dict[str, str]
    """As the script set them; names in lower case."""


@dataclass(frozen=True, slots=True)
class Got:
    """An answer to that."""

    status: int
    headers: dict[str, str]
    body: bytes


if TYPE_CHECKING:
    Fetch = Callable[[Wanted], Awaitable[Got | None]]


def find_browser() -> str:
    """Path of the system's Chromium. Raises ArgumentError, which says what to install."""
    try:
        import playwright.async_api  # noqa: F401, PLC0415
    except ImportError:
        raise ArgumentError("a site with browser=True needs the extra: pip install -e '.[browser]'") from None
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise ArgumentError("a site with browser=True needs Chromium: apt install chromium, or take browser=True out")
    return found


@dataclass(slots=True)
class _Traffic:
    """What a page has under way."""

    count: int = 0
    busy: int = 0
    last: float = field(default_factory=monotonic)


class Renderer:
    """A browser, started with the first page.

    `seconds`: that a page's scripts may take; `max_bytes`: of a page; `stopped`: whether to give up the page at hand.
    """

    def __init__(
        self,
        path: str,
        *,
        user_agent: str,
        seconds: float,
        max_bytes: int,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._path = path
        self._user_agent = user_agent
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._stopped = stopped
        self._lock = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    @property
    def version(self) -> str:
        """The browser's name and version; of one that was started."""
        return f"Chromium/{self._browser.version}" if self._browser else "Chromium"

    async def render(self, url: str, body: bytes, content_type: str, fetch: Fetch) -> str:
        """The page at an address, once its scripts have run and are quiet, or have had their time.

        `fetch` gets what they ask for; None from it: they do not get it. Raises ReadingError and StoppedError.
        """
        from playwright.async_api import Error  # noqa: PLC0415

        context = None
        try:
            browser = await self._start()
            async with asyncio.timeout(self._seconds + 2 * GRACE):
                context = await browser.new_context(
                    user_agent=self._user_agent, accept_downloads=False, service_workers="block"
                )
                return await self._show(context, url, Got(200, {"content-type": content_type}, body), fetch)
        except TimeoutError:
            raise ReadingError("its scripts did not end in time") from None
        except Error as error:
            raise ReadingError(f"the browser could not show it: {_line(error)}") from error
        finally:
            await self._end(context)

    async def _start(self) -> Browser:
        from playwright.async_api import async_playwright  # noqa: PLC0415

        async with self._lock:
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            if self._browser is None or not self._browser.is_connected():
                self._browser = await self._playwright.chromium.launch(
                    executable_path=self._path,
                    proxy=_NOWHERE,  # type: ignore[arg-type] # a TypedDict of the same form
                    args=_OPTIONS,
                    chromium_sandbox=not hasattr(os, "geteuid") or os.geteuid() != 0,  # it has none for root
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
            return self._browser

    async def _show(self, context: BrowserContext, url: str, document: Got, fetch: Fetch) -> str:
        traffic = _Traffic()
        page = await context.new_page()
        context.on("page", lambda other: asyncio.ensure_future(_close(other)))  # windows that it opens
        await context.route("**/*", lambda route: self._answer(route, page, traffic, document, fetch))
        end = monotonic() + self._seconds
        await page.goto(url, wait_until="commit", timeout=1000 * self._seconds)
        while monotonic() < end and (traffic.busy or monotonic() - traffic.last < QUIET):
            if self._stopped():
                raise StoppedError("the run is ending")
            await asyncio.sleep(QUIET / 5)
        async with asyncio.timeout(GRACE):
            if await page.evaluate("document.documentElement.outerHTML.length") > self._max_bytes:
                raise ReadingError("the page is too large once its scripts have run")
            return await page.content()

    async def _answer(self, route: Route, page: Page, traffic: _Traffic, document: Got, fetch: Fetch) -> None:
        """The answer to one request of the page: the document itself, what its scripts ask for, and nothing else."""
        request, first = route.request, traffic.count == 0
        traffic.count += 1
        traffic.busy += 1
        got = None
        try:
            if request.is_navigation_request():
                # Frames, and places that a script would go to, are pages of their own. At 204 a page stays as it is.
                got = document if first and request.frame == page.main_frame else Got(204, {}, b"")
            elif request.resource_type == "stylesheet":
                got = Got(200, {"content-type": "text/css", "access-control-allow-origin": "*"}, b"")
            elif (
                request.resource_type in ("script", "xhr", "fetch")
                and request.method == "GET"
                and traffic.count <= MOST_REQUESTS
            ):
                got = await fetch(Wanted(request.url, request.resource_type, request.headers))
            with suppress(Exception):  # the page may be gone by now
                await (route.fulfill(status=got.status, headers=got.headers, body=got.body) if got else route.abort())
        finally:
            traffic.busy -= 1
            traffic.last = monotonic()

    async def _end(self, context: BrowserContext | None) -> None:
        """Close a page's context; a browser that does not do so is ended, and another one started for the next page."""
        try:
            async with asyncio.timeout(GRACE):
                if context:
                    await context.close()
        except Exception:  # noqa: BLE001 - whatever it is, a new browser has it not
            await self._quit()

    async def _quit(self) -> None:
        browser, self._browser = self._browser, None
        with suppress(Exception):
            async with asyncio.timeout(GRACE):
                if browser:
                    await browser.close()

    async def close(self) -> None:
        """End the browser."""
        await self._quit()
        if self._playwright:
            with suppress(Exception):
                async with asyncio.timeout(GRACE):
                    await self._playwright.stop()


async def _close(page: Page) -> None:
    with suppress(Exception):
        await page.close()


def _line(error: Any) -> str:
    return " ".join(str(error).split())[:200]
