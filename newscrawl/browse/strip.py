"""The drawing of a story's past: a row for each version, bars where it was seen. Pure; numbers for the template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.browse.timeline import gone_spans, steps

if TYPE_CHECKING:
    from newscrawl.archive.views.history import History
    from newscrawl.browse.timeline import Scale, Stay

__all__ = ["Bar", "Strip", "strip"]

_HIGH = 260
"""Pixels that the rows may take together."""
_ROW = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One stay of a version."""

    x: float
    width: float
    """Per cent."""
    y: float
    number: int
    current: bool
    stay: Stay


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawing: horizontal places are per cent, vertical ones pixels."""

    row: float
    """Height of a row."""
    height: float
    """Of all rows."""
    bars: list[Bar]
    links: list[tuple[float, float, float]]
    """Where one version took another's place: x, y from, y to."""
    looks: list[float]
    """Where somebody looked."""
    gone: list[tuple[float, float]]
    """While its page was gone: x, width."""
    ticks: list[tuple[float, str]]


def strip(history: History, told: list[Stay], scale: Scale) -> Strip:
    """Draw it."""
    rows = {version.id: place for place, version in enumerate(history.versions)}
    row = min(_ROW, _HIGH / max(1, len(rows)))
    bars = []
    for place, stay in enumerate(told):
        x, width = scale.bar(stay.first, stay.last)
        bars.append(Bar(x, width, rows[stay.version.id] * row, stay.version.number, place == len(told) - 1, stay))
    links = []
    for step in steps(told):
        one, other = sorted(rows[stay.version.id] for stay in (step.old, step.new))
        links.append((min(scale.x(step.new.first), 99.3), (one + 0.5) * row, (other + 0.5) * row))
    looks = {scale.x(look.at) for look in history.looks}
    thin = sorted({round(place * 4) / 4 for place in looks})  # a quarter of a per cent is a pixel or two
    gone = [scale.bar(*span) for span in gone_spans(history.events, scale.end)]
    return Strip(row, row * len(rows), bars, links, thin, gone, scale.ticks)
