"""Dates of pages that tell only how long ago a story was published: "3 hours ago", "2 weeks ago"."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newscrawl.moments import iso

if TYPE_CHECKING:
    import sqlite3

    from newscrawl.archive.versions import StoryReading

__all__ = ["dated"]

_UNIT = re.compile(r", (second|minute|hour|day|week)s ago\Z")
"""At the end of the date's provenance."""


def dated(reading: StoryReading, known: sqlite3.Row) -> StoryReading:
    """A reading as it is; or with the known date of its story, if its page tells a span that may mean that date.

    The older a story, the coarser the span, so the first look knows best; another count of hours is no other date.
    """
    article = reading.article
    spans = _length(article.provenance)
    told, before = iso(article.date_published), iso(known["date_published"])
    if spans is None or told is None or before is None:
        return reading
    provenance = json.loads(known["provenance"])
    known_spans = _length(provenance) or timedelta(days=int(known["date_precision"] == "day"))
    if abs(told - before) > spans + known_spans:
        return reading
    source = {"date_published": provenance.get("date_published", "html")}
    names = ("date_published", "date_published_raw", "date_precision")
    same = replace(article, **{n: known[n] for n in names}, provenance={**article.provenance, **source})
    return replace(reading, article=same)


def _length(provenance: dict[str, str]) -> timedelta | None:
    """One unit of the span that a page tells; None where it tells a date."""
    unit = _UNIT.search(provenance.get("date_published", ""))
    return timedelta(**{f"{unit[1]}s": 1}) if unit else None
