"""The reading room is read: it answers to GET and HEAD alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.browse.security import App

__all__ = ["reading"]

_REFUSED = b"The reading room is only read: ask it with GET or HEAD.\n"
_HEADERS = [
    (b"allow", b"GET, HEAD"),
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-length", b"%d" % len(_REFUSED)),
]


def reading(app: App) -> App:
    """An application that refuses all other methods (405, RFC 9110)."""

    async def wrapper(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 405, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _REFUSED})

    return wrapper
