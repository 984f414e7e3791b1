"""Opens the archive for a run and closes it: lock, book of runs, what is due at the start."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals

from newscrawl.archive import Archive, Schedule, Seen
from newscrawl.extensions.lock import SiteLocks
from newscrawl.extensions.monitors import Monitors
from newscrawl.run import Clock, Run, spider_of
from newscrawl.settingscheck import clock_start

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler

    from newscrawl.run import LedgerSpider
    from newscrawl.site import Site

__all__ = ["ArchiveExtension"]

logger = logging.getLogger(__name__)

HEALTHY_ENDS = ("finished", "closespider_")
"""Reasons to end that are success: nothing left to do, or a limit that was asked for (CLOSESPIDER_*)."""


class ArchiveExtension:
    """Makes the `Run` that the other components share. Raises ArchiveError or SiteLockedError."""

    def __init__(self, crawler: Crawler) -> None:
        spider = spider_of(crawler)
        clock = Clock(clock_start(crawler.settings["CRAWL_CLOCK"]))
        path = Path(crawler.settings["ARCHIVE"])
        keep_raw, keep_images = (crawler.settings.getbool(name) for name in ("KEEP_RAW", "KEEP_IMAGES"))
        soonest, latest, share = (crawler.settings.getfloat(f"REVISIT_{end}") for end in ("SOONEST", "LATEST", "SHARE"))
        schedule = Schedule(timedelta(seconds=soonest), timedelta(seconds=latest), share)
        self.locks = SiteLocks(path, spider.locks)
        try:
            archive = Archive(path, keep_raw=keep_raw, keep_images=keep_images, schedule=schedule)
            with archive.cured():
                self.run = _start(spider, archive, clock)
                self.monitors = Monitors(crawler, self.run)
        except BaseException:
            self.locks.release()
            raise
        spider.run = self.run
        self.crawler = crawler
        crawler.signals.connect(self._closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _closed(self, spider: Spider, reason: str) -> None:
        run = self.run
        run.finish_reason = reason
        seen, problems = self._judged()
        run.problems = [str(run.error)] if run.error else [*run.problems, *dict.fromkeys(problems)]
        run.exit_status = self._status(reason)
        try:
            run.archive.runs.finish(
                run.id,
                at=run.clock.stamp(),
                reason=reason,
                status=run.exit_status,
                counts=run.counts,
                problems=run.problems,
                seen=seen,
            )
        except Exception as error:  # noqa: BLE001 - the disk that ended the run may refuse this too
            run.error = run.error or error
            run.exit_status = 1

    def _judged(self) -> tuple[list[Seen], list[str]]:
        """What the run saw of its sites, and what is wrong with them."""
        if self.run.stopped_by:  # what an interrupted run did not come to is no news of the site
            return [], []
        try:
            return self.monitors.judge(spider_of(self.crawler))
        except Exception as error:  # noqa: BLE001 - the run's end has to be booked whatever happens
            return [], [f"whether the run was healthy could not be told: {error!r}"]

    def _status(self, reason: str) -> int:
        if self.run.error:
            return 1
        if self.run.stopped_by:
            return 128 + self.run.stopped_by
        if reason.startswith(HEALTHY_ENDS):
            return 4 if self.run.problems else 0
        return 1


def _go_on(archive: Archive, site: Site) -> None:
    """Go on with what the archive holds of a site from before it was described. Raises SiteLockedError."""
    for name in archive.former_names(site):
        former = SiteLocks(archive.path, [name])  # no run may lose its rows
        try:
            archive.rename(name, site.name)
        finally:
            former.release()
        logger.info("what was archived as %s is %s's now", name, site.name)


def _start(spider: LedgerSpider, archive: Archive, clock: Clock) -> Run:
    now = clock.stamp()
    for site in spider.sites:
        _go_on(archive, site)
    run_id, since = archive.runs.start(spider.name, spider.sites, now)
    spider.sites[:] = map(archive.runs.completed, spider.sites)
    if spider.follow:
        for site in spider.sites:
            archive.begin(site.name, now=now, before=since, deep=spider.backfill, articles=spider.revisit == "all")
    run = Run(archive=archive, sites=spider.sites, clock=clock, id=run_id, since=since)
    for site in spider.sites:
        run.missing.update(archive.hosts.missing(site.name))
    return run
