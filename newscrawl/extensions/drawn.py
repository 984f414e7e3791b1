"""The whole report of a run, drawn for a terminal or as plain text. Loaded where it is shown."""

from __future__ import annotations

import io
import shlex
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawl.extensions.report import option_of
from newscrawl.printing import plain

if TYPE_CHECKING:
    from newscrawl.archive.summary import Summary
    from newscrawl.run import Run

__all__ = ["drawn"]

MOST_SITES = 30
"""Sites that are told of one by one; captures of the whole web have thousands."""


def drawn(run: Run, reason: str) -> str:
    """The report of a run that ended for a reason."""
    text = io.StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=text, highlight=False, force_terminal=terminal, soft_wrap=not terminal)
    for site in run.sites[:MOST_SITES]:
        _print(console, site.name, run.archive.health.summary(site.name, run.id))
    if (more := len(run.sites) - MOST_SITES) > 0:
        console.print(Text(f"\n… and {more} more sites"))
    _print_end(console, run, reason)
    return text.getvalue()


def _print(console: Console, name: str, summary: Summary) -> None:
    console.print()
    console.print(Text(f"{name}: {summary.headline}", style="bold"))
    if summary.sections:
        table = Table("section", "articles", "from", "to", box=None, pad_edge=False, header_style="dim")
        for row in summary.sections:
            table.add_row(Text(plain(row.section)), str(row.count), row.first, row.last)
        console.print(table)
    for title, reasons in (("not stored", summary.reasons), ("waiting", summary.waiting)):
        if reasons:
            console.print(Text(f"{title}:", style="dim"))
            for r in reasons:
                console.print(Text(f"  {r.count:>5}  {plain(f'{r.reason}, e.g. {r.example}')}"))

    if summary.reserved:
        told = summary.reserved
        words = f"articles {told.reason}, e.g. {told.example} (-s ROBOTS_META_OBEY=1 leaves such pages out)"
        console.print(Text("kept though their pages ask not to be:", style="dim"))
        console.print(Text(f"  {told.count:>5}  {plain(words)}"))


def _print_end(console: Console, run: Run, reason: str) -> None:
    path, option = str(run.archive.path), option_of(run)
    console.print()
    if reason != "finished":
        words = "the same command goes on where this run ended"
        console.print(Text(f"The run ended before its time ({reason}); {words}.", style="yellow"))
    for problem in run.problems:
        console.print(Text(f"problem: {plain(problem)}", style="red"))
    console.print(Text(f"The archive is {path}. What to try next:"))
    for command in (
        f"scrapy search{option} WORDS",
        f"scrapy runs{option}",
        f"sqlite-utils rows {shlex.quote(path)} articles --limit 3 -c headline -c date_published -c url",
    ):
        console.print(Text(f"  {command}"))
