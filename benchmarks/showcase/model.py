"""What the showcase is made of: papers, their stories, and every text that a story had."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newscrawl.site import Site

__all__ = ["FIRST", "LAST", "Block", "Paper", "Story", "Text", "slug_of"]

FIRST = datetime(2024, 3, 19, tzinfo=UTC)
"""The first day that is crawled."""
LAST = datetime(2024, 4, 17, 22, tzinfo=UTC)
"""The moment at which it all stands still: a Wednesday."""

Block = tuple[str, str]
"""Kind ("p", "h2", "li", "time") and words; of a live blog's entry the time is in ISO 8601."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A newsroom."""

    key: str
    title: str
    motto: str
    home: str
    time_zone: str
    language: str
    country: str
    sections: dict[str, str]
    """Slug -> name, in the order of the menu."""
    top: str
    """Heading of the first rail of its front page."""
    read: str
    """Heading of the rail of what is read most."""
    by: str = ""
    """What stands before the author's name."""
    accent: str = "#7a1f1f"
    right_to_left: bool = False

    @property
    def site(self) -> Site:
        host = self.home.split("/")[2]
        return Site(
            name=host, home=self.home, domains=(host,), time_zone=self.time_zone, language=self.language,
            country=self.country,
        )  # fmt: skip

    def section_url(self, slug: str) -> str:
        return f"{self.home}{slug}/"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One version of a story."""

    headline: str
    description: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    alternative: str | None = None
    correction: str | None = None
    caption: str | None = None
    credit: str | None = None
    agency: str | None = None


@dataclass(kw_only=True)
class Story:
    """A story and what becomes of it. Moments are in UTC but for `published`."""

    key: str
    paper: Paper
    path: str
    """Behind the home's slash."""
    section: str
    published: datetime
    """In the paper's zone."""
    texts: list[tuple[datetime, Text]]
    """From when on each version stood there, ascending; the first one from its publication."""
    keywords: list[str] = field(default_factory=list)
    language: str = ""
    kind: str = "article"
    weight: float = 1.0
    """How much the front page makes of it."""
    picture: str | None = None
    """Name of its lead picture."""
    free: bool | None = None
    tested: tuple[str, str] | None = None
    """Two headlines between which its teasers change."""
    short: str | None = None
    """Another headline that its teasers have."""
    absent: list[tuple[datetime, datetime]] = field(default_factory=list)
    """From when to when its page was not there."""
    moved: tuple[datetime, str] | None = None
    """When it got another path, and which."""
    broken: bool = False
    """Its page answers with an error of the server."""
    missing: bool = False
    """Its page never was there, though it is announced."""
    erased: str | None = None
    """Why it was taken down from the archive on the last day."""

    def text(self, at: datetime) -> Text:
        return [text for since, text in self.texts if since <= at or since == self.texts[0][0]][-1]

    def modified(self, at: datetime) -> datetime | None:
        edits = [since for since, _ in self.texts[1:] if since <= at]
        return edits[-1].astimezone(self.published.tzinfo) if edits else None

    def url(self, at: datetime) -> str:
        path = self.moved[1] if self.moved and self.moved[0] <= at else self.path
        return self.paper.home + path

    def is_out(self, at: datetime) -> bool:
        return self.published <= at and not any(since <= at < until for since, until in self.absent)

    def edit(self, after: timedelta, text: Text) -> None:
        """Another version, so long after the publication."""
        self.texts.append((self.published.astimezone(UTC) + after, text))


def slug_of(words: str, number: int) -> str:
    """The end of an address: words in ASCII where there are some, and a number."""
    plain = "-".join(part for part in words.lower().split() if part.isascii() and part.isalnum())
    return f"{plain[:50]}-{number}" if plain else str(number)
