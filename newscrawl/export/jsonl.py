"""JSON Lines: one article a line, UTF-8; arrays and truth values are what they are."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from newscrawl.printing import json_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.archive.export import Record

__all__ = ["write"]


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write records; returns how many."""
    number = 0
    for number, record in enumerate(records, 1):  # noqa: B007
        out.write(json_line(record).encode() + b"\n")
    return number
