"""When stories are published: by weekday and hour, on the clock of each site."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Rhythm", "rhythm"]

_ZONES = "SELECT name, time_zone FROM sites WHERE :site IS NULL OR name = :site"
_KEPT = "site IN (SELECT value FROM json_each(:sites)) AND status != 'erased' AND date_precision != 'day'"
_ZONED = f"""
SELECT strftime('%w%H', date_published_utc, :offset) AS slot, count(*) FROM articles
WHERE {_KEPT} AND date_published_utc >= :since AND date_published_utc < :before GROUP BY slot
"""
_AS_PUBLISHED = f"""
SELECT strftime('%w%H', substr(date_published, 1, 19)) AS slot, count(*) FROM articles WHERE {_KEPT} GROUP BY slot
"""
_SPAN = "SELECT min(date_published_utc), (SELECT max(date_published_utc) FROM articles) FROM articles"
_DAY_ALONE = """
SELECT count(*) FROM articles
WHERE (:site IS NULL OR site = :site) AND status != 'erased' AND (date_precision = 'day' OR date_published IS NULL)
"""
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_STRIDE = timedelta(days=7)
"""No zone changes its offset and takes that back within so long."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Stories by weekday and hour."""

    hours: list[list[int]]
    """Seven days, Monday first, of 24 hours."""
    left_out: int
    """Stories whose pages tell no hour."""


def rhythm(db: Database, site: str | None = None) -> Rhythm:
    """Stories by weekday and hour in the zone of their site; of a site without one, as its pages tell them."""
    zones: dict[str | None, list[str]] = defaultdict(list)
    for name, zone in db.conn.execute(_ZONES, {"site": site}):
        zones[zone if zone and _offsets(zone) else None].append(name)
    hours = [[0] * 24 for _ in range(7)]
    for zone, sites in zones.items():
        for slot, count in _counted(db, zone, json.dumps(sites)):
            if slot:
                hours[(int(slot[0]) + 6) % 7][int(slot[1:])] += count
    return Rhythm(hours, db.conn.execute(_DAY_ALONE, {"site": site}).fetchone()[0])


def _counted(db: Database, zone: str | None, sites: str) -> list[tuple[str | None, int]]:
    """Weekday (0: Sunday) and hour, "409" -> stories."""
    if zone is None:
        return db.conn.execute(_AS_PUBLISHED, {"sites": sites}).fetchall()
    counted: list[tuple[str | None, int]] = []
    first, last = db.conn.execute(_SPAN).fetchone()
    for since, before, minutes in _offsets(zone):
        if not first or before <= first or since > last:
            continue  # a zone has had many offsets, and most archives are of a few years
        values = {"sites": sites, "since": since, "before": before, "offset": f"{minutes:+d} minutes"}
        counted += db.conn.execute(_ZONED, values).fetchall()
    return counted


@lru_cache(maxsize=64)
def _offsets(name: str) -> list[tuple[str, str, int]]:
    """Spans of UTC in which a zone has one offset: from, before (beginnings of ISO 8601) and minutes east. Empty where
    there is no such zone."""
    try:
        zone = ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return []
    spans, since, at = list[tuple[str, str, int]](), "", _FIRST
    while at < _LAST:
        later = at + _STRIDE
        if _minutes(zone, later) != _minutes(zone, at):
            change = f"{_change(zone, at, later):%Y-%m-%dT%H:%M}"
            spans.append((since, change, _minutes(zone, at)))
            since = change
        at = later
    return [*spans, (since, "~", _minutes(zone, at))]


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The minute at which the offset changes."""
    before = _minutes(zone, early)
    low, high = 0, int((late - early).total_seconds() // 60)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _minutes(zone, early + timedelta(minutes=middle)) == before else (low, middle)
    return early + timedelta(minutes=high)


def _minutes(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)
