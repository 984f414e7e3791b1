"""What an article costs in the archive: rate of inserts and size, beside plain inserts of the same rows.

usage: python -m benchmarks.archive [--sizes 10000 100000 1000000] [--no-raw] [--keep FOLDER]

Listings and stories of a made-up site (some 330 words each, as frequent as words are) go through `Archive.settle` and
`Archive.flush` as a crawl's do: ledger, article, version, indexes, teasers, links, clusters, capture. At each size the
last stories are timed; making them is not. Beside it the rows of `articles` go into one plain table with an index on
the address, in as large transactions and with the same safety (WAL, synchronous=FULL). A million takes some 25 GB.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from newscrawl.archive import BURST, Archive
from newscrawl.archive.backup import backup
from newscrawl.archive.connection import raw_path
from newscrawl.archive.verify import Verification
from newscrawl.doors import Page
from newscrawl.items import Article, Capture, Found, Link, Teaser, Visit
from newscrawl.site import Site

SITE = Site(name="bench.example", home="https://bench.example/", domains=("bench.example",), time_zone="Europe/London")
START = datetime(2004, 1, 1, 6, tzinfo=UTC)
TIMED = 2_000
"""Stories that are timed at each size."""
SECTIONS = ("local", "world", "business", "sport", "culture", "opinion")
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprs" for vowel in "aeio"]


class Newsroom:
    """Writes stories whose words are as frequent as those of a language: the n-th is n times rarer than the first."""

    def __init__(self, seed: int = 1) -> None:
        self._rng = random.Random(seed)
        self._words = [
            "".join(self._rng.choices(SYLLABLES, k=self._rng.choice((1, 2, 2, 3, 3, 4)))) for _ in range(60_000)
        ]
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(len(self._words))))
        self._names = [f"{self._words[i].title()} {self._words[i + 1].title()}" for i in range(1000, 1600, 2)]
        self._frame = " ".join(f'<div class="{word}"><a href="/{word}">{word}</a></div>' for word in self._words[:900])

    def words(self, count: int) -> list[str]:
        return self._rng.choices(self._words, cum_weights=self._weights, k=count)

    def sentences(self, count: int) -> str:
        return " ".join(f"{' '.join(self.words(self._rng.randint(8, 26))).capitalize()}." for _ in range(count))

    def story(self, number: int) -> Page:
        """The visit of a story."""
        url, when = address(number), START + timedelta(minutes=number * 7)
        paragraphs = [self.sentences(self._rng.randint(1, 3)) for _ in range(self._rng.randint(6, 12))]
        headline = " ".join(self.words(9)).capitalize()
        marks = "".join(f"{self._rng.getrandbits(64):016x}" for _ in paragraphs)
        article = Article(
            url=url, page_url=url, headline=headline, description=self.sentences(1), marks=marks, reader_version="1",
            article_body="\n\n".join(paragraphs), word_count=sum(len(p.split()) for p in paragraphs), in_language="en",
            article_section=SECTIONS[number % len(SECTIONS)], authors=self._rng.sample(self._names, 1),
            keywords=self.words(4), agency="The Wire" if number % 4 == 0 else None,
            date_published=when.isoformat(), date_precision="minute",
            links=[Link(address(self._rng.randrange(number + 1)), "before") for _ in range(3)],
            provenance=dict.fromkeys(("headline", "description", "authors", "date_published"), "json-ld"),
        )  # fmt: skip
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        html = f"<html><title>{headline}</title>{self._frame}<article>{text}</article>{self._frame}".encode()
        return self._page(url, when, "article", html, article=article)

    def listing(self, first: int) -> Page:
        """The visit of a listing that announces a burst of stories."""
        when, numbers = START + timedelta(minutes=first * 7), range(first, first + BURST)
        url = f"https://bench.example/{SECTIONS[first // BURST % len(SECTIONS)]}/"
        teasers = [
            Teaser(listing_url=url, article_url=address(n), headline=" ".join(self.words(8)), position=place)
            for place, n in enumerate(numbers, 1)
        ]
        found = [Found(url=address(n), kind="article", priority=300, date_hint=f"{when:%Y-%m-%d}") for n in numbers]
        return self._page(url, when, "section", self._frame.encode(), teasers=teasers, found=found)

    def _page(
        self, url: str, when: datetime, kind: str, html: bytes, *, article: Article | None = None,
        teasers: list[Teaser] | None = None, found: list[Found] | None = None,
    ) -> Page:  # fmt: skip
        at = when.isoformat(timespec="milliseconds")
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Server", "bench")]
        capture = Capture(url=url, fetched_at=at, http_status=200, headers=headers, body=html)
        visit = Visit(url=url, at=at, outcome="read", http_status=200, kind=kind)  # type: ignore[arg-type]
        visit.bytes, visit.capture, visit.found = len(html), capture, found or []
        return Page(site=SITE, run_id=1, visit=visit, article=article, teasers=teasers or [])


def address(number: int) -> str:
    return f"https://bench.example/{SECTIONS[number % len(SECTIONS)]}/{number // 1000}/the-story-of-number-{number}"


class Plain:
    """The same rows in one table, without anything else."""

    def __init__(self, path: Path, columns: list[str]) -> None:
        self.path = path
        self._conn = sqlite3.connect(path, isolation_level=None)
        self._conn.execute("PRAGMA journal_mode=WAL")
        self._conn.execute("PRAGMA synchronous=FULL")
        self._conn.execute("PRAGMA cache_size=-32000")
        self._conn.execute(f"CREATE TABLE articles (id INTEGER PRIMARY KEY, url UNIQUE, {', '.join(columns)})")
        names = ["id", "url", *columns]
        self._insert = f"INSERT INTO articles ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    def write(self, rows: list[tuple[object, ...]]) -> None:
        self._conn.execute("BEGIN IMMEDIATE")
        self._conn.executemany(self._insert, rows)
        self._conn.execute("COMMIT")

    def bytes(self) -> int:
        self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.path.stat().st_size


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def fill(
    archive: Archive, plain: Plain, columns: list[str], newsroom: Newsroom, first: int, count: int
) -> tuple[float, float, float]:
    """Write so many stories; seconds in the archive, those of this process itself, seconds in the plain table."""
    own = cpu = other = 0.0
    names = ", ".join(["id", "url", *columns])
    for begin in range(first, first + count, BURST):
        pages = [newsroom.listing(begin), *(newsroom.story(number) for number in range(begin, begin + BURST))]
        began = time.process_time()
        own += timed(lambda pages=pages: write(archive, pages))  # type: ignore[misc]
        cpu += time.process_time() - began
        sql = f"SELECT {names} FROM articles ORDER BY id DESC LIMIT {BURST}"
        rows = [tuple(row) for row in archive.db.conn.execute(sql)]
        other += timed(lambda rows=rows: plain.write(rows))  # type: ignore[misc]
    return own, cpu, other


def write(archive: Archive, pages: list[Page]) -> None:
    for page in pages:
        archive.settle(page)
        if archive.full:
            archive.flush()
    archive.flush()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--no-raw", action="store_true", help="without captures")
    options.add_argument("--keep", type=Path, help="a folder that keeps the archive")
    chosen = options.parse_args()
    place = chosen.keep or Path(tempfile.mkdtemp(prefix="newscrawl-archive-"))
    place.mkdir(parents=True, exist_ok=True)
    try:
        run(place, sorted(chosen.sizes), raw=not chosen.no_raw)
    finally:
        if not chosen.keep:
            shutil.rmtree(place, ignore_errors=True)


def run(place: Path, sizes: list[int], *, raw: bool) -> None:
    heads = ["articles", "archive/s", "per CPU s", "plain/s", "ratio", "KB each", "raw KB", "plain KB"]
    heads += ["verify s", "backup s"]
    print("".join(f"{head:>11}" for head in heads), flush=True)
    newsroom, path, done = Newsroom(), place / "archive.db", 0
    with closing(Archive(path, keep_raw=raw)) as archive:
        archive.runs.start("news", [SITE], START.isoformat(timespec="milliseconds"))
        columns = [column.name for column in archive.db["articles"].columns if column.name not in ("id", "url")]
        plain = Plain(place / "plain.db", columns)
        for size in sizes:
            before = max(0, size - done - TIMED)
            fill(archive, plain, columns, newsroom, done, before)
            own, cpu, other = fill(archive, plain, columns, newsroom, done + before, size - done - before)
            timed_stories, done = size - done - before, size
            for db in (archive.db, archive.captures.db if archive.captures else archive.db):
                db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            kilobytes = path.stat().st_size / size / 1000
            raw_kilobytes = raw_path(path).stat().st_size / size / 1000 if raw else 0
            verified = timed(lambda: check(path))
            copied = timed(lambda: backup(path, place / "copy.db", raw=False, force=True))
            figures = (
                f"{size:,}", f"{timed_stories / own:,.0f}", f"{timed_stories / cpu:,.0f}",
                f"{timed_stories / other:,.0f}", f"{own / other:.1f}",
                f"{kilobytes:.1f}", f"{raw_kilobytes:.1f}", f"{plain.bytes() / size / 1000:.1f}", f"{verified:.1f}",
                f"{copied:.1f}",
            )  # fmt: skip
            print("".join(f"{figure:>11}" for figure in figures), flush=True)
            (place / "copy.db").unlink()


def check(path: Path) -> None:
    """`scrapy verify --quick`, which has to find the archive sound."""
    found = list(Verification(path, quick=True))
    if found:
        raise SystemExit(f"the archive is not sound: {found[:3]}")


if __name__ == "__main__":
    main()
