"""What a crawl finds on a site full of traps and what it asks for that, beside Scrapy's own spiders.

usage: python -m benchmarks.completeness [--stories 700] [--bare 5000] [--no-validators] [--requests 20000]

All crawl the maze of tests/maze.py, in the same run: newscrawl, a CrawlSpider that follows every link that its
LinkExtractor finds, given up after so many pages, and a SitemapSpider that starts from robots.txt. These two store
nothing, so every answer that shows a story counts as found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.crawling import HASTE, environment, rows, scrapy
from tests.maze import Asked, Maze, serve
from tests.mazestories import NOW, WWW

BARE = """
import sys
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule, SitemapSpider

class Links(CrawlSpider):
    name = "links"
    start_urls = [sys.argv[1]]
    rules = [Rule(LinkExtractor(allow_domains=["maze-news.com"]), callback="seen", follow=True)]

    def seen(self, response):
        return None

class Maps(SitemapSpider):
    name = "maps"
    sitemap_urls = [sys.argv[1] + "robots.txt"]

    def parse(self, response):
        return None

process = CrawlerProcess({"LOG_LEVEL": "CRITICAL", "CONCURRENT_REQUESTS_PER_DOMAIN": 4, "DOWNLOAD_DELAY": 0,
                          "ROBOTSTXT_OBEY": True, "CLOSESPIDER_PAGECOUNT": int(sys.argv[2]),
                          "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
process.crawl({"links": Links, "maps": Maps}[sys.argv[3]])
process.start()
"""


def newscrawl(maze: Maze, archive: Path, minutes: int, *args: str) -> list[Asked]:
    """One run; what it asked."""
    before = len(maze.asked)
    clock = ("-s", f"CRAWL_CLOCK={(NOW + timedelta(minutes=minutes)).isoformat()}")
    done = scrapy("crawl", "news", "-a", f"url=http://{WWW}/", *HASTE, *clock, *args,
                  archive=archive, proxy=maze.proxy, timeout=1800)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return maze.asked[before:]


def bare(maze: Maze, pages: int, spider: str) -> list[Asked]:
    """One of Scrapy's own spiders; what it asked."""
    before = len(maze.asked)
    args = [sys.executable, "-c", BARE, f"http://{WWW}/", str(pages), spider]
    subprocess.run(args, env=environment(maze.proxy), check=True, stdout=subprocess.DEVNULL)
    return maze.asked[before:]


def told(asked: list[Asked]) -> set[str]:
    return {page.story for page in asked if page.story}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--stories", type=int, default=700)
    options.add_argument("--bare", type=int, default=5000, help="pages after which the bare spider is given up")
    options.add_argument("--requests", type=int, default=20_000, help="pages after which newscrawl is given up")
    options.add_argument("--no-validators", action="store_true", help="a site that never answers 304")
    chosen = options.parse_args()
    columns: dict[str, list[Asked]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Maze(chosen.stories, validators=not chosen.no_validators)) as maze,
    ):
        archive, limit = Path(folder) / "archive.db", f"CLOSESPIDER_PAGECOUNT={chosen.requests}"
        columns["newscrawl"] = newscrawl(maze, archive, 0, "-a", "backfill=1", "-s", limit)
        kept = rows(archive, "SELECT url FROM articles")
        columns["its next run"] = newscrawl(maze, archive, 30)
        columns["CrawlSpider"] = bare(maze, chosen.bare, "links")
        columns["SitemapSpider"] = bare(maze, chosen.bare, "maps")
        report(maze, columns, kept)


def report(maze: Maze, columns: dict[str, list[Asked]], kept: list[str]) -> None:
    """Print the table."""
    truth = {story.url for story in maze.stories}
    first = columns["newscrawl"]
    sent = sum(page.sent for page in first)
    print(f"{len(truth)} stories")
    print(f"  recall of the archive            {len(truth & set(kept)) / len(truth):8.2%}")
    print(f"  stored and no story of the site  {len(set(kept) - truth):8} ({len(set(kept) - truth) / len(truth):.2%})")
    print(f"  stored twice                     {len(kept) - len(set(kept)):8}")
    print(f"  requests per story               {len(first) / len(truth):8.3f}")
    print(f"  bytes of the next run            {sum(p.sent for p in columns['its next run']) / sent:8.2%}\n")
    by_way = Counter(story.way for story in maze.stories)
    line("", list(columns))
    line("requests", [len(asked) for asked in columns.values()])
    line("stories met", [f"{len(told(asked)) / len(truth):.1%}" for asked in columns.values()])
    line("requests per story met", [f"{len(asked) / max(1, len(told(asked))):.2f}" for asked in columns.values()])
    line("megabytes", [f"{sum(page.sent for page in asked) / 1e6:.2f}" for asked in columns.values()])
    for way, number in by_way.items():
        met = [len({s.url for s in maze.stories if s.way == way} & told(asked)) for asked in columns.values()]
        line(f"met of {number}, by way: {way}", met)
    counts = [Counter(page.what for page in asked) for asked in columns.values()]
    for what in sorted(set().union(*counts), key=lambda what: (":" in what, what)):
        line(what, [count[what] for count in counts])


def line(name: str, cells: list[str] | list[int]) -> None:
    print(f"  {name:<34}" + "".join(f"{cell:>18}" for cell in cells))


if __name__ == "__main__":
    main()
