"""Days, months or years in a row, for pictures of what happened when. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Entry", "Series", "in_words", "series"]

_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_LENGTHS = {"day": 10, "month": 7, "year": 4}
_MOST_DAYS = 62
_MOST_MONTHS = 180
_MOST = 200
"""Entries of a series. Where there would be more (a story is dated 1001, or 9998), those of which nothing is known are
left out, and then the first ones."""


class Addable(Protocol):
    """What can be summed up."""

    def __add__(self: T, other: T) -> T: ...


T = TypeVar("T", bound=Addable)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A day, a month or a year."""

    name: str
    """ "2024-04-17", "2024-04" or "2024"."""
    since: str
    """Its first day, ISO 8601."""
    until: str
    """Its last day."""
    value: T


@dataclass(frozen=True, slots=True)
class Series(Generic[T]):
    """Entries without a gap, so long as that is not too many of them."""

    step: str
    """ "day", "month" or "year"."""
    entries: list[Entry[T]]


def series(days: Mapping[str | None, T] | Mapping[str, T], nothing: T) -> Series[T]:
    """What is known by day, summed up by day, month or year, as long as it is; `nothing` is the value of a day of which
    nothing is known. What is no day is left out."""
    known = sorted(day for day in days if day and _DAY.fullmatch(day))
    if not known:
        return Series("day", [])
    first, last = date.fromisoformat(known[0]), date.fromisoformat(known[-1])
    span = (last - first).days
    step = "day" if span < _MOST_DAYS else "month" if span < _MOST_MONTHS * 30.5 else "year"
    length, sums = _LENGTHS[step], dict[str, T]()
    for day in known:
        name = day[:length]
        sums[name] = sums.get(name, nothing) + days[day]
    names = _names(first, last, step)
    if len(names) > _MOST:
        names = sorted(sums)[-_MOST:]
    return Series(step, [Entry(name, *_ends(name), sums.get(name, nothing)) for name in names])


def _names(first: date, last: date, step: str) -> list[str]:
    if step == "day":
        return [str(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    if step == "year":
        return [str(year) for year in range(first.year, last.year + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{month // 12}-{month % 12 + 1:02}" for month in months]


def _ends(name: str) -> tuple[str, str]:
    if len(name) == 10:
        return name, name
    if len(name) == 4:
        return f"{name}-01-01", f"{name}-12-31"
    after = date.fromisoformat(f"{name}-28") + timedelta(days=4)
    return f"{name}-01", str(after - timedelta(days=after.day))


def in_words(name: str) -> str:
    """ "17 April 2024", "April 2024", "2024"."""
    told = date.fromisoformat(f"{name}-01-01"[:10]) if len(name) != 7 else date.fromisoformat(f"{name}-01")
    return {10: f"{told.day} {told:%B %Y}", 7: f"{told:%B %Y}"}.get(len(name), name)
