"""The newest stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Card", "newest"]


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


_CARDS = """
SELECT articles.id, site, headline, description, article_section, in_language, date_published, status, revision_count,
    sites.time_zone,
    (SELECT payload_digest FROM images WHERE article_id = articles.id AND payload_digest IS NOT NULL
        ORDER BY position LIMIT 1) AS picture
FROM articles LEFT JOIN sites ON sites.name = articles.site
WHERE status != 'erased' ORDER BY date_published_utc DESC, articles.id DESC LIMIT ?
"""


def newest(db: Database, count: int) -> list[Card]:
    """So many stories, the last published first."""
    return [Card(**dict(row)) for row in db.conn.execute(_CARDS, (count,))]
