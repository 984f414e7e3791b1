"""Hosts that refused (429, 503) and have not answered since: what a run leaves to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.rests import Rest

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["HostRests"]


class HostRests:
    """The rests of hosts, for all runs of all sites."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Rest]:
        """Every host that has not answered since it refused."""
        return [Rest(*row) for row in self._db.conn.execute("SELECT host, rest_until, rest_seconds, why FROM hosts")]

    def rest(self, rest: Rest) -> None:
        """Remember a rest (writes; call it inside a transaction)."""
        self._db.conn.execute(
            "INSERT INTO hosts (host, rest_until, rest_seconds, why) VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE"
            " SET rest_until = excluded.rest_until, rest_seconds = excluded.rest_seconds, why = excluded.why",
            (rest.host, rest.until, rest.seconds, rest.why),
        )

    def answered(self, host: str) -> None:
        """Forget the rest of a host that answered (writes; call it inside a transaction)."""
        self._db.conn.execute("DELETE FROM hosts WHERE host = ?", (host,))
