"""Today's reader over the captures of an archive: what it would change, version by version, and the change itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from newscrawl.archive.connection import immediate
from newscrawl.archive.events import note_corrections
from newscrawl.archive.images import Images
from newscrawl.archive.rereading import again
from newscrawl.archive.similarity import STORY_FIELDS, changed_fields, story_of
from newscrawl.archive.versions import StoryReading, keep_links, set_in_place, story_in
from newscrawl.urls import canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.items import Article

__all__ = ["FIELDS", "Gain", "Kept", "Reextraction"]

_JSON = ("authors", "keywords")
_DETAILS = (
    "dateline",
    "agency",
    "keywords",
    "in_language",
    "date_precision",
    "image_credit",
    "is_accessible_for_free",
    "kind",
)
FIELDS = (*STORY_FIELDS, "date_modified", *_DETAILS)
"""Fields whose gains and losses are told; the details are known of current versions alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version that was kept as it came."""

    revision_id: int
    article_id: int
    site: str
    url: str
    page_url: str
    """The ledger's address of the page that the story is read from."""
    digest: str
    """Key of its capture."""
    at: str
    """When that came, or later: ISO 8601, UTC."""


@dataclass(slots=True)
class Gain:
    """What today's reader makes of one field, over all versions."""

    gained: int = 0
    """Versions that had nothing there and have now."""
    lost: int = 0
    """Versions that had something there and have nothing now."""
    changed: int = 0
    examples: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    """Some of them: address, "gained", "lost" or "changed", the old value and the new one."""


class Reextraction:
    """One pass over the captures; it may be ended at any moment, and gone on with."""

    EXAMPLES = 3

    def __init__(self, db: Database) -> None:
        self._db = db
        self.fields: dict[str, Gain] = {name: Gain() for name in FIELDS}
        self.read = 0
        """Versions that were read."""
        self.better = 0
        """Versions of which something changes."""
        self.silent: list[str] = []
        """Addresses of captures that give no story any more; their versions stay as they are."""
        self.damaged: list[str] = []
        """Addresses of captures that do not unpack; their versions stay as well."""

    def waiting(self, reader: str | None, site: str | None = None) -> Iterator[Kept]:
        """The versions that were not read by this version of the reader (None: all), the oldest first."""
        sql = (
            "SELECT revisions.id, article_id, site, url, page_url, capture_digest, revisions.first_seen"
            " FROM revisions JOIN articles ON articles.id = article_id"
            " WHERE revisions.id > ?1 AND capture_digest IS NOT NULL"
            " AND (?2 IS NULL OR revisions.reader_version != ?2 AND revisions.reader_version NOT LIKE ?2 || '+%')"
            " AND (?3 IS NULL OR site = ?3) ORDER BY revisions.id LIMIT 500"
        )
        last = 0
        while rows := self._db.conn.execute(sql, (last, reader, site)).fetchall():
            yield from (Kept(*row) for row in rows)
            last = rows[-1]["id"]

    def take(self, read: Sequence[tuple[Kept, Article | None]], *, write: bool) -> None:
        """Take in readings of some versions, and with `write` put them in the place of the old ones, all at once.

        A version keeps its number, its times and its capture; what changed in it is told anew. One that was erased,
        or got another capture, while its page was read is left alone.
        """
        with immediate(self._db) if write else nullcontext():
            for kept, article in read:
                if not self._stands(kept):
                    continue
                self._compare(kept, article)
                if write and article is not None:
                    self._replace(kept, article)

    def _stands(self, kept: Kept) -> bool:
        sql = "SELECT 1 FROM revisions WHERE id = ? AND article_id = ? AND capture_digest = ?"
        return self._db.conn.execute(sql, (kept.revision_id, kept.article_id, kept.digest)).fetchone() is not None

    def _compare(self, kept: Kept, article: Article | None) -> None:
        self.read += 1
        if article is None:
            self.silent.append(kept.url)
            return
        old = self._old(kept)
        article = self._whole(kept, article)
        new = {name: getattr(article, name) for name in FIELDS}
        story = set(changed_fields(old, story_of(article)))
        told = False
        for name in old:
            if not (name in story if name in STORY_FIELDS else old[name] != new[name]):
                continue
            told = True
            kind: Literal["gained", "lost", "changed"] = "changed"
            if old[name] in (None, "", []) or new[name] in (None, "", []):
                kind = "lost" if new[name] in (None, "", []) else "gained"
            gain = self.fields[name]
            setattr(gain, kind, getattr(gain, kind) + 1)
            if sum(example[1] == kind for example in gain.examples) < self.EXAMPLES:
                gain.examples.append((kept.url, kind, old[name], new[name]))
        self.better += told

    def _old(self, kept: Kept) -> dict[str, Any]:
        row = self._db.conn.execute("SELECT * FROM revisions WHERE id = ?", (kept.revision_id,)).fetchone()
        old = {name: row[name] for name in (*STORY_FIELDS, "date_modified")}
        story = self._db.conn.execute("SELECT * FROM articles WHERE id = ?", (kept.article_id,)).fetchone()
        if story["revision_id"] == kept.revision_id:
            old |= {name: story[name] for name in _DETAILS}
            if story["is_accessible_for_free"] is not None:
                old["is_accessible_for_free"] = bool(story["is_accessible_for_free"])
        return {name: json.loads(value) if name in _JSON else value for name, value in old.items()}

    def _whole(self, kept: Kept, article: Article) -> Article:
        sql = (
            "SELECT revisions.article_body, word_count, provenance FROM revisions"
            " JOIN articles ON articles.id = article_id WHERE revisions.id = ?"
        )
        return again(article, self._db.conn.execute(sql, (kept.revision_id,)).fetchone())

    def _replace(self, kept: Kept, article: Article) -> None:
        article = self._whole(kept, article)
        url, page = canonical(article.url), canonical(article.page_url)
        reading = StoryReading(article, kept.site, "", None, kept.digest, url, page)
        set_in_place(self._db, reading, kept.article_id, kept.revision_id)
        sql = (
            "SELECT revisions.* FROM revisions, (SELECT number AS its FROM revisions WHERE id = ?2)"
            " WHERE article_id = ?1 AND number BETWEEN its - 1 AND its + 1 ORDER BY number"
        )
        rows = self._db.conn.execute(sql, (kept.article_id, kept.revision_id)).fetchall()
        for before, after in zip(rows, rows[1:], strict=False):
            changed = json.dumps(changed_fields(story_in(before), story_in(after)))
            self._db.conn.execute("UPDATE revisions SET changed_fields = ? WHERE id = ?", (changed, after["id"]))
        keep_links(self._db, reading, kept.article_id)
        Images(self._db).write(kept.article_id, article)
        note_corrections(self._db, kept.article_id)
