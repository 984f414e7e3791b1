"""What a ledger of a million addresses costs: time of what a run does with it, and memory of a run on top of it.

usage: python -m benchmarks.ledger [--rows 10000 100000 1000000] [--keep FOLDER]

A ledger of each size is built through the archive's own code in a temporary folder: of its addresses 70 % are known
stories, 15 % wait deep in listings and maps, 12 % were skipped, 3 % failed or are further pages of listings. On the
largest, real crawls of a small site on loopback are measured (/proc, Linux only); the bar is 400 MB.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from newscrawl.archive import Archive
from newscrawl.archive.connection import immediate
from newscrawl.archive.ledger import EVERYTHING
from newscrawl.archive.summary import summarize
from newscrawl.items import Found
from newscrawl.site import Site
from newscrawl.window import Window
from tests.crawling import HASTE, command, environment, scrapy
from tests.maze import Maze, serve
from tests.mazestories import NOW, WWW

SITE = Site(name="maze-news.com", home=f"http://{WWW}/", domains=("maze-news.com",))
BEFORE, AT = "2024-03-01T00:00:00.000+00:00", NOW.isoformat(timespec="milliseconds")
MAP = 50_000
"""Entries of a sitemap."""

CRAWLS = (
    ("-a", "backfill=0"),
    ("-a", "backfill=1", "-s", "CLOSESPIDER_PAGECOUNT=300"),
    ("-a", "backfill=1", "-a", "since=2024-01-01"),
)

STATES = """
UPDATE pages SET state = CASE WHEN id % 100 < 70 THEN 'done' WHEN id % 100 < 82 THEN 'skipped'
        WHEN id % 100 < 84 THEN 'failed' WHEN id % 100 < 85 THEN 'done' ELSE 'pending' END,
    kind = iif(id % 100 = 84, 'section', kind), visited_at = iif(id % 100 < 85, :before, NULL),
    reason = iif(id % 100 BETWEEN 70 AND 81, 'robots.txt forbids it', reason), visit_count = id % 100 < 85,
    http_status = iif(id % 100 < 70 OR id % 100 BETWEEN 82 AND 84, 200, NULL),
    etag = iif(id % 100 < 70, '"' || hex(id * 7919) || '"', NULL),
    due_at = iif(id % 100 < 70, '2024-06-01T00:00:00.000+00:00', NULL)
"""


class Mapped(Maze):
    """The small site, with sitemaps nearly as large as they may be; the entries are older than what is asked for."""

    def sitemap(self, host: str, path: str) -> bytes:
        body = super().sitemap(host, path)
        if not path.startswith("/maps/2024-"):
            return body
        first = int(path[11:13]) * 10_000_000
        more = "".join(f"<url><loc>{found.url}</loc></url>" for found in addresses(first, MAP) if "?" not in found.url)
        return body.replace(b"</urlset>", more.encode() + b"</urlset>")


def addresses(first: int, count: int) -> list[Found]:
    """Stories of a site as a sitemap names them, one in ten told by its query."""
    found = []
    for i in range(first, first + count):
        day = date(2004, 1, 1) + timedelta(days=i % 7000)
        path = f"court/report?id={i}" if i % 10 == 0 else f"{day:%Y/%m/%d}/council-asked-to-rebuild-pier-{i}.html"
        found.append(
            Found(url=f"http://{WWW}/{path}", kind="article", priority=300, deep=True, date_hint=day.isoformat())
        )
    return found


def build(path: Path, rows: int) -> Archive:
    """An archive with a ledger of so many rows."""
    archive = Archive(path)
    archive.runs.start("news", [SITE], BEFORE)
    for first in range(0, rows, MAP):
        add(archive, addresses(first, min(MAP, rows - first)))
    with immediate(archive.db):
        archive.db.conn.execute(STATES, {"before": BEFORE})
    archive.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return archive


def add(archive: Archive, found: list[Found]) -> None:
    """Write addresses as a visit to their sitemap does."""
    with immediate(archive.db):
        discoveries = archive.ledger._discoveries
        discoveries.add(SITE.name, found, source=f"http://{WWW}/sitemap.xml", depth=1, at=BEFORE)


def learn(archive: Archive) -> None:
    """Learn from stories that a parameter changes nothing, which rewrites what waits under such addresses."""
    with immediate(archive.db):
        for number in range(3):
            story = f"http://{WWW}/local/story-{number}"
            archive.ledger._discoveries.learn(SITE.name, f"{story}?seen_on=rail-{number}", story, AT)


def measures(archive: Archive, rows: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a run does with the ledger, in an order that keeps each step's ledger as it is told."""
    ledger, conn = archive.ledger, archive.db.conn

    def frontier(deep: bool = False, window: Window = EVERYTHING) -> Callable[[], object]:
        return lambda: ledger.frontier(SITE.name, now=AT, deep=deep, revisit="due", limit=64, window=window)

    def stories_alone() -> object:
        with immediate(archive.db):
            return conn.execute("UPDATE pages SET due_at = NULL WHERE kind != 'article'")

    def begin(deep: bool, articles: bool = False) -> Callable[[], object]:
        return lambda: ledger.begin(SITE.name, now=AT, before=AT, deep=deep, articles=articles)

    yield "begin", begin(False)
    yield "frontier, nothing is due", frontier()
    yield "begin, backfill", begin(True)
    yield "frontier, backfill", frontier(deep=True)
    yield "frontier, backfill, since= rules all out", frontier(deep=True, window=Window(since=date(2024, 4, 1)))
    yield "frontier, backfill, sections=", frontier(deep=True, window=Window(sections=("sport",)))
    yield f"add {MAP:,} known", lambda: add(archive, addresses(0, min(MAP, rows)))
    yield f"add {MAP:,} new", lambda: add(archive, addresses(rows, MAP))
    yield "learn that a parameter tells nothing", lambda: learn(archive)
    yield "report at a run's end", lambda: summarize(archive.db, SITE.name, 1)
    yield "view completeness", lambda: conn.execute("SELECT * FROM completeness").fetchall()
    yield "scrapy runs (a process)", lambda: scrapy("runs", archive=archive.path)
    yield "begin, revisit=all", begin(False, articles=True)
    stories_alone()
    yield "frontier, every story is due", frontier()


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def peak(process: subprocess.Popen[str]) -> tuple[float, float]:
    """Largest resident size of a process, and of its reader, in MB, followed to its end."""
    own = reader = 0.0
    while process.poll() is None:
        own = max(own, _high_water(process.pid))
        for child in _children(process.pid):
            reader = max(reader, _high_water(child))
        time.sleep(0.02)
    return own, reader


def _high_water(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def crawl(archive: Path, maze: Maze, *args: str) -> None:
    """Crawl the small site into the archive; print memory, time and requests."""
    before, began = len(maze.asked), time.perf_counter()
    options = ("-a", f"url=http://{WWW}/", *HASTE, "-s", f"CRAWL_CLOCK={NOW.isoformat()}", *args)
    process = subprocess.Popen(
        command("crawl", "news", *options, archive=archive), env=environment(maze.proxy),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    own, reader = peak(process)
    assert process.stderr
    told = process.stderr.read().strip()
    seconds, asked = time.perf_counter() - began, len(maze.asked) - before
    print(
        f"  {' '.join(args):<44}{own:7.0f} MB{reader:7.0f} MB{seconds:8.1f} s{asked:7} requests  {told[-300:]}",
        flush=True,
    )


@contextmanager
def folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--keep", type=Path, help="a folder that keeps the archives")
    chosen = options.parse_args()
    with folder(chosen.keep) as place:
        times: dict[str, list[float]] = {}
        for rows in chosen.rows:
            path = place / f"{rows}.db"
            began = time.perf_counter()
            archive = build(path, rows)
            times.setdefault("(building it)", []).append(time.perf_counter() - began)
            if rows == max(chosen.rows):
                shutil.copy(path, place / "unused.db")
            for name, call in measures(archive, rows):
                times.setdefault(name, []).append(timed(call))
            archive.close()
        print(f"{'seconds':<44}" + "".join(f"{rows:>12,}" for rows in chosen.rows))
        for name, row in times.items():
            print(f"  {name:<42}" + "".join(f"{seconds:>12.3f}" for seconds in row))
        largest = max(chosen.rows)
        print(f"\nCrawls on {largest:,} rows{'':<32}{'crawl':>10}{'reader':>10}")
        for number, (maze, args) in enumerate([*((Maze(120), args) for args in CRAWLS), (Mapped(120), CRAWLS[-1])]):
            path = place / f"crawl-{number}.db"
            shutil.copy(place / "unused.db", path)
            if isinstance(maze, Mapped):
                print(f"the same, four of its sitemaps with {MAP * 9 // 10:,} old entries more", flush=True)
            with serve(maze):
                crawl(path, maze, *args)


if __name__ == "__main__":
    main()
