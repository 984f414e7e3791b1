"""What a person means by an address that they copied from somewhere: any spelling of one that the archive knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.exceptions import ArgumentError
from newscrawl.urls import bare, canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["spellings", "story_at"]

# `pages` is indexed by site and spelling, so each site is asked in turn.
_SPELLINGS = (
    "SELECT pages.url, coalesce(pages.article_id, aliases.article_id) AS story"
    " FROM sites CROSS JOIN pages ON pages.site = sites.name AND pages.bare = ?"
    " LEFT JOIN aliases ON aliases.url = pages.url"
)


def spellings(db: Database, url: str) -> list[str]:
    """Addresses of the ledger that differ from this one in scheme, www, case, index file or slashes alone."""
    return sorted({row["url"] for row in db.conn.execute(_SPELLINGS, (_key(url),))})


def story_at(db: Database, url: str) -> int | None:
    """Id of the story that an address led to, else of the one that another spelling of it led to.

    Raises ArgumentError where other spellings led to several stories.
    """
    row = db.conn.execute("SELECT article_id FROM aliases WHERE url = ?", (canonical(url),)).fetchone()
    if row:
        return int(row["article_id"])
    found = {row["story"]: row["url"] for row in db.conn.execute(_SPELLINGS, (_key(url),)) if row["story"] is not None}
    if len(found) > 1:
        raise ArgumentError(f"{url} may mean several stories, name one of them: {', '.join(sorted(found.values()))}")
    return next(iter(found), None)


def _key(url: str) -> str:
    return bare(canonical(url if "://" in url else f"https://{url}"))
