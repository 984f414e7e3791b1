"""What placing a story among its copies costs, however large the archive is.

usage: python -m benchmarks.clusterspeed [--sizes 10000 100000 1000000] [--stories 2000] [--folder DIR]

Texts are made of words and stock phrases whose frequencies fall as natural ones do (Zipf). An archive of each size is
filled with fingerprints in bulk, as many of them common as such texts have in common; then stories are stored in bursts
of 50, every fifth a copy of an earlier one, cut or edited. Only `Clusters.place` and the commit are timed, and the
process's own time beside the clock's, for the disk's is the machine's. 1,000,000 take some 600 MB in DIR meanwhile.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.clusters import ADD
from newscrawl.archive.clusters import Clusters
from newscrawl.archive.connection import locked, open_archive
from newscrawl.archive.fingerprints import AT_ONCE, fingerprints, read_words

CAP = 24
"""Holders of a fingerprint, as in `archive.clusters`."""
_SYLLABLES = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "ou")]


class Author:
    """Writes texts of some 400 words."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        vocabulary = ["".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(40_000)]
        self._word = self._zipf(vocabulary)
        self._phrase = self._zipf([" ".join(self._word() for _ in range(rng.randint(5, 9))) for _ in range(5_000)])

    def _zipf(self, items: list[str]) -> Callable[[], str]:
        steps = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(items))))
        return lambda: items[bisect.bisect(steps, self._rng.random() * steps[-1])]

    def text(self) -> str:
        """Every twentieth step is a stock phrase."""
        steps = (
            self._phrase() if self._rng.random() < 0.05 else self._word() for _ in range(self._rng.randint(150, 480))
        )
        return " ".join(steps)


def hashes(author: Author, rng: random.Random, articles: int) -> Iterator[tuple[int, int]]:
    """Fingerprints of as many articles, in the table's order."""
    sample = [mark for _ in range(3_000) for mark in itertools.islice(fingerprints(read_words(author.text())), AT_ONCE)]
    held = Counter(sample)
    common = [mark for mark in sample if held[mark] > 1]
    share = len(common) / len(sample)
    drawn, holders = [], Counter[int]()
    for article in range(1, articles + 1):
        for _ in range(AT_ONCE):
            mark = rng.choice(common) if rng.random() < share else rng.getrandbits(48) - (1 << 47)
            if mark in held:
                holders[mark] += 1
                if holders[mark] > CAP:
                    mark = rng.getrandbits(48) - (1 << 47)
            drawn.append((mark << 24) + article)  # one number, for a quick sort
    drawn.sort()
    return ((number >> 24, number & 0xFFFFFF) for number in drawn)


def measure(folder: Path, articles: int, stories: int, seed: int = 1) -> None:
    rng = random.Random(seed)
    author = Author(rng)
    path = folder / f"{articles}.db"
    db = open_archive(path)
    conn = db.conn
    at = "2024-01-01T00:00:00+00:00"
    blob = bytes(6 * AT_ONCE)
    with locked(db):
        conn.execute("DROP TRIGGER articles_fts_update")  # not what is measured
        rows = (
            {"id": n, "url": f"https://x.org/{n}", "headline": "", "body": "", "at": at} for n in range(1, articles + 1)
        )
        conn.executemany(ADD, rows)
        conn.execute("UPDATE articles SET cluster_id = id")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.stat().st_size
    with locked(db):
        conn.executemany(
            "INSERT OR IGNORE INTO fingerprints (hash, article_id) VALUES (?, ?)", hashes(author, rng, articles)
        )
        conn.executemany("INSERT INTO story_prints VALUES (?, ?)", ((n, blob) for n in range(1, articles + 1)))
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = (path.stat().st_size - before) / articles

    clusters, texts = Clusters(db), list[str]()
    wall, commits = list[float](), list[float]()
    spent, copied = 0.0, 0
    for start in range(0, stories, 50):
        bodies = []
        for _ in range(50):
            text = author.text()
            if texts and rng.random() < 0.2:
                copied += 1
                words = rng.choice(texts).split()
                text = " ".join(words[: len(words) // rng.choice((1, 2, 3))] + text.split()[:20])
            bodies.append(text)
        texts += bodies
        conn.execute("BEGIN IMMEDIATE")
        for number, body in enumerate(bodies, articles + start + 1):
            conn.execute(ADD, {"id": number, "url": f"https://x.org/{number}", "headline": "A", "body": body, "at": at})
            began, cpu = time.perf_counter(), time.process_time()
            clusters.place(number)
            wall.append(time.perf_counter() - began)
            spent += time.process_time() - cpu
        began, cpu = time.perf_counter(), time.process_time()
        conn.execute("COMMIT")
        commits.append(time.perf_counter() - began)
        spent += time.process_time() - cpu
    joined = conn.execute("SELECT count(*) FROM articles WHERE cluster_id != id").fetchone()[0]
    wall.sort()
    print(
        f"{articles:9,} articles: {1000 * spent / stories:.2f} ms of CPU a story; place"
        f" {1000 * statistics.mean(wall):.2f} ms"
        f" (median {1000 * statistics.median(wall):.2f}, 99 % {1000 * wall[int(0.99 * len(wall))]:.2f}),"
        f" commit {1000 * sum(commits) / stories:.2f} ms a story; {size:.0f} bytes an article;"
        f" {joined} of {copied} copies joined",
        flush=True,
    )
    db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="cost of placing a story, by size of the archive")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    for articles in options.sizes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            measure(Path(folder), articles, options.stories)


if __name__ == "__main__":
    main()
