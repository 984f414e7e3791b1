"""The archive that the reading room is shown with: sound, the same every time, and with something of everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from benchmarks.showcase import crawl
from benchmarks.showcase.build import build
from newscrawl.archive.verify import Verification


@pytest.fixture(scope="module")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Its last day."""
    path = tmp_path_factory.mktemp("showcase") / "archive.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crawl, "HOURS", (10, 17, 21))
        list(build(path, days=1, picture=lambda name: b"\xff\xd8\xff" + name.encode()))
    assert list(Verification(path)) == []
    with closing(sqlite3.connect(path)) as db:
        yield db


def count(db: sqlite3.Connection, what: str) -> int:
    number: int = db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
    return number


def test_it_has_something_of_everything(showcase: sqlite3.Connection) -> None:
    assert count(showcase, "sites") == 7
    assert {row[0][:2] for row in showcase.execute("SELECT in_language FROM articles WHERE status != 'erased'")} == {
        "ar", "el", "en", "fr", "ja",
    }  # fmt: skip
    assert count(showcase, "articles WHERE kind = 'liveblog' AND revision_count > 2")
    assert count(showcase, "articles WHERE status = 'erased'") == 1
    assert count(showcase, "images WHERE payload_digest IS NOT NULL") > 100
    assert count(showcase, "run_sites WHERE findings != '[]'")
    assert count(showcase, "(SELECT 1 FROM articles GROUP BY cluster_id HAVING count(DISTINCT site) = 3)")
    assert {row[0] for row in showcase.execute("SELECT DISTINCT state FROM pages")} == {
        "done", "skipped", "failed", "gone", "pending",
    }  # fmt: skip
