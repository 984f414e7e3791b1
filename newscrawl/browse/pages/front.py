"""The front of the reading room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive.views.latest import newest
from newscrawl.browse.answering import Request, Response, ask, page

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["front"]


async def front(datasette: Datasette, request: Request) -> Response:
    """The newest stories as cards."""
    return await page(datasette, request, "front.html", stories=await ask(datasette, newest, 24))
