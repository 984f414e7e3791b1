"""Scrapy's download handler, with a bound on what a server may send before the page itself.

DOWNLOAD_MAXSIZE bounds bodies alone: headers without end would fill the memory until DOWNLOAD_TIMEOUT.
And what is on the network can be cut off, so that no slow server holds up the end of a run.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.python.failure import Failure
from twisted.web._newclient import BODY

from newscrawl.exceptions import StoppedError
from newscrawl.run import run_of

if TYPE_CHECKING:
    from typing import Any

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["BoundedDownloadHandler"]

MAX_HEADERS = 256 * 1024
"""Bytes that status line and headers may have together; browsers accept as much."""


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """Gives up answers whose headers are too large. Raises StoppedError for what was cut off as the run ends."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory

    async def download_request(self, request: Request) -> Response:
        run = run_of(self._crawler)
        if run.cut_off:
            raise StoppedError("the run is ending")
        flight = asyncio.ensure_future(super().download_request(request))
        run.flights.add(flight)
        try:
            return await flight
        except asyncio.CancelledError:
            if run.cut_off:
                raise StoppedError("the run is ending") from None
            raise
        finally:
            run.flights.discard(flight)


class _Protocol(_LenientHTTP11ClientProtocol):
    _received = 0

    def request(self, request: Any) -> Any:
        self._received = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        # What comes with the end of the headers counts as well: at most one read of a socket.
        if self._parser is not None and self._parser.state != BODY:
            self._received += len(data)
            if self._received > MAX_HEADERS:
                self._giveUp(Failure(ConnectionError("its headers are too large")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802 - Twisted's name
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
