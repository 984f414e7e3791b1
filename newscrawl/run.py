"""A run: what its scheduler, pipelines and extensions share. Stands between the archive and Scrapy."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from newscrawl.urls import in_site

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newscrawl.archive import Archive, Revisit
    from newscrawl.site import Site

__all__ = ["Clock", "Run", "run_of"]


class Clock:
    """The run's "now": the system's, or one that starts at a given moment and ticks (setting CRAWL_CLOCK)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = start.timestamp() - time.time() if start else 0.0

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.fromtimestamp(time.time() + self._offset, UTC)

    def stamp(self) -> str:
        """The present moment in ISO 8601, UTC, to the millisecond: the archive's format, which sorts as text."""
        return self.now().isoformat(timespec="milliseconds")


@dataclass(slots=True, kw_only=True)
class Run:
    """An open archive and what this run does with it."""

    archive: Archive
    sites: list[Site]
    """The sites that this run covers; usually one."""
    clock: Clock
    id: int
    """Its row in `runs`."""
    since: str
    """When its pass over the site began: its own start, or that of the killed run which it goes on with."""
    backfill: bool = False
    """Walk every page of every listing."""
    revisit: Revisit = "due"
    """Which known articles to ask again."""
    follow: bool = True
    """Whether the ledger's frontier is walked; otherwise start addresses alone are asked."""
    counts: dict[str, int] = field(default_factory=dict)
    """Visits by outcome."""
    error: Exception | None = None
    """What ended the run before its time."""

    def site_of(self, url: str) -> Site:
        """The site whose ledger an address belongs to; the run's first where it belongs to none."""
        return next((site for site in self.sites if in_site(url, site)), self.sites[0])


def run_of(crawler: Crawler) -> Run:
    """The run of a crawler (set by extensions.archive before any other component is made)."""
    return cast("Run", crawler.spider.run)  # type: ignore[union-attr]
