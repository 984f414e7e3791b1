"""What crawling a site takes, estimated from a tour of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from newscrawl.items import Found
from newscrawl.moments import iso
from newscrawl.probe.tour import Stop, Tour
from newscrawl.reading.mapnames import FRESH_MAPS
from newscrawl.site import Site
from newscrawl.urls import bare, in_site

__all__ = ["Cost", "cost"]

_LOOKS = 20
"""Visits to one story in its first week with hourly runs: hourly at first, then each after a quarter of its age
(docs/revisits.md): 4, and the logarithm of 168 h / 4 h to the base of 1.25."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Requests and time of runs."""

    delay: float
    """Seconds between requests."""
    own_delay: bool
    """Whether robots.txt wants them."""
    latency: float
    """Seconds that the server took to answer, on average."""
    first: int
    """Requests of a first run."""
    hourly: int
    """Requests of a run an hour later, but for looks at known stories."""
    daily: float | None
    """Stories that the site publishes in a day; None: its feeds and sitemaps tell no dates."""
    looks: int | None
    """Looks at known stories in an hourly run after a week; None: not known."""

    def minutes(self, requests: int) -> float:
        """How long so many requests take."""
        return requests * max(self.delay, self.latency) / 60


def cost(tour: Tour, *, sections: Sequence[str], delay: float, own_delay: bool) -> Cost:
    """Estimate it: what every run asks, and the stories that one page of each kind showed."""
    front, *others = tour.stops
    stories = {bare(f.url) for f in _current(front, tour.site)}
    named = {bare(f.url) for stop in others if stop.kind in ("feed", "sitemap") for f in _current(stop, tour.site)}
    feeds = {f.url for f in front.reading.found if f.kind == "feed" and not f.skip and not f.deep}
    maps = [s for s in others if s.kind == "sitemap" and s.reading.kind == "sitemap"]
    children = {f.url for stop in maps for f in stop.reading.found if f.kind == "sitemap" and not f.deep}
    ways = (len(feeds) or sum(s.reading.kind == "feed" for s in others)) + len(tour.sitemaps or maps)
    ways += min(len(children), FRESH_MAPS)
    section = next((s for s in others if s.kind == "section"), None)
    shown = {bare(f.url) for f in _current(section, tour.site)} if section else set()
    further = len(shown - stories - named) * len(sections)
    fixed = 1 + len(tour.site.front_pages) + len(sections) + ways
    daily = _daily(tour)
    seconds = [stop.seconds for stop in tour.stops if stop.seconds]
    return Cost(
        delay=delay,
        own_delay=own_delay,
        latency=sum(seconds) / len(seconds) if seconds else 0.0,
        first=1 + fixed + len(stories | named) + further,
        hourly=fixed + round((daily or 0) / 24),
        daily=daily,
        looks=None if daily is None else round(daily / 24 * _LOOKS),
    )


def _current(stop: Stop, site: Site) -> list[Found]:
    """Stories of a site that a page names for every run."""
    found = (f for f in stop.reading.found if f.kind == "article" and not f.skip and not f.deep)
    return [f for f in found if in_site(f.url, site)]


def _daily(tour: Tour) -> float | None:
    """Stories a day by the dates of the feed or map that reaches back the least: the others may leave some out."""
    rates = []
    for stop in tour.stops:
        days = (
            [day for f in _current(stop, tour.site) if (day := iso(f.date_hint))]
            if stop.kind in ("feed", "sitemap")
            else []
        )
        if len(days) >= 3:
            span = max((max(days) - min(days)) / timedelta(days=1), 1.0)
            rates.append(len(days) / span)
    return max(rates, default=None)
