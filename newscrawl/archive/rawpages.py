"""Which captures are those of an address, under any of its names and of any version of its story; which of a site."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING

from newscrawl.archive.finding import spellings, story_at
from newscrawl.archive.sites import known_site
from newscrawl.moments import beginning, ending
from newscrawl.urls import canonical, in_site

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from sqlite_utils import Database

    from newscrawl.archive import Archive
    from newscrawl.archive.captures import Sighting

__all__ = ["captured", "fetched", "of_story", "selection"]

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
    return archive.captures.sightings(*of_story(db, story, asked))


def of_story(db: Database, story: int | None, asked: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Addresses under which a story may have been captured, those that were asked for included, and keys of the
    captures that its versions name."""
    names = [row[0] for row in db.conn.execute(_NAMES, (json.dumps(asked), story))]
    return names, [row[0] for row in db.conn.execute(_VERSIONS, (story,))]


def selection(
    archive: Archive, *, site: str | None, since: date | datetime | None, until: date | datetime | None
) -> Callable[[Sighting], bool]:
    """Tells of a sighting whether it is of a site (its name; None: of any) and from `since` to `until` (days or
    moments, inclusive). Raises ArgumentError for a site that is unknown.
    """
    first, last = fetched(beginning(since)) if since else "", fetched(ending(until)) if until else "9"
    where = known_site(archive.db, site)
    return lambda s: first <= s.fetched_at <= last and (where is None or in_site(s.url, where))


def fetched(moment: datetime) -> str:
    """A moment as `fetched_at` of captures tells it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
