"""Opens the archive for a run and closes it: lock, book of runs, what is due at the start."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals

from newscrawl.archive import Archive, Schedule
from newscrawl.exceptions import ArgumentError
from newscrawl.extensions.lock import SiteLocks
from newscrawl.extensions.monitors import Monitors
from newscrawl.run import Clock, Run, spider_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

    from newscrawl.run import LedgerSpider

__all__ = ["ArchiveExtension"]

HEALTHY_ENDS = ("finished", "closespider_")
"""Reasons to end that are success: nothing left to do, or a limit that was asked for (CLOSESPIDER_*)."""


class ArchiveExtension:
    """Makes the `Run` that the other components share. Raises ArchiveError, ArgumentError or SiteLockedError."""

    def __init__(self, crawler: Crawler) -> None:
        spider = spider_of(crawler)
        clock = _clock(crawler.settings)
        if not crawler.settings["ARCHIVE"]:
            raise ArgumentError("ARCHIVE is empty: name a file, -s ARCHIVE=output/archive.db")
        path = Path(crawler.settings["ARCHIVE"])
        keep_raw, keep_images = (crawler.settings.getbool(name) for name in ("KEEP_RAW", "KEEP_IMAGES"))
        if keep_images and not keep_raw:
            raise ArgumentError("KEEP_IMAGES keeps pictures beside the raw pages: set KEEP_RAW as well")
        schedule = _schedule(crawler.settings)
        self.locks = SiteLocks(path, spider.locks, clock.stamp())
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
        try:
            seen, problems = self.monitors.judge(spider_of(self.crawler))
        except Exception as error:  # noqa: BLE001 - the run's end has to be booked whatever happens
            seen, problems = [], [f"whether the run was healthy could not be told: {error!r}"]
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

    def _status(self, reason: str) -> int:
        if self.run.error:
            return 1
        if reason.startswith(HEALTHY_ENDS):
            return 4 if self.run.problems else 0
        return 128 + self.run.stopped_by if self.run.stopped_by else 1


def _start(spider: LedgerSpider, archive: Archive, clock: Clock) -> Run:
    now = clock.stamp()
    run_id, since = archive.runs.start(spider.name, spider.sites, now)
    spider.sites[:] = map(archive.runs.completed, spider.sites)
    if spider.follow:
        for site in spider.sites:
            archive.ledger.begin(
                site.name, now=now, before=since, deep=spider.backfill, articles=spider.revisit == "all"
            )
            archive.images.plan(site.name, now)
    run = Run(archive=archive, sites=spider.sites, clock=clock, id=run_id, since=since)
    for site in spider.sites:
        run.missing.update(archive.hosts.missing(site.name))
    return run


def _clock(settings: BaseSettings) -> Clock:
    value = settings.get("CRAWL_CLOCK")
    if not value:
        return Clock()
    try:
        start = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ArgumentError(f"CRAWL_CLOCK={value!r} is not a time: write it as 2024-04-17T15:07:00+00:00") from None
    return Clock(start if start.tzinfo else start.replace(tzinfo=UTC))


def _schedule(settings: BaseSettings) -> Schedule:
    soonest, latest, share = (_positive(settings, f"REVISIT_{name}") for name in ("SOONEST", "LATEST", "SHARE"))
    if soonest > latest:
        raise ArgumentError(f"REVISIT_SOONEST={soonest:g} is more than REVISIT_LATEST={latest:g}: both are seconds")
    return Schedule(timedelta(seconds=soonest), timedelta(seconds=latest), share)


def _positive(settings: BaseSettings, name: str) -> float:
    """A setting that is a number, above 0 and below a century in seconds."""
    try:
        value = settings.getfloat(name)
    except (TypeError, ValueError):
        value = 0.0
    if not 0 < value < 3e9:
        raise ArgumentError(f"{name}={settings[name]!r} is not a number above 0: leave it out, or see docs/settings.md")
    return value
