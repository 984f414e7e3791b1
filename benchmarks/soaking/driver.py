"""Lives through the days: at every hour that cron would, a run of each site, some of them cut off or short of disk."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from queue import Queue
from random import Random

from benchmarks.soaking.forker import Ended, Forker
from benchmarks.soaking.server import Seen, Server
from benchmarks.soaking.world import START, Site

__all__ = ["Past", "live"]

_SETTINGS = (
    "DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "REFUSAL_REST=0.05",
    "RETRY_AFTER_MAX=60",
)  # fmt: skip
"""No manners are needed towards a server of one's own."""
_LONGEST = 300.0
"""Seconds after which a run counts as hung."""
_FILE_LIMIT = 32 * 1024
"""Bytes up to which files may be written where the disk is full: SQLite's index of its log has as many, so the archive
can still be read; a run has more to write, and what it writes goes to that log first."""


@dataclass(frozen=True)
class Past:
    """One run that was."""

    site: str
    now: datetime
    """The world's time."""
    clock: datetime
    """What our clock showed at its start."""
    planted: tuple[str, ...]
    """The troubles of the time."""
    ended: Ended
    seen: Seen
    cut: bool
    """Ended by a signal of ours."""


class _Driver:
    def __init__(self, server: Server, archive: Path, seed: int) -> None:
        self.server = server
        self.archive = archive
        self.rng = {host: Random(f"{seed} cuts {host}") for host in server.sites}

    def run(self, forker: Forker, site: Site, now: datetime, *, undisturbed: bool = False) -> Past:
        """One run of cron."""
        planted = {} if undisturbed else self.server.troubles.at(site.name, now)
        clock = now
        if "forward" in planted:
            clock += timedelta(days=3, minutes=7)
        if "back" in planted:
            clock -= timedelta(days=1, minutes=-7)
        argv = ["scrapy", "crawl", "news", "-a", f"url=http://{site.host}/",
                "-s", f"ARCHIVE={self.archive}", "-s", f"CRAWL_CLOCK={clock.isoformat()}"]  # fmt: skip
        argv += [part for setting in _SETTINGS for part in ("-s", setting)]
        seen, rng = self.server.begin(site, now), self.rng[site.host]
        pid = forker.start(argv, _FILE_LIMIT if "disk" in planted else None)
        number = signal.SIGKILL if "kill" in planted else signal.SIGTERM if "term" in planted else None
        wanted = rng.choice((1, rng.randint(1, 6), rng.randint(2, 40), 10_000))
        with _watched(pid, seen, wanted, number):
            ended = forker.wait()
        return Past(site.name, now, clock, tuple(planted), ended, seen,
                    cut=number is not None and ended.status not in (0, 4))  # fmt: skip


@contextmanager
def _watched(pid: int, seen: Seen, wanted: int, number: int | None) -> Iterator[None]:
    """Sends a signal once so many answers went out; kills what hangs."""
    over = threading.Event()

    def watch() -> None:
        until = time.monotonic() + _LONGEST
        while not over.wait(0.003 if number else _LONGEST):
            due = number is not None and seen.asked >= wanted
            if due or time.monotonic() > until:
                with suppress(ProcessLookupError):
                    os.kill(pid, number if due and number else signal.SIGKILL)
                return

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def live(server: Server, archive: Path, *, days: int, every: int, seed: int, processes: int,
         told: Callable[[str], object]) -> list[Past]:  # fmt: skip
    """All runs of so many days, `processes` at a time: the sites side by side, day by day, and at the end one more
    undisturbed run of each."""
    forkers = [Forker(server.proxy) for _ in range(min(processes, len(server.sites)))]
    free: Queue[Forker] = Queue()
    for forker in forkers:
        free.put(forker)
    driver = _Driver(server, archive, seed)
    past: list[Past] = []
    began = time.monotonic()

    def a_day(site: Site, at: int, day: int) -> list[Past]:
        forker = free.get()
        try:
            times = [START + timedelta(days=day, hours=hour, minutes=17, seconds=at) for hour in range(0, 24, every)]
            return [driver.run(forker, site, now, undisturbed=day == days) for now in times[: 1 if day == days else 24]]
        finally:
            free.put(forker)

    try:
        with ThreadPoolExecutor(len(forkers)) as pool:
            for day in range(days + 1):
                for done in [pool.submit(a_day, site, at, day) for at, site in enumerate(server.sites.values())]:
                    past += done.result()
                if day % 7 == 6 or day == days:
                    asked = sum(run.seen.asked for run in past)
                    took = time.monotonic() - began
                    told(f"{START + timedelta(days=day):%a %d %b}: {len(past)} runs, {asked} requests, {took:.0f} s")
    finally:
        for forker in forkers:
            forker.close()
    return past
