"""The bundled newsroom as a server with a cache in front serves it: each page is drawn and packed once.

usage: python -m benchmarks.server SIZE PAGE_BYTES PORT

What is measured is the crawler, and both share a machine: a server that draws and packs every page anew takes a
quarter of it.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from typing import TYPE_CHECKING, cast

from newscrawl.demo.model import Answer
from newscrawl.demo.newsroom import Newsroom, build
from newscrawl.demo.server import DemoServer

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 6_000
"""Answers that are kept: 200 MB of pages of 100 KB."""
_CONDITIONS = ("if-none-match", "if-modified-since")


class Cached:
    """A newsroom whose answers are kept, in gzip: all that crawl here take it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.hosts, self.delay_of = newsroom.hosts, newsroom.delay_of
        self._newsroom = newsroom
        self._kept: dict[tuple[str | None, ...], Answer] = {}

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        key = (host, target, *map(headers.get, _CONDITIONS))
        kept = self._kept.get(key)
        if kept is None:
            fresh = self._newsroom.answer(host, target, headers)
            fields = [*fresh.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
            kept = Answer(fresh.status, fields, gzip.compress(fresh.body, 4, mtime=0)) if fresh.body else fresh
            if len(self._kept) >= MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = kept
        return kept


class CachedServer(DemoServer):
    """Serves what is packed already."""

    def _pack(self, answer: Answer) -> Answer:
        return answer


async def serve(size: str, page_bytes: int, port: int) -> None:
    """Serve until the process ends; says "ready" when it listens."""
    await CachedServer(cast("Newsroom", Cached(build(size, page_bytes=page_bytes))), port=port).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
