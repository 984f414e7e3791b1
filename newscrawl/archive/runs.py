"""The book of runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newscrawl.archive.connection import immediate
from newscrawl.archive.health import Health
from newscrawl.archive.recovery import note_description
from newscrawl.archive.sites import completed, keep_site

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from newscrawl.archive.health import Seen
    from newscrawl.site import Site

__all__ = ["COUNTS", "Runs"]

COUNTS = ("found", "archived", "skipped", "failed", "gone", "pending")
"""Columns of the view `completeness`."""


class Runs:
    """Runs of one archive, and the sites they covered."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._health = Health(db)

    def completed(self, site: Site, *, described: bool = True) -> Site:
        """A site with what earlier runs knew of it and its description does not tell: zone, language and country; what
        they knew comes first where it is not `described`."""
        return completed(self._db, site, described=described)

    def start(self, spider: str, sites: Sequence[Site], at: str) -> tuple[int, str]:
        """Book a run's start (writes). Returns its id and the moment since which its pass over the site goes on.

        A pass outlives its run: what a killed or interrupted run visited is not asked again by the next one.
        """
        name = ", ".join(site.name for site in sites) or spider
        with immediate(self._db):
            for site in sites:
                keep_site(self._db, site)
                note_description(self._db, site, at)
            # Its lock is free, so a run without an end was killed.
            self._db.conn.execute(
                "UPDATE runs SET finish_reason = 'killed' WHERE spider = ? AND site = ? AND finish_reason IS NULL",
                (spider, name),
            )
            since = at
            sql = "SELECT started_at, finish_reason FROM runs WHERE spider = ? AND site = ? ORDER BY id DESC"
            for row in self._db.conn.execute(sql, (spider, name)):
                if row["finish_reason"] == "finished":
                    break
                since = row["started_at"]
            cursor = self._db.conn.execute(
                "INSERT INTO runs (spider, site, started_at) VALUES (?, ?, ?)", (spider, name, at)
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid, since

    def finish(
        self,
        run_id: int,
        *,
        at: str,
        reason: str,
        status: int,
        counts: Mapping[str, Any],
        problems: Sequence[str],
        seen: Sequence[Seen] = (),
    ) -> None:
        """Book a run's end, and what it saw of its sites (writes)."""
        with immediate(self._db):
            self._health.write(seen)
            self._db.conn.execute(
                "UPDATE runs SET finished_at = ?, finish_reason = ?, exit_status = ?, counts = ?, problems = ?"
                " WHERE id = ?",
                (at, reason, status, json.dumps(counts), json.dumps(problems, ensure_ascii=False), run_id),
            )

    def last_starts(self) -> dict[str, str]:
        """Name of each site that a run of its own asked -> when the last such run began: ISO 8601, UTC."""
        return dict(self._db.conn.execute("SELECT site, max(started_at) FROM runs GROUP BY site").fetchall())

    def unlearnt(self, spider: str) -> list[str]:
        """Front pages of the sites that runs of a spider read and did not learn from to the end: since the last run
        that did, they were killed or interrupted, or ran out of time."""
        sql = """
            SELECT DISTINCT sites.home FROM runs JOIN visits ON visits.run_id = runs.id
            JOIN aliases ON aliases.url = visits.url JOIN articles ON articles.id = aliases.article_id
            JOIN sites ON sites.name = articles.site
            WHERE spider = ?1 AND outcome IN ('new', 'changed') AND runs.id > coalesce((
                SELECT max(id) FROM runs WHERE spider = ?1 AND finish_reason = 'finished'
                    AND json_extract(counts, '$.articles_left') IS NULL
            ), 0)
        """
        return [row["home"] for row in self._db.conn.execute(sql, (spider,))]

    def latest(self, limit: int, site: str | None = None) -> list[sqlite3.Row]:
        """The last runs, of any site or of those that covered one, newest first."""
        sql = """
            SELECT * FROM runs WHERE ?1 IS NULL OR instr(', ' || site || ', ', ', ' || ?1 || ', ')
            ORDER BY id DESC LIMIT ?2
        """
        return self._db.conn.execute(sql, (site, limit)).fetchall()

    def completeness(self, days: int, site: str | None = None) -> list[tuple[object, ...]]:
        """What became of the stories known of: of each site its last days of publication, newest first, what is older,
        what has no day, and the sum."""
        sums = ", ".join(f"sum({name})" for name in COUNTS)
        sql = f"""
            WITH ranked AS (
                SELECT *, row_number() OVER (PARTITION BY site ORDER BY day DESC NULLS LAST) AS place
                FROM completeness WHERE :site IS NULL OR site = :site
            ), told AS (
                SELECT *, CASE WHEN day IS NULL THEN 'no day' WHEN place > :days THEN 'before' ELSE day END AS name,
                    CASE WHEN day IS NULL THEN 2 ELSE place > :days END AS rank
                FROM ranked
            )
            SELECT site, name, {sums} FROM (SELECT * FROM told UNION ALL SELECT *, 'all', 3 FROM ranked)
            GROUP BY site, name ORDER BY site, min(rank), name DESC
        """
        return [tuple(row) for row in self._db.conn.execute(sql, {"site": site, "days": days})]
