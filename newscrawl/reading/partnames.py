"""Addresses of the further pages of stories: "/slug/2", "story_2.html", "?page=2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from newscrawl.pagenumbers import PAGE_NAMES
from newscrawl.reading.addresses import PAGE_WORDS
from newscrawl.urls import canonical

__all__ = ["part_number", "stories_of"]

_WORD = f"(?:{PAGE_WORDS}|part|teil)"
_QUERY = re.compile(rf"(?:^|&)(?:{PAGE_NAMES})=(\d{{1,2}})(?=&|$)")
_FOLDER = re.compile(rf"/(?:{_WORD}[/_-]?)?(\d{{1,2}})/?$")
_FILE = re.compile(rf"[_,.-](?:{_WORD}[_-]?)?(\d{{1,2}})(?=\.[a-z]{{2,5}}$|/?$)")


def part_number(url: str, story: str) -> int:
    """Which page of the story at the address `story` another address is: 1 for its own; 0: none of its pages."""
    if _bare(url) == (own := _bare(story)):
        return 1
    return next((number for base, number in _parted(url) if base == own), 0)


def stories_of(url: str) -> list[str]:
    """Addresses of the stories of which an address may be a further page; they are by its scheme."""
    scheme = urlsplit(url).scheme
    return [f"{scheme}://{story}" for story, number in _parted(url) if number > 1 and "/" in story]


def _bare(url: str) -> str:
    """An address without what one page may be told by or not: scheme, last slash."""
    return canonical(url).partition("://")[2].rstrip("/")


def _parted(url: str) -> Iterator[tuple[str, int]]:
    """The stories of which an address may be a further page, and which one."""
    parts = urlsplit(canonical(url))
    path, query = parts.path, parts.query
    if found := _QUERY.search(query):
        rest = (query[: found.start()] + query[found.end() :]).strip("&")
        yield f"{parts.netloc}{path}".rstrip("/") + (f"?{rest}" if rest else ""), int(found[1])
    behind = f"?{query}" if query else ""
    low = path.lower()
    if found := _FOLDER.search(low):
        yield f"{parts.netloc}{path[: found.start()]}{behind}".rstrip("/"), int(found[1])
    if found := _FILE.search(low):
        yield f"{parts.netloc}{path[: found.start()]}{path[found.end() :]}{behind}".rstrip("/"), int(found[1])
