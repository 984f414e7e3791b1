"""What a reader is told when a page cannot be shown. Takes the place of Datasette's own, which prints every 404."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from newscrawl.browse.answering import Request, Response, page
from newscrawl.exceptions import ArgumentError, NewscrawlError, TooLongError

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["answer"]

logger = logging.getLogger(__name__)

_TOO_LONG = (
    "this query takes longer than 3 seconds: narrow it, or ask a copy of the archive (`scrapy backup`) with sqlite3"
)

_TITLES = {
    400: "This cannot be asked",
    403: "This is not open",
    404: "There is no such page",
    503: "This takes too long",
}


async def answer(room: Datasette, request: Request, exception: Exception) -> Response:
    """A page (or, where JSON was asked, an object) that tells in a line what went wrong."""
    status, text = _told(exception)
    if status == 500 and isinstance(exception, NewscrawlError):
        logger.error("%s cannot be shown: %s", request.path, exception)
    elif status == 500:
        logger.error("%s cannot be shown", request.path, exc_info=exception)
    title = _TITLES.get(status, "This did not work")
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "status": status, "title": title, "error": text}, status=status)
    return await page(room, request, "error.html", status=status, title=title, text=text)


def _told(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, TooLongError):
        return 503, str(exception)
    if isinstance(exception, QueryInterrupted) or isinstance(exception.__context__, QueryInterrupted):
        return 503, _TOO_LONG  # Datasette tells it in HTML
    if isinstance(exception, ArgumentError):
        return 400, str(exception)
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0] if exception.args else "")
    if isinstance(exception, DatasetteError):
        # Raised for no error of SQLite's, it refuses what was asked ("Cannot sort table by …"), whatever it says.
        refused = exception.status == 500 and exception.__context__ is None
        return 400 if refused else exception.status or 500, str(exception.message)
    return 500, str(exception)
