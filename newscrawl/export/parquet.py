"""Parquet through pyarrow (the extra `parquet`): typed columns, packed with zstd."""

from __future__ import annotations

import json
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from newscrawl.archive.export import COLUMNS, Kind
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.archive.export import Record

__all__ = ["write"]

ROWS, BYTES = 5_000, 32 * 1024 * 1024
"""A row group is written at so many rows, or so much text."""


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write records; returns how many. Raises ArgumentError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ArgumentError("Parquet needs pyarrow: pip install -e '.[parquet]'") from None
    types: dict[Kind, Any] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "time": pa.timestamp("ms", tz="UTC"),
        "list": pa.list_(pa.string()),
        "object": pa.string(),  # JSON: its keys differ from article to article
    }
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    number, size = 0, 0
    waiting: list[Record] = []
    with pq.ParquetWriter(out, schema, compression="zstd") as file:
        for number, record in enumerate(records, 1):  # noqa: B007
            waiting.append({name: _value(record[name], kind) for name, kind in COLUMNS.items()})
            size += len(record["article_body"])
            if len(waiting) >= ROWS or size >= BYTES:
                file.write_table(pa.Table.from_pylist(waiting, schema))
                waiting, size = [], 0
        if waiting:
            file.write_table(pa.Table.from_pylist(waiting, schema))
    return number


def _value(value: Any, kind: Kind) -> Any:
    if kind == "object":
        return json.dumps(value, ensure_ascii=False)
    if kind == "time" and value is not None:
        try:
            return datetime.fromisoformat(value)
        except ValueError:  # another program wrote it
            return None
    return value
