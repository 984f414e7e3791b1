"""Dates that a page prints near its headline, in its first paragraph or behind the story."""

from __future__ import annotations

import re
from collections.abc import Callable

from newscrawl.extraction.datelines import dateline
from newscrawl.extraction.dates import Moment, looks_dated
from newscrawl.extraction.datewords import BROADCAST, CHANGED, PUBLISHED, UNTIL, part_published
from newscrawl.extraction.document import Document
from newscrawl.extraction.endmatter import is_date_line
from newscrawl.extraction.months import month_of
from newscrawl.extraction.near import Line, Surroundings
from newscrawl.extraction.relative import is_relative
from newscrawl.extraction.text import clean, folded
from newscrawl.extraction.timetags import is_change, is_teasers, machine_date, story_times, unchanged

__all__ = ["Read", "date_behind", "filed_date", "marked_change", "printed_change", "printed_date"]

_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|dates|datum|published|publish|pub-?date|timestamp|time|fecha|posted|submitted|publication|webtime|"
    r"date-?time|dateline)"
    r"(?:$|[\s_-])|[a-z](?:Date|DateTime|Time|Timestamp)(?:$|[\s_-])"
)
_CAPTION = re.compile(r"caption|picbox|credit|bildunter|figure|photo", re.IGNORECASE)
_BAR = re.compile(r"\s[|·•]\s")
_YEAR, _OF_YEAR = re.compile(r"(?:19|20)\d{2}"), re.compile(r"\d{1,2}\s?/\s?\d{1,2}")
_FILED = re.compile(r"\A(?:[(\[](?P<day>[^()\[\]]{6,20})[)\]]\s|(?P<line>.{6,80}?)\s?(?P<dash>--|[–—]|\s-)\s)")
"""How a first paragraph begins that tells its day: "(17.04.2024) The", "OSLO, 17 April 2024 (AP) — The"."""
_OVER = 3
"""Lines over a headline that may date it by a day alone."""
_LABEL = re.compile(r"(?<![^\W\d])[^\W\d]{2,12}[:：]\d")
"""A label inside a line whose date stands behind it without a space: "来源：… 时间：2019-09-23"."""
_UNDER = re.compile(
    r"\b(?:filed under|abgelegt unter|classé (?:dans|sous)|archivad[oa] (?:en|em)|archiviato in)\b", re.IGNORECASE
)
"""What stands behind the date in an old blog's last line: "Posted by Jane on May 2, 2024 and filed under Harbour"."""
_WAS_POSTED = re.compile(
    r"this (?:entry|post|article) was (?:posted|written|published)|dieser (?:artikel|eintrag|beitrag) wurde"
    r"|(?:cet article|ce billet) a été (?:publié|posté|écrit)|esta entrada (?:fue|ha sido) publicada"
)
"""How the last line of a blog's story begins; in lower case."""
_LONGEST_FILED = 400
_SHORT = 60
"""Characters of a line that may tell a date without its year, or from the visit: "3 hours ago"."""
Read = Callable[[str | None], Moment | None]
"""Reads a date as the page's language, zone and time of visit have it."""


def printed_date(document: Document, around: Surroundings, read: Read, *, day: str, live: bool) -> Moment | None:
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

    # What a label calls so outdoes the times of posts and cards further down.
    byline = around.below[: max(0, around.first_paragraph - around.lines_above)]
    for line in byline:
        called = len(line.text) <= 160 and PUBLISHED.match(folded(line.text)) and line.element.find(".//time") is None
        if called and looks_dated(line.text) and _says_published(line) and better(part_published(line.text)):
            return found
    times = story_times(document, around.headline)
    stamps = [stamp for element in times if (stamp := clean(element.text_content()))]
    first = next((moment for element in times if (moment := read(machine_date(element)))), None)
    for line in byline if times else ():
        if any(stamp in line.text for stamp in stamps):
            break
        # A line before them all outdoes those in the text, which are later: a live blog's entries have them, and it
        # grows, and so do comments.
        if len(line.text) <= 160 and looks_dated(line.text) and _says_published(line):
            words = part_published(line.text)
            told = read(words)
            before = told is not None and first is not None and told.iso[:10] < first.iso[:10]
            if (before or _has_clock(told)) and better(words):
                return found
    for element in times:
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
            text = part_published(unchanged(line.element, line.text))
            times = [e for e in line.element.iter("time") if not is_change(e)] if text == line.text else []
            if any(better(machine_date(e)) for e in times):
                return found
            for piece in (text, *text.split("|")[:4]):
                if better(piece):
                    return found
    if found is None and live:
        for line in around.below[: around.first_paragraph]:
            alone = is_relative(line.text) and not is_teasers(line.element, around.headline)
            marked = alone or _DATE_CLASS.search(line.names) or PUBLISHED.match(folded(line.text))
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


def filed_date(around: Surroundings, read: Read) -> Moment | None:
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


def date_behind(around: Surroundings, read: Read) -> Moment | None:
    """The day that is printed behind the story, in a line for it; none where several are, since teasers have theirs."""
    found: dict[str, Moment] = {}
    for line in around.all[around.head + 1 :] if around.head >= 0 else ():
        if len(line.text) > _LONGEST_FILED or not looks_dated(line.text):
            continue
        under = _UNDER.search(line.text)
        text = line.text[: under.start()] if under else line.text
        posted = under is None and _WAS_POSTED.match(folded(line.text))
        if posted:
            text = line.text[:_SHORT]
        if len(text) > 100 or not (under or posted) and not _says_published(line):
            continue
        low = folded(text)
        labelled = under or posted or any(PUBLISHED.match(label) for label in (low, *_LABEL.findall(low)))
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
    if any(map(is_date_line, _BAR.split(line.text)[1:])):
        return True  # "Words by Jane Doe · Pictures by Ann Lee · 3 March 2025"
    letters = sum(c.isalpha() for c in line.text)
    most = 25 if line.element.tag == "li" else 45  # an item of a list may tell what the story tells
    return letters <= most and len(line.text) <= 90


def printed_change(around: Surroundings, read: Read) -> Moment | None:
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


def marked_change(around: Surroundings, read: Read) -> Moment | None:
    """The moment of a `<time class="updated">` at the headline: the one class that old themes give every date."""
    for line in around.lines[around.lines_above : around.first_paragraph]:
        for element in line.element.iter("time") if len(line.text) <= _SHORT else ():
            if moment := read(machine_date(element)):
                return moment
    return None
