"""The links of a page, each with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.reading.clicks import clicked
from newscrawl.reading.regions import Region, Regions
from newscrawl.reading.words import count, squash
from newscrawl.urls import absolute

__all__ = ["Anchor", "anchors", "rank"]

_RANKS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_CLEAN = re.compile(r"\A[!$-;=?-~]+\Z")  # printable ASCII that needs no care; no space, quotes, '#', '<', '>', '\\'
_HOST = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?::[1-9]\d{0,4})?(?=[/?]|\Z)")
_WHOLE = re.compile(r"(?:https?:)?//[A-Za-z0-9]|/(?![/\t\n\r])")
"""How links begin that mean the same on every page of a host."""
_LONGEST_LINK = 1_500
"""Characters of a link that is an address like others."""
_LONGEST_BASE = 500
"""Characters of a page's address with which a query that stands alone is put together fast."""
_SILENT = frozenset(("script", "style", "noscript", "svg", "template"))


@dataclass(slots=True, eq=False)
class Anchor:
    """One link."""

    element: HtmlElement
    """`<a>` or `<area>`, or what leads on when it is clicked."""
    url: str
    """Absolute address without its fragment."""
    words: str
    """The link's words on one line; empty for a picture."""
    count: int
    """How many words these are."""
    folded: str
    """They without regard to case."""
    region: Region
    """The part of the page that it stands in."""
    heading: int
    """Rank of the heading that it stands in or that stands in it, 1 to 6; 0 for none."""
    rel: str
    """Its link types, in lower case."""
    fragment: bool
    """Whether it leads to a place inside a page."""


def rank(element: HtmlElement) -> int:
    """Rank of a heading, 1 to 6; 0 for any other element."""
    found = _RANKS.get(element.tag, 0)
    if not found and element.get("role") == "heading":
        level = element.get("aria-level", "")
        return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2
    return found


def anchors(document: Document, regions: Regions) -> list[Anchor]:
    """Every http(s) link in `<body>`, and what is one by a script, but for links to places inside the page itself."""
    base = document.base_url
    origin = _origin(base) + "/"
    own = document.url.partition("#")[0]
    found = []
    for element, href in clicked(document) if document.has_clicks else _plain(document):
        if not href or href[0] == "#":
            continue
        resolved = _known if len(href) <= _LONGEST_LINK else _resolved
        url = resolved(href, origin if _WHOLE.match(href) else base)
        if url is None:
            continue
        mark = "#" in href
        if url == own and mark:
            continue
        words = text_of(element)
        found.append(
            Anchor(
                element=element,
                url=url,
                words=words,
                count=count(words),
                folded=words.casefold(),
                region=regions.of(element),
                heading=_heading(element),
                rel=(element.get("rel") or "").lower(),
                fragment=mark,
            )
        )
    return found


def _plain(document: Document) -> list[tuple[HtmlElement, str]]:
    """The links of a page on which nothing else is one."""
    return [(element, element.get("href") or "") for element in document.tree.iter("a", "area")]


def _resolved(href: str, base: str) -> str | None:
    """The absolute address that a link means on a page at `base`, without its fragment; None for no web address."""
    address = href.strip().partition("#")[0]
    if address.startswith(("mailto:", "javascript:")):
        return None
    url = _absolute(address, base) if _CLEAN.match(address) else None
    if url is None and (url := absolute(base, href)) is not None:
        url = url.partition("#")[0]
    return url


_known = lru_cache(maxsize=8192)(_resolved)
"""Menus and rails lead to the same addresses on page after page."""


def _absolute(address: str, base: str) -> str | None:
    """The common cases of `urls.absolute`, fast; None for the others."""
    if "/." in address or address[0] == "." or len(address) > _LONGEST_LINK:
        return None
    if address[0] == "?":
        plain = len(address) > 1 and len(base) < _LONGEST_BASE and _CLEAN.match(base) and _HOST.match(base)
        return base.partition("?")[0] + address if plain else None
    if address.startswith(("https://", "http://")):
        return address if _HOST.match(address) else None
    if address[0] == "/":
        return None if address[1:2] == "/" else _origin(base) + address
    return None


@lru_cache(maxsize=128)
def _origin(base: str) -> str:
    """Scheme and host of an address."""
    scheme, _, rest = base.partition("://")
    return f"{scheme}://{re.split('[/?#]', rest, maxsplit=1)[0]}"


def text_of(element: HtmlElement) -> str:
    """The words that an element shows, on one line."""
    if not len(element):
        return squash(element.text)
    pieces: list[str] = []
    try:
        _pieces(element, pieces)
    except RecursionError:  # elements nested a thousand deep
        pieces = [str(text) for text in element.itertext()]
    return squash("".join(pieces))


def _pieces(element: HtmlElement, pieces: list[str]) -> None:
    if element.text:
        pieces.append(element.text)
    for child in element:
        if child.tag not in _SILENT:
            if child.tag == "br" or child.tag in _BLOCKS:
                pieces.append(" ")
            _pieces(child, pieces)
            if child.tag in _BLOCKS:
                pieces.append(" ")
        if child.tail:
            pieces.append(child.tail)


_BLOCKS_TAGS = (
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd article section header footer figure figcaption table tr "
    "td th time aside main"
)
_BLOCKS = frozenset(_BLOCKS_TAGS.split())


def _heading(element: HtmlElement) -> int:
    """Rank of the heading around the link (four steps up at most) or inside it."""
    parent = element.getparent()
    for _ in range(4):
        if parent is None or parent.tag in ("li", "td", "article", "section", "body", "nav", "ul"):
            break
        if found := rank(parent):
            return found
        parent = parent.getparent()
    if len(element):
        for inner in element.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            return rank(inner)
    return 0
