"""Runs a command of newscrawl's own in the process of the tests, which is far quicker than `scrapy` itself; and judges
what commands print."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newscrawl.printing import plain_lines

__all__ = ["is_plain", "run"]


def run(command: ScrapyCommand, *args: str, archive: Path, **settings: str) -> int:
    """Run a command as `scrapy` does; its exit status. Raises UsageError and SystemExit as it does."""
    command.settings = Settings()
    command.settings.setmodule("newscrawl.settings")
    command.settings.setdict({"ARCHIVE": str(archive), **settings})
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    opts, rest = parser.parse_known_args(list(args))
    command.run(rest, opts)
    return command.exitcode


def is_plain(text: str) -> bool:
    """Whether a text of several lines may go to a terminal as it is."""
    return plain_lines(text) == text
