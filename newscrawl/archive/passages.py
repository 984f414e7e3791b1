"""The words around what a search found."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from newscrawl.archive.scripts import whole
from newscrawl.archive.words import Match, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

__all__ = ["Passages", "index_of", "passages"]

_WORDS = "unicode61 remove_diacritics 2"
_TEXTS = {
    "articles_fts": ("articles", "id", _WORDS),
    "revisions_fts": ("revisions", "id", _WORDS),
    "revisions_fts_parted": ("revisions_fts_parted", "rowid", f"{_WORDS} categories 'L* N* Co Mn Mc'"),
}
"""Index -> where its texts stand, by which key, and how it cuts them into words."""
_COLUMNS = "headline, description, article_body"


def index_of(match: Match, versions: bool) -> str:
    """The index that is asked: of present words, or of all that were ever there."""
    if match.parted:
        return "revisions_fts_parted"
    return "revisions_fts" if versions else "articles_fts"


@contextmanager
def passages(db: Database, words: str) -> Iterator[Passages]:
    """What versions say of some words."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as aside:
        yield Passages(db, matches(words), aside)


class Passages:
    """Finds some words in versions, one by one."""

    def __init__(self, db: Database, wanted: list[Match], aside: sqlite3.Connection) -> None:
        """`aside`: a database in memory."""
        self._db, self._wanted = db, wanted
        self._aside = cache(lambda index: _index(aside, index))

    def says(self, revision_id: int) -> bool:
        """Whether a version has the words."""
        return self.snippet(0, revision_id, versions=True) is not None

    def snippet(self, article_id: int, revision_id: int, *, versions: bool) -> str | None:
        """Words around what was found in a version, or unless `versions` in an article's present one; None where it
        does not say it."""
        for match in self._wanted:
            index = index_of(match, versions)
            conn, rowid = self._db.conn, article_id if index == "articles_fts" else revision_id
            if match.begins:
                # The index would collect all words of the archive that begin so, anew for each version: a tenth of a
                # second.
                conn = self._aside(index)
                self._put(index, rowid)
            words = 60 if match.parted else 24  # its words are single characters
            sql = (
                f"SELECT snippet({index}, -1, char(2), char(3), ' … ', {words}) FROM {index}"
                f" WHERE {index} MATCH ? AND rowid = ?"
            )
            row = conn.execute(sql, (match.words, rowid)).fetchone()
            if row is not None and not self._unless(match, revision_id):
                return whole(row[0])
        return None

    def _put(self, index: str, rowid: int) -> None:
        table, key, _ = _TEXTS[index]
        texts = self._db.conn.execute(f"SELECT {_COLUMNS} FROM {table} WHERE {key} = ?", (rowid,)).fetchone()
        aside = self._aside(index)
        aside.execute(f"DELETE FROM {index}")
        if texts is not None:
            aside.execute(f"INSERT INTO {index} (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?)", (rowid, *texts))

    def _unless(self, match: Match, revision_id: int) -> bool:
        """Whether a version has what must not be there."""
        if match.unless is None:
            return False
        sql = "SELECT 1 FROM revisions_fts_parted WHERE revisions_fts_parted MATCH ? AND rowid = ?"
        values: tuple[Any, ...] = (match.unless, revision_id)
        return self._db.conn.execute(sql, values).fetchone() is not None


def _index(aside: sqlite3.Connection, name: str) -> sqlite3.Connection:
    """A database with an index as the archive's, of nothing yet."""
    aside.execute(f'CREATE VIRTUAL TABLE {name} USING fts5 ({_COLUMNS}, tokenize="{_TEXTS[name][2]}")')
    return aside
