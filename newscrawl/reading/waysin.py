"""Ways into a site that none of its pages has to link to: robots.txt and the usual places. Nothing is asked here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin

from newscrawl.items import Found
from newscrawl.reading.mapnames import FRESH_MAPS, SITEMAP, is_news
from newscrawl.urls import absolute

__all__ = ["archive_at", "sitemaps_of_robots", "usual_feed", "usual_sitemap"]

_MOST = 50
"""Sitemaps that one robots.txt may name."""
_DATE_AT_END = re.compile(r"/(\d{4})([-/]?)(\d\d?)(?:\2(\d\d?))?(/?)$")


def sitemaps_of_robots(named: Iterable[str], url: str) -> list[Found]:
    """The sitemaps that a robots.txt names (sitemaps.org protocol; RFC 9309, section 2.2.4), those of news first.

    `url`: any address of its host. Where many are named, those behind the first ten that are not of news wait for a
    backfill.
    """
    maps: dict[str, bool] = {}
    for value in named:
        address = absolute(url, value.strip())
        if value.strip() and address is not None and len(maps) < _MOST:
            maps.setdefault(address, is_news(address))
    ordered = sorted(maps, key=lambda address: not maps[address])
    return [
        Found(url=address, kind="sitemap", priority=SITEMAP - rank, deep=rank >= FRESH_MAPS and not maps[address])
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


def archive_at(found: Iterable[Found], last: date) -> list[Found]:
    """The last wanted day's page (or month's) of an archive of which a page shows later ones alone.

    Many archives lead from a day to the one before and no further: those of years would have to be asked to come to a
    range of days of long ago. Their addresses tell the way.
    """
    pages: dict[str, Found] = {}
    for f in found:
        later = f.kind == "section" and f.deep and f.skip is None and (f.date_first or "") > last.isoformat()
        if not later or (at := _DATE_AT_END.search(f.url)) is None:
            continue
        _, gap, month, day, slash = at.groups()
        values = [f"{last.year}", f"{last.month:0{len(month)}}", *([f"{last.day:0{len(day)}}"] if day else [])]
        url = f"{f.url[: at.start()]}/{gap.join(values)}{slash}"
        first = last if day else last.replace(day=1)
        pages[url] = Found(
            url=url,
            kind="section",
            priority=f.priority,
            deep=True,
            date_hint=last.isoformat(),
            date_first=first.isoformat(),
        )
    return list(pages.values())
