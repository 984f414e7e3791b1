"""What the sites of a run have taught: told to every reading, and at the run's end to those that came too soon."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import replace
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from newscrawl import READER_VERSION
from newscrawl.exceptions import DamagedError, ReadingError, StoppedError
from newscrawl.knowledge import Knowledge
from newscrawl.spiders.again import read_again

if TYPE_CHECKING:
    from newscrawl.archive.learning import Outdated
    from newscrawl.items import Article
    from newscrawl.reading.workers import ReaderPool
    from newscrawl.run import Run
    from newscrawl.site import Site

__all__ = ["Learner"]

FIRST_LESSON = 64
"""Pages read of a site after which it is worth while to learn from them before the run's end."""
BATCH = 20
"""Pages that are read again and written together."""

logger = logging.getLogger(__name__)


class Learner:
    """The knowledge of a run's sites."""

    def __init__(
        self, run: Run, readers: ReaderPool, token: str, seconds: float, *, first_lesson: int = FIRST_LESSON
    ) -> None:
        """`token`: what pages may call us by; `seconds`: what reading pages again may take; `first_lesson`: a power of
        two, as for FIRST_LESSON."""
        self._run = run
        self._readers = readers
        self._token = token
        self._seconds = seconds
        self._first_lesson = first_lesson
        self._taught: dict[str, Site] = {}
        self._readings = Counter[str]()
        self._lesson: dict[str, int] = {}  # site -> readings of it after which the next lesson is due

    def taught(self, site: Site) -> Site:
        """A site with what is known of it: from earlier runs, and from this one, counted again whenever its stories
        may be twice as many."""
        self._readings[site.name] += 1
        count = self._readings[site.name]
        if 1 < count < self._lesson[site.name]:
            return self._taught[site.name]
        learning = self._run.archive.learning
        with self._run.archive.cured():
            if count == 1:
                learnt = learning.known(site.name)
                self._lesson[site.name] = max(self._first_lesson, learning.basis(site.name))
            else:
                learnt = learning.learn(site.name, self._run.clock.stamp())
                self._lesson[site.name] *= 2
        self._taught[site.name] = replace(site, learnt=learnt)
        return self._taught[site.name]

    async def renew(self, url: str, site: Site) -> None:
        """Before a known story's page is read, have its capture read again if that was done by another reader: so that
        what an edit changed is told from what a better reader changed."""
        run = self._run
        with run.archive.cured():
            old = run.archive.learning.read_by_another(url, READER_VERSION) if run.archive.captures else None
        if old is not None and (read := await self._read(old, site)):
            with run.archive.cured():
                run.archive.learning.rewrite(site.name, [read], site.learnt or Knowledge())

    async def finish(self, seconds: float = inf) -> int:
        """Learn from all that the archive holds, and read again what it would read otherwise; how many pages that were.

        It may end at any moment, or for lack of time (`seconds`, or what the run was made with): the next run's end
        goes on.
        """
        count = 0
        until = monotonic() + min(self._seconds, seconds)
        for site in self._run.sites:
            with self._run.archive.cured():
                knowledge = self._run.archive.learning.learn(site.name, self._run.clock.stamp())
            if self._run.archive.captures and self._seconds:
                count += await self._reread(replace(site, learnt=knowledge), knowledge, until)
        if count:
            self._run.counts["articles_reread"] = count
        return count

    async def _reread(self, site: Site, knowledge: Knowledge, until: float) -> int:
        learning = self._run.archive.learning
        with self._run.archive.cured():
            old = learning.outdated(site.name, knowledge)
        count = 0
        for start in range(0, len(old), BATCH):
            if monotonic() > until or self._run.stopped_by:
                self._leave(site, len(old) - start)
                break
            batch = old[start : start + BATCH]
            try:
                read = await asyncio.gather(*(self._read(page, site) for page in batch))
            except StoppedError:
                self._leave(site, len(old) - start)
                break
            with self._run.archive.cured():
                count += learning.rewrite(site.name, filter(None, read), knowledge)
        return count

    def _leave(self, site: Site, count: int) -> None:
        self._run.counts["articles_left"] = self._run.counts.get("articles_left", 0) + count
        logger.info("%s: %d pages are left to be read again by the next run", site.name, count)

    async def _read(self, page: Outdated, site: Site) -> tuple[Outdated, Article | None] | None:
        """A page and its story as its capture tells it; None: it cannot be read today."""
        assert self._run.archive.captures
        try:
            capture = self._run.archive.captures.since(page.digest, page.at)
        except DamagedError as error:
            logger.warning("%s cannot be read again: %s", page.page_url, error)
            return None
        if capture is None:
            return None
        try:
            captures = self._run.archive.captures
            article = await read_again(
                self._readers, captures, capture, page_url=page.page_url, site=site, token=self._token
            )
        except (ReadingError, DamagedError) as error:
            logger.warning("%s cannot be read again: %s", page.page_url, error)
            return None
        return page, article
