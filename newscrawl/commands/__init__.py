"""Thin commands: they parse options, call the archive and print."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.archive import Archive
from newscrawl.archive.connection import raw_path
from newscrawl.exceptions import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.settings import BaseSettings

__all__ = ["Progress", "open_existing", "say_sites", "say_time", "table"]


def open_existing(settings: BaseSettings, *, write: bool = False, raw: bool = False) -> Archive:
    """The archive that the settings name; ends the program with status 2 and one line where there is none.

    `raw`: with its captures, where there is a file of them.
    """
    path = Path(settings["ARCHIVE"])
    try:
        if not path.exists():
            raise ArchiveError(
                f"there is no archive {path}: run `scrapy crawl` first, or name one with -s ARCHIVE=FILE"
            )
        return Archive(path, keep_raw=raw and raw_path(path).exists(), write=write)
    except ArchiveError as error:
        print(f"newscrawl: {error}", file=sys.stderr)
        sys.exit(2)


def say_time(stamp: str | None) -> str:
    """A time of the archive, short enough for a table."""
    return (stamp or "")[:16].replace("T", " ")


def say_sites(sites: Sequence[str], what: str) -> str:
    """What was done to addresses of some sites, in a line each."""
    lines = [f"{count} address{'' if count == 1 else 'es'} {what} {site}" for site, count in Counter(sites).items()]
    return "\n".join(lines) or "there is none"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Plain columns, aligned."""
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
