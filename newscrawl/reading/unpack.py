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
    pieces: list[bytes] = []
    room = limit
    fault = None
    while body.startswith(_GZIP):  # a file may have several members
        member = zlib.decompressobj(wbits=31)
        try:
            pieces.append(member.decompress(body, room))
        except zlib.error:
            # What zlib had before the damage is lost with the error, so it is asked again in small steps.
            pieces.append(_until_damage(body, room))
            fault = "damaged"
            break
        room -= len(pieces[-1])
        if member.unconsumed_tail or not room:
            fault = f"more than {limit // 1024 // 1024} MB unpacked, the rest is left out"
            break
        if not member.eof:
            fault = "cut off"
            break
        body = member.unused_data.lstrip(b"\x00")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces), fault


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
