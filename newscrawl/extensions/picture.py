"""The picture of a run that a terminal shows while it is under way."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.log import get_scrapy_root_handler

from newscrawl.run import spider_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler

__all__ = ["MOST_LEFT", "Picture", "Show", "draw"]

EVERY = 0.25
"""Seconds between two pictures."""
RATED = 20.0
"""Seconds over which the rate is taken."""
COUNTED = 2.0
"""Seconds, at least, between two looks into the ledger for what is left."""
SHARE = 300
"""How many times what such a look takes the next one is put off, so that a ledger of millions costs no more."""
MOST_LEFT = 10_000
"""What is left is counted up to here."""
MOST_SITES = 8
"""Sites that have a line of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """How far a run is."""

    sites: list[str]
    seconds: float
    counts: Mapping[str, int]
    by_site: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rate: float = 0.0
    """Pages a second."""
    left: int | None = None
    """Pages to ask, as far as is known; None: not known."""
    now: str = ""
    """What it does, or what it waits for."""


class Show:
    """Draws a picture of the run four times a second, from counters in memory. Raises NotConfigured."""

    def __init__(self, crawler: Crawler) -> None:
        self.console = Console(stderr=True, highlight=False)
        if not self.console.is_terminal or self.console.is_dumb_terminal:
            raise NotConfigured
        self.crawler = crawler
        self.spider = spider_of(crawler)
        self.began = monotonic()
        self.past: deque[tuple[float, int]] = deque()
        self.left: int | None = None
        self.count_at = 0.0
        self.live: Live | None = None
        self.task: asyncio.Task[None] | None = None
        crawler.signals.connect(self._opened, signals.spider_opened)
        crawler.signals.connect(self._closed, signals.spider_closed)

    def _opened(self) -> None:
        self.live = Live(
            console=self.console, auto_refresh=False, transient=True, redirect_stdout=sys.stdout.isatty()
        )  # fmt: skip
        self.live.start()
        self.console.show_cursor(True)  # whatever ends the process, the terminal has its cursor
        _log_to(sys.stderr)
        self.task = asyncio.get_running_loop().create_task(self._draw())

    def _closed(self) -> None:
        if self.task:
            self.task.cancel()
        if self.live:
            self.live.stop()
            _log_to(sys.stderr)

    async def _draw(self) -> None:
        while self.live:
            self.live.update(draw(self._picture()), refresh=True)
            await asyncio.sleep(EVERY)

    def _picture(self) -> Picture:
        run, now = self.spider.run, monotonic()
        return Picture(
            sites=[site.name for site in run.sites],
            seconds=now - self.began,
            counts=run.counts,
            by_site=run.by_site,
            rate=self._rate(now, run.counts.get("pages", 0)),
            left=self._left(now),
            now=self._now(),
        )

    def _rate(self, now: float, pages: int) -> float:
        self.past.append((now, pages))
        while now - self.past[0][0] > RATED:
            self.past.popleft()
        first, before = self.past[0]
        return (pages - before) / (now - first) if now - first > 1 else 0.0

    def _left(self, now: float) -> int | None:
        spider = self.spider
        if not spider.follow or spider.run.error or not spider.run.counts:
            return None
        if now >= self.count_at:
            self.left = 0
            for site in spider.run.sites:
                self.left += spider.run.archive.left(
                    site.name,
                    now=spider.run.clock.stamp(),
                    deep=spider.backfill,
                    revisit=spider.revisit,
                    limit=MOST_LEFT - self.left,
                    window=spider.window,
                )
            self.count_at = now + max(COUNTED, SHARE * (monotonic() - now))
        return self.left

    def _now(self) -> str:
        run, engine = self.spider.run, self.crawler.engine
        if run.stopped_by:
            return "stopping: what is under way may take some seconds more"
        slot = engine._slot
        if slot is None or slot.closing is not None:
            return "ending: what this run taught is applied to the pages before"
        if asked := [request.url for request in engine.downloader.active]:
            return f"asking {asked[-1]}"
        waits = [f"{host} wants to be left alone for {seconds:.0f} s" for host, seconds in run.rests.resting().items()]
        alarm = getattr(slot.scheduler, "alarm", None)
        if not waits and alarm is not None and (left := alarm.when() - asyncio.get_running_loop().time()) > 0:
            waits = [f"the next page in {left:.0f} s"]
        return f"waiting: {waits[0]}" if waits else ""


def draw(picture: Picture) -> Group:
    """The lines that tell how far a run is, cut at the terminal's edge."""
    minutes, seconds = divmod(int(picture.seconds), 60)
    left = "" if picture.left is None else f" · {picture.left:,}{'+' if picture.left >= MOST_LEFT else ''} to ask"
    head = ", ".join(picture.sites[:3]) + (f" and {len(picture.sites) - 3} more" if len(picture.sites) > 3 else "")
    lines = [
        _line(f"{minutes // 60}:{minutes % 60:02}:{seconds:02}  {head}", "bold"),
        _line(f"  {_told(picture.counts)} · {picture.rate:.1f} a second{left}"),
    ]
    told = list(picture.by_site.items())[:MOST_SITES]
    width = max((len(name) for name, _ in told), default=0)
    lines += [_line(f"    {name:<{width}}  {_told(counts)}", "dim") for name, counts in told]
    lines.append(_line(f"  {picture.now}", "dim"))
    return Group(*lines)


def _told(counts: Mapping[str, int]) -> str:
    articles = [f"{counts[name]:,} {name[9:]}" for name in ("articles_new", "articles_changed", "articles_unchanged")
                if counts.get(name)]  # fmt: skip
    told = [f"{counts.get('pages', 0):,} pages"]
    told += [f"articles: {', '.join(articles)}"] if articles else []
    told += [f"{counts['failed']:,} failed"] if counts.get("failed") else []
    return " · ".join(told)


def _line(text: str, style: str = "") -> Text:
    """A line that holds nothing which a terminal would take for a command, whatever an address says."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return Text(plain, style=style, no_wrap=True, overflow="ellipsis")


def _log_to(stream: object) -> None:
    """Have log lines that go to the terminal appear above the picture, or as before."""
    handler = get_scrapy_root_handler()
    if type(handler) is logging.StreamHandler:
        handler.setStream(stream)
