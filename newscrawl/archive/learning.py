"""What was learnt of a site from its stories, and which of these would be read otherwise now."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from typing import TYPE_CHECKING

from newscrawl.archive.connection import immediate
from newscrawl.archive.rereading import reread
from newscrawl.knowledge import Knowledge, learn, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from newscrawl.items import Article

__all__ = ["Learning", "Outdated"]

AGAIN = "-"
"""In the place of what had been learnt when a story was read: it is to be read again."""
MOST_STORIES = 30_000
"""Stories of a site that are counted, drawn by lot where it has more: what recurs on these tells as much as what recurs
on a million, which would take a gigabyte and half a minute at every run's end."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """An article whose text was read with other knowledge of its site than there is now."""

    article_id: int
    page_url: str
    """The ledger's address of the page that it was read from."""
    digest: str
    """Key of the page's capture."""
    at: str
    """When that came, or later: ISO 8601, UTC."""


class Learning:
    """The knowledge of the sites of one archive.

    It follows from the stories that the archive holds, whatever the order in which they were read: what was read
    before something was known is read again (`outdated`, `rewrite`).
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self, site: str) -> Knowledge | None:
        """What was last learnt of a site."""
        sql = "SELECT recurs, everywhere FROM site_knowledge WHERE site = ?"
        row = self._db.conn.execute(sql, (site,)).fetchone()
        return Knowledge(frozenset(unpack(row["recurs"])), frozenset(unpack(row["everywhere"]))) if row else None

    def basis(self, site: str) -> int:
        """How many stories the last change of what is known of a site came from."""
        row = self._db.conn.execute("SELECT stories FROM site_knowledge WHERE site = ?", (site,)).fetchone()
        return row["stories"] if row else 0

    def learn(self, site: str, at: str) -> Knowledge:
        """Count again what recurs on a site's stories (writes where that has changed)."""
        # The lot is the mark that a story begins with, a hash of its words: the same in whatever order they came.
        stories = nsmallest(MOST_STORIES, ((marks, month) for _, month, marks, _ in self._stories(site)))
        knowledge = learn((month, marks) for marks, month in stories)
        if knowledge != (self.known(site) or Knowledge()):
            recurs, everywhere = (pack(sorted(marks)) for marks in (knowledge.recurs, knowledge.everywhere))
            version = blake2b(f"{recurs}+{everywhere}".encode(), digest_size=4).hexdigest()
            with immediate(self._db):
                self._db.conn.execute(
                    "INSERT OR REPLACE INTO site_knowledge (site, version, stories, learnt_at, recurs, everywhere)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (site, version, len(stories), at, recurs, everywhere),
                )
        return knowledge

    def outdated(self, site: str, knowledge: Knowledge) -> list[Outdated]:
        """Articles that this knowledge would have read otherwise and that were kept as they came."""
        ids = [story for story, _, marks, learnt in self._stories(site) if knowledge.version(marks) != learnt]
        sql = (
            "SELECT page_url, capture_digest, revisions.first_seen FROM articles"
            " JOIN revisions ON revisions.id = revision_id WHERE articles.id = ? AND status != 'erased'"
        )
        rows = ((story, self._db.conn.execute(sql, (story,)).fetchone()) for story in ids)
        return [Outdated(s, *row) for s, row in rows if row and row["capture_digest"]]

    def read_by_another(self, url: str, reader: str) -> Outdated | None:
        """The story that an address leads to, if it was kept as it came and another version of the reader read it."""
        sql = (
            "SELECT articles.id, page_url, capture_digest, revisions.first_seen FROM aliases"
            " JOIN articles ON articles.id = aliases.article_id"
            " JOIN revisions ON revisions.id = revision_id WHERE aliases.url = ? AND capture_digest IS NOT NULL"
            " AND articles.reader_version != ? AND articles.reader_version NOT LIKE ? || '+%' AND status != 'erased'"
        )
        row = self._db.conn.execute(sql, (url, reader, reader)).fetchone()
        return Outdated(*row) if row else None

    def rewrite(self, site: str, read: Iterable[tuple[Outdated, Article | None]], knowledge: Knowledge) -> int:
        """Store new readings of captures, in one transaction; how many took the place of old ones.

        A capture that gives no story any more (None) keeps its article as it is, and is not read again for this.
        """
        count = 0
        with immediate(self._db):
            for old, article in read:
                if article and reread(self._db, article, article_id=old.article_id, site=site, digest=old.digest):
                    count += 1
                elif not article:
                    self._pass(old, knowledge)
        return count

    def _pass(self, old: Outdated, knowledge: Knowledge) -> None:
        row = self._db.conn.execute("SELECT marks FROM story_marks WHERE article_id = ?", (old.article_id,)).fetchone()
        if row:
            values = (knowledge.version(row["marks"].hex()), old.article_id)
            self._db.conn.execute("UPDATE story_marks SET learnt = ? WHERE article_id = ?", values)

    def _stories(self, site: str) -> Iterator[tuple[int, str, str, str]]:
        """Of each story its id, month of publication, marks, and what had been learnt when it was read."""
        # By this index alone: the articles themselves are a thousand times larger than what is needed of them.
        sql = (
            "SELECT id, coalesce(substr(date_published_utc, 1, 7), ''), marks, learnt"
            " FROM articles INDEXED BY articles_site_published JOIN story_marks ON article_id = id WHERE site = ?"
        )
        for row in self._db.conn.execute(sql, (site,)):
            yield row[0], row[1], row[2].hex(), row[3]
