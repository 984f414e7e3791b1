"""`scrapy search WORDS`: full-text search in the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.sites import known_site
from newscrawl.commands import open_existing, say_time, told_plainly
from newscrawl.commands._choice import add_choice, selection_of
from newscrawl.printing import json_line, plain
from newscrawl.run import Clock

if TYPE_CHECKING:
    import argparse

    from newscrawl.archive.search import Hit

__all__ = ["Command"]

BOLD, PLAIN = "\033[1m", "\033[0m"


class Command(ScrapyCommand):
    """Prints what matches, the best first, with the words around it."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] WORDS"

    def short_desc(self) -> str:
        return "Search the archive's articles"

    def long_desc(self) -> str:
        return (
            "Search headlines, standfirsts and texts. All words have to occur; a phrase in quotes has to occur as it"
            " stands; a word that ends with * stands for all words that begin so; of words with OR between them one is"
            " enough; a word with - in front must not occur. Keep such words from the shell and from other options:"
            """ scrapy search '"harbour ferry" pier OR wharf -storm*'"""
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-n", "--number", type=int, default=10, help="how many (default: 10)")
        add_choice(parser)
        parser.add_argument("--newest", action="store_true", help="by date of publication instead of rank")
        parser.add_argument("--versions", action="store_true", help="search all that the articles ever said")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newscrawl.archive.search import RANKED, search  # late: every command is loaded to run one

        assert self.settings is not None
        if unknown := [arg for arg in args if arg.startswith("--") and arg != "--"]:
            raise UsageError(f"there is no option {unknown[0]}", print_help=False)
        words = " ".join(arg for arg in args if arg != "--")
        if not words.strip():
            raise UsageError("what should be searched for? scrapy search WORDS", print_help=False)
        if opts.number < 1:
            raise UsageError("-n takes a number from 1 on", print_help=False)
        selection = selection_of(opts, Clock().now())
        db = open_existing(self.settings).db
        known_site(db, opts.site)
        hits = search(db, words, selection=selection, newest=opts.newest, versions=opts.versions, limit=opts.number)
        for hit in hits:
            print(json_line(hit) if opts.json else _told(hit))
        if not hits and not opts.json:
            print("nothing found")
        if hits.cut and not opts.json:
            print(f"Common words: these are the best of the {RANKED:,} articles that were archived last.")


def _told(hit: Hit) -> str:
    day = (hit["date_published"] or "no date")[:10]
    status = "" if hit["status"] == "live" else f"  ({hit['status']})"
    lines = [plain(hit["headline"]), f"  {day}  {hit['site']}  {plain(hit['url'])}{status}"]
    if hit["versions"] and hit["revision_count"] > 1:
        lines += [
            f"  version {version['number']} of {hit['revision_count']}, "
            f"{say_time(version['first_seen'])} to {say_time(version['last_seen'])} UTC"
            for version in hit["versions"]
        ]
        if not hit["current"]:
            lines.append("  the present version does not say it")
    return "\n".join([*lines, f"  {_marked(hit['snippet'])}", ""])


def _marked(snippet: str) -> str:
    """A snippet in one line, what was found in bold, or in brackets where nothing is bold."""
    begin, end = (BOLD, PLAIN) if sys.stdout.isatty() else ("[", "]")
    line = plain(snippet.replace("\x02", "\ufdd0").replace("\x03", "\ufdd1"))  # no characters, so no text has them
    return line.replace("\ufdd0", begin).replace("\ufdd1", end)
