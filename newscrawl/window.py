"""Which part of a site a run wants: days of publication and sections. Pure data and functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["Window", "days_from", "zone_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days are those of the site's zone (of the story's own, where that is not known), both ends included. Everything
    is wanted where nothing is said."""

    since: date | None = None
    """First day of publication."""
    until: date | None = None
    """Last day of publication."""
    sections: tuple[str, ...] = ()
    """Sections as they stand in addresses: "world"."""

    def holds(self, published: str | None, zone: tzinfo | None) -> bool:
        """Whether a story of that moment (ISO 8601) is wanted; one without a date always is."""
        if not published or not (self.since or self.until):
            return True
        moment = datetime.fromisoformat(published)
        day = moment.astimezone(zone).date() if zone and moment.tzinfo else moment.date()
        return (self.since or date.min) <= day <= (self.until or date.max)

    def __str__(self) -> str:
        ends = [f"{name}={day}" for name, day in (("since", self.since), ("until", self.until)) if day]
        return " ".join(ends)


def days_from(day: date, days: int) -> date:
    """The day so many days later, or earlier; the last or the first there is where that lies beyond it ("9999-12-31" is
    a way to say "no end")."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def zone_of(name: str | None) -> tzinfo | None:
    """The zone of that IANA name; None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
