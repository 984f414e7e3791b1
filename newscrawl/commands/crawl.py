"""`scrapy crawl`: run a spider, and say by exit status how it ended (docs/running.md lists them)."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from typing import TYPE_CHECKING, Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from newscrawl.commands import check_options
from newscrawl.exceptions import NewscrawlError, SiteLockedError
from newscrawl.settings import USER_AGENT

if TYPE_CHECKING:
    import argparse

    from scrapy.crawler import Crawler, CrawlerProcessBase

__all__ = ["Command", "run_to_end"]

_TOLD = (
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.downloader.tls",
)
"""Loggers whose warnings the ledger tells better, or are of no interest: certificates are not checked by default."""


class Command(ScrapyCrawl):
    """Scrapy's command with exit statuses: 0, 1, 2, 3, 4, 130 and 143."""

    def short_desc(self) -> str:
        return "Archive a site: run a spider by name (`scrapy list` shows them)"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except OSError as error:
            raise UsageError(
                f"--pidfile {opts.pidfile} cannot be written: {error.strerror}", print_help=False
            ) from error
        hints = check_options(self)
        assert self.settings is not None
        if sys.stderr.isatty() and self.settings["USER_AGENT"] == USER_AGENT and args[:1] not in (["demo"], ["warc"]):
            hints.append("set USER_AGENT to a name and an address where the site's operator can reach you")
        for hint in hints:
            print(f"newscrawl: {hint}", file=sys.stderr)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        if len(args) != 1:
            raise UsageError("name one spider; `scrapy list` shows them")
        try:
            crawler = self._create_crawler(args[0])
        except KeyError:
            raise UsageError(f"there is no spider {args[0]!r}; `scrapy list` shows them", print_help=False) from None
        self.exitcode = run_to_end(self.crawler_process, crawler, **opts.spargs)


def run_to_end(process: CrawlerProcessBase, crawler: Crawler, **arguments: Any) -> int:
    """Crawl, and return the exit status."""
    for name in _TOLD:
        logging.getLogger(name).setLevel(logging.ERROR)
    ended: dict[str, BaseException | None] = {}
    crawl = process.crawl(crawler, **arguments)
    assert isinstance(crawl, asyncio.Task)
    # Asking for the exception keeps asyncio from printing a traceback of its own.
    crawl.add_done_callback(lambda task: ended.update(error=task.exception()))
    _remember_signals(crawler)
    process.start()
    return _status(crawler, ended.get("error"))


def _remember_signals(crawler: Crawler) -> None:
    """Note which signal asks the run to stop, and let Scrapy stop it."""
    from twisted.internet import reactor

    def install() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            scrapys = signal.getsignal(number)

            def remember(received: int, frame: Any, scrapys: Any = scrapys) -> None:
                run = getattr(crawler.spider, "run", None)
                if run is not None:
                    run.stopped_by = received
                scrapys(received, frame)

            signal.signal(number, remember)

    # One turn later, since Scrapy installs its own handlers as the reactor starts.
    reactor.callWhenRunning(lambda: reactor.callLater(0, install))  # type: ignore[arg-type]


def _status(crawler: Crawler, error: BaseException | None) -> int:
    run = getattr(crawler.spider, "run", None)
    error = error or (run.error if run else None)
    if error is not None:
        print(f"newscrawl: {error}" if isinstance(error, NewscrawlError) else f"newscrawl: {error!r}", file=sys.stderr)
    if isinstance(error, SiteLockedError):
        return 3
    if run is not None and run.stopped_by and not run.finish_reason:
        return 128 + int(run.stopped_by)  # asked twice, it ended at once
    if run is None or not run.finish_reason:
        return 2 if isinstance(error, NewscrawlError) else 1
    status: int = run.exit_status
    return status
