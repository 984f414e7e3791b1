"""What a site's description says of its pages: which layout a page has, and what its selectors find."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from lxml.etree import XPath, XPathError
from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.extraction.text import clean
from newscrawl.site import Layout, Site

__all__ = ["choose_layout", "first_text", "marked", "texts"]


@lru_cache(maxsize=512)
def _xpath(selector: str) -> XPath | None:
    """The selector, compiled once a process; None for one that is no CSS."""
    from cssselect import SelectorError
    from parsel.csstranslator import HTMLTranslator

    try:
        return XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, XPathError, ValueError):
        return None


def marked(document: Document, selector: str) -> list[HtmlElement]:
    """The elements that a CSS selector finds, in the order of the page; none for an empty selector."""
    path = _xpath(selector) if selector else None
    found = path(document.tree) if path else []
    return [e for e in found if isinstance(e, HtmlElement)] if isinstance(found, list) else []


def texts(document: Document, selector: str) -> list[str]:
    """Words of every element that the selector finds."""
    return [words for e in marked(document, selector) if (words := clean(e.text_content()))]


def first_text(document: Document, selector: str) -> str:
    """Words of the first element that the selector finds; empty for none."""
    return next(iter(texts(document, selector)), "")


def choose_layout(document: Document, site: Site | None, day: date | None) -> Layout | None:
    """The layout that a page has: known by its looks first, then by its day of publication."""
    if site is None or not site.layouts:
        return None
    for layout in site.layouts:
        if layout.match and marked(document, layout.match):
            return layout
    dated = [x for x in site.layouts if not x.match]
    if day is not None:
        past = [x for x in dated if x.valid_until is not None and day <= x.valid_until]
        if past:
            return min(past, key=lambda x: x.valid_until or day)
    return next((x for x in dated if x.valid_until is None), None)
