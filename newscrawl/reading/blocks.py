"""Teasers found by structure: the element that announces one story and no other, and the heading of its rail."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.reading.anchors import Anchor, rank, text_of
from newscrawl.reading.words import count, is_label

__all__ = ["Blocks"]

_MANY = "*"
_STOP = frozenset(("html", "body", "main", "ul", "ol", "dl", "table", "tbody", "nav", "aside", "footer", "form"))
_ITEM = frozenset(("li", "article", "tr", "dd", "dt"))
_BLOCK = frozenset(("div", "p", "header", "strong", "b", "section", "legend", "caption", "span", "a", "dt"))
_LONGEST = 1_600
"""Characters of the longest teaser."""
_LONGEST_HEADING = 90
_NEAR = 60
"""Elements before a teaser among which its rail's heading stands, where the rail has no other story."""


class Blocks:
    """What the links of a page to stories (`candidates`) make of its tree."""

    def __init__(self, candidates: Iterable[Anchor], spoken: frozenset[str]) -> None:
        """`spoken`: addresses that a link of the page leads to whose own words are a headline."""
        self._only: dict[HtmlElement, str] = {}
        self._rails: dict[HtmlElement, str] = {}
        self._spoken = spoken
        for anchor in candidates:
            self._mark(anchor)

    def _mark(self, anchor: Anchor) -> None:
        """Note on every element around a link whether it holds links to one story or to many."""
        only, key = self._only, anchor.url
        element: HtmlElement | None = anchor.element
        while element is not None:
            known = only.get(element)
            if known is None:
                only[element] = key
            elif known in (key, _MANY):
                return
            else:
                only[element] = _MANY
            element = element.getparent()

    def block(self, anchor: Anchor) -> HtmlElement:
        """The largest element that belongs to the link's story alone."""
        only, key, current = self._only, anchor.url, anchor.element
        for _ in range(12):
            parent = current.getparent()
            if parent is None or parent.tag in _STOP or only.get(parent) != key or current.tag in _ITEM:
                break
            if parent.tag not in _ITEM and self._is_rail(parent, current, anchor):
                break
            if len(parent) > 1 and len(parent.text_content()) > _LONGEST and len(text_of(parent)) > _LONGEST:
                break
            current = parent
        return current

    def _is_rail(self, parent: HtmlElement, current: HtmlElement, anchor: Anchor) -> bool:
        """Whether `parent` is a rail of one teaser: a heading of its own stands before the teaser's headline."""
        if anchor.url not in self._spoken and count(text_of(current)) < 4:
            return False  # the words of the teaser's link say nothing: a heading before it is its headline
        own = anchor.heading or min((rank(h) for h in current.iter("h1", "h2", "h3", "h4", "h5", "h6")), default=0)
        for child in islice(current.itersiblings(preceding=True), _NEAR):
            if child in self._only:
                continue
            heading = _heading_in(child)
            if heading is not None:
                level = rank(heading)
                if level and own and level < own:
                    return True
                return (not own or level < own) and not self._repeated(parent)
        return False

    def _repeated(self, parent: HtmlElement) -> bool:
        """Whether elements like `parent` stand beside it, each with a story of its own."""
        for sibling in (*parent.itersiblings(), *parent.itersiblings(preceding=True)):
            known = self._only.get(sibling)
            if known is not None and known != _MANY and sibling.tag == parent.tag:
                return True
        return False

    def following(self, block: HtmlElement) -> HtmlElement | None:
        """The element after a teaser that belongs to it where a list has no element for each teaser."""
        parent = block.getparent()
        if parent is None or block.tag in _ITEM - {"dt"} or self._only.get(parent) is None:
            return None
        after: HtmlElement | None = block.getnext()
        if after is None or after in self._only or after.tag not in ("p", "div", "span", "dd") or rank(after):
            return None
        if len(after) and _has(after, "h1", "h2", "h3", "h4", "form", "input"):
            return None
        return after if len(text_of(after)) <= 600 else None

    def rail(self, block: HtmlElement) -> str:
        """The heading of the rail that a teaser stands in: the nearest before it that is no teaser's headline."""
        path: list[HtmlElement] = []
        current: HtmlElement | None = block
        heading = ""
        while current is not None and current.tag != "body":
            if current in self._rails:
                heading = self._rails[current]
                break
            path.append(current)
            before = current.getprevious()
            if before is not None:
                heading = self._heading_of(before)
                if heading:
                    break
                current = before
                continue
            current = current.getparent()
            if current is not None and (heading := " ".join((current.get("aria-label") or "").split())):
                if current.tag in ("section", "aside") and len(heading) <= _LONGEST_HEADING:
                    break
                heading = ""
        for element in path:
            self._rails[element] = heading
        return heading

    def _heading_of(self, element: HtmlElement) -> str:
        """The words of an element that stands before teasers, where it is a rail's heading."""
        if element in self._only:
            return ""
        heading = _heading_in(element)
        return text_of(heading) if heading is not None else ""


def _heading_in(element: HtmlElement) -> HtmlElement | None:
    """The heading that an element is, or that it holds and little else; None for anything else."""
    tag = element.tag
    if rank(element):
        return element if text_of(element) else None
    if tag not in _BLOCK:
        return None
    inner = next((h for h in element.iter("h1", "h2", "h3", "h4", "h5", "h6") if text_of(h)), None)
    if inner is not None:
        short = len(text_of(element)) <= len(text_of(inner)) + 120
        return inner if short and not _has(element, "form", "input") else None
    words = text_of(element)
    if not words or len(words) > 60 or count(words) > 8 or words[-1] in ".!?:…,;":
        return None
    if _has(element, "input", "form", "button", "time"):
        return None
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    named = any(mark in names for mark in ("title", "head", "titel", "titre", "titul", "hed"))
    if named:
        return element
    if tag in ("span", "a", "strong", "b") or is_label(words) or any(c.isdigit() for c in words):
        return None
    return element if element.getprevious() is None else None


def _has(element: HtmlElement, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None
