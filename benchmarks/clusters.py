"""How well copies of a story are found, and what is taken for a copy that is none.

usage: python -m benchmarks.clusters [--corpus DIR] [--seed 1] [-v]

Every story is printed once as it is and once edited, one archive for each kind of edit, in random order, among reports
of templates, stories of one beat and round-ups; and archives of stories that are alike and no copies at all.
Recall: how many edited stories share the cluster of the story. Precision: how many of all
pairs within clusters are copies.
`--corpus`: a folder with a truth.jsonl of real stories (`id`, `headline`, `article_body`).
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from benchmarks.reports import background_pieces, boilerplate_pieces, report_pieces, roundup_pieces
from benchmarks.reprints import EDITS, Piece, corpus_pieces, demo_pieces
from newscrawl.archive.clusters import Clusters
from newscrawl.archive.connection import immediate, open_archive

LONG = 60
"""Words from which on a copy is a text of some length; two characters of Chinese are one."""
ADD = (
    "INSERT INTO articles (id, url, site, page_url, headline, article_body, first_seen, last_seen, changed_at,"
    " date_published_utc, content_hash, text_hash, reader_version)"
    " VALUES (:id, :url, 'x.org', :url, :headline, :body, :at, :at, :at, :at, '', '', '1')"
)


def clusters_of(pieces: list[Piece], folder: Path) -> tuple[dict[int, list[Piece]], float]:
    """Store pieces in their order; the clusters, and the seconds it took to place them."""
    db = open_archive(folder / f"{len(list(folder.iterdir()))}.db")
    clusters, seconds = Clusters(db), 0.0
    with immediate(db):
        for number, piece in enumerate(pieces, 1):
            moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=piece.day, minutes=number)
            values = {"id": number, "url": f"https://x.org/{number}", "headline": piece.headline, "body": piece.body}
            db.conn.execute(ADD, {**values, "at": moment.isoformat()})
            started = time.process_time()
            clusters.place(number)
            seconds += time.process_time() - started
    found: dict[int, list[Piece]] = {}
    for row in db.conn.execute("SELECT id, cluster_id FROM articles"):
        found.setdefault(row["cluster_id"], []).append(pieces[row["id"] - 1])
    db.close()
    return found, seconds


def edit_all(rng: random.Random, kind: str, originals: list[Piece]) -> list[Piece]:
    """Every story edited once; what is put in comes from others."""
    copies = []
    for piece in originals:
        others = [other for other in originals if other is not piece and other.spaceless == piece.spaceless]
        strangers = [text for other in others for text in other.paragraphs]
        copies.append(replace(EDITS[kind](rng, piece, strangers), kind=kind))
    return copies


class Tally:
    """What was joined, over all archives."""

    def __init__(self, verbose: bool) -> None:
        self.pairs, self.wrong = 0, Counter[str]()
        self._verbose = verbose

    def count(self, clusters: dict[int, list[Piece]]) -> None:
        for cluster in clusters.values():
            for one, two in combinations(cluster, 2):
                self.pairs += 1
                if one.story != two.story:
                    self.wrong[" + ".join(sorted((one.kind, two.kind)))] += 1
                    if self._verbose:
                        print("    joined", one.story, one.kind, "|", two.story, two.kind)


def share(found: int, of: int) -> str:
    return f"{found / of:7.2%} of {of:3}" if of else "      - of   0"


def main() -> None:
    parser = argparse.ArgumentParser(description="quality of the search for copies")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    demo = demo_pieces(rng, 640)
    real = [piece for piece in demo if piece.kind == "real"]
    real += corpus_pieces(options.corpus) if options.corpus else []
    real = [piece for piece in real if len(piece.body) >= (100 if piece.spaceless else 250)]
    rng.shuffle(real)
    written = [piece for piece in demo if piece.kind != "real"]
    copied = real + written[:40] + report_pieces(rng, 2)
    rounds = roundup_pieces(rng, copied)
    reports = [replace(piece, story=f"other/{piece.story}") for piece in report_pieces(rng, 250)]
    tally, totals = Tally(options.verbose), [0, 0, 0, 0]
    print(f"{len(copied)} stories ({len(real)} real); edited copies of at least {LONG} words, and shorter ones")
    with tempfile.TemporaryDirectory() as folder:
        for kind in EDITS:
            copies = edit_all(rng, kind, copied)
            pieces = copied + copies + rounds + written[40:120] + rng.sample(reports, 200)
            rng.shuffle(pieces)
            found, seconds = clusters_of(pieces, Path(folder))
            tally.count(found)
            joined = {
                piece.story
                for cluster in found.values()
                for piece in cluster
                if piece.kind == kind and any(o.story == piece.story and o.kind != kind for o in cluster)
            }
            counts = [0, 0, 0, 0]
            for copy in copies:
                size = len(copy.body) / 2 if copy.spaceless else len(copy.body.split())
                counts[0 if size >= LONG else 2] += copy.story in joined
                counts[1 if size >= LONG else 3] += 1
                if options.verbose and copy.story not in joined:
                    print("    missed", copy.story, kind, int(size))
            totals = [total + count for total, count in zip(totals, counts, strict=True)]
            spent = f"{1000 * seconds / len(pieces):.2f} ms a story"
            print(f"{kind:34} {share(*counts[:2])}   {share(*counts[2:])}   {spent}")
        print(f"{'all kinds':34} {share(*totals[:2])}   {share(*totals[2:])}")
        half = len(real) // 2
        others = reports + written + real
        for alike in (boilerplate_pieces(rng, real[:half]), background_pieces(rng, real[half:]), others):
            rng.shuffle(alike)
            found, seconds = clusters_of(alike, Path(folder))
            tally.count(found)
            print(f"{len(alike)} stories alike: {len(found)} clusters, {1000 * seconds / len(alike):.2f} ms a story")
    print(f"precision {1 - tally.wrong.total() / tally.pairs:.3%} of {tally.pairs} pairs; wrong: {dict(tally.wrong)}")


if __name__ == "__main__":
    main()
