"""Microdata of the page's own story (HTML standard, section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.extraction.text import clean

__all__ = ["own_props", "prop_elements", "value_of"]

_STORIES = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
_PARTS = ("author", "publisher", "comment", "image", "isPartOf", "hasPart", "itemListElement")
_OTHERS = (
    "Person",
    "Organization",
    "ImageObject",
    "Comment",
    "ListItem",
    "WPSideBar",
    "WPFooter",
    "SiteNavigationElement",
)
_MOST = 40


def prop_elements(document: Document, name: str) -> list[HtmlElement]:
    """Elements with this itemprop that belong to the page's own story and not to a teaser, a picture or a comment."""
    found: list[HtmlElement] = []
    for element in document.itemprops.get(name, ())[:_MOST]:
        depth = _stories_around(element)
        # Outside of any item nobody can tell the story's own from a teaser's: the first counts, and what is beside it
        if depth == 1 or depth == 0 and (not found or element.getparent() is found[0].getparent()):
            found.append(element)
    return found


def own_props(document: Document, name: str) -> list[str]:
    """Values of a property of the page's own story, in order."""
    values = []
    for element in prop_elements(document, name):
        inner = _names_in(element) if element.get("itemscope") is not None else []
        values += [value for named in inner or [element] if (value := value_of(named))]
    return list(dict.fromkeys(values))


def _names_in(item: HtmlElement) -> list[HtmlElement]:
    """The elements that name an item: several where all authors of a byline stand in one; not those of items inside."""
    named = list(islice(item.iterfind(".//*[@itemprop='name']"), _MOST))
    own = [e for e in named if next((a for a in e.iterancestors() if a.get("itemscope") is not None), None) is item]
    return own or named[:1]


def value_of(element: HtmlElement) -> str:
    """The value of an element with an itemprop, one line."""
    for attribute in ("content", "datetime"):
        if value := clean(element.get(attribute)):
            return value
    if element.tag in ("img", "video", "audio", "source", "embed"):
        return clean(element.get("src") or element.get("data-src"))
    if element.tag == "link":
        return clean(element.get("href"))
    if element.tag == "a" and not clean(element.text_content()):
        return clean(element.get("href"))
    return clean("".join(_spaced(element)))[:20_000]


def _spaced(element: HtmlElement) -> Iterator[str]:
    """The words of an element and of those inside of it, parted by spaces; a word's first or last letter, set apart for
    a style sheet alone, stays with the word."""
    before = ""
    for piece in element.itertext():
        lone = len(piece) == 1 and before[-1:].islower() or len(before) == 1 and before.isupper()
        yield piece if lone and piece[0].islower() else f" {piece}"
        before = piece


def _stories_around(element: HtmlElement) -> int:
    """In how many stories an element stands; many where it belongs to a part of one that is no story."""
    stories = 0
    for above in element.iterancestors():
        if above.get("itemscope") is None:
            continue
        if (above.get("itemprop") or "") in _PARTS:
            return _MOST
        kind = (above.get("itemtype") or "").rstrip("/").rpartition("/")[2]
        if kind.endswith(_STORIES):
            stories += 1
        elif kind in _OTHERS:
            return _MOST
    return stories
