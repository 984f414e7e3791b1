"""Days, times and spans as people, files and servers write them: "2024-04-17T09:30", "36h", a field of HTTP. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

__all__ = ["beginning", "day_or_moment", "ending", "iso", "moment", "of_field", "same_moment"]

_SPAN = re.compile(r"([0-9]{1,9})([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_or_moment(text: str, now: datetime) -> date | datetime:
    """A day where a day is written, else a moment in UTC.

    A time without an offset is UTC's; "90s", "30m", "36h", "1d" and "2w" are so long before `now`. Raises ValueError
    with a message in one line.
    """
    text = text.strip()
    try:
        if span := _SPAN.fullmatch(text.lower()):
            return now.astimezone(UTC) - timedelta(**{_UNITS[span[2]]: int(span[1])})
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        told = datetime.fromisoformat(text)
        return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            f"{text!r} is no time: write 2024-04-17, 2024-04-17T09:30 (UTC, or with an offset) or 36h, 1d, 2w"
        ) from None


def moment(text: str, now: datetime) -> datetime:
    """A moment in UTC; of a day its beginning in UTC. Raises ValueError with a message in one line."""
    return beginning(day_or_moment(text, now))


def beginning(told: date | datetime) -> datetime:
    """A moment as it is; of a day its first one in UTC."""
    return told if isinstance(told, datetime) else datetime.combine(told, time.min, UTC)


def ending(told: date | datetime) -> datetime:
    """A moment as it is; of a day its last one in UTC."""
    return told if isinstance(told, datetime) else datetime.combine(told, time.max, UTC)


def iso(text: Any) -> datetime | None:
    """A time in ISO 8601, in UTC where it tells no offset; None for what is none."""
    try:
        told = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def of_field(value: bytes | None) -> datetime | None:
    """The time in a field of HTTP (RFC 9110, section 5.6.7); None for what is none."""
    try:
        told = parsedate_to_datetime((value or b"").decode("latin-1"))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def same_moment(one: str | None, other: str | None, *, alike: bool) -> bool:
    """Whether two pages may have been published together, by their ISO 8601 times; where one tells none, they may.

    `alike`: both tell it in the same way, so the minute counts; else one may mean another zone, and the day does.
    """
    counts = len("2024-04-17T10:00") if alike else len("2024-04-17")
    return not one or not other or one[:counts] == other[:counts]
