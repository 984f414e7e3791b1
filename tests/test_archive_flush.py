"""A burst is written whole or not at all, though its captures are compressed in another thread."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from newscrawl.archive import HEAVY, Archive
from newscrawl.doors import Page
from newscrawl.exceptions import ArchiveError
from newscrawl.items import Capture, Visit
from tests.conftest import Scribe, an_article, at

SIZES = pytest.mark.parametrize("size", [1_000, HEAVY], ids=["light", "heavy, in a thread"])


def settled(scribe: Scribe, size: int) -> Archive:
    """An archive with three stories to be written, from pages of a size."""
    for number in range(3):
        article = an_article(f"/news/{number}", article_body=f"The council voted on pier number {number} on Monday.")
        body = f"<p>{article.article_body}</p>".encode()
        capture = Capture(url=article.page_url, fetched_at=at(number), http_status=200, headers=[], body=body)
        visit = Visit(url=article.page_url, at=at(number), outcome="read", http_status=200, capture=capture, bytes=size)
        scribe.archive.settle(Page(site=scribe.site, run_id=scribe.run_id, visit=visit, article=article))
    return scribe.archive


def held(archive: Archive) -> tuple[int, int]:
    """Stories and captures that an archive has committed."""
    assert archive.captures is not None
    assert not archive.db.conn.in_transaction
    assert not archive.captures.db.conn.in_transaction
    stories, captures = (
        db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for db, table in ((archive.db, "articles"), (archive.captures.db, "captures"))
    )
    return stories, captures


@SIZES
def test_a_burst_whose_captures_cannot_be_written_waits_whole(
    scribe: Scribe, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    archive = settled(scribe, size)

    def full(_: Capture) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(archive.captures, "_write", full)
        with pytest.raises(ArchiveError, match="free some space"):
            archive.flush()
    assert held(archive) == (0, 0)
    assert archive.waiting == 3
    assert len(archive.flush()) == 3
    assert held(archive) == (3, 3)


@SIZES
def test_a_burst_that_is_broken_off_leaves_orphans_at_most_and_no_thread(
    scribe: Scribe, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    archive, threads = settled(scribe, size), threading.active_count()

    def interrupted(_: int) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(archive.clusters, "place_some", interrupted)
        with pytest.raises(KeyboardInterrupt):
            archive.flush()
    stories, captures = held(archive)
    assert stories == 0 and captures <= 3
    assert threading.active_count() == threads
    assert len(archive.flush()) == 3
    assert held(archive) == (3, 3)
