"""Puts the showcase together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.showcase import english, writing
from benchmarks.showcase.crawl import Crawl, looks
from benchmarks.showcase.guide import guide
from benchmarks.showcase.lives import live
from benchmarks.showcase.model import Story
from benchmarks.showcase.papers import ARABIC, FRENCH, GREEK, JAPANESE, PAPERS
from newscrawl.archive import Archive
from newscrawl.archive.connection import raw_path

__all__ = ["build", "stories"]

_ERASED = {"merrow-newsroom-21": "on request of the person concerned, 2024-04-17"}
_COUNTS = ((FRENCH, 46), (GREEK, 40), (ARABIC, 42), (JAPANESE, 44))


def stories() -> list[Story]:
    """All stories, with all that becomes of them."""
    made = english.write()
    for paper, count in _COUNTS:
        made += writing.write(paper, count)
    live(made)
    for story in made:
        story.erased = _ERASED.get(story.key)
    return made


def build(path: Path, *, days: int, picture: Callable[[str], bytes]) -> Iterator[str]:
    """Write the archive; a line for every hour of runs. `picture` draws a lead picture of some name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in (path, raw_path(path)):
        for end in ("", "-wal", "-shm"):
            old.with_name(old.name + end).unlink(missing_ok=True)
    with closing(Archive(path, keep_images=True)) as archive:
        assert archive.captures is not None
        files = (archive.db, archive.captures.db)
        for db in files:
            db.conn.execute("PRAGMA synchronous=OFF")  # it can be made again
        crawl = Crawl(archive, stories(), picture)
        for at in looks(days):
            for paper in PAPERS:
                crawl.run(paper, at)
            yield f"{at:%Y-%m-%d %H:%M}"
        while not archive.place_rest(60):
            pass
        crawl.take_down()
        path.with_name("README").write_text("\n".join(guide(archive.db)) + "\n", encoding="utf-8")
        for db in files:
            db.conn.execute("PRAGMA optimize")
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
