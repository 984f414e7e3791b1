"""Who wrote a story and when, from every place where a page may tell it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement

from newscrawl.extraction.authors import people
from newscrawl.extraction.dates import Moment, read_date
from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.text import clean

__all__ = ["authors", "modified", "published"]

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article:published", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "date", "article.published",
    "datecreated", "dcterms.issued", "vr:published_time", "originalpublicationdate", "og:pubdate", "last-modified-date-none",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified", "last-modified", "article:modified")
_AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author", "article.author", "twitter:creator-name")
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|autor|auteur|author-?name|bylines?|byline-?name|writer|redakteur)(?:$|[\s_-])", re.IGNORECASE)
_DATE_CLASS = re.compile(r"(?:^|[\s_-])(?:date|datum|published|publish|pub-?date|timestamp|time|fecha|entry-date|posted|dateline|publication)(?:$|[\s_-])", re.IGNORECASE)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/_-]|\b)")
_DIGIT = re.compile(r"\d")


def published(
    document: Document, node: dict[str, Any], *, zone: str | None, fetched_at: datetime | None
) -> tuple[Moment, str] | None:
    """When the story was published, and where that is told."""

    def read(text: str | None) -> Moment | None:
        return read_date(text, zone=zone, language=document.language, fetched_at=fetched_at)

    day: tuple[Moment, str] | None = None

    def offer(moment: Moment | None, source: str) -> tuple[Moment, str] | None:
        nonlocal day
        if moment is None:
            return None
        if moment.precision == "day":
            day = day or (moment, source)
            return None
        return moment, source

    for text in strings(node.get("datePublished"))[:1] + strings(node.get("dateCreated"))[:1]:
        if found := offer(read(text), "json-ld"):
            return found
    for name in _PUBLISHED:
        for text in document.meta.get(name, ())[:1]:
            if found := offer(read(text), "opengraph" if ":" in name else "meta"):
                return found
    for element in document.tree.iterfind(".//*[@itemprop='datePublished']"):
        text = element.get("content") or element.get("datetime") or element.text_content()
        if found := offer(read(text), "microdata"):
            return found
    for other in document.json_ld:
        if types_of(other) & {"WebPage", "ItemPage", "VideoObject"}:
            for text in strings(other.get("datePublished") or other.get("uploadDate"))[:1]:
                if found := offer(read(text), "json-ld"):
                    return found
    if day is not None and "T" in day[0].raw:
        return day
    for element in _times(document.tree):
        moment = read(element.get("datetime")) or read(clean(element.text_content()))
        if moment and day and moment.iso[:10] != day[0].iso[:10]:
            continue
        if found := offer(moment, "html"):
            return found
    if day:
        return day
    for element in document.tree.iter("span", "div", "p", "li", "td", "small", "em", "b", "font"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names != " " and _DATE_CLASS.search(names):
            text = clean(element.text_content())
            if 5 < len(text) < 90 and _DIGIT.search(text) and (found := offer(read(text), "html")):
                return found
    if day:
        return day
    match = _URL_DATE.search(document.url)
    if match and (found_url := read("-".join(match.groups()))):
        return found_url, "url"
    return None


def _times(root: HtmlElement) -> list[HtmlElement]:
    """The page's `<time>` elements, those outside of teasers."""
    found = []
    for element in root.iter("time"):
        above = element.getparent()
        for _ in range(4):
            if above is None or above.tag in ("a", "li", "aside", "nav", "footer"):
                break
            above = above.getparent()
        if above is None or above.tag not in ("a", "aside", "nav", "footer"):
            found.append(element)
    return found[:4]


def modified(
    document: Document, node: dict[str, Any], *, zone: str | None, fetched_at: datetime | None
) -> tuple[Moment, str] | None:
    """When the story was last changed, and where that is told."""
    told = [(t, "json-ld") for t in strings(node.get("dateModified"))[:1]]
    told += [(t, "opengraph" if ":" in name else "meta") for name in _MODIFIED for t in document.meta.get(name, ())[:1]]
    for text, source in told:
        moment = read_date(text, zone=zone, language=document.language, fetched_at=fetched_at)
        if moment:
            return moment, source
    return None


def authors(document: Document, node: dict[str, Any], site_names: list[str]) -> tuple[list[str], str | None, str]:
    """People, the agency, and where they are told."""
    agency: str | None = None
    for names, source in _author_sources(document, node):
        found, credited = people(names, site_names)
        agency = agency or credited
        if found or credited:
            return found, agency, source
    return [], agency, ""


def _author_sources(document: Document, node: dict[str, Any]) -> list[tuple[list[str], str]]:
    sources = [(_resolved(document, node.get("author")), "json-ld"), (_resolved(document, node.get("creator")), "json-ld")]
    for name in _AUTHOR_META:
        values = [v for v in document.meta.get(name, ()) if "/" not in v[:40] or " / " in v]
        sources.append((values, "opengraph" if ":" in name else "meta"))
    micro = []
    for element in document.tree.iterfind(".//*[@itemprop='author']"):
        inner = element.find(".//*[@itemprop='name']")
        chosen = element if inner is None else inner
        micro.append(chosen.get("content") or clean(chosen.text_content()))
    sources.append((micro, "microdata"))
    linked = [clean(a.text_content()) for a in document.tree.iterfind(".//a[@rel='author']")]
    sources.append((linked[:6], "html"))
    sources.append((_bylines(document.tree), "html"))
    return [(values, source) for values, source in sources if values]


def _resolved(document: Document, value: Any) -> list[str]:
    """Names of authors; references (`@id`) are looked up among the page's nodes."""
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and "name" not in item and "@id" in item:
            item = next((n for n in document.json_ld if n.get("@id") == item["@id"] and "name" in n), item)
        names += [n for n in strings(item) if not (isinstance(item, dict) and "name" not in item)]
    return names


def _bylines(root: HtmlElement) -> list[str]:
    """The first byline that the page prints."""
    for element in root.iter("span", "div", "p", "a", "address", "cite", "li", "strong", "b"):
        names = element.get("class")
        if names and _AUTHOR_CLASS.search(names):
            links = [clean(a.text_content()) for a in element.iter("a") if clean(a.text_content())]
            text = clean(element.text_content())
            if links and len(links) <= 4 and all(len(t) < 50 for t in links):
                return links
            if 3 < len(text) < 80:
                return [text]
    return []
