"""What hosts said in their robots.txt: a row of the ledger each, and the rules beside it, for all runs of all sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.items import RobotsVisit

__all__ = ["RobotsFiles", "Rules"]

LAST_GOOD = timedelta(days=30)
"""For how long the last good copy holds while no other can be had (RFC 9309, section 2.3.1.4)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The last good copy of a robots.txt."""

    text: str
    """What is parsed of it; empty where there are no rules."""
    fetched_at: str
    """When the server gave or confirmed them: ISO 8601, UTC."""
    visited_at: str
    """When it was last asked, with or without success."""
    due_at: str
    """When to ask again."""
    etag: str | None
    """ETag that came with them (RFC 9110, section 8.8.3)."""
    last_modified: str | None
    """Last-Modified that came with them, as sent."""

    def is_fresh(self, now: str) -> bool:
        """Whether they are used without asking. (A run's clock may have been set back.)"""
        return self.visited_at <= now < self.due_at

    def may_stand_in(self, now: str) -> bool:
        """Whether they hold although the server cannot give any now."""
        return datetime.fromisoformat(now) - datetime.fromisoformat(self.fetched_at) <= LAST_GOOD


_ROW = """
INSERT INTO pages (site, url, kind, state, reason, discovered_at, visited_at, due_at, http_status, etag, last_modified,
    visit_count, change_count, attempts)
VALUES (:site, :url, 'robots', :state, :reason, :at, :at, :due_at, :http_status, :etag, :last_modified, :answered, 0,
    :failed)
ON CONFLICT (site, url) DO UPDATE SET
    kind = 'robots', state = :state, reason = :reason, visited_at = :at, due_at = :due_at, http_status = :http_status,
    etag = :etag, last_modified = :last_modified, visit_count = visit_count + :answered,
    change_count = change_count + :changed, attempts = CASE WHEN :failed THEN attempts + 1 ELSE 0 END
"""


class RobotsFiles:
    """The robots.txt files that an archive knows."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self, url: str) -> Rules | None:
        """The last good copy, whichever site's run asked for it."""
        row = self._db.conn.execute(
            "SELECT rules, fetched_at, visited_at, due_at, etag, last_modified FROM robots JOIN pages USING (url)"
            " WHERE url = ? AND kind = 'robots' ORDER BY visited_at DESC LIMIT 1",
            (url,),
        ).fetchone()
        return Rules(*row) if row else None

    def write(self, visit: RobotsVisit, *, site: str, run_id: int) -> None:
        """Book that a robots.txt was asked for (writes; call it inside a transaction)."""
        known, failed = self.known(visit.url), visit.text is None
        outcome = "failed" if failed else "new" if known is None else "changed"
        if known and known.text == visit.text:
            outcome = "not_modified" if visit.http_status == 304 else "unchanged"
        same = known if failed or outcome == "not_modified" else None
        values = {
            "site": site,
            "url": visit.url,
            "at": visit.at,
            "due_at": visit.due_at,
            "state": "failed" if failed else "done",
            "reason": visit.reason,
            "http_status": visit.http_status,
            "etag": visit.etag or (same.etag if same else None),
            "last_modified": visit.last_modified or (same.last_modified if same else None),
            "answered": int(visit.http_status is not None),
            "changed": int(outcome == "changed"),
            "failed": int(failed),
        }
        self._db.conn.execute(_ROW, values)
        if not failed:
            self._db.conn.execute(
                "INSERT INTO robots VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET"
                " fetched_at = excluded.fetched_at, rules = excluded.rules",
                (visit.url, visit.at, visit.text),
            )
        self._db.conn.execute(
            "INSERT INTO visits (url, at, run_id, http_status, bytes, outcome, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (visit.url, visit.at, run_id, visit.http_status, visit.bytes, outcome, visit.reason),
        )
