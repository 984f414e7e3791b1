"""Archives of any size, quickly: one of some thousand stories (`benchmarks.browse.fill`), and its rows many times over.

Each further time has addresses, fingerprints and raw pages of its own; its texts are the same words. Indexes, full-text
ones too, are made at the end. `scrapy verify` finds such an archive sound.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.browse import listings
from benchmarks.browse.fill import fill
from newscrawl.archive.captures import payload_digest
from newscrawl.archive.connection import raw_path
from newscrawl.archive.dictionaries import Dictionaries
from newscrawl.archive.scripts import backfill

__all__ = ["build"]

BASE = 10_000
"""Stories that are made one by one."""
_STEP = 1_000_003
"""Between the fingerprints of two times."""
_LATER = "SELECT type, name, sql FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL"
_OWN: dict[str, tuple[str, dict[str, str]]] = {
    "articles": ("id", {
        "id": "id + :o", "url": "again(url)", "page_url": "again(page_url)", "revision_id": "revision_id + :r",
        "cluster_id": "cluster_id + :o",
    }),
    "revisions": ("article_id", {
        "id": "id + :r", "article_id": "article_id + :o", "capture_digest": "kept(capture_digest)",
    }),
    "events": ("article_id", {"id": "NULL", "article_id": "article_id + :o"}),
    "aliases": ("article_id", {"url": "again(url)", "article_id": "article_id + :o"}),
    "images": ("article_id", {"article_id": "article_id + :o"}),
    "links": ("article_id", {"article_id": "article_id + :o"}),
    "copies": ("other_id", {"article_id": "article_id + :o", "other_id": "other_id + :o"}),
    "live_entries": ("article_id", {"id": "NULL", "article_id": "article_id + :o"}),
    "story_marks": ("article_id", {"article_id": "article_id + :o"}),
    "story_prints": ("article_id", {"article_id": "article_id + :o", "prints": "shifted(prints)"}),
    "fingerprints": ("article_id", {"hash": "shift(hash)", "article_id": "article_id + :o"}),
    "pages": ("id", {"id": "NULL", "url": "again(url)", "bare": "again(bare)", "article_id": "article_id + :o"}),
    "visits": ("id", {"id": "NULL", "url": "again(url)", "revision_id": "revision_id + :r"}),
    "teasers": ("id", {"id": "NULL", "article_url": "again(article_url)"}),
}  # fmt: skip
"""Of each table the column that tells its first rows from those that came again, and what such a row is."""
_WHERE = {"pages": "again(url) != url", "visits": "again(url) != url"}
"""Listings do not come again."""


class _Times:
    """How each time's rows differ from the first one's."""

    def __init__(self) -> None:
        self.number = 0
        self.digests: dict[str, str] = {}
        """Key of each first capture -> key of what it is this time."""

    def again(self, url: str | None) -> str | None:
        """An address of the same family: https://daily.example/news/2015/01/02/17 -> /news/3000002015/01/02/17."""
        if url is None:
            return None
        parts = url.split("/")
        at = 4 if parts[0].endswith(":") else 2
        if len(parts) > at and parts[at]:
            parts[at] = f"{self.number}00000{parts[at]}"
        return "/".join(parts)

    def shift(self, mark: int) -> int:
        return (mark + self.number * _STEP + (1 << 47)) % (1 << 48) - (1 << 47)

    def shifted(self, prints: bytes) -> bytes:
        marks = (int.from_bytes(prints[n : n + 6], "big", signed=True) for n in range(0, len(prints), 6))
        return b"".join(self.shift(mark).to_bytes(6, "big", signed=True) for mark in marks)


def build(path: Path, count: int) -> None:
    """Write an archive of so many articles, a multiple of `BASE`."""
    times, part = count // BASE, path.with_name("part") / path.name
    # As many looks for each story, whatever their number; `listings` reads this with every call.
    listings.EVERY = timedelta(days=10) / min(times, 10)
    fill(part, BASE, lambda name: name.encode() * 20)
    with closing(_unlocked(part)) as db, closing(_unlocked(raw_path(part))) as raw:
        later = [(one, tuple(row)) for one in (db, raw) for row in one.conn.execute(_LATER)]
        for one, (kind, name, _) in later:
            one.conn.execute(f"DROP {kind} {name}")
        for one in (db, raw):
            one.conn.execute("BEGIN")
        _multiply(db, raw, times)
        _index(db)
        for one in (db, raw):
            one.conn.execute("COMMIT")
        for one, (_, _, sql) in sorted(later, key=lambda made: made[1][0]):  # triggers last
            one.conn.execute(sql)
        for one in (db, raw):
            one.conn.execute("PRAGMA journal_mode = WAL")
    for file in (part, raw_path(part)):
        shutil.move(file, path.with_name(file.name))
    shutil.rmtree(part.parent)


def _unlocked(path: Path) -> Database:
    """A database that keeps nothing safe, for speed."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.row_factory = sqlite3.Row
    for pragma in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
        conn.execute(f"PRAGMA {pragma}")
    return Database(conn)


def _multiply(db: Database, raw: Database, times: int) -> None:
    own, conn = _Times(), db.conn
    for name, call in (("again", own.again), ("shift", own.shift), ("shifted", own.shifted)):
        conn.create_function(name, 1, call)
    conn.create_function("kept", 1, own.digests.get)
    # Fingerprints are sorted before they are written, which is far quicker.
    conn.execute("CREATE TEMP TABLE drawn AS SELECT * FROM fingerprints WHERE false")
    first = {table: conn.execute(f"SELECT max({key}) FROM {table}").fetchone()[0] for table, (key, _) in _OWN.items()}
    revisions = conn.execute("SELECT max(id) FROM revisions").fetchone()[0]
    dictionaries = Dictionaries(raw)
    pages = dictionaries.sound(raw.conn.execute("SELECT * FROM captures WHERE url LIKE '%/20%'"))
    for own.number in range(1, times):
        own.digests.clear()
        names = ", ".join(pages[0][0].keys())
        marks = ", ".join("?" * len(pages[0][0]))
        raw.conn.executemany(f"INSERT INTO captures ({names}) VALUES ({marks})", _captures(dictionaries, pages, own))
        for table, (key, changed) in _OWN.items():
            columns = [row["name"] for row in conn.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(changed.get(name, name) for name in columns)
            target = "drawn" if table == "fingerprints" else table
            conn.execute(
                f"INSERT INTO {target} ({', '.join(columns)}) SELECT {values} FROM {table}"
                f" WHERE {key} <= :first AND {_WHERE.get(table, 'true')}",
                {"o": own.number * BASE, "r": own.number * revisions, "first": first[table]},
            )
    conn.execute("INSERT OR IGNORE INTO fingerprints SELECT * FROM drawn ORDER BY hash, article_id")
    conn.execute("DROP TABLE drawn")


def _captures(
    dictionaries: Dictionaries, pages: list[tuple[sqlite3.Row, bytes]], own: _Times
) -> Iterator[tuple[object, ...]]:
    """The raw pages, each with a remark that makes it another one."""
    for row, payload in pages:
        body = b"%b<!-- %d -->" % (payload, own.number)
        digest = own.digests[row["payload_digest"]] = payload_digest(body)
        packed, dictionary = dictionaries.compress(body, (row["site"], row["kind"]))
        changed = {"payload_digest": digest, "url": own.again(row["url"]), "body": packed, "dictionary_id": dictionary}
        yield tuple({**dict(row), **changed, "uncompressed_bytes": len(body)}.values())


def _index(db: Database) -> None:
    """Make the full-text indexes anew."""
    for index in ("articles_fts", "revisions_fts"):
        db.conn.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    db.conn.execute("DELETE FROM revisions_fts_parted")
    backfill(db)
