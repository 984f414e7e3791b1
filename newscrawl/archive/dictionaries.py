"""Compression of captures by what they have in common: a dictionary of earlier pages for each site and kind of page.

A site's pages differ in their stories and agree in everything else. With some earlier pages as a dictionary (zstd, raw
content) a page takes a fraction of what it takes alone; `benchmarks/captures.py` measures which.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import zstandard

from newscrawl.archive.renewal import AFTER, FIRST, TESTED, Track
from newscrawl.exceptions import DamagedError
from newscrawl.urls import domain_of, host_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from sqlite_utils import Database

__all__ = ["Dictionaries", "group_of", "make_content", "pack_content", "unpack_content"]

Group = tuple[str, str]
"""Registrable domain, and kind of page: "front" or "article"; or "image": pictures have nothing in common."""

LEVEL = 6
"""Of pages that have no dictionary; 9 saves 3 % more at half the speed, and the crawl's own process pays."""
_TABLES = {
    "strategy": zstandard.STRATEGY_LAZY2,
    "window_log": 21,
    "chain_log": 17,
    "hash_log": 18,
    "search_log": 3,
    "min_match": 5,
    "target_length": 16,
}
"""How pages are compressed with a dictionary. zstd copies its tables for every page: half as large as those of level 6
and searched more closely they make pages of the same size (real ones 1 % smaller) in three quarters of the time."""
PAGES = 8
"""Pages that a dictionary is made of at most: the first does most of it, the others pay where pages are small."""
MOST_BYTES = 1024 * 1024
"""Size of a dictionary; a page that is longer counts up to here."""
AHEAD = 64
"""Pages for which a dictionary has to pay for its own size."""
LATELY = 32
"""Captures that tell how well pages of a group were compressed in the runs before."""
CATCH_UP = 8
"""Captures without a dictionary that are compressed anew with each that is written."""
READY = 8
"""Dictionaries kept ready, some 10 MB each at most; a crawl needs two for a site."""


def group_of(url: str, kind: str = "") -> Group:
    """The group whose pages are alike: by domain, fronts apart (`kind` where it is known; else by the address)."""
    if not kind:
        try:
            kind = "front" if urlsplit(url).path in ("", "/") else "article"
        except ValueError:
            kind = "article"
    return domain_of(host_of(url)), kind if kind in ("front", "image") else "article"


def make_content(pages: list[bytes]) -> tuple[bytes, int]:
    """A dictionary's content from pages, the newest first, and how many of them it holds; the newest stands last.

    What stands last is the cheapest to refer to.
    """
    parts: list[bytes] = []
    room = MOST_BYTES
    for page in pages[:PAGES]:
        if parts and len(page) > room:
            break
        parts.append(page[:room])
        room -= len(parts[-1])
    return b"".join(reversed(parts)), len(parts)


def pack_content(content: bytes, level: int = 12) -> bytes:
    """A dictionary as it is stored: its pages are alike, so a wide window leaves little more than one of them."""
    wide = zstandard.ZstdCompressionParameters.from_level(level, window_log=21, enable_ldm=True)
    return zstandard.ZstdCompressor(compression_params=wide).compress(content)


def unpack_content(packed: bytes) -> bytes:
    """A dictionary as it is used."""
    return zstandard.ZstdDecompressor().decompress(packed)


class _Coder:
    """Compresses and decompresses with one dictionary."""

    def __init__(self, content: bytes) -> None:
        data = zstandard.ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        tables = zstandard.ZstdCompressionParameters(**_TABLES)
        self.compress = zstandard.ZstdCompressor(compression_params=tables, dict_data=data).compress
        self._decompressor = zstandard.ZstdDecompressor(dict_data=data)

    def decompress(self, body: bytes, size: int) -> bytes:
        return self._decompressor.decompress(body, max_output_size=size)


class Dictionaries:
    """The dictionaries of one file of captures. All calls that write belong inside a transaction.

    Which one is current is asked of the file every time: another run may have made one, a takedown replaced it.
    """

    def __init__(self, db: Database) -> None:
        self._conn = db.conn
        self._plain = zstandard.ZstdCompressor(level=LEVEL)
        self._ready: OrderedDict[tuple[int, str], _Coder] = OrderedDict()
        self._tracks: dict[Group, Track] = {}

    def compress(self, body: bytes, group: Group) -> tuple[bytes, int | None]:
        """A payload compressed, and the dictionary (id) that it was compressed with."""
        current = self._usable(group)
        if current is None:
            return self._plain.compress(body), None
        return current[1].compress(body), current[0]

    def decompress(self, row: sqlite3.Row) -> bytes:
        """The payload of a row of `captures`. Raises DamagedError where it does not unpack."""
        body, size, dictionary = row["body"], row["uncompressed_bytes"], row["dictionary_id"]
        try:
            if dictionary is None:
                return zstandard.ZstdDecompressor().decompress(body, max_output_size=size)
            return self.coder(dictionary).decompress(body, size)
        except (zstandard.ZstdError, ValueError, TypeError, MemoryError) as error:
            told = f"the capture {row['payload_digest']} is damaged ({error})"
            raise DamagedError(f"{told}: see what `scrapy verify` tells, or restore a backup") from error

    def sound(self, rows: Iterable[sqlite3.Row]) -> list[tuple[sqlite3.Row, bytes]]:
        """Rows of `captures` with their payloads, damaged ones left out."""
        found = []
        for row in rows:
            with suppress(DamagedError):
                found.append((row, self.decompress(row)))
        return found

    def written(self, group: Group, size: int, packed: int, current: int | None) -> None:
        """Take note that a capture was written (writes): a dictionary is made, or a newer one, where that pays.

        `current`: the dictionary that it was compressed with.
        """
        if group[1] == "image":
            return
        track = self._tracks.get(group)
        if track is None:
            track = self._tracks[group] = self._track(group, current)
        else:
            track.since += 1
        if current is not None:
            track.note(packed, size)
        if track.is_due(FIRST if current is None else AFTER):
            if self._renew(group, current):
                track = self._tracks[group] = Track(0)
                current = self.current(group)
            else:
                track.failed()
        if current is not None and track.behind:
            track.behind = self._catch_up(group, current)

    def add(self, group: Group, digests: list[str], content: bytes, made_at: str, *, retired: bool = False) -> int:
        """Store a dictionary (writes); its id.

        `digests`: the captures that it was made from, the newest first. `retired`: it is for captures of old alone.
        """
        packed = pack_content(content)
        cursor = self._conn.execute(
            "INSERT INTO dictionaries (site, kind, made_at, content, digest, sources, retired)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*group, made_at, packed, hashlib.sha256(content).hexdigest(), json.dumps(digests), int(retired)),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def recompress(self, row: sqlite3.Row, dictionary: int | None) -> None:
        """Compress a row of `captures` anew (writes); one that is damaged stays as it is, under the new dictionary."""
        try:
            payload = self.decompress(row)
        except DamagedError:
            sql = "UPDATE captures SET dictionary_id = ? WHERE payload_digest = ?"
            self._conn.execute(sql, (dictionary, row["payload_digest"]))
            return
        body = self._plain.compress(payload) if dictionary is None else self.coder(dictionary).compress(payload)
        self._conn.execute(
            "UPDATE captures SET body = ?, dictionary_id = ? WHERE payload_digest = ?",
            (body, dictionary, row["payload_digest"]),
        )

    def latest(self, group: Group, limit: int) -> list[sqlite3.Row]:
        """The captures of a group that were written last, the newest first."""
        sql = "SELECT * FROM captures WHERE site = ? AND kind = ? ORDER BY rowid DESC LIMIT ?"
        return self._conn.execute(sql, (*group, limit)).fetchall()

    def coder(self, dictionary: int) -> _Coder:
        """The coder of a dictionary; its digest tells whether an id still means what it meant. Raises DamagedError."""
        row = self._conn.execute("SELECT digest FROM dictionaries WHERE id = ?", (dictionary,)).fetchone()
        if row is None:
            raise DamagedError(f"the dictionary {dictionary} of captures is not there: restore a backup")
        return self._coder(dictionary, row["digest"])

    def _coder(self, dictionary: int, digest: str) -> _Coder:
        key = (dictionary, digest)
        found = self._ready.get(key)
        if found is None:
            sql = "SELECT content FROM dictionaries WHERE id = ?"
            try:
                found = _Coder(unpack_content(self._conn.execute(sql, (dictionary,)).fetchone()["content"]))
            except (zstandard.ZstdError, ValueError, TypeError, MemoryError) as error:
                told = f"the dictionary {dictionary} of captures is damaged ({error})"
                raise DamagedError(f"{told}: restore a backup") from error
            self._ready[key] = found
            if len(self._ready) > READY:
                self._ready.popitem(last=False)
        self._ready.move_to_end(key)
        return found

    def current(self, group: Group) -> int | None:
        """The dictionary (id) that new captures of a group are compressed with."""
        row = self._latest(group)
        return None if row is None else row["id"]

    def _latest(self, group: Group) -> sqlite3.Row | None:
        sql = "SELECT id, digest FROM dictionaries WHERE site = ? AND kind = ? AND NOT retired ORDER BY id DESC LIMIT 1"
        row: sqlite3.Row | None = self._conn.execute(sql, group).fetchone()
        return row

    def _usable(self, group: Group) -> tuple[int, _Coder] | None:
        """The current dictionary and its coder, unless it is damaged."""
        row = self._latest(group)
        if row is not None:
            with suppress(DamagedError):
                return row["id"], self._coder(row["id"], row["digest"])
        return None

    def _track(self, group: Group, current: int | None) -> Track:
        """How compression of a group went until now, the capture just written included in the count alone."""
        after = 0
        if current is not None:
            row = self._conn.execute("SELECT sources FROM dictionaries WHERE id = ?", (current,)).fetchone()
            sql = "SELECT rowid FROM captures WHERE payload_digest = ?"
            newest = self._conn.execute(sql, json.loads(row["sources"])[:1] or [""]).fetchone()
            after = newest["rowid"] if newest else 0
        since = "FROM captures WHERE site = ? AND kind = ? AND rowid > ?"
        count = self._conn.execute(f"SELECT count(*) {since}", (*group, after)).fetchone()[0]
        if current is None:
            return Track(count)
        sql = (
            "SELECT sum(packed) * 1.0 / sum(size) FROM (SELECT length(body) AS packed, uncompressed_bytes AS size"
            f" {since} ORDER BY rowid DESC LIMIT {LATELY} OFFSET 1)"
        )
        return Track(count, self._conn.execute(sql, (*group, after)).fetchone()[0] or 0.0)

    def _renew(self, group: Group, current: int | None) -> bool:
        """Make a dictionary of the latest pages, if it saves more on those to come than it takes itself."""
        found = self.sound(self.latest(group, PAGES + TESTED))
        if len(found) <= TESTED:
            return False
        rows, pages = [row for row, _ in found], [page for _, page in found]
        before = self.coder(current).compress if current is not None else self._plain.compress
        trial = _Coder(make_content(pages[TESTED:])[0]).compress
        saved = sum(len(before(page)) - len(trial(page)) for page in pages[:TESTED]) / TESTED
        # Most trials end here: what it has to pay for is one of its pages at the least.
        if saved <= 0 or saved * AHEAD <= len(pack_content(pages[0][:MOST_BYTES], LEVEL)):
            return False
        content, count = make_content(pages)
        # Its size is only estimated: somewhat too high, at a fraction of the time.
        if saved * AHEAD <= len(pack_content(content, LEVEL)):
            return False
        made = self.add(group, [row["payload_digest"] for row in rows[:count]], content, rows[0]["fetched_at"])
        for row in rows[:count]:
            self.recompress(row, made)  # what the dictionary holds costs nothing beside it
        return True

    def _catch_up(self, group: Group, current: int) -> bool:
        """Compress some of the captures anew that were written before there was a dictionary; whether more are left."""
        sql = "SELECT * FROM captures WHERE site = ? AND kind = ? AND dictionary_id IS NULL ORDER BY rowid DESC LIMIT ?"
        rows = self._conn.execute(sql, (*group, CATCH_UP)).fetchall()
        for row in rows:
            self.recompress(row, current)
        return len(rows) == CATCH_UP
