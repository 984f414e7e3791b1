"""Opening the archive's files, and the one way to write to them."""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.archive.copies import copy, create, pinned, put, room_for
from newscrawl.archive.database import database
from newscrawl.archive.migrations import APPLICATION_ID, archive_migrations, raw_migrations
from newscrawl.archive.readonly import is_readonly, readable
from newscrawl.archive.wordindex import index_new
from newscrawl.exceptions import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from newscrawl.archive.database import Steps

__all__ = ["BUSY_SECONDS", "cure", "cured", "immediate", "locked", "open_archive", "open_raw", "raw_path", "snapshot"]

logger = logging.getLogger(__name__)

BUSY_SECONDS = 60
"""How long a writer waits for another run's burst; bursts take milliseconds."""


_NO_ROOM = ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE")
"""What SQLite calls a file that may not grow, over a quota for instance; it knows ENOSPC alone for a full disk."""


def raw_path(archive: Path) -> Path:
    """Path of the captures beside an archive: `archive.db` -> `archive.raw.db`."""
    return archive.with_suffix(".raw" + (archive.suffix or ".db"))


def cure(path: Path, error: sqlite3.Error | OSError) -> ArchiveError:
    """The error as one line that says what to do."""
    text = str(error).lower()
    if "malformed" in text or "vtable constructor" in text:
        advice = "see what `scrapy verify` tells, restore a backup, or name another file with -s ARCHIVE=FILE"
    elif "not a database" in text or "another program" in text:
        advice = "move it away, restore a backup, or name another file with -s ARCHIVE=FILE"
    elif "full" in text or "no space" in text:
        return ArchiveError(f"the disk that holds {path} is full: free some space and run the same command again")
    elif getattr(error, "sqlite_errorname", "") in _NO_ROOM:
        return ArchiveError(
            f"the disk that holds {path} takes no more (full, over a quota or at fault): "
            "free some space and run the same command again"
        )
    elif "readonly" in text or "read-only" in text or "permission" in text or "unable to open" in text:
        advice = "make the file and its folder writable for this user, or name another file with -s ARCHIVE=FILE"
    elif "locked" in text or "busy" in text:
        advice = "another program keeps it locked: close that program and run the same command again"
    elif "i/o error" in text:
        advice = "the disk does not answer, or a quota is reached: check it, then run the same command again"
    else:
        advice = "see what `scrapy verify` tells, or name another file with -s ARCHIVE=FILE"
    return ArchiveError(f"the archive {path} cannot be used ({error}): {advice}")


@contextmanager
def cured(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into ArchiveError, which names the cure."""
    try:
        yield
    except sqlite3.Error as error:
        raise cure(path, error) from error


@contextmanager
def locked(db: Database) -> Iterator[None]:
    """One write transaction that holds the write lock from its start.

    A plain BEGIN that reads first and writes later fails with "database is locked" as soon as two runs do it.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:  # SQLite rolls back by itself when the disk is full
            db.conn.execute("ROLLBACK")
        raise


@contextmanager
def immediate(db: Database) -> Iterator[None]:
    """One write transaction on the archive (`locked`), whose new articles and versions are found by their words.

    Its file of captures has no such index: there it is `locked`.
    """
    with locked(db):
        yield
        index_new(db.conn)


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """Reads see one state of the archive, whatever a crawl writes meanwhile. Within a transaction it is that one's."""
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK")  # nothing was written


def open_archive(path: Path, *, write: bool = True) -> Database:
    """Open (and where needed create and migrate) an archive; with `write`, make sure that it can be written.

    Raises ArchiveError with the cure where it cannot be used.
    """
    return _open(path, archive_migrations, write)


def open_raw(path: Path, *, write: bool = True) -> Database:
    """Open (and where needed create and migrate) the file of captures that belongs to the archive at `path`."""
    return _open(raw_path(path), raw_migrations, write)


def _open(path: Path, migrations: Steps, write: bool) -> Database:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if write:
            create(path)
        where = path.absolute().as_uri() if write else readable(path)
        conn = sqlite3.connect(
            where, uri=True, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=256, check_same_thread=False
        )
        conn.row_factory = sqlite3.Row
        db = database(conn)
        try:
            _check_owner(db)
            _wal(conn, needed=write)
            conn.execute("PRAGMA synchronous=FULL")  # survives power loss; costs nothing in batches
            conn.execute("PRAGMA foreign_keys=ON")
            conn.execute("PRAGMA cache_size=-32000")
            _migrate(path, db, migrations, write)
            if write:  # every page has a savepoint: on disk what it would undo takes as long as what it writes
                conn.execute("PRAGMA temp_store=MEMORY")
        except BaseException:
            conn.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise cure(path, error) from error
    return db


def _check_owner(db: Database) -> None:
    # One statement sees one state of the file, also while another first run is creating it.
    sql = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_master)"
    owner, tables = db.conn.execute(sql).fetchone()
    if owner != APPLICATION_ID and tables:
        raise sqlite3.DatabaseError("it belongs to another program")


def _wal(conn: sqlite3.Connection, *, needed: bool) -> None:
    # Switching to WAL does not wait for its lock as other statements do; two first runs may meet here.
    for attempt in range(100):
        try:
            conn.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if not needed and is_readonly(error):
                return
            if "locked" not in str(error) or attempt == 99:
                raise
            time.sleep(0.05)


def _migrate(path: Path, db: Database, migrations: Steps, write: bool) -> None:
    conn, ours = db.conn, migrations.names
    if unknown := set(migrations.applied(conn)) - set(ours):
        newer = ", ".join(sorted(unknown))
        raise sqlite3.DatabaseError(f"a newer newscrawl wrote it ({newer}); upgrade newscrawl")
    if not write and not migrations.pending(conn):
        return
    # Within the write lock, so that of two first runs one migrates and the other finds it done.
    with locked(db):
        if pending := migrations.pending(conn):
            if migrations is archive_migrations and migrations.applied(conn):
                _keep_before(path, pending[0].partition("_")[0])
            migrations.apply(conn)
            conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        # Setting it again is a write: an archive that cannot be written is told now, not after the first page.
        conn.execute(f"PRAGMA user_version={len(ours)}")


def _keep_before(path: Path, migration: str) -> None:
    """Keep a copy of an archive as it is before a migration: `archive.db.before-m006`.

    Within the write lock, so nobody else makes one or writes meanwhile. A copy of that name comes from a migration
    that was killed, and holds no more than this one. The file of captures only ever gets new columns and tables.
    """
    kept = path.with_name(f"{path.name}.before-{migration}")
    part = kept.with_name(f"{kept.name}.part")
    room_for([path], path.parent)
    part.unlink(missing_ok=True)
    try:
        with pinned(path) as source:
            copy(source, part)
        put(part, kept)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    logger.warning("%s is brought to the form of this version; as it was before it is kept as %s", path, kept)
