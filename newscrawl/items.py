"""What flows through newscrawl: articles, teasers, addresses and visits.

Field names are the properties of schema.org/NewsArticle in snake_case wherever one exists.
Times are strings in ISO 8601 with an offset.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Article",
    "Capture",
    "Found",
    "Image",
    "Kind",
    "Link",
    "LiveEntry",
    "Missing",
    "RobotsVisit",
    "Teaser",
    "Visit",
]

Kind = Literal["front", "section", "article", "feed", "sitemap", "robots", "image", "other"]
"""What a page is; the values of `pages.kind`."""


@dataclass(slots=True)
class Link:
    """A link inside an article's body."""

    url: str
    """Absolute address."""
    text: str
    """The link's words."""


@dataclass(slots=True)
class Image:
    """A picture of a story (schema.org ImageObject)."""

    url: str
    """Absolute address."""
    caption: str | None = None
    """The words beneath it, without the credit (schema.org caption)."""
    credit: str | None = None
    """Photographer or agency (schema.org creditText)."""


@dataclass(slots=True, kw_only=True)
class LiveEntry:
    """One entry of a live blog (schema.org liveBlogUpdate)."""

    text: str
    """Plain text: paragraphs parted by one blank line, without the headline (schema.org articleBody)."""
    headline: str | None = None
    """The entry's own headline (schema.org headline)."""
    date_published: str | None = None
    """ISO 8601 with the offset that the page gave, or the site's where it gave none (schema.org datePublished)."""
    authors: list[str] = field(default_factory=list)
    """Names of people who sign the entry (schema.org author)."""


@dataclass(slots=True, kw_only=True)
class Article:
    """One story as one page told it at one moment (schema.org/NewsArticle)."""

    url: str
    """The story's own address: the page's canonical link where it is believed, else the page's."""
    page_url: str = ""
    """The ledger's address of the page that this was read from."""
    headline: str = ""
    """The story's headline as a reader of the page sees it, without the site's name (schema.org headline)."""
    alternative_headline: str | None = None
    """Another headline for search engines or sharing, where it differs (schema.org alternativeHeadline)."""
    description: str | None = None
    """Standfirst or summary (schema.org description)."""
    article_body: str = ""
    """Plain text: paragraphs, sub-headings and list items parted by one blank line (schema.org articleBody)."""
    dateline: str | None = None
    """Where the story was filed, as printed at its start, "MOSCOW" (schema.org dateline)."""
    article_section: str | None = None
    """Section of the newspaper (schema.org articleSection)."""
    authors: list[str] = field(default_factory=list)
    """Names of people, without "By" or roles (schema.org author)."""
    agency: str | None = None
    """News agency that the page credits, "The Canadian Press" (schema.org sourceOrganization)."""
    keywords: list[str] = field(default_factory=list)
    """Tags (schema.org keywords)."""
    in_language: str | None = None
    """BCP 47 language tag (schema.org inLanguage)."""
    date_published: str | None = None
    """ISO 8601 with the offset that the page gave, or the site's where it gave none (schema.org datePublished)."""
    date_published_raw: str | None = None
    """The date as the page prints it, before it was normalised."""
    date_precision: Literal["second", "minute", "day"] | None = None
    """The smallest unit that the page gave."""
    date_modified: str | None = None
    """ISO 8601 with an offset (schema.org dateModified)."""
    image_url: str | None = None
    """Absolute address of the lead image (schema.org image)."""
    image_caption: str | None = None
    """Its caption without the credit (schema.org caption)."""
    image_credit: str | None = None
    """Its photographer or agency, without brackets (schema.org creditText)."""
    is_accessible_for_free: bool | None = None
    """False where the page says that it is behind a paywall (schema.org isAccessibleForFree)."""
    correction: str | None = None
    """Text of a correction or editor's note (schema.org correction)."""
    word_count: int = 0
    """Words in `article_body` (schema.org wordCount)."""
    kind: Literal["article", "liveblog", "gallery", "video"] = "article"
    """Form of the story."""
    live_entries: list[LiveEntry] = field(default_factory=list)
    """The entries of a live blog in the order of the page; their texts stand in `article_body` as well."""
    links: list[Link] = field(default_factory=list)
    """What the body links to."""
    images: list[Image] = field(default_factory=list)
    """The lead picture and those in the text, in the order of the page."""
    aliases: list[str] = field(default_factory=list)
    """Other addresses that led to this story: redirects, print and AMP twins."""
    canonical_url: str | None = None
    """What the page names as its canonical address, believed or not (RFC 6596)."""
    provenance: dict[str, str] = field(default_factory=dict)
    """Field name -> where its value came from: "json-ld", "microdata", "opengraph", "meta", "html", "site", …"""
    reader_version: str = ""
    """Version of the reader that made this, and behind a "+" of the site's knowledge that concerned this page."""
    plain_body: str | None = None
    """`article_body` as this page alone would have it, where the site's knowledge took something out of it."""
    marks: str = ""
    """Hashes of the blocks that other pages may share, 16 hex digits each (`knowledge`); empty: none can be told."""


@dataclass(slots=True, kw_only=True)
class Teaser:
    """A story's announcement on another page."""

    listing_url: str
    """The ledger's address of the page that shows it."""
    article_url: str
    """Absolute address that it leads to."""
    headline: str
    """The link's words, without labels such as "WATCH LIVE"."""
    rail: str = ""
    """Heading of the block that it stands in, "Top Stories"; empty where there is none."""
    description: str | None = None
    """The text beneath the headline."""
    label: str | None = None
    """A label of its own in front of the headline, "WATCH LIVE"."""
    position: int = 0
    """Place on the page, from 1, in reading order over all rails."""
    date_hint: str | None = None
    """ISO 8601 date or time that the teaser shows."""


@dataclass(slots=True, kw_only=True)
class Found:
    """An address that a page led to, as data: the ledger decides whether and when it is asked."""

    url: str
    """Absolute address as the page wrote it (the ledger keeps its canonical form beside it)."""
    kind: Kind = "other"
    """What is expected there."""
    priority: int = 0
    """Higher is asked sooner."""
    deep: bool = False
    """Lies beyond the first page of a listing: asked by a backfill alone."""
    date_hint: str | None = None
    """ISO 8601 date of publication as the link, its teaser or its address suggest; of a listing or map, the last day
    that it covers."""
    date_first: str | None = None
    """The first day that a listing or map covers, where its address names its days."""
    skip: str | None = None
    """A reason never to ask it; the ledger records the address as skipped."""


@dataclass(slots=True, kw_only=True)
class Capture:
    """A page as it came (WARC: response record)."""

    url: str
    """Address that answered."""
    fetched_at: str
    """ISO 8601, UTC (WARC-Date)."""
    http_status: int
    """Status code (RFC 9110)."""
    headers: list[tuple[str, str]]
    """Header fields as received, in order."""
    body: bytes
    """The payload with transfer and content encodings removed."""
    kind: str = ""
    """What the page was read as (`Kind`), where that is known: front pages are compressed apart."""
    ip_address: str | None = None
    """Address that answered (WARC-IP-Address)."""
    protocol: str | None = None
    """Protocol of the answer, "HTTP/1.1"."""
    request_headers: list[tuple[str, str]] = field(default_factory=list)
    """Header fields that were sent, without cookies and credentials; empty: not known."""
    parts: list[Capture] = field(default_factory=list)
    """The further pages of the story that this one begins, as they came."""
    digest: str | None = field(default=None, compare=False)
    """Key of `body`, once the archive has worked it out (`archive.captures.digest_of`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """How a host answers for what is not there, learnt by asking for an address that cannot exist."""

    http_status: int
    """Status code of the answer; a 200 is a soft 404."""
    redirects_to: str | None = None
    """Where it redirects to."""
    title: str = ""
    """Words of `<title>` of the page that it answers with."""
    headline: str = ""
    """Words of its first heading."""
    text: str = ""
    """The beginning of its text."""


@dataclass(slots=True, kw_only=True)
class Visit:
    """The last item of every page: how it ended and what it led to. With it the store closes the page's row."""

    url: str
    """The ledger's address of the page: the key to its row."""
    at: str
    """ISO 8601, UTC."""
    outcome: Literal["read", "not_modified", "redirected", "skipped", "failed", "gone"]
    """How the visit ended; the store turns "read" into new, changed or unchanged."""
    kind: Kind = "other"
    """What the page turned out to be."""
    reason: str | None = None
    """Why, in words that a person understands."""
    http_status: int | None = None
    """Status code of the last answer; None where there was none."""
    bytes: int = 0
    """Size of the payload."""
    robots_meta: tuple[str, ...] = ()
    """What the page asks of robots, by its metas and X-Robots-Tag: "noindex", "noarchive", …"""
    redirects_to: str | None = None
    """Address that it redirects to, where that is another one (RFC 9110 Location): a page of its own in the ledger."""
    etag: str | None = None
    """ETag of the answer (RFC 9110)."""
    last_modified: str | None = None
    """Last-Modified of the answer, as sent."""
    found: list[Found] = field(default_factory=list)
    """Addresses that the page led to."""
    hosts: list[str] = field(default_factory=list)
    """Hosts that the menu of a front page leads to: those of the newsroom among them are followed."""
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Stories that the page announces: address and heading of the block (rail) that each stands in."""
    further: int = 0
    """The number of the listing's page that its address names; 0: it names none."""
    missing: Missing | None = None
    """What the site answers for an address that cannot exist, where this was one."""
    capture: Capture | None = None
    """The page as it came, where it may have to be kept."""
    retry: bool = False
    """The failure may pass: ask again in a later run."""
    site: str | None = None
    """Name of the site whose ledger has its row, where the address is on another one's host (a picture)."""
    partial: str | None = None
    """Why its story is not whole, where a further page of it could not be had (with `retry`: for now)."""
    apart: bool = False
    """Its story goes on on further pages, which are visits of their own (captured ones)."""
    part_of: str | None = None
    """Address of the story of which it may be a further page."""
    asked: bool = True
    """Whether the page was asked at all; False where its host rests or its robots.txt cannot be had."""


@dataclass(slots=True, kw_only=True)
class RobotsVisit:
    """How asking for a robots.txt ended."""

    url: str
    """The ledger's address of the file, at the host that was asked first."""
    at: str
    """ISO 8601, UTC."""
    due_at: str
    """When to ask again: ISO 8601, UTC."""
    text: str | None
    """Its rules; None where they could not be had."""
    reason: str
    """What they are, or why they could not be had, in words."""
    http_status: int | None = None
    """Status code of the last answer; None where there was none."""
    bytes: int = 0
    """Size of the payload."""
    etag: str | None = None
    """ETag of the answer (RFC 9110)."""
    last_modified: str | None = None
    """Last-Modified of the answer, as sent."""
