"""`scrapy changes`: what was edited, removed, moved, restored, corrected."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.changes import changes_since
from newscrawl.archive.sites import known_site
from newscrawl.commands import open_existing, say, say_time, told_plainly
from newscrawl.commands._choice import moment_of
from newscrawl.printing import json_line, plain
from newscrawl.run import Clock

if TYPE_CHECKING:
    import argparse

    from newscrawl.archive.changes import Change

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Prints edits and events, the newest first."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Show what was edited, removed, moved, restored, corrected"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--since", default="1d", help="a day, a time, or a span such as 36h, 1d, 2w (default: %(default)s)"
        )
        parser.add_argument("--site", help="of this site only")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            raise UsageError("it takes no arguments: scrapy changes --since 1d --site SITE", print_help=False)
        since = moment_of("--since", opts.since, Clock().now()).isoformat(timespec="milliseconds")
        db = open_existing(self.settings).db
        known_site(db, opts.site)
        count = 0
        for change in changes_since(db, since, opts.site):
            count += 1
            say(json_line(asdict(change)) if opts.json else _line(change))
        if not count and not opts.json:
            print(f"nothing changed since {say_time(since)} UTC")


def _line(change: Change) -> str:
    what = ", ".join(change.fields) if change.fields else change.detail or ""
    number = f" (version {change.number})" if change.number else ""
    told = f"{say_time(change.at)}  {change.event:<9} {plain(change.headline)}{number}\n    {change.url}"
    return f"{told}\n    {' '.join(what.split())}" if what else told
