"""Ways into the hosts of a run that no page has to link to, each told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.reading.waysin import sitemaps_of_robots, usual_feed, usual_sitemap
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from newscrawl.items import Found, Visit

__all__ = ["Entrances"]


class Entrances:
    """Ways into a host: the sitemaps that its robots.txt names; the usual places, where its pages name none."""

    def __init__(self) -> None:
        self._sitemaps: dict[str, list[str]] = {}  # host -> those that its robots.txt names
        self._entered: set[str] = set()  # hosts of which a page was read

    def note(self, host: str, sitemaps: list[str]) -> None:
        """Take in which sitemaps a robots.txt names."""
        self._sitemaps[host] = sitemaps

    def of(self, visit: Visit) -> list[Found]:
        """What to ask of a host beside what its page led to: once a run, and again at each front page."""
        host = host_of(visit.url)
        if host in self._entered and visit.kind != "front":
            return []
        self._entered.add(host)
        found = sitemaps_of_robots(self._sitemaps.get(host, []), visit.url)
        here = {f.kind for f in visit.found if not f.skip}
        if not found and "sitemap" not in here:
            found = [usual_sitemap(visit.url)]
        if visit.kind == "front" and "feed" not in here:
            found.append(usual_feed(visit.url))
        return found
