"""`scrapy crawl warc` over a file in the form of CC-NEWS, against fastwarc with trafilatura as one writes it.

usage: python -m benchmarks.warc [--pages 1000] [--page-bytes 100000] [--corpus FOLDER] [--rounds 3]

newscrawl archives (ledger, versions, copies, raw pages, full-text index) on all cores; the other loop (extra `bench`)
appends what trafilatura extracts to a file of JSON lines, in one process. Both read the same file in turns, and both
rates are told in stories of the file, whatever each made of pages that are there twice or cut. The pages are the
bundled newsrooms', or those of a folder with a `truth.jsonl` (url, page), told anew under other hosts as often as need
be.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks import ccnews
from benchmarks.processes import Cost, run

ROOT = Path(__file__).resolve().parent.parent

PLAIN = """
import json, sys
from fastwarc.warc import ArchiveIterator, WarcRecordType
from trafilatura import extract

count = 0
with open(sys.argv[1], "rb") as file, open(sys.argv[2], "w") as out:
    for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
        if record.http_headers.status_code == 200 and "html" in (record.http_content_type or ""):
            text = extract(record.reader.read(), url=record.headers["WARC-Target-URI"], output_format="json",
                           with_metadata=True)
            if text:
                out.write(text + "\\n")
                count += 1
print(count)
"""

ONLY_RECORDS = """
import sys
from fastwarc.warc import ArchiveIterator, WarcRecordType

print(sum(1 for record in ArchiveIterator(open(sys.argv[1], "rb"), record_types=WarcRecordType.response)
          if record.reader.read()))
"""


def newscrawl(path: Path, folder: Path) -> tuple[int, Cost]:
    """Articles in the archive, and what it has cost."""
    archive = folder / "archive.db"
    for file in folder.glob("archive*.db*"):
        file.unlink()
    command = [sys.executable, "-m", "scrapy", "crawl", "warc", "-a", f"files={path}", "-s", f"ARCHIVE={archive}"]
    cost = run(command, cwd=ROOT)
    with closing(sqlite3.connect(archive)) as conn:
        return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0]), cost


def other(code: str, path: Path, folder: Path) -> tuple[int, Cost]:
    """Records that a loop told, and what it has cost."""
    cost = run([sys.executable, "-c", code, str(path), str(folder / "plain.jsonl")])
    if cost.status:
        raise SystemExit("the other loop failed: pip install -e '.[bench]'")
    return int(cost.output), cost


def line(name: str, stories: int, made: int, cost: Cost) -> str:
    """A row of the table; rates and costs for each story that the file holds."""
    others = ", ".join(f"{1000 * seconds / stories:.1f}" for seconds in cost.others if seconds * 100 > cost.cpu)
    figures = f"{made:>9}{stories / cost.seconds:>8.1f}{stories / cost.cpu:>9.1f}{1000 * cost.own / stories:>9.1f}"
    return f"{name:<26}{figures}  {others:<24}{cost.memory / 1e6:>8.0f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=1_000, help="stories in the file")
    options.add_argument("--page-bytes", type=int, default=100_000, help="of a page of the bundled newsrooms")
    options.add_argument("--corpus", type=Path, help="a folder of saved pages")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    pages = ccnews.saved_pages(chosen.corpus) if chosen.corpus else ccnews.demo_pages("large", chosen.page_bytes)
    with tempfile.TemporaryDirectory(prefix="newscrawl-warc-") as temporary:
        folder = Path(temporary)
        path = folder / "CC-NEWS-20240418.warc.gz"
        ccnews.write(path, list(pages), chosen.pages)
        print(f"{chosen.pages} stories, {path.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} cores\n")
        heads = f"{'articles':>9}{'/s':>8}{'/CPU s':>9}{'main ms':>9}"
        print(f"{'':<26}{heads}  {'others ms':<24}{'MB':>8}")
        ratios = []
        for _ in range(chosen.rounds):
            mine, plain = newscrawl(path, folder), other(PLAIN, path, folder)
            ratios.append((plain[1].seconds / mine[1].seconds, plain[1].cpu / mine[1].cpu))
            print(line("newscrawl, archiving", chosen.pages, *mine))
            print(line("fastwarc + trafilatura", chosen.pages, *plain))
            print(line("fastwarc alone (records)", chosen.pages, *other(ONLY_RECORDS, path, folder)), flush=True)
        by_time, by_cpu = (statistics.median(column) for column in zip(*ratios, strict=True))
        print(f"\nmedian ratio to fastwarc + trafilatura: {by_time:.2f} by time, {by_cpu:.2f} per CPU second")


if __name__ == "__main__":
    main()
