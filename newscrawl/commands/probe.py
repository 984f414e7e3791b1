"""`scrapy probe URL|FILE`: what a crawl would see of a site or read on one page, and why; `--save`, `--check`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import check_options
from newscrawl.exceptions import SiteError
from newscrawl.printing import plain
from newscrawl.urls import is_web

if TYPE_CHECKING:
    import argparse

    from newscrawl.probe.page import Probe
    from newscrawl.probe.survey import Survey
    from newscrawl.probe.tour import Tour

__all__ = ["Command"]

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that are read; what is more than that is no page."""


class Command(ScrapyCommand):
    """Reads a page, or looks at a site, and prints what a crawl would make of it."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] URL | FILE | --check [NAME …]"

    def short_desc(self) -> str:
        return "Show what would be read of a site or on one page, and why; describe a site"

    def long_desc(self) -> str:
        return (
            "Of a front page: what newscrawl sees of the site, for about ten requests by the rules of a crawl. Of any"
            " other page, or a file (HTML, also packed with gzip): what it is taken for, every field and its source,"
            " and what became of each block of text."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--url", metavar="ADDRESS", help="address of a page in a file (default: its canonical link)"
        )
        parser.add_argument("--full", action="store_true", help="show the text, or all of a front page, whole")
        parser.add_argument("--json", action="store_true", help="one JSON object; with --check one a field")
        parser.add_argument(
            "--save", metavar="NAME", help="describe the site in NAME.py in the folder SITES, and store a few pages"
        )
        parser.add_argument("--force", action="store_true", help="with --save: replace what is there")
        parser.add_argument("--check", action="store_true", help="read stored pages again (default: of all your sites)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        check_options(self, besides="SITES" if opts.save else "")  # --save makes the folder

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            if opts.check:
                self._check(args, opts)
            else:
                self._look(args, opts)
        except SiteError as error:
            raise UsageError(plain(str(error)), print_help=False) from error
        except OSError as error:
            raise UsageError(
                f"{plain(str(error.filename or 'a file'))} cannot be used: {error.strerror or error}", print_help=False
            ) from error

    @property
    def _folder(self) -> Path:
        """The user's own descriptions."""
        assert self.settings is not None
        if not self.settings["SITES"]:
            raise UsageError("SITES is empty: name a folder for your sites, -s SITES=sites/", print_help=False)
        return Path(self.settings["SITES"])

    def _look(self, args: list[str], opts: argparse.Namespace) -> None:
        from newscrawl.probe import as_json, as_text  # late, as all of it: every command is loaded to run one
        from newscrawl.probe.saving import check_target, check_there

        if len(args) != 1:
            raise UsageError("name one page: an address or a file", print_help=False)
        if opts.force and not opts.save:
            raise UsageError("--force is for --save", print_help=False)
        if opts.save:
            check_target(opts.save)
        name = args[0]
        if "://" in name:
            if opts.save and not opts.force:
                check_there(opts.save, name, self._folder)
            self._ask(name, opts)
            return
        if opts.save:
            raise UsageError(
                f"--save asks for a page by its address: scrapy probe https://example.org/ --save {opts.save}",
                print_help=False,
            )
        found = self._saved(Path(name), opts.url)
        _print(as_json(found) if opts.json else as_text(found, whole=opts.full))

    def _saved(self, path: Path, url: str | None) -> Probe:
        """The page in a file. Raises UsageError."""
        assert self.settings is not None
        if url and not is_web(url):
            raise UsageError(
                f"--url {plain(url)} is not a web address: write it as https://example.org/1", print_help=False
            )
        if not path.is_file():
            raise UsageError(f"there is no file {plain(str(path))}; an address begins with https://", print_help=False)
        try:
            with path.open("rb") as file:
                body = file.read(LARGEST)
        except OSError as error:
            raise UsageError(f"{plain(str(path))} cannot be read: {error.strerror}", print_help=False) from error
        folder = self.settings["SITES"]
        from newscrawl.probe.page import saved  # the whole reader, which other commands need not load

        return saved(body, url, path.absolute().as_uri(), Path(folder) if folder else None)

    def _ask(self, url: str, opts: argparse.Namespace) -> None:
        """Ask for an address and print what came; `exitcode` is set where it could not be had."""
        from newscrawl.commands._asking import ask, page_of, survey_of  # late
        from newscrawl.probe import as_json, as_text
        from newscrawl.probe.screen import as_object, as_screen, ending

        assert self.settings is not None
        assert self.crawler_process is not None
        if opts.url:
            raise UsageError("--url is for a page in a file", print_help=False)
        if not is_web(url):
            raise UsageError(f"{plain(url)} is not a web address: write it as https://example.org/1", print_help=False)
        alone = opts.full and not opts.save and not opts.json
        spider, self.exitcode = ask(self.crawler_process, self.settings, url, alone=alone)
        if spider is None:
            return
        seen = survey_of(spider) if spider.tour.is_listing else None
        if opts.json:
            _print(as_json(page_of(spider), as_object(seen) if seen else None))
        elif seen and not opts.full:
            _print(as_screen(seen))
        else:
            _print(as_text(page_of(spider), whole=opts.full))
        if opts.save:
            self._save(spider.tour, seen, opts)
        elif seen and not opts.json:
            _print(ending(seen))

    def _save(self, tour: Tour, seen: Survey | None, opts: argparse.Namespace) -> None:
        from newscrawl.probe.saving import save_page, save_site  # late
        from newscrawl.probe.screen import ending

        if seen:
            written = save_site(tour, seen, opts.save, self._folder, force=opts.force)
        else:
            written = [save_page(tour.stops[0], opts.save, self._folder, force=opts.force)]
        lines = [f"wrote {plain(str(path))}" for path in written]
        then = [ending(seen, opts.save)] if seen else []
        _print("\n".join(["", *lines, *then]), file=sys.stderr if opts.json else sys.stdout)

    def _check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print what is as expected; `exitcode` 1 where something is not."""
        from newscrawl.probe.checking import as_check_json, as_check_text, check_site, sites_with_pages  # late

        if opts.save or opts.url or opts.full or opts.force:
            raise UsageError("--check takes names of sites, and --json", print_help=False)
        chosen = args or sites_with_pages(self._folder)
        if not chosen:
            raise UsageError(
                f"no site in {self._folder} has stored pages: scrapy probe ADDRESS --save NAME", print_help=False
            )
        for name in dict.fromkeys(chosen):
            results = check_site(name, self._folder)
            _print(as_check_json(name, results) if opts.json else as_check_text(name, results))
            if not all(result.ok for result in results):
                self.exitcode = 1


def _print(text: str, file: TextIO | None = None) -> None:
    file = file or sys.stdout
    encoding = file.encoding or "utf-8"
    try:
        print(text.encode(encoding, "replace").decode(encoding), file=file, flush=True)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
