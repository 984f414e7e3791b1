"""Which address is which page. Addresses are promises: people keep and share them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from newscrawl.browse.answering import Request, Response
from newscrawl.browse.pages.front import front
from newscrawl.browse.pages.numbers import numbers
from newscrawl.browse.pages.pictures import picture

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["ROUTES"]

Page = Callable[["Datasette", Request], Awaitable[Response]]

ROUTES: list[tuple[str, Page]] = [
    (r"^/$", front),
    (r"^/numbers$", numbers),
    (r"^/pictures/(?P<digest>sha256:[0-9a-f]{64})$", picture),
]
