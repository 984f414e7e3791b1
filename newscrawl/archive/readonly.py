"""Archives that may be read and not written: on a medium or in a folder where nothing can be written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

__all__ = ["Current", "is_readonly", "readable", "reader"]


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


class Current:
    """A connection for one thread, on which every statement that would write fails.

    It lives for hours, so it is opened anew where another file has taken the path since (a backup that was restored),
    and where a file that was taken as one that nobody writes has been written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._conn: sqlite3.Connection | None = None
        self._of: tuple[object, ...] = ()
        self._immutable = False

    def get(self) -> tuple[sqlite3.Connection, bool]:
        """The connection, and whether it is a new one. Raises OSError where there is no file."""
        if self._conn is not None and self._state() == self._of:
            return self._conn, False
        if self._conn is not None:
            self._conn.close()
            self._conn = None
        uri = readable(self._path)
        self._immutable = uri.endswith("?immutable=1")
        self._of = self._state()
        self._conn = sqlite3.connect(uri, uri=True, isolation_level=None)
        self._conn.execute("PRAGMA query_only=1")
        self._conn.execute("PRAGMA cache_size=-64000")
        return self._conn, True

    def _state(self) -> tuple[object, ...]:
        stat = self._path.stat()
        if not self._immutable:
            return stat.st_dev, stat.st_ino
        return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size, Path(f"{self._path}-wal").exists()
