"""Which captures are those of an address, under any of its names and of any version of its story; which of a site."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from newscrawl.exceptions import ArgumentError
from newscrawl.site import Site
from newscrawl.urls import canonical, in_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.archive import Archive
    from newscrawl.archive.captures import Sighting

__all__ = ["captured", "selection", "utc_time"]

_NAMES = """
WITH asked (url) AS (VALUES (?), (?)),
    story (id) AS (SELECT article_id FROM aliases JOIN asked USING (url)),
    names (url) AS (SELECT url FROM asked UNION SELECT url FROM aliases WHERE article_id IN (SELECT id FROM story))
SELECT url FROM names UNION SELECT href FROM pages WHERE url IN (SELECT url FROM names) AND href IS NOT NULL
"""
_VERSIONS = """
SELECT DISTINCT capture_digest FROM revisions WHERE capture_digest IS NOT NULL
    AND article_id IN (SELECT article_id FROM aliases WHERE url IN (?, ?))
"""


def captured(archive: Archive, url: str) -> list[Sighting]:
    """When the page at an address was captured, under any address that led to its story; the oldest first."""
    if archive.captures is None:
        return []
    asked = (url, canonical(url))
    names = [row[0] for row in archive.db.conn.execute(_NAMES, asked)]
    digests = [row[0] for row in archive.db.conn.execute(_VERSIONS, asked)]
    return archive.captures.sightings(names, digests)


def selection(
    archive: Archive, *, site: str | None, since: str | None, until: str | None
) -> Callable[[Sighting], bool]:
    """Tells of a sighting whether it is of a site (its name; None: of any) and from `since` to `until` (ISO 8601: days
    or times, inclusive). Raises ArgumentError for a site that is unknown and what is no time.
    """
    first, last = utc_time(since) if since else "", utc_time(until, end=True) if until else "9"
    where = _site(archive, site) if site else None
    return lambda s: first <= s.fetched_at <= last and (where is None or in_site(s.url, where))


def _site(archive: Archive, name: str) -> Site:
    row = archive.db.conn.execute("SELECT home, domains FROM sites WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise ArgumentError(f"the archive knows no site {name!r}: `scrapy runs` names those it has")
    return Site(name=name, home=row["home"], domains=tuple(json.loads(row["domains"])))


def utc_time(given: str, *, end: bool = False) -> str:
    """A day or time (ISO 8601, UTC where it tells no offset) as captures tell times; of a day its start, or its end.

    Raises ArgumentError for what is no time.
    """
    try:
        moment = datetime.fromisoformat(given)
        if end and len(given) <= len("2024-04-17"):
            moment = datetime.combine(moment, time.max)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ArgumentError(f"{given!r} is not a time: write it as 2024-04-17T15:07 or 2024-04-17") from None
    return moment.isoformat(timespec="milliseconds")
