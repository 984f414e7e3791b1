"""`scrapy retry URL` or `scrapy retry --failed`: ask again in the next run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import open_existing, say, say_sites, say_unknown, told_plainly
from newscrawl.run import Clock

if TYPE_CHECKING:
    import argparse

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Makes addresses due, whatever became of them."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "URL | --failed"

    def short_desc(self) -> str:
        return "Ask an address, or all that failed, again in the next run"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--failed", action="store_true", help="every address that failed")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != (0 if opts.failed else 1):
            raise UsageError("name one address, or --failed", print_help=False)
        archive = open_existing(self.settings, write=True)
        sites = archive.ledger.retry(at=Clock().stamp(), url=None if opts.failed else args[0])
        if not sites and not opts.failed:
            raise UsageError(say_unknown(archive.db, args[0]), print_help=False)
        say(say_sites(sites, "will be asked in the next run of"))
