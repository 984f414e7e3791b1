"""Whether the captures are whole, and whether archive and captures name each other."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newscrawl.archive.captures import Captures, payload_digest
from newscrawl.archive.connection import BUSY_SECONDS, raw_path
from newscrawl.archive.findings import Finding, name_of
from newscrawl.archive.readonly import readable, reader
from newscrawl.archive.soundness import ERASE_AGAIN
from newscrawl.exceptions import DamagedError
from newscrawl.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from newscrawl.archive.findings import Progress

__all__ = ["broken_captures", "erased_captures", "lost_captures", "named_captures", "orphans", "sweep"]

LOST = "restore the file of captures from a backup; text and versions are not concerned"
_BATCH = 500
_LOST_BATCH = 10_000
"""Each batch is a look through all versions, while nobody writes."""

_NAMED = """
SELECT capture_digest AS digest, 'revisions ' || r.id AS place, url FROM main.revisions AS r
JOIN main.articles AS a ON a.id = article_id WHERE capture_digest IS NOT NULL
UNION ALL SELECT payload_digest, 'images of article ' || article_id, url FROM main.images
WHERE payload_digest IS NOT NULL
"""
_LOST = f"SELECT digest, place, url FROM ({_NAMED}) WHERE digest NOT IN (SELECT payload_digest FROM raw.captures)"
_ERASED = """
SELECT DISTINCT payload_digest, articles.url FROM main.articles JOIN main.aliases ON aliases.article_id = articles.id
LEFT JOIN main.pages ON pages.url = aliases.url JOIN raw.captures ON captures.url IN (aliases.url, href)
WHERE status = 'erased'
"""
_UNNAMED = """
SELECT payload_digest, url, fetched_at FROM raw.captures
WHERE payload_digest NOT IN (SELECT capture_digest FROM main.revisions WHERE capture_digest IS NOT NULL)
    AND payload_digest NOT IN (SELECT payload_digest FROM main.images WHERE payload_digest IS NOT NULL)
"""
# An older archive beside newer captures knows nothing of the runs that made them: they may be the only copies.
_OF_A_KNOWN_RUN = """
EXISTS (SELECT 1 FROM main.runs WHERE julianday(fetched_at) BETWEEN julianday(started_at) AND julianday(coalesce(
    finished_at, (SELECT max(at) FROM main.visits WHERE run_id = runs.id)), '+1 minute'))
"""
# The further pages of a story have no visits of their own: a run that got one had settled the look at its first page.
_FURTHER_PAGE = """
SELECT 1 FROM main.aliases AS mine JOIN main.aliases AS its USING (article_id) JOIN main.visits AS v ON v.url = its.url
JOIN main.runs AS r ON r.id = v.run_id
WHERE mine.url IN (?1, ?2) AND v.at <= ?3 AND (finished_at IS NULL OR finished_at >= ?3) LIMIT 1
"""


@contextmanager
def both(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to an archive and, as `raw`, to its captures."""
    conn = reader(path, timeout=BUSY_SECONDS)
    try:
        conn.execute("ATTACH ? AS raw", (readable(raw_path(path)),))
        conn.execute("PRAGMA foreign_keys=ON")  # what else tells of a capture goes with it
        yield conn
    finally:
        conn.close()


def named_captures(conn: sqlite3.Connection) -> int:
    """How many captures an archive names."""
    return int(conn.execute(f"SELECT count(DISTINCT digest) FROM ({_NAMED})").fetchone()[0])


def lost_captures(path: Path) -> Iterator[Finding]:
    """Versions and pictures whose capture is not there.

    Captures are committed first, so a snapshot of the archive that is older than that of the captures names none that
    is to come. What is erased meanwhile is looked for again while nobody writes.
    """
    with both(path) as conn:
        conn.execute("BEGIN")
        conn.execute("SELECT count(*) FROM main.sites").fetchone()  # the archive's snapshot is taken first
        suspects = [row[0] for row in conn.execute(_LOST)]
        conn.execute("COMMIT")
        for first in range(0, len(suspects), _LOST_BATCH):
            again = f"{_LOST} AND digest IN (SELECT value FROM json_each(?))"
            conn.execute("BEGIN IMMEDIATE")
            lost = conn.execute(again, (json.dumps(suspects[first : first + _LOST_BATCH]),)).fetchall()
            conn.execute("ROLLBACK")
            for digest, place, url in lost:
                yield Finding("captures", f"{place} ({url})", f"it names {digest}, which is not there", LOST)


def erased_captures(path: Path) -> Iterator[Finding]:
    """Captures of stories that were taken down."""
    with both(path) as conn:
        for digest, url in conn.execute(_ERASED):
            problem = "its story was taken down, and it is still there"
            yield Finding("erased", name_of("captures", digest, url), problem, ERASE_AGAIN)


def broken_captures(db: Database, progress: Progress) -> Iterator[Finding]:
    """Captures that do not unpack to the payload that their key tells."""
    captures, last, done = Captures(db), "", 0
    total = db.conn.execute("SELECT count(*) FROM captures").fetchone()[0]
    sql = "SELECT payload_digest, uncompressed_bytes, url FROM captures WHERE payload_digest > ? ORDER BY 1 LIMIT ?"
    while rows := db.conn.execute(sql, (last, _BATCH)).fetchall():
        for digest, size, url in rows:
            problem = _problem(captures, digest, size)
            # (A second look: between its row and its dictionary it may have been compressed anew.)
            if problem and (problem := _problem(captures, digest, size)):
                yield Finding("captures", f"captures {digest} ({url})", problem, LOST)
        last, done = rows[-1][0], done + len(rows)
        progress("captures", done, max(done, total))


def _problem(captures: Captures, digest: str, size: int) -> str | None:
    try:
        capture = captures.get(digest)
    except DamagedError as error:
        return f"it does not unpack: {error.__cause__ or error}"
    if capture is None:
        return None  # erased since
    if payload_digest(capture.body) != digest:
        return "its payload has another digest"
    return None if len(capture.body) == size else f"its payload has {len(capture.body)} bytes, not {size}"


def orphans(path: Path) -> list[str]:
    """Keys of captures that neither a version nor a visit tells of: a run was killed between the two files.

    Front pages, and captures of versions that were taken back, have the visit that made them.
    """
    with both(path) as conn:
        found = [row[0] for row in conn.execute(_UNNAMED) if not _was_visited(conn, *row)]
        steps = range(0, len(found), _BATCH)
        return [digest for first in steps for digest in _still(conn, found[first : first + _BATCH])]


def _still(conn: sqlite3.Connection, digests: list[str]) -> list[str]:
    """Those that are orphans while nobody writes: the version that names one may not have been committed before."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        return _orphans_of(conn, digests)
    finally:
        conn.execute("ROLLBACK")


def _orphans_of(conn: sqlite3.Connection, digests: list[str]) -> list[str]:
    marks = ", ".join("?" * len(digests))
    rows = conn.execute(f"{_UNNAMED} AND payload_digest IN ({marks})", digests).fetchall()
    return [row[0] for row in rows if not _was_visited(conn, *row)]


def _was_visited(conn: sqlite3.Connection, digest: str, url: str, at: str) -> bool:
    """Whether there is a visit that gave a capture, when it came first or again: to its page, or to the story of which
    it is a further page."""
    came = [(url, at)]
    if conn.execute("SELECT 1 FROM raw.sqlite_master WHERE name = 'sightings'").fetchone():
        came += conn.execute("SELECT url, fetched_at FROM raw.sightings WHERE payload_digest = ?", (digest,)).fetchall()
    sql = "SELECT 1 FROM main.visits WHERE url IN (?, ?) AND at = ?"
    return any(
        conn.execute(query, (canonical(url), url, at)).fetchone() for query in (sql, _FURTHER_PAGE) for url, at in came
    )


def sweep(path: Path, digests: list[str]) -> int:
    """Delete orphans that a run of this archive left behind (writes); how many there were.

    Others stay: an archive that was restored without its captures would lose what it could be read from again.
    """
    count = 0
    with both(path) as conn:
        for first in range(0, len(digests), _BATCH):
            conn.execute("BEGIN IMMEDIATE")
            for digest in _orphans_of(conn, digests[first : first + _BATCH]):
                sql = f"DELETE FROM raw.captures WHERE payload_digest = ? AND {_OF_A_KNOWN_RUN}"
                count += conn.execute(sql, (digest,)).rowcount
            conn.execute("COMMIT")
    return count
