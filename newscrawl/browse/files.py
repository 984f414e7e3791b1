"""The files of an archive as Datasette's databases: read as all of newscrawl reads them, and never written."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database

from newscrawl.archive.connection import cure, cured, raw_path
from newscrawl.archive.readonly import Current

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["ArchiveFile", "captures"]


class ArchiveFile(Database):  # type: ignore[misc]
    """A file of the archive. Its place may be taken by another one (a backup that is restored) while it is served."""

    def __init__(self, room: Datasette, path: Path) -> None:
        super().__init__(room, path=str(path), is_mutable=True)
        self._threads = threading.local()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """What Datasette would open for itself: nothing."""
        raise PermissionError("the reading room writes nothing")

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """What a function answers that is called with a connection, in one of Datasette's threads."""
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, self._call, fn)

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        """As Datasette's; whoever asked is told of errors, and the terminal is not."""
        try:
            return await super().execute(*args, **{**kwargs, "log_sql_errors": False})
        except sqlite3.DatabaseError as error:
            if type(error) is sqlite3.DatabaseError:  # damage; its subclasses are what is wrong with a query
                raise cure(Path(self.path), error) from error
            raise

    def _call(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        if not hasattr(self._threads, "current"):
            self._threads.current = Current(Path(self.path))
        path = Path(self.path)
        try:
            with cured(path):
                conn, is_new = self._threads.current.get()
        except OSError as error:
            raise cure(path, error) from error
        if is_new:
            self.ds._prepare_connection(conn, self.name)
        return fn(conn)


def captures(room: Datasette) -> ArchiveFile | None:
    """The file of captures, also where a crawl has begun it since; None where there is none."""
    path = raw_path(Path(room.get_database("archive").path))
    if "raw" not in room.databases and path.exists():
        room.add_database(ArchiveFile(room, path), name="raw")
    found: ArchiveFile | None = room.databases.get("raw")
    return found
