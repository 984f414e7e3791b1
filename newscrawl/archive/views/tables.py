"""How many rows the tables of a file have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

__all__ = ["MANY", "counts"]

MANY = 10_000
"""Rows that are counted of a table; to count more of them goes through the table from end to end, and no time limit
stops SQLite at that."""

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def counts(db: Database, without: Iterable[str] = ()) -> dict[str, int | None]:
    """Rows by table; None: many, or not asked for."""
    left_out = set(without)
    names = [name for (name,) in db.conn.execute(_TABLES).fetchall()]
    return {name: None if name in left_out else _count(db, name) for name in names}


def _count(db: Database, name: str) -> int | None:
    table = name.replace('"', '""')
    sql = f'SELECT count(*) FROM (SELECT 1 FROM "{table}" LIMIT ?)'
    number: int = db.conn.execute(sql, (MANY + 1,)).fetchone()[0]
    return number if number <= MANY else None
