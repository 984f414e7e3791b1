"""`scrapy backup FILE`: a consistent copy of the archive."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.backup import backup
from newscrawl.commands import Progress, open_existing, told_plainly

if TYPE_CHECKING:
    import argparse

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Copies the archive and its captures, also while crawls write, and prints the names of the copies."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] FILE"

    def short_desc(self) -> str:
        return "Copy the archive, also while a crawl is running"

    def long_desc(self) -> str:
        return (
            "Copy the archive to FILE and its captures to the file beside it (x.db and x.raw.db), both as they are at"
            " one moment. A copy has its name once it is whole and checked."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--no-raw", action="store_true", help="leave out the captures")
        parser.add_argument("--force", action="store_true", help="replace what has this name")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1 or args[0].startswith("--"):
            raise UsageError("name the file to copy to: scrapy backup FILE", print_help=False)
        archive = open_existing(self.settings)
        archive.close()
        started = time.monotonic()
        files = backup(archive.path, Path(args[0]), raw=not opts.no_raw, force=opts.force, progress=Progress())
        sizes = ", ".join(f"{file} ({file.stat().st_size / 1e6:,.1f} MB)" for file in files)
        print(f"{sizes}; {time.monotonic() - started:.1f} s")
