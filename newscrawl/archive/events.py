"""What befell a story: it was moved, corrected, taken away, put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from newscrawl.archive.similarity import fold

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Event", "note", "note_corrections"]

Event = Literal["gone", "restored", "moved", "corrected", "reverted", "erased"]


def note(db: Database, article_id: int, event: Event, *, at: str, detail: str | None, run_id: int | None) -> None:
    """Record an event (call it inside a transaction). `at`: ISO 8601, UTC."""
    db.conn.execute(
        "INSERT INTO events (article_id, at, event, detail, run_id) VALUES (?, ?, ?, ?, ?)",
        (article_id, at, event, detail, run_id),
    )


def note_corrections(db: Database, article_id: int) -> None:
    """Record every correction that a later version has and none before it had, where that was not yet done.

    Versions may arrive in any order; a story that was corrected when it was first seen has no such event.
    """
    sql = "SELECT correction, first_seen, run_id FROM revisions WHERE article_id = ? ORDER BY number"
    versions = db.conn.execute(sql, (article_id,)).fetchall()
    said = {fold(versions[0]["correction"])} if versions else set()
    known = "SELECT detail FROM events WHERE article_id = ? AND event = 'corrected'"
    noted = {fold(row["detail"]) for row in db.conn.execute(known, (article_id,))}
    for version in versions[1:]:
        words = fold(version["correction"])
        if words and words not in said | noted:
            note(
                db,
                article_id,
                "corrected",
                at=version["first_seen"],
                detail=version["correction"],
                run_id=version["run_id"],
            )
        said.add(words)
