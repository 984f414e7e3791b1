"""The texts of articles as they are compared, the last ones kept in memory."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from newscrawl.archive.copying import Text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from sqlite_utils import Database

__all__ = ["Texts"]

_KEPT = 100_000
"""Words of texts kept in memory for the next comparison, some 25 MB: a newsroom's phrases lead to the same texts again
and again, and to read one anew costs more than to compare it."""


class Texts:
    """What articles say now; erased ones have no text."""

    def __init__(self, db: Database) -> None:
        self._conn: sqlite3.Connection = db.conn
        self._kept: dict[int, tuple[tuple[str, str, str], Text]] = {}
        self._words = 0

    def get(self, article_id: int) -> Text | None:
        row = self.rows([article_id]).get(article_id)
        return self.of(row) if row else None

    def rows(self, article_ids: Sequence[int]) -> dict[int, sqlite3.Row]:
        """What is needed of articles to compare and place them, by their ids."""
        asked = ", ".join("?" * len(article_ids))
        rows = self._conn.execute(
            "SELECT id, headline, article_body, date_published_utc, first_seen, cluster_id FROM articles"
            f" WHERE id IN ({asked}) AND status != 'erased'",
            article_ids,
        )
        return {row["id"]: row for row in rows}

    def of(self, row: sqlite3.Row) -> Text:
        """The text of such a row, kept for a while: a report that goes round is compared with again and again."""
        key = (row["headline"], row["article_body"], row["date_published_utc"] or row["first_seen"])
        known = self._kept.pop(row["id"], None)
        if known is not None:
            self._words -= known[1].size
        if known is None or known[0] != key:
            known = (key, Text(row["headline"], row["article_body"], _day(key[2])))
        self._kept[row["id"]] = known
        self._words += known[1].size
        while self._words > _KEPT and len(self._kept) > 1:
            self._words -= self._kept.pop(next(iter(self._kept)))[1].size
        return known[1]


def _day(moment: str) -> float | None:
    """An ISO 8601 time in days."""
    try:
        return datetime.fromisoformat(moment).timestamp() / 86400
    except (ValueError, OverflowError):
        return None
