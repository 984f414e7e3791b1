"""`scrapy diff URL|ID [N M]`: the words that changed between two versions of a story."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.changes import find_article, versions_of
from newscrawl.commands import open_existing, say, say_time, told_plainly
from newscrawl.printing import json_line, plain, plain_lines

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Mapping

    from newscrawl.comparing import Comparison
    from newscrawl.wording import Piece

__all__ = ["Command"]

_PLAIN = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
_COLOURS = {"equal": ("", ""), "delete": ("\033[31;9m", "\033[0m"), "insert": ("\033[32m", "\033[0m")}


class Command(ScrapyCommand):
    """Prints what changed, field by field; of a text the blocks in which something did."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] URL|ID [N M]"

    def short_desc(self) -> str:
        return "Show the words that changed between two versions of a story"

    def long_desc(self) -> str:
        return "Without numbers: the last version and the one before. With one: that version and the one before it."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object")
        parser.add_argument("--html", action="store_true", help="a page of HTML")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if not 1 <= len(args) <= 3:
            raise UsageError("name a story by its address or id: scrapy diff URL|ID [N M]", print_help=False)
        db = open_existing(self.settings).db
        article = find_article(db, args[0])
        if article is None:
            raise UsageError(f"the archive has no story {plain(args[0])}", print_help=False)
        versions = {row["number"]: row for row in versions_of(db, article["id"])}
        if not versions or (len(versions) == 1 and len(args) == 1):
            say(f"{article['url']} has {'one version' if versions else 'no version'}, nothing to compare")
            return
        from newscrawl.comparing import compare, html_page  # late: other commands need not load it

        old, new = _chosen(args[1:], versions)
        found = compare(article["url"], old, new)
        current = next(number for number, row in versions.items() if row["id"] == article["revision_id"])
        if opts.json:
            print(json_line(found.as_dict()))
        elif opts.html:
            print(plain_lines(html_page(found)) if sys.stdout.isatty() else html_page(found))
        else:
            print(_text(found, current, _COLOURS if sys.stdout.isatty() else _PLAIN))


def _chosen(numbers: list[str], versions: dict[int, sqlite3.Row]) -> tuple[sqlite3.Row, sqlite3.Row]:
    try:
        wanted = [int(number) for number in numbers] or [max(versions)]
    except ValueError:
        raise UsageError("versions are numbers: scrapy diff URL|ID [N M]", print_help=False) from None
    pair = wanted if len(wanted) == 2 else [wanted[0] - 1, wanted[0]]
    for number in reversed(pair):
        if number not in versions:
            there = f"versions 1 to {max(versions)}" if len(versions) > 1 else "one version"
            raise UsageError(f"there is no version {number}; the story has {there}", print_help=False)
    return versions[pair[0]], versions[pair[1]]


def _text(found: Comparison, current: int, marks: dict[str, tuple[str, str]]) -> str:
    lines = [plain(found.url)]
    for sign, row in (("-", found.old), ("+", found.new)):
        today = ", the current one" if row["number"] == current else ""
        lines.append(f"{sign} version {row['number']}{today}, seen {_stay(row)}")
    for name, told in found.fields.items():
        lines.append(f"\n{name}:")
        for block in told:
            same = len(told) > 1 and all(piece.op == "equal" for piece in block)
            lines.append("  …" if same else "  " + _block(block, marks))
    if not found.fields:
        lines.append("\nthey say the same")
    return "\n".join(_without_repeats(lines))


def _stay(row: Mapping[str, Any]) -> str:
    first, last = say_time(row["first_seen"]), say_time(row["last_seen"])
    return f"{first} UTC" if first == last else f"{first} to {last} UTC"


def _block(block: list[Piece], marks: dict[str, tuple[str, str]]) -> str:
    return "".join(f"{marks[piece.op][0]}{plain_lines(piece.text)}{marks[piece.op][1]}" for piece in block).replace(
        "\n", "\n  "
    )


def _without_repeats(lines: list[str]) -> list[str]:
    return [line for n, line in enumerate(lines) if line != "  …" or lines[n - 1] != line]
