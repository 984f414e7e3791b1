"""Runs `scrapy` as a user does, in a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing
from pathlib import Path
from typing import Any

from scrapy import cmdline

from tests.zygote import Forked

ROOT = Path(__file__).parent.parent
HASTE = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")
"""No manners are needed towards a server of one's own."""


def command(*args: str, archive: Path) -> list[str]:
    """A command line; a crawl tells its whole report, as on a terminal."""
    report = ("-s", "REPORT=full") if args[0] == "crawl" else ()
    return [sys.executable, "-m", "scrapy", args[0], *report, *args[1:], "-s", f"ARCHIVE={archive}"]


def environment(proxy: str = "") -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**inherited, "http_proxy": proxy, "https_proxy": proxy} if proxy else inherited


def scrapy(*args: str, archive: Path, proxy: str = "", timeout: float = 90) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; one that neither crawls nor probes in this process, which is far quicker."""
    if args[0] not in ("crawl", "probe", "list", "update"):
        return _here(command(*args, archive=archive)[2:])
    with start(*args, archive=archive, proxy=proxy) as process:
        try:
            out, err = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(args, process.returncode, out, err)


def _here(argv: list[str]) -> subprocess.CompletedProcess[str]:
    """Run `scrapy` with these arguments as its own process would: status, output and errors."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cmdline.execute(argv)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except Exception:  # noqa: BLE001 - the interpreter prints it and ends with 1
            traceback.print_exc()
            status = 1
    told = [stream.buffer.getvalue().decode(errors="surrogateescape") for stream in (out, err)]
    return subprocess.CompletedProcess(argv, status, *told)


def start(*args: str, archive: Path, proxy: str = "") -> subprocess.Popen[str]:
    """Start a command and go on."""
    return python(*command(*args, archive=archive)[1:], proxy=proxy)


def python(*args: str, proxy: str = "") -> subprocess.Popen[str]:
    """Start a module (`-m`) or code (`-c`) in a process of its own and go on."""
    return Forked(
        [sys.executable, *args],
        cwd=ROOT, env=environment(proxy), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def stop(process: subprocess.Popen[str], number: int = signal.SIGKILL) -> tuple[str, str]:
    """Send a signal and wait for the end; what the process had printed."""
    process.send_signal(number)
    return process.communicate(timeout=30)


def rows(archive: Path, sql: str, *parameters: Any) -> list[Any]:
    """Rows of a query; single columns as plain values."""
    with closing(sqlite3.connect(archive)) as db:
        found = db.execute(sql, parameters).fetchall()
    return [row[0] if len(row) == 1 else row for row in found]


STORIES = """
SELECT articles.url, site, headline, description, article_body, authors, article_section, date_published, dateline,
    agency, keywords, image_url, image_caption, image_credit, kind, revision_count, content_hash, page_url
FROM articles ORDER BY url
"""
ADDRESSES = "SELECT site, url, kind, state, deep, article_id IS NOT NULL, redirects_to FROM pages ORDER BY site, url"
SHOWN = "SELECT listing_url, rail, article_url, headline, description, label, position FROM teasers ORDER BY 1, 7, 3"


def state(archive: Path) -> dict[str, list[Any]]:
    """What an archive holds, but for ids, times and order."""
    return {
        "articles": rows(archive, STORIES),
        "revisions": rows(archive, "SELECT url, number, r.content_hash FROM revisions r JOIN articles a"
                                   " ON a.id = article_id ORDER BY 1, 2"),
        "aliases": rows(archive, "SELECT aliases.url, articles.url FROM aliases JOIN articles"
                                 " ON articles.id = article_id ORDER BY 1"),
        "links": rows(archive, "SELECT articles.url, links.url, text FROM links JOIN articles"
                               " ON articles.id = article_id ORDER BY 1, 2, 3"),
        "pages": rows(archive, ADDRESSES),
        "teasers": rows(archive, SHOWN),
    }  # fmt: skip
