"""What every page does: ask the archive, and answer with a template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from datasette.utils.asgi import NotFound, Request, Response

from newscrawl.archive import views
from newscrawl.archive.connection import cured
from newscrawl.browse.files import ArchiveFile, captures

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette.app import Datasette
    from sqlite_utils import Database

__all__ = ["NotFound", "Request", "Response", "ask", "ask_raw", "page"]

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 5.0
"""How long a page may ask the archive."""


async def ask(
    room: Datasette,
    view: Callable[Concatenate[Database, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a view of the archive answers, asked in one of Datasette's threads. Raises TooLongError."""

    return await _ask(room.get_database("archive"), view, *args, **kwargs)


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

    return await _ask(database, view, *args, **kwargs)


async def _ask(database: ArchiveFile, view: Callable[Concatenate[Database, P], T], *args: Any, **kwargs: Any) -> T:
    def asked(conn: Any) -> T:
        with cured(Path(database.path)):
            return views.ask(conn, view, SECONDS, *args, **kwargs)

    answer: T = await database.execute_fn(asked)
    return answer


async def page(room: Datasette, request: Request, template: str, /, *, status: int = 200, **context: Any) -> Response:
    """A page of HTML from a template and what it shows."""
    return Response.html(await room.render_template(template, context, request=request), status=status)
