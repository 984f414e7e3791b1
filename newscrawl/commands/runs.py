"""`scrapy runs`: the last runs, and what became of every story known of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.runs import COUNTS
from newscrawl.archive.sites import known_site
from newscrawl.commands import open_existing, say_time, table, told_plainly
from newscrawl.printing import json_line, sparkline

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Iterator, Sequence

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Prints the book of runs, newest first, and the view `completeness` by site and day of publication."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Show the last runs"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-n", "--number", type=int, default=20, help="how many (default: 20)")
        parser.add_argument("--site", help="of this site only")
        parser.add_argument("--days", type=int, default=7, help="days of the completeness table (default: 7; 0: none)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            raise UsageError("it takes no arguments: scrapy runs --site SITE", print_help=False)
        if opts.number < 1:
            raise UsageError("-n takes a number from 1 on", print_help=False)
        archive = open_existing(self.settings)
        known_site(archive.db, opts.site)
        rows = archive.runs.latest(opts.number, opts.site)
        if opts.json:
            for row in rows:
                run = dict(row)
                run["counts"], run["problems"] = json.loads(run["counts"]), json.loads(run["problems"])
                print(json_line(run))
            return
        lines = []
        for row in rows:
            counts = json.loads(row["counts"])
            told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(counts.items()))
            end = row["finish_reason"] or "running"
            status = "" if row["exit_status"] is None else str(row["exit_status"])
            lines.append([str(row["id"]), say_time(row["started_at"]), row["spider"], row["site"], end, status, told])
        print(table(["run", "started (UTC)", "spider", "site", "end", "status", "counts"], lines))
        print("\n".join(["", *_sparklines(rows)]))
        if opts.days > 0:
            print("\nStories known of, by day of publication: found = archived + skipped + failed + gone + pending\n")
            stories = archive.runs.completeness(opts.days, opts.site)
            print(table(["site", "day", *COUNTS], [[str(value) for value in row] for row in stories]))


def _sparklines(rows: Sequence[sqlite3.Row]) -> Iterator[str]:
    """How many new articles each of these runs brought, site by site, the oldest first."""
    new: dict[str, list[int]] = {}
    for row in reversed(rows):
        if row["finish_reason"]:
            new.setdefault(row["site"], []).append(json.loads(row["counts"]).get("articles_new", 0))
    told = [[site, sparkline(counts), f"{min(counts)} to {max(counts)}"] for site, counts in new.items()]
    yield table(["new articles, run by run", "", ""], told)
