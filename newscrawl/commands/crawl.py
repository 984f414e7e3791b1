"""`scrapy crawl`: run a spider, and say by exit status how it ended (docs/running.md lists them)."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import sys
from typing import TYPE_CHECKING, Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError
from scrapy.utils import deprecate
from scrapy.utils.log import get_scrapy_root_handler

from newscrawl.commands import check_options, print_any_text
from newscrawl.commands._signals import Stopper, heeded
from newscrawl.exceptions import NewscrawlError, SiteLockedError
from newscrawl.printing import plain
from newscrawl.settings import USER_AGENT

if TYPE_CHECKING:
    import argparse
    from types import FrameType, ModuleType

    from scrapy.crawler import Crawler, CrawlerProcessBase
    from scrapy.settings import BaseSettings

__all__ = ["Command", "run_to_end", "spare"]

logger = logging.getLogger(__name__)

_TOLD = (
    "scrapy.downloadermiddlewares.httpcompression",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.downloader.tls",
)
"""Loggers whose warnings the ledger tells better, or are of no interest: certificates are not checked by default."""
_CONSOLES = {
    "scrapy.extensions.remote_control.RemoteControl": "REMOTE_CONTROL_ENABLED",
    "scrapy.extensions.telnet.TelnetConsole": "TELNETCONSOLE_ENABLED",
}
"""Extensions that bring servers along, and the settings that switch them on."""

GARBAGE = 30_000
"""Objects that are made and not freed, after which garbage is looked for: more than a burst of pages has while it waits
to be written. A run of nothing but failures keeps some megabytes of garbage for it."""


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
        spare(self.settings)
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
        if run := getattr(crawler.spider, "run", None):
            run.archive.close()  # the write-ahead log goes into the file
        gc.freeze()  # the process ends, and need not look through all that it loaded for garbage first


def spare(settings: BaseSettings) -> None:
    """Leave out what is switched off: Scrapy would load it, with two HTTP libraries, to be told so or to find that
    nothing else is the same under another name."""
    for extension, switch in _CONSOLES.items():
        if not settings.getbool(switch):
            settings["EXTENSIONS_BASE"].pop(extension, None)
    for group in ("EXTENSIONS", "SPIDER_MIDDLEWARES", "DOWNLOADER_MIDDLEWARES"):
        for name in [name for name, place in settings[group].items() if place is None]:
            settings[f"{group}_BASE"].pop(name, None)
            settings[group].pop(name)


def run_to_end(process: CrawlerProcessBase, crawler: Crawler, **arguments: Any) -> int:
    """Crawl, and return the exit status."""
    _load_encryption()
    print_any_text()
    for name in _TOLD:
        logging.getLogger(name).setLevel(logging.ERROR)
    # Scrapy tells of every page and item at DEBUG; what no handler takes need not be made.
    logging.getLogger("scrapy").setLevel(crawler.settings["LOG_LEVEL"])
    handler = get_scrapy_root_handler()
    if handler is not None and crawler.settings["LOG_LEVEL"] not in ("DEBUG", "INFO"):
        handler.addFilter(_without_traceback)
    ended: dict[str, BaseException | None] = {}
    # A run leaves a thousand pieces of garbage in a thousand pages: looked for at Python's pace, with all of Scrapy's
    # modules in the way, they cost a twentieth of its time.
    gc.freeze()
    gc.set_threshold(GARBAGE)
    crawl = process.crawl(crawler, **arguments)
    assert isinstance(crawl, asyncio.Task)
    # Asking for the exception keeps asyncio from printing a traceback of its own.
    crawl.add_done_callback(lambda task: ended.update(error=task.exception()))
    stopper = Stopper(crawler)
    with heeded(stopper):
        process.start(install_signal_handlers=False)
    return _status(crawler, ended.get("error"), stopper.stopped_by)


class _Frames:
    """What `scrapy.utils.deprecate` asks of the module `inspect`, from what frames know by themselves."""

    isclass = staticmethod(inspect.isclass)

    @staticmethod
    def stack() -> list[tuple[FrameType]]:
        caller = sys._getframe(1)
        return [(caller,), (caller.f_back or caller,)]

    @staticmethod
    def getmodule(frame: FrameType) -> ModuleType | None:
        return sys.modules.get(frame.f_globals["__name__"])


def _load_encryption() -> None:
    """Load what Scrapy's HTTP handler will ask for.

    It makes three classes that are deprecated, and to learn in which module they stand it would look at the source of
    all callers and at the files of all modules: a twentieth of the time until the first request.
    """
    names = vars(deprecate)
    names["inspect"] = _Frames
    try:
        import scrapy.core.downloader.contextfactory  # noqa: F401, PLC0415 - under these circumstances
    finally:
        names["inspect"] = inspect


def _without_traceback(record: logging.LogRecord) -> bool:
    """What went wrong, in a line; `-L INFO` shows where, too."""
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        words = " ".join(f"{record.getMessage()}: {type(error).__name__}: {error}".split())
        record.msg, record.args, record.exc_info, record.exc_text = words, (), None, None
    return True


def _status(crawler: Crawler, error: BaseException | None, stopped_by: int) -> int:
    run = getattr(crawler.spider, "run", None)
    error = error or (run.error if run else None)
    if error is not None:
        logger.info("what ended the run", exc_info=error)
        print(f"newscrawl: {plain(_words(error, began=run is not None))}", file=sys.stderr)
    if isinstance(error, SiteLockedError):
        return 3
    if run is None or not run.finish_reason:
        if error is None and stopped_by:
            return 128 + stopped_by  # before it began
        return 2 if isinstance(error, NewscrawlError) else 1
    status: int = run.exit_status
    return status


def _words(error: BaseException, *, began: bool) -> str:
    """An error as one line that says what to do; `began`: the archive was opened already."""
    if isinstance(error, NewscrawlError):
        return str(error)
    words = " ".join(f"{type(error).__name__}: {error}".split())
    if not began:
        return f"the run could not begin ({words}): look at the settings that you gave; -L INFO shows where it failed"
    return f"the run crashed ({words}): what it stored is whole; run the same command again, with -L INFO to see where"
