"""Lists that only a page's scripts would load: where "load more" leads, and which stories an answer in JSON names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from newscrawl.extraction.document import Document
from newscrawl.pagenumbers import OFFSET_NAMES, PAGE_NAMES
from newscrawl.reading.moments import Dates
from newscrawl.reading.named import Named, resolve
from newscrawl.urls import absolute

__all__ = ["listed", "more_lists"]

_MOST_LISTS = 8
"""Lists of a page that are asked."""
_MOST_ELEMENTS, _MOST_SCRIPT = 20_000, 500_000
_ATTRIBUTE = re.compile(
    r"(?:data|hx)-(?:[\w-]*-)?(?:url|href|src|endpoint|api|path|next|more|action|source|feed|get)(?:-\w+)?"
)
_NAMED = re.compile(
    r'"(?:load_?more|next(?:_?page)?|more|ajax|api|feed|list)_?(?:url|link|path|endpoint|href)?"\s*:\s*"([^"\s]{4,300})"',
    re.IGNORECASE,
)
"""A setting in a script, `"loadMoreUrl": "/api/articles?offset=20"`."""
_PLACE = re.compile(
    rf"[?&](?:{PAGE_NAMES}|{OFFSET_NAMES}|cursor|before|after|max_?id|last_?id|until)=[\w%-]", re.IGNORECASE
)
"""What the query of a list's address tells: where to go on."""
_NUMBER = re.compile(
    rf"(?:^|&)(?:(?:{PAGE_NAMES})=(?P<page>\d{{1,6}})|(?:{OFFSET_NAMES})=(?P<offset>\d{{1,6}}))(?=&|$)"
)
"""Where an address counts pages, or entries."""
_IN_SCRIPT = re.compile(r'\?[^"\s?]{0,200}?(?:offset|page|pg|start|skip|from|cursor|before|after|id|until|p)=')
"""Such a query in a script, found by its question mark, which is rare there."""
_ADDRESS = ("url", "link", "href", "permalink", "canonical_url", "canonicalUrl", "webUrl", "path", "uri")
_TITLE = ("title", "headline", "name", "heading", "hed")
_DATE = (
    "date_published", "datePublished", "published", "publishedAt", "published_at", "pubDate", "publish_date",
    "publishDate", "date", "created_at", "createdAt", "timestamp", "firstPublished",
)  # fmt: skip
_NEXT = ("next", "next_url", "nextUrl", "next_page", "nextPage", "next_page_url", "nextPageUrl", "more", "loadMoreUrl")
_PLACES = ("meta", "pagination", "paging", "links")
_MOST_THINGS, _MOST_STORIES, _DEPTH = 20_000, 1_000, 12
_MARKUP = re.compile(r"<a\s", re.IGNORECASE)


def more_lists(document: Document) -> list[str]:
    """Addresses of lists that go on where a page's own ends, as attributes of elements or settings of scripts tell
    them: their query says where to go on."""
    told: list[str] = []
    for element in islice(
        document.tree.iter("button", "a", "div", "section", "ul", "ol", "main", "span"), _MOST_ELEMENTS
    ):
        if len(element.attrib):
            told += [
                value for name, value in element.attrib.items() if "?" in value and _ATTRIBUTE.fullmatch(str(name))
            ]
    for script in document.scripts:
        if len(script.text) <= _MOST_SCRIPT and _IN_SCRIPT.search(script.text):
            told += [found[1].replace("\\/", "/").replace("\\u0026", "&") for found in _NAMED.finditer(script.text)]
    addresses = (absolute(document.base_url, value) for value in told if _PLACE.search(value))
    return list(dict.fromkeys(url for url in addresses if url is not None))[:_MOST_LISTS]


def listed(data: Any, url: str, dates: Dates, further: list[str]) -> Iterator[Named]:
    """The stories that data name: things with an address and a title, and links in pieces of HTML. `further` takes the
    address of the list's next page."""
    room = [_MOST_THINGS]
    fragments: list[str] = []
    found = list(islice(_things(data, url, dates, room, fragments, _DEPTH), _MOST_STORIES))
    if not found and fragments:
        found = [Named(address, None) for address in islice(_links("".join(fragments), url), _MOST_STORIES)]
    if found and (next_ := _next(data, url, len(found))) is not None:
        further.append(next_)
    yield from found


def _things(data: Any, url: str, dates: Dates, room: list[int], fragments: list[str], depth: int) -> Iterator[Named]:
    room[0] -= 1
    if room[0] < 0 or depth == 0:
        return
    if isinstance(data, dict):
        address = next((data[name] for name in _ADDRESS if _is_address(data.get(name))), "")
        titled = any(isinstance(data.get(name), (str, dict)) and data[name] for name in _TITLE)
        if titled and address and (whole := resolve(url, address)) is not None:
            told = (dates.read(data[name]) for name in _DATE if isinstance(data.get(name), str))
            yield Named(whole, next((moment for moment in told if moment is not None), None))
            return
        data = list(data.values())
    if isinstance(data, list):
        for inner in data:
            if isinstance(inner, str):
                if len(inner) > 40 and _MARKUP.search(inner):
                    fragments.append(inner)
            else:
                yield from _things(inner, url, dates, room, fragments, depth - 1)


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("/", "http://", "https://")) and len(value) > 1


def _links(html: str, url: str) -> Iterator[str]:
    try:
        tree = lxml.html.fromstring(html)
    except (ValueError, lxml.etree.LxmlError):
        return
    for anchor in tree.iter("a"):
        if (href := anchor.get("href")) and (whole := absolute(url, href)) is not None:
            yield whole


def _next(data: Any, url: str, count: int) -> str | None:
    """Where a list goes on: as it says, else by the number in its own address."""
    for thing in (data, *map(data.get, _PLACES)) if isinstance(data, dict) else ():
        for name in _NEXT:
            if isinstance(thing, dict) and name in thing:
                value = thing[name]
                return absolute(url, value) if _is_address(value) else _counted(url, count) if value else None
    return _counted(url, count)


def _counted(url: str, count: int) -> str | None:
    parts = urlsplit(url)
    found = _NUMBER.search(parts.query)
    if found is None:
        return None
    number = str(int(found["page"]) + 1 if found["page"] else int(found["offset"]) + count)
    query = parts.query[: found.start() + found[0].index("=") + 1] + number + parts.query[found.end() :]
    return parts._replace(query=query).geturl()
