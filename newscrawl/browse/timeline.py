"""A story's past as a line of time: what was seen from when to when, drawn to scale and told in a list. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from math import log1p
from typing import TYPE_CHECKING

from newscrawl.browse.telling import admission, seconds, since_publication, span
from newscrawl.browse.vanishings import looks as looks_of
from newscrawl.browse.wordings import FIELDS, stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newscrawl.archive.views.history import Event, History, Version

__all__ = ["Entry", "Scale", "Stay", "entries", "gone_spans", "stays", "steps"]

_AGAIN = re.compile(r"version (\d+) again")
_TICKS = (
    (900, "15 min"),
    (3_600, "1 hour"),
    (21_600, "6 hours"),
    (86_400, "1 day"),
    (604_800, "1 week"),
    (2_629_800, "1 month"),
    (31_557_600, "1 year"),
    (315_576_000, "10 years"),
)
_APART = 9.0
"""Per cent of the width that a label needs."""
_KNEE = 1_800
"""Seconds up to which time is drawn nearly evenly; what is later is drawn the shorter the later it is."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One uninterrupted time during which every look saw the same version."""

    version: Version
    first: str
    """The first of these looks, ISO 8601, UTC."""
    last: str
    looks: int


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next that was seen."""

    old: Stay
    new: Stay
    returns: bool
    """Whether the new one had been there before."""


def stays(history: History) -> list[Stay]:
    """What each look saw, in a row.

    Versions and the notes of their return count as looks, too: what was taken in from elsewhere brings no visits.
    """
    by_id = {version.id: version for version in history.versions}
    by_number = {version.number: version for version in history.versions}
    looks = {(look.at, look.revision_id) for look in history.looks}
    for version in history.versions:
        looks.add((version.first_seen, version.id))
    for event in history.events:
        again = _AGAIN.match(event.detail or "") if event.event == "reverted" else None
        if again and (known := by_number.get(int(again[1]))):
            looks.add((event.at, known.id))
    current = by_id.get(history.story.revision_id or 0)
    if current:
        looks.add((max(current.last_seen, max(looks)[0] if looks else ""), current.id))
    ordered = sorted(looks, key=lambda look: (look[0], by_id[look[1]].number))
    found = []
    for revision_id, group in groupby(ordered, key=lambda look: look[1]):
        times = [at for at, _ in group]
        found.append(Stay(by_id[revision_id], times[0], times[-1], len(times)))
    return found


def steps(told: list[Stay]) -> list[Step]:
    """The changes between stays."""
    seen: set[int] = set()
    found = []
    for old, new in zip(told, told[1:], strict=False):
        seen.add(old.version.id)
        found.append(Step(old, new, new.version.id in seen))
    return found


@dataclass(frozen=True, slots=True)
class Scale:
    """Times as places on a line, in per cent: evenly at first, then the shorter the later."""

    begin: str
    end: str

    @classmethod
    def over(cls, history: History, told: list[Stay]) -> Scale:
        """From the first to the last that is known of a story."""
        times = [stay.first for stay in told] + [stay.last for stay in told] + [event.at for event in history.events]
        times += [teaser.first_seen for teaser in history.teasers] + [t.last_seen for t in history.teasers]
        return cls(min(times), max(times))

    def x(self, at: str) -> float:
        """Place of a time, 0 to 100, two decimals."""
        return self._place(seconds(self.begin, at))

    def _place(self, length: float) -> float:
        whole = log1p(max(0.0, seconds(self.begin, self.end)) / _KNEE)
        return round(100 * min(1.0, log1p(max(0.0, length) / _KNEE) / whole), 2) if whole else 0.0

    def bar(self, first: str, last: str) -> tuple[float, float]:
        """Place and width of a time with a length; one look alone is seen, too."""
        x = min(self.x(first), 99.3)
        return x, round(max(self.x(last) - x, 0.7), 2)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Labels of the line."""
        found: list[tuple[float, str]] = []
        for length, name in _TICKS:
            place = self._place(length)
            if (
                length < seconds(self.begin, self.end)
                and (found[-1][0] if found else 0) + _APART < place < 100 - _APART
            ):
                found.append((place, name))
        return found


def gone_spans(events: Iterable[Event], end: str) -> list[tuple[str, str]]:
    """From when to when its page was gone."""
    found: list[tuple[str, str]] = []
    since: str | None = None
    for event in events:
        if event.event == "gone":
            since = since or (event.vanishing.missing if event.vanishing else None) or event.at
        elif event.event == "restored" and since:
            found.append((since, event.at))
            since = None
    return [*found, (since, end)] if since else found


@dataclass(slots=True, kw_only=True)
class Entry:
    """One line of the list."""

    kind: str
    """ "first", "edited", "returned", or an event: "gone", "restored", "moved", "corrected", "erased"."""
    at: str
    after: str | None = None
    """The last look before it that saw something else."""
    version: Version | None = None
    old: Version | None = None
    fields: list[str] = field(default_factory=list)
    """What changed, as a newspaper names it."""
    counts: tuple[int, int] | None = None
    """Words added and removed."""
    quiet: bool = False
    said: str = ""
    """What the page said of it, or the event's own words."""
    soon: str = ""
    """How soon after publication."""
    stood: str = ""
    """How long it stood, and how many looks saw it."""
    current: bool = False
    taken_back: bool = False
    """Whether the version before it came back in its place."""
    run_id: int | None = None


def entries(
    history: History,
    told: list[Stay],
    changed: Mapping[tuple[int, int], list[str]],
    counts: Mapping[tuple[int, int], tuple[int, int]],
) -> list[Entry]:
    """The list, the last first. `changed`, `counts`: what pairs of versions differ in, where that is known."""
    zone = history.story.time_zone
    found = [Entry(kind="first", at=told[0].first, version=told[0].version, stood=_stood(told[0]))] if told else []
    published = history.versions[0].date_published if history.versions else None
    for step in steps(told):
        old, new = step.old.version, step.new.version
        pair = (old.number, new.number)
        fields = changed.get(pair, new.fields if new.number == old.number + 1 else [])
        said = admission(old, new, fields, step.old.last, zone)
        entry = Entry(
            kind="returned" if step.returns else "edited",
            at=step.new.first,
            after=step.old.last,
            version=new,
            old=old,
            fields=[FIELDS.get(name, name) for name in fields],
            counts=counts.get(pair),
            soon=since_publication(published, history.story.date_precision, step.old.last, step.new.first),
            stood=_stood(step.new),
        )
        if step.returns:
            found[-1].taken_back = found[-1].old is new
        elif history.story.kind != "liveblog":  # which is made to grow
            # Of a version that came back the archive keeps only what it said the first time.
            entry.quiet, entry.said = said.quiet, said.text
        found.append(entry)
    if found:
        found[-1].current = True
    for entry in found:
        entry.run_id = entry.version.run_id if entry.version and entry.kind != "returned" else None
    edits = {entry.at for entry in found}
    for event in history.events:
        if event.event != "reverted" and not (event.event == "corrected" and event.at in edits):
            found.append(Entry(kind=event.event, at=event.at, said=_told(event, zone), run_id=event.run_id))
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _told(event: Event, zone: str | None) -> str:
    if event.vanishing:
        return f"{looks_of(event.vanishing, zone)} {event.vanishing.reason}".strip()
    return stamps(event.detail or "")


def _stood(stay: Stay) -> str:
    if stay.looks == 1:
        return "seen once"
    return f"seen {stay.looks} times over {span(seconds(stay.first, stay.last))}"
