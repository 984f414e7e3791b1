"""What a probe asks of a site: the page that was named, and where that is a front page, a handful of others. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newscrawl import sites
from newscrawl.items import Found, Kind
from newscrawl.reading import Reading
from newscrawl.reading.addresses import parts
from newscrawl.reading.mapnames import is_news
from newscrawl.reading.scope import Scope
from newscrawl.reading.sniff import charset
from newscrawl.reading.waysin import sitemaps_of_robots, usual_feed, usual_sitemap
from newscrawl.site import Site
from newscrawl.urls import bare, in_site

__all__ = ["ARTICLES", "MOST", "Stop", "Tour"]

MOST = 12
"""Pages that are asked at most."""
ARTICLES = 3
"""Stories that are asked."""
_MAPS = 2
"""Sitemaps that are asked, beside one of those that an index names."""


@dataclass(slots=True, kw_only=True)
class Stop:
    """A page that came."""

    kind: Kind
    """What was expected there."""
    url: str
    """The address that answered."""
    body: bytes
    """Its bytes without transfer and content encodings."""
    http_status: int
    """Status code of the answer."""
    content_type: str | None
    """The header as it came."""
    headers: tuple[str, ...] = ()
    """What X-Robots-Tag asks."""
    fetched_at: datetime
    """With an offset."""
    seconds: float = 0.0
    """What the server took to answer."""
    reading: Reading = field(default_factory=lambda: Reading(kind="other", reason=""))
    """As a crawl reads it; set by the tour."""


@dataclass(slots=True)
class Tour:
    """The pages of one probe, in the order in which they came, and what to ask next."""

    site: Site
    """The site that the page belongs to; where nobody described it, made of the whole host, or of the front page."""
    described: dict[str, Site]
    """All described sites."""
    whole: Site
    """As `site`, but for a site that lies below a path: then its whole host, which has robots.txt and sitemaps."""
    start: str
    """The address that was named."""
    alone: bool = False
    """Whether nothing else is to be asked."""
    token: str = ""
    """What pages may call us by."""
    stops: list[Stop] = field(default_factory=list)
    """Pages that came."""
    failures: list[tuple[Kind, str, str]] = field(default_factory=list)
    """Those that could not be had: what was expected there, address, reason."""
    sitemaps: list[str] = field(default_factory=list)
    """The sitemaps that robots.txt names."""
    asked: set[str] = field(default_factory=set)
    """Addresses that were asked, in a form without what does not tell pages apart."""
    _storied: bool = False  # stories were asked

    @property
    def is_listing(self) -> bool:
        """Whether the page that was named is a front page, so that its site was looked at."""
        return bool(self.stops) and self.stops[0].kind in ("front", "section")

    @property
    def is_known(self) -> bool:
        """Whether the site is described."""
        return self.site.name in self.described

    def add(self, stop: Stop) -> list[Found]:
        """Take a page that came; what to ask next."""
        first = not self.stops
        self.stops.append(stop)
        named_front = Scope(self.site, self.start).is_front(self.start)  # it may redirect to /en/home
        stop.reading = self._read(stop, self.site, stop.kind if not first else "front" if named_front else None)
        if first:
            self.asked.add(bare(stop.url))
            self._judge(stop)
        if self.alone or not self.is_listing:
            return []
        return self._next(self._from_front(stop) if first else self._from_way_in(stop))

    def fail(self, kind: Kind, url: str, reason: str) -> None:
        """Take a page that could not be had."""
        self.failures.append((kind, url, reason))

    def _read(self, stop: Stop, site: Site, hint: Kind | None) -> Reading:
        from newscrawl.reading.read import read  # the whole reader, which other commands need not load

        return read(
            stop.body,
            stop.url,
            site=site,
            encoding=charset(stop.content_type),
            content_type=stop.content_type,
            fetched_at=stop.fetched_at,
            hint=hint,
            token=self.token,
        )

    def _judge(self, stop: Stop) -> None:
        """Whether the page is a front page: of its site, or, where nobody described that, any list of stories."""
        stop.kind = stop.reading.kind
        if stop.kind == "section":
            if self.is_known:
                stop.kind = "other"  # a page of a site that is known
                return
            self.site = sites.find(stop.url, self.described)
            stop.reading = self._read(stop, self.site, "front")

    def _next(self, wanted: Iterator[Found]) -> list[Found]:
        chosen: list[Found] = []
        for found in wanted:
            if len(self.asked) < MOST and bare(found.url) not in self.asked and in_site(found.url, self.whole):
                self.asked.add(bare(found.url))
                chosen.append(found)
        self._storied = self._storied or any(found.kind == "article" for found in chosen)
        return chosen

    def _from_front(self, stop: Stop) -> Iterator[Found]:
        found = [f for f in stop.reading.found if not f.skip]
        named = sitemaps_of_robots(self.sitemaps, stop.url)
        maps = named or [f for f in found if f.kind == "sitemap"] or [usual_sitemap(stop.url)]
        others = [f for f in maps[1:] if is_news(f.url) != is_news(maps[0].url)] or maps[1:]
        yield from [maps[0], *others][:_MAPS]
        yield next((f for f in found if f.kind == "feed" and not f.deep), usual_feed(stop.url))
        yield from [f for f in found if f.kind == "section" and not f.deep][:1]
        yield from self._stories([f for f in found if f.kind == "article"])

    def _from_way_in(self, stop: Stop) -> Iterator[Found]:
        found = [f for f in stop.reading.found if not f.skip]
        maps = [f for f in found if f.kind == "sitemap"]
        if maps and sum(s.kind == "sitemap" for s in self.stops) <= _MAPS:
            yield next((f for f in maps if not f.deep), maps[0])
        if stop.kind in ("feed", "sitemap", "section") and not self._storied:
            yield from self._stories([f for f in found if f.kind == "article"])

    def _stories(self, found: list[Found]) -> Iterator[Found]:
        """The first story, and others whose addresses begin differently, where there are such."""
        rest = [f for f in found if in_site(f.url, self.site)]
        chosen: list[Found] = []
        quarters: set[str] = set()
        for story in rest:
            quarter = parts(story.url)[1].split("/")[1]
            if quarter not in quarters and len(chosen) < ARTICLES:
                quarters.add(quarter)
                chosen.append(story)
        chosen += [f for f in rest if f not in chosen][: ARTICLES - len(chosen)]
        yield from (Found(url=f.url, kind="article", priority=f.priority) for f in chosen)
