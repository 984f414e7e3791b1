"""Dates as feeds and sitemaps write them: RFC 822, RFC 3339, W3C-DTF, and whatever else is put in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from newscrawl.extraction.dates import read_date, zone_of

__all__ = ["Dates", "Moment"]

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)\s*$")
_MONTH_ALONE = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])\Z")
_SKEW = timedelta(days=1)
"""What clocks and wrong zones may put a story into the future by."""
_HARD = 200
"""Dates in odd formats that are read in one feed; each may take milliseconds."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that a feed or sitemap names."""

    hint: str | None
    """ISO 8601 with an offset; the day alone where the time or its zone is not told; None where the day is not."""
    when: datetime
    """For ordering; with a zone."""


class Dates:
    """Reads the dates of one feed or sitemap."""

    def __init__(self, zone: str | None, language: str | None, now: datetime | None) -> None:
        """`zone` (IANA) and `language` are the site's; `now`: later moments, by more than a day, are none."""
        self._zone = zone
        self._language = language
        self._latest = now + _SKEW if now else None
        self._hard = _HARD

    def read(self, text: str, *, easy: bool = False) -> Moment | None:
        """The moment that a text names; None for none. `easy`: ISO 8601 alone, as sitemaps have to write it."""
        text = text.strip()
        if not text or len(text) > 100:
            return None
        moment = self._iso(text)
        if moment is None and not easy and self._hard > 0:
            self._hard -= 1
            moment = self._words(text)
        if moment is None or moment.when.year < 1700 or moment.when.timestamp() == 0:
            return None  # 1970-01-01T00:00:00Z is a field that nobody filled in
        return moment if self._latest is None or moment.when <= self._latest else None

    def _iso(self, text: str) -> Moment | None:
        if text[:4].isdigit() and text[4:5] not in "-0123456789":
            return None
        try:
            when = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            found = _MONTH_ALONE.match(text)  # W3C-DTF: a month; it orders, and is no hint of a day
            return Moment(None, datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)) if found else None
        return self._placed(when, day=len(text) <= 10)

    def _placed(self, when: datetime, *, day: bool) -> Moment | None:
        if when.year < 1700 or when.year > 2200:
            return None
        known = when.tzinfo is not None or self._zone is not None
        if when.tzinfo is None:
            when = when.replace(tzinfo=zone_of(self._zone)[0])
        return Moment(when.date().isoformat() if day or not known else when.replace(microsecond=0).isoformat(), when)

    def _words(self, text: str) -> Moment | None:
        """RFC 822 with the zones' names, and dates in words and other languages."""
        found = read_date(text, zone=self._zone, language=self._language)
        if found is None:
            try:  # C's asctime, "Wed Apr 17 15:07:00 2024"
                return self._placed(parsedate_to_datetime(text), day=False)
            except (ValueError, TypeError, IndexError, OverflowError):
                return None
        when = found.when
        if found.zone and (offset := _OFFSET.search(text)) and int(offset[2]) < 24:
            # The zone was assumed though one is written: behind words that are not English.
            span = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
            when = when.replace(tzinfo=timezone(-span if offset[1] == "-" else span))
        elif found.zone and self._zone is None:
            return self._placed(when.replace(tzinfo=None), day=True)
        return self._placed(when, day=found.precision == "day")
