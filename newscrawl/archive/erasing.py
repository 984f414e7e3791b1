"""Takedowns: a story leaves the archive for good, and a tombstone keeps every crawl from fetching it again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive import events, images, shredding
from newscrawl.archive.clusters import Clusters
from newscrawl.archive.connection import immediate
from newscrawl.archive.finding import story_at
from newscrawl.exceptions import ArchiveError
from newscrawl.reasons import ERASED
from newscrawl.urls import bare, canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.archive import Archive

__all__ = ["Erased", "Tombstones", "captures_of", "erase", "scrub"]


@dataclass(frozen=True, slots=True)
class Erased:
    """A story that was taken down."""

    article_id: int
    url: str
    addresses: list[str]
    """Every address that led to it; none of them is asked again."""
    known: bool
    """Whether the archive had it, or its tombstone."""


_OF_THE_ARTICLE = ("links", "live_entries", "story_marks", "events", "revisions")
_EMPTY = {
    "headline": "", "alternative_headline": None, "description": None, "article_body": "", "dateline": None,
    "article_section": None, "authors": "[]", "agency": None, "keywords": "[]", "in_language": None,
    "date_published": None, "date_published_utc": None, "date_published_raw": None, "date_precision": None,
    "date_modified": None, "image_url": None, "image_caption": None, "image_credit": None,
    "is_accessible_for_free": None, "correction": None, "word_count": 0, "status": "erased", "revision_count": 0,
    "revision_id": None, "content_hash": "", "provenance": "{}",
}  # fmt: skip


def captures_of(archive: Archive, url: str) -> list[str]:
    """Keys of all captures of the story at an address, whichever of its addresses answered with them."""
    if archive.captures is None:
        return []
    db, article_id = archive.db, story_at(archive.db, url)
    sql = "SELECT DISTINCT capture_digest FROM revisions WHERE article_id = ? AND capture_digest IS NOT NULL"
    digests = {row[0] for row in db.conn.execute(sql, (article_id,))}
    digests |= set(images.payloads(db, article_id)) if article_id else set()
    sql = (
        "SELECT url, href FROM pages WHERE article_id = ?1 OR url IN (SELECT url FROM aliases WHERE article_id = ?1)"
        " UNION SELECT url, NULL FROM aliases WHERE article_id = ?1"
    )
    asked = {text for row in db.conn.execute(sql, (article_id,)) for text in row if text} | {url, canonical(url)}
    return sorted(digests | {sighting.digest for sighting in archive.captures.sightings(sorted(asked))})


def erase(db: Database, url: str, *, at: str, reason: str) -> Erased:
    """Take the story at an address, in any spelling, out of the archive with all its versions (writes).

    Of an address without a story, a tombstone is kept all the same. What stays: the addresses, when it was first and
    last seen, the visits, a hash of its words (so that it is known again under another address), and the reason.
    Its captures (`captures_of`) have to be erased before, so that a takedown that was killed can be repeated, and
    `scrub` has to follow, or the words can still be found in the file.
    """
    with immediate(db):
        known = story_at(db, url)
        article_id = known or _tombstone(db, canonical(url), at)
        addresses = [row[0] for row in db.conn.execute("SELECT url FROM aliases WHERE article_id = ?", (article_id,))]
        sets = ", ".join(f"{name} = :{name}" for name in _EMPTY)
        db.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**_EMPTY, "id": article_id})
        for address in addresses:
            db.conn.execute("UPDATE visits SET revision_id = NULL, reason = NULL WHERE url = ?", (address,))
            db.conn.execute("DELETE FROM teasers WHERE article_url = ?", (address,))
        images.forget(db, article_id, f"{ERASED}: {reason}")
        for table in _OF_THE_ARTICLE:
            db.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
        Clusters(db).remove(article_id)
        events.note(db, article_id, "erased", at=at, detail=reason, run_id=None)
        db.conn.execute(
            "UPDATE pages SET state = 'skipped', kind = 'other', reason = ?2, due_at = NULL, deep = 1, etag = NULL,"
            " last_modified = NULL, visited_at = coalesce(visited_at, ?3)"
            " WHERE (site, bare) IN (SELECT site, bare FROM pages"
            " WHERE article_id = ?1 OR url IN (SELECT url FROM aliases WHERE article_id = ?1))",
            (article_id, f"{ERASED}: {reason}", at),
        )
        row = db.conn.execute("SELECT url FROM articles WHERE id = ?", (article_id,)).fetchone()
    return Erased(article_id, row["url"], addresses, known=known is not None)


def _tombstone(db: Database, url: str, at: str) -> int:
    """An article that says nothing, for an address that the archive has no story of."""
    site = db.conn.execute("SELECT site FROM pages WHERE url = ?", (url,)).fetchone()
    columns = {"url": url, "page_url": url, "site": site["site"] if site else "", "headline": "", "article_body": ""}
    columns |= dict.fromkeys(("first_seen", "last_seen", "changed_at"), at)
    columns |= dict.fromkeys(("content_hash", "text_hash", "reader_version"), "")
    names = ", ".join(columns)
    marks = ", ".join(f":{name}" for name in columns)
    article_id = db.conn.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", columns).lastrowid
    assert article_id is not None
    db.conn.execute("INSERT INTO aliases (url, article_id) VALUES (?, ?)", (url, article_id))
    return article_id


class Tombstones:
    """Addresses of stories that were taken down, in any spelling."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._count = 0
        self._keys: frozenset[str] = frozenset()

    def __contains__(self, url: str) -> bool:
        return bare(url) in self.keys()

    def keys(self) -> frozenset[str]:
        """What all spellings of each address have in common (`urls.bare`)."""
        count = self._db.conn.execute("SELECT count(*) FROM articles WHERE status = 'erased'").fetchone()[0]
        if count != self._count:
            sql = "SELECT aliases.url FROM articles JOIN aliases ON article_id = articles.id WHERE status = 'erased'"
            self._keys = frozenset(bare(row["url"]) for row in self._db.conn.execute(sql))
            self._count = count
        return self._keys


def scrub(db: Database) -> None:
    """Overwrite what was deleted: no byte of it stays in the file or its log.

    It takes as long as copying the file does, and waits for other runs' bursts. Raises ArchiveError where another
    program keeps the old pages in use.
    """
    try:
        for name in [row["name"] for row in db.conn.execute(_INDEXES)]:
            # Else its old segments keep the words.
            db.conn.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'optimize\')')
        shredding.scrub(db)
    except sqlite3.OperationalError as error:
        raise ArchiveError(
            f"the words are erased, but the file could not be overwritten ({error}): run the same command again while"
            " no other program has the archive open"
        ) from error


_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
