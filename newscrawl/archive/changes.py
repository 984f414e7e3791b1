"""What changed in the archive's stories, and when: versions and events in one line of time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.finding import story_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from sqlite_utils import Database

__all__ = ["Change", "changes_since", "find_article", "versions_of"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that befell a story."""

    at: str
    """ISO 8601, UTC: the first look that saw it."""
    event: str
    """"edited", or an event: "gone", "restored", "moved", "corrected", "reverted", "erased"."""
    article_id: int
    site: str
    url: str
    headline: str
    """The story's current headline."""
    number: int | None
    """The version that an edit made."""
    fields: list[str]
    """What an edit changed."""
    detail: str | None
    """What the event says."""


_CHANGES = """
SELECT revisions.first_seen AS at, 'edited' AS event, article_id, site, url, articles.headline, number, changed_fields,
    NULL AS detail
FROM revisions JOIN articles ON articles.id = article_id
WHERE revisions.first_seen >= :since AND number > 1 AND (:site IS NULL OR site = :site)
UNION ALL
SELECT at, event, article_id, site, url, headline, NULL, '[]', detail
FROM events JOIN articles ON articles.id = article_id WHERE at >= :since AND (:site IS NULL OR site = :site)
ORDER BY at DESC, article_id
"""


def changes_since(db: Database, since: str, site: str | None = None) -> Iterator[Change]:
    """Edits and events since a time (ISO 8601, UTC), the newest first."""
    for row in db.conn.execute(_CHANGES, {"since": since, "site": site}):
        values = dict(row)
        fields = json.loads(values.pop("changed_fields"))
        yield Change(**values, fields=fields)


def find_article(db: Database, text: str) -> sqlite3.Row | None:
    """The article with an id, or with an address that led to it, in any spelling. Raises ArgumentError where that may
    mean several."""
    by_id = text.isascii() and text.isdigit() and len(text) < 19
    key = int(text) if by_id else story_at(db, text)
    row: sqlite3.Row | None = db.conn.execute("SELECT * FROM articles WHERE id = ?", (key,)).fetchone()
    return row


def versions_of(db: Database, article_id: int) -> list[sqlite3.Row]:
    """All versions of an article, in their order."""
    return db.conn.execute("SELECT * FROM revisions WHERE article_id = ? ORDER BY number", (article_id,)).fetchall()
