"""Crawls the living sites visit by visit, undisturbed or killed again and again."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.living.model import Site
from benchmarks.living.server import Server
from tests.crawling import ROOT, command, environment
from tests.zygote import Forked

__all__ = ["Killer", "crawl_all"]

_SETTINGS = ("DOWNLOAD_DELAY=0.01", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "REFUSAL_REST=0.2")
_ENDS = (0, 4)
"""4: the front page could not be had."""


class Killer:
    """Kills runs at moments drawn by lot: `most` times a visit and site."""

    def __init__(self, seed: int, most: int) -> None:
        self.rng = Random(f"{seed} killer")
        self.most = most
        self.kills = 0

    def watch(self, process: subprocess.Popen[str], asked: Callable[[], int]) -> bool:
        """Wait for a moment, and kill; False: the run ended before."""
        before, wanted = asked(), self.rng.choice((1, self.rng.randint(2, 30), self.rng.randint(10, 90), 10_000))
        rest, quiet, last = self.rng.random() * 0.4, time.monotonic(), before
        while process.poll() is None:
            time.sleep(0.01)
            if asked() != last:
                last, quiet = asked(), time.monotonic()
            idle = last > before and time.monotonic() - quiet > 0.4 + rest
            if last - before >= wanted or idle:
                time.sleep(rest * self.rng.random())
                process.send_signal(signal.SIGKILL)
                process.wait()
                self.kills += 1
                return True
        return False


def crawl_all(server: Server, archive: Path, *, revisit: str = "all", killer: Killer | None = None,
              told: Callable[[str], object] = print) -> None:  # fmt: skip
    """Visit all sites at all times; the sites at once, as cron would.

    Raises RuntimeError where a run ends as none should.
    """
    world = server.stand.world
    for visit in range(len(world.times)):
        server.visit = visit
        began, before = time.monotonic(), len(server.served)
        with ThreadPoolExecutor(len(world.sites)) as pool:
            for done in [pool.submit(_visit, server, site, archive, revisit, killer) for site in world.sites.values()]:
                done.result()
        took = time.monotonic() - began
        told(f"visit {visit} of {world.times[visit]:%a %H:%M}: {len(server.served) - before} requests in {took:.1f} s")


def _visit(server: Server, site: Site, archive: Path, revisit: str, killer: Killer | None) -> None:
    tries = killer.most if killer else 0
    for attempt in range(tries + 1):
        clock = server.stand.world.times[server.visit] + timedelta(seconds=20 * attempt)
        args = command("crawl", "news", "-a", f"url=http://{site.host}/", "-a", f"revisit={revisit}",
                       "-s", f"CRAWL_CLOCK={clock.isoformat()}", archive=archive)  # fmt: skip
        args += [part for setting in _SETTINGS for part in ("-s", setting)]
        process = Forked(args, cwd=ROOT, env=environment(server.proxy), stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True)  # fmt: skip
        killed = attempt < tries and killer is not None and killer.watch(process, lambda: server.asked_of[site.host])
        said, _ = process.communicate(timeout=300)
        if not killed and process.returncode not in _ENDS or "Traceback" in said:
            raise RuntimeError(f"{site.host} at visit {server.visit}: status {process.returncode}\n{said[-3000:]}")
