"""Archive the large bundled newsroom, against bare Scrapy following links and storing nothing, in one run.

usage: python benchmarks/crawl.py [--size large] [--page-bytes 100000] [--rounds 3]

Both ask the same server, a process of its own, in turns; machines are noisy, so the ratio counts and not the seconds.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "newsroom.test"

SERVER = """
import asyncio, sys
from newscrawl.demo.newsroom import build
from newscrawl.demo.server import DemoServer

async def main():
    await DemoServer(build(sys.argv[1], page_bytes=int(sys.argv[2])), port=int(sys.argv[3])).start()
    print("ready", flush=True)
    await asyncio.sleep(3600)

asyncio.run(main())
"""

BARE = """
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

class Bare(CrawlSpider):
    name = "bare"
    start_urls = ["http://newsroom.test/"]
    rules = [Rule(LinkExtractor(allow_domains=["newsroom.test"]), callback="seen", follow=True)]

    def seen(self, response):
        return None

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "TELNETCONSOLE_ENABLED": False,
                          "REMOTE_CONTROL_ENABLED": False, "DOWNLOAD_DELAY": 0})
crawler = process.create_crawler(Bare)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("response_received_count"))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def newscrawl(proxy: dict[str, str]) -> tuple[int, float]:
    """Pages and seconds of a whole archiving run, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        options = [
            "DOWNLOAD_DELAY=0",
            "AUTOTHROTTLE_ENABLED=0",
            "CONCURRENT_REQUESTS_PER_DOMAIN=16",
            f"ARCHIVE={archive}",
        ]
        command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url=http://{HOST}/", "-a", "backfill=1"]
        began = time.perf_counter()
        subprocess.run([*command, *(part for o in options for part in ("-s", o))], cwd=ROOT, env=proxy, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        seconds = time.perf_counter() - began
        import sqlite3

        pages = (
            sqlite3.connect(archive).execute("SELECT count(*) FROM visits WHERE http_status IS NOT NULL").fetchone()[0]
        )
    return int(pages), seconds


def bare(proxy: dict[str, str]) -> tuple[int, float]:
    """Pages and seconds of Scrapy following every link and keeping nothing."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", BARE], env=proxy, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]), time.perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--size", default="large")
    options.add_argument("--page-bytes", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, chosen.size, str(chosen.page_bytes), str(port)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    server.stdout.readline()
    proxy = {**os.environ, "http_proxy": f"http://127.0.0.1:{port}"}
    ratios = []
    try:
        print("round  newscrawl pages/s  bare Scrapy pages/s  ratio")
        for number in range(1, chosen.rounds + 1):
            ours, theirs = (pages / seconds for pages, seconds in (newscrawl(proxy), bare(proxy)))
            ratios.append(ours / theirs)
            print(f"{number:>5}  {ours:>17.1f}  {theirs:>19.1f}  {ratios[-1]:.2f}", flush=True)
        print(f"median ratio {statistics.median(ratios):.2f}")
    finally:
        server.kill()


if __name__ == "__main__":
    main()
