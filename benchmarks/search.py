"""What searching a large archive costs, and whether words of scripts without spaces are found.

usage: python -m benchmarks.search [--articles 1000000] [--chinese 0.05] [--keep FOLDER]

Texts of some 300 words are drawn from 200,000 words whose frequencies follow Zipf's law ("w0" is as common as "the");
the Chinese part has 800 characters a text, in words of one to four characters, without spaces. The archive is built
through the archive's own schema, in a temporary folder: about 8 GB and 20 minutes for a million articles. A time is the
median of five searches by different words of the same rank, with a warm cache; the first one of each is told as well.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from newscrawl.archive import Archive
from newscrawl.archive.connection import locked
from newscrawl.archive.scripts import backfill
from newscrawl.archive.search import search
from newscrawl.archive.selection import Selection

VOCABULARY, WORDS, CHARACTERS = 200_000, 300, 800
SITES, SECTIONS, AUTHORS = 20, ("World", "Local", "Sport", "Business", "Culture"), 500
FIRST_DAY, DAYS = datetime(2005, 1, 1, tzinfo=UTC), 7000
BATCH = 5_000

ARTICLE = """
INSERT INTO articles (id, url, site, page_url, headline, description, article_body, article_section, authors,
    date_published, date_published_utc, first_seen, last_seen, changed_at, content_hash, text_hash, reader_version)
VALUES (:id, :url, :site, :url, :headline, :description, :body, :section, :authors, :date, :date, :date, :date, :date,
    :url, :url, '1')
"""
REVISIONS = """
INSERT INTO revisions (id, article_id, number, first_seen, last_seen, headline, description, article_body,
    content_hash, reader_version)
SELECT id, id, 1, first_seen, last_seen, headline, description, article_body, content_hash, '1' FROM articles
"""


class Texts:
    """Random texts, the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        self.pool = [f"w{n}" for n in self._ranks(2_000_000)]
        characters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
        self.chinese = ["".join(self.random.choices(characters, k=self._length())) for _ in range(40_000)]
        weights = self.weights[: len(self.chinese)]
        self.chinese_pool = self.random.choices(self.chinese, cum_weights=weights, k=1_000_000)

    def _ranks(self, count: int) -> list[int]:
        return self.random.choices(range(VOCABULARY), cum_weights=self.weights, k=count)

    def _length(self) -> int:
        return self.random.choices((1, 2, 3, 4), weights=(15, 65, 12, 8))[0]

    def english(self) -> tuple[str, str]:
        """Headline and text. Runs of 30 words are drawn from one pool, which is far quicker than word by word."""
        runs = [self._run(self.pool, 30) for _ in range(WORDS // 30)]
        return " ".join(self._run(self.pool, 9)), "\n\n".join(" ".join(run) for run in runs)

    def chinese_text(self) -> tuple[str, str]:
        runs = ["".join(self._run(self.chinese_pool, 20)) for _ in range(CHARACTERS // 43)]
        return "".join(self._run(self.chinese_pool, 8)), "。".join(runs)

    def _run(self, pool: list[str], words: int) -> list[str]:
        start = self.random.randrange(len(pool) - words)
        return pool[start : start + words]


def rows(texts: Texts, count: int, chinese: float) -> Iterator[dict[str, Any]]:
    random = texts.random
    for number in range(1, count + 1):
        headline, body = texts.chinese_text() if random.random() < chinese else texts.english()
        # Archived in the order of publication but for a tenth, as after a backfill.
        day = number * DAYS // count if random.random() < 0.9 else random.randrange(DAYS)
        # A few sites have most of the stories.
        site = f"site{min(int(random.expovariate(0.3)), SITES - 1)}.test"
        yield {
            "id": number, "url": f"https://{site}/{number}", "site": site, "headline": headline,
            "description": body[:120], "body": body, "section": random.choice(SECTIONS),
            "authors": f'["Author Number{random.randrange(AUTHORS)}"]',
            "date": (FIRST_DAY + timedelta(days=day, seconds=random.randrange(86400))).isoformat(),
        }  # fmt: skip


def build(path: Path, texts: Texts, count: int, chinese: float) -> Archive:
    """An archive of so many articles; its indexes are filled at the end, which is quicker than row by row."""
    archive = Archive(path, keep_raw=False)
    conn = archive.db.conn
    triggers = [row[0] for row in conn.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute("PRAGMA synchronous = OFF")
    batch: list[dict[str, Any]] = []
    for row in rows(texts, count, chinese):
        batch.append(row)
        if len(batch) == BATCH or row["id"] == count:
            with locked(archive.db):
                conn.executemany(ARTICLE, batch)
            batch.clear()
    with timed("copying into revisions"), locked(archive.db):
        conn.execute(REVISIONS)
        conn.execute("UPDATE articles SET revision_id = id")
    for index in ("articles_fts", "revisions_fts"):
        with timed(f"indexing {index}"):
            conn.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    with timed("backfill of revisions_fts_parted (as migration m008 does)"), locked(archive.db):
        backfill(archive.db)
    for sql in triggers:
        conn.execute(sql)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return archive


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"  {what:<60}{time.perf_counter() - began:9.1f} s", flush=True)


def sizes(archive: Archive) -> None:
    """MB of tables and indexes, where this SQLite can tell."""
    sql = (
        "SELECT sum(pgsize) FROM dbstat WHERE name = ? OR name GLOB ? || '_data' OR name GLOB ? || '_content'"
        " OR name GLOB ? || '_docsize' OR name GLOB ? || '_idx'"
    )
    names = ("articles", "articles_fts", "revisions_fts", "revisions_fts_parted", "articles_filter", "revisions_filter")
    try:
        for name in names:
            print(f"  {name:<30}{(archive.db.conn.execute(sql, (name,) * 5).fetchone()[0] or 0) / 1e6:10.0f} MB")
    except archive.db.conn.OperationalError as error:
        print(f"  sizes cannot be told: {error}")


def spell(rank: int) -> list[str]:
    """Five words of about the same rank."""
    return [f"w{rank + step}" for step in range(5)]


def questions(texts: Texts, last: date) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """What is asked: name, five spellings, options."""
    week = {"selection": Selection(since=last - timedelta(days=7))}
    site = {"selection": Selection(site="site3.test")}
    for name, words in (
        ("rare word (rank 50,000)", spell(50_000)),
        ("ordinary word (rank 5,000)", spell(5_000)),
        ("frequent word (rank 500)", spell(500)),
        ("common word (rank 50)", spell(50)),
        ("the most common words", spell(0)),
        ("two ordinary words", [f"{a} {b}" for a, b in zip(spell(2000), spell(3000), strict=True)]),
        ("common and rare word", [f"{a} {b}" for a, b in zip(spell(0), spell(50_000), strict=True)]),
        ("three common words", [f"{w} w1 w2" for w in spell(3)]),
        ("phrase of common words", [f'"{w} w0"' for w in spell(1)]),
        ("prefix", [f"{w}*" for w in spell(1234)]),
        ("ordinary -common", [f"{w} -w9" for w in spell(5_000)]),
    ):
        yield name, words, {}
        if name.startswith(("ordinary word", "common word", "the most")):
            yield "  --newest", words, {"newest": True}
            yield "  --site", words, site
            yield "  --since (a week)", words, week
            yield "  --since (a week) --newest", words, {**week, "newest": True}
            yield "  --author", words, {"selection": Selection(author="number77")}
            yield "  --versions", words, {"versions": True}
    by_length = {n: [word for word in texts.chinese[200:2000] if len(word) == n][:5] for n in (1, 2, 3, 4)}
    for length, words in by_length.items():
        yield f"Chinese word, characters: {length}", words, {}
    yield "  --versions", by_length[2], {"versions": True}
    yield "Chinese and other word", [f"{word} OR w77777" for word in by_length[2]], {}


def measure(archive: Archive, texts: Texts, last: date) -> None:
    print(f"{'milliseconds':<44}{'first':>10}{'median':>10}{'found':>10}")
    for name, spellings, options in questions(texts, last):
        times, found = [], 0
        for words in spellings:
            began = time.perf_counter()
            hits = search(archive.db, words, **options)
            times.append(time.perf_counter() - began)
            found = max(found, len(hits))
        print(f"{name:<44}{times[0] * 1000:10.0f}{statistics.median(times) * 1000:10.0f}{found:>10}", flush=True)


def quality(archive: Archive, texts: Texts) -> None:
    """Chinese words found, by each way of indexing, against those that are there."""
    conn = archive.db.conn
    conn.execute(
        "CREATE TEMP TABLE texts AS SELECT id, headline || '\n' || article_body AS text FROM revisions"
        " WHERE id IN (SELECT rowid FROM revisions_fts_parted LIMIT 5000)"
    )
    conn.execute("CREATE VIRTUAL TABLE temp.trigram USING fts5 (text, tokenize='trigram')")
    began = time.perf_counter()
    conn.execute("INSERT INTO temp.trigram (rowid, text) SELECT id, text FROM texts")
    print(f"trigram index of the same texts: {time.perf_counter() - began:.1f} s")
    ways: dict[str, Callable[[str], str]] = {
        "unicode61": lambda w: f"SELECT rowid FROM revisions_fts WHERE revisions_fts MATCH '\"{w}\"'",
        "trigram": lambda w: f"SELECT rowid FROM temp.trigram WHERE trigram MATCH '\"{w}\"'",
        "parted": lambda w: f"SELECT rowid FROM revisions_fts_parted WHERE revisions_fts_parted"
                            f" MATCH '\"{' '.join(w)}\"'",
    }  # fmt: skip
    print(f"{'found of those that hold the word, %':<44}" + "".join(f"{way:>12}" for way in ways))
    for length in (1, 2, 3, 4):
        share: dict[str, list[float]] = {way: [] for way in ways}
        for word in [word for word in texts.chinese[100:] if len(word) == length][:40]:
            true = {row[0] for row in conn.execute("SELECT id FROM texts WHERE instr(text, ?)", (word,))}
            for way, sql in ways.items():
                found = {row[0] for row in conn.execute(sql(word))} if true else set()
                if true:
                    share[way].append(len(found & true) / len(true))
        print(f"{f'words of {length}':<44}" + "".join(f"{100 * statistics.mean(share[way]):12.1f}" for way in ways))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=300_000)
    options.add_argument("--chinese", type=float, default=0.05, help="their share")
    options.add_argument("--keep", type=Path, help="a folder that keeps the archive, and has it used again")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        path = (chosen.keep or Path(made)) / f"{chosen.articles}.db"
        texts = Texts()
        with timed(f"building an archive of {chosen.articles:,} articles"):
            there = path.exists()
            archive = Archive(path, keep_raw=False) if there else build(path, texts, chosen.articles, chosen.chinese)
        sizes(archive)
        measure(archive, texts, (FIRST_DAY + timedelta(days=DAYS)).date())
        quality(archive, texts)
        archive.close()


if __name__ == "__main__":
    main()
