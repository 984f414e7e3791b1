"""Where elements that are no links lead when they are clicked: cards that a script makes one link of."""

from __future__ import annotations

import re
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.document import Document

__all__ = ["clicked", "place_of"]

_CLICK = re.compile(r"\b(?:location|open)\b[^'\"]{0,20}['\"]([^'\"\s]{2,300})['\"]")
_MOST = 1_000
"""Elements of a page that are taken for links though they are none."""
_LINKS = XPath("descendant::*[self::a or self::area or @data-href or @onclick]")


def place_of(element: HtmlElement) -> str | None:
    """What the `onclick` of an element leads to: "location.href='/world/a-story.html'"."""
    click = element.get("onclick")
    place = _CLICK.search(click) if click else None
    return place[1] if place else None


def clicked(document: Document) -> list[tuple[HtmlElement, str]]:
    """The links of a page and the elements that lead on without being one, in reading order, each with where to.

    Of elements in each other the innermost is one. What holds a link, or stands in one, to the same place tells nothing
    new.
    """
    found: list[tuple[HtmlElement, str]] = []
    holders: set[HtmlElement] = set()
    cards = 0
    for element in reversed(cast("list[HtmlElement]", _LINKS(document.tree))):
        if element.tag in ("a", "area"):
            found.append((element, element.get("href") or ""))
            continue
        place = element.get("data-href") or place_of(element) or ""
        if cards == _MOST or "/" not in place or element in holders or _is_linked(element, place):
            continue
        cards += 1
        holders.update(element.iterancestors())
        found.append((element, place))
    found.reverse()
    return found


def _is_linked(element: HtmlElement, place: str) -> bool:
    """Whether an element stands in a link, or holds one to where it leads itself."""
    if any(inner.get("href") == place for inner in element.iter("a")):
        return True
    return next(element.iterancestors("a"), None) is not None
