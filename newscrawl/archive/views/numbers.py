"""The archive in numbers: stories a day, their length, their edits, what vanished.

What was erased is counted nowhere. Where a site is named, its stories alone are counted. Hours and weekdays are in
`rhythm`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from newscrawl.archive.views.sites import names

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "WITHIN",
    "Coverage",
    "Edits",
    "Lengths",
    "Vanished",
    "coverage",
    "edits",
    "lengths",
    "vanished",
    "years",
]

WITHIN = (0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 2160, 8760)
"""Hours for which `edits` tells how many stories had changed by then: a quarter of an hour to a year."""

_KEPT = "status != 'erased' AND (:site IS NULL OR site = :site)"
_YEARS = f"""
SELECT substr(date_published, 1, 4) AS year, count(*) FROM articles
WHERE {_KEPT} AND date_published IS NOT NULL GROUP BY year ORDER BY year
"""
_DAYS = """
SELECT substr(date_published, 1, 10) AS day, count(*) FROM articles
WHERE site = :site AND status != 'erased' AND date_published >= :since AND date_published < :before
    AND date_published_utc >= :earlier AND date_published_utc < :later  -- the index goes by these
GROUP BY day
"""
_FIRST = "SELECT min(date_published_utc) FROM articles WHERE site = ? AND status != 'erased'"
_RUNS = """
SELECT DISTINCT site, substr(started_at, 1, 10) AS since, substr(coalesce(finished_at, (
    SELECT at FROM visits WHERE run_id = runs.id ORDER BY id DESC LIMIT 1
), started_at), 1, 10) AS until
FROM runs NOT INDEXED  -- in the order of the table, which is read once
WHERE spider != 'warc' AND started_at < :before AND until >= :since
"""
_FIRST_RUNS = "SELECT site, started_at FROM runs WHERE id IN (SELECT min(id) FROM runs GROUP BY site) ORDER BY id DESC"
_LAST_RUN = "SELECT coalesce(finished_at, started_at) FROM runs ORDER BY id DESC LIMIT 1"
# Site by site: to sort numbers alone takes half as long as to sort them by site.
_LENGTHS = """
SELECT word_count, count(*) FROM articles
WHERE site = ? AND status != 'erased' AND kind = 'article' AND word_count > 0 GROUP BY word_count
"""
_SOON = """(
    -- The first two are quicker to tell, and are most stories.
    articles.first_seen < date_published_utc OR substr(articles.first_seen, 1, 10) = substr(date_published_utc, 1, 10)
    OR articles.first_seen < strftime('%Y-%m-%dT%H:%M', date_published_utc, '+1 day')
)"""
"""A story that was found late may have been edited before: only those count that were seen within a day."""
_WATCHED = f"SELECT site, count(*) FROM articles WHERE {_KEPT} AND {_SOON} GROUP BY site"
# Both are read from indexes alone, and put together in memory: one by one their rows are far apart.
_EDITED = f"""
WITH edited AS MATERIALIZED (
    SELECT id, site, first_seen, CASE date_precision WHEN 'day' THEN first_seen ELSE date_published_utc END AS born
    FROM articles WHERE revision_count > 1 AND {_KEPT} AND {_SOON}
)
SELECT site, (julianday(second.first_seen) - min(julianday(edited.first_seen), julianday(born))) * 24
FROM revisions AS second CROSS JOIN edited ON edited.id = second.article_id
WHERE number > 1 AND number = 2
"""
_VANISHED = f"""
SELECT substr(at, 1, 10) AS day, sum(event = 'gone'), sum(event = 'restored')
FROM events CROSS JOIN articles INDEXED BY articles_filter ON articles.id = article_id
WHERE event IN ('gone', 'restored') AND {_KEPT} GROUP BY day ORDER BY day
"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A year of a site."""

    site: str
    first: str
    """The day of its first story or first run: before it nothing is missing. ISO 8601."""
    last: str
    """The day of the archive's last run; that of the year's last story, where it is later."""
    stories: dict[str, int]
    """Day of publication, as the pages tell it -> stories; days with none are not in it."""
    looked: set[str]
    """Days, in UTC, on which a run was at the site."""
    watched: tuple[str, str] | None
    """The days of the site's first run and of the archive's last; None: it was only read from captured pages."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long the stories of a site are; galleries, videos and live blogs left out."""

    site: str
    counts: dict[int, int]
    """Words -> stories."""

    @property
    def stories(self) -> int:
        """How many were counted."""
        return sum(self.counts.values())

    def quantile(self, share: float) -> int:
        """Words that such a share of the stories does not exceed: 0.5 is the median."""
        left = share * self.stories
        for words in sorted(self.counts):
            left -= self.counts[words]
            if left <= 0:
                return words
        return max(self.counts, default=0)

    def bins(self, width: int, last: int) -> list[int]:
        """Stories of 1 to width words, of up to twice as many, and so on; the last bin takes all that are longer."""
        binned = Counter[int]()
        for words, count in self.counts.items():
            binned[min((words - 1) // width, last)] += count
        return [binned[number] for number in range(last + 1)]


@dataclass(frozen=True, slots=True)
class Edits:
    """How many stories of a site changed after their publication, and how soon."""

    site: str
    watched: int
    """Stories that were seen within a day of their publication."""
    hours: list[float]
    """From publication to when the first other version was seen, for each of them that has one; in order."""

    def within(self, hours: float) -> int:
        """How many had changed by then."""
        return bisect_left(self.hours, hours + 1e-6)


@dataclass(frozen=True, slots=True)
class Vanished:
    """Stories whose pages vanished or came back, of one day or of several."""

    gone: int = 0
    restored: int = 0

    def __add__(self, other: Vanished) -> Vanished:
        return Vanished(self.gone + other.gone, self.restored + other.restored)


@dataclass(slots=True)
class _Looks:
    """When runs were at sites."""

    days: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    first: dict[str, str] = field(default_factory=dict)
    last: str = ""


def years(db: Database, site: str | None = None) -> dict[int, int]:
    """Years of publication -> stories."""
    found = db.conn.execute(_YEARS, {"site": site})
    return {int(year): count for year, count in found if year.isdecimal() and "1000" <= year < "9999"}


def coverage(db: Database, year: int, sites: list[str]) -> list[Coverage]:
    """A year of some sites, in their order. Sites that were unknown then are left out."""
    looks = _looks(db, year)
    found = (_coverage(db, year, site, looks) for site in sites)
    return [one for one in found if one.stories or one.looked]


def _coverage(db: Database, year: int, site: str, looks: _Looks) -> Coverage:
    values = {
        "site": site,
        "since": f"{year:04}",
        "before": f"{year + 1:04}",
        "earlier": f"{year - 1:04}-12-30",
        "later": f"{year + 1:04}-01-03",
    }
    stories = dict(db.conn.execute(_DAYS, values).fetchall())
    oldest = (db.conn.execute(_FIRST, (site,)).fetchone()[0] or "9999")[:10]
    return Coverage(
        site=site,
        first=min([oldest, looks.first.get(site, oldest), *stories]),
        last=max([looks.last, *stories]),
        stories=stories,
        looked={day for day in looks.days[site] if day[:4] == f"{year:04}"},
        watched=(looks.first[site], looks.last) if site in looks.first else None,
    )


def _looks(db: Database, year: int) -> _Looks:
    looks = _Looks(last=(db.conn.execute(_LAST_RUN).fetchone() or [""])[0][:10])
    for listed, since in db.conn.execute(_FIRST_RUNS):
        looks.first.update(dict.fromkeys(listed.split(", "), since[:10]))  # the latest first: the earliest stays
    values = {"since": f"{year:04}", "before": f"{year + 1:04}"}
    for listed, since, until in db.conn.execute(_RUNS, values):
        days = _between(max(since, f"{year:04}-01-01"), min(until, f"{year:04}-12-31"))
        for site in listed.split(", "):
            looks.days[site].update(days)
    return looks


def _between(first: str, last: str) -> list[str]:
    if first > last:
        return []
    begin = date.fromisoformat(first)
    return [str(begin + timedelta(days=n)) for n in range((date.fromisoformat(last) - begin).days + 1)]


def lengths(db: Database, site: str | None = None) -> list[Lengths]:
    """How long stories are, by site."""
    found = (Lengths(name, dict(db.conn.execute(_LENGTHS, (name,)).fetchall())) for name in names(db))
    return [one for one in found if one.counts and site in (None, one.site)]


def edits(db: Database, site: str | None = None) -> list[Edits]:
    """How soon stories changed, by site."""
    hours: dict[str, list[float]] = defaultdict(list)
    for name, taken in db.conn.execute(_EDITED, {"site": site}):
        hours[name].append(max(taken, 0.0))
    watched = db.conn.execute(_WATCHED, {"site": site}).fetchall()
    return [Edits(name, count, sorted(hours[name])) for name, count in sorted(map(tuple, watched))]


def vanished(db: Database, site: str | None = None) -> dict[str, Vanished]:
    """Stories whose pages vanished or came back, by day (UTC) on which that was seen."""
    return {day: Vanished(*counts) for day, *counts in db.conn.execute(_VANISHED, {"site": site})}
