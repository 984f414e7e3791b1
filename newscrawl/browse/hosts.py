"""Under which names the reading room answers.

A page of the web may have its own name lead to this machine (DNS rebinding), and would then be let read all that it is
answered: what listens on this machine alone answers to this machine's names alone.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.browse.security import App

__all__ = ["forwarded", "is_local", "local"]

_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[\da-fA-F:.]+\](:\d+)?", re.ASCII)
_REFUSED = (
    b"The reading room answers to the names of its own machine alone (localhost, 127.0.0.1). "
    b"A proxy has to ask it under one of them: docs/browse.md\n"
)


def local(app: App, host: str) -> App:
    """An application that answers requests to a loopback address, to localhost or to the host it was told to listen
    on, and refuses those to any other name (421, RFC 9110)."""

    async def wrapper(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or is_local(_header(scope, b"host"), host):
            await app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(_REFUSED))]
        await send({"type": "http.response.start", "status": 421, "headers": headers})
        await send({"type": "http.response.body", "body": _REFUSED})

    return wrapper


def is_local(named: str, host: str) -> bool:
    """Whether the field Host ("localhost:8001") names this machine, or the host that was told."""
    name = re.sub(r":\d*$", "", named).strip("[]").rstrip(".").lower()
    if name in ("localhost", host.lower()):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def forwarded(app: App) -> App:
    """An application whose links lead to the host that a proxy was asked under (X-Forwarded-Host)."""

    async def wrapper(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and _HOST.fullmatch(named := _header(scope, b"x-forwarded-host")):
            others = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {**scope, "headers": [*others, (b"host", named.encode())]}
        await app(scope, receive, send)

    return wrapper


def _header(scope: Any, name: bytes) -> str:
    return next((value.decode("latin-1").strip() for key, value in scope["headers"] if key == name), "")
