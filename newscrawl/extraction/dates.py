"""Dates: ISO 8601 with an offset, and how sure each part of it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["Moment", "read_date", "zone_of"]

_ISO = re.compile(
    r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{1,2}\b)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_HAS_TIME = re.compile(r"\d{1,2}[:.h]\d{2}|\d\s*[ap]\.?m\b", re.IGNORECASE)
_HAS_ZONE = re.compile(r"(?:[+-]\d{2}:?\d{2}|\bZ|\b(?:UTC|GMT|[ECMP][SD]T|CES?T|B?ST|IST|JST|MSK|SAST|AE[SD]T))\b")


@dataclass(frozen=True, slots=True)
class Moment:
    iso: str
    precision: Literal["second", "minute", "day"]
    zone: str
    raw: str

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.iso)


def zone_of(name: str | None) -> tuple[tzinfo, str]:
    if name:
        try:
            return ZoneInfo(name), "zone of the site"
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    return UTC, "zone assumed UTC"


def read_date(
    text: str | None, *, zone: str | None = None, language: str | None = None, fetched_at: datetime | None = None
) -> Moment | None:
    if not text or not (raw := " ".join(text[:400].split())) or len(raw) > 120:
        return None
    moment = _numeric(raw, zone) or _worded(raw, zone, language, fetched_at)
    if moment is None:
        return None
    when = moment.when
    if when.year < 1700 or when.year > 2200:
        return None
    if fetched_at is not None:
        limit = fetched_at if fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC)
        if when > limit + timedelta(days=1 if moment.precision == "day" else 0, minutes=5):
            return None
    return moment


def _numeric(raw: str, zone: str | None) -> Moment | None:
    if _EPOCH.match(raw):
        return Moment(datetime.fromtimestamp(int(raw[:10]), UTC).isoformat(), "second", "", raw)
    match = _ISO.match(raw)
    if match:
        year, month, day, hour, minute, second, fraction, half, offset = match.groups()
    else:
        match = _COMPACT.match(raw)
        if not match:
            return None
        year, month, day, hour, minute, second, offset = match.groups()
        fraction = half = None
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    try:
        when = datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0))  # noqa: DTZ001
    except ValueError:
        return None
    if fraction:
        when = when.replace(microsecond=int(fraction[:6].ljust(6, "0")))
    return _placed(when, offset, zone, "second" if second else "minute" if hour else "day", raw)


def _placed(
    when: datetime, offset: str | None, zone: str | None, precision: Literal["second", "minute", "day"], raw: str
) -> Moment | None:
    said = ""
    try:
        if offset:
            digits = re.sub(r"\D", "", offset)
            if digits:
                span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
                when = when.replace(tzinfo=timezone(-span if offset[0] == "-" else span))
            else:
                when = when.replace(tzinfo=UTC)
        else:
            place, said = zone_of(zone)
            when = when.replace(tzinfo=place)
        return Moment(when.isoformat(), precision, said, raw)
    except (ValueError, OverflowError):
        return None


def _worded(raw: str, zone: str | None, language: str | None, fetched_at: datetime | None) -> Moment | None:
    if not any(c.isdigit() for c in raw):
        return None
    import dateparser

    code = (language or "").lower()
    settings: dict[str, object] = {
        "DATE_ORDER": "MDY" if code in ("en-us", "en-ca", "en-ph", "") else "DMY",
        "REQUIRE_PARTS": ["day", "month"],
        "PREFER_DATES_FROM": "past",
    }
    if fetched_at is not None:
        settings["RELATIVE_BASE"] = fetched_at.replace(tzinfo=None)
    words = raw if raw[0].isdigit() else re.sub(r"^[^\d:]{0,40}:\s*", "", raw)
    words = re.sub(r"\s*[|•·]\s*|\s+[–—-]\s+", " ", words)
    base = code.split("-")[0]
    found = None
    for languages in ([base] if base else ["en"], ["en"]):
        try:
            found = dateparser.parse(words, languages=languages, settings=settings)
        except Exception:  # noqa: BLE001
            found = None
        if found is not None:
            break
    if found is None:
        return None
    precision: Literal["second", "minute", "day"] = "minute" if _HAS_TIME.search(raw) else "day"
    if precision == "day":
        found = found.replace(hour=0, minute=0, second=0, microsecond=0)
    if found.tzinfo is not None and _HAS_ZONE.search(raw):
        return Moment(found.isoformat(), precision, "", raw)
    return _placed(found.replace(tzinfo=None), None, zone, precision, raw)
