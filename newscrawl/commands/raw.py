"""`scrapy raw`: a page as it came."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.archive.rawpages import captured, fetched
from newscrawl.commands import open_existing, say, say_time, table, told_plainly
from newscrawl.commands._choice import day_of
from newscrawl.moments import ending
from newscrawl.printing import plain
from newscrawl.run import Clock

if TYPE_CHECKING:
    import argparse

    from newscrawl.archive.captures import Sighting
    from newscrawl.items import Capture

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Writes the bytes of a capture to standard output; ends with 1 and one line where there is none."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Print a page as it came"

    def long_desc(self) -> str:
        return (
            "Print a page as it came, byte for byte, but for its transfer and content encodings. The address may be"
            " any that led to the page; of several captures the last one counts, or the one that was current at --at."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="as it was then: 2024-04-17, 2024-04-17T09:30 (UTC, or with an offset), 36h, 1d, 2w",
        )
        parser.add_argument("--headers", action="store_true", help="status and header fields first")
        parser.add_argument("--list", action="store_true", help="list the captures instead")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("which page? scrapy raw URL", print_help=False)
        at = day_of("--at", opts.at, Clock().now())
        moment = None if at is None else fetched(ending(at))
        archive = open_existing(self.settings, raw=True)
        found = captured(archive, args[0])
        if opts.list and found:
            rows = [[say_time(s.fetched_at), str(s.http_status), str(s.bytes), s.digest[7:19], s.url] for s in found]
            print(table(["captured (UTC)", "status", "bytes", "payload", "address"], rows))
            return
        known = [s for s in found if moment is None or s.fetched_at <= moment]
        capture = archive.captures.seen(known[-1]) if known and archive.captures else None
        if capture is None:
            print(f"newscrawl: {plain(_why_not(args[0], found))}", file=sys.stderr)
            self.exitcode = 1
            return
        page = (_head(capture) if opts.headers else b"") + capture.body
        if sys.stdout.isatty():
            say(page.decode("utf-8", "replace"))
        else:
            sys.stdout.buffer.write(page)


def _why_not(url: str, found: list[Sighting]) -> str:
    if found:
        return f"{url} was first captured at {found[0].fetched_at}: name a later time, or see --list"
    return f"no capture of {url} is kept: only new or changed articles and front pages are, and only with KEEP_RAW"


def _head(capture: Capture) -> bytes:
    try:
        phrase = HTTPStatus(capture.http_status).phrase
    except ValueError:
        phrase = ""
    lines = [f"{capture.protocol or 'HTTP/1.1'} {capture.http_status} {phrase}".rstrip()]
    lines += [f"{name}: {value}" for name, value in capture.headers]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("utf-8", "replace")
