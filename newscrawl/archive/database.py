"""An open file, and its migrations by name: what a run needs of sqlite_utils without loading it.

That takes a sixth of the time until a run's first request, with a command line and a plug-in system (and numpy, where
there is one); nearly all that is asked of a `Database` here is its connection.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection

    from sqlite_utils import Database

    Step = Callable[[Database], None]

__all__ = ["Steps", "database"]

_BOOK = (
    'CREATE TABLE IF NOT EXISTS "_sqlite_migrations" (\n   "id" INTEGER PRIMARY KEY,\n   "migration_set" TEXT,\n'
    '   "name" TEXT,\n   "applied_at" TEXT\n)',
    'CREATE UNIQUE INDEX IF NOT EXISTS "idx__sqlite_migrations_migration_set_name"\n'
    '    ON "_sqlite_migrations" ("migration_set", "name")',
)
"""As sqlite_utils makes it."""


def database(conn: sqlite3.Connection) -> Database:
    """An open file as a `Database`, which it becomes where more is asked of it than its connection."""
    conn.execute("PRAGMA recursive_triggers=on")  # as sqlite_utils does: what is replaced is deleted from indexes
    return cast("Database", _Late(conn))


class _Late:
    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def close(self) -> None:
        self.conn.close()

    @cached_property
    def _whole(self) -> Database:
        from sqlite_utils import Database  # late: see above

        return Database(self.conn)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def __getitem__(self, name: str) -> Any:
        return self._whole[name]


class Steps:
    """The migrations of one kind of file, in their order, with the book that `sqlite_utils.Migrations` keeps."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps: list[Step] = []

    def __call__(self) -> Callable[[Step], Step]:
        """Decorates the next one; it is known by its function's name."""

        def add(step: Step) -> Step:
            self.steps.append(step)
            return step

        return add

    @property
    def names(self) -> list[str]:
        """All that there are."""
        return [step.__name__ for step in self.steps]

    def applied(self, conn: sqlite3.Connection) -> list[str]:
        """Those that a file had already, also by a newer newscrawl."""
        if not conn.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
        ).fetchone():
            return []
        sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid"
        return [name for (name,) in conn.execute(sql, (self.name,))]

    def pending(self, conn: sqlite3.Connection) -> list[str]:
        """Those that it has yet to have."""
        applied = set(self.applied(conn))
        return [name for name in self.names if name not in applied]

    def apply(self, conn: sqlite3.Connection, *, stop_before: Collection[str] = ()) -> None:
        """Bring a file to today's form (call it inside a transaction)."""
        for sql in _BOOK:
            conn.execute(sql)
        applied, db = set(self.applied(conn)), database(conn)
        for step in self.steps:
            name = step.__name__
            if name in stop_before:
                return
            if name not in applied:
                step(db)
                sql = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)"
                conn.execute(sql, (self.name, name, str(datetime.now(UTC))))
