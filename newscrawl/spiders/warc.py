"""Captured pages instead of the network: WARC files through the same readers, pipelines and archive."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals

from newscrawl import sites
from newscrawl.cores import cores
from newscrawl.exceptions import ArgumentError
from newscrawl.items import Visit
from newscrawl.spiders.base import BaseNewsSpider
from newscrawl.spiders.captured import Held, ReadFile, nothing_found
from newscrawl.spiders.readahead import StoppedReadingError, ahead, of_file, of_folder
from newscrawl.spiders.revisits import Payloads
from newscrawl.urls import canonical, domain_of, host_of
from newscrawl.warc import Position

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from newscrawl.items import Capture
    from newscrawl.site import Site

__all__ = ["WarcSpider"]

AHEAD = 25
"""Pages under way for each process that reads: enough to read on while a burst of pages is written. A file of any size
costs no more memory than these."""
AHEAD_BYTES = 64 * 1024 * 1024
"""Their payloads; one alone may be larger."""
HELD = 16
"""Captures that wait for what came from their address before to be written, while those behind them are taken on."""
HELD_BYTES = 16 * 1024 * 1024
"""Their payloads; the last one may be larger."""


class WarcSpider(BaseNewsSpider):
    """`-a files=A.warc.gz,FOLDER`, and where only some sites are wanted, `-a sites=HOST,…`.

    A file that was read in part, by a run that was killed, is read on from there; one that was read whole costs nothing
    (`-a revisit=all` reads it again). Links found in captures of others are theirs: they do not become pending rows.
    """

    name = "warc"
    networked = False
    first_lesson = 4  # a file has few pages of each of its sites, far apart: later they were all read again at the end
    ahead: int
    """Pages that may be under way."""
    accepts = ("files", "sites", "since", "until", "revisit")
    custom_settings = {  # noqa: RUF012 - Scrapy's own way
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "COMPRESSION_ENABLED": False,  # captures are decoded already
        "COOKIES_ENABLED": False,
        "AUTOTHROTTLE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_HANDLERS": {"http": None, "https": None},  # what speaks to servers need not be loaded
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": AHEAD_BYTES,
    }
    locks = ["warc"]  # noqa: RUF012 - which sites a file holds is known once it was read

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # In custom_settings it would take the place of all others.
        usual = settings.getdict("DOWNLOADER_MIDDLEWARES")
        mine = {
            "newscrawl.middlewares.captured.CapturedMiddleware": 1,
            "newscrawl.middlewares.capture.CaptureMiddleware": None,  # the headers are known as they were received
        }
        settings.set("DOWNLOADER_MIDDLEWARES", {**usual, **mine}, priority="spider")
        # No network to wait for: reading is all there is to do.
        settings.set("READER_PROCESSES", cores(), priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.ahead = AHEAD * crawler.settings.getint("READER_PROCESSES")
        for name in ("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN"):
            crawler.settings.set(name, spider.ahead, priority="spider")
        crawler.signals.connect(spider._settled, signals.item_scraped)
        crawler.signals.connect(spider._settled, signals.item_error)
        return spider

    def choose(self, described: dict[str, Site]) -> list[Site]:
        if not self.arguments.files:
            raise ArgumentError(
                "which files? name them, or a folder of them or of saved pages: -a files=A.warc.gz,B.warc.gz"
            )
        self.follow = False
        self.described = described
        self.flying: dict[str, tuple[ReadFile, int, int]] = {}  # the ledger's address -> file, number and bytes
        self.unwritten: set[str] = set()  # addresses whose pages the archive was given and has not written
        self.room = asyncio.Event()
        self.found: dict[str, Site] = {}  # root of a host -> site
        self.named: dict[str, Site] = {}
        self.fronts: set[str] = set()  # the front pages of these, by the ledger's addresses
        return []

    async def start(self) -> AsyncIterator[Any]:
        payloads, empty = Payloads(self.run.archive), 0
        for path in self.arguments.files:
            try:
                file = self._open(path)
                async for request in self._pages(file, payloads):
                    yield request
            except OSError as error:
                self.run.problems.append(f"{path} cannot be read: {error}")
                continue
            except Exception as error:  # noqa: BLE001 - Scrapy would log it and end as if nothing had happened
                self.run.error = error
                return
            if file.is_known:
                self.logger.warning("%s was read whole before: nothing to do (-a revisit=all reads it again)", path)
            file.note()
            empty += file.is_empty
            self.run.problems += file.report()
            for what, count in file.passed.items():
                self.run.counts[what] = self.run.counts.get(what, 0) + count

        if empty == len(self.arguments.files) and not self._is_ending:
            self.run.problems.append(nothing_found(self.arguments.files, self.arguments.sites))

    def _open(self, path: Path) -> ReadFile:
        chosen = self.arguments
        parts = {"sites": ",".join(chosen.sites), "since": chosen.since or "", "until": chosen.until or ""}
        selection = " ".join(f"{name}={value}" for name, value in parts.items() if value)
        again = self.revisit == "all"
        if path.is_dir():  # what it holds is looked through each time, and pages that are known are passed over
            return ReadFile(path, self.run, self.run.archive.imports.unnoted(), Position(0))
        with self.run.archive.cured():
            row = self.run.archive.imports.start(path, selection, at=self.run.clock.stamp(), again=again)
        return ReadFile(path, self.run, row, Position(row.offset, row.within))

    async def _pages(self, file: ReadFile, payloads: Payloads) -> AsyncIterator[Request]:
        held: list[Held] = []
        folder = file.path.is_dir()
        pieces = of_folder(file.path, self._wanted) if folder else of_file(file.path, file.at, self._wanted)
        async for piece in ahead(pieces):
            file.at, page = piece.at, piece.page
            if piece.fault:
                file.broken(piece.at, piece.fault, piece.path)
            if page is None:
                continue
            if page.media:
                file.passed["records_media"] += 1
                continue
            if page.same_as is None and page.capture.http_status != 304:
                payloads.remember(page.digest, file.path, piece.at)
            held.append(Held(page, file.take(piece.at)))
            if len(held) > HELD or sum(len(one.page.capture.body) for one in held) > HELD_BYTES:
                await self._turn_of(held[0])
            async for request in self._requests(held, file, payloads):
                yield request
        while held and not self._is_ending:  # nothing is written any more: what is held, the next run takes on
            await self._turn_of(held[0])
            async for request in self._requests(held, file, payloads):
                yield request

    async def _requests(self, held: list[Held], file: ReadFile, payloads: Payloads) -> AsyncIterator[Request]:
        for one in self._free(held):
            if request := await self._taken_on(one, file, payloads):
                yield request

    def _free(self, held: list[Held]) -> Iterator[Held]:
        """Those whose addresses are not under way, one by one, off the list: items are told apart by the page's
        address, and what a capture adds to the one before it the archive tells."""
        before: set[str] = set()
        for one in list(held):
            if one.urls.isdisjoint(self.flying) and one.urls.isdisjoint(self.unwritten | before):
                held.remove(one)
                yield one
            before |= one.urls

    async def _turn_of(self, one: Held) -> None:
        """Wait until all that came of its addresses before it is written."""
        while not one.urls.isdisjoint(self.flying):
            await self._change()
        if not one.urls.isdisjoint(self.unwritten):
            self.run.flush()

    async def _taken_on(self, one: Held, file: ReadFile, payloads: Payloads) -> Request | None:
        """The request for a page; None where nothing is to be done."""
        page, capture = one.page, one.page.capture
        if page.same_as is not None or capture.http_status == 304:
            found = payloads.resolve(page)
            if found is None:
                file.pass_over(one.number, "records_unresolved")
                return None
            capture = found
        if self.revisit != "all" and self.run.archive.imports.visited(one.url, capture.fetched_at):
            file.pass_over(one.number, "records_known")
            return None
        while len(self.flying) >= self.ahead or self._bytes(capture) > AHEAD_BYTES:
            await self._change()
        self.flying[one.url] = (file, one.number, len(capture.body))
        return self._request(capture, one.url, cut=page.cut)

    async def _change(self) -> None:
        """Wait until a page is settled."""
        self.room.clear()
        await self.room.wait()

    def _bytes(self, capture: Capture) -> int:
        """Bytes of payloads under way with this one; one alone may always go."""
        return sum(size for _, _, size in self.flying.values()) + len(capture.body) if self.flying else 0

    def _settled(self, item: Any) -> None:
        if isinstance(item, Visit) and item.url in self.flying:
            file, number, _ = self.flying.pop(item.url)
            file.settle(number)
            if not self.unwritten:
                self.run.archive.note(self.unwritten.clear)
            self.unwritten.add(item.url)
            self.room.set()

    @property
    def _is_ending(self) -> bool:
        return bool(self.run.stopped_by or self.run.error)

    def _wanted(self, url: str) -> bool:
        """Whether pages of an address are wanted. Raises StoppedReadingError as the run ends."""
        if self._is_ending:
            raise StoppedReadingError
        if not self.arguments.sites:
            return True
        host = host_of(url)
        return bool({host, domain_of(host)} & set(self.arguments.sites))

    def is_front(self, url: str) -> bool:
        return url in self.fronts  # of sites by the thousand

    def _site(self, url: str) -> Site:
        front = "/".join(url.split("/", 3)[:3]) + "/"
        if front not in self.found:
            site = sites.find(front, self.described)
            site = self.run.archive.runs.completed(site, described=site.name in self.described)
            if site.name not in self.named:
                self.sites.append(site)
                self.fronts.update(map(canonical, (site.home, *site.front_pages)))
            self.found[front] = self.named.setdefault(site.name, site)
        return self.found[front]

    def _request(self, capture: Capture, url: str, *, cut: bool) -> Request:
        site = self._site(url)
        return Request(
            capture.url,
            headers={"If-None-Match": "*"} if capture.http_status == 304 else None,  # the page is as it was
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            meta={
                "page": url,
                "site": site,
                "kind": "front" if self.is_front(url) else None,
                "capture": capture,
                "received": capture.headers,
                "unpacked_bytes": len(capture.body) + 1 if cut else None,  # it had more
                "download_slot": "captures",
            },
        )

    async def learn(self, seconds: float) -> None:
        """Learn from what was read, and from what imports read that did not come to their end."""
        with self.run.archive.cured():
            left = self.run.archive.runs.unlearnt(self.name)
        for home in left:
            self._site(home)
        await super().learn(seconds)

    def moment(self, response: Response) -> str:
        capture: Capture = response.meta["capture"]
        return capture.fetched_at

    def _capture(self, response: Response, visit: Visit) -> Capture:
        capture: Capture = response.meta["capture"]
        return replace(capture, kind=visit.kind)
