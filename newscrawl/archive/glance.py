"""Every site at a glance: when it was visited last, what came lately, and what is wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Glance", "glances"]

_SITES = "SELECT name FROM sites WHERE ?1 IS NULL OR name = ?1 ORDER BY name"
# From one list of sites to the next in the index: there are few, and very many runs.
_RUNS = """
WITH RECURSIVE lists (site) AS (
    SELECT min(site) FROM runs
    UNION ALL SELECT (SELECT min(site) FROM runs WHERE runs.site > lists.site) FROM lists WHERE site IS NOT NULL
)
SELECT id, site, started_at, finished_at, finish_reason, exit_status, problems FROM runs WHERE id IN (
    SELECT (SELECT max(id) FROM runs WHERE runs.site = lists.site) FROM lists
    UNION
    SELECT (SELECT id FROM runs WHERE runs.site = lists.site AND finished_at != '' ORDER BY id DESC LIMIT 1) FROM lists
) ORDER BY id DESC
"""
"""Of each list of sites that runs had the last run, and the last that came to its end."""
_NEWEST = """
SELECT max(date_published_utc) FROM articles WHERE site = ? AND date_published_utc <= ?
"""
_DAYS = """
SELECT substr(date_published_utc, 1, 10) AS day, count(*) FROM articles
WHERE site = ? AND date_published_utc >= ? AND date_published_utc < ? GROUP BY day
"""
_FINDINGS = "SELECT run_id, findings FROM run_sites WHERE site = ? ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What is known of how a site is doing."""

    site: str
    run_id: int | None
    """Its last run; None: it was only read from captured pages, or has never been visited."""
    started_at: str | None
    finish_reason: str | None
    """Empty while it runs."""
    exit_status: int | None
    newest: str | None
    """When its newest story was published: ISO 8601, UTC."""
    days: list[int]
    """Stories published on each of the last days, in UTC, today's last."""
    told_by: int | None
    """The last run that came to its end, in whatever way."""
    problems: list[str]
    """What that one told, a line each."""
    findings: list[dict[str, Any]]
    """The same of the site alone, as the monitors wrote it: `monitor`, `text`, `since`, `since_run`, …"""


def glances(db: Database, *, today: date, days: int, site: str | None = None) -> list[Glance]:
    """Every site (or one), by name; `days`: how many days are counted."""
    names = [row["name"] for row in db.conn.execute(_SITES, (site,))]
    last: dict[str, Any] = {}
    ended: dict[str, Any] = {}
    for run in db.conn.execute(_RUNS):
        for name in run["site"].split(", "):
            last.setdefault(name, run)
            if run["finished_at"]:
                ended.setdefault(name, run)
    return [_glance(db, name, last.get(name), ended.get(name), today, days) for name in names]


def _glance(db: Database, site: str, run: Any, ended: Any, today: date, days: int) -> Glance:
    first, after = today - timedelta(days=days - 1), today + timedelta(days=1)
    counts = dict(db.conn.execute(_DAYS, (site, first.isoformat(), after.isoformat())).fetchall())
    findings = db.conn.execute(_FINDINGS, (site,)).fetchone()
    current = bool(findings and ended and findings["run_id"] == ended["id"])
    return Glance(
        site=site,
        run_id=run["id"] if run else None,
        started_at=run["started_at"] if run else None,
        finish_reason=run["finish_reason"] if run else None,
        exit_status=run["exit_status"] if run else None,
        newest=db.conn.execute(_NEWEST, (site, after.isoformat())).fetchone()[0],
        days=[counts.get((first + timedelta(days=day)).isoformat(), 0) for day in range(days)],
        told_by=ended["id"] if ended else None,
        problems=json.loads(ended["problems"]) if ended else [],
        findings=json.loads(findings["findings"]) if current else [],
    )
