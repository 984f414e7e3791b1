"""Reading files of captured pages in a thread of its own, some pages ahead of those that are being taken on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from newscrawl.warc import BrokenError, Position, page_of, records, saved_pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from newscrawl.warc import Page, Record

__all__ = ["Piece", "StoppedReadingError", "ahead", "of_file", "of_folder"]

AHEAD = 16
"""Pieces that a thread reads at a time: each of its turns waits for what the crawl's own thread is about."""
AHEAD_BYTES = 4 * 1024 * 1024
"""Bytes of them, from which on no more are read; one alone may be larger."""
_TYPES = ("response", "revisit", "resource")


class StoppedReadingError(Exception):
    """Raised by `wanted` as the run ends: nothing more is wanted."""


@dataclass(slots=True)
class Piece:
    """What was read of a file or folder: a page or a fault; one with neither tells how far all was read."""

    at: Position
    page: Page | None = None
    fault: str = ""
    path: Path | None = None
    """The file of a folder that it was read from."""


def of_file(path: Path, start: Position, wanted: Callable[[str], bool]) -> Iterator[Piece]:
    """The wanted pages of a WARC file from a place on, and at its end the place where to go on once it has grown: what
    breaks off there, or was read while it grew, is looked at again. Raises OSError."""
    faults: list[Piece] = []
    size, last = path.stat().st_size, start

    def asked(record: Record) -> bool:
        return wanted(record.url) and record.type in _TYPES

    def passed_over(at: Position, why: str) -> None:
        faults.append(Piece(at, fault=why))

    try:
        for record in records(path, start=start, wanted=asked, problem=passed_over):
            yield from faults
            faults.clear()
            last = record.position
            try:
                yield Piece(record.position, page_of(record))
            except BrokenError as error:
                yield Piece(record.position, fault=str(error))
    except StoppedReadingError:
        return
    yield from faults
    if faults:
        last = faults[-1].at
    elif path.stat().st_size == size:
        last = Position(size)
    yield Piece(last)


def of_folder(path: Path, wanted: Callable[[str], bool]) -> Iterator[Piece]:
    """The pages saved in a folder whose addresses are wanted; their places are their numbers."""
    for number, saved in enumerate(saved_pages(path)):
        at = Position(number)
        try:
            if saved.page is None:
                yield Piece(at, fault=saved.fault, path=saved.path)
            elif wanted(saved.page.capture.url):
                yield Piece(at, saved.page)
        except StoppedReadingError:
            return


async def ahead(pieces: Iterator[Piece]) -> AsyncIterator[Piece]:
    """Pieces, read in a thread: the next ones while those before them are worked on. Raises what `pieces` raises."""
    coming = asyncio.create_task(asyncio.to_thread(_some, pieces))
    try:
        while found := await coming:
            coming = asyncio.create_task(asyncio.to_thread(_some, pieces))
            for piece in found:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
    finally:
        coming.cancel()


def _some(pieces: Iterator[Piece]) -> list[Piece | Exception]:
    """The next pieces, and last the error that ended reading them; empty at the end."""
    found: list[Piece | Exception] = []
    size = 0
    try:
        for piece in islice(pieces, AHEAD):
            found.append(piece)
            size += len(piece.page.capture.body) if piece.page else 0
            if size > AHEAD_BYTES:
                break
    except Exception as error:  # noqa: BLE001 - raised when what came before it was taken on
        found.append(error)
    return found
