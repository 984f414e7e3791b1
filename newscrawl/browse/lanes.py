"""The small drawing of where a story stood: a lane for each listing, along time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscrawl.archive.views.placement import Place

__all__ = ["LANE", "WIDTH", "Bar", "bars"]

WIDTH, LANE = 600, 18
"""Of a lane, in the drawing's own units."""
_HEIGHTS = ((1, 18), (3, 14), (10, 9))
"""The higher a story stood, the higher the bar: up to which place, how high; beyond, it is the lowest."""
_LOWEST, _NARROWEST = 5, 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A stay: a rectangle that stands on the lane's ground."""

    x: float
    y: int
    width: float
    height: int
    lead: bool
    """Whether it was the first of its page."""


def bars(places: list[Place]) -> list[list[Bar]]:
    """The bars of some listings, in their order; times run from the first stay of all to the last."""
    moments = [datetime.fromisoformat(end) for place in places for end in (place.first_seen, place.last_seen)]
    if not moments:
        return []
    start = min(moments)
    span = (max(moments) - start).total_seconds() or 1.0

    def at(stamp: str) -> float:
        return (datetime.fromisoformat(stamp) - start).total_seconds() / span * WIDTH

    return [[_bar(stay.position, at(stay.first_seen), at(stay.last_seen)) for stay in p.stays] for p in places]


def _bar(position: int, left: float, right: float) -> Bar:
    width = max(_NARROWEST, right - left)
    height = next((high for best, high in _HEIGHTS if position <= best), _LOWEST)
    return Bar(round(min(left, WIDTH - width), 1), LANE - height, round(width, 1), height, position == 1)
