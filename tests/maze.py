"""A news site full of traps, for judging what a crawl finds and what it costs: every request is told by what it met.

The site is a proxy for its hosts. It has six sections on two hosts, some stories that one way alone leads to
(`mazestories.HIDDEN`), and what makes crawlers run in circles.
"""

from __future__ import annotations

import gzip
import re
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from urllib.parse import urlsplit

from tests.mazepages import MOBILE, Pages
from tests.mazestories import NOW, SECTIONS, SPORT, SPORTS, WWW, Story

__all__ = ["Asked", "Maze", "serve"]

ROBOTS = "User-agent: *\nDisallow: /intern/\nDisallow: /*?vote=\n"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    what: str
    """article, front, listing, feed, sitemap, robots, page, missing, forbidden, host:<name>, trap:<name>, or
    twin:<name>, which is a story by another address."""
    url: str
    status: int
    sent: int
    """Bytes of the answer's body."""
    story: str | None
    """The story that was shown, by its own address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is at an address."""

    what: str
    body: bytes = b""
    type: str = HTML
    status: int = 200
    location: str = ""
    story: str | None = None


class Maze(Pages):
    """The site, and what was asked of it."""

    def __init__(self, count: int, *, validators: bool = True) -> None:
        super().__init__(count)
        self.validators = validators
        self.asked: list[Asked] = []
        self.port = 0

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def counts(self, since: int = 0) -> Counter[str]:
        """How often each thing was asked, from a request on."""
        return Counter(asked.what for asked in self.asked[since:])

    def told(self, since: int = 0) -> Counter[str]:
        """How often each story was asked, by whichever address."""
        return Counter(asked.story for asked in self.asked[since:] if asked.story)

    def sent(self, since: int = 0) -> int:
        """Bytes that were sent, from a request on."""
        return sum(asked.sent for asked in self.asked[since:])

    def answer(self, host: str, path: str) -> Answer:
        """What is at an address: path and query."""
        if host == MOBILE:
            twin = self.at.get((WWW, path)) or self.at.get((SPORT, path))
            return Answer("trap:mobile", self.article(twin, "mobile") if twin else self.front(WWW))
        if host not in (WWW, SPORT):
            return Answer(f"host:{host}", b"not ours", status=404)
        if path.startswith("/intern/") or "?vote=" in path:
            return Answer("forbidden", self.page(host, path, "Desk", "<h1>Desk</h1>"))
        if story := self.at.get((host, path)):
            return Answer("article", self.article(story), story=story.url)
        return self._own(host, path) or self._trap(host, path) or self._astray(host, path)

    def _own(self, host: str, path: str) -> Answer | None:
        """Fronts, listings, feeds, sitemaps and furniture."""
        if path == "/robots.txt":
            named = f"Sitemap: http://{WWW}/sitemap.xml\n" if host == WWW else ""
            return Answer("robots", (ROBOTS + named).encode(), "text/plain")
        if path == "/":
            return Answer("front", self.front(host))
        if path == "/feed.xml" or (path == "/world/feed/" and host == WWW):
            return Answer("feed", self.feed(host, path), "application/rss+xml")
        if path == "/sitemap.xml" or (path.startswith("/maps/") and host == WWW):
            body = self.sitemap(host, path)
            packed = path.endswith(".gz")
            return Answer(
                "sitemap", gzip.compress(body) if packed else body, "application/gzip" if packed else "text/xml"
            )
        if path in ("/about/", "/privacy/", "/contact/"):
            words = "".join(f"<p>{words}</p>" for words in FURNITURE * 3)
            return Answer(
                "page", self.page(host, path, path.strip("/").title(), f"<h1>{path.strip('/').title()}</h1>{words}")
            )
        if found := re.fullmatch(r"/(\w+)/(?:page/(\d+)/|\?page=(\d+)|)(?:[?&]sid=\w+)?", path):
            section, number = found[1], int(found[2] or found[3] or 1)
            if section in SECTIONS and (section in SPORTS) == (host == SPORT):
                last = max(1, -(-len(self.listed[section]) // self.size))
                what = "trap:session" if "sid=" in path else "trap:repeats" if number > last else "listing"
                return Answer(what, self.listing(host, section, number))
        if (found := re.fullmatch(r"/archive/(\d{4})/(\d\d)/", path)) and host == WWW and 1 <= int(found[2]) <= 12:
            first = date(int(found[1]), int(found[2]), 1)
            what = "trap:future" if first > NOW.date() else "listing"
            what = "trap:past" if first < self.stories[-1].published.date().replace(day=1) else what
            return Answer(what, self.month(first))
        return None

    def _trap(self, host: str, path: str) -> Answer | None:
        """What leads astray and is told by its address."""
        rng = Random(zlib.crc32(path.encode()))
        if path in ("/go/latest/", "/go/newest/"):
            return Answer("trap:loop", status=302, location="/go/newest/" if "latest" in path else "/go/latest/")
        if found := re.fullmatch(r"/track/\?n=(\d+)", path):
            return Answer("trap:loop", status=302, location=f"/track/?n={int(found[1]) + 1}")
        if path.startswith("/files/"):
            return Answer("trap:file", b"%PDF-1.4 nothing", "application/pdf")
        story, _, hangs = self._hung(host, path)
        if story and hangs == "feed/":
            items = "".join(f"<item><title>Reader {i}</title><link>{story.url}#c{i}</link></item>" for i in range(9))
            feed = f'<rss version="2.0"><channel><title>Comments</title>{items}</channel></rss>'
            return Answer("trap:comment feeds", feed.encode(), "application/rss+xml")
        if story and hangs in ("amp/", "print=1"):
            return Answer(f"trap:{hangs[:5].strip('/')}", self.article(story, hangs))
        for pattern, (name, links) in TRAPS.items():
            if re.match(pattern, path):
                shown = rng.sample([s for s in self._usual(host) if s.section != "court"], 5)
                main = f"<h1>{name.title()}: {path.strip('/')}</h1><p>{FURNITURE[rng.randrange(len(FURNITURE))]}</p>"
                main += "".join(
                    f'<h3><a href="{href}">Offer or date of the {href.strip("/")}</a></h3>' for href in links(rng, path)
                )
                main += "" if name in ("market", "calendar") else "".join(map(self.teaser, shown))
                return Answer(f"trap:{name}", self.page(host, path, f"{name} {path}", main))
        return None

    def _hung(self, host: str, path: str) -> tuple[Story | None, str, str]:
        """The story that an address hangs on, its own address, and what hangs there."""
        for mark in ("comments/", "feed/", "amp/", "print=1"):
            head, found, _ = path.partition(mark)
            for plain in (head.rstrip("?&"), head.rstrip("/")) if found else ():
                if story := self.at.get((host, plain)):
                    return story, plain, mark
        return None, path, ""

    def _astray(self, host: str, path: str) -> Answer:
        """Other spellings of stories, and what is not there: the first host says so with status 200."""
        for name in ("mz_from", "utm_source", "sid"):
            head, found, _ = path.partition(f"{name}=")
            if found and (story := self.at.get((host, head[:-1]))):
                return Answer(f"twin:{name}", self.article(story), story=story.url)
        if story := self.spelled.get((host, path.lower().rstrip("/"))):
            return Answer("twin:spelling", self.article(story), story=story.url)
        words = "<h1>We cannot find that page</h1>" + "".join(f"<p>{words}</p>" for words in FURNITURE[:2])
        if host == SPORT:
            return Answer("missing", words.encode(), status=404)
        usual = "".join(map(self.teaser, self._usual(host)[:4]))
        return Answer("trap:soft 404", self.page(host, "/missing/", "We cannot find that page", words + usual))


FURNITURE = (
    "We process what you tell us in order to provide the service that you asked for, and for no longer than that.",
    "Letters may be shortened. Complaints are answered by the readers’ editor within ten working days.",
    "Advertisers may book space in print and on our pages up to noon of the day before publication.",
    "The newsroom works in the old customs house, and visitors are welcome on the first Monday of the month.",
)


def _calendar(rng: Random, path: str) -> list[str]:
    found = re.match(r"/events/(\d{4})/(\d\d)/(\d\d)/", path)
    day = date(*map(int, found.groups())) if found else NOW.date()
    days = [day + timedelta(days=step) for step in (-1, 1, 7, 30)]
    return [f"/events/{d:%Y/%m/%d}/" for d in days] + [f"/events/{day:%Y/%m/%d}/concert-{i}/" for i in range(3)]


def _facets(rng: Random, path: str) -> list[str]:
    return [f"/browse/?topic={rng.randint(1, 9)}&region={rng.randint(1, 9)}&view={v}" for v in ("list", "map", "tiles")]


def _search(rng: Random, path: str) -> list[str]:
    return [f"/search/?q=word+{rng.randint(1, 9999)}" for _ in range(4)] + [f"{path}&page={rng.randint(2, 99)}"]


def _market(rng: Random, path: str) -> list[str]:
    return [
        f"/market/{name}-{rng.randint(1, 400)}/" for name in ("used-boat", "small-flat", "old-piano", "garden-shed") * 2
    ]


TRAPS: dict[str, tuple[str, Callable[[Random, str], list[str]]]] = {
    "/events/": ("calendar", _calendar),
    "/browse/": ("facets", _facets),
    "/search/": ("search", _search),
    "/market/": ("market", _market),
    "/tag/": ("tags", lambda rng, path: [f"/tag/topic-{rng.randint(1, 200)}/" for _ in range(3)]),
    "/author/": ("authors", lambda rng, path: []),
    r"/\w+/\?sort=": ("sort", lambda rng, path: [f"{path}&page={rng.randint(2, 9)}"]),
    ".*/comments/": ("comments", lambda rng, path: [path.partition("?")[0] + f"?page={rng.randint(2, 9)}"]),
}
"""Pattern of an address -> name of the trap, and the links further into it. Most also show known stories."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    maze: Maze
    lock: threading.Lock


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet
    server: _Server

    def do_GET(self) -> None:
        maze, target = self.server.maze, urlsplit(self.path)
        path = target.path + (f"?{target.query}" if target.query else "")
        found = maze.answer(target.netloc, path)
        # A visit's own key changes nothing of what a page says.
        tag = f'"{zlib.crc32(re.sub(rb"sid=[0-9a-f]+", b"", found.body)):x}"'
        same = maze.validators and self.headers.get("If-None-Match") == tag
        status, body = (304, b"") if same else (found.status, found.body)
        with self.server.lock:
            maze.asked.append(Asked(found.what, f"http://{target.netloc}{path}", status, len(body), found.story))
        self.send_response(status)
        for name, value in (
            ("Content-Type", found.type),
            ("Location", found.location),
            ("Content-Length", str(len(body))),
        ):
            if value:
                self.send_header(name, value)
        if maze.validators and found.status == 200:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(maze: Maze) -> Iterator[Maze]:
    """Serve the site on a free port for as long as the block runs."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.maze, server.lock = maze, threading.Lock()
        maze.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield maze
        finally:
            server.shutdown()
            thread.join(5)
