"""`scrapy erase URL --reason TEXT`: a takedown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.erasing import captures_of, erase, scrub
from newscrawl.commands import open_existing, say, told_plainly
from newscrawl.run import Clock
from newscrawl.urls import is_web

if TYPE_CHECKING:
    import argparse

    from newscrawl.archive import Archive

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Takes a story out of the archive for good, and keeps a tombstone in its place."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "URL --reason TEXT"

    def short_desc(self) -> str:
        return "Take a story down for good: text, versions, index and raw pages; it is never fetched again"

    def long_desc(self) -> str:
        return (
            "Nothing of the story can be had back. Its addresses, the days on which it was seen, the reason, and a hash"
            " of its words stay, so that no crawl fetches it again. Takes as long as copying the archive does."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--reason", default="", help="why, for those who ask later (required)")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1 or not is_web(args[0]):
            raise UsageError("name one address: scrapy erase https://example.org/1 --reason TEXT", print_help=False)
        if not opts.reason.strip():
            raise UsageError('say why: --reason "on request of …, 2024-04-17"', print_help=False)
        archive = open_existing(self.settings, write=True, raw=True)
        digests = captures_of(archive, args[0])
        removed = archive.captures.erase(digests) if archive.captures else 0
        erased = erase(archive.db, args[0], at=Clock().stamp(), reason=opts.reason.strip())
        say(f"erased: {erased.url}" if erased.known else f"there was no story to erase at {erased.url}")
        for url in erased.addresses:
            say(f"  not asked any more: {url}")
        say(f"  raw pages removed: {removed}")
        scrub(archive.db)
        _warn_of_copies(archive)


def _warn_of_copies(archive: Archive) -> None:
    copies = sorted(Path(archive.path).parent.glob(f"{archive.path.name}.before-*"))
    for path in copies:
        say(f"  {path} is an older copy that may still hold the story: delete it once you need it no more")
