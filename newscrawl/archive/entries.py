"""Entries of live blogs: what stood on the page, and from when to when. None is ever lost."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.items import LiveEntry

__all__ = ["write"]

_HOUR = timedelta(hours=1)
"""The largest unit by which a page tells times from the visit, but for whole days."""

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
    the page shows no more stays as it was. Times that a page tells from the visit ("2 hours ago") are never quite the
    same: within `_HOUR` they are, and the first one counts.
    """
    if not entries:
        return
    hashes = _as_known(db, article_id, entries, [_hash(entry) for entry in entries])
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
                "entry_hash": entry_hash,
                "at": at,
            }
            for position, (entry, entry_hash) in enumerate(zip(entries, hashes, strict=True), 1)
        ],
    )


def _as_known(db: Database, article_id: int, entries: Sequence[LiveEntry], hashes: list[str]) -> list[str]:
    """The hashes, for an entry that is known with nearly the same time that of the known one."""
    shown = set(hashes)
    others: dict[tuple[str, str], list[tuple[str, str | None]]] = defaultdict(list)
    sql = "SELECT entry_hash, date_published, headline, text FROM live_entries WHERE article_id = ? ORDER BY id"
    known = db.conn.execute(sql, (article_id,)).fetchall()
    for entry_hash, date, headline, text in known:
        if entry_hash not in shown:
            others[fold(headline), fold(text)].append((entry_hash, date))
    exact = {row[0] for row in known}
    return [
        entry_hash
        if entry_hash in exact
        else _nearest(entry, others[fold(entry.headline), fold(entry.text)], entry_hash)
        for entry, entry_hash in zip(entries, hashes, strict=True)
    ]


def _nearest(entry: LiveEntry, others: list[tuple[str, str | None]], otherwise: str) -> str:
    """Takes the first of these entries with the same words whose time may be this entry's."""
    for other in others:
        if _is_near(entry.date_published, other[1]):
            others.remove(other)
            return other[0]
    return otherwise


def _is_near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return abs(datetime.fromisoformat(one) - datetime.fromisoformat(other)) <= _HOUR


def _hash(entry: LiveEntry) -> str:
    """SHA-256 (hex) over what an entry tells: equal hashes, same entry."""
    told = json.dumps([fold(entry.headline), fold(entry.text), entry.date_published], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
