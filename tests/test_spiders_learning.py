"""What a run tells its readers of a site."""

from __future__ import annotations

from newscrawl.archive import Archive
from newscrawl.reading import ReaderPool
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


def test_a_run_with_few_pages_of_each_site_learns_from_the_first(archive: Archive, scribe: Scribe) -> None:
    run = Run(archive=archive, sites=[SITE], clock=Clock(), id=scribe.run_id, since=at(0))
    learner = Learner(run, ReaderPool(), "newscrawl", 0, first_lesson=4)
    for number in range(4):
        read(scribe, number)
    told = [learner.taught(SITE).learnt for _ in range(4)]
    assert told[-2] is None
    assert told[-1] == archive.learning.known(SITE.name) is not None
