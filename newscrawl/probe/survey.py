"""What the pages of a tour tell of a site, as plain data: for the screen, for JSON and for a description. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newscrawl.items import Article
from newscrawl.probe.cost import Cost, cost
from newscrawl.probe.patterns import Pattern, article_patterns, listing_pattern
from newscrawl.probe.places import Place, guess
from newscrawl.probe.tour import Stop, Tour
from newscrawl.reading.sniff import charset, sniff
from newscrawl.urls import canonical, host_of, in_site, path_of

__all__ = ["Rail", "Read", "Survey", "Way", "survey"]

_FEW_TEASERS, _FEW_LINKS = 3, 10
"""A front page with fewer was not filled in."""
_MOST_STORIES = 2_000
"""Addresses that patterns are learnt from: a sitemap may name 50,000."""
_FEW_WORDS = 60
"""A story with fewer words may be cut short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """A block of teasers of the front page."""

    heading: str
    """Its heading; empty where there is none."""
    count: int
    """Its teasers."""
    headlines: list[str]
    """Their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A feed or sitemap, or what became of asking for it."""

    url: str
    """Its address."""
    told: str
    """What it is, or why it could not be had, in words."""
    good: bool
    """Whether it is a feed or sitemap."""
    stories: int = 0
    """Stories that it names for every run."""
    oldest: str | None = None
    """The first day that it reaches back to, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A story that was asked."""

    url: str
    """The address that answered, or that was asked."""
    article: Article | None
    """As it was read; None where none could be."""
    told: str
    """What the page was taken for, or why it could not be had."""
    came: bool
    """Whether there was a page; else no description helps."""
    doubts: list[str]
    """What a person should look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One site at a glance."""

    url: str
    """The front page that answered."""
    name: str
    """Of the site: that of its description, else its domain (and path)."""
    described: bool
    """Whether there is a description."""
    domains: list[str]
    """What belongs to it."""
    title: str
    """Words of the front page's `<title>`."""
    place: Place
    """Language, country and zone as they are described, else guessed."""
    rails: list[Rail]
    """Blocks of teasers in their order; those without a heading as one."""
    teasers: int
    """Teasers of the front page."""
    sections: list[str]
    """Sections that the front page leads to."""
    feeds: list[Way]
    """The feed that was asked first, then those that the front page names beside it."""
    sitemaps: list[Way]
    """Those that were asked."""
    robots: str
    """What robots.txt says, in words."""
    patterns: list[Pattern]
    """Forms of its stories' addresses."""
    stories: int
    """Addresses of stories that these rest on."""
    articles: tuple[str, ...]
    """Patterns that its description has for them."""
    matched: int
    """Of these addresses, those that one of its description's patterns matches."""
    listings: str | None
    """A pattern of its sections' addresses."""
    read: list[Read]
    """Stories that were asked."""
    cost: Cost
    """What crawling it takes."""
    browser: list[str] = field(default_factory=list)
    """Why a browser may be needed; empty: it is not."""

    @property
    def unread(self) -> bool:
        """Whether no story of it could be read."""
        return not any(read.article for read in self.read)

    @property
    def unreadable(self) -> list[Read]:
        """Stories whose pages came and could not be read: the description has to tell how."""
        return [read for read in self.read if read.came and not read.article]


def survey(
    tour: Tour, *, delay: float, crawl_delay: float, robots: Callable[[str], bool] | None, has_rules: bool
) -> Survey:
    """`delay`: seconds between requests, by the settings; `crawl_delay`: those of robots.txt; 0: it says nothing.

    `robots` tells of an address whether robots.txt allows it; None: there was no answer. `has_rules`: it says anything.
    """
    front = tour.stops[0]
    found = [f for f in front.reading.found if not f.skip and in_site(f.url, tour.site)]
    sections = list(dict.fromkeys(f.url for f in found if f.kind == "section" and not f.deep))
    stories = _stories(tour)
    others = [*sections, *(f.url for f in found if f.kind != "article"), front.url]
    patterns = article_patterns(stories, others)
    read = list(_read(tour))
    feeds, sitemaps = list(_ways(tour, "feed")), list(_ways(tour, "sitemap"))
    known = {feed.url for feed in feeds}
    feeds += [
        Way(url=f.url, told="named by the front page", good=True)
        for f in found
        if f.kind == "feed" and f.url not in known and not f.deep
    ]
    return Survey(
        url=front.url,
        name=tour.site.name,
        described=tour.is_known,
        domains=list(tour.site.domains),
        title=front.reading.title,
        place=_place(tour, read),
        rails=_rails(front),
        teasers=len(front.reading.teasers),
        sections=sections,
        feeds=feeds,
        sitemaps=sitemaps,
        robots=_robots(front, robots, has_rules, crawl_delay),
        patterns=patterns,
        stories=len(stories),
        articles=tour.site.articles,
        matched=sum(any(re.search(form, path_of(url)) for form in tour.site.articles) for url in stories),
        listings=listing_pattern(sections, front.url, patterns),
        read=read,
        cost=cost(tour, sections=sections, delay=max(delay, crawl_delay), own_delay=crawl_delay > delay),
        browser=list(_browser(front, read, tour)),
    )


def _stories(tour: Tour) -> list[str]:
    """Addresses of stories that pages of the tour name, each once."""
    found: dict[str, None] = {}
    for stop in tour.stops:
        if stop.kind != "article":
            own = (f for f in stop.reading.found if f.kind == "article" and not f.skip and in_site(f.url, tour.site))
            found |= dict.fromkeys(canonical(f.url) for f in own)
    return list(found)[:_MOST_STORIES]


def _rails(front: Stop) -> list[Rail]:
    rails: dict[str, list[str]] = {}
    for teaser in front.reading.teasers:
        rails.setdefault(teaser.rail, []).append(teaser.headline)
    return [Rail(heading=heading, count=len(lines), headlines=lines) for heading, lines in rails.items()]


def _ways(tour: Tour, kind: str) -> Iterator[Way]:
    for stop in tour.stops:
        if stop.kind == kind:
            named = [f for f in stop.reading.found if f.kind in ("article", "sitemap")]
            days = [day[:10] for f in named if (day := f.date_first or f.date_hint)]
            yield Way(
                url=stop.url,
                told=stop.reading.reason,
                good=stop.reading.kind in ("feed", "sitemap"),
                stories=sum(f.kind == "article" and not f.deep and not f.skip for f in named),
                oldest=min(days, default=None),
            )
    yield from (Way(url=url, told=reason, good=False) for what, url, reason in tour.failures if what == kind)


def _read(tour: Tour) -> Iterator[Read]:
    for stop in tour.stops:
        if stop.kind == "article":
            article = stop.reading.article
            doubts = list(_doubts(article, is_known=tour.is_known)) if article else []
            yield Read(url=stop.url, article=article, told=stop.reading.reason, came=True, doubts=doubts)
    for kind, url, reason in tour.failures:
        if kind == "article":
            yield Read(url=url, article=None, told=reason, came=False, doubts=[])


def _doubts(article: Article, *, is_known: bool) -> Iterator[str]:
    """What a person should look at; what many newsrooms leave out is none."""
    source = article.provenance.get("date_published", "")
    if not article.date_published:
        yield "no date"
    elif "assumed" in source or ", zone" in source and not is_known:
        words = source.partition(", ")[2]
        yield f"its date names no zone ({words if 'assumed' in words else 'that of its address is assumed'})"
    elif source.startswith("url"):
        yield "its date is known by the address alone"
    if not article.authors and not article.agency:
        yield "no author or agency"
    if article.word_count < _FEW_WORDS:
        yield f"{article.word_count} words only"
    if article.is_accessible_for_free is False:
        yield "behind a paywall"


def _place(tour: Tour, read: list[Read]) -> Place:
    """What is described; the rest guessed."""
    site, front = tour.site, tour.stops[0]
    articles = [r.article for r in read if r.article]
    languages = [a.in_language for a in articles] + [_language(front)]
    dated = [a for a in articles if a.date_published and ", zone" not in a.provenance.get("date_published", "")]
    moments = [datetime.fromisoformat(a.date_published) for a in dated if a.date_published and "T" in a.date_published]
    told = guess(host_of(front.url), languages, moments)
    words = "as it is described"
    zone = site.time_zone if tour.is_known else None  # else a guess by the address alone
    return Place(
        language=site.language or told.language,
        language_why=words if site.language else told.language_why,
        country=site.country or told.country,
        country_why=words if site.country else told.country_why,
        time_zone=zone or told.time_zone,
        time_zone_why=words if zone else told.time_zone_why,
    )


def _language(stop: Stop) -> str | None:
    if sniff(stop.body, stop.content_type)[0] != "html":
        return None
    from newscrawl.extraction import Document  # late: it loads the reader

    return Document.parse(stop.body, stop.url, charset(stop.content_type)).language


def _robots(front: Stop, allowed: Callable[[str], bool] | None, has_rules: bool, delay: float) -> str:
    if allowed is None:
        return "not asked (ROBOTSTXT_OBEY is off)"
    if not has_rules:
        return "none: everything may be asked"
    seen = [f.url for f in front.reading.found if not f.skip and host_of(f.url) == host_of(front.url)]
    forbidden = sum(not allowed(url) for url in seen)
    told = f"forbids {forbidden} of {len(seen)} addresses seen" if forbidden else "allows all that was seen"
    return f"{told}; " + (f"wants {delay:g} s between requests" if delay else "names no delay")


# A page that a script fills in.
_EMPTY_ROOT = re.compile(
    rb"<div[^>]+id=[\"']?(?:root|app|__next|__nuxt|main-app)[\"']?[^>]*>\s*</div>|enable javascript|requires javascript"
    rb"|you need to enable javascript|javascript is (?:disabled|required)|javascript aktivieren|activer javascript",
    re.IGNORECASE,
)


def _browser(front: Stop, read: list[Read], tour: Tour) -> Iterator[str]:
    """What speaks for pages that a script fills in."""
    links = sum(f.kind in ("article", "section") for f in front.reading.found)
    if len(front.reading.teasers) < _FEW_TEASERS and links < _FEW_LINKS and b"<script" in front.body.lower():
        yield f"the front page shows {len(front.reading.teasers)} teasers and {links} links to stories or sections"
    bodies = {stop.url: stop.body for stop in tour.stops}
    empty = [r for r in read if r.url in bodies and (not r.article or not r.article.article_body)]
    if empty and any(_EMPTY_ROOT.search(bodies[r.url]) for r in empty):
        yield f"{len(empty)} of {len(read)} stories have no text without JavaScript"
