"""Dates as pages write them -> ISO 8601 with an offset, with the precision that the page gave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo

__all__ = ["Moment", "parse_moment", "zone_of"]

Precision = Literal["second", "minute", "day"]

_ISO = re.compile(
    r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:T|\s{1,3}|\s?[-–,]\s?)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s{0,2}(Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{2})?\s*$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?\s*$")
_EAST = re.compile(
    r"(\d{4})\s{0,2}[年년.]\s{0,2}(\d{1,2})\s{0,2}[月월.]\s{0,2}(\d{1,2})\s{0,2}[日일.]?"
    r"[^\d]{0,8}(?:(\d{1,2})\s{0,2}[:時时시]\s{0,2}(\d{1,2}))?"
)
_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)(?:\D{1,12}?(\d{1,2})[:.h](\d{2})(?!\d))?"
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?[:.h]\s?(\d{2})(?::(\d{2}))?(?!\d)|(?<!\d)\d{1,2}\s?(?:[ap]\.?m\.?)(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|[\u0660-\u0669\u06f0-\u06f9]{4}|25\d{2}")
_OFFSET = re.compile(r"(?:\b(?:UTC|GMT|Z)\b|[+-]\d{2}:?\d{2})\s*\)?$", re.IGNORECASE)
_ZONES = {
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AST": -240, "ADT": -180, "NST": -210, "NDT": -150, "BST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "SAST": 120, "JST": 540, "KST": 540, "HKT": 480, "SGT": 480,
    "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "WAT": 60, "EAT": 180, "GMT": 0, "UTC": 0,
}  # fmt: skip
_ZONE_NAME = re.compile(r"\b(" + "|".join(_ZONES) + r")\b")
_LABEL = re.compile(r"^[^\d:：|]{1,40}[:：]\s*")
_MONTH_FIRST = frozenset(["en-us", "en-ph", "en-ca"])
_MAX_WORDS = 120


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that a page names."""

    at: datetime
    """With its zone."""
    precision: Precision
    zone: str
    """"" where the page gave the zone, else which one was assumed."""
    raw: str
    """As the page wrote it."""

    @property
    def iso(self) -> str:
        """ISO 8601 with the offset, to the second."""
        return self.at.isoformat(timespec="seconds")


def zone_of(name: str | None) -> tuple[tzinfo, str]:
    """The zone for dates without one, and how provenance names it: that of the site, else UTC."""
    if name:
        try:
            return ZoneInfo(name), "zone of the site"
        except (KeyError, ValueError, OSError):
            pass
    return UTC, "zone assumed UTC"


def parse_moment(
    raw: str, *, zone: str | None = None, language: str | None = None, country: str | None = None,
    now: datetime | None = None, words: bool = True,
) -> Moment | None:
    """The moment that these words name, or None.

    `zone` (IANA) is for words without one; `language` (BCP 47) and `country` decide between day-first and month-first;
    `now` is what "2 hours ago" refers to; with `words` off, only machine-readable forms are read.
    """  # fmt: skip
    text = " ".join(raw[:300].split())
    if not text or not any(c.isdigit() for c in text) and not words:
        return None
    found = _iso(text, zone) or _epoch(text) or _rfc(text)
    if found is None and words and len(text) <= _MAX_WORDS:
        found = _east(text, zone) or _numeric(text, zone, language, country) or _words(text, zone, language, now)
    if found is None:
        return None
    at, precision, note = found
    if not 1700 <= at.year <= 2200:
        return None
    return Moment(at, precision, note, raw.strip())


_Found = tuple[datetime, Precision, str]


def _make(numbers: list[str | None], offset: str | None, zone: str | None) -> _Found | None:
    year, month, day, hour, minute, second = ((int(n) if n else 0) for n in numbers)
    precision: Precision = "second" if numbers[5] else "minute" if numbers[3] is not None else "day"
    if hour == 24:
        hour = 0
    try:
        naive = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 (its zone follows)
    except ValueError:
        return None
    if offset:
        return naive.replace(tzinfo=_offset(offset)), precision, ""
    tz, note = zone_of(zone)
    return naive.replace(tzinfo=tz), precision, note


def _offset(text: str) -> tzinfo:
    text = text.upper()
    if text in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    total = timedelta(hours=hours, minutes=minutes)
    if total >= timedelta(hours=24):
        return UTC
    return timezone(total if text[0] == "+" else -total)


def _iso(text: str, zone: str | None) -> _Found | None:
    match = _ISO.match(text) or _COMPACT.match(text)
    if not match:
        return None
    return _make(list(match.groups()[:6]), match.group(7), zone)


def _epoch(text: str) -> _Found | None:
    if not text.isascii() or not text.isdigit() or len(text) not in (10, 13):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(int(seconds), UTC), "second", ""


def _rfc(text: str) -> _Found | None:
    if not text.isascii() or not _OFFSET.search(text):
        return None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)), ("second" if text.count(":") > 1 else "minute"), ""


def _east(text: str, zone: str | None) -> _Found | None:
    match = _EAST.search(text)
    if not match:
        return None
    year, month, day, hour, minute = match.groups()
    if hour and ("午後" in text or "오후" in text or "下午" in text) and int(hour) < 12:
        hour = str(int(hour) + 12)
    return _make([year, month, day, hour, minute, None], None, zone)


def _numeric(text: str, zone: str | None, language: str | None, country: str | None) -> _Found | None:
    match = _NUMERIC.search(text)
    if not match:
        return None
    first, separator, second, year, hour, minute = match.groups()
    if len(year) == 2:
        year = "20" + year
    tag = (language or "").lower()
    if country and tag[:2] == "en":
        tag = f"en-{country.lower()}"
    month_first = separator == "/" and (tag in _MONTH_FIRST or tag == "en" and not country)
    if int(first) > 12:
        month_first = False
    elif int(second) > 12:
        month_first = True
    day, month = (second, first) if month_first else (first, second)
    tail = text[match.end() : match.end() + 6].strip().lower()
    if hour and tail.startswith(("pm", "p.m")) and int(hour) < 12:
        hour = str(int(hour) + 12)
    name = _ZONE_NAME.search(text, match.end())
    found = _make([year, month, day, hour, minute, None], None, zone)
    if found and name:
        return found[0].replace(tzinfo=timezone(timedelta(minutes=_ZONES[name.group(1)]))), found[1], ""
    return found


def _words(text: str, zone: str | None, language: str | None, now: datetime | None) -> _Found | None:
    """A date in words, by dateparser; relative words only against a known moment."""
    absolute = bool(_YEAR.search(text))
    if not absolute and now is None:
        return None
    from dateparser import parse  # slow to import, seldom needed

    tz, note = zone_of(zone)
    settings: dict[str, object] = {
        "RETURN_AS_TIMEZONE_AWARE": False, "PREFER_DATES_FROM": "past", "STRICT_PARSING": absolute,
        "NORMALIZE": True, "RETURN_TIME_AS_PERIOD": False,
    }  # fmt: skip
    if now is not None:
        settings["RELATIVE_BASE"] = now.astimezone(tz).replace(tzinfo=None)
    languages = [language.split("-")[0].lower()] if language else None
    for candidate in dict.fromkeys([text, _LABEL.sub("", text)]):
        for tongues in dict.fromkeys([tuple(languages or ()), ("en",)]):
            try:
                at = parse(candidate, languages=list(tongues) or None, settings=settings)
            except (ValueError, TypeError, OverflowError, IndexError, AttributeError, KeyError, RecursionError):
                continue
            if at is None:
                continue
            timed = bool(_CLOCK.search(candidate)) or not absolute
            precision: Precision = "minute" if timed else "day"
            if not timed:
                at = at.replace(hour=0, minute=0)
            at = at.replace(second=0, microsecond=0)
            if at.tzinfo:
                return at, precision, ""
            name = _ZONE_NAME.search(candidate)
            if name:
                return at.replace(tzinfo=timezone(timedelta(minutes=_ZONES[name.group(1)]))), precision, ""
            return at.replace(tzinfo=tz), precision, note
    return None


def day_of(url: str) -> date | None:
    """The day that an address tells, "/2024/04/17/" or "2024-04-17"."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)", url)
    if not match:
        return None
    try:
        return date(int(match.group(1)), int(match.group(3)), int(match.group(4)))
    except ValueError:
        return None
