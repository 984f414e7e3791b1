"""Takedowns: captures erased so that no byte of them stays, in dictionaries, free pages or the log."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from newscrawl.archive.connection import BUSY_SECONDS, locked
from newscrawl.archive.dictionaries import PAGES, make_content
from newscrawl.exceptions import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from newscrawl.archive.dictionaries import Dictionaries

__all__ = ["scrub", "shred"]

BATCH = 200
"""Captures compressed anew in one transaction; other runs write between two."""


def shred(db: Database, dictionaries: Dictionaries, digests: Iterable[str]) -> int:
    """Erase captures for good (writes); how many there were.

    Dictionaries made from them are made anew without them, and what was compressed with those is compressed anew.
    Killed halfway it leaves every other capture whole; the same call goes on, also where no capture is left to erase.
    Raises ArchiveError while another program keeps old pages of the file in use.
    """
    erased = set(digests)
    if not erased:
        return 0
    db.conn.execute("PRAGMA secure_delete=ON")
    with locked(db):
        count = sum(_delete(db.conn, digest) for digest in erased)
        moves = [_replace(db.conn, dictionaries, row, erased) for row in _made_from(db.conn, erased)]
    for old, new in moves:
        while _move(db, dictionaries, old, new):
            pass
    with locked(db):
        for old, _ in moves:
            db.conn.execute("DELETE FROM dictionaries WHERE id = ?", (old,))
        db.conn.execute("DELETE FROM requests WHERE id NOT IN (SELECT request_id FROM captures WHERE request_id > 0)")
    scrub(db)
    return count


def scrub(db: Database) -> None:
    """Leave nothing of what was deleted in free pages or the log.

    Raises ArchiveError while another program reads the file.
    """
    path = db.conn.execute("PRAGMA database_list").fetchone()["file"]
    # By a connection whose temporary files are none in memory: the whole file is made anew in one.
    with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as conn:
        conn.execute("VACUUM")
    busy, *_ = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise ArchiveError(
            "what was erased still stands in the archive's log, since another program is reading it: "
            "close that program and run the same command again"
        )


def _delete(conn: sqlite3.Connection, digest: str) -> int:
    conn.execute("DELETE FROM sightings WHERE payload_digest = ?", (digest,))
    return conn.execute("DELETE FROM captures WHERE payload_digest = ?", (digest,)).rowcount


def _made_from(conn: sqlite3.Connection, digests: set[str]) -> list[sqlite3.Row]:
    rows = conn.execute("SELECT id, site, kind, made_at, retired, sources FROM dictionaries").fetchall()
    return [row for row in rows if digests & set(json.loads(row["sources"]))]


def _replace(
    conn: sqlite3.Connection, dictionaries: Dictionaries, old: sqlite3.Row, erased: set[str]
) -> tuple[int, int | None]:
    """Make a dictionary of what is left of an old one, or else of the latest pages; None where there are none."""
    group = (old["site"], old["kind"])
    current = dictionaries.current(group) == old["id"]
    conn.execute("UPDATE dictionaries SET retired = 1 WHERE id = ?", (old["id"],))  # nobody takes it from now on
    sql = "SELECT * FROM captures WHERE payload_digest = ?"
    left = [conn.execute(sql, (d,)).fetchone() for d in json.loads(old["sources"]) if d not in erased]
    found = dictionaries.sound(row for row in left if row) or dictionaries.sound(dictionaries.latest(group, PAGES))
    if not found:
        return old["id"], None
    content, count = make_content([page for _, page in found])
    sources = [row["payload_digest"] for row, _ in found[:count]]
    return old["id"], dictionaries.add(group, sources, content, old["made_at"], retired=not current)


def _move(db: Database, dictionaries: Dictionaries, old: int, new: int | None) -> bool:
    """Compress some captures of the old dictionary with the new one; whether there were any."""
    with locked(db):
        rows = db.conn.execute("SELECT * FROM captures WHERE dictionary_id = ? LIMIT ?", (old, BATCH)).fetchall()
        for row in rows:
            dictionaries.recompress(row, new)
    return bool(rows)
