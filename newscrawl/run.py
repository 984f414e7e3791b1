"""A run: what its scheduler, pipelines and extensions share. Stands between the archive and Scrapy."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, cast

from newscrawl.rests import Rests
from newscrawl.urls import domain_of, host_of, in_site

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable
    from typing import Any

    from scrapy import Request
    from scrapy.crawler import Crawler

    from newscrawl.archive import Archive
    from newscrawl.doors import Due, Revisit, Written
    from newscrawl.items import Kind, Missing, Visit
    from newscrawl.site import Site
    from newscrawl.window import Window

__all__ = ["Clock", "LedgerSpider", "Run", "run_of", "spider_of"]


class LedgerSpider(Protocol):
    """What scheduler and extensions need of a spider."""

    name: str
    sites: list[Site]
    """The sites that a run covers; usually one."""
    locks: list[str]
    """Names of the locks that a run holds."""
    backfill: bool
    """Walk every page of every listing."""
    revisit: Revisit
    """Which known articles to ask again."""
    window: Window
    """The part of its sites that it wants."""
    follow: bool
    """Whether the ledger is walked, or start addresses alone are asked."""
    run: Run
    """Set by extensions.archive, before any other component is made."""

    def request(self, site: Site, due: Due) -> Request:
        """The request for a row of the ledger."""
        ...

    async def learn(self, seconds: float) -> None:
        """Learn from all that was read, once every page is written; `seconds`: what that may take at most."""
        ...

    def cut_off(self) -> None:
        """Wait for no page that is being read: the run is ending."""
        ...

    def redirected(self, visit: Visit, target: str, kind: Kind | None) -> None:
        """Say in its visit how a page ends that redirects to an address of the same site."""
        ...

    def passes(self, target: str, page: str) -> bool:
        """Whether a redirect's target is on the way to a page, and no page of its own."""
        ...


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
    clock: Clock
    id: int
    """Its row in `runs`."""
    since: str
    """When its pass over the site began: its own start, or that of the killed run which it goes on with."""
    counts: dict[str, int] = field(default_factory=dict)
    """What is booked in `runs.counts`: pages asked, articles new, changed and unchanged, and other outcomes."""
    by_site: dict[str, dict[str, int]] = field(default_factory=dict)
    """The same for each site, where there are several."""
    error: Exception | None = None
    """What ended the run before its time."""
    rests: Rests = field(default_factory=Rests)
    """Hosts that are to be left alone for a while."""
    missing: dict[str, Missing] = field(default_factory=dict)
    """Host -> how it answers for what is not there."""
    problems: list[str] = field(default_factory=list)
    """What a person should look at, a line each."""
    stopped_by: int = 0
    """Number of the signal that asked it to stop."""
    cut_off: bool = False
    """It is ending, and what is under way is not waited for any more."""
    flush: Callable[[], None] = field(default=lambda: None)
    """Writes what waits (set by the scheduler)."""
    flights: set[Future[Any]] = field(default_factory=set)
    """Requests that are on the network."""
    finish_reason: str = ""
    """Scrapy's reason for the end; empty while it runs."""
    exit_status: int = 1
    """What `scrapy crawl` exits with; docs/running.md lists them."""

    _by_domain: dict[str, list[Site]] = field(default_factory=dict)
    _indexed: int = 0

    def count(self, page: Written) -> None:
        """Count a page that was written, for the run and, where it has several, for its site."""
        names = ["pages"]
        if page.outcome not in ("new", "changed", "unchanged"):
            names.append(page.outcome)
        elif page.article:
            names.append(f"articles_{page.outcome}")
        tallies = [self.counts]
        if len(self.sites) > 1:
            tallies.append(self.by_site.setdefault(self.site_of(page.url).name, {}))
        for tally in tallies:
            for name in names:
                tally[name] = tally.get(name, 0) + 1

    def site_of(self, url: str, name: str | None = None) -> Site:
        """The site of this name, or whose ledger an address belongs to; the run's first where it belongs to none."""
        if name is not None:
            return next((site for site in self.sites if site.name == name), self.sites[0])
        for site in self.sites[self._indexed :]:  # captures of the whole web bring sites by the thousand, as they come
            for entry in site.domains:
                self._by_domain.setdefault(entry.partition("/")[0], []).append(site)
        self._indexed = len(self.sites)
        host = host_of(url)
        near = dict.fromkeys((host, domain_of(host)))
        found = (site for domain in near for site in self._by_domain.get(domain, ()) if in_site(url, site))
        return next(found, self.sites[0])


def spider_of(crawler: Crawler) -> LedgerSpider:
    """The spider of a crawler."""
    return cast("LedgerSpider", crawler.spider)


def run_of(crawler: Crawler) -> Run:
    """The run of a crawler."""
    return spider_of(crawler).run
