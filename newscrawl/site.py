"""What is known of one site: plain data that every room may read.

The bundled descriptions live in `newscrawl/sites/`, the user's own in `./sites/`; docs/adding-a-site.md explains one.
Selectors are CSS as parsel reads them; patterns are regular expressions searched in the path and query of an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newscrawl.knowledge import Knowledge

__all__ = ["Layout", "Rail", "Site"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a site's article pages look, or looked until some day.

    An empty selector leaves a field to the general reader.
    """

    valid_until: date | None = None
    """Last day on which pages had this layout; None: today's."""
    match: str = ""
    """Something that every page of this layout has; with it the layout is known by its looks, whatever the date."""
    headline: str = ""
    """The headline's element."""
    description: str = ""
    """The standfirst's element."""
    body: str = ""
    """The element or elements that hold the body's blocks."""
    remove: tuple[str, ...] = ()
    """What stands inside `body` and is not part of the story."""
    authors: str = ""
    """Elements that hold one name each."""
    date_published: str = ""
    """Element with the date: its `datetime` attribute or its words."""
    section: str = ""
    """The section's element."""
    image_caption: str = ""
    """The lead picture's caption."""
    image_credit: str = ""
    """Its credit, where it has an element of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """A block of teasers."""

    container: str
    """The block's element."""
    heading: str = ""
    """Its heading, inside the container; empty: the container's first heading."""
    item: str = ""
    """One teaser inside the container; empty: one for each link to another page."""
    headline: str = ""
    """The headline inside an item; empty: the link's words."""
    description: str = ""
    """The text inside an item; empty: its first paragraph outside the headline."""
    label: str = ""
    """A label inside an item, "WATCH LIVE"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site: what one lock, one set of rules and one crawl cover."""

    name: str
    """Name of its spider and value of `sites.name`; for a site that nobody has described, its domain (and path)."""
    home: str
    """Address of its front page."""
    domains: tuple[str, ...] = ()
    """Registrable domains, or hosts (with port where it is not the scheme's own), that belong to it, the first
    one the most usual; an entry may carry a path, "example.org/atlantic"."""
    time_zone: str | None = None
    """IANA zone that dates without one are in; None: UTC."""
    language: str | None = None
    """BCP 47 tag."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    front_pages: tuple[str, ...] = ()
    """Further addresses to start from, beside `home`."""
    articles: tuple[str, ...] = ()
    """Patterns of article addresses."""
    listings: tuple[str, ...] = ()
    """Patterns of addresses of sections and other listings; what `articles` matches too is an article."""
    ignore: tuple[str, ...] = ()
    """Patterns of addresses never to ask."""
    layouts: tuple[Layout, ...] = ()
    """Layouts of its article pages, today's last."""
    rails: tuple[Rail, ...] = ()
    """Blocks of teasers, on listings and on article pages."""
    browser: bool = False
    """Whether its pages are empty without their scripts: a browser shows them first (docs/javascript.md)."""
    learnt: Knowledge | None = None
    """What recurs on its pages; the archive keeps it, a description leaves it out."""
