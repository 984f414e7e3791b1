"""All judgements of one archive, through the tables that the contract promises."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.living.lives import judge_lives, stories_of
from benchmarks.living.newsstand import Newsstand
from benchmarks.living.places import judge_captures, judge_clusters, judge_deleted, judge_ledger, judge_teasers
from benchmarks.living.server import Served
from benchmarks.living.texts import judge_texts
from benchmarks.living.truth import Truth
from benchmarks.living.verdict import Verdict

__all__ = ["judge"]


def judge(archive: Path, stand: Newsstand, served: list[Served]) -> Verdict:
    """What the archive remembers, against what was served."""
    truth = Truth(stand.world, served)
    verdict = Verdict()
    with closing(sqlite3.connect(archive)) as db:
        db.row_factory = sqlite3.Row
        of_story = stories_of(db, truth, verdict)
        judge_texts(db, truth, of_story, verdict)
        judge_lives(db, truth, of_story, verdict)
        judge_deleted(db, truth, of_story, verdict)
        judge_teasers(db, truth, stand.fronts, verdict)
        judge_clusters(db, truth, of_story, verdict)
        judge_captures(db, archive, truth, verdict)
        judge_ledger(db, truth, verdict)
    return verdict
