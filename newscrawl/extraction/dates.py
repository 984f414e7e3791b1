"""Dates as pages write them -> ISO 8601 with an offset, and how sure each part of it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo

from newscrawl.extraction.months import find_clock, month_of, offset_of

__all__ = ["Moment", "day_in", "looks_dated", "read_date", "zone_of"]

Precision = Literal["second", "minute", "day"]

_ISO = re.compile(
    r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:T|\s{1,3}|\s?[-–,]\s?)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s{0,2}(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?\s*$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?\s*$")
_EAST = re.compile(r"(\d{4})\s{0,2}[年년.]\s{0,2}(\d{1,2})\s{0,2}[月월.]\s{0,2}(\d{1,2})(?!\d)\s{0,2}[日일.]?")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d{2}|\d{2})(?![\d.])")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s\-]{1,3}(?:de\s|of\s|di\s)?([^\W\d_]{3,12})\.?,?[\s\-]{1,3}(?:de\s|del\s)?((?:19|20)\d{2})(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}((?:19|20)\d{2})(?!\d)")
_DATED = re.compile(
    r"(?:19|20)\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2}(?!\d)|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]{4}|25\d{2}"
)
_NEXT = re.compile(r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}|(?<!\d)(?:19|20)\d{2}(?!\d)")
_THAI = re.compile("[\u0e01-\u0e2e]")
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d{2}(?!\d)")
_TAIL_OFFSET = re.compile(r"(?:\b(?:UTC|GMT|Z)|[+-]\d{2}:?\d{2})\s*\)?$", re.IGNORECASE)
_LABEL = re.compile(r"^[^\d:：|]{1,40}[:：]\s*")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_FIRST = frozenset(["en-us", "en-ph", "en-ca"])
_MAX_WORDS = 120


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that a page names."""

    iso: str
    """ISO 8601 with an offset, to the second."""
    precision: Precision
    """The smallest unit that the page gave."""
    zone: str
    """Which zone was assumed; empty where the page gave one."""
    raw: str
    """As the page wrote it."""

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.iso)


_Found = tuple[datetime, Precision, str]


def zone_of(name: str | None) -> tuple[tzinfo, str]:
    """The zone for dates without one, and how provenance names it: that of the site, else UTC."""
    if name:
        try:
            return ZoneInfo(name), "zone of the site"
        except (KeyError, ValueError, OSError):
            pass
    return UTC, "zone assumed UTC"


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
    try:
        found = _iso(raw, zone) or _epoch(raw) or _rfc(raw)
        if found is None and len(raw) <= _MAX_WORDS:
            found = _printed(raw, zone, language) or _words(raw, zone, language, limit)
        if found is None or not 1700 <= found[0].year <= 2200:
            return None
        at, precision, note = found
        if limit is not None and at > limit + _SKEW:
            if not note and precision != "day" or at - limit > timedelta(hours=14):
                return None
            # Only the assumed zone can have put it after the visit: the day is sure, the hour is not.
            at, precision = min(at.replace(hour=0, minute=0, second=0), limit.replace(second=0)), "day"
        return Moment(at.replace(microsecond=0).isoformat(), precision, note, raw)
    except (ValueError, OverflowError):
        return None


def day_in(url: str) -> date | None:
    """The day that an address tells: "/2024/04/17/", "2024-04-17", "20240417"."""
    match = _IN_ADDRESS.search(url)
    try:
        return date(int(match[1]), int(match[3]), int(match[4])) if match else None
    except ValueError:
        return None


def _place(at: datetime, precision: Precision, offset: tzinfo | None, zone: str | None) -> _Found:
    if offset is not None:
        return at.replace(tzinfo=offset), precision, ""
    place, note = zone_of(zone)
    return at.replace(tzinfo=place), precision, note


def _iso(raw: str, zone: str | None) -> _Found | None:
    match = _ISO.match(raw) or _COMPACT.match(raw)
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    precision: Precision = "second" if second else "minute" if hour else "day"
    at = datetime(int(year), int(month), int(day), int(hour or 0) % 24, int(minute or 0), min(int(second or 0), 59))  # noqa: DTZ001
    return _place(at, precision, _numeric_offset(offset) if offset else None, zone)


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
    return (at if at.tzinfo else at.replace(tzinfo=UTC)), "second" if raw.count(":") > 1 else "minute", ""


def _printed(raw: str, zone: str | None, language: str | None) -> _Found | None:
    """The first date in words or figures inside a line, with the time behind it."""
    tag = (language or "").lower().replace("_", "-")
    for pattern in (_EAST, _YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _NUMERIC):
        for match in pattern.finditer(raw):
            day = _day(pattern, match, tag)
            if day is not None:
                return _timed(day, raw, match.end(), zone)
    return None


def _day(pattern: re.Pattern[str], match: re.Match[str], tag: str) -> datetime | None:
    groups = match.groups()
    try:
        if pattern is _EAST:
            return datetime(int(groups[0]), int(groups[1]), int(groups[2]))  # noqa: DTZ001 (its zone follows)
        if pattern is _YEAR_FIRST:
            return datetime(int(groups[0]), int(groups[2]), int(groups[3]))  # noqa: DTZ001
        if pattern is _NUMERIC:
            first, separator, second, year = groups
            month_first = separator == "/" and (tag in _MONTH_FIRST or tag in ("en", ""))
            a, b = int(first), int(second)
            if a > 12 or (not month_first and b <= 12):
                a, b = b, a
            return datetime(int(year) + (2000 if len(year) == 2 else 0), a, b)  # noqa: DTZ001
        words, number = (groups[1], groups[0]) if pattern is _DAY_MONTH else (groups[0], groups[1])
        month = month_of(words)
        return datetime(int(groups[2]), month, int(number)) if month else None  # noqa: DTZ001
    except ValueError:
        return None


def _timed(day: datetime, raw: str, end: int, zone: str | None) -> _Found:
    """A day with the time of day that stands behind it, else before it."""
    # A second date behind the first is that of the last change, and the time behind it is not the first one's.
    following = _NEXT.search(raw, end)
    clock = find_clock(raw, end, min(end + 40, following.start() if following else len(raw))) or find_clock(
        raw, 0, end - 8
    )
    if clock is None:
        return _place(day, "day", None, zone)
    hour, minute, stop = clock
    return _place(day.replace(hour=hour, minute=minute), "minute", offset_of(raw[stop : stop + 12]), zone)


def _words(raw: str, zone: str | None, language: str | None, limit: datetime | None) -> _Found | None:
    """A date in other languages and scripts, or relative to the visit, by dateparser."""
    absolute = bool(_DATED.search(raw))
    if len(raw) > 60 or not absolute and (limit is None or not any(c.isdigit() for c in raw)):
        return None
    from dateparser import parse  # slow to import, seldom needed

    raw = _BUDDHIST.sub(lambda year: str(int(year[0]) - 543), raw) if _THAI.search(raw) else raw
    place, note = zone_of(zone) if absolute else (zone_of(zone)[0], "")
    settings: dict[str, object] = {
        "PREFER_DATES_FROM": "past",
        "STRICT_PARSING": absolute,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    if limit is not None:
        settings["RELATIVE_BASE"] = limit.astimezone(place).replace(tzinfo=None)
    tongue = (language or "en").split("-")[0].lower()
    for words in dict.fromkeys((raw, _LABEL.sub("", raw))):
        for tongues in dict.fromkeys((tongue, "en")):
            try:
                at = parse(words, languages=[tongues], settings=settings)
            except Exception:  # noqa: BLE001, S112 (dateparser raises whatever its rules raise on odd words)
                continue
            if at is not None:
                timed = find_clock(words, 0, len(words)) is not None or not absolute
                at = at.replace(second=0, microsecond=0, tzinfo=None)
                if not timed:
                    at = at.replace(hour=0, minute=0)
                return at.replace(tzinfo=place), "minute" if timed else "day", note
    return None
