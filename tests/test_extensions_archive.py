"""What a run leaves behind of its archive."""

from __future__ import annotations

from pathlib import Path

from tests.crawling import HASTE, scrapy
from tests.mannered import page, serve


def test_a_run_that_ended_leaves_the_archive_as_plain_files(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        site.pages["/"] = page("/news/the-pier-is-rebuilt-12345")
        scrapy("crawl", "news", "-a", f"url=http://127.0.0.1:{site.port}/", *HASTE, archive=archive)
    left = {file.name for file in tmp_path.iterdir() if file.suffix != ".lock"}
    assert {"archive.db", "archive.raw.db"} <= left
    assert not [name for name in left if name.endswith(("-wal", "-shm"))]
