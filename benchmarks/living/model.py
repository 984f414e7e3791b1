"""What a living site consists of: stories with a life, and what happened to them at which visit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

__all__ = ["AWAY", "BAD", "Change", "Site", "Story", "Text", "World", "visit_times"]

AWAY = ("404", "410", "front", "soft")
"""How a story is taken away."""
BAD = ("bad404", "bad500", "bad503", "dead")
"""How a server fails: for one visit, and for good."""
START = datetime(2024, 4, 9, 6, tzinfo=UTC)


def visit_times(days: int, hours: tuple[float, ...] = (0, 6.5, 14)) -> list[datetime]:
    """The times of all visits."""
    return [START + timedelta(days=day, hours=hour) for day in range(days) for hour in hours]


@dataclass(frozen=True, slots=True)
class Text:
    """What a story says between two edits."""

    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    section: str
    published: datetime
    image: str
    caption: str
    dateline: str = ""
    agency: str = ""
    correction: str = ""
    note: str = ""
    path: str = ""
    twin: str = ""
    """The address that it had before, which still serves it with the new one as canonical."""

    @property
    def words(self) -> Text:
        """Without where it stands: what makes a version."""
        return replace(self, path="", twin="")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a story before a visit."""

    visit: int
    kind: str
    fields: tuple[str, ...] = ()
    """Of each, alternatives parted by a bar: what `changed_fields` has to name."""
    allowed: tuple[str, ...] = ()
    """What it may name as well."""
    new: str = ""
    """Words that were not there before."""
    old: str = ""
    """Words that are not there any more."""


@dataclass
class Story:
    """A story and its life."""

    key: str
    site: str
    number: int
    born: int
    texts: dict[int, Text]
    """Visit from which on -> text."""
    draft_headline: str
    second_headline: str
    second_standfirst: str
    second_caption: str
    spare: tuple[str, ...]
    away: dict[int, str] = field(default_factory=dict)
    """Visit -> one of AWAY or BAD, where it is not there as it should be."""
    changes: list[Change] = field(default_factory=list)
    copy_of: str = ""
    pattern: str = ""
    lost: set[str] = field(default_factory=set)
    """Addresses that answer 404 since it has another."""
    touched: set[int] = field(default_factory=set)
    """Visits before which it was saved anew without an edit."""
    static: bool = False
    """Its server answers 304."""

    def text(self, visit: int) -> Text:
        """What it says at a visit."""
        return self.texts[max(at for at in self.texts if at <= max(visit, self.born))]

    def version(self, visit: int) -> int:
        """The number of what it says: equal for equal words, however often they come back."""
        words = self.text(visit).words
        known = list(dict.fromkeys(text.words for _, text in sorted(self.texts.items())))
        return known.index(words) + 1

    def modified(self, visit: int) -> int:
        """The visit before which its words were last changed."""
        at = self.born
        for when in sorted(self.texts):
            if self.born < when <= visit and self.texts[when].words != self.text(when - 1).words:
                at = when
        return max([at, *(touch for touch in self.touched if touch <= visit)])

    def shown(self, visit: int) -> bool:
        """Do front page and sections lead to it?"""
        return self.born <= visit and self.away.get(visit) not in AWAY


@dataclass
class Site:
    """A site and its stories."""

    host: str
    name: str
    language: str
    sections: tuple[str, ...]
    stories: list[Story] = field(default_factory=list)
    down: set[int] = field(default_factory=set)
    """Visits at which the host does not answer."""


@dataclass
class World:
    """Everything, with the times at which it is visited."""

    times: list[datetime]
    sites: dict[str, Site]

    @property
    def stories(self) -> list[Story]:
        return [story for site in self.sites.values() for story in site.stories]
