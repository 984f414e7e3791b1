"""An open file, and its migrations by name: what a run needs of sqlite_utils without loading it.

That takes a tenth of the time until a run's first request, with a command line and a plug-in system; nearly all that is
asked of a `Database` here is its connection, and seldom is anything to be migrated.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection

    from sqlite_utils import Database

    Step = Callable[[Database], None]

__all__ = ["Steps", "database"]


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
    """The migrations of one kind of file, in their order. `sqlite_utils.Migrations` takes them, and keeps the book."""

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
        """Bring a file to today's form."""
        from sqlite_utils import Database, Migrations  # late: see above

        migrations = Migrations(self.name)
        for step in self.steps:
            migrations()(step)
        migrations.apply(Database(conn), stop_before=stop_before)
