"""The pictures of stories: where they stand, and, if they are to be kept, their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive.captures import digest_of
from newscrawl.archive.connection import immediate
from newscrawl.urls import bare, canonical, family, is_web, without_session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from newscrawl.doors import Page, Written
    from newscrawl.items import Article

__all__ = ["AFTER_ALL", "Images", "forget", "payloads"]

_OWN = (
    "article_id = :id AND NOT EXISTS"
    " (SELECT 1 FROM images AS others WHERE others.{0} = images.{0} AND others.article_id != :id)"
)
"""Pictures that no other story shows."""
AFTER_ALL = 2
"""`pages.deep` of pictures: they are asked when nothing else is to be asked, in any run that keeps pictures."""

_WRITE = """
INSERT INTO images (article_id, url, position, caption, credit, payload_digest) VALUES (?1, ?2, ?3, ?4, ?5,
    -- It is asked once, whichever story showed it first.
    (SELECT payload_digest FROM images WHERE url = ?2 AND payload_digest IS NOT NULL LIMIT 1))
ON CONFLICT (article_id, url) DO UPDATE SET position = excluded.position,
    caption = coalesce(excluded.caption, caption), credit = coalesce(excluded.credit, credit)
WHERE position != excluded.position OR caption IS NOT coalesce(excluded.caption, caption)
    OR credit IS NOT coalesce(excluded.credit, credit)
"""
_ASK = """
INSERT INTO pages (site, url, href, kind, deep, discovered_from, discovered_at, family, bare)
VALUES (:site, :url, nullif(:href, :url), 'image', :deep, :source, :at, :family, :bare)
-- What a link led to before is no page to be read, and was not asked.
ON CONFLICT (site, url) DO UPDATE SET kind = 'image', state = 'pending', deep = :deep, reason = NULL
WHERE state = 'skipped' AND visited_at IS NULL
"""
_UNASKED = """
SELECT DISTINCT images.url, page_url FROM images JOIN articles ON articles.id = article_id
WHERE site = ?1 AND payload_digest IS NULL
    AND NOT EXISTS (SELECT 1 FROM pages WHERE site = ?1 AND pages.url = images.url AND kind = 'image')
"""


class Images:
    """The pictures of one archive. Methods that write belong inside a transaction, but for `plan`."""

    def __init__(self, db: Database, *, keep: bool = False) -> None:
        """`keep`: whether their bytes are to be fetched and kept."""
        self._db = db
        self.keep = keep

    def after(self, page: Page, written: Written) -> None:
        """Take in a page that was written (writes): the pictures of its story; a picture that was asked for."""
        visit = page.visit
        if visit.kind == "image" and visit.outcome == "read":
            self._fetched(page, written)
        elif page.article is not None and written.article:
            sql = (
                "SELECT id FROM aliases JOIN articles ON articles.id = article_id"
                " WHERE aliases.url = ? AND status != 'erased'"
            )
            if row := self._db.conn.execute(sql, (visit.url,)).fetchone():
                self.write(row["id"], page.article)
                if self.keep:
                    urls = [image.url for image in page.article.images if is_web(image.url)]
                    self._ask(page.site.name, urls, source=visit.url, at=visit.at)

    def write(self, article_id: int, article: Article) -> None:
        """Record the pictures of a story (writes); of all versions, as with links."""
        rows = [
            (article_id, canonical(image.url), position, image.caption, image.credit)
            for position, image in enumerate(article.images, 1)
        ]
        self._db.conn.executemany(_WRITE, rows)

    def plan(self, site: str, at: str) -> None:
        """Have pictures asked that were found while none were kept (writes)."""
        if not self.keep:
            return
        with immediate(self._db):
            for url, page in self._db.conn.execute(_UNASKED, (site,)).fetchall():
                self._ask(site, [url], source=page, at=at)

    def _ask(self, site: str, urls: Iterable[str], *, source: str, at: str) -> None:
        rows = [
            {
                "site": site,
                "url": canonical(url),
                "href": without_session(url.partition("#")[0]),
                "source": source,
                "at": at,
                "deep": AFTER_ALL,
                "family": family(canonical(url)),
                "bare": bare(canonical(url)),
            }
            for url in urls
        ]
        self._db.conn.executemany(_ASK, rows)

    def _fetched(self, page: Page, written: Written) -> None:
        capture = page.visit.capture
        if capture is not None:
            written.capture = capture
            digest = digest_of(capture)
            sql = "UPDATE images SET payload_digest = ? WHERE url = ?"
            self._db.conn.execute(sql, (digest, page.visit.url))


def payloads(db: Database, article_id: int) -> list[str]:
    """Keys of the captures of pictures that this story alone shows."""
    sql = "SELECT DISTINCT payload_digest FROM images WHERE payload_digest IS NOT NULL AND "
    return [row[0] for row in db.conn.execute(sql + _OWN.format("payload_digest"), {"id": article_id})]


def forget(db: Database, article_id: int, reason: str) -> None:
    """Forget the pictures of a story, and never ask for those that it alone shows (writes; inside a transaction)."""
    own = f"SELECT url FROM images WHERE {_OWN.format('url')}"
    db.conn.execute(
        f"UPDATE pages SET state = 'skipped', reason = :reason, due_at = NULL WHERE kind = 'image' AND url IN ({own})",
        {"id": article_id, "reason": reason},
    )
    db.conn.execute("DELETE FROM images WHERE article_id = ?", (article_id,))
