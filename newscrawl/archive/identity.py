"""Which stored story a reading belongs to, and whether that story has moved to another page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive.similarity import same_story
from newscrawl.urls import bare

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.versions import StoryReading

__all__ = ["at_address", "has_moved", "is_gone", "known_story", "led_here", "same_text"]

_BY_ALIAS = "SELECT articles.* FROM aliases JOIN articles ON articles.id = article_id WHERE aliases.url = ?"
_CLAIMANTS = _BY_ALIAS + " UNION SELECT * FROM articles WHERE claimed_url = ? ORDER BY id LIMIT 50"
_SAME_TEXT = "SELECT * FROM articles WHERE site = ? AND text_hash = ? ORDER BY id"
_LED = 100
"""Most addresses that are followed back; sites chain a few."""


def at_address(db: Database, url: str) -> sqlite3.Row | None:
    """The article that an address, in canonical form, led to."""
    story: sqlite3.Row | None = db.conn.execute(_BY_ALIAS, (url,)).fetchone()
    return story


def known_story(db: Database, reading: StoryReading) -> sqlite3.Row | None:
    """The article that a reading belongs to: by the page it was read from, by the address it claims, by a redirect
    that replaced its old page, by its words, by another spelling of its page's address (http in older captures).

    Where different stories claim one address (a careless template), none of them gets it.
    """
    by_page = at_address(db, reading.page)
    if by_page is not None and _is_only_claimed(by_page, reading):
        _give_back(db, by_page, reading.page)
        by_page = None
    if by_page is not None and reading.page in (reading.url, by_page["page_url"]):
        return by_page
    if reading.url != reading.page and (claimed := _by_claim(db, reading)):
        return claimed
    if by_page is None:
        by_page = next((s for s in _redirected(db, reading.page) if _is_told(s, reading)), None)
    if by_page is None:
        by_page = same_text(db, reading)
    if by_page is None:
        by_page = next((s for s in _spelt_otherwise(db, reading) if _is_told(s, reading)), None)
    return by_page


def same_text(db: Database, reading: StoryReading) -> sqlite3.Row | None:
    """The first article of the site that says the same, headline and text."""
    found: sqlite3.Row | None = db.conn.execute(_SAME_TEXT, (reading.site, reading.columns["text_hash"])).fetchone()
    return found


def _by_claim(db: Database, reading: StoryReading) -> sqlite3.Row | None:
    """The story of the address that a page claims; where it is another story, the claim is refused."""
    claimants = db.conn.execute(_CLAIMANTS, (reading.url, reading.url)).fetchall()
    other: sqlite3.Row
    for other in claimants:
        if other["status"] == "erased" or _is_told(other, reading):
            return other
    for other in claimants:
        if other["url"] == reading.url != other["page_url"]:
            _give_back(db, other, reading.url)
    if claimants:
        reading.url = reading.page
    return None


def _is_only_claimed(story: sqlite3.Row, reading: StoryReading) -> bool:
    """Whether a page was taken for a story's since that one's page claims its address, but tells another story: that
    page was made from a copy of this one, canonical link included."""
    claimed = story["claimed_url"] == reading.page != story["page_url"]
    return claimed and story["status"] != "erased" and not _is_told(story, reading)


def _give_back(db: Database, story: sqlite3.Row, url: str) -> None:
    """A story goes by its page's own address again, and an address that it claimed is free (writes)."""
    db.conn.execute("UPDATE articles SET url = page_url WHERE id = ? AND url = ?", (story["id"], url))
    db.conn.execute("DELETE FROM aliases WHERE url = ?", (url,))


def _is_told(story: sqlite3.Row, reading: StoryReading) -> bool:
    article = reading.article
    return same_story(story["headline"], story["article_body"], article.headline, article.article_body)


def _spelt_otherwise(db: Database, reading: StoryReading) -> list[sqlite3.Row]:
    """Stories whose own page another spelling of this one is, or was when this one was captured."""
    sql = (
        "SELECT DISTINCT articles.* FROM pages JOIN articles ON articles.id = article_id"
        " WHERE pages.site = ? AND bare = ? AND (articles.page_url = pages.url OR articles.last_seen > ?) LIMIT 10"
    )
    return db.conn.execute(sql, (reading.site, bare(reading.page), reading.at)).fetchall()


def _redirected(db: Database, page: str) -> list[sqlite3.Row]:
    """Stories whose own page redirects to this one."""
    urls = led_here(db, page)
    marks = ", ".join("?" * len(urls))
    # Most pages are no story's yet: to find that by itself costs a tenth of the whole question.
    sql = f"SELECT 1 FROM pages WHERE url IN ({marks}) AND article_id IS NOT NULL LIMIT 1"
    if db.conn.execute(sql, urls).fetchone() is None:
        return []
    sql = (
        f"SELECT DISTINCT articles.* FROM pages JOIN articles ON articles.id = article_id WHERE pages.url IN ({marks})"
        " AND articles.page_url = pages.url ORDER BY articles.id LIMIT 10"
    )
    return db.conn.execute(sql, urls).fetchall()


def led_here(db: Database, url: str) -> list[str]:
    """An address and those that redirect to it, by any number of steps, as far as the ledger knows."""
    led = [url]
    for target in led:  # it grows as it is walked
        if len(led) >= _LED:
            break
        # Nothing leads to most addresses, and a recursive query costs ten times as much to find that.
        rows = db.conn.execute("SELECT url FROM pages WHERE redirects_to = ?", (target,))
        led += dict.fromkeys(row["url"] for row in rows if row["url"] not in led)
    return led[:_LED]


def has_moved(db: Database, reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether the story's page is another now: its old one redirects to this, or is gone."""
    old = known["page_url"]
    if reading.page == old:
        return False
    if known["status"] == "gone" or old in led_here(db, reading.page):
        return True
    return is_gone(db, old)


def is_gone(db: Database, url: str) -> bool:
    """Whether two looks at a page found that it is not there any more."""
    return db.conn.execute("SELECT 1 FROM pages WHERE url = ? AND state = 'gone'", (url,)).fetchone() is not None
