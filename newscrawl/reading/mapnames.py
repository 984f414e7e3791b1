"""What the names of sitemaps tell: "sitemap-2024-04.xml", "news-sitemap.xml", "sitemap.xml?yyyy=2024&mm=04&dd=17"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from newscrawl.reading.addresses import parts

__all__ = ["FRESH_MAPS", "SITEMAP", "is_news", "period"]

SITEMAP = 800
"""Priority of a map: it is asked before what it names (see `found`)."""
FRESH_MAPS = 10
"""Maps of an index, or of a robots.txt, that every run asks at most."""

_YEAR = r"(?:1[789]\d\d|20[0-4]\d)"
_FIRST_YEAR = 1950
"""An earlier one is one only with its month: maps are numbered, too."""
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_PERIOD = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})(?:(?P<gap>[-_/.]?)(?P<month>{_MONTH}|[1-9](?!\d))(?:(?P=gap)(?P<day>{_DAY}|[1-9](?!\d)))?)?(?!\d)"
)
_QUERY = re.compile(r"(?:^|&)(y{1,4}|year|m{1,2}|month|d{1,2}|day)=(\d{1,4})(?=&|$)", re.IGNORECASE)
_NEWS = re.compile(r"(?<![a-z])news(?![a-z])|mapnews|newsmap|newssitemap|googlenews", re.IGNORECASE)


@lru_cache(maxsize=8192)
def period(url: str) -> tuple[date, date] | None:
    """The first and the last day that a map's address names; None where it names none."""
    _, path, query = parts(url)
    if query:
        given = {name[0].lower(): int(value) for name, value in _QUERY.findall(query)}
        if "y" in given:
            return _span(given["y"], given.get("m"), given.get("d"))
    found = None
    for found in _PERIOD.finditer(path + ("?" + query if query else "")):
        if found["month"]:
            break  # the first with a month; else the last year
    if found is None or (not found["month"] and int(found["year"]) < _FIRST_YEAR):
        return None
    return _span(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        if not day:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def is_news(url: str) -> bool:
    """Whether a map's own name calls it a map of news; the host's name and folders tell nothing."""
    _, path, query = parts(url)
    return _NEWS.search(path.rstrip("/").rpartition("/")[2] + "?" + query) is not None
