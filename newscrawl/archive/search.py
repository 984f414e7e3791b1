"""Full-text search."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

__all__ = ["fts_query", "search"]

_TERM = re.compile(r'"([^"]*)"?|(\S+)')


def fts_query(words: str) -> str:
    """What a person types as an FTS5 query: every word, "phrases" and prefixes*; no other operator is obeyed.

    So nothing that is typed can be an error of syntax. Empty for input without a word.
    """
    terms = []
    for phrase, word in _TERM.findall(words.replace("\x00", " ")):
        prefix = bool(word) and word.endswith("*")
        text = (phrase or word).replace('"', " ").rstrip("*").strip()
        if re.search(r"\w", text):
            terms.append(f'"{text}"' + ("*" if prefix else ""))
    return " ".join(terms)


def search(
    db: Database, words: str, *, newest: bool = False, site: str | None = None, limit: int = 10
) -> list[sqlite3.Row]:
    """Articles that hold all of the words: id, url, site, headline, date_published, snippet; the best first.

    In a snippet the words found stand between \\x02 and \\x03.
    """
    query = fts_query(words)
    if not query:
        return []
    # A word in a headline counts as ten in the text.
    order = "date_published_utc DESC, articles.id DESC" if newest else "bm25(articles_fts, 10.0, 4.0, 1.0)"
    return db.conn.execute(
        "SELECT articles.id, url, site, articles.headline, date_published,"
        " snippet(articles_fts, -1, char(2), char(3), ' … ', 24) AS snippet"
        " FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid"
        f" WHERE articles_fts MATCH ? AND (? IS NULL OR site = ?) ORDER BY {order} LIMIT ?",
        (query, site, site, limit),
    ).fetchall()
