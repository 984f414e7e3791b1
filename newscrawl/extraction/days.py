"""The day that a line of words and figures names."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from newscrawl.extraction.calendars import jalali
from newscrawl.extraction.months import Month, find_months

__all__ = ["Day", "find_day"]

_EAST = re.compile(r"(?<!\d)(\d{4})\s{0,2}[年년.]\s{0,2}(\d{1,2})\s{0,2}[月월.]\s{0,2}(\d{1,2})(?!\d)\s{0,2}[日일.]?")
_EAST_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20|1[34])\d{2})(?:([-/])(\d{1,2})\2|\s(\d{1,2})/)(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d{2}|\d{2})(?![\d:]|\.\d)")
_VIETNAMESE = re.compile(r"(\d{1,2})\s(?:tháng|thg|Tháng)\s(\d{1,2}),?\s(?:năm\s)?(\d{4})")
_DAY_BEFORE = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|ère|º|ª|ος|η|-?го|-?а|:e|\.|,)?[\s-]{0,3}(?:(?:de|of|di|ng|יום|يوم)\s)?$"
)
_YEAR_BEFORE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:ko)?\.?,?\s{0,2}(?:m\.|gada|urteko|оны|жылғы|-?yil|г\.)?\s?(?:(\d{1,2})(?:\.?\s|-))?$"
)
_YEAR_BEHIND = re.compile(
    r"[\s.,'’/-]{0,3}(?:(?:de|del|of|di|e|yil|سنة|عام|год\w*|року)\s)?(?:((?:19|20|1[34])\d{2})(?!\d)|['’]?(\d{2})(?![\d:.,/h]|\s?(?:am|pm|Uhr)\b))"
)
_DAY_BEHIND = re.compile(r"\.?\s{0,2}(\d{1,2})(?!\d|:\d)(?:st|nd|rd|th|\.|an?|-?ին)?(?:\sd\.)?")
_YEAR_AFTER_DAY = re.compile(r"[\s.,]{1,3}(?:(?:de|del|of)\s)?((?:19|20)\d{2})(?!\d)|,?\s['’](\d{2})(?!\d)")

_DAY_FIRST_ISLANDS = ("Jamaica", "Port_of_Spain", "Barbados", "Guyana", "Belize", "Bermuda", "Nassau", "St_Lucia")
_MONTH_FIRST_ZONES = ("Asia/Manila", "Pacific/Honolulu", "Pacific/Guam")
_MONTH_FIRST = frozenset(["en-us", "en-ph", "en-ca", "en", ""])
_NO_YEAR = 60
"""Characters at most of a line whose date may go without its year."""


class Day(NamedTuple):
    """A day in a line."""

    date: date
    start: int
    end: int


def find_day(text: str, zone: str | None, tag: str, today: date | None) -> Day | None:
    """The first day that a line names, in Gregorian terms.

    `tag` is the page's language (BCP 47, in lower case), `zone` the site's (IANA): they tell whether day or month
    stands first. With `today`, the day of the visit, a date may go without its year, and days to come are none.
    """
    if not any(c.isdigit() for c in text):
        return None
    found = [_east(text), _year_first(text, tag), _numeric(text, zone, tag, today)]
    found.append(_vietnamese(text) if "th" in text else None)
    days = [day for day in found if day is not None]
    named = _named(text, tag, today)
    # A date with a month in words is sure; one in figures may be part of it, or of an address.
    if named is not None and not any(day.start < named.start for day in days):
        return named
    if days:
        return min(days, key=lambda day: day.start)
    if named is None and today is not None and len(text) <= _NO_YEAR and (match := _EAST_SHORT.search(text)):
        return _recent(int(match[1]), int(match[2]), today, match.start(), match.end())
    return named


def _made(year: int, month: int, day: int, start: int, end: int) -> Day | None:
    try:
        return Day(date(year, month, day), start, end)
    except ValueError:
        return None


def _east(text: str) -> Day | None:
    for match in _EAST.finditer(text):
        if day := _made(int(match[1]), int(match[2]), int(match[3]), match.start(), match.end()):
            return day
    return None


def _vietnamese(text: str) -> Day | None:
    match = _VIETNAMESE.search(text)
    return _made(int(match[3]), int(match[2]), int(match[1]), match.start(), match.end()) if match else None


def _year_first(text: str, tag: str) -> Day | None:
    for match in _YEAR_FIRST.finditer(text):
        year, month, number = int(match[1]), int(match[3] or match[4]), int(match[5])
        if year < 1500:
            told = jalali(year, month, number) if tag[:2] in ("fa", "ps", "ku", "") else None
            if told is not None:
                return Day(told, match.start(), match.end())
        elif day := _made(year, month, number, match.start(), match.end()):
            return day
    return None


def _numeric(text: str, zone: str | None, tag: str, today: date | None) -> Day | None:
    for match in _NUMERIC.finditer(text):
        first, separator, second, year = match.groups()
        full = int(year) + (2000 if len(year) == 2 else 0)
        month_first = separator in "/-" and _is_month_first(zone, tag) and (separator == "/" or tag != "")
        orders = [(int(first), int(second)), (int(second), int(first))]
        made = [_made(full, month, number, match.start(), match.end()) for month, number in orders]
        days = [day for day in (made if month_first else made[::-1]) if day is not None]
        if days:
            return next((day for day in days if today is None or day.date <= today), days[0])
    return None


def _is_month_first(zone: str | None, tag: str) -> bool:
    """Whether a page puts the month first in figures. Where a site lies tells more than its language's region: half
    of the world's templates say "en-US"."""
    if tag not in _MONTH_FIRST:
        return False
    if zone is None or zone == "UTC":
        return True
    region, _, place = zone.partition("/")
    return region in ("America", "US", "Canada") and place not in _DAY_FIRST_ISLANDS or zone in _MONTH_FIRST_ZONES


def _named(text: str, tag: str, today: date | None) -> Day | None:
    """The first day whose month is named in words."""
    without_year = None
    for month in find_months(text, tag):
        if day := _around(text, month):
            return day
        if today is not None and without_year is None and len(text) <= _NO_YEAR and not month.jalali:
            without_year = _yearless(text, month, today)
    return without_year


def _around(text: str, month: Month) -> Day | None:
    """The day around a month's name, whichever way it is written."""
    before = _DAY_BEFORE.search(text, max(0, month.start - 16), month.start)
    if before is not None and (behind := _YEAR_BEHIND.match(text, month.end)):
        year = int(behind[1] or 2000 + int(behind[2]))
        if day := _dated(year, month, int(before[1]), before.start(), behind.end()):
            return day
    earlier = _YEAR_BEFORE.search(text, max(0, month.start - 24), month.start)
    if earlier is not None:
        if earlier[2]:
            return _dated(int(earlier[1]), month, int(earlier[2]), earlier.start(), month.end)
        if behind := _DAY_BEHIND.match(text, month.end):
            return _dated(int(earlier[1]), month, int(behind[1]), earlier.start(), behind.end())
    if (behind := _DAY_BEHIND.match(text, month.end)) and (after := _YEAR_AFTER_DAY.match(text, behind.end())):
        return _dated(int(after[1] or 2000 + int(after[2])), month, int(behind[1]), month.start, after.end())
    return None


def _dated(year: int, month: Month, number: int, start: int, end: int) -> Day | None:
    if month.jalali:
        told = jalali(year, month.number, number)
        return Day(told, start, end) if told else None
    return _made(year, month.number, number, start, end) if year >= 1700 else None


def _yearless(text: str, month: Month, today: date) -> Day | None:
    if before := _DAY_BEFORE.search(text, max(0, month.start - 16), month.start):
        return _recent(month.number, int(before[1]), today, before.start(), month.end)
    if behind := _DAY_BEHIND.match(text, month.end):
        return _recent(month.number, int(behind[1]), today, month.start, behind.end())
    return None


def _recent(month: int, number: int, today: date, start: int, end: int) -> Day | None:
    """The last such day that is not after the visit."""
    for year in (today.year, today.year - 1):
        day = _made(year, month, number, start, end)
        if day is not None and day.date <= today:
            return day
    return None
