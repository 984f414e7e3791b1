"""CSV by RFC 4180 as spreadsheets understand it: UTF-8 with a byte order mark, and nothing that calculates."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import IO, TYPE_CHECKING, Any

from newscrawl.archive.export import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.archive.export import Record

__all__ = ["cell", "piece", "write"]

_FORMULA = re.compile("'*[=+@\t\r\n＝＋－＠-]")  # noqa: RUF001


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write a head line and the records; returns how many."""
    number = 0
    out.write(piece([]).encode())
    for number, record in enumerate(records, 1):  # noqa: B007
        out.write(piece([record], head=False).encode())
    return number


def piece(records: Iterable[Record], *, head: bool = True) -> str:
    """Records as lines, with a byte order mark and a head line in front."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    if head:
        sheet.writerow(COLUMNS)
    for record in records:
        sheet.writerow([cell(record[name]) for name in COLUMNS])
    return ("\ufeff" if head else "") + text.getvalue()


def cell(value: Any) -> str:
    """A value as a cell: lists parted by "; ", objects as JSON, nothing for None.

    What a spreadsheet would take for a formula has an apostrophe in front (OWASP, CSV injection); so has what begins
    like such a cell. Without the first apostrophe of these every text is what it was.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    text = ("; ".join(map(str, value)) if isinstance(value, list) else str(value)).replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) else text
