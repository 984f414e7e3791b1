"""How what was found spreads over sites, sections, authors, languages and time."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from newscrawl.archive.search import RANKED, candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from newscrawl.archive.views.question import Question

__all__ = ["COUNTED", "LANGUAGES", "Bar", "Count", "Facets", "bars", "facets"]

COUNTED = RANKED
"""Of so many articles found, those archived last, sites, sections and authors are counted: a tenth of a second."""
LANGUAGES = 2_000
"""The same for languages, which stand in no index."""
_MOST = 10
"""Values that a facet shows."""
_BATCH = 10_000
_BARS = 400
"""Bars that a page has room for."""

Unit = Literal["year", "month", "day"]
_LENGTHS: dict[Unit, int] = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class Count:
    """A value, and how many of the articles found have it."""

    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A year, month or day, and how many of the articles found were published in it."""

    name: str
    """ "2024", "2024-04" or "2024-04-17"."""
    first: date
    last: date
    number: int


@dataclass(slots=True, kw_only=True)
class Facets:
    """What was found, counted."""

    found: int
    """All articles."""
    undated: int
    """Those that tell no date of publication."""
    unit: Unit
    bars: list[Bar]
    """Without a gap, so long as that is not too many of them."""
    counted: int
    """Of so many, those that were archived last, the following are counted."""
    sites: list[Count] = field(default_factory=list)
    """The most frequent first, as in all that follow."""
    sections: list[Count] = field(default_factory=list)
    authors: list[Count] = field(default_factory=list)
    statuses: list[Count] = field(default_factory=list)
    languages: list[Count] = field(default_factory=list)
    languages_counted: int = 0
    """Languages are counted of so many."""


def facets(db: Database, question: Question) -> Facets:
    """Count what is found, whole where that is quick, else of what was archived last."""
    days = _days(db, question)
    undated = days.pop(None, 0)
    unit, columns = bars({day: number for day, number in days.items() if day is not None})
    counted = Facets(found=undated + sum(days.values()), undated=undated, unit=unit, bars=columns, counted=0)
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
    columns = (
        "articles.site AS site, articles.article_section AS section, articles.status AS status,"
        " articles.authors AS authors"
    )
    sql, values = _found(db, question, columns, COUNTED)
    rows = db.conn.cursor()
    rows.row_factory = None  # plain tuples are counted in half the time
    rows.execute(f"SELECT site, section, status, authors, article_id FROM ({sql})", values)
    counters = Counter[Any](), Counter[Any](), Counter[Any](), Counter[Any]()
    newest: list[int] = []
    while batch := rows.fetchmany(_BATCH):
        *values_of, ids = zip(*batch, strict=True)
        for counter, values_of_one in zip(counters, values_of, strict=True):
            counter.update(values_of_one)
        newest += islice(ids, LANGUAGES - len(newest))
    sites, sections, statuses, signed = counters
    counted.counted = sites.total()
    counted.sites, counted.statuses = _most(sites), _most(statuses)
    counted.sections = _most(_by_spelling(sections))
    counted.authors = _most(_by_author(signed))
    counted.languages, counted.languages_counted = _most(_languages(db, newest)), len(newest)


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


def _languages(db: Database, ids: list[int]) -> Counter[Any]:
    """Languages without their countries."""
    sql = "SELECT in_language, count(*) FROM articles WHERE id IN (SELECT value FROM json_each(?)) GROUP BY 1"
    languages = Counter[Any]()
    for language, number in db.conn.execute(sql, (json.dumps(ids),)):
        languages[language.partition("-")[0].lower() if language else None] += number
    return languages


def bars(days: dict[str, int]) -> tuple[Unit, list[Bar]]:
    """Numbers by day as years, or where these are few as months, or as days."""
    if not days:
        return "year", []
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    span = (last - first).days
    unit: Unit = "day" if span <= 62 else "month" if span <= 4 * 366 else "year"
    sums = Counter[str]()
    for day, number in days.items():
        sums[day[: _LENGTHS[unit]]] += number
    names = list(_names(first, last, unit)) if last.year - first.year <= _BARS else sorted(sums)[-_BARS:]
    return unit, [Bar(name, *_ends(name), sums[name]) for name in names]


def _names(first: date, last: date, unit: Unit) -> Iterator[str]:
    """Every year, month or day from the one to the other."""
    end = last.isoformat()[: _LENGTHS[unit]]
    at, name = first, ""
    while name != end:
        name = at.isoformat()[: _LENGTHS[unit]]
        yield name
        if name != end:
            at = _ends(name)[1] + timedelta(days=1)


def _ends(name: str) -> tuple[date, date]:
    """First and last day of a year, a month or a day."""
    first = date.fromisoformat(f"{name}-01-01"[:10] if len(name) < 10 else name)
    if len(name) == 10:
        return first, first
    if len(name) == 4:
        return first, date(first.year, 12, 31)
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)


def _day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).year < 9999
    except ValueError:
        return False
