"""`scrapy forget URL`: drop an address from the ledger, so that it may be found anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import open_existing, say, say_sites, say_unknown, told_plainly

if TYPE_CHECKING:
    import argparse

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Forgets what became of an address; its article and visits stay."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "URL"

    def short_desc(self) -> str:
        return "Drop an address from the ledger, so that it may be found anew"

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("name one address", print_help=False)
        archive = open_existing(self.settings, write=True)
        sites = archive.ledger.forget(args[0])
        if not sites:
            raise UsageError(say_unknown(archive.db, args[0]), print_help=False)
        say(say_sites(sites, "was forgotten by"))
