"""The bundled newsroom as a server with a cache in front serves it: each page is drawn and packed once.

usage: python -m benchmarks.server SIZE PAGE_BYTES PORT [CORPUS]

With CORPUS, a folder of real pages, it is a site of such pages in place of the newsroom (benchmarks/realsite.py), and
SIZE is how many.

What is measured is the crawler, and both share a machine: a server that draws and packs every page anew takes a
quarter of it.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from benchmarks.realsite import RealSite
from newscrawl.demo.model import Answer
from newscrawl.demo.newsroom import Newsroom, build
from newscrawl.demo.server import DemoServer

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 30_000
"""Answers that are kept, more than a site of the size "huge" has: 1 GB of pages of 100 KB."""
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
            kept = _packed(fresh)
            if len(self._kept) >= MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = kept
        return kept


def _packed(answer: Answer) -> Answer:
    if not answer.body or any(name == "Content-Encoding" for name, _ in answer.headers):
        return answer
    fields = [*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    return Answer(answer.status, fields, gzip.compress(answer.body, 4, mtime=0))


class CachedServer(DemoServer):
    """Serves what is packed already."""

    def _pack(self, answer: Answer) -> Answer:
        return answer


async def serve(size: str, page_bytes: int, port: int, corpus: str = "") -> None:
    """Serve until the process ends; says "ready" when it listens."""
    site = RealSite(Path(corpus), int(size)) if corpus else build(size, page_bytes=page_bytes)
    await CachedServer(cast("Newsroom", Cached(cast("Newsroom", site))), port=port).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
