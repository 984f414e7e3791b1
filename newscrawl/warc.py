"""Reading WARC files (ISO 28500) as captures."""

from __future__ import annotations

import contextlib
import logging
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import brotli
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newscrawl.items import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["responses"]

logger = logging.getLogger(__name__)

MAX_BYTES = 32 * 1024 * 1024
"""Larger records and payloads are passed over, as a crawl would."""


def responses(path: Path) -> Iterator[Capture]:
    """The responses of a WARC file, one at a time: status, headers as received, payload without encodings.

    Broken and oversized records are passed over. Raises nothing but what opening the file raises.
    """
    with path.open("rb") as stream:
        records = iter(
            ArchiveIterator(
                stream, record_types=WarcRecordType.response, max_content_length=MAX_BYTES, quirks_mode=True
            )
        )
        while True:
            try:
                record = next(records)
            except StopIteration:
                return
            except (OSError, ValueError) as error:
                logger.warning("%s: reading stopped at a broken record: %s", path, error)
                return
            with contextlib.suppress(OSError, ValueError, zlib.error, brotli.error, zstandard.ZstdError):
                capture = _capture(record)
                if capture is not None:
                    yield capture


def _capture(record: WarcRecord) -> Capture | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not url or not record.is_http or record.http_headers is None or record.record_date is None:
        return None
    headers = [(str(name), str(value)) for name, value in record.http_headers]
    body = record.reader.read(MAX_BYTES + 1)
    encodings = [v for n, v in headers if n.lower() == "content-encoding"]
    for encoding in reversed([part.strip().lower() for value in encodings for part in value.split(",")]):
        body = _decoded(body, encoding)
    if len(body) > MAX_BYTES:
        return None
    moment: datetime = record.record_date
    return Capture(
        url=url,
        fetched_at=moment.astimezone(UTC).isoformat(timespec="milliseconds"),
        http_status=int(record.http_headers.status_code or 0),
        headers=headers,
        body=body,
    )


def _decoded(body: bytes, encoding: str) -> bytes:
    """One content encoding removed; a payload that does not have it any more (many archives decode) stays as it is."""
    try:
        if encoding in ("gzip", "x-gzip"):
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, MAX_BYTES + 1)
        if encoding == "deflate":
            return zlib.decompressobj().decompress(body, MAX_BYTES + 1)
        if encoding == "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=MAX_BYTES + 1))
        if encoding == "zstd":
            return zstandard.ZstdDecompressor().decompress(body, max_output_size=MAX_BYTES)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        return body
    return body
