"""Stories on several pages of which one cannot be had, or comes by itself: what is known of their text stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newscrawl.archive.learning import AGAIN
from newscrawl.archive.similarity import in_common, starts
from newscrawl.archive.walls import as_known
from newscrawl.moments import same_moment
from newscrawl.urls import canonical, near_spellings

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.versions import StoryReading
    from newscrawl.doors import Page

__all__ = ["completes", "hold", "take_part"]

_PATIENCE = 2
"""Looks that end as failed for a further page's sake; the next one keeps what there is."""
_SAME = 0.9
"""How much of a further page's text stands in that of a story which has it already."""
_MARK = ", not whole"
"""Behind what the provenance of a text says that lacks a further page."""


def hold(db: Database, page: Page, row: sqlite3.Row) -> None:
    """Decide what a look is worth that did not get a story's further pages, or gets them by themselves (`Visit.apart`).

    Where what it got is the beginning of the known text, that text stays. Else the look has failed where the further
    page may come later: the first times, and always where the known text is whole. What is kept without its further
    pages is marked so.
    """
    visit, article = page.visit, page.article
    if article is None or not (visit.partial or visit.apart):
        return
    sql = "SELECT article_body, word_count, provenance FROM articles WHERE id = ?"
    known = db.conn.execute(sql, (row["article_id"],)).fetchone()
    visit.reason = visit.partial or visit.reason
    if known and starts(article.article_body, known["article_body"]):
        page.article = as_known(article, known)
        return
    if visit.apart:
        return
    visit.capture = None  # read again, it would be taken for all that there is
    if visit.retry and (row["attempts"] < _PATIENCE or (known and not _is_partial(known))):
        page.article, visit.outcome = None, "failed"
        return
    article.provenance["article_body"] = article.provenance.get("article_body", "html") + _MARK


def take_part(db: Database, page: Page) -> bool:
    """Whether a page that tells a story is a further page of a known one (writes). Then it is no story of its own: its
    capture is to be kept, and the known story is read again with it at the run's end."""
    visit, article = page.visit, page.article
    if article is None or visit.part_of is None or visit.capture is None:
        return False
    urls = near_spellings(visit.part_of)
    sql = (
        "SELECT id, articles.url, headline, article_body, date_published, provenance"
        f" FROM aliases JOIN articles ON id = article_id WHERE aliases.url IN ({', '.join('?' * len(urls))})"
    )
    story = db.conn.execute(sql, urls).fetchone()
    if story is None or not starts(story["headline"], article.headline):
        return False
    alike = json.loads(story["provenance"]).get("date_published") == article.provenance.get("date_published")
    if not same_moment(story["date_published"], article.date_published, alike=alike):
        return False
    page.article, page.teasers, page.rejected = None, [], f"a further page of the story {story['url']}"
    visit.outcome, visit.kind = "skipped", "other"
    db.conn.execute("INSERT INTO aliases VALUES (?, ?) ON CONFLICT DO NOTHING", (canonical(visit.url), story["id"]))
    if in_common(article.article_body, story["article_body"]) < _SAME:
        db.conn.execute("UPDATE story_marks SET learnt = ? WHERE article_id = ?", (AGAIN, story["id"]))
    return True


def completes(reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether a reading adds the further pages to a text that was kept without them; that is no edit."""
    return _is_partial(known) and starts(known["article_body"], reading.article.article_body)


def _is_partial(known: sqlite3.Row) -> bool:
    return str(json.loads(known["provenance"]).get("article_body", "")).endswith(_MARK)
