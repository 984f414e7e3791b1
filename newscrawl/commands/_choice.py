"""Options that say which articles are meant, the same for every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive.selection import Selection
from newscrawl.exceptions import ArgumentError
from newscrawl.moments import day_or_moment, moment

if TYPE_CHECKING:
    import argparse
    from datetime import date, datetime

__all__ = ["add_choice", "day_of", "moment_of", "selection_of"]


def add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", help="of this site only")
    parser.add_argument("--section", help="of this section only, as `article_section` tells it")
    parser.add_argument("--author", metavar="NAME", help="by an author with this (part of a) name")
    parser.add_argument(
        "--since", metavar="TIME", help="published on this day or later: 2024-04-17, 2024-04-17T09:30, 36h, 1d, 2w"
    )
    parser.add_argument("--until", metavar="TIME", help="published on this day or earlier")


def selection_of(opts: argparse.Namespace, now: datetime) -> Selection:
    """What the options choose. Raises ArgumentError."""
    return Selection(
        site=opts.site,
        section=opts.section,
        author=opts.author,
        since=day_of("--since", opts.since, now),
        until=day_of("--until", opts.until, now),
    )


def moment_of(name: str, text: str, now: datetime) -> datetime:
    """The moment that an option names. Raises ArgumentError."""
    try:
        return moment(text, now)
    except ValueError as error:
        raise ArgumentError(f"{name}: {error}") from error


def day_of(name: str, text: str | None, now: datetime) -> date | datetime | None:
    """The day or moment that an option names; None where it was not given. Raises ArgumentError."""
    try:
        return None if text is None else day_or_moment(text, now)
    except ValueError as error:
        raise ArgumentError(f"{name}: {error}") from error
