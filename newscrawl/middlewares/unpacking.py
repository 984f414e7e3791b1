"""Unpacks packed pages: gzip in one step, and without a guess at the charset of what is packed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from isal import isal_zlib
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response, TextResponse

if TYPE_CHECKING:
    from scrapy import Request, Spider

__all__ = ["UnpackingMiddleware"]

_GZIP = 16 + zlib.MAX_WBITS


class UnpackingMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, but for two things that take it long.

    It reads a gzipped page piece by piece, in Python. Here it is one call of igzip, twice as fast as zlib is; what is
    not one whole page of gzip within DOWNLOAD_MAXSIZE (cut short, damaged, in several parts, with more behind it) is
    left to Scrapy.

    And as it copies an answer, it asks for its charset, which is guessed at from all of its bytes, packed as they are,
    where the headers do not tell: several milliseconds a page.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        if isinstance(response, TextResponse) and b"Content-Encoding" in response.headers:
            response = Response(**{name: getattr(response, name) for name in Response.attributes})
        return super().process_response(request, response)

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        if encoding in (b"gzip", b"x-gzip"):
            unpacker = isal_zlib.decompressobj(_GZIP)
            try:
                page: bytes = unpacker.decompress(body, max_size)  # 0, here as there: of any size
            except isal_zlib.IsalError:  # type: ignore[misc] # its stub says that it is an object
                page = b""
            if unpacker.eof and not unpacker.unused_data:
                return page
        return HttpCompressionMiddleware._decode(body, encoding, max_size)
