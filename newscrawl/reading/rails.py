"""Rails by the site's description, beside those that are found by their structure."""

from __future__ import annotations

from functools import lru_cache

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.items import Teaser
from newscrawl.reading.addresses import date_in
from newscrawl.reading.anchors import rank, text_of
from newscrawl.reading.words import count, is_label
from newscrawl.site import Rail, Site
from newscrawl.urls import absolute

__all__ = ["described"]


def described(
    document: Document, site: Site, page_url: str
) -> list[tuple[HtmlElement, list[tuple[HtmlElement, Teaser]]]]:
    """The containers of the described rails, each with its teasers and the link of each."""
    found = []
    for rail in site.rails:
        for container in _select(document.tree, rail.container):
            found.append((container, _rail(container, rail, document, page_url)))
    return found


def _rail(container: HtmlElement, rail: Rail, document: Document, page_url: str) -> list[tuple[HtmlElement, Teaser]]:
    heading = _first(container, rail.heading) if rail.heading else next((e for e in container.iter() if rank(e)), None)
    title = text_of(heading) if heading is not None else ""
    items = _select(container, rail.item) if rail.item else list(container.iter("a"))
    found: list[tuple[HtmlElement, Teaser]] = []
    for item in items:
        if teaser := _teaser(item, rail, document, page_url, title):
            found.append(teaser)
    return found


def _teaser(
    item: HtmlElement, rail: Rail, document: Document, page_url: str, title: str
) -> tuple[HtmlElement, Teaser] | None:
    links = [link for link in ([item] if item.tag == "a" else item.iter("a")) if link.get("href")]
    urls = [url for link in links if (url := absolute(document.base_url, link.get("href") or ""))]
    if not urls:
        return None
    head = _first(item, rail.headline) if rail.headline else max(links, key=lambda link: len(text_of(link)))
    headline = text_of(head) if head is not None else ""
    label = text_of(mark) if rail.label and (mark := _first(item, rail.label)) is not None else None
    if label and headline.startswith(label + " "):
        headline = headline[len(label) :].lstrip(" :|-–—")
    text = _first(item, rail.description) if rail.description else _paragraph(item, head)
    if not headline:
        headline, text = (text_of(text), None) if text is not None else ("", None)
    if not headline or headline == title:
        return None
    url = urls[0].partition("#")[0]
    teaser = Teaser(
        listing_url=page_url,
        article_url=url,
        headline=headline,
        rail=title,
        description=(text_of(text) or None) if text is not None else None,
        label=label or None,
        date_hint=date_in(url),
    )
    return links[0], teaser


def _paragraph(item: HtmlElement, head: HtmlElement | None) -> HtmlElement | None:
    """The item's first paragraph outside its headline."""
    for paragraph in item.iter("p"):
        words = text_of(paragraph)
        inside = head is not None and (head in paragraph.iter() or paragraph in head.iter())
        if not inside and count(words) >= 4 and not is_label(words):
            return paragraph
    return None


def _first(element: HtmlElement, selector: str) -> HtmlElement | None:
    return next(iter(_select(element, selector)), None)


def _select(element: HtmlElement, selector: str) -> list[HtmlElement]:
    found = _path(selector)(element)
    return [node for node in found if isinstance(node, HtmlElement)] if isinstance(found, list) else []


@lru_cache(maxsize=1_000)
def _path(selector: str) -> XPath:
    from parsel.csstranslator import HTMLTranslator  # late: most sites are not described

    return XPath(HTMLTranslator().css_to_xpath(selector, prefix="descendant::"))
