"""A news site whose pages are real ones: those of a corpus, each in several versions whose texts differ.

Real pages are heavier than the newsroom's: three times as long, with more scripts, menus and links. A story leads to
the thirty that came before it, as a "most read" box does; all its own links lead to other sites.
"""

from __future__ import annotations

import gzip
import random
import re
from typing import TYPE_CHECKING

from newscrawl.demo.model import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["HOST", "RealSite"]

HOST = "newsroom.test"
_LISTED = 30
"""Stories that a page leads to."""
_OWN_ADDRESS = re.compile(rb'((?:href|src)\s*=\s*["\'])/(?!/)')
_TEXT = re.compile(rb"(<p\b[^>]*>)([^<&]{60,})")
_CANONICAL = re.compile(rb"<link\b[^>]*\brel=[\"']?(?:canonical|alternate|amphtml)\b[^>]*>", re.IGNORECASE)
_HEADS = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]


class RealSite:
    """`count` stories at /2026/11/story-N.html, listed on the front page and in sections of thirty."""

    def __init__(self, corpus: Path, count: int) -> None:
        """`corpus`: a folder that holds pages/*.html.gz. Raises OSError where it does not."""
        self.hosts = [HOST]
        self._pages = sorted((corpus / "pages").glob("*.html.gz"))
        if not self._pages:
            raise FileNotFoundError(f"there are no pages in {corpus / 'pages'}")
        self._count = count

    def delay_of(self, host: str, target: str) -> float:
        """Seconds before an answer: none."""
        return 0.0

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """A page, in gzip."""
        body = self._body(target)
        if body is None:
            return Answer(404, [("Content-Type", "text/plain")], b"There is no such page.\n")
        tag = f'"{hash(target)}"'
        if headers.get("if-none-match") == tag:
            return Answer(304, [("ETag", tag)], b"")
        return Answer(200, [*_HEADS, ("ETag", tag)], gzip.compress(body, 4, mtime=0))

    def _body(self, target: str) -> bytes | None:
        if target == "/":
            sections = "".join(f'<li><a href="/section-{n}/">Section {n}</a></li>' for n in range(self._sections))
            return _listing("Newsroom", f"<nav><ul>{sections}</ul></nav>", self._links(self._count))
        if found := re.fullmatch(r"/section-(\d+)/", target):
            last = (int(found[1]) + 1) * _LISTED
            return _listing(f"Section {found[1]}", "", self._links(last)) if int(found[1]) < self._sections else None
        if found := re.fullmatch(r"/2026/11/story-(\d+)\.html", target):
            return self._story(int(found[1])) if int(found[1]) < self._count else None
        return None

    @property
    def _sections(self) -> int:
        return -(-self._count // _LISTED)

    def _story(self, number: int) -> bytes:
        page = gzip.decompress(self._pages[number % len(self._pages)].read_bytes())
        page = _CANONICAL.sub(b"", _OWN_ADDRESS.sub(rb"\1https://elsewhere.test/", page))
        shuffled = random.Random(number)

        def another(found: re.Match[bytes]) -> bytes:
            words = found[2].split(b" ")
            shuffled.shuffle(words)
            return found[1] + b" ".join(words)

        page = _TEXT.sub(another, page)
        box = f'<div class="most-read"><ul>{self._links(number)}</ul></div></body>'.encode()
        head, end, rest = page.rpartition(b"</body>")
        return head + box + rest if end else page + box

    def _links(self, last: int) -> str:
        numbers = range(max(0, last - _LISTED), min(last, self._count))
        return "".join(
            f'<li><a href="/2026/11/story-{n}.html">What happened on the day number {n} of the year</a></li>'
            for n in reversed(numbers)
        )


def _listing(name: str, menu: str, links: str) -> bytes:
    return f"<!doctype html><title>{name}</title><body>{menu}<main><h1>{name}</h1><ul>{links}</ul></main>".encode()
