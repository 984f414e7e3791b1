"""What runs saw of their sites, run by run: what monitors compare with, and what they found."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl.archive.figures import Figures, figures, newest_page
from newscrawl.archive.recovery import recover
from newscrawl.archive.revisit import born
from newscrawl.archive.summary import Summary, summarize, unread_front

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from sqlite_utils import Database

__all__ = ["Health", "Seen"]

MOST_RUNS = 2_000
"""Runs of a site that are compared with at most."""
MOST_STORIES = 4_000
DAYS = timedelta(days=60)
"""How far back runs are compared with."""
RHYTHM = timedelta(weeks=26)
"""How far back stories tell a site's rhythm."""

_STORIES = """
SELECT date_published_utc AS published, date_precision AS precision, first_seen FROM articles
WHERE site = ?1 AND date_published_utc BETWEEN ?2 AND ?3 ORDER BY date_published_utc DESC LIMIT ?4
"""
_UNDATED = """
SELECT first_seen FROM articles WHERE site = ? AND date_published_utc IS NULL AND status != 'erased'
ORDER BY id DESC LIMIT ?
"""
_OF_SITE = "instr(', ' || site || ', ', ', ' || ? || ', ')"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one run saw of one site."""

    run_id: int
    site: str
    at: str
    """When the run ended: ISO 8601, UTC."""
    whole: bool
    """Whether it looked at the site as it usually does: no part of it, no backfill, no list of addresses."""
    ratios: dict[str, tuple[float, float]] = field(default_factory=dict)
    """As in `Figures`."""
    layout: list[str] = field(default_factory=list)
    """A few words of the class names on the pages of its stories."""
    findings: list[dict[str, Any]] = field(default_factory=list)
    """What the monitors found, as they wrote it."""


class Health:
    """The book of what runs saw of their sites."""

    def __init__(self, db: Database, raw: Database | None = None) -> None:
        """`raw`: the file of raw pages, where they are kept."""
        self._db = db
        self._raw = raw

    def mark(self) -> int:
        """A mark in the ledger, to be set at a run's start."""
        return newest_page(self._db)

    def figures(self, run_id: int, sites: Collection[str], *, since: str, mark: int) -> dict[str, Figures]:
        """What a run saw of some sites, by name."""
        before = {site: at for site in sites if (at := self._well(site, run_id))}
        return figures(self._db, run_id, sites, since=since, before=before, mark=mark, raw=self._raw)

    def summary(self, site: str, run_id: int) -> Summary:
        """What a site's part of the archive is like after a run."""
        return summarize(self._db, site, run_id)

    def unread_front(self, site: str) -> str | None:
        """Why a site's front page could not be read at its last visit; None where one could."""
        return unread_front(self._db, site)

    def _well(self, site: str, run_id: int) -> str | None:
        """When the last run that found nothing wrong began: a run in trouble may have missed what was there."""
        sql = (
            "SELECT max(started_at) FROM run_sites JOIN runs ON runs.id = run_id"
            " WHERE run_sites.site = ? AND run_id < ? AND whole AND findings = '[]'"
        )
        at: str | None = self._db.conn.execute(sql, (site, run_id)).fetchone()[0]
        return at

    def write(self, seen: Iterable[Seen]) -> None:
        """Book what a run saw, and ask again for what sites that are well again kept back (writes; call it inside a
        transaction)."""
        seen = list(seen)
        for one in seen:
            recover(self._db, one)
        self._db.conn.executemany(
            "INSERT INTO run_sites (run_id, site, at, whole, figures, layout, findings) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [(s.run_id, s.site, s.at, int(s.whole), *map(_json, (s.ratios, s.layout, s.findings))) for s in seen],
        )

    def past(self, site: str, run_id: int, now: datetime) -> list[Seen]:
        """What the runs before this one saw of a site in the last weeks, the last one first."""
        sql = "SELECT * FROM run_sites WHERE site = ? AND run_id < ? AND at >= ? ORDER BY id DESC LIMIT ?"
        since = (now - DAYS).isoformat(timespec="milliseconds")
        return [_seen(row) for row in self._db.conn.execute(sql, (site, run_id, since, MOST_RUNS))]

    def looks(self, site: str, run_id: int) -> list[datetime]:
        """When the runs before this one visited a site, ascending; the first one of all among them."""
        sql = f"SELECT started_at FROM runs WHERE id < ? AND {_OF_SITE} ORDER BY id"
        return sorted(datetime.fromisoformat(row[0]) for row in self._db.conn.execute(sql, (run_id, site)))

    def stories(self, site: str, now: datetime) -> list[datetime]:
        """When the stories of a site came, in the last months, ascending: as they say, but never after they were found.

        One without a date came when it was found.
        """
        since, until = (now - RHYTHM).isoformat(), (now + timedelta(days=2)).isoformat()
        came = []
        for row in self._db.conn.execute(_STORIES, (site, since, until, MOST_STORIES)):
            found = datetime.fromisoformat(row["first_seen"])
            came.append(born(datetime.fromisoformat(row["published"]), found, day=row["precision"] == "day"))
        undated = self._db.conn.execute(_UNDATED, (site, MOST_STORIES))
        came += [found for row in undated if (found := datetime.fromisoformat(row["first_seen"])) > now - RHYTHM]
        return sorted(moment for moment in came if moment <= now)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _seen(row: sqlite3.Row) -> Seen:
    ratios = {name: (part, whole) for name, (part, whole) in json.loads(row["figures"]).items()}
    layout, findings = json.loads(row["layout"]), json.loads(row["findings"])
    return Seen(row["run_id"], row["site"], row["at"], bool(row["whole"]), ratios, layout, findings)
