"""Copies of a database that others may be writing."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.archive.readonly import reader
from newscrawl.exceptions import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["copy", "create", "pinned", "put", "room_for"]

_STEP = 4096
"""Pages between two reports of progress."""
_SPARE = 16 * 1024 * 1024
"""Bytes that a copy leaves free on its disk."""


def create(path: Path) -> None:
    """Make an empty file for a database, where there is none, that nobody but its owner and group may read.

    The umask may forbid more. SQLite gives the files that it puts beside a database (-wal, -shm) the same rights.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o660))


@contextmanager
def pinned(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees a database as it is now, whatever is written later."""
    with closing(reader(path, timeout=60)) as conn:
        conn.execute("BEGIN")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield conn


def room_for(sources: list[Path], folder: Path) -> None:
    """Raises ArchiveError where the disk that holds a folder has no room for copies of some files."""
    needed = sum(size(path) for path in sources) + _SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ArchiveError(
            f"the disk that holds {folder} is too full for a copy of {sources[0]}: it needs"
            f" {needed // 1_000_000:,} MB and {free // 1_000_000:,} MB are free;"
            " free some space and run the same command again"
        )


def size(path: Path) -> int:
    """Bytes of a database with what stands in its write-ahead log."""
    return sum(p.stat().st_size for p in (path, Path(f"{path}-wal")) if p.exists())


def copy(source: sqlite3.Connection, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy what a pinned connection sees into a new file, whole and on the disk when this returns.

    The copy is one file that needs no other beside it (it is not in WAL mode). `progress` is told pages done and pages
    in all. Raises sqlite3.Error, and sqlite3.DatabaseError where SQLite's quick check finds damage in the copy.
    """

    def told(status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    create(target)
    with closing(sqlite3.connect(target, isolation_level=None)) as conn:
        # It has another name until it is whole: nothing here needs to survive a crash.
        conn.execute("PRAGMA synchronous=OFF")
        conn.execute("PRAGMA journal_mode=OFF")
        source.backup(conn, pages=_STEP, progress=told)
        conn.execute("PRAGMA journal_mode=DELETE")
        (verdict,) = conn.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")
    _sync(target)


def put(part: Path, target: Path) -> None:
    """Give a whole copy its name, in one step. What stood under this name is gone."""
    for suffix in ("-wal", "-shm", "-journal"):  # of another file: they would be taken for this one's
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    part.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
