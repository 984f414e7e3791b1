"""Bytes of a WARC file from any place on: plain, or one gzip member; and where to go on behind what is broken."""

from __future__ import annotations

import zlib
from typing import IO

__all__ = ["GZIP", "BrokenError", "Member", "Plain", "Stream", "next_member"]

GZIP = b"\x1f\x8b\x08"
"""How a gzip member begins (RFC 1952, section 2.3.1)."""
CHUNK = 64 * 1024
WINDOW = 1024 * 1024
"""Bytes that are searched at a time."""


class BrokenError(Exception):
    """A record that cannot be had; the message says why."""


class Stream:
    """A stretch of bytes that is read in order, with a look ahead. `at`: how many were taken.

    Where it is damaged it ends, and `check` tells of it: what stands before the damage is whole.
    """

    def __init__(self) -> None:
        self.at = 0
        self._ahead = bytearray()
        self._broken: BrokenError | None = None

    def check(self) -> None:
        """Raise BrokenError where the stretch ended before its time."""
        if self._broken:
            raise self._broken

    def _more(self) -> bytes:
        """Some of what follows; empty at the end. Raises BrokenError."""
        raise NotImplementedError

    def peek(self, count: int) -> bytes:
        """What follows, `count` bytes or up to the end."""
        while len(self._ahead) < count and not self._broken:
            try:
                more = self._more()
            except BrokenError as error:
                self._broken = error
                break
            if not more:
                break
            self._ahead += more
        return bytes(self._ahead[:count])

    def take(self, count: int) -> bytes:
        """The next bytes, fewer at the end alone."""
        taken = self.peek(count)
        del self._ahead[: len(taken)]
        self.at += len(taken)
        return taken

    def skip(self, count: int) -> int:
        """Pass over bytes; how many there were."""
        left = count
        while left:
            passed = len(self.take(min(left, CHUNK)))
            if not passed:
                break
            left -= passed
        return count - left

    def find(self, mark: bytes) -> bool:
        """Go to the next place where `mark` stands; False, at the end: there is none."""
        while True:
            ahead = self.peek(WINDOW)
            place = ahead.find(mark)
            if place >= 0:
                self.take(place)
                return True
            if len(ahead) < WINDOW:
                self.take(len(ahead))
                return False
            self.take(len(ahead) - len(mark) + 1)


class Plain(Stream):
    """A file that is not compressed, from `offset` on."""

    def __init__(self, file: IO[bytes], offset: int) -> None:
        super().__init__()
        self._file = file
        self._place = offset

    def _more(self) -> bytes:
        self._file.seek(self._place)
        more = self._file.read(CHUNK)
        self._place += len(more)
        return more

    def skip(self, count: int) -> int:
        if count <= len(self._ahead) + CHUNK:
            return super().skip(count)
        size = self._file.seek(0, 2)
        passed = min(count, len(self._ahead) + size - self._place)
        self._place += passed - len(self._ahead)
        self._ahead.clear()
        self.at += passed
        return passed


class Member(Stream):
    """One gzip member, decompressed. `end`: where the file goes on behind it, once it was read to its end."""

    def __init__(self, file: IO[bytes], offset: int) -> None:
        super().__init__()
        self._file = file
        self._place = offset
        self._unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self.end = -1

    def _more(self) -> bytes:
        while not self._unpack.eof:
            packed = self._unpack.unconsumed_tail
            if not packed:
                self._file.seek(self._place)
                packed = self._file.read(CHUNK)
                self._place += len(packed)
            try:
                more = self._unpack.decompress(packed, CHUNK)
            except zlib.error as error:
                raise BrokenError(f"its gzip data is damaged ({error})") from None
            if self._unpack.eof:
                self.end = self._place - len(self._unpack.unused_data)
            if more:
                return more
            if not packed:
                raise BrokenError("it is cut off")
        return b""


def next_member(file: IO[bytes], offset: int) -> int | None:
    """Where the next gzip member that holds a record begins, from `offset` on."""
    while True:
        file.seek(offset)
        window = file.read(WINDOW)
        place = window.find(GZIP)
        while place >= 0:
            if Member(file, offset + place).peek(5) == b"WARC/":
                return offset + place
            place = window.find(GZIP, place + 1)
        if len(window) < WINDOW:
            return None
        offset += len(window) - len(GZIP) + 1
