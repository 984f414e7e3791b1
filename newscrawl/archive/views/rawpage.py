"""What the archive knows of captures: which are those of a story, and what was read from one."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.rawpages import of_story
from newscrawl.urls import canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Read", "StoryPages", "read_from", "story_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPages:
    """By what the captures of a story are found."""

    id: int
    headline: str
    in_language: str | None
    url: str
    status: str
    time_zone: str | None
    """Of its site."""
    names: list[str]
    """Addresses that may have been captured."""
    digests: list[str]
    """Keys of captures that its versions name."""
    versions: dict[str, list[int]]
    """Key of a capture -> numbers of the versions that were read from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read from a capture."""

    id: int
    """Of the story."""
    headline: str
    in_language: str | None
    numbers: list[int]
    """Versions that were read from this very capture."""


_STORY = """
SELECT articles.id, headline, in_language, url, status, sites.time_zone
FROM articles LEFT JOIN sites ON sites.name = site WHERE articles.id = ?
"""
_NUMBERS = "SELECT number, capture_digest FROM revisions WHERE article_id = ? AND capture_digest IS NOT NULL"
_LED = """
SELECT DISTINCT articles.id, headline, in_language FROM json_each(?) JOIN aliases ON aliases.url = value
JOIN articles ON articles.id = article_id WHERE status != 'erased' LIMIT 20
"""
_FRONT = "SELECT pages.site, url FROM json_each(?) JOIN pages ON url = value WHERE kind IN ('front', 'section') LIMIT 1"


def story_pages(db: Database, article_id: int) -> StoryPages | None:
    """By what the captures of the story with an id are found."""
    row = db.conn.execute(_STORY, (article_id,)).fetchone()
    if row is None:
        return None
    names, digests = of_story(db, article_id)
    return StoryPages(**dict(row), names=names, digests=digests, versions=_versions(db, article_id))


def _versions(db: Database, article_id: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, digest in db.conn.execute(_NUMBERS, (article_id,)):
        found[digest].append(number)
    return dict(found)


def read_from(db: Database, digest: str, urls: list[str]) -> tuple[list[Read], tuple[str, str] | None]:
    """The stories of the addresses that answered with a capture; and, where it is a listing's, site and address of
    that."""
    names = json.dumps(sorted({name for url in urls for name in (url, canonical(url))}))
    stories = [
        Read(**dict(row), numbers=_versions(db, row["id"]).get(digest, [])) for row in db.conn.execute(_LED, (names,))
    ]
    front = db.conn.execute(_FRONT, (names,)).fetchone()
    return stories, (front["site"], front["url"]) if front else None
