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

__all__ = ["cell", "write"]

_FORMULA = re.compile("'*[=+@\t\r\n＝＋－＠-]")  # noqa: RUF001


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write a head line and the records; returns how many."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    number = 0
    try:
        sheet = csv.writer(text)
        sheet.writerow(COLUMNS)
        for number, record in enumerate(records, 1):  # noqa: B007
            sheet.writerow([cell(record[name]) for name in COLUMNS])
    finally:
        text.detach()  # closing the stream is its owner's business
    return number


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
