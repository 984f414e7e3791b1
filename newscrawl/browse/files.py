"""The files of an archive as Datasette's databases: read as all of newscrawl reads them, and never written."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.database import Database

from newscrawl.archive import views
from newscrawl.archive.connection import cure, cured, raw_path
from newscrawl.archive.findings import is_damage
from newscrawl.archive.readonly import Current
from newscrawl.archive.views import tables
from newscrawl.browse.remembering import Remembered

if TYPE_CHECKING:
    import sqlite3

    from datasette.app import Datasette

    from newscrawl.browse.threads import Lane, Threads

__all__ = ["ArchiveFile", "captures"]

_PATIENCE = views.Limit(seconds=3.0)
"""For the counts of all tables."""
T = TypeVar("T")


class ArchiveFile(Database):  # type: ignore[misc]
    """A file of the archive. Its place may be taken by another one (a backup that is restored) while it is served."""

    def __init__(self, room: Datasette, path: Path, threads: Threads) -> None:
        super().__init__(room, path=str(path), is_mutable=True)
        self.threads = threads
        self.remembered = Remembered(path)
        self._opened = threading.local()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """What Datasette would open for itself: nothing."""
        raise PermissionError("the reading room writes nothing")

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """What a function answers that is called with a connection, in one of Datasette's threads."""
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, self._call, fn)

    async def ask(self, lane: Lane, fn: Callable[[sqlite3.Connection], T]) -> T:
        """The same in a thread of ours."""
        return await self.threads.run(lane, lambda: self._call(fn))

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """As Datasette's; whoever asked is told of errors, and the terminal is not."""
        try:
            return await super().execute(*args, **{**kwargs, "log_sql_errors": False})
        except Exception as error:
            if is_damage(error):
                raise cure(Path(self.path), error) from error
            raise

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """What the page of all tables tells of their rows; None: many. (Datasette's own counts all of all tables: its
        time limit does not reach into SQLite's counting.)"""
        hidden = await self.hidden_table_names()
        found: dict[str, int | None] = await self.execute_fn(
            lambda conn: views.ask(conn, tables.counts, _PATIENCE, hidden)
        )
        return found

    def _call(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        if not hasattr(self._opened, "current"):
            self._opened.current = Current(Path(self.path))
        path = Path(self.path)
        try:
            with cured(path):
                conn, is_new = self._opened.current.get()
        except OSError as error:
            raise cure(path, error) from error
        if is_new:
            self.ds._prepare_connection(conn, self.name)
        return fn(conn)


def captures(room: Datasette) -> ArchiveFile | None:
    """The file of captures, also where a crawl has begun it since; None where there is none."""
    archive: ArchiveFile = room.get_database("archive")
    path = raw_path(Path(archive.path))
    if "raw" not in room.databases and path.exists():
        room.add_database(ArchiveFile(room, path, archive.threads), name="raw")
    found: ArchiveFile | None = room.databases.get("raw")
    return found
