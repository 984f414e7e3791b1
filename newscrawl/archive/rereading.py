"""A better reading of a capture takes the place of an article's text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import STORY_FIELDS, changed_fields, story_of
from newscrawl.archive.stories import StoryReading, keep_links, set_in_place
from newscrawl.urls import canonical

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.items import Article

__all__ = ["reread"]

_LATEST = "SELECT * FROM revisions WHERE article_id = ? ORDER BY number DESC LIMIT 2"


def reread(db: Database, article: Article, *, article_id: int, site: str, digest: str) -> bool:
    """Put a better reading of its capture in the place of an article's current text (call it inside a transaction).

    No new revision: the page has not changed. False: the article has another text by now, from another capture.
    """
    current, *before = db.conn.execute(_LATEST, (article_id,)).fetchall() or [None]
    if current is None or current["capture_digest"] != digest:
        return False
    reading = StoryReading(article, site, "", None, digest, canonical(article.url), canonical(article.page_url))
    if before and not _changed(before[0], article):
        _take_back(db, current, before[0])
        current = before[0]
    set_in_place(db, reading, article_id, current["number"])
    if current["number"] == 1:  # older versions of a story may have had other links
        db.conn.execute("DELETE FROM links WHERE article_id = ?", (article_id,))
    keep_links(db, reading, article_id)
    return True


def _changed(before: sqlite3.Row, article: Article) -> list[str]:
    old = {name: json.loads(before[name]) if name == "authors" else before[name] for name in STORY_FIELDS}
    return changed_fields(old, story_of(article))


def _take_back(db: Database, current: sqlite3.Row, before: sqlite3.Row) -> None:
    """Take back a revision that, read better, says what the one before said: a new appeal had made it.

    The capture stays the current one: what is known of the site comes from the pages as they were last stored.
    """
    db.conn.execute("DELETE FROM revisions WHERE id = ?", (current["id"],))
    db.conn.execute(
        "UPDATE revisions SET last_seen = ?, capture_digest = ? WHERE id = ?",
        (current["last_seen"], current["capture_digest"], before["id"]),
    )
    db.conn.execute(
        "UPDATE articles SET revision_count = ?, changed_at = ? WHERE id = ?",
        (before["number"], before["first_seen"], before["article_id"]),
    )
