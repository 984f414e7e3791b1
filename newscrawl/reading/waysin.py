"""Ways into a site that none of its pages has to link to: robots.txt and the usual places. Nothing is asked here."""

from __future__ import annotations

from urllib.parse import urljoin

from newscrawl.items import Found
from newscrawl.reading.mapnames import SITEMAP, is_news
from newscrawl.urls import absolute

__all__ = ["sitemaps_of_robots", "usual_feed", "usual_sitemap"]

_MOST = 50
"""Sitemaps that one robots.txt may name."""
_FRESH_MAPS = 10


def sitemaps_of_robots(text: str, url: str) -> list[Found]:
    """The sitemaps that a robots.txt names (sitemaps.org protocol; RFC 9309, section 2.2.4), those of news first.

    `text` is its content and `url` its address. The lines belong to no group of rules. Where many are named, those
    behind the first ten that are not of news wait for a backfill.
    """
    maps: dict[str, bool] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        if colon and name.strip().lower() in ("sitemap", "site-map") and value.strip():
            address = absolute(url, value.strip())
            if address is not None and len(maps) < _MOST:
                maps.setdefault(address, is_news(address))
    ordered = sorted(maps, key=lambda address: not maps[address])
    return [
        Found(url=address, kind="sitemap", priority=SITEMAP - rank, deep=rank >= _FRESH_MAPS and not maps[address])
        for rank, address in enumerate(ordered)
    ]


def usual_sitemap(url: str) -> Found:
    """The usual place of a host's sitemap, for hosts whose robots.txt and pages name none: most systems answer there
    with an index, or a redirect to it."""
    return Found(url=urljoin(url, "/sitemap.xml"), kind="sitemap", priority=SITEMAP - 20)


def usual_feed(home: str) -> Found:
    """The usual place of a feed, for front pages that name none. A site below a path has one of its own there."""
    base = home if home.endswith("/") else home.partition("?")[0].rstrip("/") + "/"
    return Found(url=urljoin(base, "feed/"), kind="feed", priority=SITEMAP - 22)
