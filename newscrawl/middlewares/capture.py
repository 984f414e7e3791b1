"""Remembers the headers of an answer as they were received, before decompression takes some away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

__all__ = ["CaptureMiddleware"]


class CaptureMiddleware:
    """Puts `received`, a list of (name, value), into the request's meta; and of gzipped answers `unpacked_bytes`.

    Has to stand above Unpacking (590). `unpacked_bytes` is what the trailer says (RFC 1952, ISIZE), modulo 2**32.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta["received"] = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        request.meta["unpacked_bytes"] = None
        encoding = response.headers.get("Content-Encoding") or b""
        if encoding.strip().lower() == b"gzip" and len(response.body) > 18:
            request.meta["unpacked_bytes"] = int.from_bytes(response.body[-4:], "little")
        return response
