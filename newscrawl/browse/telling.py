"""What a change of a story is told as, in words: how long, how soon, and whether the page said so. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.browse.looks import moment, parsed, zone_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from newscrawl.archive.views.history import Version

__all__ = ["Admission", "admission", "between", "clock", "listed", "seconds", "since_publication", "span"]

_WORDS = frozenset({"headline", "description", "article_body", "authors", "image_caption"})
"""Fields whose change a newspaper may be expected to tell."""
_UNITS = ((63_115_200, 31_557_600, "year"), (5_184_000, 2_629_800, "month"), (172_800, 86_400, "day"))
_SMALL = ((5_400, 3_600, "hour"), (60, 60, "minute"))


def span(length: float) -> str:
    """Seconds as "14 minutes", "3 hours", "2 days"."""
    for least, unit, name in (*_UNITS, *_SMALL):
        if length >= least:
            count = round(length / unit)
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"


def between(least: float, most: float) -> str:
    """ "14 minutes to 2 hours"; of lengths that read the same, the one; "14 to 32 minutes" in the same unit."""
    one, other = span(least), span(most)
    if one == other:
        return other
    (count, _, unit), (_, _, name) = one.partition(" "), other.partition(" ")
    if count.isdigit() and unit.rstrip("s") == name.rstrip("s"):
        return f"{count} to {other}"
    return f"{one} to {other}"


def seconds(one: str, other: str) -> float:
    """How long from one time of the archive to another; 0 where that cannot be told."""
    first, last = parsed(one), parsed(other)
    if first is None or last is None or (first.tzinfo is None) != (last.tzinfo is None):
        return 0.0
    return (last - first).total_seconds()


def clock(stamp: str, zone: str | None) -> str:
    """ "17 Apr 2024, 09:30 EEST"."""
    return f"{moment(stamp, zone)} {zone_name(stamp, zone)}".strip()


def listed(names: Sequence[str]) -> str:
    """ "headline, text and caption"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def since_publication(published: str | None, precision: str | None, after: str | None, at: str) -> str:
    """How soon after publication a change came that lies between two looks; empty where that cannot be told.

    A page that tells the day alone does not tell it. `after`: the last look that saw the old words.
    """
    told: datetime | None = parsed(published)
    if published is None or told is None or told.tzinfo is None or precision == "day" or len(published) <= 10:
        return ""
    most, least = seconds(published, at), seconds(published, after) if after else 0.0
    if most <= 0:
        return ""
    return f"{between(least, most) if least > 0 else 'at most ' + span(most)} after publication"


@dataclass(frozen=True, slots=True)
class Admission:
    """What a page said of its own change."""

    quiet: bool
    """Words changed, and neither a new time of modification nor a correction told so."""
    text: str
    """The same as a sentence; empty where there is nothing to say."""


def admission(old: Version, new: Version, fields: Sequence[str], last_look: str, zone: str | None) -> Admission:
    """Whether the page told that it was changed. `last_look`: when the old words were seen last."""
    said = []
    if "correction" in fields:
        said.append("A correction was added." if not old.correction else "The correction was changed.")
        if not new.correction:
            said = ["The correction that stood there is gone."]
    if not said and not _WORDS & set(fields):
        return Admission(False, "")
    stamp = new.date_modified
    if stamp and stamp != old.date_modified:
        told = f"The page says that it was modified: {clock(stamp, zone)}."
        if seconds(stamp, last_look) > 60:
            told = f"{told[:-1]}; the old words still stood there at {clock(last_look, zone)}."
        said.append(told)
    if said:
        return Admission(False, " ".join(said))
    if stamp:
        unmoved = f"its time of modification stayed {clock(stamp, zone)}"
    else:
        unmoved = "it no longer tells when it was modified" if old.date_modified else "it tells no time of modification"
    return Admission(True, f"The page did not say so: {unmoved}, and no correction was added.")
