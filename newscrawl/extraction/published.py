"""When a story was published and changed, from every place where a page may tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from newscrawl.extraction.dates import Moment, day_in, read_date
from newscrawl.extraction.document import Document
from newscrawl.extraction.headlines import headline
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.language import language
from newscrawl.extraction.microdata import own_props, prop_elements, value_of
from newscrawl.extraction.near import Surroundings, is_read, surroundings
from newscrawl.extraction.printeddates import Read, date_behind, filed_date, marked_change, printed_change, printed_date
from newscrawl.extraction.scripts import dates_in_scripts
from newscrawl.extraction.timetags import machine_date, story_times

__all__ = ["LAST_CHANGE", "modified", "published"]

LAST_CHANGE = "html, last change"
"""The source of a date that the page calls that of its last change, and prints no other one."""

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
    "publicationdate", "prism.publicationdate", "release_date", "published_at", "created-date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time",
    "http://ogp.me/ns/article#modified_time", "datemodified",
    "article:updated_time", "article:modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "last-modified", "modified_time", "revised",
)  # fmt: skip
_LAST_PART = re.compile(r"\s[|–—-]\s(\d[\d./-]{6,8}\d)$")
"""The day at a title's end: "Council votes – Example – 17.04.2024"."""
_BUILD = timedelta(minutes=15)
"""A date in the data that is this close to the visit may be the time at which the page was made."""
_LATER = timedelta(days=1, hours=12)
"""How long after the printed date another one is no matter of zones."""
_Found = tuple[Moment, str]


def _reader(document: Document, node: dict[str, Any], zone: str | None, fetched_at: datetime | None) -> Read:
    tongue = language(document, node)[0]
    return partial(read_date, zone=zone, language=tongue, fetched_at=fetched_at)


def published(
    document: Document, node: dict[str, Any], *, zone: str | None, fetched_at: datetime | None, title: str | None = None
) -> _Found | None:
    """When the story was published, and where that is told.

    A day alone, told by the page's data, gives way to a time on the same day that the page prints; midnight is what
    programs write for a day. The time at which the page was made gives way to the day that it prints. Some newsrooms
    print the last change alone ("Updated: April 17, 2024"): that dates the story where nothing else does.
    """
    read = _reader(document, node, zone, fetched_at)
    around = surroundings(document, title if title is not None else _title(document, node))
    live = fetched_at is not None
    day: _Found | None = None
    for text, source in _told(document, node):
        moment = read(text)
        if moment is None:
            continue
        if moment.precision != "day" and moment.iso[11:19] != "00:00:00":
            if day is None or moment.iso[:10] == day[0].iso[:10]:
                return _unless_built(document, around, read, (moment, source), fetched_at)
        else:
            day = day or (replace(moment, precision="day"), source)
    if day is not None and (told := _unless_built(document, around, read, day, None)) is not day:
        return told
    printed = printed_date(document, around, read, day=day[0].iso[:10] if day else "", live=live)
    if printed and (day is None or printed.precision != "day"):
        return printed, "html"
    if day is not None:
        return day
    for text in dates_in_scripts(document):
        if moment := read(text):
            return moment, "embedded state"
    if (match := _LAST_PART.search(document.title)) and (moment := read(match[1])):
        return moment, "html"
    if (named := day_in(document.url)) and (moment := read(named.isoformat())):
        return moment, "url"
    if moment := filed_date(around, read):
        return moment, "html"
    changed = printed_change(around, read) or marked_change(around, read)
    if changed:
        return changed, LAST_CHANGE
    behind = date_behind(around, read)
    return (behind, "html") if behind else None


def _unless_built(
    document: Document, around: Surroundings, read: Read, told: _Found, fetched_at: datetime | None
) -> _Found:
    """The date that the data tell; the printed one where the data's may be that of the page's making or of a change:
    the page's address agrees with what is printed, or a `<time>` by the headline tells it."""
    when = told[0].when
    built = fetched_at is not None and abs(_aware(fetched_at) - when) < _BUILD
    named = day_in(document.url)
    strange = named is not None and abs((named - when.date()).days) > 1
    times = [] if built else _earlier(document, around, read, when)
    if not built and not strange and not times:
        return told
    printed = printed_date(document, around, read, day="", live=False)
    if printed is None or not (strange and printed.when.date() == named) and when - printed.when < _LATER:
        return told
    return (printed, "html") if built or printed.when.date() == named or printed.iso in times else told


def _earlier(document: Document, around: Surroundings, read: Read, when: datetime) -> list[str]:
    """Moments that the story's `<time>` elements tell, long before the date in the data."""
    day = (when - _LATER).date().isoformat()
    if not any("19" <= told[:10] <= day for element in document.named["time"] if (told := machine_date(element))):
        return []  # a quick look
    moments = [read(machine_date(element)) for element in story_times(document, around.headline)]
    return [moment.iso for moment in moments if moment is not None and when - moment.when >= _LATER]


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


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


def modified(
    document: Document, node: dict[str, Any], *, zone: str | None, fetched_at: datetime | None, headline: str = ""
) -> _Found | None:
    """When the story was last changed, and where that is told."""
    read = _reader(document, node, zone, fetched_at)
    told = [(t, "json-ld") for t in strings(node.get("dateModified"))[:1]]
    told += [(value_of(e), "microdata") for e in prop_elements(document, "dateModified")[:1]]
    told += [(t, "opengraph" if ":" in name else "meta") for name in _MODIFIED for t in document.meta.get(name, ())[:1]]
    for text, source in told:
        if moment := read(text):
            return moment, source
    if node and not is_read(document):
        return None  # whoever writes data and has changed the story says so in them
    changed = printed_change(surroundings(document, headline or _title(document, node)), read)
    return (changed, "html") if changed else None
