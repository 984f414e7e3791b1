"""Raw pages as they came, each payload once, in the file beside the archive."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import zstandard

from newscrawl.archive.connection import immediate
from newscrawl.items import Capture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

__all__ = ["Captures", "payload_digest"]

LEVEL = 9
"""6.4 times smaller at little cost; more does not pay."""


def payload_digest(body: bytes) -> str:
    """The capture's key: "sha256:" and the hex digest of the decoded payload (WARC-Payload-Digest)."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


class Captures:
    """The captures of one archive."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._compressor = zstandard.ZstdCompressor(level=LEVEL)

    def keep(self, captures: Iterable[Capture]) -> None:
        """Write captures and commit them: before the revisions that name them are."""
        rows = []
        for capture in captures:
            rows.append(
                (
                    payload_digest(capture.body),
                    capture.url,
                    capture.fetched_at,
                    capture.http_status,
                    json.dumps(capture.headers, ensure_ascii=False),
                    self._compressor.compress(capture.body),
                    len(capture.body),
                )
            )
        if rows:
            with immediate(self.db):
                self.db.conn.executemany(
                    "INSERT INTO captures (payload_digest, url, fetched_at, http_status, headers, body,"
                    " uncompressed_bytes) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    rows,
                )

    def get(self, digest: str) -> Capture | None:
        """One capture by its digest."""
        row = self.db.conn.execute("SELECT * FROM captures WHERE payload_digest = ?", (digest,)).fetchone()
        if row is None:
            return None
        return Capture(
            url=row["url"],
            fetched_at=row["fetched_at"],
            http_status=row["http_status"],
            headers=[(name, value) for name, value in json.loads(row["headers"])],
            body=zstandard.ZstdDecompressor().decompress(row["body"], max_output_size=row["uncompressed_bytes"]),
        )
