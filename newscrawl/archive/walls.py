"""What stands in front of stories for a while and is no edit of them: paywalls, and pages that ask for consent, say
that the site is being mended, or check who is there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import begins, fold, in_common

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.versions import StoryReading
    from newscrawl.doors import Page
    from newscrawl.items import Article

__all__ = ["as_known", "unmask", "whole", "whole_text"]

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
    """A reading as it is; or with the known text of its story, if the page is behind a wall by now."""
    article = whole_text(reading.article, known)
    return reading if article is reading.article else replace(reading, article=article)


def whole_text(article: Article, known: sqlite3.Row) -> Article:
    """An article as it was read; or with the known text, if its page says that it is not free and shows only the
    beginning of that text, less than half of it."""
    is_open = article.is_accessible_for_free is not False or article.kind == "liveblog"
    return article if is_open or not begins(article.article_body, known["article_body"]) else as_known(article, known)


def as_known(article: Article, known: sqlite3.Row) -> Article:
    """An article with the text that is known of it, and what is told of that: `article_body`, `word_count`,
    `provenance`."""
    told = {**article.provenance, "article_body": json.loads(known["provenance"]).get("article_body", "html")}
    text = {"article_body": known["article_body"], "word_count": known["word_count"]}
    return replace(article, **text, plain_body=None, provenance=told)
