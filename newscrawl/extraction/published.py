"""When a story was published and changed, from every place where a page may tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from newscrawl.extraction.datelines import dateline
from newscrawl.extraction.dates import Moment, day_in, looks_dated, read_date
from newscrawl.extraction.datewords import BROADCAST, CHANGED, PUBLISHED, UNTIL, part_published
from newscrawl.extraction.document import Document
from newscrawl.extraction.headlines import headline
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.language import language
from newscrawl.extraction.microdata import own_props, prop_elements, value_of
from newscrawl.extraction.months import month_of
from newscrawl.extraction.near import Line, Surroundings, is_read, surroundings
from newscrawl.extraction.scripts import dates_in_scripts
from newscrawl.extraction.text import clean, folded
from newscrawl.extraction.timetags import is_change, is_teasers, machine_date, story_times

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
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|dates|datum|published|publish|pub-?date|timestamp|time|fecha|posted|submitted|publication|webtime|"
    r"date-?time|dateline)"
    r"(?:$|[\s_-])|[a-z](?:Date|DateTime|Time|Timestamp)(?:$|[\s_-])"
)
_CAPTION = re.compile(r"caption|picbox|credit|bildunter|figure|photo", re.IGNORECASE)
_LAST_PART = re.compile(r"\s[|–—-]\s(\d[\d./-]{6,8}\d)$")
"""The day at a title's end: "Council votes – Example – 17.04.2024"."""
_YEAR, _OF_YEAR = re.compile(r"(?:19|20)\d{2}"), re.compile(r"\d{1,2}\s?/\s?\d{1,2}")
_FILED = re.compile(r"\A(?:[(\[](?P<day>[^()\[\]]{6,20})[)\]]\s|(?P<line>.{6,80}?)\s?(?P<dash>--|[–—]|\s-)\s)")
"""How a first paragraph begins that tells its day: "(17.04.2024) The", "OSLO, 17 April 2024 (AP) — The"."""
_BUILD = timedelta(minutes=15)
"""A date in the data that is this close to the visit may be the time at which the page was made."""
_OVER = 3
"""Lines over a headline that may date it by a day alone."""
_LABEL = re.compile(r"(?<![^\W\d])[^\W\d]{2,12}[:：]\d")
"""A label inside a line whose date stands behind it without a space: "来源：… 时间：2019-09-23"."""
_SHORT = 60
"""Characters of a line that may tell a date without its year, or from the visit: "3 hours ago"."""
_Found = tuple[Moment, str]
_Read = Callable[[str | None], Moment | None]


def _reader(document: Document, node: dict[str, Any], zone: str | None, fetched_at: datetime | None) -> _Read:
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
    printed = _printed(document, around, read, day=day[0].iso[:10] if day else "", live=live)
    if printed and (day is None or printed.precision != "day"):
        return printed, "html"
    if day is not None:
        return day
    for text in dates_in_scripts(document):
        if moment := read(text):
            return moment, "embedded state"
    if (match := _LAST_PART.search(document.title)) and (moment := read(match[1])):
        return moment, "html"
    if (told := day_in(document.url)) and (moment := read(told.isoformat())):
        return moment, "url"
    if moment := _filed(around, read):
        return moment, "html"
    changed = _changed_in_print(around, read) or _marked_as_changed(around, read)
    if changed:
        return changed, LAST_CHANGE
    behind = _behind(around, read)
    return (behind, "html") if behind else None


def _unless_built(
    document: Document, around: Surroundings, read: _Read, told: _Found, fetched_at: datetime | None
) -> _Found:
    """The date that the data tell; the printed one where the data's may be that of the page's making, or where the
    page's address agrees with what is printed."""
    when = told[0].when
    built = fetched_at is not None and abs(_aware(fetched_at) - when) < _BUILD
    named = day_in(document.url)
    strange = named is not None and abs((named - when.date()).days) > 1
    if not built and not strange:
        return told
    printed = _printed(document, around, read, day="", live=False)
    if printed is None or when - printed.when < timedelta(days=1, hours=12):
        return told
    return (printed, "html") if built or printed.when.date() == named else told


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


def _printed(document: Document, around: Surroundings, read: _Read, *, day: str, live: bool) -> Moment | None:
    """The first date printed near the headline, with its time where there is one; on `day`, if that is known.

    `live`: the time of the visit is known, so that a line may tell a date from it.
    """
    found: Moment | None = None

    def better(text: str | None) -> bool:
        """Whether a text ends the search: it has a time. A day is kept, in case that nothing better comes."""
        nonlocal found
        moment = read(text) if text and (live or looks_dated(text)) else None
        if moment is None or day and moment.iso[:10] != day:
            return False
        if found is None or moment.precision != "day" and moment.iso[:10] == found.iso[:10]:
            found = moment
        return moment.precision != "day" and found is moment

    for line in around.below[: max(0, around.first_paragraph - around.lines_above)]:
        text = line.text  # what a label calls so outdoes the times of posts and cards further down
        if (
            (
                PUBLISHED.match(folded(text))
                and len(text) <= 160
                and looks_dated(text)
                and line.element.find(".//time") is None
            )
            and _says_published(line)
            and better(part_published(text))
        ):
            return found
    for element in story_times(document, around.headline):
        words = clean(element.text_content())
        if around.is_mastheads(element) and not any(map(_has_clock, map(read, (machine_date(element), words)))):
            continue  # the masthead's day of today
        if better(machine_date(element)) or better(words):
            return found
    near = len(around.below) + _OVER
    for at, line in enumerate((*around.below, *around.above)):
        if len(line.text) > 160 or not looks_dated(line.text) or BROADCAST.match(folded(line.text)):
            continue
        if _says_published(line):
            above = at >= near or at >= len(around.below) and around.is_mastheads(line.element)
            if above and ((told := read(line.text)) is None or told.precision == "day"):
                continue  # the masthead's day of today
            text = part_published(line.text)
            times = [e for e in line.element.iter("time") if not is_change(e)] if text == line.text else []
            if any(better(machine_date(e)) for e in times):
                return found
            for piece in (text, *text.split("|")[:4]):
                if better(piece):
                    return found
    if found is None and live:
        for line in around.below[: around.first_paragraph]:
            marked = _DATE_CLASS.search(line.names) or PUBLISHED.match(folded(line.text))
            if len(line.text) <= _SHORT and marked and _says_published(line) and better(part_published(line.text)):
                return found
    if found is None:
        for year, day_of_year, clock in zip(around.below, around.below[1:], around.below[2:], strict=False):
            # each in a box of its own
            if _YEAR.fullmatch(year.text) and _OF_YEAR.fullmatch(day_of_year.text):
                better(f"{year.text} {day_of_year.text.replace(' ', '')} {clock.text}")
    if found is None:
        for line in around.all:
            text = line.text
            if len(text) <= 100 and PUBLISHED.match(folded(text)) and looks_dated(text) and better(text):
                return found
    return found


def _has_clock(moment: Moment | None) -> bool:
    return moment is not None and moment.precision != "day"


def _filed(around: Surroundings, read: _Read) -> Moment | None:
    """The day with which the story's first paragraph begins, alone or with the place where it was filed."""
    line = next(iter(around.lines[around.first_paragraph :]), None) if around.head >= 0 else None
    match = _FILED.match(line.text) if line is not None else None
    if match is None or line is None:
        return None
    words = match["day"] or match["line"]
    if not looks_dated(words):
        return None
    alone = words[:1].isdigit() or month_of(words.split()[0]) is not None
    if alone and (match["day"] or match["dash"] == "--") or words[:4].isupper() and dateline(line.text):
        return read(words)
    return None


def _behind(around: Surroundings, read: _Read) -> Moment | None:
    """The day that is printed behind the story, in a line for it; none where several are, since teasers have theirs."""
    found: dict[str, Moment] = {}
    for line in around.all[around.head + 1 :] if around.head >= 0 else ():
        text = line.text
        if len(text) > 100 or not looks_dated(text) or not _says_published(line):
            continue
        low = folded(text)
        labelled = any(PUBLISHED.match(label) for label in (low, *_LABEL.findall(low)))
        marked = labelled or _DATE_CLASS.search(line.names) or part_published(text) != text
        if marked and (moment := read(part_published(text))) and not is_teasers(line.element, around.headline):
            found.setdefault(moment.iso[:10], moment)
    return next(iter(found.values())) if len(found) == 1 else None


def _says_published(line: Line) -> bool:
    """Whether a line with a date tells when the story was published: not a caption, a link or the date of a change."""
    if line.element.tag in ("figcaption", "a", "h1") or _CAPTION.search(line.names):
        return False
    if line.element.tag == "h2" and not _DATE_CLASS.search(line.element.get("class") or ""):
        return False
    if not part_published(line.text) or UNTIL.search(folded(line.text)):
        return False
    if _DATE_CLASS.search(line.names) or PUBLISHED.match(folded(line.text)):
        return True
    letters = sum(c.isalpha() for c in line.text)
    most = 25 if line.element.tag == "li" else 45  # an item of a list may tell what the story tells
    return letters <= most and len(line.text) <= 90


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
    changed = _changed_in_print(surroundings(document, headline or _title(document, node)), read)
    return (changed, "html") if changed else None


def _changed_in_print(around: Surroundings, read: _Read) -> Moment | None:
    """The date of the last change that the page prints near its headline."""
    for line in around.lines:
        text = line.text
        if len(text) > 160 or not looks_dated(text) or _CAPTION.search(line.names):
            continue
        if (
            (label := CHANGED.search(folded(text)))
            and label.start() <= _SHORT
            and (moment := read(text[label.start() :]))
        ):
            return moment
    return None


def _marked_as_changed(around: Surroundings, read: _Read) -> Moment | None:
    """The moment of a `<time class="updated">` at the headline: the one class that old themes give every date."""
    for line in around.lines[around.lines_above : around.first_paragraph]:
        for element in line.element.iter("time") if len(line.text) <= _SHORT else ():
            if moment := read(machine_date(element)):
                return moment
    return None
