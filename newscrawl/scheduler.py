"""The ledger as Scrapy's scheduler: requests come out of the archive, and nothing is queued anywhere else.

What is in flight is known in memory alone. A run that is killed has settled nothing of it, so the next one asks again.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.defer import deferred_from_coro

from newscrawl.doors import Page
from newscrawl.items import Found, Visit
from newscrawl.reasons import ANOTHER_SITE
from newscrawl.run import spider_of
from newscrawl.underway import UnderWay
from newscrawl.urls import canonical, host_of, in_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from newscrawl.doors import Due, Frontier, Storage
    from newscrawl.site import Site

__all__ = ["LedgerScheduler"]

LONG = 2.0
"""Seconds of waiting for one host that are worth a look for what others have."""
TICK = 0.5
"""Seconds after which waiting pages are written even if few."""
AHEAD = 64
"""Rows read ahead from the ledger."""
FAR_AHEAD = 500
"""The same where all of these have to wait: another host of the site may have something to ask."""
LAST_PART = 0.1
"""What a run that its time limit ended may take to learn and to look for copies, as a part of that limit."""
PLACING = 60.0
"""Seconds that a run spends at its end looking for copies of articles that still wait for that; the next goes on."""


class LedgerScheduler(BaseScheduler):
    """Hands out what the ledger holds, at most the cap of each host at a time."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.spider = spider_of(crawler)
        self.run = self.spider.run
        self.frontier: Frontier = self.run.archive
        self.storage: Storage = self.run.archive
        self.run.flush = self.flush
        self.cap = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.under_way = UnderWay()
        self.held_back = False  # something was not handed out for the sake of what is under way
        self.started: set[str] = set()  # start addresses of a run that asks nothing else
        self.again: deque[Request] = deque()  # redirects and retries of rows already handed out, captured pages
        self.ahead: deque[tuple[Site, Due]] = deque()
        self.looked_far = False  # it holds as much as is ever read ahead
        self.written_at = 0.0  # when what waited was written last (monotonic, as below)
        self.nothing_until = 0.0  # until when the ledger need not be asked: it had nothing, nor was anything written
        self.timer: asyncio.Task[None] | None = None
        self.alarm: asyncio.TimerHandle | None = None  # when the first of the hosts that wait may be asked
        crawler.signals.connect(self._idle, signals.spider_idle)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        self.timer = asyncio.get_running_loop().create_task(self._tick())

    def close(self, reason: str) -> Deferred[None]:
        if self.timer:
            self.timer.cancel()
        if self.alarm:
            self.alarm.cancel()
        self.flush()
        limit = self.crawler.settings.getfloat("CLOSESPIDER_TIMEOUT")
        return deferred_from_coro(self._learn(limit * LAST_PART if reason == "closespider_timeout" else inf))

    async def _learn(self, seconds: float) -> None:
        """What a run ends with, before its end is booked. One that was told to stop leaves it to the next."""
        if self.run.error or self.run.stopped_by:
            return
        until = monotonic() + seconds
        try:
            await self.spider.learn(seconds)
            left = max(0.0, until - monotonic())
            self.storage.place_rest(min(PLACING, left), stopped=lambda: bool(self.run.stopped_by))
        except Exception as error:  # noqa: BLE001 - the run's end has to be booked whatever happens
            self.run.error = error

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self.written_at + TICK - monotonic())
            self.flush()
            self.written_at = monotonic()  # also where nothing waited

    def flush(self) -> None:
        """Write what waits. An archive that cannot be written ends the run: nothing more is asked."""
        if self.run.error or not self.storage.waiting:
            return
        self.nothing_until = 0.0
        try:
            written = self.storage.flush()
        except Exception as error:  # noqa: BLE001 - whatever it is, going on would lose pages
            self._give_up(error)
            return
        self.written_at = monotonic()
        for page in written:
            self.under_way.remove(page.url)
            if page.article:
                self.under_way.note_story(page.url)
            self.run.count(page)
            self.crawler.stats.inc_value(f"archive/page_count/{page.outcome}")
        if self.spider.follow:
            self.ahead.clear()  # what was just found may be more urgent
        if self.crawler.engine._slot:
            self.crawler.engine._slot.nextcall.schedule()

    def _give_up(self, error: Exception) -> None:
        self.run.error = error
        asyncio.get_running_loop().create_task(self.crawler.engine.close_spider_async(reason="archive_error"))

    def _idle(self) -> None:
        self.flush()
        if not self.run.error:
            for url in self.under_way:  # the engine is idle, so a component swallowed these without a word
                reason = "lost between scheduler and spider"
                visit = Visit(url=url, at=self.run.clock.stamp(), outcome="failed", reason=reason, retry=True)
                self.storage.settle(Page(site=self.run.site_of(url), run_id=self.run.id, visit=visit))
            self.flush()
        if self.has_pending_requests():
            raise DontCloseSpider

    def has_pending_requests(self) -> bool:
        self._let_go()
        return not self.run.error and bool(self.again or self.storage.waiting or self._look_ahead())

    def enqueue_request(self, request: Request) -> bool:
        """Take a start address, a redirect or a retry. New addresses come as data with the visit that found them."""
        if "page" in request.meta:
            return self._take_back(request)
        found = request.meta.get("found") or Found(url=request.url)
        site = self.run.site_of(found.url)
        self.nothing_until = 0.0
        try:
            due = self.frontier.start(
                site.name,
                found,
                at=self.run.clock.stamp(),
                before=self.run.since,
                again=self.spider.revisit == "all",
            )
        except Exception as error:  # noqa: BLE001 - as with flush
            self._give_up(error)
            return False
        if due and not self.spider.follow and due.url not in self.started:
            self.started.add(due.url)
            self.ahead.append((site, due))
        return True

    def _take_back(self, request: Request) -> bool:
        """A retry goes on; a redirect to another address closes the row: that address is a page of its own.

        So a target that is known, or of another site, is never asked on the way, and no loop can form. A server that
        redirects to the same address, to set a cookie first, is followed, and so is one that does it by way of a page
        that is told where to come back to.
        """
        if self.run.rests.closed(request.meta["download_slot"]):
            self.under_way.remove(request.meta["page"])  # its row is as it was, for a later run
            return False
        site: Site = request.meta["site"]
        on_its_way: list[str] = request.meta.get("redirect_urls", [])
        own = in_site(request.url, site)
        first = own and request.url not in on_its_way
        by_gate = first and self.spider.passes(request.url, request.meta["page"])
        if not on_its_way or canonical(request.url) == request.meta["page"] or by_gate:
            self.again.append(request)
            return True
        kind, deep = request.meta["kind"], request.meta["deep"]
        visit = Visit(
            url=request.meta["page"],
            at=self.run.clock.stamp(),
            outcome="skipped",
            reason=f"{ANOTHER_SITE}: {request.url}",
            http_status=request.meta["redirect_reasons"][-1],
            retry=not own,
        )
        if own:
            self.spider.redirected(visit, request.url, kind)
        if visit.redirects_to:
            visit.found = [Found(url=request.url, kind=kind, deep=deep, priority=request.meta["rank"])]
        self.storage.settle(Page(site=site, run_id=self.run.id, visit=visit))
        if visit.found and not self.spider.follow:
            self.enqueue_request(Request(request.url, meta={"found": visit.found[0]}))
        return False

    def next_request(self) -> Request | None:
        if self.run.error:
            return None
        if self.storage.full:
            self.flush()
        request = self._pick()
        if request is None and self.storage.waiting and self._is_dry():
            self.flush()  # what comes next may be waiting to be written
            request = self._pick()
        return request

    def _is_dry(self) -> bool:
        """Whether there is nothing to ask before something is written. Where the ledger is not walked, what is written
        leads to nothing: it waits until there is much of it, or nothing is under way. Where it is, what waits is
        written as soon as it is half of all that was handed out: the rest keeps network and readers busy meanwhile, and
        a burst for every few pages as they come would cost a quarter more."""
        if not self.spider.follow:
            slot = self.crawler.engine._slot
            return slot is None or not slot.inprogress
        return (self.held_back or not self.ahead) and 2 * self.storage.waiting >= len(self.under_way)

    def _pick(self) -> Request | None:
        busy = Counter(request.meta.get("download_slot") for request in self.crawler.engine.downloader.active)
        waits: dict[str, float] = {}

        def free(host: str) -> bool:
            if busy[host] >= self.cap:
                return False
            if host not in waits:
                waits[host] = self._wait(host)
            return waits[host] <= 0

        self._let_go()
        for request in self.again:
            if free(request.meta.get("download_slot", "")):
                self.again.remove(request)
                return request
        self._look_ahead()
        due = self._next(free)
        if due is None and self.ahead and not self.looked_far and self._all_wait(waits):
            self.ahead.clear()
            self._look_ahead(FAR_AHEAD)
            due = self._next(free)
        if due is None and (soon := [wait for wait in waits.values() if wait > 0]):
            self._wake(min(soon))
        return due

    def _let_go(self) -> None:
        """Leave the pages of hosts that are not asked any more in the ledger, as they are there."""
        closed = self.run.rests.all_closed()
        if not closed:
            return
        for request in [request for request in self.again if request.meta["download_slot"] in closed]:
            self.again.remove(request)
            self.under_way.remove(request.meta["page"])
        for row in [row for row in self.ahead if host_of(row[1].href) in closed]:
            self.ahead.remove(row)

    def _next(self, free: Callable[[str], bool]) -> Request | None:
        """The first row that may be asked, but for families that showed no story yet and have enough under way."""
        self.held_back = False
        for site, due in self.ahead:
            if not free(host_of(due.href)):
                continue
            # Pictures have time until no page is under way that may lead to others.
            early = due.kind == "image" and (self.under_way.has_pages or self.storage.waiting)
            if early or self.under_way.is_crowded(due.url):
                self.held_back = True
                continue
            self.ahead.remove((site, due))
            self.under_way.add(due)
            return self.spider.request(site, due)
        return None

    def _wait(self, host: str) -> float:
        """Seconds until a host may be asked: it rests, or its slot in the downloader could not send anything yet.

        What waits here is in progress nowhere, so that a run can stop, or leave a host alone, at any time.
        """
        slot = self.crawler.engine.downloader.slots.get(host)
        pause = slot.lastseen + slot.delay * (1 - slot.jitter) - monotonic() if slot and slot.delay else 0.0
        return max(self.run.rests.left(host), pause)

    def _all_wait(self, waits: dict[str, float]) -> bool:
        return all(waits.get(host_of(due.href), 0) > LONG for _, due in self.ahead)

    def _wake(self, seconds: float) -> None:
        if self.alarm:
            self.alarm.cancel()
        slot = self.crawler.engine._slot
        if slot:
            self.alarm = asyncio.get_running_loop().call_later(seconds, slot.nextcall.schedule)

    def _look_ahead(self, rows: int = AHEAD) -> bool:
        """Read some rows ahead where none are left; say whether there is anything to ask."""
        if not self.ahead and self.spider.follow and not self.run.error and monotonic() >= self.nothing_until:
            try:
                self.looked_far = rows >= FAR_AHEAD
                self._read_ahead(len(self.under_way) + rows)
            except Exception as error:  # noqa: BLE001 - as with flush; Scrapy would ask again for ever
                self._give_up(error)
            if not self.ahead:
                self.nothing_until = monotonic() + TICK  # then again: something may have fallen due
        return bool(self.ahead)

    def _read_ahead(self, limit: int) -> None:
        now, closed = self.run.clock.stamp(), self.run.rests.all_closed()
        for site in self.run.sites:
            due = self.frontier.due(
                site.name,
                now=now,
                deep=self.spider.backfill,
                revisit=self.spider.revisit,
                limit=limit,
                window=self.spider.window,
                closed=closed,
            )
            self.ahead.extend((site, d) for d in due if d.url not in self.under_way and host_of(d.href) not in closed)
