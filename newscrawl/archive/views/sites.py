"""Every site with what the archive holds of it, and one site closely."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl.archive.glance import Glance, glances
from newscrawl.archive.runs import Runs
from newscrawl.archive.views.ledger import Ledger, by_site

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Listing", "Run", "Shelf", "SiteRow", "names", "overview", "shelf"]

DAYS = 30
"""Days of stories that a sparkline shows."""
MANY_DAYS = 90
RUNS = 12
_LISTINGS = 40
_SECTIONS = 24
_AUTHORS = 24
_SIGNED = 2_000
"""Newest stories whose authors are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A site as the list of all shows it."""

    name: str
    home: str
    time_zone: str | None
    language: str | None
    country: str | None
    articles: int
    """Those that were taken down left out."""
    taken_down: int
    found: Ledger
    """What became of the addresses of its stories."""
    glance: Glance


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A front page or section that the archive has teasers of."""

    url: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run, as a site's page shows it."""

    id: int
    started_at: str
    finished_at: str | None
    finish_reason: str | None
    exit_status: int | None
    counts: dict[str, Any]
    problems: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One site closely."""

    row: SiteRow
    days: list[int]
    """Stories published on each of the last days, up to three months, from the first that had one on; today's last."""
    first_seen: str | None
    """When its oldest version was seen first: ISO 8601, UTC."""
    newest: dict[str, Any] | None
    """Its newest story: `id`, `headline`, `in_language`, `date_published`."""
    sections: list[tuple[str, int]]
    """The most frequent, with their stories."""
    authors: list[tuple[str, int]]
    """Who signed most of its newest stories."""
    listings: list[Listing]
    runs: list[Run]


_ROWS = "SELECT name, home, time_zone, language, country FROM sites WHERE ?1 IS NULL OR name = ?1 ORDER BY name"
_ARTICLES = "SELECT site, count(*) FROM articles WHERE ?1 IS NULL OR site = ?1 GROUP BY site"
_ARTICLES_OF_ONE = "SELECT site, count(*) FROM articles WHERE site = ?1"
_ERASED = "SELECT site, count(*) FROM articles INDEXED BY articles_erased WHERE status = 'erased' GROUP BY site"
_NEWEST = """
SELECT id, headline, in_language, date_published FROM articles
WHERE site = ? AND date_published_utc <= ? AND status != 'erased' ORDER BY date_published_utc DESC LIMIT 1
"""
_FIRST = """
SELECT min(first_seen) FROM (SELECT first_seen FROM articles WHERE site = ? ORDER BY date_published_utc LIMIT 500)
"""
_OF_SECTIONS = """
SELECT article_section, count(*) FROM articles
WHERE site = ? AND article_section IS NOT NULL AND article_section != '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
"""
# The index has the authors; the articles themselves would be read from end to end of their texts.
_OF_AUTHORS = """
SELECT value, count(*) FROM articles INDEXED BY articles_filter, json_each(authors) WHERE articles.id IN (
    SELECT id FROM articles INDEXED BY articles_site_published WHERE site = ? ORDER BY date_published_utc DESC LIMIT ?
) AND value != '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
"""
# From one listing to the next in the index: there are few of them, and many teasers.
_OF_LISTINGS = """
WITH RECURSIVE listings (url) AS (
    SELECT min(listing_url) FROM teasers
    UNION ALL SELECT (SELECT min(listing_url) FROM teasers WHERE listing_url > url) FROM listings WHERE url IS NOT NULL
)
SELECT listings.url AS url, kind FROM listings JOIN pages ON pages.url = listings.url
WHERE site = ? ORDER BY kind != 'front', listings.url LIMIT ?
"""


def names(db: Database) -> list[str]:
    """Names of all sites."""
    return [name for (name,) in db.conn.execute("SELECT name FROM sites ORDER BY name")]


def overview(db: Database, at: datetime) -> list[SiteRow]:
    """Every site, by name, as things stood at a moment."""
    return _rows(db, at, None, DAYS)


def shelf(db: Database, name: str, at: datetime) -> Shelf | None:
    """One site; None where there is none of that name."""
    rows = _rows(db, at, name, MANY_DAYS)
    if not rows:
        return None
    one = db.conn.execute
    seen = rows[0].glance.days
    begin = next((i for i, count in enumerate(seen) if count), len(seen))
    newest = one(_NEWEST, (name, (at + timedelta(days=1)).isoformat())).fetchone()
    return Shelf(
        row=rows[0],
        days=seen[min(begin, len(seen) - DAYS) :],
        first_seen=one(_FIRST, (name,)).fetchone()[0],
        newest=dict(newest) if newest else None,
        sections=[tuple(row) for row in one(_OF_SECTIONS, (name, _SECTIONS))],
        authors=[tuple(row) for row in one(_OF_AUTHORS, (name, _SIGNED, _AUTHORS))],
        listings=[Listing(**dict(row)) for row in one(_OF_LISTINGS, (name, _LISTINGS))],
        runs=[_run(row) for row in Runs(db).latest(RUNS, name)],
    )


def _rows(db: Database, at: datetime, name: str | None, days: int) -> list[SiteRow]:
    articles = dict(db.conn.execute(_ARTICLES_OF_ONE if name else _ARTICLES, (name,)).fetchall())
    erased = dict(db.conn.execute(_ERASED).fetchall())
    found = by_site(db, name)
    seen = {glance.site: glance for glance in glances(db, today=at.date(), days=days, site=name)}
    return [
        SiteRow(
            **dict(row),
            articles=articles.get(row["name"], 0) - erased.get(row["name"], 0),
            taken_down=erased.get(row["name"], 0),
            found=found[row["name"]],
            glance=seen[row["name"]],
        )
        for row in db.conn.execute(_ROWS, (name,))
    ]


def _run(row: Any) -> Run:
    names = ("id", "started_at", "finished_at", "finish_reason", "exit_status")
    counts, problems = json.loads(row["counts"]), json.loads(row["problems"])
    return Run(**{name: row[name] for name in names}, counts=counts, problems=problems)
