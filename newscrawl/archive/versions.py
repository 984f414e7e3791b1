"""The versions of a story: their rows in `revisions`, and the current one's words in `articles`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from newscrawl.archive import scripts
from newscrawl.archive.jsontext import encode
from newscrawl.archive.similarity import STORY_FIELDS, changed_fields, content_hash, story_of, text_hash
from newscrawl.urls import canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.items import Article

__all__ = [
    "VERSION",
    "StoryReading",
    "Stored",
    "add",
    "changes",
    "keep_links",
    "keep_marks",
    "seen",
    "set_in_place",
    "show",
    "story_in",
]

VERSION = (*STORY_FIELDS, "date_modified", "content_hash", "reader_version")
"""Columns that `revisions` and `articles` share."""

_JSON = ("authors", "keywords", "provenance")
_DETAILS = (
    "dateline",
    "agency",
    "keywords",
    "in_language",
    "date_published_raw",
    "date_precision",
    "date_modified",
    "image_credit",
    "is_accessible_for_free",
    "word_count",
    "kind",
    "reader_version",
    "provenance",
)
"""Columns beside the story's fields that follow the reading of the current version."""
_PLACE = ("page_url", "claimed_url")


class Stored(NamedTuple):
    """What a reading of a story came to."""

    outcome: str
    """"new", "changed" (another version than at the look before), "unchanged", or "skipped" (the story was erased)."""
    kept: bool = False
    """Whether its text was kept: its capture belongs into the archive."""
    revision_id: int | None = None
    """The version that the page shows; None: it is a twin, which nobody compares."""


@dataclass
class StoryReading:
    """One reading on its way into the archive."""

    article: Article
    site: str
    at: str
    run_id: int | None
    digest: str | None
    url: str
    """Canonical form of the address that the story claims; the page's own once the claim is refused."""
    page: str
    """Canonical form of the page's address."""

    @cached_property
    def columns(self) -> dict[str, Any]:
        article = self.article
        values = {name: getattr(article, name) for name in (*STORY_FIELDS, *_DETAILS)}
        for name in _JSON:
            values[name] = encode(values[name])
        values["page_url"] = self.page
        values["claimed_url"] = canonical(article.url) if canonical(article.url) != self.page else None
        values["date_published_utc"] = utc(article.date_published)
        values["content_hash"] = content_hash(story_of(article))
        # Copies of a text are the same text, whatever was known of the site as they were read.
        values["text_hash"] = text_hash(article.headline, article.plain_body or article.article_body)
        return values

    @property
    def learnt(self) -> str:
        """Version of the site's knowledge that concerned the page; empty: none did."""
        return self.article.reader_version.partition("+")[2]


def story_in(row: sqlite3.Row) -> dict[str, Any]:
    """The fields that tell the story in a row of `articles` or `revisions`."""
    return {name: json.loads(row[name]) if name in _JSON else row[name] for name in STORY_FIELDS}


def changes(row: sqlite3.Row, article: Article) -> list[str]:
    """Names of the story's fields in which a reading differs from a row of `articles` or `revisions`."""
    return changed_fields(story_in(row), story_of(article))


def add(db: Database, reading: StoryReading, article_id: int, *, number: int, changed: Sequence[str]) -> int:
    """Insert a version; returns its id."""
    row = {name: reading.columns[name] for name in VERSION} | {
        "article_id": article_id,
        "number": number,
        "first_seen": reading.at,
        "last_seen": reading.at,
        "changed_fields": json.dumps(changed),
        "capture_digest": reading.digest,
        "run_id": reading.run_id,
    }
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    sql = f"INSERT INTO revisions ({names}) VALUES ({marks})"
    revision_id = db.conn.execute(sql, tuple(row.values())).lastrowid
    assert revision_id is not None
    scripts.add(db, revision_id, (row["headline"], row["description"], row["article_body"]))
    return revision_id


def show(db: Database, reading: StoryReading, article_id: int, **columns: Any) -> None:
    """Make a reading what `articles` says; `columns`: what else changes in its row."""
    values = {**reading.columns, **columns}
    sets = ", ".join(f"{name} = :{name}" for name in values)
    db.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**values, "id": article_id})
    keep_marks(db, reading, article_id)


def set_in_place(db: Database, reading: StoryReading, article_id: int, revision_id: int, **columns: Any) -> None:
    """The same version of a story, read better; `columns`: what else changes in the revision's row.

    Where the version is the current one, `articles` says it as well.
    """
    row = {name: reading.columns[name] for name in VERSION} | columns
    sets = ", ".join(f"{name} = :{name}" for name in row)
    db.conn.execute(f"UPDATE revisions SET {sets} WHERE id = :id", {**row, "id": revision_id})
    scripts.index(db, revision_id)
    current = db.conn.execute("SELECT revision_id FROM articles WHERE id = ?", (article_id,)).fetchone()
    if current["revision_id"] == revision_id:
        known = db.conn.execute(f"SELECT {', '.join(_PLACE)} FROM articles WHERE id = ?", (article_id,)).fetchone()
        show(db, reading, article_id, **dict(known))


def seen(db: Database, article_id: int, at: str) -> None:
    """The current version still stands on its page."""
    db.conn.execute("UPDATE articles SET last_seen = max(last_seen, ?) WHERE id = ?", (at, article_id))
    db.conn.execute(
        "UPDATE revisions SET last_seen = max(last_seen, ?)"
        " WHERE id = (SELECT revision_id FROM articles WHERE articles.id = ?)",
        (at, article_id),
    )


def keep_marks(db: Database, reading: StoryReading, article_id: int, *, first: bool = False) -> None:
    """What the site's knowledge needs of a reading (`archive.learning`); `first`: only where nothing is kept yet."""
    if reading.article.marks:
        otherwise = "IGNORE" if first else "REPLACE"
        db.conn.execute(
            f"INSERT OR {otherwise} INTO story_marks (article_id, marks, learnt) VALUES (?, ?, ?)",
            (article_id, bytes.fromhex(reading.article.marks), reading.learnt),
        )
    elif not first:
        db.conn.execute("DELETE FROM story_marks WHERE article_id = ?", (article_id,))


def keep_links(db: Database, reading: StoryReading, article_id: int) -> None:
    """What the body links to; of all versions."""
    if reading.article.links:
        db.conn.executemany(
            "INSERT INTO links (article_id, url, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(article_id, link.url, link.text) for link in reading.article.links],
        )


def utc(moment: str | None) -> str | None:
    """An ISO 8601 time with an offset as UTC, "2024-04-17T19:07:00+00:00"; None where it cannot be told."""
    if not moment:
        return None
    try:
        parsed = datetime.fromisoformat(moment)
        return parsed.astimezone(UTC).isoformat() if parsed.tzinfo else parsed.replace(tzinfo=UTC).isoformat()
    except (ValueError, OverflowError):
        return None
