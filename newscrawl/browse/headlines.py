"""Every headline that a story wore, on its page and where it was announced. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from newscrawl.archive.similarity import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscrawl.archive.views.history import History
    from newscrawl.browse.timeline import Scale, Stay

__all__ = ["Headline", "worn"]


@dataclass(slots=True)
class Headline:
    """One headline and where it was seen."""

    text: str
    first: str
    last: str
    page: bool = False
    """Whether the story's own page had it as its headline."""
    search: bool = False
    """Whether the page had it for search engines and sharing."""
    listings: dict[str, int] = field(default_factory=dict)
    """Front pages and sections that had it, and the highest place there."""
    bars: list[tuple[float, float, str]] = field(default_factory=list)
    """Its stays on the line of time: place, width, and kind ("page", "search", "teaser")."""


def worn(history: History, told: list[Stay], scale: Scale) -> list[Headline]:
    """All headlines in the order in which they were first seen; those that differ in quotes and spaces are one."""
    found: dict[str, Headline] = {}

    def seen(text: str | None, first: str, last: str, kind: str) -> Headline | None:
        if not text or not (key := fold(text)):
            return None
        one = found.setdefault(key, Headline(text, first, last))
        one.first, one.last = min(one.first, first), max(one.last, last)
        bar = (*scale.bar(first, last), kind)
        if bar not in one.bars:
            one.bars.append(bar)
        return one

    for text, first, last in _runs(told, "headline"):
        if own := seen(text, first, last, "page"):
            own.page = True
    for text, first, last in _runs(told, "alternative_headline"):
        if other := seen(text, first, last, "search"):
            other.search = True
    for teaser in history.teasers:
        if one := seen(teaser.headline, teaser.first_seen, teaser.last_seen, "teaser"):
            best = one.listings.get(teaser.listing_url, teaser.position)
            one.listings[teaser.listing_url] = min(best, teaser.position)
    return sorted(found.values(), key=lambda one: one.first)


def _runs(told: list[Stay], name: Literal["headline", "alternative_headline"]) -> Iterator[tuple[str, str, str]]:
    """What a field said, from when to when: through all edits that left it alone."""
    for _, group in groupby(told, key=lambda stay: fold(getattr(stay.version, name))):
        run = list(group)
        yield getattr(run[0].version, name) or "", run[0].first, run[-1].last
