"""Old captures, read late: their versions take the places in a story's past that their own times give them."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING

from newscrawl.archive import events, versions
from newscrawl.archive.similarity import changed_fields
from newscrawl.archive.versions import Stored, changes, story_in

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.versions import StoryReading

__all__ = ["number_versions", "place"]

_ALL = "SELECT * FROM revisions WHERE article_id = ? ORDER BY first_seen, id"
_LOOKS = (
    "SELECT at, visits.run_id, revision_id FROM aliases JOIN visits USING (url)"
    " JOIN revisions ON revisions.id = revision_id AND revisions.article_id = aliases.article_id"
    " WHERE aliases.article_id = ?"
)


def place(db: Database, reading: StoryReading, known: sqlite3.Row) -> Stored:
    """Store a reading that is older than the last look at its story.

    The current text stays; what is known of the past grows.
    """
    article_id, at = known["id"], reading.at
    revisions: list[sqlite3.Row] = db.conn.execute(_ALL, (article_id,)).fetchall()
    same = next((row for row in revisions if not changes(row, reading.article)), None)
    if same is None:
        number = 1 + max(row["number"] for row in revisions)
        revision_id: int = versions.add(db, reading, article_id, number=number, changed=[])
    else:
        revision_id = same["id"]
        db.conn.execute(
            "UPDATE revisions SET first_seen = min(first_seen, ?), last_seen = max(last_seen, ?) WHERE id = ?",
            (at, at, revision_id),
        )
    number_versions(db, article_id)
    db.conn.execute(
        "UPDATE articles SET first_seen = min(first_seen, ?),"
        " revision_count = (SELECT count(*) FROM revisions WHERE article_id = articles.id) WHERE id = ?",
        (at, article_id),
    )
    _note_returns(db, reading, article_id, revision_id)
    db.conn.execute(
        "UPDATE articles SET changed_at = coalesce("
        "(SELECT max(at) FROM events WHERE article_id = articles.id AND event = 'reverted' AND at > ("
        "SELECT max(first_seen) FROM revisions WHERE article_id = articles.id)),"
        " (SELECT first_seen FROM revisions WHERE revisions.id = revision_id)) WHERE id = ?",
        (article_id,),
    )
    events.note_corrections(db, article_id)
    return Stored("changed", True, revision_id) if same is None else Stored("unchanged", False, revision_id)


def number_versions(db: Database, article_id: int) -> None:
    """Number the versions of a story by their times, and tell of each what changed."""
    revisions = db.conn.execute(_ALL, (article_id,)).fetchall()
    db.conn.execute("UPDATE revisions SET number = -number WHERE article_id = ?", (article_id,))
    before: sqlite3.Row | None = None
    for number, row in enumerate(revisions, 1):
        changed = json.dumps(changed_fields(story_in(before), story_in(row)) if before else [])
        sql = "UPDATE revisions SET number = ?, changed_fields = ? WHERE id = ?"
        db.conn.execute(sql, (number, changed, row["id"]))
        before = row


def _note_returns(db: Database, reading: StoryReading, article_id: int, revision_id: int) -> None:
    """Note anew when versions came back that others had replaced, by what each look at the story saw."""
    rows = {row["id"]: row for row in db.conn.execute(_ALL, (article_id,))}
    looks = db.conn.execute(_LOOKS, (article_id,)).fetchall()
    saw = sorted([*map(tuple, looks)] + [(reading.at, reading.run_id, revision_id)], key=itemgetter(0))
    db.conn.execute("DELETE FROM events WHERE article_id = ? AND event = 'reverted'", (article_id,))
    shown_before: set[int] = set()
    last: int | None = None
    for at, run_id, shown in saw:
        if last not in (None, shown) and shown in shown_before:
            before, row = rows[last], rows[shown]
            detail = f"version {row['number']} again: {', '.join(changed_fields(story_in(before), story_in(row)))}"
            events.note(db, article_id, "reverted", at=at, detail=detail, run_id=run_id)
        shown_before.add(shown)
        last = shown
