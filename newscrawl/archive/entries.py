"""Entries of live blogs: what stood on the page, and from when to when. None is ever lost."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.items import LiveEntry

__all__ = ["LIVE_ENTRIES", "write"]

LIVE_ENTRIES = """
CREATE TABLE live_entries (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    headline TEXT,
    text TEXT NOT NULL,
    date_published TEXT,
    authors TEXT NOT NULL DEFAULT '[]',
    entry_hash TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    UNIQUE (article_id, entry_hash)
);
"""

_WRITE = """
INSERT INTO live_entries
    (article_id, position, headline, text, date_published, authors, entry_hash, first_seen, last_seen)
VALUES (:article_id, :position, :headline, :text, :date_published, :authors, :entry_hash, :at, :at)
ON CONFLICT (article_id, entry_hash) DO UPDATE SET
    position = CASE WHEN excluded.last_seen >= last_seen THEN excluded.position ELSE position END,
    first_seen = min(first_seen, excluded.first_seen),
    last_seen = max(last_seen, excluded.last_seen)
"""


def write(db: Database, article_id: int, entries: Sequence[LiveEntry], *, at: str) -> None:
    """Record what a live blog shows at a time (ISO 8601, UTC).

    An entry with the same words and the same time goes on with its stay; an edited one is a new one, and one that
    the page shows no more stays as it was.
    """
    db.conn.executemany(
        _WRITE,
        [
            {
                "article_id": article_id,
                "position": position,
                "headline": entry.headline,
                "text": entry.text,
                "date_published": entry.date_published,
                "authors": json.dumps(entry.authors, ensure_ascii=False),
                "entry_hash": _hash(entry),
                "at": at,
            }
            for position, entry in enumerate(entries, 1)
        ],
    )


def _hash(entry: LiveEntry) -> str:
    """SHA-256 (hex) over what an entry tells: equal hashes, same entry."""
    told = json.dumps([fold(entry.headline), fold(entry.text), entry.date_published], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
