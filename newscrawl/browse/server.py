"""Opens an archive for reading and serves the reading room on it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from newscrawl.browse import columns, files, hosts, log, plugin
from newscrawl.browse.threads import Threads
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Service", "reading_room"]

HERE = Path(__file__).parent
_PATIENCE = 2
"""Seconds that an answer may still take when the service is to end."""
_SETTINGS = {
    "sql_time_limit_ms": 3_000,
    "facet_time_limit_ms": 1_000,
    "suggest_facets": False,  # it counts every column of a table at each visit
    "default_page_size": 50,
    "allow_download": False,
    "default_cache_ttl": 0,
    "num_sql_threads": 2,  # for its own pages; ours have others
}


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
    room.add_database(files.ArchiveFile(room, archive, Threads()), name="archive")
    files.captures(room)
    return room


async def _warm(room: Datasette) -> None:
    """Have the first reader wait no longer than others: a quarter of a second of work. An archive that cannot be read
    is told at once so."""
    await room.client.get("/")
    for name in ("story.html", "versions.html", "search.html", "frontpage.html"):
        room.jinja_env.get_template(name)


class _Server(uvicorn.Server):
    """What signals mean is the command's to say."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Service:
    """The reading room on a port of its own, from its making on. Raises ArgumentError where it cannot be had."""

    def __init__(self, archive: Path, *, host: str, port: int) -> None:
        """`port` 0: any free one."""
        self._listener = _listen(host, port)
        bound = ip_address(self._listener.getsockname()[0].partition("%")[0])
        self.for_all: bool = not bound.is_loopback
        """Whether other machines may reach it."""
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
        self.address: str = f"http://{shown}:{self._listener.getsockname()[1]}/"
        self._room = reading_room(archive)
        app = hosts.forwarded(self._room.app())
        self._server = _Server(
            uvicorn.Config(
                app if self.for_all else hosts.local(app, host),
                log_config=None,
                access_log=False,
                lifespan="on",
                forwarded_allow_ips="*",  # who asks is told nothing that depends on it but links
                timeout_graceful_shutdown=_PATIENCE,
            )
        )

    def run(self, ready: Callable[[], Any]) -> None:
        """Serve until `stop` is called; `ready` is called when the first page can be asked."""
        with log.to_terminal():
            asyncio.run(self._run(ready))

    async def _run(self, ready: Callable[[], Any]) -> None:
        await _warm(self._room)
        serving = asyncio.ensure_future(self._server.serve(sockets=[self._listener]))
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.01)
        if self._server.started:
            ready()
        await serving

    def stop(self) -> None:
        """End it: what is being answered may take two seconds more, or is cut off by a second call (thread-safe)."""
        log.quieter()
        self._server.force_exit = self._server.should_exit
        self._server.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port < 65_536:
        raise ArgumentError(f"there is no port {port}: name one from 0 (any free one) to 65535 with --port")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArgumentError(
            f"cannot listen on {host} port {port} ({reason}): name others with --host and --port"
        ) from error
    return listener
