"""What a record tells of a page: its HTTP answer, without transfer and content encodings."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

import brotli
import zstandard

from newscrawl.items import Capture
from newscrawl.urls import is_web, without_password
from newscrawl.warc.records import MAX_BYTES, Record
from newscrawl.warc.streams import BrokenError

__all__ = ["Page", "page_of"]

ORIGINAL = "x-archive-orig-"
"""In front of a field's name: as received, though it does not hold for the record (`export.warc`, pywb)."""
_MEDIA = re.compile(
    r"\s*(?:image|audio|video|font|model)/|\s*text/(?:css|javascript)|\s*application/(?:(?:x-)?javascript|ecmascript"
    r"|json(?!\+|.*feed)|pdf|wasm|zip|x-font|font|vnd\.ms-|x-shockwave)",
    re.IGNORECASE,
)
"""Types of payloads that hold no page, feed or sitemap."""
_PAGES = ("text/html", "application/xhtml", "text/xml", "application/xml", "application/rss", "application/atom")


@dataclass(slots=True)
class Page:
    """What one record tells of a page."""

    capture: Capture
    cut: bool = False
    """The payload is not whole (WARC-Truncated, or fewer bytes than Content-Length says)."""
    digest: str = ""
    """WARC-Payload-Digest."""
    same_as: tuple[str, str] | None = None
    """Of a revisit record: address and time (WARC-Date) of the record that holds the payload; empty where not told."""
    media: bool = False
    """A picture, a script and the like; its payload was not decoded."""


def page_of(record: Record) -> Page | None:
    """The page of a response, revisit or resource record; None for anything else, as the answers of name servers.

    Raises BrokenError for a record that cannot be read.
    """
    if not record.url.lower().startswith(("http://", "https://")):
        return None
    if not is_web(record.url):
        raise BrokenError("its address is none that can be asked")
    if record.type == "resource":
        return _resource(record)
    if record.type == "revisit":
        return _revisit(record)
    if record.type != "response" or "http" not in record.head.get("content-type", "http").lower():
        return None
    status, headers, body = _answer(record.content)
    page = Page(_capture(record, status, headers, b""), digest=record.head.get("warc-payload-digest", ""))
    page.media = status == 200 and bool(_MEDIA.match(_value(headers, "content-type")))
    if page.media:
        return page
    length = _value(headers, "content-length")
    coded = _value(headers, "transfer-encoding") or _value(headers, "content-encoding")
    page.cut = "warc-truncated" in record.head or (not coded and length.isdecimal() and int(length[:15]) > len(body))
    page.capture.body = _decoded(body, headers)
    page.capture.headers = _as_received(headers)
    return page


def _resource(record: Record) -> Page | None:
    """A payload without its answer."""
    kind = record.head.get("content-type", "")
    if not kind.lower().startswith(_PAGES):
        return None
    headers = [("Content-Type", kind)]
    return Page(_capture(record, 200, headers, record.content), cut="warc-truncated" in record.head)


def _revisit(record: Record) -> Page:
    """A page that was found unchanged."""
    status, headers, _ = _answer(record.content) if record.content.startswith(b"HTTP/") else (0, [], b"")
    if "server-not-modified" in record.head.get("warc-profile", ""):
        status = 304
    return Page(
        _capture(record, status, _as_received(headers), b""),
        digest=record.head.get("warc-payload-digest", ""),
        same_as=(
            record.head.get("warc-refers-to-target-uri", "").strip("<> ") or record.url,
            record.head.get("warc-refers-to-date", ""),
        ),
    )


def _capture(record: Record, status: int, headers: list[tuple[str, str]], body: bytes) -> Capture:
    try:
        moment = datetime.fromisoformat(record.head.get("warc-date", ""))
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise BrokenError("it has no date") from None
    return Capture(
        url=without_password(record.url),
        fetched_at=moment.isoformat(timespec="milliseconds"),
        http_status=status,
        headers=headers,
        body=body,
        ip_address=record.head.get("warc-ip-address"),
    )


_HTTP = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b[^\n]*\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n|\A\r?\n")


def _answer(block: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, header fields and payload of an HTTP answer. Raises BrokenError."""
    start = _HTTP.match(block)
    if start is None:
        raise BrokenError("it holds no HTTP answer")
    end = _HEAD_END.search(block, start.end() - 2)
    if end is None:
        raise BrokenError("its HTTP head has no end")
    text = re.sub(r"\r?\n[ \t]+", " ", block[start.end() : end.start()].decode("latin-1"))
    fields = [line.partition(":") for line in re.split(r"\r?\n", text) if ":" in line]
    return int(start[1]), [(name.strip(), value.strip()) for name, _, value in fields], block[end.end() :]


def _value(headers: list[tuple[str, str]], name: str) -> str:
    """A field's values, parted by commas; empty where there is none."""
    return ", ".join(value for field, value in headers if field.lower() == name)


def _as_received(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Header fields by the names under which they were received."""
    renamed = {name.lower().removeprefix(ORIGINAL) for name, _ in headers if name.lower().startswith(ORIGINAL)}
    made = {"content-length"} if renamed else set()
    return [
        (name[len(ORIGINAL) :] if name.lower().startswith(ORIGINAL) else name, value)
        for name, value in headers
        if name.lower() not in renamed | made
    ]


def _decoded(body: bytes, headers: list[tuple[str, str]]) -> bytes:
    """The payload without its encodings; many archives have removed them and not said so. Raises BrokenError."""
    if "chunked" in _value(headers, "transfer-encoding").lower():
        body = _unchunked(body)
    for encoding in reversed(_value(headers, "content-encoding").lower().split(",")):
        body = _unpacked(body, encoding.strip())
    if len(body) > MAX_BYTES:
        raise BrokenError(f"its payload is larger than {MAX_BYTES >> 20} MB")
    return body


_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def _unchunked(body: bytes) -> bytes:
    """A payload without the framing of RFC 9112, section 7.1; as it is where it has none."""
    parts, place = [], 0
    while size := _CHUNK.match(body, place):
        count = int(size[1], 16)
        parts.append(body[size.end() : size.end() + count])
        place = size.end() + count
        if not count or place >= len(body):
            return b"".join(parts)
        place += 2 if body[place : place + 2] == b"\r\n" else 1
    return b"".join(parts) if parts and place >= len(body) else body


def _unpacked(body: bytes, encoding: str) -> bytes:
    """One content encoding removed; a payload that does not have it any more stays as it is."""
    try:
        if encoding in ("gzip", "x-gzip"):
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, MAX_BYTES + 1)
        if encoding == "deflate":
            return _inflated(body)
        if encoding == "br":
            return bytes(brotli.Decompressor().process(body, output_buffer_limit=MAX_BYTES + 1))
        if encoding == "zstd":
            return zstandard.ZstdDecompressor().decompress(body, max_output_size=MAX_BYTES + 1)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        return body
    return body


def _inflated(body: bytes) -> bytes:
    """Deflate in its zlib wrapper, or bare, as some servers send it."""
    try:
        return zlib.decompressobj().decompress(body, MAX_BYTES + 1)
    except zlib.error:
        return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(body, MAX_BYTES + 1)
