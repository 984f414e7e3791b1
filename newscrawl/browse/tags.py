"""Answers that a reader's browser may keep, and asks for anew before it shows them: what was taken down is gone there,
too."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from newscrawl.browse.answering import Request, Response

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["tagged"]


def tagged(request: Request, body: bytes, *, content_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with the digest of its bytes as entity tag (RFC 9110, 8.8.3); 304 to a reader that has these."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    told = {**(headers or {}), "etag": tag, "cache-control": "no-cache"}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response("", status=304, headers=told)
    return Response(body, content_type=content_type, headers=told)
