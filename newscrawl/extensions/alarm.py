"""Tells somebody of a run that ended unhealthy: by a command of the user's own (setting ON_PROBLEM)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured

from newscrawl.extensions.report import trouble
from newscrawl.printing import plain, plain_lines
from newscrawl.run import run_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler

    from newscrawl.run import Run

__all__ = ["AlarmExtension", "paragraph"]

SECONDS = 60.0
"""What the command may take; then it is killed."""
_UNHEALTHY = (1, 4)


class AlarmExtension:
    """Runs the command once, when all is committed and reported."""

    def __init__(self, crawler: Crawler) -> None:
        self.command: str = crawler.settings["ON_PROBLEM"] or ""
        if not self.command.strip():
            raise NotConfigured
        self.run = run_of(crawler)
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _closed(self, spider: Spider, reason: str) -> None:
        if self.run.exit_status in _UNHEALTHY:
            failure = tell(self.command, paragraph(self.run), _facts(self.run, spider.name))
            if failure:
                print(f"newscrawl: ON_PROBLEM {failure}", file=sys.stderr, flush=True)


def paragraph(run: Run) -> str:
    """What is said: the report's paragraph on trouble, and the error that ended the run, where one did."""
    error = f"\n  problem: {plain(str(run.error))}" if run.error else ""
    return plain_lines(trouble(run)) + error + "\n"


def _names(run: Run, spider: str) -> str:
    names = [site.name for site in run.sites[:5]] or [spider]
    return plain(", ".join(names) + (f" and {len(run.sites) - 5} more" if len(run.sites) > 5 else ""))


def _facts(run: Run, spider: str) -> dict[str, str]:
    """What the command finds in its environment. What sites say is on its standard input alone."""
    return {
        "NEWSCRAWL_SITE": _names(run, spider),
        "NEWSCRAWL_SPIDER": plain(spider),
        "NEWSCRAWL_RUN": str(run.id),
        "NEWSCRAWL_STATUS": str(run.exit_status),
        "NEWSCRAWL_ARCHIVE": str(run.archive.path),
    }


def tell(command: str, text: str, facts: dict[str, str], seconds: float = SECONDS) -> str:
    """Run a shell command with a text on its standard input; why that failed, in one line, or nothing.

    It stands in a group of processes of its own, so that all of it can be killed when its time is over.
    """
    try:
        process = subprocess.Popen(  # noqa: S602 - the user's own command; nothing is put into it
            command,
            shell=True,
            env={**os.environ, **facts},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return f"could not be run: {plain(str(error))}"
    try:
        _, said = process.communicate(text.encode("utf-8", "replace"), timeout=seconds)
    except subprocess.TimeoutExpired:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return f"took longer than {seconds:g} seconds and was stopped"
    if process.returncode:
        words = plain(said.decode("utf-8", "replace"))[-200:]
        return f"ended with status {process.returncode}" + (f": {words}" if words else "")
    return ""
