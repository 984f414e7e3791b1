"""Stories of which a further page cannot be had: what is known stays, and new ones wait a while for the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import starts

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.versions import StoryReading
    from newscrawl.doors import Page

__all__ = ["completes", "hold"]

_PATIENCE = 2
"""Looks that end as failed for a further page's sake; the next one keeps what there is."""
_MARK = ", not whole"
"""Behind what the provenance of a text says that lacks a further page."""


def hold(db: Database, page: Page, row: sqlite3.Row) -> None:
    """Take a look at a story whose text is not whole for one that failed where that may pass, or would take something
    from the whole text that is known. A text that goes on as the known one did is that one."""
    visit, article = page.visit, page.article
    if visit.partial is None or article is None:
        return
    sql = "SELECT article_body, word_count, provenance FROM articles WHERE id = ?"
    known = db.conn.execute(sql, (row["article_id"],)).fetchone()
    visit.reason = visit.partial
    if known and starts(article.article_body, known["article_body"]):
        told = {**article.provenance, "article_body": json.loads(known["provenance"]).get("article_body", "html")}
        whole = {"article_body": known["article_body"], "word_count": known["word_count"]}
        page.article = replace(article, **whole, plain_body=None, provenance=told)
        return
    visit.capture = None  # read again, it would be taken for all that there is
    if visit.retry and (row["attempts"] < _PATIENCE or (known and not _is_partial(known))):
        page.article, visit.outcome = None, "failed"
        return
    article.provenance["article_body"] = article.provenance.get("article_body", "html") + _MARK


def completes(reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether a reading is the whole of a text that was kept without its further pages: no edit of it."""
    return _is_partial(known) and starts(known["article_body"], reading.article.article_body)


def _is_partial(known: sqlite3.Row) -> bool:
    return str(json.loads(known["provenance"]).get("article_body", "")).endswith(_MARK)
