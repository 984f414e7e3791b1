"""`scrapy browse`: the reading room in a web browser."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import open_existing, told_plainly
from newscrawl.commands._signals import heeded
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    import argparse

__all__ = ["Command"]

_FOR_ALL = (
    "newscrawl: whoever reaches this machine can read the whole archive now: mind the publishers' rights,"
    " and see docs/browse.md for a password"
)


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
            from newscrawl.browse.server import Service
        except ImportError as error:
            raise ArgumentError(f"the reading room needs more ({error}): pip install -e '.[browse]'") from error
        open_existing(self.settings).close()  # brought to the form of this version, as by every command
        service = Service(Path(self.settings["ARCHIVE"]), host=opts.host, port=opts.port)

        def ready() -> None:
            if service.for_all:
                print(_FOR_ALL, file=sys.stderr)
            print(f"The reading room is open at {service.address} (Ctrl-C ends it)", flush=True)
            if not opts.no_open and can_open():
                # In a thread: a browser may ask for the page before it lets go.
                threading.Thread(target=webbrowser.open, args=(service.address,), daemon=True).start()

        with heeded(lambda number, frame: service.stop()):
            service.run(ready)


def can_open() -> bool:
    """Whether a browser can be opened in a window of its own: not one in the terminal, nor on the far end of ssh."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    return isinstance(found, webbrowser.BackgroundBrowser) or getattr(found, "background", False)
