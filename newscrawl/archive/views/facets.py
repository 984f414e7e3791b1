"""How what was found spreads over sites, sections, authors, languages and time."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from newscrawl.archive.search import RANKED, candidates

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.archive.views.question import Question

__all__ = ["COUNTED", "Count", "Facets", "facets"]

COUNTED = RANKED
"""Of so many articles found, those archived last, sites, sections, authors and languages are counted: in a tenth of a
second."""
_MOST = 10
"""Values that a facet shows."""
_BATCH = 10_000
_COUNTED = ("site", "article_section", "status", "authors", "in_language")
"""Columns of the index `articles_filter`."""


@dataclass(frozen=True, slots=True)
class Count:
    """A value, and how many of the articles found have it."""

    value: str
    number: int


@dataclass(slots=True, kw_only=True)
class Facets:
    """What was found, counted."""

    found: int
    """All articles."""
    undated: int
    """Those that tell no date of publication."""
    days: dict[str, int]
    """Days of publication (ISO 8601) -> how many."""
    counted: int
    """Of so many, those that were archived last, the following are counted."""
    sites: list[Count] = field(default_factory=list)
    """The most frequent first, as in all that follow."""
    sections: list[Count] = field(default_factory=list)
    authors: list[Count] = field(default_factory=list)
    statuses: list[Count] = field(default_factory=list)
    languages: list[Count] = field(default_factory=list)


def facets(db: Database, question: Question) -> Facets:
    """Count what is found, whole where that is quick, else of what was archived last."""
    days = _days(db, question)
    undated = days.pop(None, 0)
    known = {day: number for day, number in days.items() if day is not None}
    counted = Facets(found=undated + sum(known.values()), undated=undated, days=known, counted=0)
    _count(db, question, counted)
    return counted


def _days(db: Database, question: Question) -> Counter[str | None]:
    sql, values = _found(db, question, "substr(articles.date_published, 1, 10) AS day", None)
    rows = db.conn.execute(f"SELECT day, count(*) FROM ({sql}) GROUP BY day", values)
    days = Counter[str | None]()
    for day, number in rows:
        days[day if day and _day(day) else None] += number
    return days


def _count(db: Database, question: Question, counted: Facets) -> None:
    columns = ", ".join(f"articles.{name} AS {name}" for name in _COUNTED)
    sql, values = _found(db, question, columns, COUNTED)
    rows = db.conn.cursor()
    rows.row_factory = None  # plain tuples are counted in half the time
    rows.execute(f"SELECT {', '.join(_COUNTED)} FROM ({sql})", values)
    counters = [Counter[Any]() for _ in _COUNTED]
    while batch := rows.fetchmany(_BATCH):
        for counter, values_of_one in zip(counters, zip(*batch, strict=True), strict=True):
            counter.update(values_of_one)
    sites, sections, statuses, signed, tagged = counters
    counted.counted = sites.total()
    counted.sites, counted.statuses = _most(sites), _most(statuses)
    counted.sections = _most(_by_spelling(sections))
    counted.authors = _most(_by_author(signed))
    counted.languages = _most(_by_language(tagged))


def _found(db: Database, question: Question, columns: str, last: int | None) -> tuple[str, dict[str, Any]]:
    """SQL for the articles found, each once; with `last` those archived last, in that order."""
    sql, values = candidates(db, question.words, question.selection, versions=question.ever, columns=columns, last=last)
    if question.ever or " UNION ALL " in sql:
        sql = f"SELECT * FROM ({sql}) GROUP BY article_id" + (" ORDER BY article_id DESC" if last else "")
    return sql, values


def _most(counter: Counter[Any]) -> list[Count]:
    counter.pop(None, None)
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [Count(value, number) for value, number in ordered[:_MOST]]


def _by_spelling(sections: Counter[Any]) -> Counter[Any]:
    """Sections whatever the case, as a selection takes them; each by its most frequent spelling."""
    names: dict[str, str] = {}
    merged = Counter[Any]()
    for name, number in sections.most_common():
        if name:
            merged[names.setdefault(name.lower() if name.isascii() else name, name)] += number
    return merged


def _by_author(signed: Counter[Any]) -> Counter[Any]:
    authors = Counter[Any]()
    for names, number in signed.items():
        if names != "[]":
            for name in dict.fromkeys(json.loads(names)):
                authors[name] += number
    return authors


def _by_language(tagged: Counter[Any]) -> Counter[Any]:
    """Languages without their countries."""
    languages = Counter[Any]()
    for tag, number in tagged.items():
        languages[tag.partition("-")[0].lower() if tag else None] += number
    return languages


def _day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).year < 9999
    except ValueError:
        return False
