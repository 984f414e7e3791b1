"""What a listing showed at a moment, and where one can step from there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from newscrawl.archive.views.listings import Listing, listings
from newscrawl.archive.views.looks import Look, Looks
from newscrawl.archive.views.shifts import Shifts, shifts
from newscrawl.archive.views.standing import Standing, standing, with_runs
from newscrawl.exceptions import ArgumentError
from newscrawl.urls import canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Day", "FrontPage", "Site", "Steps", "front_page", "sites", "stamp", "until"]

_SITES = "SELECT name, time_zone, language FROM sites WHERE ?1 IS NULL OR name = ?1 ORDER BY name"
_OFFSET = re.compile(r" (\d\d:?\d\d)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site, so far as its front pages are concerned."""

    name: str
    time_zone: str
    """IANA name of the zone in which its days are told; "UTC" where none is known."""
    language: str | None

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.time_zone)

    def local(self, at: str) -> datetime:
        """A time of the archive in the site's zone."""
        return datetime.fromisoformat(at).astimezone(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Looks that one can go to from a look; None: there is none."""

    first: Look
    last: Look
    before: Look | None
    after: Look | None
    change_before: Look | None
    change_after: Look | None
    day_before: Look | None
    """The last day before that has looks: the last one up to the same time of day, else its first."""
    day_after: Look | None
    """The same of the first day after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The looks of a day in the site's zone."""

    start: datetime
    end: datetime
    """The beginning of the next day."""
    looks: list[Look]
    changed: set[str]
    """Times of those that saw something else than the look before."""
    month: dict[int, Look]
    """Days of its month that have looks, each with the last one up to the same time of day, else its first."""
    month_before: Look | None
    """The last look before the month."""
    month_after: Look | None
    """The first one after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What a listing showed at a moment."""

    site: Site
    listing: Listing
    listings: list[Listing]
    """All of the site."""
    asked: str | None
    """The moment that was asked for: ISO 8601, UTC; None: now."""
    look: Look | None
    """The last look up to then; None: the archive had not looked yet."""
    first: Look
    """The first look of all."""
    steps: Steps | None
    day: Day | None
    teasers: list[Standing]
    shifts: Shifts | None
    """What differs from the look before, where that was asked for and there was one."""


def stamp(moment: datetime) -> str:
    """A moment as `at` of visits tells it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def until(text: str, zone: ZoneInfo) -> str:
    """The last moment that a text may mean, as the archive writes it: of a day its end, of a minute its last second.

    What has no offset is told in the zone. Raises ArgumentError.
    """
    text = _OFFSET.sub(r"+\1", text.strip()) if "T" in text else text.strip()  # "+" of an address that was not escaped
    try:
        told = datetime.fromisoformat(text)
        if told.tzinfo is None:
            told = told.replace(tzinfo=zone)
        if len(text) == 10:
            told = datetime.combine(told.date() + timedelta(days=1), time.min, zone) - timedelta(milliseconds=1)
        elif not re.search(r"T\d\d:\d\d:\d\d", text):
            told += timedelta(seconds=59, milliseconds=999)
        elif "." not in text:
            told += timedelta(milliseconds=999)
        return stamp(told)
    except (ValueError, OverflowError):
        raise ArgumentError(f"{text[:40]!r} is no moment: write 2026-11-20T12:00, or 2026-11-20 for its end") from None


def sites(db: Database, name: str | None = None) -> list[Site]:
    """All sites, or the one of a name."""
    return [
        Site(name=row["name"], time_zone=_known(row["time_zone"]), language=row["language"])
        for row in db.conn.execute(_SITES, (name,))
    ]


def _known(zone: str | None) -> str:
    try:
        return ZoneInfo(zone).key if zone else "UTC"
    except (ValueError, OSError, KeyError):
        return "UTC"


def front_page(db: Database, name: str, url: str | None, at: str | None, *, compare: bool = False) -> FrontPage | None:
    """What a site's listing showed; None where the archive has no such site, or no teasers of it.

    `url`: an address of the listing; None: the front page. `at`: a moment as people write it; None: the last look.
    Raises ArgumentError for one that cannot be understood.
    """
    site = next(iter(sites(db, name)), None)
    found = listings(db, name) if site else []
    listing = next((one for one in found if _is(one, url)), None)
    if site is None or listing is None:
        return None
    looks = Looks(db, listing.addresses)
    first, last = looks.first(), looks.last()
    if first is None or last is None:
        return None
    asked = until(at, site.zone) if at else None
    look = looks.upto(asked) if asked else last
    shown = standing(db, name, look) if look else []
    before = looks.before(look.at) if look else None
    return FrontPage(
        site=site,
        listing=listing,
        listings=found,
        asked=asked,
        look=look,
        first=first,
        steps=_steps(looks, site, look, first, last) if look else None,
        day=_day(looks, site, look) if look else None,
        teasers=with_runs(db, looks, look, shown) if look else [],
        shifts=shifts(standing(db, name, before), shown) if compare and before else None,
    )


def _is(listing: Listing, url: str | None) -> bool:
    return url in listing.addresses or canonical(url) in listing.addresses if url else True


def _steps(looks: Looks, site: Site, look: Look, first: Look, last: Look) -> Steps:
    today = site.local(look.at).date()
    return Steps(
        first=first,
        last=last,
        before=looks.before(look.at),
        after=looks.after(look.at),
        change_before=looks.last_change(look),
        change_after=looks.next_change(look),
        day_before=_same_time(looks, site, look, looks.before(_midnight(today, site))),
        day_after=_same_time(looks, site, look, _from(looks, _midnight(today + timedelta(days=1), site))),
    )


def _same_time(looks: Looks, site: Site, look: Look, other: Look | None) -> Look | None:
    """Of the day of another look the last one up to the time of day of this one, else the day's first."""
    if other is None:
        return None
    day = site.local(other.at).date()
    there = looks.upto(stamp(datetime.combine(day, site.local(look.at).time(), site.zone)))
    start = _midnight(day, site)
    return there if there and there.at >= start else _from(looks, start)


def _day(looks: Looks, site: Site, look: Look) -> Day:
    local = site.local(look.at)
    today = local.date()
    start, end = (datetime.combine(today + timedelta(days=n), time.min, site.zone) for n in (0, 1))
    begin = today.replace(day=1)
    month = [_midnight(begin, site), _midnight((begin + timedelta(days=31)).replace(day=1), site)]
    return Day(
        start=start,
        end=end,
        looks=looks.between(stamp(start), stamp(end)),
        changed=looks.changed(stamp(start), stamp(end)),
        month=_days(looks.between(*month), site, look),
        month_before=looks.before(month[0]),
        month_after=_from(looks, month[1]),
    )


def _midnight(day: date, site: Site) -> str:
    return stamp(datetime.combine(day, time.min, site.zone))


def _days(found: list[Look], site: Site, look: Look) -> dict[int, Look]:
    """Of each day the last look up to the time of day of a look, else the day's first."""
    clock = site.local(look.at).time()
    days: dict[int, Look] = {}
    for one in found:
        local = site.local(one.at)
        if local.day not in days or local.time() <= clock:
            days[local.day] = one
    return days


def _from(looks: Looks, at: str) -> Look | None:
    """The first look at a time or after it."""
    there = looks.upto(at)
    return there if there and there.at == at else looks.after(at)
