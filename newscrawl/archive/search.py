"""Full-text search: in what articles say now, and in all that they ever said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from newscrawl.archive.connection import snapshot
from newscrawl.archive.passages import Passages, index_of, passages
from newscrawl.archive.selection import EVERYTHING, Selection
from newscrawl.archive.words import matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

__all__ = ["RANKED", "Hit", "Hits", "Version", "article_ids", "candidates", "hits", "search"]

RANKED = 20_000
"""Of so many articles that were archived last the best are told; ranking all that have a common word takes seconds."""


class Version(TypedDict):
    """A version that says what was looked for."""

    number: int
    """Its number in `revisions`."""
    first_seen: str
    """ISO 8601, UTC: when it was first there."""
    last_seen: str
    """When it was last there."""


class Hit(TypedDict):
    """An article that was found."""

    id: int
    url: str
    site: str
    headline: str
    """As it is now."""
    date_published: str | None
    """As the page tells it, ISO 8601."""
    status: str
    """`live`, `unreachable`, `gone`."""
    revision_count: int
    current: bool
    """Whether the present version says it."""
    versions: list[Version]
    """The versions that say it; empty unless versions were searched."""
    snippet: str
    """Words around what was found, of the present version or the latest that says it; what was found stands between
    \\x02 and \\x03."""


class Hits(list[Hit]):
    """What was found, the best first."""

    cut: bool = False
    """Whether so many articles were found that the best of those archived last are told."""


def search(
    db: Database,
    words: str,
    *,
    selection: Selection = EVERYTHING,
    newest: bool = False,
    versions: bool = False,
    limit: int = 10,
    offset: int = 0,
) -> Hits:
    """Articles that hold the words (`archive.words` tells their language), the best first.

    `newest`: by date of publication instead. `versions`: search earlier versions as well. Nothing found, and words
    without a letter or digit, give an empty list.
    """
    found = Hits()
    if limit < 1:
        return found
    with snapshot(db):
        if newest:
            sql, values = candidates(db, words, selection, versions=versions)
            ids = _newest(db, sql, values, end=offset + limit, versions=versions)[offset:]
        else:
            sql, values = candidates(db, words, selection, versions=versions, last=RANKED, ranked=True)
            rows = db.conn.execute(_BEST.format(sql), {**values, "limit": limit, "offset": offset}).fetchall()
            ids = [row["article_id"] for row in rows]
            found.cut = bool(rows) and rows[0]["number"] >= RANKED
        found.extend(hits(db, words, ids, versions=versions))
    return found


def hits(db: Database, words: str, ids: Iterable[int], *, versions: bool = False) -> list[Hit]:
    """Articles that were found by the words, with what they say of them."""
    with passages(db, words) as said:
        return [_hit(db, article_id, said, versions=versions) for article_id in ids]


_BEST = """
WITH found AS MATERIALIZED ({}) SELECT article_id, (SELECT count(*) FROM found) AS number FROM found
GROUP BY article_id ORDER BY min(score), article_id DESC LIMIT :limit OFFSET :offset
"""


def _newest(db: Database, sql: str, values: dict[str, Any], *, end: int, versions: bool) -> list[int]:
    """The first ids by date, so many; an article that has the words in several versions counts once."""
    sql += " ORDER BY date DESC, article_id DESC LIMIT :take"
    take = end * 4 if versions else end  # to sort a few more costs nothing, to ask once more all
    while True:  # SQLite keeps the best `take` rows alone, which is far quicker than to group all
        rows = db.conn.execute(sql, {**values, "take": take}).fetchall()
        ids = list(dict.fromkeys(row["article_id"] for row in rows))
        if len(ids) >= end or len(rows) < take:
            return ids[:end]
        take *= 8


def article_ids(db: Database, words: str, *, versions: bool = False) -> tuple[str, dict[str, Any]]:
    """A subquery for the ids of all articles that hold the words now, or with `versions` ever held them, and the
    values of its parameters."""
    sql, values = candidates(db, words, EVERYTHING, versions=versions)
    return f"SELECT article_id FROM ({sql})", values


def candidates(
    db: Database,
    words: str | None,
    selection: Selection,
    *,
    versions: bool = False,
    columns: str = "",
    last: int | None = None,
    ranked: bool = False,
) -> tuple[str, dict[str, Any]]:
    """SQL for the ids of articles found, their versions, scores and dates, and the values of its parameters.

    An article may stand in it several times. `words`: None for all that are selected. `columns`: more of them, of the
    index `articles_filter`. `last`: of each index the so many that were archived last.
    """
    conditions, values = selection.conditions(db)
    more = f", {columns}" if columns else ""
    wanted = [] if words is None else matches(words)
    if not wanted:
        sql = f"SELECT {_COLUMNS}, articles.revision_id AS version, 0.0 AS score{more}"
        sql += f" FROM articles INDEXED BY articles_filter WHERE {conditions if words is None else 0}"
        return (f"{sql} ORDER BY articles.id DESC LIMIT {last}" if last else sql), values
    parts = []
    for number, match in enumerate(wanted):
        index = index_of(match, versions)
        # CROSS JOIN: the index leads. The other two read their own indexes alone, never the texts.
        if index == "articles_fts":
            tables = f"{index} CROSS JOIN articles INDEXED BY articles_filter ON articles.id = {index}.rowid"
            version = "articles.revision_id"
        else:
            tables = (
                f"{index} CROSS JOIN revisions INDEXED BY revisions_filter ON revisions.id = {index}.rowid"
                " CROSS JOIN articles INDEXED BY articles_filter ON articles.id = revisions.article_id"
            )
            version = "revisions.id"
        # A word in a headline counts as ten in the text.
        score = f"bm25({index}, 10.0, 4.0, 1.0)" if ranked else "0.0"
        sql = f"SELECT {_COLUMNS}, {version} AS version, {score} AS score{more} FROM {tables}"
        sql += f" WHERE {index} MATCH :match{number} AND {conditions}"
        values[f"match{number}"] = match.words
        if not versions and index != "articles_fts":
            sql += " AND articles.revision_id = revisions.id"
        if match.unless:
            unless = "SELECT rowid FROM revisions_fts_parted WHERE revisions_fts_parted MATCH"
            sql += f" AND {version} NOT IN ({unless} :unless{number})"
            values[f"unless{number}"] = match.unless
        if last:
            sql = f"SELECT * FROM ({sql} ORDER BY {index}.rowid DESC LIMIT {last})"
        parts.append(sql)
    return " UNION ALL ".join(parts), values


_COLUMNS = "articles.id AS article_id, articles.date_published_utc AS date"


_ARTICLE = """
SELECT id, url, site, headline, date_published, status, revision_count, revision_id FROM articles WHERE id = ?
"""
_VERSIONS = "SELECT id, number, first_seen, last_seen FROM revisions WHERE article_id = ? ORDER BY number"


def _hit(db: Database, article_id: int, around: Passages, *, versions: bool) -> Hit:
    one = db.conn.execute
    article = one(_ARTICLE, (article_id,)).fetchone()
    said: list[Version] = []
    best: str | None = None
    if versions:
        for row in one(_VERSIONS, (article_id,)):
            snippet = around.snippet(article_id, row["id"], versions=True)
            if snippet is not None:
                said.append(Version(number=row["number"], first_seen=row["first_seen"], last_seen=row["last_seen"]))
                best = snippet  # the latest
    current = around.snippet(article_id, article["revision_id"], versions=False)
    return Hit(
        id=article_id,
        url=article["url"],
        site=article["site"],
        headline=article["headline"],
        date_published=article["date_published"],
        status=article["status"],
        revision_count=article["revision_count"],
        current=current is not None,
        versions=said,
        snippet=current if current is not None else best or "",
    )
