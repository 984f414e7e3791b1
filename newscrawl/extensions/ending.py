"""Sees to it that a run which is told to end, by a signal or by a limit, ends within seconds."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals
from twisted.python.failure import Failure

from newscrawl.exceptions import StoppedError
from newscrawl.run import spider_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

__all__ = ["EndingExtension"]

GRACE = 3.0
"""Seconds that what is under way may still take. A server that drips, or hangs, would hold up the end for minutes."""
TICK = 0.2
"""Seconds between looks whether the run is ending."""


class EndingExtension:
    """Cuts off what is still under way some seconds after a run began to end: those pages' rows stay as they were."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.spider = spider_of(crawler)
        self.watch: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _opened(self) -> None:
        self.watch = asyncio.get_running_loop().create_task(self._look())

    def _closed(self) -> None:
        if self.watch:
            self.watch.cancel()

    async def _look(self) -> None:
        began: float | None = None
        while began is None or monotonic() - began < GRACE:
            await asyncio.sleep(TICK)
            if not self._is_ending():
                began = None
            elif began is None:
                began = monotonic()
                self._clear_queues()
        self._cut_off()

    def _is_ending(self) -> bool:
        """Whether pages hold up an end. (A run that finished by itself reads pages again; that is none.)"""
        slot = self.crawler.engine._slot
        waits = slot is not None and slot.closing is not None and not slot.closing.called
        return waits or bool(self.spider.run.stopped_by)

    def _clear_queues(self) -> None:
        """Call back what waits for its turn in the downloader: its host's pause may last a minute."""
        for slot in self.crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Failure(StoppedError("the run is ending")))  # type: ignore[no-untyped-call]

    def _cut_off(self) -> None:
        run = self.spider.run
        run.cut_off = True
        for flight in list(run.flights):
            flight.cancel()
        self._clear_queues()
        self.spider.cut_off()
