"""`scrapy update`: every described site that the user keeps, one after the other. One cron line for all of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import arglist_to_dict

from newscrawl import sites
from newscrawl.archive import Archive
from newscrawl.commands import told_plainly
from newscrawl.commands._signals import heeded
from newscrawl.spiders.arguments import Arguments
from newscrawl.spiders.base import BaseNewsSpider

if TYPE_CHECKING:
    import argparse

__all__ = ["Command", "Updater", "worst"]

HELD = 3
WORST = (1, 2, 4)
"""Statuses that are trouble, the worst first."""


class Command(ScrapyCommand):
    """Runs `scrapy crawl` for each site, in a process of its own: what befalls one costs the others nothing."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Crawl every described site that you keep, one after the other"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="an argument for every spider"
        )

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            raise UsageError("it takes no names: `scrapy crawl NAME` crawls one site", print_help=False)
        _check(opts.spargs)
        folder = self.settings["SITES"]
        mine, faults = sites.own(Path(folder) if folder else None)
        for line in faults.values():
            print(f"newscrawl: {line}", file=sys.stderr)
        begun = _last_starts(Path(self.settings["ARCHIVE"]))
        names = chosen(set(sites.with_bundled(mine)), {site.name for site in mine.values()}, begun)
        if not names:
            raise UsageError(
                "there is no site to update: describe one with `scrapy probe URL --save NAME`, "
                "or crawl a bundled one once (`scrapy list` shows them)",
                print_help=False,
            )
        updater = Updater(names, _passed_on(opts))
        with heeded(updater):
            updater.run()
        self.exitcode = updater.status(broken=bool(faults))
        if told := updater.told(self.exitcode):
            print(f"newscrawl: {told}", file=sys.stderr)


class Updater:
    """Crawls sites one after the other, and is the handler of the signals that ask it to stop."""

    def __init__(self, names: list[str], options: list[str]) -> None:
        self.names = names
        self.options = options
        self.statuses: dict[str, int] = {}
        """Exit status of each site's crawl; below 0: the signal that ended it."""
        self.stopped_by = 0
        self._child: subprocess.Popen[bytes] | None = None

    def __call__(self, number: int, frame: Any) -> None:
        self.stopped_by = self.stopped_by or number
        self._forward()

    def run(self) -> None:
        """Crawl all of them, or those up to a signal."""
        for count, name in enumerate(self.names, 1):
            if self.stopped_by:
                return
            if sys.stdout.isatty():
                print(f"\n[{count} of {len(self.names)}] {name}", flush=True)
            self.statuses[name] = self._crawl(name)

    def _crawl(self, name: str) -> int:
        command = [sys.executable, "-m", "scrapy", "crawl", name, *self.options]
        # In a group of its own Ctrl-C does not reach it beside us: it is told once, and not while it starts.
        group = 0 if os.name == "posix" else None
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=group) as child:  # noqa: S603 - our own
            self._child = child
            if self.stopped_by:  # just now
                self._forward()
            status = child.wait()
            self._child = None
        return status

    def _forward(self) -> None:
        if self._child is not None:
            self._child.terminate()

    def status(self, *, broken: bool) -> int:
        """What `scrapy update` exits with; `broken`: a description could not be used."""
        if self.stopped_by:
            return 128 + self.stopped_by
        return worst([*self.statuses.values(), *([2] if broken else [])])

    def told(self, status: int) -> str:
        """The last line, where not all went well."""
        if not status:
            return ""
        kinds = [f"{name} {_ended(ended)}" for name, ended in self.statuses.items() if ended]
        done = len(self.statuses) - len(kinds)
        if self.stopped_by:
            left = len(self.names) - len(self.statuses)
            name = signal.Signals(self.stopped_by).name
            return (
                f"stopped by {name}; {left} of {len(self.names)} sites are left to the next update, which begins there"
            )
        if status == HELD:
            return "every site is being crawled by another run: nothing done"
        return "; ".join([f"{done} of {len(self.names)} sites went well", *kinds])


def _ended(status: int) -> str:
    """How the crawl of a site ended that did not end well, in words."""
    if status < 0:
        name = signal.Signals(-status).name
        return f"was ended by {name}" + (" (out of memory?)" if name == "SIGKILL" else "")
    words = {1: "failed", 2: "could not begin", HELD: "is being crawled by another run", 4: "is unhealthy"}
    return f"{words.get(status, 'was interrupted')} (status {status})"


def worst(statuses: list[int]) -> int:
    """One exit status for many: 1 before 2 before 4; 3 where every site was held by another run; else 0."""
    for status in WORST:
        if status in statuses or (status == 1 and set(statuses) - {0, HELD, *WORST}):
            return status
    return HELD if set(statuses) == {HELD} else 0


def chosen(described: set[str], own: set[str], last_starts: dict[str, str]) -> list[str]:
    """Names of the sites to update: the user's own, and those bundled that were crawled before. The one that has waited
    longest comes first, so that a limit on the whole leaves out another one each time."""
    names = own | (described & last_starts.keys())
    return sorted(names, key=lambda name: (last_starts.get(name, ""), name))


def _last_starts(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    archive = Archive(path, keep_raw=False, write=False)
    try:
        return archive.runs.last_starts()
    finally:
        archive.close()


def _check(spargs: list[str]) -> None:
    """Raises UsageError or ArgumentError for spider arguments that no crawl would take: once, and not for each site."""
    try:
        given = arglist_to_dict(spargs)
    except ValueError:
        raise UsageError("write -a NAME=VALUE", print_help=False) from None
    Arguments.parse(given, BaseNewsSpider.accepts)


def _passed_on(opts: argparse.Namespace) -> list[str]:
    """The options that every crawl gets."""
    named = [("-s", value) for value in opts.set] + [("-a", value) for value in opts.spargs]
    named += [(name, value) for name, value in (("-L", opts.loglevel), ("--logfile", opts.logfile)) if value]
    return [part for pair in named for part in pair] + (["--nolog"] if opts.nolog else [])
