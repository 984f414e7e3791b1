"""Files of captured pages: how far each was read, and what of them is known already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.connection import immediate
from newscrawl.archive.states import SEEN, one_of

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from sqlite_utils import Database

__all__ = ["Import", "Imports"]

HEAD = 64 * 1024
"""Bytes at a file's start by which it is known again: one that was replaced is read from its start."""


@dataclass(slots=True)
class Import:
    """The reading of one file."""

    id: int
    """Its row."""
    offset: int
    """Where to go on: all records before it are in the archive."""
    within: int
    """The same within a gzip member, decompressed."""
    pages: int
    """Pages that were read of it so far."""
    broken: int
    """Records of it that could not be read."""


class Imports:
    """The files of one archive."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def start(self, path: Path, selection: str, *, at: str, again: bool = False) -> Import:
        """Where to go on with a file (writes). `selection`: what of it is wanted, in words; another selection is
        another reading. `again`: from its start, whatever was read of it. Raises OSError.
        """
        name = str(path.resolve())
        conn = self._db.conn
        with immediate(self._db):
            row = conn.execute("SELECT * FROM imports WHERE path = ? AND selection = ?", (name, selection)).fetchone()
            if row and not again and _is_same(path, row):
                return Import(row["id"], row["offset"], row["offset_within"], row["pages"], row["broken"])
            digest, size = _head(path, HEAD)
            conn.execute("DELETE FROM imports WHERE path = ? AND selection = ?", (name, selection))
            cursor = conn.execute(
                "INSERT INTO imports (path, selection, head_digest, head_bytes, started_at, read_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (name, selection, digest, size, at, at),
            )
        assert cursor.lastrowid is not None
        return Import(cursor.lastrowid, 0, 0, 0, 0)

    def unnoted(self) -> Import:
        """The import of a folder, which is looked through whole each time: it has no row in `imports`."""
        return Import(0, 0, 0, 0, 0)

    def advance(self, reading: Import, *, at: str) -> None:
        """Note how far a file was read (call it inside the transaction that stores the pages before that place)."""
        self._db.conn.execute(
            "UPDATE imports SET offset = ?, offset_within = ?, pages = ?, broken = ?, read_at = ? WHERE id = ?",
            (reading.offset, reading.within, reading.pages, reading.broken, at, reading.id),
        )

    def visited(self, url: str, at: str) -> bool:
        """Whether what came from an address at a time is in the archive; a failure is tried again."""
        sql = f"SELECT 1 FROM visits WHERE url = ? AND at = ? AND outcome IN {one_of((*SEEN, 'redirected', 'gone'))}"
        return self._db.conn.execute(sql, (url, at)).fetchone() is not None

    def known(self, url: str) -> bool:
        """Whether an address of the ledger was ever answered."""
        sql = "SELECT 1 FROM pages WHERE url = ? AND visit_count AND state = 'done'"
        return self._db.conn.execute(sql, (url,)).fetchone() is not None


def _is_same(path: Path, row: sqlite3.Row) -> bool:
    """Whether a file is the one that was read; it may have grown."""
    known = (row["head_digest"], row["head_bytes"])
    return path.stat().st_size >= row["offset"] and _head(path, row["head_bytes"]) == known


def _head(path: Path, size: int) -> tuple[str, int]:
    with path.open("rb") as file:
        head = file.read(size)
    return hashlib.sha256(head).hexdigest(), len(head)
