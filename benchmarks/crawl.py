"""Archive the bundled newsroom, beside what Scrapy takes for less, in one run.

usage: python -m benchmarks.crawl [--size large] [--page-bytes 100000] [--corpus FOLDER] [--rounds 3]
       [--skip afternoon …]

All ask the same server (benchmarks/server.py), a process of its own, in turns, after a round that is not counted;
machines are noisy, so the ratios count and not the seconds. The sizes "large" and "huge" have 1,000 and 20,000 stories.
With --corpus, a folder of real pages, --size is a number, and the site is made of these pages (benchmarks/realsite.py).

Rows:

  newscrawl     fetch, read, dedupe, cluster, keep raw pages, full-text index; then `again`, a second visit to the same
                site as a cron job makes it, and `start-up`, from the command to the first request
  bare          Scrapy following links with LinkExtractor and storing nothing, with its own settings but for delay and
                concurrency (and a log that goes nowhere)
  floor         Scrapy fetching a known list of addresses and touching nothing
  afternoon     Scrapy with trafilatura and sqlite-utils per page, as one writes it (extra `bench`)
"""

from __future__ import annotations

import argparse
import compileall
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.processes import Cost, run

ROOT = Path(__file__).resolve().parent.parent
HOST = "newsroom.test"

CRAWLER = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

{spider}

process = CrawlerProcess({{"CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "LOG_FILE": "/dev/null",
                          "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}})
crawler = process.create_crawler(Crawl)
process.crawl(crawler)
process.start()
stats = crawler.stats
print(stats.get_value("response_received_count"), stats.get_value("downloader/response_bytes"))
"""

BARE = """
class Crawl(CrawlSpider):
    name = "bare"
    start_urls = ["http://newsroom.test/"]
    rules = [Rule(LinkExtractor(allow_domains=["newsroom.test"]), callback="seen", follow=True)]

    def seen(self, response):
        return None
"""

FLOOR = """
class Crawl(Spider):
    name = "floor"

    async def start(self):
        for url in open(sys.argv[1]).read().split():
            yield Request(url)

    def parse(self, response):
        return None
"""

AFTERNOON = """
import json, sqlite_utils, trafilatura

class Crawl(CrawlSpider):
    name = "afternoon"
    start_urls = ["http://newsroom.test/"]
    rules = [Rule(LinkExtractor(allow_domains=["newsroom.test"]), callback="keep", follow=True)]
    table = sqlite_utils.Database(sys.argv[1])["articles"]

    def keep(self, response):
        text = trafilatura.extract(response.text, url=response.url, output_format="json", with_metadata=True)
        if text:
            found = json.loads(text)
            names = ("title", "author", "date", "text", "excerpt", "categories", "tags")
            row = {"url": response.url, **{name: found.get(name) for name in names}}
            self.table.insert(row, pk="url", replace=True)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Row:
    """One way to crawl, and what its rounds have cost."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.pages: list[int] = []
        self.costs: list[Cost] = []

    def add(self, pages: int, cost: Cost) -> None:
        if cost.status:
            raise SystemExit(f"{self.name} failed with status {cost.status}: {cost.output[-500:]}")
        self.pages.append(pages)
        self.costs.append(cost)

    @property
    def rate(self) -> float:
        """Pages a second."""
        return statistics.median(p / c.seconds for p, c in zip(self.pages, self.costs, strict=True))

    @property
    def seconds(self) -> float:
        return statistics.median(cost.seconds for cost in self.costs)

    def line(self, base: float, page_bytes: int) -> str:
        pages = self.pages[-1]
        own, others = (statistics.median(column) / pages * 1000 for column in zip(
            *((cost.own, sum(cost.others)) for cost in self.costs), strict=True))  # fmt: skip
        memory = max(cost.memory for cost in self.costs) / 1e6
        ratio = f"{self.rate / base:.2f}" if base else "-"
        megabytes = self.rate * page_bytes / 1e6
        return (
            f"{self.name:<12}{pages:>8,}{self.seconds:>9.1f}{self.rate:>9.1f}{megabytes:>8.1f}{ratio:>8}"
            f"{own:>10.2f}{others:>10.2f}{memory:>8.0f}"
        )


def newscrawl(proxy: dict[str, str], archive: Path, *given: str) -> tuple[int, Cost]:
    """One more archiving run, start-up included: the pages that it asked, and what it has cost."""
    haste = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
    options = [*haste, f"ARCHIVE={archive}"]
    command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url=http://{HOST}/", *given]
    before = asked(archive)
    cost = run([*command, *(part for option in options for part in ("-s", option))], cwd=ROOT, env=proxy)
    return asked(archive) - before, cost


def asked(archive: Path) -> int:
    """Answers that an archive has booked."""
    if not archive.exists():
        return 0
    with closing(sqlite3.connect(archive)) as conn:
        return int(conn.execute("SELECT count(*) FROM visits WHERE http_status IS NOT NULL").fetchone()[0])


def scrapy(spider: str, proxy: dict[str, str], given: Path) -> tuple[int, Cost]:
    """Pages that a spider of Scrapy's got, and what it has cost."""
    cost = run([sys.executable, "-c", CRAWLER.format(spider=spider), str(given)], env=proxy)
    return int(cost.output.split()[0]) if cost.output else 0, cost


def start_up(folder: Path) -> float:
    """Seconds from the command to the first request that reaches a server."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(60)
        proxy = {**os.environ, "http_proxy": f"http://127.0.0.1:{server.getsockname()[1]}"}
        command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url=http://{HOST}/", "-s",
                   f"ARCHIVE={folder / 'first.db'}"]  # fmt: skip
        began = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=proxy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
            server.accept()[0].close()
            seconds = time.perf_counter() - began
            p.kill()
    return seconds


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", default="large")
    options.add_argument("--page-bytes", type=int, default=100_000)
    options.add_argument("--corpus", default="")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--skip", nargs="+", default=[], choices=("bare", "floor", "afternoon"))
    chosen = options.parse_args()
    compileall.compile_dir(ROOT / "newscrawl", quiet=1)  # as pip does, also where Python is told not to (-B)
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server", chosen.size, str(chosen.page_bytes), str(port), chosen.corpus],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert server.stdout is not None
    server.stdout.readline()
    try:
        with tempfile.TemporaryDirectory(prefix="newscrawl-crawl-") as temporary:
            compare(chosen, {**os.environ, "http_proxy": f"http://127.0.0.1:{port}"}, Path(temporary))
    finally:
        server.kill()


def compare(chosen: argparse.Namespace, proxy: dict[str, str], folder: Path) -> None:
    """Run all in turns and print the table."""
    rows = {name: Row(name) for name in ("newscrawl", "again", "bare", "floor", "afternoon") if name not in chosen.skip}
    starts = []
    for number in range(chosen.rounds + 1):
        archive = folder / f"archive-{number}.db"
        found = {"newscrawl": newscrawl(proxy, archive, "-a", "backfill=1"), "again": newscrawl(proxy, archive)}
        known = folder / "known.txt"
        with closing(sqlite3.connect(archive)) as conn:
            sql = "SELECT url FROM pages WHERE http_status = 200 AND kind != 'robots'"
            known.write_text("\n".join(url for (url,) in conn.execute(sql)))
        spiders = {
            "bare": (BARE, known),
            "floor": (FLOOR, known),
            "afternoon": (AFTERNOON, folder / f"plain-{number}.db"),
        }
        for name, (spider, given) in spiders.items():
            if name in rows:
                found[name] = scrapy(spider, proxy, given)
        starts.append(start_up(folder / str(number)))
        for file in folder.glob("*.db*"):
            if file.is_file():
                file.unlink()
        if number:  # the first round warms the server and the disk
            for name, (pages, cost) in found.items():
                rows[name].add(pages, cost)
            told = ", ".join(f"{name} {cost.seconds:.1f} s" for name, (_, cost) in found.items())
            print(f"round {number}: {told}", flush=True)
    base = rows["bare"].rate if "bare" in rows else 0.0
    heads = f"{'pages':>8}{'s':>9}{'pages/s':>9}{'MB/s':>8}{'x bare':>8}{'main ms':>10}{'others ms':>10}{'MB':>8}"
    print(f"\n{'':<12}{heads}")
    for row in rows.values():
        print(row.line(base, chosen.page_bytes))
    mine = rows["newscrawl"]
    print(f"\nsecond visit: {100 * rows['again'].seconds / mine.seconds:.1f} % of the first one's time (bar: 5)")
    if "bare" in rows:
        # It asks every address that it finds: one page under a hundred of them, too.
        bare = rows["bare"]
        print(f"the whole site: {mine.seconds:.1f} s, bare {bare.seconds:.1f} s: {bare.seconds / mine.seconds:.2f}")
    print(f"start-up to the first request: {statistics.median(starts):.2f} s (bar: 1)")
    for name, bar in (("bare", 1.5), ("afternoon", 4.0), ("floor", 1.0)):
        if name in rows:
            print(f"rate to {name}: {mine.rate / rows[name].rate:.2f} (bar: {bar})")


if __name__ == "__main__":
    main()
