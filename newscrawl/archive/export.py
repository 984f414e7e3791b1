"""Articles on their way out of the archive, as plain records: a stream of one state of it, whatever a crawl writes."""

from __future__ import annotations

import json
from array import array
from datetime import UTC
from typing import TYPE_CHECKING, Any, Literal

from newscrawl.archive.connection import snapshot
from newscrawl.archive.search import article_ids
from newscrawl.archive.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from sqlite_utils import Database

__all__ = ["CHUNK", "COLUMNS", "VERSION_COLUMNS", "Kind", "Record", "articles", "home", "ids", "records", "versions"]

Record = dict[str, Any]
"""Column -> value: text, int, bool, list of texts, dict or None."""
Kind = Literal["text", "integer", "boolean", "time", "list", "object"]
"""What a column holds; "time": ISO 8601 in UTC."""

COLUMNS: dict[str, Kind] = {
    "id": "integer",
    "url": "text",
    "site": "text",
    "headline": "text",
    "alternative_headline": "text",
    "description": "text",
    "article_body": "text",
    "dateline": "text",
    "article_section": "text",
    "authors": "list",
    "agency": "text",
    "keywords": "list",
    "in_language": "text",
    "date_published": "text",
    "date_published_utc": "time",
    "date_published_raw": "text",
    "date_precision": "text",
    "date_modified": "text",
    "image_url": "text",
    "image_caption": "text",
    "image_credit": "text",
    "is_accessible_for_free": "boolean",
    "correction": "text",
    "word_count": "integer",
    "kind": "text",
    "status": "text",
    "first_seen": "time",
    "last_seen": "time",
    "changed_at": "time",
    "revision_count": "integer",
    "content_hash": "text",
    "cluster_id": "integer",
    "reader_version": "text",
    "provenance": "object",
}
"""Columns of an article, in their order."""

VERSION_COLUMNS: dict[str, Kind] = {
    "id": "integer",
    "article_id": "integer",
    "number": "integer",
    "first_seen": "time",
    "last_seen": "time",
    "headline": "text",
    "alternative_headline": "text",
    "description": "text",
    "article_body": "text",
    "authors": "list",
    "date_published": "text",
    "date_modified": "text",
    "image_url": "text",
    "image_caption": "text",
    "article_section": "text",
    "correction": "text",
    "content_hash": "text",
    "changed_fields": "list",
    "capture_digest": "text",
    "reader_version": "text",
    "run_id": "integer",
}
"""Columns of a version; `url`, `site` and `status` of its article stand behind them."""

CHUNK = 200
"""Articles that are in memory at once."""
_CHANGED = """
articles.id IN (SELECT id FROM articles WHERE changed_at >= :changed
    UNION SELECT article_id FROM events WHERE at >= :changed)
"""


def articles(
    db: Database,
    *,
    selection: Selection = EVERYTHING,
    changed_since: datetime | None = None,
    words: str | None = None,
    newest: int | None = None,
) -> Iterator[Record]:
    """Records with the columns of COLUMNS, in the order in which the articles were archived.

    `changed_since`: what has a new version, or was moved, corrected, taken down or put back, since that moment (with
    its zone). `words`: what says them now, in the language of a search. `newest`: the so many last published, or where
    `changed_since` is given last changed, the latest first.
    """
    with snapshot(db):
        wanted = ids(db, selection, changed_since, words, newest)
        for start in range(0, len(wanted), CHUNK):
            yield from records(db, wanted[start : start + CHUNK])


def records(db: Database, wanted: array[int]) -> list[Record]:
    """Records of the articles with these ids, in their order; what was erased meanwhile is left out."""
    sql = (
        f"SELECT {', '.join(COLUMNS)} FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND status != 'erased'"
    )
    rows = {row["id"]: row for row in db.conn.execute(sql, (json.dumps(wanted.tolist()),))}
    return [_record(rows[article_id], COLUMNS) for article_id in wanted if article_id in rows]


def versions(
    db: Database,
    *,
    selection: Selection = EVERYTHING,
    changed_since: datetime | None = None,
    words: str | None = None,
    newest: int | None = None,
) -> Iterator[Record]:
    """Records with the columns of VERSION_COLUMNS, and their article's `url`, `site` and `status`: every version of
    what `articles` gives, the first one first."""
    names = ", ".join(f"revisions.{name}" for name in VERSION_COLUMNS)
    sql = (
        f"SELECT {names}, url, site, status FROM revisions JOIN articles ON articles.id = article_id"
        " WHERE article_id = ? ORDER BY number"
    )
    with snapshot(db):
        for article_id in ids(db, selection, changed_since, words, newest):
            for row in db.conn.execute(sql, (article_id,)):
                yield _record(row, VERSION_COLUMNS) | {name: row[name] for name in ("url", "site", "status")}


def home(db: Database, site: str | None) -> str | None:
    """Address of the front page of a site, or of the first of all; None where there is none."""
    sql = "SELECT home FROM sites WHERE ? IS NULL OR name = ? ORDER BY id LIMIT 1"
    row = db.conn.execute(sql, (site, site)).fetchone()
    return row["home"] if row else None


def ids(
    db: Database,
    selection: Selection = EVERYTHING,
    changed_since: datetime | None = None,
    words: str | None = None,
    newest: int | None = None,
    *,
    ever: bool = False,
) -> array[int]:
    """The articles that `articles` gives: eight bytes for each, so that what is to be read is known before the first
    is. `ever`: those that said the words in any of their versions."""
    conditions, values = selection.conditions(db)
    if changed_since is not None:
        conditions += f" AND {_CHANGED}"
        values["changed"] = changed_since.astimezone(UTC).isoformat(timespec="milliseconds")
    if words is not None:
        subquery, more = article_ids(db, words, versions=ever)
        conditions += f" AND articles.id IN ({subquery})"
        values |= more
    order, limit = "articles.id", -1
    if newest is not None:
        order = "changed_at DESC, id DESC" if changed_since else "date_published_utc DESC, id DESC"
        limit = newest
    sql = f"SELECT id FROM articles INDEXED BY articles_filter WHERE {conditions} ORDER BY {order} LIMIT {limit}"
    return array("q", (row[0] for row in db.conn.execute(sql, values)))


def _record(row: sqlite3.Row, columns: dict[str, Kind]) -> Record:
    record: Record = {}
    for name, kind in columns.items():
        value = row[name]
        if kind in ("list", "object"):
            value = json.loads(value or ("[]" if kind == "list" else "{}"))
        elif kind == "boolean":
            value = None if value is None else bool(value)
        record[name] = value
    return record
