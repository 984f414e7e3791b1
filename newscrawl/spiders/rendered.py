"""Has pages of sites with `browser=True` shown by a browser, and fetches what their scripts ask for as a crawl does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from newscrawl.rendering import Got, Renderer, find_browser
from newscrawl.spiders.headers import header, without
from newscrawl.urls import domain_of, host_of, in_site

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawl.rendering import Wanted
    from newscrawl.site import Site

__all__ = ["Browsing"]

MARK = "X-Newscrawl-Rendered"
"""Header field of a kept page that says which browser showed it."""
KEPT_BYTES = 64 * 1024 * 1024
"""Scripts that are remembered for the run, so that a site is asked for each of them once."""
_HTML = re.compile(rb"^[\s\xef\xbb\xbf]*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_ASKING = ("accept", "accept-language", "authorization", "origin", "referer")
"""Header fields that a script's request keeps, beside those that begin with x-."""
_SOURCE = re.compile(r"""<(?:script|link)\b[^>]*?\b(?:src|href)\s*=\s*["']?([^\s"'>]+)""", re.I)
_FRAMING = frozenset(("content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection"))


class Browsing:
    """One for a run; the browser starts with the first page that needs it. Raises ArgumentError where there is none."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        settings = crawler.settings
        self._renderer = Renderer(
            find_browser(),
            user_agent=settings["USER_AGENT"],
            seconds=settings.getfloat("DOWNLOAD_TIMEOUT"),
            max_bytes=settings.getint("DOWNLOAD_MAXSIZE") or 2**40,
            stopped=self._stopped,
        )
        self._scripts: dict[str, Got] = {}
        self._bytes = 0

    def _stopped(self) -> bool:
        spider: Any = self._crawler.spider
        return bool(spider.run.stopped_by)

    async def show(self, response: Response) -> Response:
        """An answer with the page as its scripts leave it; what is no HTML stays as it is. Raises ReadingError."""
        if response.meta["kind"] in ("feed", "sitemap", "image") or not _HTML.match(response.body[:4096]):
            return response
        site: Site = response.meta["site"]
        hosts = {host_of(response.urljoin(url)) for url in _SOURCE.findall(response.body.decode("latin-1"))}

        async def fetch(wanted: Wanted) -> Got | None:
            host = host_of(wanted.url)
            own = in_site(f"{wanted.url.partition('://')[0]}://{host}/", site)
            near = own or domain_of(host) in {domain_of(host_of(response.url)), *map(domain_of, hosts)}
            return await self._fetch(wanted, site, response.url) if near else None

        text = await self._renderer.render(
            response.url, response.body, header(response, "Content-Type") or "text/html", fetch
        )
        kind = "text/html; charset=utf-8"
        received = without(response.meta.get("received", []), frozenset(("content-type", "content-encoding")))
        response.meta["received"] = [*received, ("Content-Type", kind), (MARK, self._renderer.version)]
        shown = response.replace(body=text.encode("utf-8", "replace"))
        shown.headers["Content-Type"] = kind
        return shown

    async def _fetch(self, wanted: Wanted, site: Site, page: str) -> Got | None:
        if wanted.url in self._scripts:
            return self._scripts[wanted.url]
        fields = {n: v for n, v in wanted.headers.items() if n in _ASKING or n.startswith("x-")}
        request = Request(
            wanted.url,
            headers={**fields, "Referer": page},
            callback=NO_CALLBACK,
            meta={"site": site, "download_slot": host_of(wanted.url)},
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception:  # noqa: BLE001 - robots.txt, a private address, a time-out: the script does without
            self._crawler.stats.inc_value("browser/request_count/failed")
            return None
        self._crawler.stats.inc_value("browser/request_count/answered")
        headers = {n.decode("latin-1").lower(): b", ".join(v).decode("latin-1") for n, v in response.headers.items()}
        got = Got(response.status, {n: v for n, v in headers.items() if n not in _FRAMING}, response.body)
        if wanted.kind == "script" and got.status == 200 and self._bytes + len(got.body) <= KEPT_BYTES:
            self._scripts[wanted.url] = got
            self._bytes += len(got.body)
        return got

    async def close(self) -> None:
        """End the browser."""
        await self._renderer.close()
