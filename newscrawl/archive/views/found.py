"""A page of what was found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newscrawl.archive.search import Hit, Version, candidates, hits, search
from newscrawl.archive.views.mentions import mentions

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.archive.views.question import Question

__all__ = ["Order", "Result", "Results", "results", "something"]

Order = Literal["best", "newest", "archived"]
"""By rank; by date of publication; by when the archive first saw it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A story that was found."""

    id: int
    url: str
    site: str
    headline: str
    description: str | None
    article_section: str | None
    authors: list[str]
    in_language: str | None
    date_published: str | None
    """As the page tells it, ISO 8601."""
    first_seen: str
    """When the archive first saw it, or the version that began to say what was looked for: ISO 8601, UTC."""
    status: str
    revision_count: int
    time_zone: str | None
    """Of its site."""
    picture: str | None
    """Key of the capture of its lead picture."""
    snippet: str = ""
    """Words around what was found, which stands between \\x02 and \\x03; empty where the headline says it, or no words
    were looked for."""
    said: str = ""
    """The headline in the same way, where it says it."""
    current: bool = True
    """Whether the present version says it."""
    versions: tuple[Version, ...] = ()
    """The versions that say it, where all versions were searched."""
    unsaid: int | None = None
    """Number of the version that says it no more, behind the last that does."""
    version: int | None = None
    """Key of the version that began to say it, in the order "archived"."""


class Results(list[Result]):
    """Results in their order."""

    cut: bool = False
    """Whether there were so many that only the best of those archived last are told."""


_ROWS = """
SELECT articles.id, articles.url, site, headline, description, article_section, authors, in_language, date_published,
    articles.first_seen, status, revision_count, time_zone,
    (SELECT number FROM revisions WHERE revisions.id = revision_id) AS current_number,
    (SELECT payload_digest FROM images WHERE article_id = articles.id AND payload_digest IS NOT NULL
        ORDER BY position LIMIT 1) AS picture
FROM articles LEFT JOIN sites ON sites.name = articles.site
WHERE articles.id IN (SELECT value FROM json_each(?))
"""


def results(db: Database, question: Question, order: Order, *, limit: int, offset: int = 0) -> Results:
    """So many of what was found."""
    found, began = Results(), dict[int, int]()
    if order == "archived":
        began = {m.article_id: m.version for m in mentions(db, question, limit=limit, offset=offset)}
        said = _said(db, question, list(began))
    elif question.words is None:
        sql, values = candidates(db, None, question.selection)
        sql += " ORDER BY date DESC, article_id DESC LIMIT :limit OFFSET :offset"
        rows = db.conn.execute(sql, {**values, "limit": limit, "offset": offset})
        said = dict.fromkeys(row["article_id"] for row in rows)
    else:
        told = search(
            db,
            question.words,
            selection=question.selection,
            newest=order == "newest",
            versions=question.ever,
            limit=limit,
            offset=offset,
        )
        found.cut, said = told.cut, {hit["id"]: hit for hit in told}
    found.extend(_results(db, said, began))
    return found


def something(db: Database, question: Question) -> bool:
    """Whether anything is found."""
    sql, values = candidates(db, question.words, question.selection, versions=question.ever)
    return db.conn.execute(f"SELECT 1 FROM ({sql}) LIMIT 1", values).fetchone() is not None


def _said(db: Database, question: Question, ids: list[int]) -> dict[int, Hit | None]:
    if question.words is None:
        return dict.fromkeys(ids)
    return {hit["id"]: hit for hit in hits(db, question.words, ids, versions=question.ever)}


def _results(db: Database, said: dict[int, Hit | None], began: dict[int, int]) -> list[Result]:
    rows = {row["id"]: dict(row) for row in db.conn.execute(_ROWS, (json.dumps(list(said)),))}
    seen = "SELECT id, first_seen FROM revisions WHERE id IN (SELECT value FROM json_each(?))"
    moments = dict(tuple(row) for row in db.conn.execute(seen, (json.dumps(list(began.values())),)))
    found = []
    for article_id, hit in said.items():
        row = rows[article_id]
        row["authors"] = json.loads(row["authors"])
        current_number = row.pop("current_number")
        version = began.get(article_id)
        if version is not None:
            row["first_seen"] = moments[version]
        if hit is not None:
            whole = hit["snippet"].replace("\x02", "").replace("\x03", "") == row["headline"]
            row["said" if whole else "snippet"] = hit["snippet"]
            row |= {"current": hit["current"], "versions": tuple(hit["versions"])}
            if hit["versions"] and not hit["current"]:
                last = hit["versions"][-1]["number"]
                row["unsaid"] = last + 1 if last < row["revision_count"] else current_number
        found.append(Result(**row, version=version))
    return found
