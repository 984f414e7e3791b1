"""A better reading of a capture takes the place of an article's text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from newscrawl.archive.images import Images
from newscrawl.archive.past import number_versions
from newscrawl.archive.similarity import starts
from newscrawl.archive.versions import StoryReading, changes, keep_links, set_in_place
from newscrawl.archive.walls import as_known, whole_text
from newscrawl.urls import canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from sqlite_utils import Database

    from newscrawl.items import Article

__all__ = ["again", "reread"]

_COUNT = re.compile(r", (\d+) pages")
"""In the provenance of a text that was told on several pages."""
_LATEST = (
    "SELECT * FROM revisions WHERE article_id = ?1 AND number <="
    " (SELECT number FROM articles JOIN revisions ON revisions.id = revision_id WHERE articles.id = ?1)"
    " ORDER BY number DESC LIMIT 2"
)
"""The current version, and the one before."""


def reread(db: Database, article: Article, *, article_id: int, site: str, digest: str) -> bool:
    """Put a better reading of its capture in the place of an article's current text (call it inside a transaction).

    No new revision: the page has not changed. False: the article has another text by now, from another capture.
    """
    current, *before = db.conn.execute(_LATEST, (article_id,)).fetchall() or [None]
    if current is None or current["capture_digest"] != digest:
        return False
    sql = "SELECT article_body, word_count, provenance FROM articles WHERE id = ?"
    article = again(article, db.conn.execute(sql, (article_id,)).fetchone())
    reading = StoryReading(article, site, "", None, digest, canonical(article.url), canonical(article.page_url))
    if before and not changes(before[0], article):
        _take_back(db, current, before[0])
        current = before[0]
    set_in_place(db, reading, article_id, current["id"])
    if current["number"] == 1:  # older versions of a story may have had other links
        db.conn.execute("DELETE FROM links WHERE article_id = ?", (article_id,))
    keep_links(db, reading, article_id)
    Images(db).write(article_id, article)
    return True


def _take_back(db: Database, current: sqlite3.Row, before: sqlite3.Row) -> None:
    """Take back a revision that, read better, says what the one before said: a new appeal had made it.

    The capture stays the current one: what is known of the site comes from the pages as they were last stored.
    """
    db.conn.execute(
        "UPDATE revisions SET last_seen = max(last_seen, ?), capture_digest = ? WHERE id = ?",
        (current["last_seen"], current["capture_digest"], before["id"]),
    )
    db.conn.execute(
        "UPDATE articles SET revision_id = ?, revision_count = revision_count - 1, changed_at = ? WHERE id = ?",
        (before["id"], before["first_seen"], before["article_id"]),
    )
    db.conn.execute(
        "UPDATE visits SET revision_id = ? WHERE revision_id = ?"
        " AND url IN (SELECT url FROM aliases WHERE article_id = ?)",
        (before["id"], current["id"], current["article_id"]),
    )
    db.conn.execute("DELETE FROM revisions WHERE id = ?", (current["id"],))
    number_versions(db, current["article_id"])


def again(article: Article, known: sqlite3.Row) -> Article:
    """An article that was read again, with the text that is known of it where its capture tells the beginning alone:
    the page was behind a wall then, or further pages of the story were not to be had."""
    pages, were = _pages(article.provenance), _pages(json.loads(known["provenance"]))
    if pages < were and starts(article.article_body, known["article_body"]):
        return as_known(article, known)
    return whole_text(article, known)


def _pages(provenance: Mapping[str, str]) -> int:
    """On how many pages a text was told."""
    found = _COUNT.search(provenance.get("article_body", ""))
    return int(found[1]) if found else 1
