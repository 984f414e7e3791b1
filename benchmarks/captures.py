"""What captures take on disk, and how fast they are written: gzip, zstd, and zstd with a site's earlier pages.

usage: python -m benchmarks.captures [--corpus DIR ...] [--stories 400] [--page-bytes 75000] [--sites 12]

A corpus holds `truth.jsonl` (`page`, `url`) and `pages/*.html.gz`. Of each host with two pages or more, every page is
compressed with a dictionary of the others (at most as many as the archive takes): the time between them may be years.
Then the bundled newsrooms are written through the archive's own code, page by page in bursts, as a crawl does: size of
all that is stored, dictionaries included, beside what the same pages take alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import zstandard

from newscrawl.archive import Archive
from newscrawl.archive.dictionaries import LEVEL, make_content
from newscrawl.demo.newsroom import build
from newscrawl.items import Capture
from newscrawl.urls import host_of

BURST = 50
MEGA = 1e6


def timed(compress: Callable[[bytes], bytes], pages: Iterable[bytes]) -> tuple[int, float]:
    """Bytes that pages are compressed to, and seconds that it takes."""
    begun = time.perf_counter()
    size = sum(len(compress(page)) for page in pages)
    return size, time.perf_counter() - begun


def with_dictionary(others: list[bytes]) -> Callable[[bytes], bytes]:
    data = zstandard.ZstdCompressionDict(make_content(others)[0], dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=data)
    compressor.compress(b"")  # the dictionary is taken in with the first page
    return compressor.compress


def load(corpus: Path) -> dict[str, list[bytes]]:
    """Host -> its pages, in the order of their names, of those hosts that have more than one."""
    hosts: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    with (corpus / "truth.jsonl").open(encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            page = gzip.decompress((corpus / case["page"]).read_bytes())
            hosts[host_of(case["url"])].append((case["page"], page))
    return {host: [page for _, page in sorted(found)] for host, found in hosts.items() if len(found) > 1}


def measure(corpus: Path, shown: int) -> None:
    plain = zstandard.ZstdCompressor(level=LEVEL).compress
    print(f"\n{corpus}\n{'host':34} pages  bytes/page    gzip    zstd  zstd with dictionary (times smaller)")
    total = dict.fromkeys(("raw", "gzip", "zstd", "dictionary"), 0)
    seconds = dict.fromkeys(total, 0.0)
    hosts = load(corpus)
    for host in sorted(hosts, key=lambda host: (-len(hosts[host]), host)):
        pages = hosts[host]
        sizes = {"raw": (sum(map(len, pages)), 0.0), "gzip": timed(gzip.compress, pages), "zstd": timed(plain, pages)}
        one = [timed(with_dictionary(pages[:i] + pages[i + 1 :]), [page]) for i, page in enumerate(pages)]
        sizes["dictionary"] = (sum(size for size, _ in one), sum(took for _, took in one))
        for name, (size, took) in sizes.items():
            total[name] += size
            seconds[name] += took
        if shown > 0:
            shown -= 1
            raw = sizes["raw"][0]
            ratios = "  ".join(f"{raw / sizes[name][0]:6.1f}" for name in ("gzip", "zstd", "dictionary"))
            print(f"{host:34} {len(pages):5}  {raw // len(pages):10,}  {ratios}")
    count = sum(map(len, hosts.values()))
    ratios = "  ".join(f"{total['raw'] / total[name]:6.1f}" for name in ("gzip", "zstd", "dictionary"))
    print(f"{f'all {len(hosts)} hosts':34} {count:5}  {total['raw'] // count:10,}  {ratios}")
    speeds = ", ".join(f"{name} {total['raw'] / seconds[name] / MEGA:.0f}" for name in ("gzip", "zstd", "dictionary"))
    print(f"MB/s: {speeds}; pages/s with a dictionary: {count / seconds['dictionary']:.0f}")


def newsrooms(stories: int, page_bytes: int) -> None:
    newsroom = build("large", page_bytes=page_bytes)
    captures = []
    for host in newsroom.hosts:
        for story in newsroom.truth(host)[:stories]:
            body = newsroom.answer(host, story.url.removeprefix(f"http://{host}"), {}).body
            at = "2024-04-17T12:00:00.000+00:00"
            captures.append(Capture(url=story.url, fetched_at=at, http_status=200, headers=[], body=body))
    pages = [capture.body for capture in captures]
    raw = sum(map(len, pages))
    plain, _ = timed(zstandard.ZstdCompressor(level=LEVEL).compress, pages)
    packed, _ = timed(gzip.compress, pages)
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "archive.db")
        assert archive.captures
        begun = time.perf_counter()
        for start in range(0, len(captures), BURST):
            archive.captures.keep(captures[start : start + BURST])
        took = time.perf_counter() - begun
        conn = archive.captures.db.conn
        bodies = conn.execute("SELECT sum(length(body)) FROM captures").fetchone()[0]
        count, content = conn.execute("SELECT count(*), coalesce(sum(length(content)), 0) FROM dictionaries").fetchone()
        begun = time.perf_counter()
        read = sum(len(archive.captures.dictionaries.decompress(r)) for r in conn.execute("SELECT * FROM captures"))
        back = time.perf_counter() - begun
        archive.close()
    assert read == raw
    print(f"\nbundled newsrooms, {len(pages)} pages of {raw // len(pages):,} bytes")
    print(f"  gzip {raw / packed:.1f}, zstd {raw / plain:.1f}, as stored {raw / (bodies + content):.1f} times smaller")
    print(f"  ({bodies:,} bytes of captures, {content:,} of {count} dictionaries)")
    print(
        f"  written: {len(pages) / took:.0f} pages/s, {raw / took / MEGA:.0f} MB/s; read: {raw / back / MEGA:.0f} MB/s"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, nargs="*", default=[], metavar="DIR")
    options.add_argument("--stories", type=int, default=400)
    options.add_argument("--page-bytes", type=int, default=75_000)
    options.add_argument("--sites", type=int, default=12, help="rows shown of each corpus")
    given = options.parse_args()
    for corpus in given.corpus:
        measure(corpus, given.sites)
    for page_bytes in (0, given.page_bytes):
        newsrooms(given.stories, page_bytes)


if __name__ == "__main__":
    main()
