"""Which captures are those of an address, under any of its names and of any version of its story; which of a site."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from newscrawl.archive.finding import spellings, story_at
from newscrawl.archive.sites import known_site
from newscrawl.exceptions import ArgumentError
from newscrawl.urls import canonical, in_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.archive import Archive
    from newscrawl.archive.captures import Sighting

__all__ = ["captured", "selection", "utc_time"]

_NAMES = """
WITH names (url) AS (SELECT value FROM json_each(?1) UNION SELECT url FROM aliases WHERE article_id = ?2)
SELECT url FROM names UNION SELECT href FROM pages WHERE url IN (SELECT url FROM names) AND href IS NOT NULL
"""
_VERSIONS = "SELECT DISTINCT capture_digest FROM revisions WHERE capture_digest IS NOT NULL AND article_id = ?"


def captured(archive: Archive, url: str) -> list[Sighting]:
    """When the page at an address was captured, under any address that led to its story; the oldest first.

    The address may be spelled otherwise. Raises ArgumentError where it may mean several stories.
    """
    if archive.captures is None:
        return []
    db, story = archive.db, story_at(archive.db, url)
    asked = [url, canonical(url)] if story is not None else [url, canonical(url), *spellings(db, url)]
    names = [row[0] for row in db.conn.execute(_NAMES, (json.dumps(asked), story))]
    digests = [row[0] for row in db.conn.execute(_VERSIONS, (story,))]
    return archive.captures.sightings(names, digests)


def selection(
    archive: Archive, *, site: str | None, since: str | None, until: str | None
) -> Callable[[Sighting], bool]:
    """Tells of a sighting whether it is of a site (its name; None: of any) and from `since` to `until` (ISO 8601: days
    or times, inclusive). Raises ArgumentError for a site that is unknown and what is no time.
    """
    first, last = utc_time(since) if since else "", utc_time(until, end=True) if until else "9"
    where = known_site(archive.db, site)
    return lambda s: first <= s.fetched_at <= last and (where is None or in_site(s.url, where))


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
