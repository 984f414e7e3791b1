"""Raw pages as they came, each payload once, in the file beside the archive."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from newscrawl.archive.connection import locked
from newscrawl.archive.dictionaries import Dictionaries, group_of
from newscrawl.archive.jsontext import encode
from newscrawl.archive.shredding import shred
from newscrawl.exceptions import DamagedError
from newscrawl.items import Capture
from newscrawl.urls import near_spellings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from sqlite_utils import Database

__all__ = ["Captures", "Sighting", "digest_of", "payload_digest"]


def payload_digest(body: bytes) -> str:
    """The capture's key: "sha256:" and the hex digest of the decoded payload (WARC-Payload-Digest)."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def digest_of(capture: Capture) -> str:
    """A capture's key, worked out once: a version of a story names it, and then the capture is written under it."""
    if capture.digest is None:
        capture.digest = payload_digest(capture.body)
    return capture.digest


@dataclass(frozen=True, slots=True)
class Sighting:
    """One time at which a payload came: the first, which is its capture, or a further one."""

    digest: str
    """Key of the capture."""
    url: str
    """Address that answered."""
    fetched_at: str
    """ISO 8601, UTC."""
    http_status: int
    first: bool
    """Whether the capture itself tells this."""
    bytes: int
    """Size of the payload."""


_SIGHTINGS = (
    "SELECT payload_digest, url, fetched_at, http_status, 1 AS first, uncompressed_bytes FROM captures WHERE {where}"
    " UNION ALL SELECT payload_digest, s.url, s.fetched_at, s.http_status, 0, c.uncompressed_bytes"
    " FROM sightings s JOIN captures c USING (payload_digest) WHERE {further}"
    " ORDER BY fetched_at, first DESC, payload_digest, 2"
)
_FURTHER = (
    "INSERT INTO sightings (payload_digest, url, fetched_at, http_status, headers) SELECT ?1, ?2, ?3, ?4, ?5"
    " WHERE NOT EXISTS (SELECT 1 FROM captures WHERE payload_digest = ?1 AND url = ?2 AND fetched_at = ?3)"
    " ON CONFLICT DO NOTHING"
)
_MANY = 500
"""Parameters of one statement; SQLite takes some thousands."""


class Captures:
    """The captures of one archive."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.dictionaries = Dictionaries(db)
        db.conn.execute("PRAGMA secure_delete=ON")  # what is compressed anew leaves nothing of its old form behind

    def keep(self, captures: Iterable[Capture]) -> None:
        """Write captures and commit them: before the revisions that name them are."""
        coming = iter(captures)
        for first in coming:
            with locked(self.db):
                for capture in chain([first], coming):
                    for part in (capture, *capture.parts):
                        self._write(part)

    def _write(self, capture: Capture) -> None:
        conn, digest = self.db.conn, digest_of(capture)
        headers = encode(capture.headers)
        if conn.execute("SELECT 1 FROM captures WHERE payload_digest = ?", (digest,)).fetchone():
            conn.execute(_FURTHER, (digest, capture.url, capture.fetched_at, capture.http_status, headers))
            return
        group = group_of(capture.url, capture.kind)
        body, dictionary = self.dictionaries.compress(capture.body, group)
        conn.execute(
            "INSERT INTO captures (payload_digest, url, fetched_at, http_status, headers, body, dictionary_id,"
            " uncompressed_bytes, site, kind, ip_address, protocol, request_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                digest,
                capture.url,
                capture.fetched_at,
                capture.http_status,
                headers,
                body,
                dictionary,
                len(capture.body),
                *group,
                capture.ip_address,
                capture.protocol,
                self._request(capture.request_headers),
            ),
        )
        self.dictionaries.written(group, len(capture.body), len(body), dictionary)

    def _request(self, headers: list[tuple[str, str]]) -> int | None:
        """The row of what was sent; nearly all requests of a run send the same."""
        if not headers:
            return None
        text = encode(headers)
        conn = self.db.conn
        known = conn.execute("SELECT id FROM requests WHERE headers = ?", (text,)).fetchone()
        return known[0] if known else conn.execute("INSERT INTO requests (headers) VALUES (?)", (text,)).lastrowid

    def get(self, digest: str) -> Capture | None:
        """One capture by its digest. Raises DamagedError where it does not unpack."""
        sql = (
            "SELECT captures.*, requests.headers AS sent FROM captures LEFT JOIN requests ON requests.id = request_id"
            " WHERE payload_digest = ?"
        )
        row = self.db.conn.execute(sql, (digest,)).fetchone()
        if row is None:
            return None
        return Capture(
            url=row["url"],
            fetched_at=row["fetched_at"],
            http_status=row["http_status"],
            headers=_pairs(row["headers"]),
            body=self.dictionaries.decompress(row),
            kind=row["kind"],
            ip_address=row["ip_address"],
            protocol=row["protocol"],
            request_headers=_pairs(row["sent"] or "[]"),
        )

    def seen(self, sighting: Sighting) -> Capture | None:
        """What came at one time: the payload's capture, with address, time and headers of that time. Raises
        DamagedError."""
        capture = self.get(sighting.digest)
        if capture is None or sighting.first:
            return capture
        sql = "SELECT headers FROM sightings WHERE payload_digest = ? AND url = ? AND fetched_at = ?"
        row = self.db.conn.execute(sql, (sighting.digest, sighting.url, sighting.fetched_at)).fetchone()
        return Capture(
            url=sighting.url,
            fetched_at=sighting.fetched_at,
            http_status=sighting.http_status,
            headers=_pairs(row["headers"]) if row else [],
            body=capture.body,
            kind=capture.kind,
            protocol=capture.protocol,
        )

    def sightings(self, urls: Sequence[str], digests: Sequence[str] = ()) -> list[Sighting]:
        """When some addresses were captured, and some payloads; by time, the oldest first."""
        found: set[Sighting] = set()
        for column, values in (("url", urls), ("payload_digest", digests)):
            for start in range(0, len(values), _MANY):
                some = values[start : start + _MANY]
                marks = ", ".join("?" * len(some))
                sql = _SIGHTINGS.format(where=f"{column} IN ({marks})", further=f"s.{column} IN ({marks})")
                found.update(_sighting(row) for row in self.db.conn.execute(sql, (*some, *some)))
        return sorted(found, key=lambda s: (s.fetched_at, not s.first, s.digest, s.url))

    def since(self, digest: str, moment: str) -> Capture | None:
        """A payload as it first came at a `moment` (ISO 8601, UTC) or later; else as it first came of all."""
        found = next((s for s in self.sightings((), [digest]) if s.fetched_at >= moment), None)
        return self.seen(found) if found else self.get(digest)

    def part(self, url: str, first: Capture) -> Capture | None:
        """A further page of a story as it came after this look at its `first` page, and before the next one."""
        then = first.fetched_at
        until = next((s.fetched_at for s in self.sightings([first.url]) if s.fetched_at > then), "9999")
        mine = (s for s in self.sightings(near_spellings(url)) if then <= s.fetched_at < until and s.http_status < 300)
        found = next(mine, None)
        return self.seen(found) if found else None

    def first(self, digest: str) -> Sighting | None:
        """The sighting of a payload that its capture tells."""
        return next((s for s in self.sightings((), [digest]) if s.first), None)

    def all_sightings(self) -> Iterator[Sighting]:
        """All that was captured, by time, the oldest first; as of now, whatever is written meanwhile."""
        for row in self.db.conn.execute(_SIGHTINGS.format(where="1", further="1")):
            yield _sighting(row)

    def erase(self, digests: Iterable[str]) -> int:
        """Erase captures for good, with all that was made from them (writes); how many there were.

        May be called again for the same ones. Raises ArchiveError while another program keeps the old pages in use.
        """
        return shred(self.db, self.dictionaries, digests)


def _sighting(row: sqlite3.Row) -> Sighting:
    return Sighting(row[0], row[1], row[2], row[3], bool(row[4]), row[5])


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return [(name, value) for name, value in json.loads(text)]
    except (ValueError, TypeError) as error:
        told = f"the headers of a capture are damaged ({error})"
        raise DamagedError(f"{told}: see what `scrapy verify` tells, or restore a backup") from error
