"""How it is told that a story vanished: between which looks, in one zone, in the order of time. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.browse.looks import moment, zone_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.archive.views.story import Happening
    from newscrawl.archive.views.vanishing import Vanishing

__all__ = ["FILTERS", "Point", "between", "line", "looks"]


def _times(stamps: list[str], zone: str) -> list[str]:
    """Times in a row: a day that was told just before is not told again, and a zone stands where it changes next."""
    told = []
    for number, stamp in enumerate(stamps):
        day, _, clock = moment(stamp, zone).rpartition(", ")
        same = number and moment(stamps[number - 1], zone).rpartition(", ")[0] == day
        name = zone_name(stamp, zone)
        last = number + 1 == len(stamps) or zone_name(stamps[number + 1], zone) != name
        told.append(f"{'' if same else day + ', '}{clock}{' ' + name if last else ''}")
    return told


def looks(gone: Vanishing, zone: str | None = None) -> str:
    """ "Last seen 16 Apr 2024, 01:02; missing first 14:02, confirmed 18:02 ADT." Without a zone in UTC."""
    known = [
        (words, stamp)
        for words, stamp in (
            ("last seen", gone.last_seen),
            ("missing first", gone.missing),
            ("confirmed", gone.confirmed),
        )
        if stamp
    ]
    times = _times([stamp for _, stamp in known], zone or "UTC")
    told = "; ".join(f"{words} {time}" for (words, _), time in zip(known, times, strict=True))
    return f"{told[:1].upper()}{told[1:]}."


def between(gone: Vanishing, zone: str | None = None) -> str:
    """ "between 16 Apr 2024, 01:02 and 14:02, confirmed at 18:02 ADT": when it vanished. Without a zone in UTC."""
    stamps = [stamp for stamp in (gone.last_seen, gone.missing, gone.confirmed) if stamp]
    times = _times(stamps, zone or "UTC")
    told = f"between {times[0]} and {times[1]}" if gone.last_seen else f"before {times[0]}"
    return f"{told}, confirmed at {times[-1]}" if gone.missing else told


FILTERS: dict[str, Callable[..., str]] = {"vanished": looks, "vanished_between": between}


@dataclass(frozen=True, slots=True)
class Point:
    """A moment in a story's line of time."""

    at: str
    """ISO 8601, UTC."""
    words: str
    """What it was, where it is no event."""
    happening: Happening | None = None


def line(first_seen: str, last_seen: str, happenings: Iterable[Happening]) -> list[Point]:
    """All that befell a story, the oldest first; of a disappearance the look that missed it first, too."""
    points = [Point(first_seen, "First seen"), Point(last_seen, "Last seen")]
    for one in happenings:
        if one.vanishing and one.vanishing.missing:
            points.append(Point(one.vanishing.missing, "Missing for the first time"))
        points.append(Point(one.at, "", one))
    return sorted(points, key=lambda point: point.at)
