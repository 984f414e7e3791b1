"""What a run tells its readers of a site."""

from __future__ import annotations

from newscrawl.archive import Archive
from newscrawl.reading.workers import ReaderPool
from newscrawl.run import Clock, Run
from newscrawl.spiders.learning import FIRST_LESSON, Learner
from tests.conftest import SITE, Scribe, at
from tests.test_archive_learning import read


def test_a_long_run_learns_before_its_end(archive: Archive, scribe: Scribe) -> None:
    run = Run(archive=archive, sites=[SITE], clock=Clock(), id=scribe.run_id, since=at(0))
    learner = Learner(run, ReaderPool(), "newscrawl", 0)
    for number in range(4):
        read(scribe, number)
    told = [learner.taught(SITE).learnt for _ in range(FIRST_LESSON)]
    assert told[-2] is None
    assert told[-1] == archive.learning.known(SITE.name) is not None
    assert Learner(run, ReaderPool(), "newscrawl", 0).taught(SITE).learnt == told[-1]


def test_a_run_over_a_large_archive_does_not_count_all_of_it_for_a_few_pages(archive: Archive, scribe: Scribe) -> None:
    run = Run(archive=archive, sites=[SITE], clock=Clock(), id=scribe.run_id, since=at(0))
    for number in range(4):
        read(scribe, number)
    archive.learning.learn(SITE.name, at(1))
    with archive.db.conn:
        archive.db.conn.execute("UPDATE site_knowledge SET stories = ?", (2 * FIRST_LESSON,))
    known = archive.learning.known(SITE.name)
    for number in range(4, 8):
        read(scribe, number, appeal="In this month of storms we ask our readers for a new boat.")
    learner = Learner(run, ReaderPool(), "newscrawl", 0)
    told = [learner.taught(SITE).learnt for _ in range(2 * FIRST_LESSON)]
    assert told[FIRST_LESSON - 1] == told[-2] == known
    assert told[-1] == archive.learning.known(SITE.name) != known


def test_a_run_with_few_pages_of_each_site_learns_from_the_first(archive: Archive, scribe: Scribe) -> None:
    run = Run(archive=archive, sites=[SITE], clock=Clock(), id=scribe.run_id, since=at(0))
    learner = Learner(run, ReaderPool(), "newscrawl", 0, first_lesson=4)
    for number in range(4):
        read(scribe, number)
    told = [learner.taught(SITE).learnt for _ in range(4)]
    assert told[-2] is None
    assert told[-1] == archive.learning.known(SITE.name) is not None
