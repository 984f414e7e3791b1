"""Whether full-text indexes are in step with the tables that they index, and how they are made anew."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.findings import Finding, is_damage
from newscrawl.archive.readonly import reader
from newscrawl.archive.soundness import RESTORE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["index_findings", "rebuild"]

_MADE = re.compile(r"""CREATE\s+VIRTUAL\s+TABLE\s+["'\[`]?(\w+)["'\]`]?\s+USING\s+fts5\s*(?=\()""", re.IGNORECASE)
_CONTENT = re.compile(r"""\bcontent\s*=\s*["'\[`]?(\w*)["'\]`]?""")
_ROWID = re.compile(r"""\bcontent_rowid\s*=\s*["'\[`]?(\w+)["'\]`]?""")
_SHADOWS = ("data", "idx", "content", "docsize", "config")
"""Tables of its own in which FTS5 keeps an index."""
CURE = "make it anew with `scrapy verify --repair`, while no crawl runs"


@dataclass(frozen=True, slots=True)
class Index:
    """A full-text index."""

    name: str
    arguments: str
    """What stands in the brackets of its CREATE VIRTUAL TABLE, with them."""
    content: str | None
    """The table that it indexes; empty: it keeps no text, and nothing can be compared; None: its own."""
    rowid: str
    """The column of that table that tells its rows."""


def index_findings(path: Path) -> Iterator[tuple[str, Finding | None]]:
    """Compare every index of an archive, word by word: its name, and what is wrong with it.

    FTS5 compares only inside a write transaction, which would hold up every crawl for minutes. So a snapshot of the
    index is copied into a temporary one, over a view of the same snapshot of the table, and compared there. That takes
    as much room as the index in the folder of temporary files.
    """
    with closing(reader(path)) as conn:
        indexes = _indexes(conn)
    for index in indexes:
        with closing(reader(path)) as conn:
            yield index.name, _compare(conn, index)


def _indexes(conn: sqlite3.Connection) -> list[Index]:
    found = []
    for name, sql in conn.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'table' ORDER BY name"):
        if made := _MADE.match(sql or ""):
            content, rowid = _CONTENT.search(sql), _ROWID.search(sql)
            found.append(
                Index(name, sql[made.end() :], content[1] if content else None, rowid[1] if rowid else "rowid")
            )
    return found


def _compare(conn: sqlite3.Connection, index: Index) -> Finding | None:
    name = index.name
    conn.execute("BEGIN")
    try:
        if index.content:
            key = "rowid AS rowid, " if index.rowid == "rowid" else ""
            conn.execute(f"CREATE TEMP VIEW {index.content} AS SELECT {key}* FROM main.{index.content}")
        conn.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5{index.arguments}")
        kept = {row[0] for row in conn.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
        for shadow in (f"{name}_{suffix}" for suffix in _SHADOWS):
            if shadow in kept:
                conn.execute(f"DELETE FROM temp.{shadow}")
                conn.execute(f"INSERT INTO temp.{shadow} SELECT * FROM main.{shadow}")
        conn.execute(f"INSERT INTO temp.{name} ({name}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        if error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT_VTAB:
            return Finding("index", name, "its words are not those of the texts" + _out_of_step(conn, index), CURE)
        # Its own pages are broken: to make it anew SQLite would have to read them.
        return Finding("index", name, f"it cannot be read: {error}", RESTORE)
    finally:
        conn.execute("ROLLBACK")
    return None


def _out_of_step(conn: sqlite3.Connection, index: Index) -> str:
    if not index.content:
        return ""
    sql = "SELECT count(*) FROM (SELECT {} FROM main.{} EXCEPT SELECT {} FROM main.{})"
    texts, entries = (index.rowid, index.content), ("id", f"{index.name}_docsize")
    try:
        missing, stray = (
            conn.execute(sql.format(*a, *b)).fetchone()[0] for a, b in ((texts, entries), (entries, texts))
        )
    except sqlite3.DatabaseError:
        return ""
    return f": {missing} texts are not in it, {stray} entries have no text" if missing or stray else ""


def rebuild(conn: sqlite3.Connection, name: str) -> None:
    """Make an index anew from its table (writes, in one transaction that lasts as long as indexing all texts)."""
    conn.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
