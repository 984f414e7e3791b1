"""Remembers the headers of an answer as they were received, before decompression takes some away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

__all__ = ["CaptureMiddleware"]


class CaptureMiddleware:
    """Puts `received`, a list of (name, value), into the request's meta. Has to stand above HttpCompression (590)."""

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta["received"] = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        return response
