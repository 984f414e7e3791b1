"""What every page does: ask the archive, and answer with a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from datasette.utils.asgi import NotFound, Request, Response

from newscrawl.archive import views
from newscrawl.archive.connection import cured
from newscrawl.archive.views import Limit
from newscrawl.browse.files import ArchiveFile, captures
from newscrawl.browse.threads import Lane

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from datasette.app import Datasette
    from sqlite_utils import Database

__all__ = ["LIMIT", "Lane", "Limit", "NotFound", "Request", "Response", "ask", "ask_in", "ask_raw", "page"]

P = ParamSpec("P")
T = TypeVar("T")

LIMIT = Limit(seconds=5.0)
"""How long a page may ask the archive."""


async def ask(
    room: Datasette,
    view: Callable[Concatenate[Database, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a view of the archive answers, asked in a thread of those for quick pages. Raises TooLongError."""

    return await ask_in(Lane.PAGES, LIMIT, room, view, *args, **kwargs)


async def ask_in(
    lane: Lane,
    limit: Limit,
    room: Datasette,
    view: Callable[Concatenate[Database, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """The same in other threads and with another limit."""

    return await _ask(room.get_database("archive"), lane, limit, view, *args, **kwargs)


async def ask_raw(
    room: Datasette,
    view: Callable[Concatenate[Database, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | None:
    """The same of the captures; None where none are kept."""
    database = captures(room)
    if database is None:
        return None

    return await _ask(database, Lane.PAGES, LIMIT, view, *args, **kwargs)


async def _ask(
    database: ArchiveFile,
    lane: Lane,
    limit: Limit,
    view: Callable[Concatenate[Database, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    def asked(conn: sqlite3.Connection) -> T:
        with cured(Path(database.path)):
            return views.ask(conn, view, limit, *args, **kwargs)

    return await database.ask(lane, asked)


async def page(room: Datasette, request: Request, template: str, /, *, status: int = 200, **context: Any) -> Response:
    """A page of HTML from a template and what it shows."""
    return Response.html(await room.render_template(template, context, request=request), status=status)
