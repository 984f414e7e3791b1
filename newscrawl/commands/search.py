"""`scrapy search WORDS`: full-text search in the archive."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.search import search
from newscrawl.commands import open_existing

if TYPE_CHECKING:
    import argparse

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
            " stands; a word that ends with * stands for all words that begin so."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-n", "--number", type=int, default=10, help="how many (default: 10)")
        parser.add_argument("--site", help="of this site only")
        parser.add_argument("--newest", action="store_true", help="by date instead of rank")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if not args:
            raise UsageError("what should be searched for? scrapy search WORDS", print_help=False)
        db = open_existing(self.settings).db
        hits = search(db, " ".join(args), newest=opts.newest, site=opts.site, limit=opts.number)
        for hit in hits:
            if opts.json:
                print(json.dumps(dict(hit), ensure_ascii=False))
                continue
            marks = (BOLD, PLAIN) if sys.stdout.isatty() else ("[", "]")
            words = hit["snippet"].replace("\x02", marks[0]).replace("\x03", marks[1]).replace("\n", " ")
            day = (hit["date_published"] or "no date")[:10]
            print(f"{hit['headline']}\n  {day}  {hit['site']}  {hit['url']}\n  {words}\n")
        if not hits and not opts.json:
            print("nothing found")
