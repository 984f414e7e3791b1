"""Teasers: what stood where on a listing, and from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.items import Teaser

__all__ = ["touch", "write"]

_STANDING = "listing_url = ? AND last_seen = (SELECT max(last_seen) FROM teasers WHERE listing_url = ?)"


def write(db: Database, teasers: Sequence[Teaser], listing_url: str, *, at: str) -> bool:
    """Record what a listing shows at a time; say whether it differs from the look before.

    A teaser that stood in the same place with the same words goes on with its stay; any other begins a new one.
    """
    rows = db.conn.execute(f"SELECT * FROM teasers WHERE {_STANDING}", (listing_url, listing_url))
    standing = {_key(row): row["id"] for row in rows}
    stay, fresh = [], []
    for teaser in teasers:
        row = {
            "listing_url": listing_url,
            "rail": teaser.rail,
            "article_url": canonical(teaser.article_url),
            "headline": teaser.headline,
            "description": teaser.description,
            "label": teaser.label,
            "position": teaser.position,
        }
        known = standing.pop(_key(row), None)
        if known is None:
            fresh.append({**row, "at": at})
        else:
            stay.append((at, known))
    db.conn.executemany("UPDATE teasers SET last_seen = ? WHERE id = ?", stay)
    db.conn.executemany(
        "INSERT INTO teasers (listing_url, rail, article_url, headline, description, label, position, first_seen,"
        " last_seen) VALUES (:listing_url, :rail, :article_url, :headline, :description, :label, :position, :at, :at)",
        fresh,
    )
    return bool(fresh or standing)


def touch(db: Database, listing_url: str, *, at: str) -> None:
    """The listing has not changed: all that stood there at the last look still stands."""
    db.conn.execute(f"UPDATE teasers SET last_seen = ? WHERE {_STANDING}", (at, listing_url, listing_url))


def _key(row: object) -> tuple[object, ...]:
    names = ("rail", "article_url", "headline", "description", "label", "position")
    return tuple(row[name] for name in names)  # type: ignore[index]
