"""Three sites live through two days (benchmarks/memory.py, made small), and the archive is asked what it remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.living import places
from benchmarks.living.compare import differences, snapshot
from benchmarks.living.lives import judge_lives, stories_of
from benchmarks.living.model import visit_times
from benchmarks.living.newsstand import Newsstand
from benchmarks.living.plan import make_world
from benchmarks.living.runs import crawl_all
from benchmarks.living.server import serve
from benchmarks.living.texts import judge_texts
from benchmarks.living.truth import Truth
from benchmarks.living.verdict import Verdict

SEED = 5


@dataclass
class Lived:
    """An archive after four visits, and what could be known."""

    archive: Path
    db: sqlite3.Connection
    stand: Newsstand
    truth: Truth
    of_story: dict[str, int]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    archive = tmp_path_factory.mktemp("memory") / "archive.db"
    stand = Newsstand(make_world(SEED, visit_times(2, (0, 14)), 0.2), SEED)
    with serve(stand) as server:
        crawl_all(server, archive)
    truth = Truth(stand.world, server.served)
    with closing(sqlite3.connect(archive)) as db:
        db.row_factory = sqlite3.Row
        yield Lived(archive, db, stand, truth, stories_of(db, truth, Verdict()))


Judgement = Callable[[Lived, Verdict], object]


@pytest.mark.parametrize(
    "judgement",
    [
        pytest.param(lambda it, v: stories_of(it.db, it.truth, v), id="one article for each story"),
        pytest.param(
            lambda it, v: judge_texts(it.db, it.truth, it.of_story, v), id="every edit a version and no other"
        ),
        pytest.param(lambda it, v: judge_lives(it.db, it.truth, it.of_story, v), id="gone and moved and restored"),
        pytest.param(lambda it, v: places.judge_deleted(it.db, it.truth, it.of_story, v), id="deleted words found"),
        pytest.param(lambda it, v: places.judge_teasers(it.db, it.truth, it.stand.fronts, v), id="stays of teasers"),
        pytest.param(lambda it, v: places.judge_clusters(it.db, it.truth, it.of_story, v), id="copies joined"),
        pytest.param(lambda it, v: places.judge_captures(it.db, it.archive, it.truth, v), id="captures whole"),
        pytest.param(lambda it, v: places.judge_ledger(it.db, it.truth, v), id="sums add up"),
    ],
)
def test_the_archive_remembers(lived: Lived, judgement: Judgement) -> None:
    verdict = Verdict()
    judgement(lived, verdict)
    assert verdict.measures
    assert [str(measure) for measure in verdict.measures if not measure.met] == [], verdict.misses[:5]


def test_the_judge_tells_what_was_lost(lived: Lived, tmp_path: Path) -> None:
    before = snapshot(lived.archive, lived.truth)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(copy)) as db:
        lived.db.backup(db)
        db.execute("DELETE FROM revisions WHERE number = 2")
        db.execute("DELETE FROM events")
        db.execute("UPDATE articles SET cluster_id = (SELECT min(id) FROM articles)")
        db.commit()
        db.row_factory = sqlite3.Row
        verdict = Verdict()
        judge_texts(db, lived.truth, lived.of_story, verdict)
        judge_lives(db, lived.truth, lived.of_story, verdict)
        places.judge_clusters(db, lived.truth, lived.of_story, verdict)
    differences(before, snapshot(copy, lived.truth), verdict)
    told = {what for what, _, _ in verdict.misses}
    assert told >= {"edit missed", "event missed", "different stories joined", "revisions, only undisturbed"}
    assert not verdict.good
