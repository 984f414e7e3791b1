"""What a running crawl does when it is asked to stop."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from scrapy.utils.defer import deferred_from_coro

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.crawler import Crawler

__all__ = ["STOPPING", "Stopper", "heeded"]

STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""Ctrl-C, a system that stops its services, a terminal that is closed; Ctrl-Break on Windows."""
ONE_WISH = 1.0
"""Seconds in which further signals mean the same: a group of processes and its head may both be told."""
LATER = 0.05
"""Seconds until the next look at a crawl that was asked to stop before it began."""


@contextmanager
def heeded(handler: Any) -> Iterator[None]:
    """Have a handler for the signals that ask to stop, but for those that the process was started to ignore (nohup)."""
    before = {number: signal.getsignal(number) for number in STOPPING}
    theirs = [number for number in STOPPING if number == signal.SIGINT or before[number] != signal.SIG_IGN]
    for number in theirs:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number in theirs:
            signal.signal(number, before[number])


class Stopper:
    """The handler of a crawl: the first signal ends it in order, the second at once.

    Where the spider is closing already, Scrapy's own handler stops the reactor before the run's end is booked.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stopped_by = 0
        """Number of the first signal; 0: none came."""
        self._at = 0.0

    def __call__(self, number: int, frame: Any) -> None:
        from twisted.internet import reactor

        if not self.stopped_by:
            self.stopped_by, self._at = number, monotonic()
            self._tell_run()
            reactor.callFromThread(self._stop)
        elif monotonic() - self._at > ONE_WISH:
            # Nothing is tidied up: the archive is whole at any moment, locks and readers end with the process.
            os.write(2, b"\n" if os.isatty(2) else b"")
            os.write(2, b"newscrawl: ended at once; the same command goes on where this run was\n")
            os._exit(128 + number)

    def _tell_run(self) -> bool:
        run = getattr(self.crawler.spider, "run", None)
        if run is not None:
            run.stopped_by = self.stopped_by
        return run is not None

    def _stop(self) -> None:
        from twisted.internet import reactor

        engine = self.crawler._engine
        if self._tell_run() and engine is not None and engine.running and engine._slot is not None:
            deferred_from_coro(engine.close_spider_async(reason="shutdown"))
        elif self.crawler.crawling:
            reactor.callLater(LATER, self._stop)  # type: ignore[arg-type]
