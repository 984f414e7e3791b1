"""Thin commands: they parse options, call the archive and print."""

from __future__ import annotations

import io
import os
import sys
import time
import unicodedata
from collections import Counter
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive import Archive
from newscrawl.archive.connection import cured, raw_path
from newscrawl.archive.finding import spellings
from newscrawl.exceptions import ArchiveError, ArgumentError, ErasedError
from newscrawl.printing import plain, plain_lines
from newscrawl.settingscheck import check

C = TypeVar("C", bound=ScrapyCommand)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from scrapy.settings import BaseSettings
    from sqlite_utils import Database

    Run = Callable[[C, list[str], argparse.Namespace], None]

__all__ = [
    "Progress",
    "check_options",
    "open_existing",
    "print_any_text",
    "say",
    "say_sites",
    "say_time",
    "say_unknown",
    "table",
    "told_plainly",
]


def told_plainly(run: Run[C]) -> Run[C]:
    """For `run` of a command over an archive: whatever goes wrong ends in one line and an exit status.

    Wrong usage and an archive that cannot be used give 2, Ctrl-C gives 130; a reader of a pipe that has seen enough is
    no error.
    """

    @wraps(run)
    def guarded(self: C, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        check_options(self)
        try:
            with cured(Path(self.settings["ARCHIVE"])):
                run(self, args, opts)
            sys.stdout.flush()
        except UnicodeEncodeError as error:  # bytes of the command line that are no UTF-8 come as lone surrogates
            raise UsageError("an argument is no text in UTF-8: write it anew", print_help=False) from error
        except (ArgumentError, ErasedError) as error:
            raise UsageError(plain(str(error)), print_help=False) from error
        except ArchiveError as error:
            print(f"newscrawl: {plain(str(error))}", file=sys.stderr)
            self.exitcode = 2
        except BrokenPipeError:
            _say_no_more()
        except OSError as error:
            _say_no_more()
            what = "the output" if error.filename is None else error.filename
            print(f"newscrawl: {what} cannot be written or read: {error.strerror or error}", file=sys.stderr)
            self.exitcode = 1
        except KeyboardInterrupt:
            print("newscrawl: interrupted", file=sys.stderr)
            self.exitcode = 130

    return guarded


def _say_no_more() -> None:
    """What was printed and not written yet is lost, or the interpreter would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def check_options(command: ScrapyCommand, *, besides: str = "") -> list[str]:
    """Check the settings; a line for each that has no effect. Ends the program with status 2 at one that is wrong.

    For `process_options` of a command that crawls: before `run` Scrapy sets up its log, and fails with a traceback.
    """
    assert command.settings is not None
    print_any_text()
    try:
        return check(command.settings, besides=besides)
    except ArgumentError as error:
        print(f"newscrawl: {error}", file=sys.stderr)
        sys.exit(2)


def open_existing(settings: BaseSettings, *, write: bool = False, raw: bool = False) -> Archive:
    """The archive that the settings name. Raises ArchiveError where it cannot be used.

    `raw`: with its captures, where there is a file of them.
    """
    path = Path(settings["ARCHIVE"])
    if not path.exists():
        raise ArchiveError(f"there is no archive {path}: run `scrapy crawl` first, or name one with -s ARCHIVE=FILE")
    return Archive(path, keep_raw=raw and raw_path(path).exists(), write=write)


def print_any_text() -> None:
    """Have what a terminal's encoding lacks printed as an escape: no headline may end a command; and where whoever
    started it has closed a stream, have it printed nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print what may hold words of the web: nothing in it reaches the terminal as a command."""
    print(plain_lines(text), flush=True)


def say_time(stamp: str | None) -> str:
    """A time of the archive, short enough for a table."""
    return (stamp or "")[:16].replace("T", " ")


def say_sites(sites: Sequence[str], what: str) -> str:
    """What was done to addresses of some sites, in a line each."""
    lines = [f"{count} address{'' if count == 1 else 'es'} {what} {site}" for site, count in Counter(sites).items()]
    return "\n".join(lines) or "there is none"


def say_unknown(db: Database, url: str) -> str:
    """That the ledger does not know an address, and which it knows that look like it."""
    known = spellings(db, url)
    return plain(f"the ledger does not know {url}" + (f"; it knows {', '.join(known)}" if known else ""))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Plain columns, aligned."""
    rows = [list(map(plain, row)) for row in rows]
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(_pad(c, w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


class Progress:
    """Tells on the terminal, every few seconds, how far long work is."""

    EVERY = 5.0

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, what: str, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self._told >= self.EVERY and sys.stderr.isatty():
            self._told = now
            print(f"  {what}: {done:,} of {of:,}" if of else f"  {what}", file=sys.stderr)
