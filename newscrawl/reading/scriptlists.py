"""Lists of stories that stand in a page's scripts alone, as data: pages that only a script would draw."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from newscrawl.extraction.document import Document
from newscrawl.extraction.statelists import script_data
from newscrawl.items import Teaser
from newscrawl.reading.addresses import shape
from newscrawl.reading.named import resolve
from newscrawl.reading.scope import Scope
from newscrawl.reading.words import squash

__all__ = ["script_lists"]

_FEWEST = 3
"""Stories of a list at least."""
_MOST, _MOST_THINGS, _MOST_SCRIPT, _DEPTH = 500, 50_000, 2_000_000, 30
_ADDRESS = ("url", "link", "href", "permalink", "canonical_url", "canonicalUrl", "webUrl", "path", "uri", "to")
_TITLE = ("headline", "title", "name", "heading", "hed", "headlines", "label", "text")
_NEXT = ("next", "nextUrl", "next_url", "nextPage", "next_page", "nextPageUrl", "next_page_url")
_WORDS = 3
"""Words of a headline at least."""
_PACKED = re.compile(r"\A(?:[0-9a-f]+:)?[\[{]")
"""How data begin that stand in a string, and the rows of a React server component."""


def script_lists(document: Document, listing_url: str, scope: Scope) -> tuple[list[Teaser], list[str]]:
    """What the data in a page's scripts announce, in their order, and other addresses that they name: of sections,
    and of the list's next page. Nothing where they hold no list of stories."""
    titles: dict[str, str] = {}
    others: dict[str, None] = {}
    room = [_MOST_THINGS]
    for script in document.scripts:
        if 40 < len(script.text) <= _MOST_SCRIPT:
            for data in script_data(script.text):
                for address, title in islice(_named(data, room, _DEPTH), _MOST):
                    url = resolve(document.base_url, address)
                    if url is None or not scope.newsroom(url) or scope.is_own(url) or scope.is_front(url):
                        continue
                    if title.count(" ") + 1 >= _WORDS and shape(url)[0] == "article":
                        titles.setdefault(url, title)
                    else:
                        others.setdefault(url)
    if len(titles) < _FEWEST:
        return [], []
    teasers = [
        Teaser(listing_url=listing_url, article_url=url, headline=title, position=number)
        for number, (url, title) in enumerate(titles.items(), 1)
    ]
    return teasers, [url for url in others if url not in titles]


def _named(data: Any, room: list[int], depth: int) -> Iterator[tuple[str, str]]:
    """Addresses with their titles; one of a list's next page has none."""
    room[0] -= 1
    if room[0] < 0 or depth == 0:
        return
    if isinstance(data, str):
        if len(data) > 40 and _PACKED.match(data):
            for line in data.splitlines():
                yield from _named(_unpacked(line), room, depth - 1)
    elif isinstance(data, list):
        for inner in _linked(data) if _is_table(data) else data:
            yield from _named(inner, room, depth - 1)
    elif isinstance(data, dict):
        address = next((data[name] for name in _ADDRESS if _is_address(data.get(name))), None)
        title = next((words for name in _TITLE if (words := _words(data.get(name)))), "")
        if address and title:
            yield address, title
        yield from ((data[name], "") for name in _NEXT if _is_address(data.get(name)))
        for inner in data.values():
            if isinstance(inner, (dict, list, str)):
                yield from _named(inner, room, depth - 1)


def _unpacked(text: str) -> Any:
    begin = re.search(r"[\[{]", text)
    try:
        return json.loads(text[begin.start() :], strict=False) if begin else None
    except (ValueError, RecursionError):
        return None


def _is_table(data: list[Any]) -> bool:
    """Whether a list is a table of values in which things name their parts by number (devalue, as Nuxt 3 writes it)."""
    if len(data) < 3 or not isinstance(data[0], dict) or not any(isinstance(value, str) for value in data):
        return False
    return any(type(value) is int for value in data[0].values())


def _linked(table: list[Any]) -> Iterator[dict[str, Any]]:
    """The things of a table, each with its own parts."""
    for thing in table:
        if isinstance(thing, dict):
            parts = {name: at for name, at in thing.items() if type(at) is int and 0 <= at < len(table)}
            yield {name: table[at] for name, at in parts.items() if isinstance(table[at], str)}


def _words(value: Any) -> str:
    if isinstance(value, dict):
        value = next((inner for inner in value.values() if isinstance(inner, str)), "")
    return squash(value) if isinstance(value, str) and "<" not in value else ""


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("/", "http://", "https://")) and len(value) > 1
