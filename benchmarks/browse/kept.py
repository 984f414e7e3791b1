"""What an archive keeps of each story beside its text: fingerprints, by which copies are found, and the raw page."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager
from itertools import islice
from random import Random
from typing import Any

from benchmarks.browse.texts import Texts
from benchmarks.browse.world import END, SITES, Place, Story, Version, stamp
from newscrawl.archive import Archive
from newscrawl.archive.captures import payload_digest
from newscrawl.archive.connection import immediate, locked
from newscrawl.archive.fingerprints import AT_ONCE, fingerprints, read_words
from newscrawl.items import Capture

__all__ = ["Kept"]

CAP = 24
"""Holders of a fingerprint, as in `archive.clusters`."""
_SAMPLE = 3_000
_FIRST_PAGES = 60
"""Pages of each site of which a dictionary is made."""
_CAPTURE = """
INSERT OR IGNORE INTO captures (payload_digest, url, fetched_at, http_status, headers, body, dictionary_id,
    uncompressed_bytes, site, kind)
VALUES (?, ?, ?, 200, '[["Content-Type", "text/html; charset=utf-8"]]', ?, ?, ?, ?, 'article')
"""


class Kept(AbstractContextManager["Kept"]):
    """Writes them in bulk, fingerprints at the end."""

    def __init__(self, archive: Archive, seed: int = 5) -> None:
        assert archive.captures is not None
        self._conn = archive.db.conn
        self._archive, self._captures, self._rng = archive, archive.captures, Random(seed)
        self._conn.execute("CREATE TEMP TABLE drawn (hash INTEGER, article_id INTEGER)")
        texts = Texts(seed)
        sample = [
            mark
            for _ in range(_SAMPLE)
            for mark in islice(fingerprints(read_words("\n\n".join(texts.body()))), AT_ONCE)
        ]
        held = Counter(sample)
        self._common = [mark for mark in sample if held[mark] > 1]
        self._share = len(self._common) / len(sample)
        self._holders, self._drawn, self._pages = Counter[int](), list[tuple[int, int]](), list[tuple[Any, ...]]()
        self._frames = {place.name: _frame(texts) for place in SITES}
        for place in SITES:
            self._captures.keep(self._example(place, number, texts) for number in range(_FIRST_PAGES))

    def _example(self, place: Place, number: int, texts: Texts) -> Capture:
        url, html = f"{place.home}{number}", self._frames[place.name].replace("{}", texts.paragraph()).encode()
        headers = [("Content-Type", "text/html; charset=utf-8")]
        return Capture(url=url, fetched_at=stamp(END), http_status=200, headers=headers, body=html, kind="article")

    def prints(self, article: int) -> bytes:
        """An article's fingerprints: as many of them everybody's as of real ones, and not by more than may have one."""
        chosen = set[int]()
        while len(chosen) < AT_ONCE:
            mark = self._rng.getrandbits(48) - (1 << 47)
            if self._rng.random() < self._share:
                common = self._rng.choice(self._common)
                self._holders[common] += 1
                mark = common if self._holders[common] <= CAP else mark
            chosen.add(mark)
        self._drawn += [(mark, article) for mark in chosen]
        return b"".join(mark.to_bytes(6, "big", signed=True) for mark in chosen)

    def capture(self, story: Story, version: Version) -> str:
        """The key of a version's page, of which the beginning is kept: the rest of it would be paper."""
        site = story.site.name
        html = self._frames[site].replace("{}", f"{version.headline} {version.body[0]} {stamp(version.first)}").encode()
        digest = payload_digest(html)
        body, dictionary = self._captures.dictionaries.compress(html, (site, "article"))
        self._pages.append((digest, story.url, stamp(version.first), body, dictionary, len(html), site))
        return digest

    def write(self) -> None:
        with locked(self._captures.db):
            self._captures.db.conn.executemany(_CAPTURE, self._pages)
        self._conn.executemany("INSERT INTO drawn VALUES (?, ?)", self._drawn)
        self._pages.clear()
        self._drawn.clear()

    def __exit__(self, *_: object) -> None:
        with immediate(self._archive.db):
            self._conn.execute(
                "INSERT OR IGNORE INTO fingerprints SELECT hash, article_id FROM drawn ORDER BY hash, article_id"
            )
        self._conn.execute("DROP TABLE drawn")


def _frame(texts: Texts) -> str:
    """A site's page, with a place for the story."""
    return f"<html><nav>{' '.join(texts.body())}</nav><article>{{}}</article></html>"
