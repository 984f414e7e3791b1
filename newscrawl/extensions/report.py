"""The report at a run's end, for a person to read: all of it on a terminal, else only what is wrong."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from typing import TYPE_CHECKING

from scrapy import signals

from newscrawl.run import run_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler

    from newscrawl.run import Run
    from newscrawl.site import Site

__all__ = ["ReportExtension", "option_of", "trouble"]


class ReportExtension:
    """Prints what a run stored, what it did not and why, where the archive is, and what to try next.

    Where nobody looks on (REPORT is `auto`, and this is no terminal: cron) a run that went well says nothing, and one
    that did not a paragraph on stderr.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.run = run_of(crawler)
        self.full = crawler.settings["REPORT"] == "full" or sys.stdout.isatty()
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _closed(self, spider: Spider, reason: str) -> None:
        stream, text = (sys.stdout, self._whole(reason)) if self.full else (sys.stderr, trouble(self.run))
        try:
            if text:
                print(text, file=stream, flush=True)
        except OSError:  # the reader of a pipe has seen enough, a terminal was closed: the run has to end all the same
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    def _whole(self, reason: str) -> str:
        from newscrawl.extensions.drawn import drawn  # what draws takes long to load

        return drawn(self.run, reason)


def trouble(run: Run) -> str:
    """A paragraph on a run that did not go well; empty where it did.

    (What ended it by an error, and the cure, `scrapy crawl` says in its last line.)
    """
    if not run.exit_status:
        return ""
    sites = _names(run.sites)
    if run.stopped_by:
        name = signal.Signals(run.stopped_by).name
        return f"newscrawl: {sites}: stopped by {name}; the same command goes on where this run ended"
    if run.exit_status == 4:
        head = "finished, but something is wrong (status 4)"
    else:
        head = (
            f"ended before its time ({run.finish_reason}, status {run.exit_status}); what it stored until then is kept"
        )
    lines = [f"newscrawl: {sites}: {head}."]
    lines += [] if run.error else [f"  problem: {problem}" for problem in run.problems]
    counts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in sorted(run.counts.items()))
    lines.append(f"  This run: {counts or 'nothing could be asked'}. The archive is {run.archive.path}. Look closer:")
    site = f" --site {shlex.quote(run.sites[0].name)}" if len(run.sites) == 1 else ""
    lines.append(f"    scrapy runs{option_of(run)}{site}")
    if run.exit_status == 4:
        lines += [f"    scrapy probe {shlex.quote(site.home)}" for site in run.sites[:1]]
    return "\n".join(lines)


def _names(sites: list[Site], most: int = 3) -> str:
    names = [site.name for site in sites[:most]] + ([f"{len(sites) - most} more"] if len(sites) > most else [])
    return ", ".join(names) or "captured pages"


def option_of(run: Run) -> str:
    """The option that names the archive, where it is needed."""
    path = str(run.archive.path)
    return "" if path == "output/archive.db" else f" -s ARCHIVE={shlex.quote(path)}"
