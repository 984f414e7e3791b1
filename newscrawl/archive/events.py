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
    """Record every correction that a later version has and none before it had, at the time of the first that has it.

    Versions may arrive in any order; a story that was corrected when it was first seen has no such event.
    """
    sql = "SELECT correction, first_seen, run_id FROM revisions WHERE article_id = ? ORDER BY number"
    first, *later = db.conn.execute(sql, (article_id,)).fetchall() or [{"correction": None}]
    said = fold(first["correction"])
    told = {words: version for version in reversed(later) if (words := fold(version["correction"])) and words != said}
    sql = "SELECT id, at, detail FROM events WHERE article_id = ? AND event = 'corrected'"
    for noted in db.conn.execute(sql, (article_id,)).fetchall():
        words = fold(noted["detail"])
        version = told.pop(words, None)
        if version is not None and version["first_seen"] < noted["at"]:
            values = (version["first_seen"], version["run_id"], noted["id"])
            db.conn.execute("UPDATE events SET at = ?, run_id = ? WHERE id = ?", values)
        elif version is None and words == said:
            db.conn.execute("DELETE FROM events WHERE id = ?", (noted["id"],))
    for version in reversed(told.values()):
        at, detail, run_id = version["first_seen"], version["correction"], version["run_id"]
        note(db, article_id, "corrected", at=at, detail=detail, run_id=run_id)
