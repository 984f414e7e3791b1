"""Which part of a page an element stands in: menu, footer, byline, … or the content.

Elements and ARIA roles say it first (HTML, section 4.3); where a page is made of `<div>` alone, the names that
developers give to classes and ids say it, the same all over the world.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from lxml.html import HtmlElement

from newscrawl.extraction.text import folded

__all__ = ["Region", "Regions"]

Region = Literal["content", "menu", "header", "footer", "trail", "pages", "label", "share", "comments"]
"""`trail`: breadcrumbs. `pages`: pagination. `label`: tags and bylines."""

_TAGS: dict[str, Region] = {"nav": "menu", "menu": "menu"}
_ROLES: dict[str, Region] = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "contentinfo": "footer",
    "banner": "header",
}
_CONTENT = frozenset(("main", "article", "section", "li", "aside", "td", "nav", "figure", "a", "dd"))
_SILENT = frozenset(("html", "body", "main", "article"))
"""Elements whose names say nothing."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 600
"""Characters of an element's names that are looked at; longer ones are data."""
_NAMES = re.compile(
    r"(?:^|[\s_-])(?!(?:has|is|no|with|js)-)(?:"
    r"(?P<pages>\w*paginat\w*|pager|paging|page-?numbers?|page-?navi|load-?more|nav-(?:links|previous|next|below|above)|next-?prev\w*)"
    r"|(?P<trail>\w*breadcrumbs?|brotkrumen?|brodsmule\w*)"
    r"|(?P<menu>nav|navs|navi|\w*navigation|\w*navbar|(?:main|top|sub|site|global|mega|side|footer|header|sec)nav|\w*menus?|menubar|skip-?links?|micronav|thinnav)"
    r"|(?P<label>bylines?|authors?|autor(?:en|es)?|auteurs?|tags|taglist|tag-?(?:list|cloud|links?)|topics|keywords|hashtags?|schlagwort\w*|cat-?links)"
    r"|(?P<share>share|sharing|social|socials|sharebar|addthis\w*|shariff|follow-?us)"
    r"|(?P<comments>comments?|disqus\w*|kommentare?|comment-?list)"
    r")(?=$|[\s_-])"
)
"""For names in lower case, as `_EDGES`."""
_EDGES = re.compile(
    r"(?:^|[\s_-])(?:(?:site|page|main|global|content|app|primary|master|c|l|o)[_-]?)?(?:(?P<footer>footer|fuss|footerarea)|(?P<header>masthead|topbar))(?=$|[\s_-])"
)


class Regions:
    """The regions of one page, each element asked once."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, tuple[Region, bool]] = {}

    def of(self, element: HtmlElement) -> Region:
        """The region of an element."""
        parent = element.getparent()
        if parent is None:
            return _within("content", element, False)
        region, inside = self._known.get(parent) or self._of(parent)
        return _within(region, element, inside)

    def _of(self, element: HtmlElement) -> tuple[Region, bool]:
        """Region, and whether it lies inside the content, where a header or footer is not the page's."""
        known = self._known
        path = []
        current: HtmlElement | None = element
        while current is not None and current not in known:
            path.append(current)
            current = current.getparent()
        region, inside = known[current] if current is not None else ("content", False)
        for current in reversed(path):
            region = _within(region, current, inside)
            inside = inside or current.tag in _CONTENT
            known[current] = (region, inside)
        return region, inside


def _within(region: Region, element: HtmlElement, inside: bool) -> Region:
    """The region of an element that stands in another one."""
    return _own(element, inside) or region if region in ("content", "header") else region


def _own(element: HtmlElement, inside: bool) -> Region | None:
    """What an element says of itself."""
    tag = element.tag
    if tag in _TAGS:
        return _TAGS[tag]
    if not inside:
        if tag == "footer":
            return "footer"
        if tag == "header":
            return "header"
    if tag in _SILENT:
        return None
    role = element.get("role")
    if role is not None and role in _ROLES:
        return _ROLES[role]
    if tag == "a":
        return None
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return None if len(names) < 3 else _named(names, inside)


@lru_cache(maxsize=8192)
def _named(names: str, inside: bool) -> Region | None:
    """What the names of an element's classes and its id say."""
    names = folded(_CAMEL.sub("-", names[:_LONGEST]))
    found = _NAMES.search(names)
    if found:
        return found.lastgroup  # type: ignore[return-value]
    if not inside and (found := _EDGES.search(names)):
        return found.lastgroup  # type: ignore[return-value]
    return None
