"""`scrapy health`: every site at a glance."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.glance import Glance, glances
from newscrawl.archive.sites import known_site
from newscrawl.commands import open_existing, say_time, table, told_plainly
from newscrawl.printing import json_line, plain, sparkline

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Prints each site's last run, newest story, stories a day, and what is wrong, since when."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Show every site at a glance: last run, newest story, stories a day, problems"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", help="this one only")
        parser.add_argument("--days", type=int, default=14, help="days of stories (default: 14)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--prometheus", action="store_true", help="metrics for node_exporter's textfile collector")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            raise UsageError("it takes no arguments: scrapy health --site SITE", print_help=False)
        if not 1 <= opts.days <= 366:
            raise UsageError("--days takes a number from 1 to 366", print_help=False)
        if opts.json and opts.prometheus:
            raise UsageError("choose one of --json and --prometheus", print_help=False)
        archive = open_existing(self.settings)
        known_site(archive.db, opts.site)
        now = datetime.now(UTC)
        sites = glances(archive.db, today=now.date(), days=opts.days, site=opts.site)
        if opts.json:
            for glance in sites:
                print(json_line(asdict(glance)))
        elif opts.prometheus:
            print("\n".join(_metrics(sites)))
        else:
            print("\n".join(_lines(sites, opts.days)))


def _lines(sites: Sequence[Glance], days: int) -> Iterator[str]:
    rows = []
    for glance in sites:
        end = glance.finish_reason or ("running" if glance.run_id else "")
        status = "" if glance.exit_status is None else str(glance.exit_status)
        per_day = f"{sum(glance.days) / days:.1f}"
        rows.append([plain(glance.site), say_time(glance.started_at), end, status, say_time(glance.newest),
                     per_day, sparkline(glance.days)])  # fmt: skip
    yield table(["site", "last run (UTC)", "end", "status", "newest story", "a day", f"last {days} days"], rows)
    for glance in sites:
        for problem in map(plain, glance.problems):
            where = "" if glance.site in problem else f"{plain(glance.site)}: "
            yield f"\nproblem in run {glance.told_by}: {where}{problem}"


def _metrics(sites: Sequence[Glance]) -> Iterator[str]:
    """In Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/"""
    told: list[tuple[str, str, list[tuple[str, float]]]] = [
        ("last_run_timestamp_seconds", "When the last run began.",
         [(_of(g), _seconds(g.started_at)) for g in sites if g.started_at]),
        ("last_exit_status", "Exit status of the last run, once it has ended.",
         [(_of(g), g.exit_status) for g in sites if g.exit_status is not None]),
        ("newest_story_timestamp_seconds", "When the newest story known was published.",
         [(_of(g), _seconds(g.newest)) for g in sites if g.newest]),
        ("stories_today", "Stories published today (UTC).", [(_of(g), g.days[-1]) for g in sites]),
        ("problems", "Problems that the last run told of.", [(_of(g), len(g.problems)) for g in sites]),
        ("finding_since_timestamp_seconds", "Since when a monitor has spoken.",
         [(_of(g, f["monitor"]), _seconds(f["since"])) for g in sites for f in g.findings]),
    ]  # fmt: skip
    for name, words, values in told:
        yield f"# HELP newscrawl_{name} {words}"
        yield f"# TYPE newscrawl_{name} gauge"
        yield from (f"newscrawl_{name}{{{labels}}} {value:.15g}" for labels, value in dict(values).items())


def _of(glance: Glance, monitor: str = "") -> str:
    name = plain(glance.site).replace("\\", "\\\\").replace('"', '\\"')
    return f'site="{name}"' + (f',monitor="{monitor}"' if monitor else "")


def _seconds(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()
