"""Serves the sites as a proxy on loopback, each at the time that the driver sets, and books what runs got to see."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit
from zlib import crc32

from benchmarks.soaking import pages
from benchmarks.soaking.pages import Look
from benchmarks.soaking.troubles import Trouble, Troubles
from benchmarks.soaking.world import START, Site, Story

__all__ = ["Answer", "Seen", "Server", "serve"]

_HTML, _XML, _PLAIN = "text/html; charset=utf-8", "application/rss+xml; charset=utf-8", "text/plain"


@dataclass
class Answer:
    """What is sent."""

    status: int
    body: str = ""
    kind: str = _HTML
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Seen:
    """What one run got to see."""

    asked: int = 0
    spoilt: Counter[str] = field(default_factory=Counter)
    """Answers by the trouble that they showed."""
    shown: set[int] = field(default_factory=set)
    """Stories linked from the front page."""
    whole: set[tuple[int, int]] = field(default_factory=set)
    """Stories and versions of which the page was sent, with its text."""


class Server:
    """The sites."""

    def __init__(self, sites: dict[str, Site], troubles: Troubles) -> None:
        self.sites = sites
        self.troubles = troubles
        self.port = 0
        self.now: dict[str, datetime] = {}
        """Host -> the world's time."""
        self.seen: dict[str, Seen] = {}
        """Host -> what the present run saw so far."""
        self._planted: dict[str, dict[str, Trouble]] = {}

    @property
    def proxy(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def begin(self, site: Site, now: datetime) -> Seen:
        """A run of a site begins."""
        self.now[site.host] = now
        self._planted[site.host] = self.troubles.at(site.name, now)
        self.seen[site.host] = Seen()
        return self.seen[site.host]

    def answer(self, host: str, path: str, tag: str) -> Answer | None:
        """The answer to a request; None: there is none."""
        site = self.sites.get(host)
        if site is None or host not in self.now:
            return Answer(502, "no such host", _PLAIN)
        seen, planted, now = self.seen[host], self._planted[host], self.now[host]
        seen.asked += 1
        if "dead" in planted:
            seen.spoilt["dead"] += 1
            return None
        if "forbidden" in planted:
            seen.spoilt["forbidden"] += 1
            return Answer(403, "<h1>Forbidden</h1>")
        if "storm" in planted:
            seen.spoilt["storm"] += 1
            return Answer(429, "<h1>Too many requests</h1>", headers=(("Retry-After", "1800"),))
        answer = self._page(site, path, now, planted, seen)
        if answer.status == 200 and site.name != "weekly":
            own = f'"{crc32(answer.body.encode()):08x}"'
            answer.headers += (("ETag", own),)
            if tag == own:
                return Answer(304, headers=(("ETag", own),))
        return answer

    def _page(self, site: Site, path: str, now: datetime, planted: dict[str, Trouble], seen: Seen) -> Answer:
        look = self._look(site, now, planted)
        if path == "/robots.txt":
            seen.spoilt["robots"] += "robots" in planted
            return Answer(200, f"User-agent: *\nDisallow: /{'' if 'robots' in planted else 'private/'}\n", _PLAIN)
        if path == "/":
            stories = site.latest(now, site.shown)
            seen.spoilt["nolinks"] += look.bare
            if not look.bare:
                seen.shown |= {story.number for story in stories}
            return Answer(200, pages.listing(site, stories, now, look))
        names = {f"/{name.lower()}/": number for number, name in enumerate(site.sections)}
        if path in names:
            stories = site.latest(now, 15, names[path])
            return Answer(200, pages.listing(site, stories, now, look, site.sections[names[path]]))
        if path == "/feed/" and site.name != "weekly":
            return Answer(200, pages.feed(site, site.latest(now, 20), now, look), _XML)
        if path.startswith("/calendar/") and look.calendar:
            seen.spoilt["calendar"] += 1
            return Answer(200, pages.calendar(site, path.split("/")[2], now, look))
        story = site.of_path(path) if "/story-" in path else None
        if story is None or story.published > now:
            return Answer(404, "<h1>There is nothing here</h1>")
        return self._story(site, story, path, now, look, seen)

    def _story(self, site: Site, story: Story, path: str, now: datetime, look: Look, seen: Seen) -> Answer:
        if story.gone is not None and story.gone <= now:
            return Answer(410, "<h1>This story was taken away</h1>")
        if path != story.path(now):
            return Answer(301, headers=(("Location", story.path(now)),))
        for kind, shows in (("empty", look.empty), ("hidden", look.hidden), ("zone", bool(look.shift))):
            seen.spoilt[kind] += shows
        if not (look.empty or look.hidden):
            seen.whole.add((story.number, story.version(now)))
        return Answer(200, pages.article(site, story, now, look))

    def _look(self, site: Site, now: datetime, planted: dict[str, Trouble]) -> Look:
        return Look(
            design=2 if "hidden" in planted else 1 if "redesign" in planted else 0,
            empty="empty" in planted,
            hidden="hidden" in planted,
            shift=timedelta(hours=9 if "zone" in planted else 0),
            calendar="calendar" in planted,
            bare="nolinks" in planted,
        )

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError, ValueError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)).decode("latin-1")
        first, *lines = head.split("\r\n")
        parts = urlsplit(first.split(" ")[1])
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if value}
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        answer = self.answer(parts.netloc, path, fields.get("if-none-match", ""))
        if answer is None:
            return False
        body = answer.body.encode()
        now = self.now.get(parts.netloc, START)
        told = (("Date", format_datetime(now, usegmt=True)), ("Content-Type", answer.kind), *answer.headers)
        text = f"HTTP/1.1 {answer.status} Answer\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told)
        length = "" if answer.status == 304 else f"Content-Length: {len(body)}\r\n"
        writer.write(f"{text}{length}\r\n".encode() + body)
        await writer.drain()
        return True


@contextmanager
def serve(sites: dict[str, Site], troubles: Troubles) -> Iterator[Server]:
    """Serve for as long as the block runs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="soaking sites", daemon=True)
    thread.start()
    server = Server(sites, troubles)
    start = asyncio.start_server(server.connected, "127.0.0.1", 0, limit=65536)
    listening = asyncio.run_coroutine_threadsafe(start, loop).result(10)
    server.port = int(listening.sockets[0].getsockname()[1])
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
