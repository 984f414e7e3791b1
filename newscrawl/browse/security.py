"""Headers that keep what came from the web harmless in the reader's browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

__all__ = ["CAPTURE_POLICY", "POLICY", "guarded"]

Message = MutableMapping[str, Any]
App = Callable[[Any, Any, Any], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy (W3C, level 3) of our own pages: nothing that is not ours is loaded, run or sent to."""
CAPTURE_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'self'"
)
"""That of an archived page: it has an origin of its own, runs nothing, loads nothing and sends nothing."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-dns-prefetch-control": "off",  # else the names of all hosts that a page links to are looked up
    "cache-control": "no-cache",  # what was taken down is shown no more, by no browser and no proxy
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_KEPT = b"public, max-age=31536000, immutable"


def guarded(app: App) -> App:
    """An ASGI application with these headers on every answer; one that brings its own keeps it."""

    async def wrapper(scope: Any, receive: Any, send: Any) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _headers(scope, message)}
            await send(message)

        await app(scope, receive, sent if scope["type"] == "http" else send)

    return wrapper


def _headers(scope: Any, message: Message) -> list[tuple[bytes, bytes]]:
    headers = list(message.get("headers", []))
    there = {name.lower().decode("latin-1") for name, _ in headers}
    headers += [(n.encode(), value.encode()) for n, value in _HEADERS.items() if n not in there]
    if scope["path"].startswith("/assets/") and b"v=" in scope.get("query_string", b"") and message["status"] == 200:
        headers = [(n, v) for n, v in headers if n.lower() != b"cache-control"] + [(b"cache-control", _KEPT)]
    return headers
