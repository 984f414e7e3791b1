"""`scrapy probe URL|FILE`: what a crawl would read on one page, and why. Writes nothing to the archive."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands.crawl import run_to_end
from newscrawl.probe import Probe, as_json, as_text, probe, saved
from newscrawl.robotsmeta import of_headers
from newscrawl.spiders.headers import charset, header
from newscrawl.spiders.probe import ProbeSpider
from newscrawl.terminal import plain
from newscrawl.urls import is_web

if TYPE_CHECKING:
    import argparse

__all__ = ["Command"]

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that are read; what is more than that is no page."""


class Command(ScrapyCommand):
    """Reads one page and prints what it was taken for, every field and its source, and what became of each block."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] URL | FILE"

    def short_desc(self) -> str:
        return "Show what would be read on one page, and why; writes nothing"

    def long_desc(self) -> str:
        return (
            "Read one page: from its address, asked once by the rules of a crawl, or from a file (HTML, also packed"
            " with gzip). A front page or section shows its teasers, and as what its links would be followed."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--url", metavar="ADDRESS", help="address of a page in a file (default: its canonical link)"
        )
        parser.add_argument("--full", action="store_true", help="show the text whole")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("name one page: an address or a file", print_help=False)
        name = args[0]
        if "://" in name:
            if opts.url:
                raise UsageError("--url is for a page in a file", print_help=False)
            found = self._asked(name)
        else:
            found = self._saved(Path(name), opts.url)
        if found is not None:
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
        return saved(body, url, path.absolute().as_uri(), Path(folder) if folder else None)

    def _asked(self, url: str) -> Probe | None:
        """The page at an address; None where it could not be had: `exitcode` is set and a line printed."""
        assert self.settings is not None
        assert self.crawler_process is not None
        if not is_web(url):
            raise UsageError(f"{plain(url)} is not a web address: write it as https://example.org/1", print_help=False)
        with tempfile.TemporaryDirectory(prefix="newscrawl-") as folder:
            self.settings.set("ARCHIVE", f"{folder}/archive.db", priority="cmdline")
            self.settings.set("KEEP_RAW", value=False, priority="cmdline")
            crawler = self.crawler_process.create_crawler(ProbeSpider)
            status = run_to_end(self.crawler_process, crawler, name="probe", url=url)
            spider = crawler.spider
            if not isinstance(spider, ProbeSpider) or status not in (0, 4) or spider.response is None:
                self.exitcode = status if status not in (0, 4) else 1
                if isinstance(spider, ProbeSpider) and self.exitcode == 1:
                    print(f"newscrawl: {plain(_why(spider))}", file=sys.stderr)
                return None
            return _read(spider)


def _read(spider: ProbeSpider) -> Probe:
    response = spider.response
    assert response is not None
    content_type = header(response, "Content-Type")
    tags = [value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag")]
    return probe(
        response.body,
        response.url,
        site=spider.sites[0],
        http_status=response.status,
        encoding=charset(content_type),
        content_type=content_type,
        fetched_at=datetime.fromisoformat(spider.moment(response)),
        token=spider.token,
        headers=of_headers(tags, spider.token),
    )


def _why(spider: ProbeSpider) -> str:
    """Why a page could not be had."""
    pages = [f"{url}: {reason}" for url, reason in spider.run.archive.ledger.told()]
    return "; ".join([*pages, *spider.run.problems]) or "the page could not be had"


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(text.encode(encoding, "replace").decode(encoding), flush=True)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
