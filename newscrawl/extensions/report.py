"""The report at a run's end, for a person to read: all of it on a terminal, else only what is wrong."""

from __future__ import annotations

import io
import os
import shlex
import signal
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy import signals

from newscrawl.printing import plain
from newscrawl.run import run_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler

    from newscrawl.archive.summary import Summary
    from newscrawl.run import Run
    from newscrawl.site import Site

__all__ = ["ReportExtension"]

MOST_SITES = 30
"""Sites that are told of one by one; captures of the whole web have thousands."""


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
        stream, text = (sys.stdout, self._report(reason)) if self.full else (sys.stderr, trouble(self.run))
        try:
            if text:
                print(text, file=stream, flush=True)
        except OSError:  # the reader of a pipe has seen enough, a terminal was closed: the run has to end all the same
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    def _report(self, reason: str) -> str:
        text = io.StringIO()
        terminal = sys.stdout.isatty()
        console = Console(file=text, highlight=False, force_terminal=terminal, soft_wrap=not terminal)
        for site in self.run.sites[:MOST_SITES]:
            _print(console, site.name, self.run.archive.health.summary(site.name, self.run.id))
        if (more := len(self.run.sites) - MOST_SITES) > 0:
            console.print(Text(f"\n… and {more} more sites"))
        _print_end(console, self.run, reason)
        return text.getvalue()


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
    lines.append(f"    scrapy runs{_option(run)}{site}")
    if run.exit_status == 4:
        lines += [f"    scrapy probe {shlex.quote(site.home)}" for site in run.sites[:1]]
    return "\n".join(lines)


def _names(sites: list[Site], most: int = 3) -> str:
    names = [site.name for site in sites[:most]] + ([f"{len(sites) - most} more"] if len(sites) > most else [])
    return ", ".join(names) or "captured pages"


def _option(run: Run) -> str:
    """The option that names the archive, where it is needed."""
    path = str(run.archive.path)
    return "" if path == "output/archive.db" else f" -s ARCHIVE={shlex.quote(path)}"


def _print(console: Console, name: str, summary: Summary) -> None:
    console.print()
    console.print(Text(f"{name}: {summary.headline}", style="bold"))
    if summary.sections:
        table = Table("section", "articles", "from", "to", box=None, pad_edge=False, header_style="dim")
        for row in summary.sections:
            table.add_row(Text(plain(row.section)), str(row.count), row.first, row.last)
        console.print(table)
    for title, reasons in (("not stored", summary.reasons), ("waiting", summary.waiting)):
        if reasons:
            console.print(Text(f"{title}:", style="dim"))
            for r in reasons:
                console.print(Text(f"  {r.count:>5}  {plain(f'{r.reason}, e.g. {r.example}')}"))

    if summary.reserved:
        told = summary.reserved
        words = f"articles {told.reason}, e.g. {told.example} (-s ROBOTS_META_OBEY=1 leaves such pages out)"
        console.print(Text("kept though their pages ask not to be:", style="dim"))
        console.print(Text(f"  {told.count:>5}  {plain(words)}"))


def _print_end(console: Console, run: Run, reason: str) -> None:
    path, option = str(run.archive.path), _option(run)
    console.print()
    if reason != "finished":
        words = "the same command goes on where this run ended"
        console.print(Text(f"The run ended before its time ({reason}); {words}.", style="yellow"))
    for problem in run.problems:
        console.print(Text(f"problem: {plain(problem)}", style="red"))
    console.print(Text(f"The archive is {path}. What to try next:"))
    for command in (
        f"scrapy search{option} WORDS",
        f"scrapy runs{option}",
        f"sqlite-utils rows {shlex.quote(path)} articles --limit 3 -c headline -c date_published -c url",
    ):
        console.print(Text(f"  {command}"))
