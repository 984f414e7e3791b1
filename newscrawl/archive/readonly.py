"""Archives that may be read and not written: on a medium or in a folder where nothing can be written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

__all__ = ["is_readonly", "read_only", "readable", "reader"]


def is_readonly(error: sqlite3.Error) -> bool:
    """Whether a statement failed because the file may not be written."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY


def readable(path: Path) -> str:
    """The URI under which SQLite can read a file.

    A file in WAL mode is read with the help of files beside it. Where these can be neither read nor made, and no log
    tells that somebody writes it, the file is taken as one that nobody writes.
    """
    uri = path.absolute().as_uri()
    if not path.is_file():
        return uri
    try:
        with closing(sqlite3.connect(uri, uri=True)) as conn:
            conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        logs = (Path(f"{path}{suffix}") for suffix in ("-wal", "-journal"))
        cannot = is_readonly(error) or getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN
        if cannot and not any(log.exists() and log.stat().st_size for log in logs):
            return f"{uri}?immutable=1"
    except sqlite3.DatabaseError:
        pass  # whoever reads it will say so
    return uri


def reader(path: Path, *, timeout: float = 5) -> sqlite3.Connection:
    """A connection to a file that is only to be read, so far as this one may; without transactions of its own."""
    return sqlite3.connect(readable(path), uri=True, isolation_level=None, timeout=timeout)


def read_only(path: Path) -> sqlite3.Connection:
    """A connection for one thread after another, on which every statement that would write fails."""
    conn = sqlite3.connect(readable(path), uri=True, isolation_level=None, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA query_only=1")
    conn.execute("PRAGMA cache_size=-64000")
    return conn
