"""Dates as newsrooms print them; no locale, so that they are the same everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

__all__ = ["http_date", "in_words", "iso", "printed_time"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
MONTHS = (*_MONTHS, "December")


def in_words(at: datetime, zone: str | None) -> str:
    """ "Wednesday, April 17, 2024 3:07PM EDT"; without a zone's name if none is printed."""
    local = at.astimezone(ZoneInfo(zone)) if zone else at
    name = f" {local.tzname()}" if zone else ""
    day = f"{_DAYS[local.weekday()]}, {MONTHS[local.month - 1]} {local.day}, {local.year}"
    return f"{day} {local.hour % 12 or 12}:{local.minute:02}{'AM' if local.hour < 12 else 'PM'}{name}"


def iso(at: datetime) -> str:
    """ISO 8601 with the offset of the newsroom's zone."""
    return at.isoformat(timespec="seconds")


def printed_time(at: datetime) -> str:
    """ "April 17, 2024, 3:07 p.m." as bylines have it."""
    half = "a.m." if at.hour < 12 else "p.m."
    return f"{MONTHS[at.month - 1]} {at.day}, {at.year}, {at.hour % 12 or 12}:{at.minute:02} {half}"


def http_date(at: datetime) -> str:
    """RFC 9110's date."""
    utc = at.astimezone(UTC)
    return f"{_DAYS[utc.weekday()][:3]}, {utc.day:02} {MONTHS[utc.month - 1][:3]} {utc.year} {utc:%H:%M:%S} GMT"
