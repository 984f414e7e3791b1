"""Another engine behind the two doors: everything in dictionaries, no file and no SQL. Run as a script, it crawls.

usage: python -m tests.memoryengine FRONT_PAGE [BROKEN]   (BROKEN: the door that fails: due, flush)
prints what it holds as JSON
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from newscrawl.doors import Due, Frontier, Page, Revisit, Storage, Written
from newscrawl.exceptions import ArchiveError
from newscrawl.items import Found, Visit
from newscrawl.reading.read import read
from newscrawl.run import Clock, Run
from newscrawl.site import Site
from newscrawl.urls import canonical, domain_of, host_of, in_site
from newscrawl.window import Window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawl.archive import Archive
    from newscrawl.run import LedgerSpider

__all__ = ["Engine"]


class Engine:
    """A frontier and a storage of one run."""

    def __init__(self, broken: str = "") -> None:
        self.known: dict[str, Found] = {}
        self.pages: dict[str, Page] = {}
        self._waiting: list[Page] = []
        self._notes: list[Callable[[], None]] = []
        self._broken = broken

    def begin(self, site: str, *, now: str, before: str, deep: bool, articles: bool) -> None:
        """An engine that forgets with the process has nothing to begin with."""

    def start(self, site: str, found: Found, *, at: str, before: str, again: bool = False) -> Due | None:
        self.known.setdefault(canonical(found.url), found)
        return _due(found) if again or canonical(found.url) not in self.pages else None

    def due(
        self,
        site: str,
        *,
        now: str,
        deep: bool,
        revisit: Revisit,
        limit: int,
        window: Window,
        closed: Collection[str] = (),
    ) -> list[Due]:
        if self._broken == "due":
            raise ArchiveError("the frontier broke")
        left = [found for url, found in self.known.items() if url not in self.pages and host_of(url) not in closed]
        return [_due(found) for found in sorted(left, key=lambda found: -found.priority)[:limit]]

    def left(self, site: str, *, now: str, deep: bool, revisit: Revisit, limit: int, window: Window) -> int:
        return min(limit, len(self.known) - len(self.pages))

    def kinds(self, urls: Collection[str]) -> dict[str, str]:
        return {url: self.pages[url].visit.kind for url in urls if url in self.pages}

    def settle(self, page: Page) -> None:
        self._waiting.append(page)

    def note(self, write: Callable[[], None]) -> None:
        self._notes.append(write)

    @property
    def waiting(self) -> int:
        return len(self._waiting) + len(self._notes)

    @property
    def full(self) -> bool:
        return len(self._waiting) >= 5

    def flush(self) -> list[Written]:
        if self._broken == "flush":
            raise ArchiveError("the storage broke")
        written = []
        for page in self._waiting:
            self.pages[page.visit.url] = page
            for found in page.visit.found:
                if not found.skip and in_site(found.url, page.site):
                    self.known.setdefault(canonical(found.url), found)
            written.append(Written(page.visit.url, "new", page.article is not None, None, None, doubtful=False))
        for write in self._notes:
            write()
        self._waiting, self._notes = [], []
        return written

    def place_rest(self, seconds: float, stopped: Callable[[], bool] = bool) -> bool:
        return True


_doors: tuple[type[Frontier], type[Storage]] = (Engine, Engine)  # a type checker holds that it is both


def _due(found: Found) -> Due:
    return Due(canonical(found.url), found.url, found.kind, found.priority, found.deep, None, None)


class MemorySpider(Spider):
    """The least that scheduler and pipelines ask of a spider."""

    name = "memory"
    locks: tuple[str, ...] = ()
    backfill, revisit, window, follow = True, "due", Window(), True

    def __init__(self, front: str, engine: Engine) -> None:
        super().__init__()
        site = Site(name=domain_of(host_of(front)), home=front, domains=(host_of(front),))
        clock = Clock()
        archive = cast("Archive", engine)  # whatever else of it is used would fail
        self.run = Run(archive=archive, sites=[site], clock=clock, id=1, since=clock.stamp())
        self.front = front

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.front, meta={"found": Found(url=self.front, kind="front", priority=1000)})

    def request(self, site: Site, due: Due) -> Request:
        meta = {"page": due.url, "site": site, "kind": due.kind, "deep": due.deep, "rank": due.priority}
        return Request(due.href, dont_filter=True, meta={**meta, "download_slot": host_of(due.href)})

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[Any]:
        page = response.meta["page"]
        reading = read(response.body, response.url, site=response.meta["site"], page_url=page)
        if reading.article:
            reading.article.page_url = page
            yield reading.article
        for teaser in reading.teasers:
            yield teaser
        at = self.run.clock.stamp()
        yield Visit(url=page, at=at, outcome="read", kind=reading.kind, found=reading.found)

    async def learn(self, seconds: float) -> None:
        """It learns nothing."""


def crawl(front: str, broken: str) -> None:
    """Crawl with an engine, and print what it holds then."""
    engine = Engine(broken)
    process = AsyncCrawlerProcess(
        {
            "SCHEDULER": "newscrawl.scheduler.LedgerScheduler",
            "ITEM_PIPELINES": {
                f"newscrawl.pipelines.{name.lower()}.{name}Pipeline": order
                for order, name in enumerate(("Clean", "Validate", "Window", "Dedupe", "Store"))
            },
            "CONCURRENT_ITEMS": 1,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
            "DOWNLOAD_DELAY": 0,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "LOG_LEVEL": "CRITICAL",
            "CLOSESPIDER_TIMEOUT": 60,
        }
    )
    crawler: Crawler = process.create_crawler(MemorySpider)
    process.crawl(crawler, front, engine)
    process.start()
    run = cast("LedgerSpider", crawler.spider).run
    stories = [page.article for page in engine.pages.values() if page.article]
    told = {
        "pages": sorted(engine.pages),
        "left": sorted(set(engine.known) - set(engine.pages)),
        "stories": {story.url: [story.headline, story.article_body] for story in stories},
        "waiting": engine.waiting,
        "error": str(run.error or ""),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    crawl(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
