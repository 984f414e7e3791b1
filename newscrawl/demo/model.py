"""What the newsroom is made of: stories and their blocks, and what a perfect reader would make of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Answer", "Asked", "Block", "Item", "Listing", "Picture", "Rail", "Story", "TeaserTruth", "Truth"]

BlockKind = Literal["p", "h2", "ul", "quote", "figure", "more", "newsletter", "ad", "time"]
TEXT: tuple[BlockKind, ...] = ("p", "h2", "ul")
"""The blocks that are the story itself; all others are furniture between them."""


@dataclass(slots=True)
class Picture:
    """A picture with its caption and credit; the address follows from its name."""

    name: str
    caption: str
    credit: str


@dataclass(slots=True)
class Block:
    """One block of a body, in the small inline markup of `markup.py`."""

    kind: BlockKind
    text: str = ""
    items: list[str] = field(default_factory=list)
    picture: Picture | None = None


@dataclass(slots=True, kw_only=True)
class Story:
    """One story as one newsroom prints it."""

    key: str
    host: str
    path: str
    section: str
    """Slug of its section."""
    headline: str
    alternative_headline: str | None = None
    """Headline for search engines and sharing; only in the head of a page."""
    description: str
    spotlight: str = ""
    """A whole sentence that "Local Spotlight" prints in the headline's place."""
    blocks: list[Block]
    authors: list[str] = field(default_factory=list)
    agency: str | None = None
    credit: Literal["", "byline", "files"] = ""
    """How the agency is credited: in the byline, or "With files from …" at the end."""
    keywords: list[str] = field(default_factory=list)
    published: datetime
    """In the newsroom's own zone."""
    modified: datetime | None = None
    printed_zone: str | None = None
    """IANA zone that dates in words are printed in; None: no zone is printed."""
    dateline: str | None = None
    picture: Picture | None = None
    language: str
    kind: Literal["article", "liveblog", "gallery", "video"] = "article"
    layout: str = "jsonld"
    free: bool | None = None
    """None: the page says nothing about it."""
    correction: str | None = None
    wire_id: str | None = None
    other_paper: tuple[str, str] | None = None
    """Headline and dateline under which the other newsroom prints this agency story."""
    listed: bool = True
    """False: stands in no section, only in a rail on `parent`'s page."""
    parent: str | None = None
    hand_written: bool = False
    touched: datetime | None = None
    """When a mutation last changed the page (Last-Modified)."""
    gone: int | None = None
    """Status of a removed story."""
    old_paths: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a perfect reader that follows the contract makes of an article; what a page does not tell is empty or None.

    The body has paragraphs, sub-headings, list items and corrections, parted by one blank line; captions, credits, pull
    quotes, boxes, "Read more" lines, "With files from …", the note on the author and comments are no part of it.
    """

    url: str
    headline: str
    alternative_headline: str | None
    description: str | None
    article_body: str
    authors: list[str]
    article_section: str | None
    keywords: list[str]
    date_published: str
    """ISO 8601 with the offset that the page gives; without one (`zone_given` False), that of the site's zone."""
    date_published_utc: str
    date_modified: str | None
    date_printed: str | None
    """The words in which the page prints the date, where words are all it has."""
    date_precision: Literal["second", "minute", "day"]
    zone_given: bool
    image_url: str | None
    image_caption: str | None
    image_credit: str | None
    dateline: str | None
    agency: str | None
    in_language: str
    is_accessible_for_free: bool | None
    correction: str | None
    kind: str
    layout: str
    aliases: tuple[str, ...]
    """Every other address that serves or leads to it (print twin, AMP twin, earlier addresses)."""
    wire_id: str | None
    """Name of the agency story that the other newsroom prints as well."""
    reachable_by: tuple[str, ...]
    """"front", "section", "section page 3", "tag", "author", "rail", "feed", "sitemap"."""


class TeaserTruth(NamedTuple):
    """A teaser on a listing, as `teasers` should keep it; its headline is without the label."""

    rail: str
    headline: str
    description: str | None
    article_url: str
    position: int


@dataclass(slots=True)
class Item:
    """A teaser as the plan of a page has it."""

    story: Story
    headline: str
    description: str | None = None
    label: str | None = None
    query: str = ""
    """Tracking parameters on the link."""
    picture: bool = False


@dataclass(slots=True)
class Rail:
    """A block of teasers; `look` says how a design sets it."""

    heading: str
    items: list[Item]
    look: Literal["lead", "grid", "text", "ranked", "river", "voices"] = "grid"
    href: str = ""
    """The section that its heading links to."""


@dataclass(slots=True)
class Listing:
    """The plan of a front page, section, tag or author page."""

    target: str
    title: str
    kind: Literal["front", "section", "tag", "author"]
    rails: list[Rail]
    page: int = 1
    pages: int = 1
    section: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the log of requests."""

    host: str
    target: str
    user_agent: str
    at: float
    """`time.monotonic()`."""
