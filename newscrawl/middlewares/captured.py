"""Answers requests from captures instead of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.http import Response

if TYPE_CHECKING:
    from scrapy import Request

    from newscrawl.items import Capture

__all__ = ["CapturedMiddleware"]


class CapturedMiddleware:
    """Answers a request with the capture in its meta. The first: no other may touch the network or the body."""

    def process_request(self, request: Request) -> Response:
        capture: Capture = request.meta["capture"]
        return Response(capture.url, status=capture.http_status, headers=dict(capture.headers), body=capture.body)
