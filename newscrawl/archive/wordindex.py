"""New articles and versions enter the full-text indexes at the end of a transaction, all in one go (migration m014).

FTS5 writes out what it gathered at each statement that has triggers and at each savepoint: row by row, indexing costs
about twice as much. What is not indexed yet are always the newest rows, so that nothing has to be remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

__all__ = ["IN_ONE_GO", "index_new"]

_TABLES = ("articles", "revisions")
_COLUMNS = ("headline", "description", "article_body")
_NAMES = ", ".join(_COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in _COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in _COLUMNS)


def _in_one_go(table: str) -> str:
    fts = f"{table}_fts"
    # `docsize` has a row for each one that is indexed. To take out one that is not would spoil the index.
    indexed = f"WHEN EXISTS (SELECT 1 FROM {fts}_docsize WHERE id = old.id)"
    take_out = f"INSERT INTO {fts} ({fts}, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});"
    return f"""
DROP TRIGGER {fts}_insert;
DROP TRIGGER {fts}_delete;
CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} {indexed} BEGIN
    {take_out}
END;
DROP TRIGGER {fts}_update;
CREATE TRIGGER {fts}_update AFTER UPDATE OF {_NAMES} ON {table} {indexed} BEGIN
    {take_out}
    INSERT INTO {fts} (rowid, {_NAMES}) VALUES (new.id, {_NEW});
END;
"""


IN_ONE_GO = "".join(map(_in_one_go, _TABLES))
"""The SQL of migration m014."""
_INDEX_NEW = tuple(
    f"INSERT INTO {table}_fts (rowid, {_NAMES}) SELECT id, {_NAMES} FROM {table}"
    f" WHERE id > (SELECT coalesce(max(id), 0) FROM {table}_fts_docsize) ORDER BY id"
    for table in _TABLES
)


def index_new(conn: sqlite3.Connection) -> None:
    """Have the articles and versions found that came since this was last called (writes)."""
    for sql in _INDEX_NEW:
        conn.execute(sql)
