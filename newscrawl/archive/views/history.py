"""All that the archive knows of how one story changed: its versions, the looks at it, what befell it, its headlines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.views.vanishing import Vanishing, vanishing

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

__all__ = ["Event", "History", "Look", "Story", "Teaser", "Version", "history", "kept_pictures", "texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story as its article has it today."""

    id: int
    url: str
    site: str
    headline: str
    in_language: str | None
    article_section: str | None
    kind: str
    status: str
    revision_id: int | None
    """The current version."""
    date_precision: str | None
    time_zone: str | None
    """Of its site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version, without its text."""

    id: int
    number: int
    first_seen: str
    last_seen: str
    headline: str
    alternative_headline: str | None
    date_published: str | None
    date_modified: str | None
    correction: str | None
    capture_digest: str | None
    run_id: int | None
    fields: list[str]
    """What differs from the version before."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the story's page, and the version that it saw."""

    at: str
    revision_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What befell it, as in `events`."""

    at: str
    event: str
    detail: str | None
    run_id: int | None
    vanishing: Vanishing | None = None
    """Where it vanished: the looks between which it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """One stay of it on a front page or section."""

    headline: str
    listing_url: str
    position: int
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class History:
    """A story's past, each part in the order of time."""

    story: Story
    versions: list[Version]
    looks: list[Look]
    events: list[Event]
    teasers: list[Teaser]
    size: int
    """Characters of the texts of all versions."""


_STORY = """
SELECT articles.id, url, site, headline, in_language, article_section, kind, status, revision_id, date_precision,
    sites.time_zone
FROM articles LEFT JOIN sites ON sites.name = articles.site WHERE articles.id = ?
"""
_VERSIONS = """
SELECT id, number, first_seen, last_seen, headline, alternative_headline, date_published, date_modified, correction,
    capture_digest, run_id, changed_fields, length(article_body) AS size
FROM revisions WHERE article_id = ? ORDER BY number
"""
_LOOKS = """
SELECT DISTINCT at, revision_id FROM aliases JOIN visits USING (url)
WHERE article_id = ? AND revision_id IS NOT NULL ORDER BY at
"""
_EVENTS = "SELECT at, event, detail, run_id FROM events WHERE article_id = ? ORDER BY at, id"
_TEASERS = """
SELECT headline, listing_url, position, first_seen, last_seen FROM aliases JOIN teasers ON article_url = url
WHERE article_id = ? ORDER BY first_seen, teasers.id
"""


def history(db: Database, article_id: int) -> History | None:
    """The past of a story; None where there is none of that id."""

    def rows(sql: str) -> list[sqlite3.Row]:
        return db.conn.execute(sql, (article_id,)).fetchall()

    found = rows(_STORY)
    if not found:
        return None
    versions, size = [], 0
    for row in rows(_VERSIONS):
        values = dict(row)
        size += values.pop("size")
        fields = json.loads(values.pop("changed_fields"))
        versions.append(Version(**values, fields=fields))
    known = {version.id for version in versions}
    return History(
        Story(**dict(found[0])),
        versions,
        [Look(*row) for row in rows(_LOOKS) if row["revision_id"] in known],
        [
            Event(**dict(row), vanishing=vanishing(db, article_id, row["event"], row["at"], row["detail"]))
            for row in rows(_EVENTS)
        ],
        [Teaser(**dict(row)) for row in rows(_TEASERS)],
        size,
    )


def texts(db: Database, article_id: int, numbers: list[int]) -> dict[int, sqlite3.Row]:
    """Whole rows of `revisions` by their number."""
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT * FROM revisions WHERE article_id = ? AND number IN ({marks}) ORDER BY number"
    rows = db.conn.execute(sql, (article_id, *numbers))
    return {row["number"]: row for row in rows}


def kept_pictures(db: Database, article_id: int) -> dict[str, str]:
    """Addresses (canonical) of the story's pictures that are kept → keys of their captures."""
    sql = "SELECT url, payload_digest FROM images WHERE article_id = ? AND payload_digest IS NOT NULL"
    return {row["url"]: row["payload_digest"] for row in db.conn.execute(sql, (article_id,))}
