"""Whether an archive is sound: as a file, in its rows, in its indexes, and with its captures."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from newscrawl.archive import holdings, indexes
from newscrawl.archive.connection import cure, open_archive, open_raw, raw_path
from newscrawl.archive.findings import Finding, is_damage, name_of
from newscrawl.archive.readonly import reader
from newscrawl.archive.similarity import STORY_FIELDS, content_hash
from newscrawl.archive.soundness import ASK_AGAIN, RESTORE, RULES, json_findings, time_findings
from newscrawl.exceptions import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from newscrawl.archive.findings import Progress

__all__ = ["Finding", "Verification", "repair"]

_BATCH = 500


class Verification:
    """One look over an archive; iterate over it for what is not as it should be.

    Only reads (but for temporary files), and may run while crawls write: each check sees one state of the archive, and
    holds the write-ahead log no longer than it lasts. Memory is bounded; findings come as they are made.
    `quick` leaves out what unpacks captures. `keep_raw`: whether captures are to be kept at all; where they are not,
    one that is not there is no error. Raises ArchiveError where it cannot be read for another reason than damage.
    """

    def __init__(
        self, path: Path, *, quick: bool = False, keep_raw: bool = True, progress: Progress | None = None
    ) -> None:
        self.path = path
        self.raw = raw_path(path)
        self.counts: dict[str, int] = {}
        """How many were looked at, by kind; complete at the end."""
        self.indexes: list[str] = []
        """Indexes that are out of step, for `repair`."""
        self.orphans: list[str] = []
        """Captures that nothing tells of, for `repair`."""
        self._quick = quick
        self._keep_raw = keep_raw
        self._progress = progress or (lambda what, done, of: None)

    def __iter__(self) -> Iterator[Finding]:
        self._open()
        yield from self._guarded("database", self.path, lambda: self._database(self.path))
        with closing(reader(self.path)) as conn:
            conn.execute("PRAGMA query_only=ON")
            yield from self._guarded("database", self.path, lambda: self._count(conn))
            for rule in RULES:
                self._progress(rule.check, 0, 0)
                yield from self._guarded(rule.check, self.path, lambda rule=rule: rule.findings(conn))  # type: ignore[misc]
            yield from self._guarded("versions", self.path, lambda: self._hashes(conn))
            for check, find in (("times", time_findings), ("json", json_findings)):
                self._progress(check, 0, 0)
                yield from self._guarded(check, self.path, lambda find=find: find(conn))  # type: ignore[misc]
        yield from self._guarded("index", self.path, self._indexes)
        yield from self._guarded("captures", self.raw, self._captures)

    def _open(self) -> None:
        """Bring an archive of an older schema to this one's; one that is damaged is looked at as it is."""
        try:
            open_archive(self.path, write=False).close()
        except ArchiveError as error:
            code = getattr(error.__cause__, "sqlite_errorcode", 0)
            if code & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise

    def _guarded(self, check: str, path: Path, find: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
        """A check that meets damage ends with a finding, and the next one goes on."""
        try:
            yield from find()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise cure(path, error) from error
            yield Finding(check, str(path), f"the check could not be ended: {error}", RESTORE)

    def _database(self, path: Path) -> Iterator[Finding]:
        """SQLite's own checks of a file."""
        self._progress("database", 0, 0)
        with closing(reader(path)) as conn:
            for (told,) in conn.execute("PRAGMA integrity_check"):
                if told != "ok":
                    yield Finding("database", str(path), told, RESTORE)
            for table, key, parent, _ in conn.execute("PRAGMA foreign_key_check"):
                problem = f"it names a row of {parent} that is not there"
                yield Finding("database", name_of(table, key), problem, RESTORE)

    def _count(self, conn: sqlite3.Connection) -> Iterator[Finding]:
        for table in ("articles", "pages", "visits"):
            (self.counts[table],) = conn.execute(f"SELECT count(*) FROM {table}").fetchone()
        yield from ()

    def _hashes(self, conn: sqlite3.Connection) -> Iterator[Finding]:
        """Versions whose content is not what their hash tells."""
        (total,) = conn.execute("SELECT count(*) FROM revisions").fetchone()
        names = ", ".join(f"r.{name}" for name in STORY_FIELDS)
        sql = (
            f"SELECT r.id, url, number, r.content_hash, {names} FROM revisions AS r LEFT JOIN articles AS a"
            " ON a.id = article_id WHERE r.id > ? ORDER BY r.id LIMIT ?"
        )
        last = done = 0
        while rows := conn.execute(sql, (last, _BATCH)).fetchall():
            for key, url, number, told, *values in rows:
                story = dict(zip(STORY_FIELDS, values, strict=True))
                if _hash(story) != told:
                    problem = f"version {number} is not what its content_hash tells"
                    yield Finding("versions", name_of("revisions", key, url), problem, ASK_AGAIN)
            last, done = rows[-1][0], done + len(rows)
            self._progress("versions", done, max(done, total))
        self.counts["versions"] = done

    def _indexes(self) -> Iterator[Finding]:
        for name, finding in indexes.index_findings(self.path):
            self._progress(f"index {name}", 0, 0)
            self.counts["indexes"] = self.counts.get("indexes", 0) + 1
            if finding:
                if finding.cure == indexes.CURE:
                    self.indexes.append(name)
                yield finding

    def _captures(self) -> Iterator[Finding]:
        if not self.raw.exists():
            with closing(reader(self.path)) as conn:
                named = holdings.named_captures(conn)
            if named:
                problem = f"it is not there, and the archive names {named} captures"
                where = "put it beside the archive, if it was kept; text and versions are not concerned"
                yield Finding("captures", str(self.raw), problem, where, error=False)
            return
        yield from self._database(self.raw)
        db = open_raw(self.path, write=False)
        try:
            (self.counts["captures"],) = db.conn.execute("SELECT count(*) FROM captures").fetchone()
            if not self._quick:
                yield from holdings.broken_captures(db, self._progress)
        finally:
            db.close()
        for finding in holdings.lost_captures(self.path):
            yield (
                finding if self._keep_raw else Finding("captures", finding.where, finding.problem, finding.cure, False)
            )
        yield from holdings.erased_captures(self.path)
        self.orphans = holdings.orphans(self.path)
        for digest in self.orphans:
            told = "neither a version nor a visit tells of it: a run was killed as it wrote"
            yield Finding("captures", f"captures {digest}", told, "`scrapy verify --repair` deletes it", error=False)


def _hash(story: dict[str, object]) -> str | None:
    try:
        return content_hash({**story, "authors": json.loads(str(story["authors"]))})
    except (ValueError, TypeError):
        return None


def repair(verification: Verification) -> list[str]:
    """Make anew what can be made anew without loss (writes): indexes out of step; orphans are deleted.

    Returns what was done, in a line each. Raises ArchiveError.
    """
    path, done = verification.path, []
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as conn:
            for name in verification.indexes:
                indexes.rebuild(conn, name)
                done.append(f"the index {name} was made anew")
        if verification.orphans:
            done.append(f"{holdings.sweep(path, verification.orphans)} captures that nothing tells of were deleted")
    except sqlite3.Error as error:
        raise cure(path, error) from error
    return done
