"""What stands in front of stories for a while and is no edit of them: paywalls, and pages that ask for consent, say
that the site is being mended, or check who is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import begins, fold, in_common

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.versions import StoryReading
    from newscrawl.doors import Page
    from newscrawl.items import Article

__all__ = ["unmask", "whole", "whole_text"]

_STRANGE = 0.1
"""Share of a text that stands in another one by chance, at most."""


def unmask(db: Database, page: Page, row: sqlite3.Row) -> None:
    """Take a page for one without a story where something else stands in its story's place: it has other words under
    another headline, and neither date nor author, though the story had."""
    article = page.article
    if article is None or row["article_id"] is None or article.authors or article.agency:
        return
    if article.date_published and article.provenance.get("date_published") != "url":
        return
    sql = "SELECT headline, article_body, authors, date_published FROM articles WHERE id = ?"
    known = db.conn.execute(sql, (row["article_id"],)).fetchone()
    if not known["date_published"] and known["authors"] == "[]":
        return
    if fold(article.headline).casefold() == fold(known["headline"]).casefold():
        return
    if in_common(article.article_body, known["article_body"]) < _STRANGE:
        page.article, page.visit.reason = None, "other words, without date and author"


def whole(reading: StoryReading, known: sqlite3.Row) -> StoryReading:
    """The reading with the text that is known of its story, where the page is behind a wall by now."""
    article = whole_text(reading.article, known["article_body"])
    if article is reading.article:
        return reading
    return replace(reading, article=replace(article, word_count=known["word_count"]))


def whole_text(article: Article, known: str) -> Article:
    """An article with the text that is known of it, where its page says that it is not free, and shows less than half
    of that text, from its beginning."""
    is_open = article.is_accessible_for_free is not False or article.kind == "liveblog"
    if is_open or not begins(article.article_body, known):
        return article
    return replace(article, article_body=known, plain_body=None)
