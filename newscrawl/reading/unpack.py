"""Bodies that come as gzip files (RFC 1952): sitemaps, mostly."""

from __future__ import annotations

import zlib

__all__ = ["LARGEST", "unpack"]

LARGEST = 50 * 1024 * 1024
"""Bytes that a sitemap may have unpacked (sitemaps.org protocol); what is more than that is not unpacked at all."""


_GZIP = b"\x1f\x8b\x08"


def unpack(body: bytes, limit: int = LARGEST) -> tuple[bytes, str | None]:
    """The content of a gzip file, at most `limit` bytes, and what is wrong with it in words; None for nothing.

    A file that is cut off or damaged gives what stands before the damage. Any other body is its own content.
    """
    if not body.startswith(_GZIP):
        return body, None
    whole = bytearray()
    fault = None
    while body.startswith(_GZIP):  # a file may have several members
        member = zlib.decompressobj(wbits=31)
        try:
            whole += member.decompress(body, limit - len(whole) + 1)
        except zlib.error:
            fault = "damaged"
            # What zlib had before the damage is lost with the error, so it is asked again in small steps.
            whole += _until_damage(body, limit - len(whole))
            break
        if len(whole) > limit:
            return bytes(whole[:limit]), f"more than {limit // 1024 // 1024} MB unpacked, the rest is left out"
        if not member.eof:
            fault = "cut off"
            break
        body = member.unused_data.lstrip(b"\x00")
    return bytes(whole), fault


def _until_damage(body: bytes, limit: int) -> bytes:
    member = zlib.decompressobj(wbits=31)
    whole = bytearray()
    try:
        for start in range(0, len(body), 512):
            whole += member.decompress(body[start : start + 512], max(limit - len(whole), 1))
            if len(whole) >= limit or member.unconsumed_tail:
                break
    except zlib.error:
        pass
    return bytes(whole[:limit])
