"""Opens an archive for reading and serves the reading room on it."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from newscrawl.archive.connection import raw_path
from newscrawl.archive.readonly import read_only
from newscrawl.browse import columns, plugin
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

__all__ = ["reading_room", "serve"]

HERE = Path(__file__).parent
_SETTINGS = {
    "sql_time_limit_ms": 3_000,
    "facet_time_limit_ms": 1_000,
    "suggest_facets": False,  # it counts every column of a table at each visit
    "default_page_size": 50,
    "allow_download": False,
    "default_cache_ttl": 0,
    "num_sql_threads": 4,
}


class ArchiveFile(Database):  # type: ignore[misc]
    """A file of the archive, as Datasette reads it: as all of newscrawl reads one, and never written."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection of one of Datasette's threads."""
        if write:
            raise PermissionError("the reading room writes nothing")
        conn = read_only(Path(self.path))
        self._all_file_connections.append(conn)
        return conn


def reading_room(archive: Path) -> Datasette:
    """The reading room on the archive at a path. Its databases are `archive` and, where captures are kept, `raw`."""
    if not pm.has_plugin("newscrawl"):
        pm.register(plugin, name="newscrawl")
        pm.unregister(name="datasette.handle_exception")
    room = Datasette(
        template_dir=str(HERE / "templates"),
        static_mounts=[("assets", str(HERE / "static"))],
        settings=_SETTINGS,
        metadata=columns.metadata(),
        cache_headers=False,
    )
    room.remove_database("_memory")  # Datasette's own: a database of nothing, open to any query
    room.add_database(ArchiveFile(room, path=str(archive), is_mutable=True), name="archive")
    if raw_path(archive).exists():
        room.add_database(ArchiveFile(room, path=str(raw_path(archive)), is_mutable=True), name="raw")
    return room


def serve(archive: Path, *, host: str, port: int, ready: Callable[[str], Any]) -> None:
    """Serve the reading room until SIGINT or SIGTERM; `ready` is told its address. `port` 0: any free one.

    Raises ArgumentError where host and port cannot be had.
    """
    listener = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    asyncio.run(_serve(reading_room(archive), listener, lambda: ready(f"http://{shown}:{listener.getsockname()[1]}/")))


async def _serve(room: Datasette, listener: socket.socket, ready: Callable[[], Any]) -> None:
    config = uvicorn.Config(
        room.app(), log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        ready()
    await serving


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArgumentError(
            f"cannot listen on {host} port {port} ({reason}): name others with --host and --port"
        ) from error
    return listener
