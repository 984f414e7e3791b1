"""`scrapy export FILE`: articles in other forms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.sites import known_site
from newscrawl.commands import open_existing, told_plainly
from newscrawl.commands._choice import add_choice, moment_of, selection_of
from newscrawl.exceptions import ArgumentError
from newscrawl.export import format_of
from newscrawl.printing import plain
from newscrawl.run import Clock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from newscrawl.archive import Archive
    from newscrawl.archive.export import Record
    from newscrawl.export import Format

__all__ = ["Command"]

FEED = 100
"""Items of a feed, unless another number is named."""


class Command(ScrapyCommand):
    """Writes the articles that are asked for; the format follows from the file's name."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] FILE | FOLDER/ | -"

    def short_desc(self) -> str:
        return "Write articles as jsonl, csv, parquet, rss, warc or a folder of markdown"

    def long_desc(self) -> str:
        return (
            "Write the archive's articles into a file (.jsonl, .csv, both also with .gz; .parquet, .rss, .warc.gz), a"
            " folder (Markdown), or as JSON Lines to standard output (-). The file is there whole or not at all."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--format", metavar="NAME", help="jsonl, csv, parquet, rss, markdown or warc")
        add_choice(parser)
        parser.add_argument("--changed-since", metavar="TIME", help="new, edited, moved, taken down since")
        parser.add_argument("--query", metavar="WORDS", help="that hold these words, as in scrapy search")
        parser.add_argument("--versions", action="store_true", help="every version (jsonl)")
        parser.add_argument("-n", "--number", type=int, help=f"the newest so many (rss: {FEED})")
        parser.add_argument("--feed-url", metavar="URL", help="where an rss file will stand")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1 or args[0].startswith("--"):
            raise UsageError("name one file, folder or -", print_help=False)
        try:
            self._export(args[0], opts)
        except BrokenPipeError:
            raise
        except OSError as error:
            print(f"newscrawl: {args[0]} cannot be written: {error.strerror or error}", file=sys.stderr)
            self.exitcode = 1

    def _export(self, target: str, opts: argparse.Namespace) -> None:
        from newscrawl.archive.export import articles, versions  # late, as the formats: all commands are loaded for one
        from newscrawl.export import jsonl

        assert self.settings is not None
        kind = format_of(target, opts.format)
        if opts.versions and kind != "jsonl":
            raise ArgumentError("--versions is for jsonl")
        if opts.number is not None and opts.number < 1:
            raise ArgumentError("-n takes a number from 1 on")
        choice = _choice(opts)
        if opts.feed_url is not None and kind != "rss":
            raise ArgumentError("--feed-url is for rss")
        archive = open_existing(self.settings, raw=kind == "warc")
        known_site(archive.db, opts.site)
        if kind == "warc":
            number = _warc(archive, Path(target), opts, self._left_out)
            print(f"{number} response{'' if number == 1 else 's'} written to {target}")
            return
        newest = opts.number or (FEED if kind == "rss" else None)
        records = (versions if opts.versions else articles)(archive.db, newest=newest, **choice)
        if target == "-":
            jsonl.write(records, sys.stdout.buffer)
            return
        number = _write(kind, records, archive, target, opts)
        what = "version" if opts.versions else "article"
        print(f"{number} {what}{'' if number == 1 else 's'} written to {target}")

    def _left_out(self, problem: str) -> None:
        print(f"newscrawl: left out: {plain(problem)}", file=sys.stderr)
        self.exitcode = 1


def _choice(opts: argparse.Namespace) -> dict[str, Any]:
    """What `archive.export` wants of it. Raises ArgumentError."""
    now, changed = Clock().now(), opts.changed_since
    return {
        "selection": selection_of(opts, now),
        "changed_since": moment_of("--changed-since", changed, now) if changed is not None else None,
        "words": opts.query,
    }


def _write(kind: Format, records: Iterator[Record], archive: Archive, target: str, opts: argparse.Namespace) -> int:
    from newscrawl.archive.export import home  # late
    from newscrawl.export import jsonl, markdown, parquet, rss, sheet
    from newscrawl.export.files import whole_file

    path = Path(target)
    if kind == "markdown":
        return markdown.write(records, path)
    with whole_file(path) as out:
        if kind == "jsonl":
            return jsonl.write(records, out)
        if kind == "csv":
            return sheet.write(records, out)
        if kind == "parquet":
            return parquet.write(records, out)
        site = opts.site or "newscrawl"
        link = home(archive.db, opts.site) or opts.feed_url or "https://example.org/"
        return rss.write(records, out, title=site, link=link, built_at=Clock().now(), feed_url=opts.feed_url)


def _warc(archive: Archive, path: Path, opts: argparse.Namespace, problem: Callable[[str], None]) -> int:
    """Write captures. Raises ArgumentError where more is asked than a WARC file can be asked."""
    from newscrawl.export import warc  # late

    for name in ("section", "author", "changed_since", "query", "number", "feed_url"):
        if getattr(opts, name) is not None:
            raise ArgumentError(f"--{name.replace('_', '-')} is not for warc: --site, --since and --until are")
    chosen = selection_of(opts, Clock().now())
    return warc.write(archive, path, site=chosen.site, since=chosen.since, until=chosen.until, problem=problem)
