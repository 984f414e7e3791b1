"""Dates as pages write them -> ISO 8601 with an offset, and how sure each part of it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from newscrawl.extraction.calendars import gregorian_years
from newscrawl.extraction.clocks import find_clock, offset_of
from newscrawl.extraction.days import Day, find_day
from newscrawl.extraction.digits import plain
from newscrawl.extraction.relative import relative

__all__ = ["Moment", "day_in", "looks_dated", "read_date", "zone_of"]

Precision = Literal["second", "minute", "day"]

_ISO = re.compile(
    r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:T|([A-Z]{3,4})|\s{1,3}|\s?[-–,]\s?)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s{0,2}(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?"
    r"(?:\s?\[?([A-Z]{2,12}(?:/[A-Z_+-]{2,24}){1,2})\]?)?\s*$",
    re.IGNORECASE,
)
"""Also with the zone by name, "2024-04-17 15:07:00Europe/Madrid", or in the place of the T, which some languages' date
functions take for that: "2024-04-17EDT15:07:00"."""
_COMPACT = re.compile(r"^\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?()(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?()\s*$")
_DATED = re.compile(
    r"(?:19|20)\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2}(?!\d)|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]{4}"
    r"|2[45]\d{2}|\d{1,2}\s?年|(?<!\d)\d{1,2}[\s-][^\W\d_]{3,9}\.?[\s-]['’]?\d{2}(?!\d)"
)
_NEXT = re.compile(r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}|(?<!\d)(?:19|20)\d{2}(?!\d)")
_TAIL_OFFSET = re.compile(r"(?:\b(?:UTC|GMT|Z)|[+-]\d{2}:?\d{2})\s*\)?$", re.IGNORECASE)
_UNPLACED = re.compile(r"(?:\b(?:UTC|GMT|Z)|-00:?00)\s*\)?$", re.IGNORECASE)
_UNIX = re.compile(
    r"^\s*[A-Z][a-z]{2}\s([A-Z][a-z]{2})\s{1,2}(\d{1,2})\s(\d{2}:\d{2}:\d{2})(?:\s([A-Z]{1,5}|[+-]\d{4}))?\s(\d{4})(?:\s\(\w+\))?\s*$"
)
"""As `date` and Java write it: "Mon Aug 03 12:45:00 EDT 2015"."""
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})"
    r"(?:([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)
_PARTED = re.compile(r"(?<!\d)((?:19|20)\d{2})/[A-Za-z][\w.-]{0,20}/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?!\d)")
_MAX_WORDS = 160
_UNFILLED = 86_400
"""Seconds around 1970-01-01T00:00:00Z in which nothing was published: fields that nobody filled in."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that a page names."""

    iso: str
    """ISO 8601 with an offset, to the second."""
    precision: Precision
    """The smallest unit that the page gave."""
    zone: str
    """What was assumed: a zone; or "hours ago", the unit of the span that the page told. Empty where it gave all."""
    raw: str
    """As the page wrote it."""

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.iso)


_Found = tuple[datetime, Precision, str]


def zone_of(name: str | None) -> tuple[tzinfo, str]:
    """The zone for dates without one, and how provenance names it: that of the site, else UTC."""
    place = _named(name)
    return (UTC, "zone assumed UTC") if place is None else (place, "zone of the site")


def _named(name: str | None) -> tzinfo | None:
    """The zone of a name: "Europe/Madrid"."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=2_048)  # several readers ask it of the same lines, and pages share their menus
def looks_dated(text: str) -> bool:
    """Whether words may hold a date: quicker than reading them."""
    return bool(_DATED.search(text))


_SKEW = timedelta(minutes=10)
"""By how much a server's clock may be ahead of ours."""


def read_date(
    text: str | None, *, zone: str | None = None, language: str | None = None, fetched_at: datetime | None = None
) -> Moment | None:
    """The moment that these words name; None for anything else and for a moment after the visit (but for a
    server's fast clock).

    `zone` (IANA) is for words without one, `language` (BCP 47, with a region if possible) decides between day-first
    and month-first, `fetched_at` is what "2 hours ago" refers to.
    """
    raw = " ".join((text or "")[:400].split())
    if not raw or len(raw) > 300:
        return None
    limit = fetched_at if fetched_at is None or fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC)
    tag = (language or "").lower().replace("_", "-")
    try:
        found = _iso(raw, zone, tag) or _epoch(raw) or _rfc(raw)
        if found is None and len(raw) <= _MAX_WORDS:
            found = _words(_UNIX.sub(r"\2 \1 \5, \3 \4", plain(raw)), zone, tag, limit)
        if found is None or not 1700 <= found[0].year <= 2200:
            return None
        at, precision, note = found
        if abs(at.timestamp()) < _UNFILLED:
            return None
        if limit is not None and at > limit + _SKEW:
            if not note and precision != "day" or at - limit > timedelta(hours=14):
                return None
            # Only the assumed zone can have put it after the visit: the day is sure, the hour is not.
            at, precision = min(at.replace(hour=0, minute=0, second=0), limit.replace(second=0)), "day"
        return Moment(at.replace(microsecond=0).isoformat(), precision, note, raw)
    except (ValueError, OverflowError):
        return None


def day_in(url: str) -> date | None:
    """The day that an address tells: "/2024/04/17/", "2024-04-17", "20240417", "/2024/politics/04/17/"."""
    match = _IN_ADDRESS.search(url) or _PARTED.search(url)
    numbers = [int(number) for number in match.groups() if number and number.isdigit()] if match else []
    try:
        return date(*numbers) if numbers else None
    except ValueError:
        return None


def _place(at: datetime, precision: Precision, offset: tzinfo | None, zone: str | None) -> _Found:
    if offset is not None:
        return at.replace(tzinfo=offset), precision, ""
    place, note = zone_of(zone)
    return at.replace(tzinfo=place), precision, note


def _iso(raw: str, zone: str | None, tag: str) -> _Found | None:
    match = _ISO.match(raw) or _COMPACT.match(raw)
    if not match or tag.startswith(("fa", "th")) and not match[1].startswith(("19", "20")):
        return None  # a year of another calendar
    year, month, day, mark, hour, minute, second, offset, place = match.groups()
    precision: Precision = "second" if second else "minute" if hour else "day"
    at = datetime(int(year), int(month), int(day), int(hour or 0) % 24, int(minute or 0), min(int(second or 0), 59))  # noqa: DTZ001
    told = (
        _numeric_offset(offset) if offset else _named(place) or (offset_of(mark.upper(), zone, tag) if mark else None)
    )
    return _place(at, precision, told, zone)


def _numeric_offset(text: str) -> tzinfo:
    text = text.upper()
    if text in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    span = (
        timedelta(hours=int(digits[:-2]), minutes=int(digits[-2:])) if len(digits) > 2 else timedelta(hours=int(digits))
    )
    if span >= timedelta(hours=24):
        return UTC
    return timezone(-span if text[0] == "-" else span)


def _epoch(raw: str) -> _Found | None:
    """Seconds or milliseconds since 1970."""
    if not raw.isascii() or not raw.isdigit() or len(raw) not in (10, 13):
        return None
    return datetime.fromtimestamp(int(raw[:10]), UTC), "second", ""


def _rfc(raw: str) -> _Found | None:
    """RFC 5322: "Wed, 17 Apr 2024 15:07:00 +0200"."""
    if not raw.isascii() or not _TAIL_OFFSET.search(raw):
        return None
    try:
        at = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.tzinfo is None and not _UNPLACED.search(raw):
        return None  # "GMT+05:30" is no zone of it
    return (at if at.tzinfo else at.replace(tzinfo=UTC)), "second" if raw.count(":") > 1 else "minute", ""


def _words(text: str, zone: str | None, tag: str, limit: datetime | None) -> _Found | None:
    """The first date in words or figures inside a line, with the time that stands with it; else a moment that is told
    from the visit."""
    text = gregorian_years(text)
    here = limit.astimezone(zone_of(zone)[0]) if limit is not None else None
    day = find_day(text, zone, tag, here.date() if here is not None else None)
    if day is not None:
        return _timed(day, text, zone, tag)
    return relative(text, here) if here is not None else None


def _timed(day: Day, text: str, zone: str | None, tag: str) -> _Found:
    """A day with the time of day that stands behind it, else before it."""
    # A second date behind the first is that of the last change, and the time behind it is not the first one's.
    following = _NEXT.search(text, day.end)
    stop = min(day.end + 40, following.start() if following else len(text))
    clock = find_clock(text, day.end, stop) or find_clock(text, 0, day.start)
    midnight = datetime(day.date.year, day.date.month, day.date.day)  # noqa: DTZ001 (its zone follows)
    if clock is None:
        return _place(midnight, "day", None, zone)
    at = midnight.replace(hour=clock.hour, minute=clock.minute, second=clock.second or 0)
    offset = offset_of(text[clock.end : clock.end + 14], zone, tag)
    return _place(at, "minute" if clock.second is None else "second", offset, zone)
