"""Which captures are those of an address: under any of its names, and of any version of its story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.urls import canonical

if TYPE_CHECKING:
    from newscrawl.archive import Archive
    from newscrawl.archive.captures import Sighting

__all__ = ["captured"]

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
