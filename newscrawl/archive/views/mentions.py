"""When the archive first saw stories say something: the order of a feed, in which what was found late is new."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from newscrawl.archive.passages import Passages, passages
from newscrawl.archive.search import candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from newscrawl.archive.views.question import Question

__all__ = ["Mention", "last_version", "mentions", "mentions_after"]


WALKED = 5_000
"""Versions that are looked at, the last that the archive saw."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A story, and the version with which it began to say what is asked for."""

    article_id: int
    version: int
    """Key of it in `revisions`: greater for what was archived later, and never another for the same words."""


def mentions(db: Database, question: Question, *, limit: int, offset: int = 0) -> list[Mention]:
    """So many, what the archive saw last first. A story that comes in late, from a backfill or by an edit, counts as
    new when it comes; a later edit that leaves the words in place does not."""
    return list(islice(_walk(db, question, 0), offset, offset + limit))


def mentions_after(db: Database, question: Question, version: int, *, most: int) -> int:
    """How many there are since the archive had that version as its last; at most so many are counted."""
    return sum(1 for _ in islice(_walk(db, question, version), most))


def last_version(db: Database) -> int:
    """Key of the version that the archive saw last; 0 where it has none."""
    return int(db.conn.execute("SELECT coalesce(max(id), 0) FROM revisions").fetchone()[0])


def _walk(db: Database, question: Question, after: int) -> Iterator[Mention]:
    if question.words is None:
        yield from _arrivals(db, question, after)
        return
    sql, values = candidates(
        db, question.words, question.selection, versions=True, columns="articles.revision_id AS current", last=WALKED
    )
    rows = db.conn.execute(
        f"SELECT article_id, version, current FROM ({sql}) WHERE version > :after ORDER BY version DESC",
        {**values, "after": after},
    )
    began: dict[int, int | None] = {}
    with passages(db, question.words) as said:
        for article_id, version, current in rows:
            if article_id not in began:
                present = question.ever or said.says(current)
                began[article_id] = _began(db, said, article_id) if present else None
            if began[article_id] == version:
                began[article_id] = None  # words in two scripts are found in two indexes
                yield Mention(article_id, version)


def _began(db: Database, said: Passages, article_id: int) -> int | None:
    """The first version that the archive saw say it."""
    return next((version for version in _versions(db, article_id) if said.says(version)), None)


def _arrivals(db: Database, question: Question, after: int) -> Iterator[Mention]:
    sql, values = candidates(db, None, question.selection, last=WALKED)
    for (article_id,) in db.conn.execute(f"SELECT article_id FROM ({sql}) ORDER BY article_id DESC", values):
        version = next(iter(_versions(db, article_id)), 0)
        if version > after:
            yield Mention(article_id, version)


def _versions(db: Database, article_id: int) -> list[int]:
    rows = db.conn.execute("SELECT id FROM revisions WHERE article_id = ? ORDER BY id", (article_id,))
    return [row[0] for row in rows]
