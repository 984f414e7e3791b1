"""`scrapy browse`: the reading room in a web browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import open_existing, told_plainly
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    import argparse

__all__ = ["Command"]


class Command(ScrapyCommand):
    """Serves web pages on the archive until Ctrl-C."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Read the archive in a web browser"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
        parser.add_argument("--port", type=int, default=8001, help="port to listen on (default: 8001; 0: any free one)")
        parser.add_argument("--no-open", action="store_true", help="do not open a browser")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if args:
            raise UsageError("browse takes no arguments", print_help=False)
        try:
            from newscrawl.browse.server import serve
        except ImportError as error:
            raise ArgumentError(f"the reading room needs more ({error}): pip install 'newscrawl[browse]'") from error
        open_existing(self.settings).close()  # brought to the form of this version, as by every command

        def ready(address: str) -> None:
            print(f"The reading room is open at {address} (Ctrl-C ends it)", flush=True)
            if not opts.no_open:
                webbrowser.open(address)

        serve(Path(self.settings["ARCHIVE"]), host=opts.host, port=opts.port, ready=ready)
