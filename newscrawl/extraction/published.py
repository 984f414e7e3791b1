"""When a story was published and changed, from every place where a page may tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement

from newscrawl.extraction.dates import Moment, day_in, looks_dated, read_date
from newscrawl.extraction.document import Document
from newscrawl.extraction.headlines import headline
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.microdata import own_props, prop_elements, value_of
from newscrawl.extraction.near import Line, Surroundings
from newscrawl.extraction.scripts import dates_in_scripts
from newscrawl.extraction.text import clean

__all__ = ["modified", "published"]

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "og:published_time", "published_time",
    "http://ogp.me/ns/article#published_time", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "pubdate", "pub_date", "publishdate",
    "publish-date", "publish_date", "publication_date", "date_published", "publisheddate", "article.published",
    "article_date_original",
    "originalpublicationdate", "vr:published_time", "og:pubdate", "rnews:datepublished",
    "shareaholic:article_published_time", "bt:pubdate",
    "datecreated", "displaydate", "date", "citation_publication_date", "dcsext.articlefirstpublished",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time",
    "http://ogp.me/ns/article#modified_time", "datemodified",
    "article:updated_time", "article:modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "last-modified", "modified_time", "revised",
)  # fmt: skip
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|dates|datum|published|publish|pub-?date|timestamp|time|fecha|posted|publication|webtime|"
    r"date-?time|dateline)"
    r"(?:$|[\s_-])|[a-z](?:Date|DateTime|Time|Timestamp)(?:$|[\s_-])"
)
_CHANGED = re.compile(
    r"updat|modif|aktualis|actualiz|mis à jour|mise à jour|edited|aggiornat"
    r"|bijgewerkt|oppdatert|opdateret|uppdaterad|uppfært|atualizad|güncel|обновл|수정|更新",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:datum|date|published|publié|veröffentlicht|erstellt|fecha|publicado|pubblicato|data|stand|posted|"
    r"опубликовано|入力|입력|公開|发布)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"caption|picbox|credit|bildunter|figure|photo", re.IGNORECASE)
_Found = tuple[Moment, str]


def published(
    document: Document, node: dict[str, Any], *, zone: str | None, fetched_at: datetime | None, title: str | None = None
) -> _Found | None:
    """When the story was published, and where that is told.

    A day alone, told by the page's data, gives way to a time on the same day that the page prints.
    """
    day: _Found | None = None
    for text, source in _told(document, node):
        moment = read_date(text, zone=zone, language=document.language, fetched_at=fetched_at)
        if moment is None:
            continue
        if moment.precision != "day":
            if day is None or moment.iso[:10] == day[0].iso[:10]:
                return moment, source
        else:
            day = day or (moment, source)
    around = Surroundings(document, title if title is not None else _title(document, node))
    printed = _printed(document, around, zone=zone, fetched_at=fetched_at, day=day[0].iso[:10] if day else "")
    if printed and (day is None or printed.precision != "day"):
        return printed, "html"
    if day is not None:
        return day
    for text in dates_in_scripts(document):
        if moment := read_date(text, zone=zone, language=document.language, fetched_at=fetched_at):
            return moment, "embedded state"
    if (told := day_in(document.url)) and (moment := read_date(told.isoformat(), zone=zone, fetched_at=fetched_at)):
        return moment, "url"
    return None


def _title(document: Document, node: dict[str, Any]) -> str:
    found, _ = headline(document, node)
    return found[0] if found else ""


def _told(document: Document, node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Dates in the page's data, the most trustworthy first."""
    for prop in ("datePublished", "dateCreated", "uploadDate"):
        for text in strings(node.get(prop))[:1]:
            yield text, "json-ld"
    for text in own_props(document, "datePublished")[:2]:
        yield text, "microdata"
    for name in _PUBLISHED:
        for text in document.meta.get(name, ())[:1]:
            yield text, "opengraph" if ":" in name else "meta"
    for other in document.json_ld:
        if types_of(other) & {"WebPage", "ItemPage", "VideoObject", "MediaGallery", "ImageGallery"}:
            for text in strings(other.get("datePublished") or other.get("uploadDate"))[:1]:
                yield text, "json-ld"


def _printed(
    document: Document, around: Surroundings, *, zone: str | None, fetched_at: datetime | None, day: str
) -> Moment | None:
    """The first date printed near the headline, with its time where there is one; on `day`, if that is known."""

    def read(text: str | None) -> Moment | None:
        if not text or not (looks_dated(text) or fetched_at is not None):
            return None
        moment = read_date(text, zone=zone, language=document.language, fetched_at=fetched_at)
        return None if moment is None or day and moment.iso[:10] != day else moment

    found: Moment | None = None

    def better(moment: Moment | None) -> bool:
        """Whether a moment ends the search: it has a time. A day is kept, in case that nothing better comes."""
        nonlocal found
        if moment is not None and (found is None or moment.precision != "day" and moment.iso[:10] == found.iso[:10]):
            found = moment
        return moment is not None and moment.precision != "day" and found is moment

    for element in _times(document):
        if better(read(element.get("datetime"))) or better(read(clean(element.text_content()))):
            return found
    for line in (*around.below, *around.above):
        if len(line.text) <= 160 and looks_dated(line.text) and _says_published(line):
            for piece in (line.text, *line.text.split("|")[:4]):
                if better(read(piece)):
                    return found
    if found is None:
        for line in around.all:
            if len(line.text) <= 100 and _LABEL.match(line.text) and looks_dated(line.text) and better(read(line.text)):
                return found
    return found


def _says_published(line: Line) -> bool:
    """Whether a line with a date tells when the story was published: not a caption, a link or the date of a change."""
    if line.element.tag in ("figcaption", "a", "h1", "h2") or _CHANGED.match(line.text) or _CAPTION.search(line.names):
        return False
    if _DATE_CLASS.search(line.names) or _LABEL.match(line.text):
        return True
    letters = sum(c.isalpha() for c in line.text)
    return letters <= 45 and len(line.text) <= 90


def _times(document: Document) -> list[HtmlElement]:
    """The page's `<time>` elements, without those of teasers, comments and changes."""
    found = []
    for element in document.tree.iter("time"):
        if _CHANGED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.text or ''}"):
            continue
        above = element.getparent()
        for _ in range(5):
            if above is None or above.tag in ("a", "li", "aside", "nav", "footer"):
                break
            above = above.getparent()
        if above is None or above.tag not in ("a", "aside", "nav", "footer", "li"):
            found.append(element)
        if len(found) >= 4:
            break
    return found


def modified(
    document: Document, node: dict[str, Any], *, zone: str | None, fetched_at: datetime | None
) -> _Found | None:
    """When the story was last changed, and where that is told."""
    told = [(t, "json-ld") for t in strings(node.get("dateModified"))[:1]]
    told += [(value_of(e), "microdata") for e in prop_elements(document, "dateModified")[:1]]
    told += [(t, "opengraph" if ":" in name else "meta") for name in _MODIFIED for t in document.meta.get(name, ())[:1]]
    for text, source in told:
        moment = read_date(text, zone=zone, language=document.language, fetched_at=fetched_at)
        if moment:
            return moment, source
    return None
