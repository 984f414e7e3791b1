"""The newest stories, and what the archive holds in a few figures."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Card", "Holdings", "holdings", "newest", "now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A story as a list shows it."""

    id: int
    site: str
    headline: str
    description: str | None
    article_section: str | None
    in_language: str | None
    date_published: str | None
    """As the page tells it, ISO 8601."""
    status: str
    revision_count: int
    time_zone: str | None
    """Of its site."""
    picture: str | None
    """Key of the capture of its lead picture."""
    also_at: list[str]
    """Other sites that have a copy of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the archive holds."""

    articles: int
    """Those that were erased left out."""
    versions: int
    sites: int
    since: str | None
    """When it first saw a story: ISO 8601, UTC."""


_NOW = """
SELECT max(at) FROM (
    SELECT max(at) AS at FROM (SELECT at FROM visits ORDER BY id DESC LIMIT 1000)
    UNION ALL SELECT max(changed_at) FROM articles
)
"""
# A story is born when it says so, but never after it was found; one without a date, when it was found. Three short
# walks along the index of dates: what is dated until now, what is dated ahead, what has no date.
_NEWEST = """
WITH dated AS (
    SELECT id, date_published_utc AS born FROM articles
    WHERE date_published_utc <= :now AND status != 'erased' ORDER BY date_published_utc DESC, id DESC LIMIT :count
), ahead AS (
    SELECT id, first_seen AS born FROM articles
    WHERE date_published_utc > :now AND status != 'erased' ORDER BY date_published_utc LIMIT :count
), undated AS (
    SELECT id, first_seen AS born FROM articles
    WHERE date_published_utc IS NULL AND status != 'erased' ORDER BY id DESC LIMIT :count
)
SELECT id FROM (SELECT * FROM dated UNION ALL SELECT * FROM ahead UNION ALL SELECT * FROM undated)
ORDER BY substr(born, 1, 16) DESC, id DESC LIMIT :count
"""
_LEADER = "SELECT cluster_id FROM articles WHERE id = ?"
_CARD = """
SELECT articles.id, site, headline, description, article_section, in_language, date_published, status, revision_count,
    sites.time_zone,
    (SELECT payload_digest FROM images WHERE article_id = articles.id AND payload_digest IS NOT NULL
        ORDER BY position LIMIT 1) AS picture,
    (SELECT json_group_array(DISTINCT copy.site) FROM articles AS copy WHERE copy.cluster_id = articles.cluster_id
        AND copy.site != articles.site AND copy.status != 'erased') AS also_at
FROM articles LEFT JOIN sites ON sites.name = articles.site WHERE articles.id = ?
"""
_HOLDINGS = """
SELECT (SELECT count(*) FROM articles)
        - (SELECT count(*) FROM articles INDEXED BY articles_erased WHERE status = 'erased') AS articles,
    (SELECT count(*) FROM revisions) AS versions,
    (SELECT count(*) FROM sites) AS sites,
    (SELECT min(first_seen) FROM revisions) AS since
"""
_COPIES = 5
"""How many times as many stories are looked at as are shown, since copies are shown once."""


def now(db: Database) -> datetime:
    """The present as the archive knows it: when it last looked at anything (UTC). One that never did has our own.

    Visits are written in the order of their time, but for captures of the past that are read later; a thousand of
    those in a row, without any change that is newer, would set it back.
    """
    stamp = db.conn.execute(_NOW).fetchone()[0]
    try:
        return datetime.fromisoformat(stamp).astimezone(UTC)
    except (TypeError, ValueError):
        return datetime.now(UTC)


def newest(db: Database, at: datetime, count: int) -> list[Card]:
    """So many stories, the last published first; of the copies of a story, the one that came last. A date that lies
    ahead of a moment does not keep a story on top."""
    told: list[Card] = []
    seen: set[int] = set()
    values = {"now": at.astimezone(UTC).isoformat(), "count": count * _COPIES}
    for (article_id,) in db.conn.execute(_NEWEST, values).fetchall():
        leader = db.conn.execute(_LEADER, (article_id,)).fetchone()[0] or article_id
        if leader not in seen:
            seen.add(leader)
            told.append(_card(db.conn.execute(_CARD, (article_id,)).fetchone()))
        if len(told) == count:
            break
    return told


def _card(row: sqlite3.Row) -> Card:
    return Card(**{**dict(row), "also_at": sorted(json.loads(row["also_at"]))})


def holdings(db: Database) -> Holdings:
    """How much there is."""
    return Holdings(**dict(db.conn.execute(_HOLDINGS).fetchone()))
