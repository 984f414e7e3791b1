"""Two articles that turn out to be one: a story was read at its new address before its old one said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive import events
from newscrawl.archive.clusters import Clusters
from newscrawl.archive.past import number_versions
from newscrawl.archive.similarity import changed_fields
from newscrawl.archive.versions import story_in

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["merge"]

_OF_THE_ROW = ("id", "first_seen", "last_seen", "revision_count", "cluster_id")
"""Columns of an article that are not taken over from another."""


def merge(db: Database, old: int, new: int, *, at: str, run_id: int | None, moved: bool = True) -> int:
    """Make one article of two, whose current text and address are the new one's (call it inside a transaction).

    `moved`: whether the new address took the place of the old one; otherwise both serve it.
    Returns the id of the one that stays: that which was seen first.
    """
    rows = {i: db.conn.execute("SELECT * FROM articles WHERE id = ?", (i,)).fetchone() for i in (old, new)}
    kept, gone = sorted((old, new), key=lambda i: (rows[i]["first_seen"], i))
    db.conn.execute("UPDATE articles SET revision_id = NULL WHERE id = ?", (gone,))
    current = _join_versions(db, kept, gone, rows[new]["revision_id"])
    for table in ("aliases", "pages", "events"):
        db.conn.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (kept, gone))
    for table in ("links", "live_entries", "images"):
        db.conn.execute(f"UPDATE OR IGNORE {table} SET article_id = ? WHERE article_id = ?", (kept, gone))
        db.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (gone,))
    if gone == new:
        db.conn.execute("DELETE FROM story_marks WHERE article_id = ?", (kept,))
        db.conn.execute("UPDATE story_marks SET article_id = ? WHERE article_id = ?", (kept, gone))
    Clusters(db).remove(gone)
    db.conn.execute("DELETE FROM articles WHERE id = ?", (gone,))
    both = (rows[old], rows[new])
    columns = {name: rows[new][name] for name in rows[new].keys() if name not in _OF_THE_ROW}  # noqa: SIM118
    columns |= {"revision_id": current, "status": "live"}
    columns |= {"first_seen": min(r["first_seen"] for r in both), "last_seen": max(r["last_seen"] for r in both)}
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    db.conn.execute(
        f"UPDATE articles SET {sets}, revision_count ="
        " (SELECT count(*) FROM revisions WHERE article_id = articles.id) WHERE id = :id",
        {**columns, "id": kept},
    )
    number_versions(db, kept)
    events.note_corrections(db, kept)
    if moved:
        events.note(db, kept, "moved", at=at, detail=f"{rows[old]['url']} -> {rows[new]['url']}", run_id=run_id)
    return kept


def _join_versions(db: Database, kept: int, gone: int, current: int) -> int:
    """Give the versions of one article to another; those that say the same become one. Returns the current one's id."""
    mine = db.conn.execute("SELECT * FROM revisions WHERE article_id = ?", (kept,)).fetchall()
    for row in db.conn.execute("SELECT * FROM revisions WHERE article_id = ? ORDER BY number", (gone,)).fetchall():
        same = next((m for m in mine if not changed_fields(story_in(m), story_in(row))), None)
        if same is None:
            sql = "UPDATE revisions SET article_id = ?, number = -id WHERE id = ?"
            db.conn.execute(sql, (kept, row["id"]))
            continue
        db.conn.execute(  # by address: there are many visits, and no index of their versions
            "UPDATE visits SET revision_id = ? WHERE revision_id = ?"
            " AND url IN (SELECT url FROM aliases WHERE article_id = ?)",
            (same["id"], row["id"], gone),
        )
        db.conn.execute("DELETE FROM revisions WHERE id = ?", (row["id"],))
        db.conn.execute(
            "UPDATE revisions SET first_seen = min(first_seen, ?), last_seen = max(last_seen, ?) WHERE id = ?",
            (row["first_seen"], row["last_seen"], same["id"]),
        )
        current = same["id"] if current == row["id"] else current
    return current
