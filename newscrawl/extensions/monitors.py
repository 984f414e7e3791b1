"""Judges at a run's end whether its sites are as they usually are."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapy import signals

from newscrawl.archive import Seen
from newscrawl.moments import of_field
from newscrawl.monitors import Look, class_words, judge, sketch
from newscrawl.printing import plain
from newscrawl.urls import host_of, in_site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawl.archive.figures import Figures
    from newscrawl.run import LedgerSpider, Run
    from newscrawl.site import Site

__all__ = ["Monitors"]

MOST_SITES = 50
"""Sites of a run that are judged; a list of addresses may be about thousands."""
SAMPLE = 8
"""Pages of stories whose make is looked at."""


class Monitors:
    """What a run needs of its monitors: set up at its start, asked at its end."""

    def __init__(self, crawler: Crawler, run: Run) -> None:
        self._run = run
        self._mark = run.archive.health.mark()
        self._started = run.clock.now()
        self._clocks: dict[str, timedelta] = {}
        self._pages: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)  # site -> address -> words of its classes
        self._real = not crawler.settings.get("CRAWL_CLOCK")
        crawler.signals.connect(self._received, signals.response_received)

    def _received(self, response: Response, request: Request) -> None:
        site: Site | None = request.meta.get("site")
        if site is None:
            return
        if self._real and "Age" not in response.headers:  # what a cache kept has an old date
            self._compare_clocks(site.name, response)
        pages = self._pages[site.name]
        if response.status == 200 and request.meta.get("kind") == "article" and len(pages) < SAMPLE and response.body:
            pages[request.meta["page"]] = class_words(response.body)

    def _compare_clocks(self, site: str, response: Response) -> None:
        """Note how far our clock is ahead of the server's, at the least (RFC 9110, section 6.6.1)."""
        if theirs := of_field(response.headers.get("Date")):
            ahead = datetime.now(UTC) - theirs
            self._clocks[site] = min(ahead, self._clocks.get(site, ahead), key=abs)

    def judge(self, spider: LedgerSpider) -> tuple[list[Seen], list[str]]:
        """What the run saw of each of its sites, and its problems, a line each."""
        run = self._run
        sites = run.sites[:MOST_SITES] if spider.name != "warc" else []
        if not sites:
            return [], []
        now = run.clock.now()
        window = spider.window
        part = spider.backfill or window.until or window.sections or run.stopped_by or run.error
        whole = spider.follow and not part
        since = self._started.isoformat(timespec="milliseconds")
        told = run.archive.health.figures(run.id, [site.name for site in sites], since=since, mark=self._mark)
        seen, problems = [], []
        for site in sites:
            figures = told[site.name]
            look = self._look(site, figures, now, whole=whole)
            found = judge(look)
            stamp = now.isoformat(timespec="milliseconds")
            problems += [finding.line(stamp) for finding in found]
            kept = [finding.as_json() for finding in found]
            seen.append(Seen(run.id, site.name, stamp, whole, dict(figures.ratios), list(look.layout), kept))
        return seen, problems

    def _look(self, site: Site, figures: Figures, now: datetime, *, whole: bool) -> Look:
        run, health = self._run, self._run.archive.health
        fronts = {host_of(url) for url in (site.home, *site.front_pages)}
        closed = [host for host in run.rests.all_closed() if host in fronts or in_site(f"http://{host}/", site)]
        unread = health.unread_front(site.name) or ""
        pages = self._pages[site.name]
        return Look(
            site=site.name,
            run_id=run.id,
            started=self._started,
            now=now,
            whole=whole,
            ratios=figures.ratios,
            examples=figures.examples,
            layout=sketch(list(pages.values())),
            pages=list(pages),
            past=health.past(site.name, run.id, now),
            stories=health.stories(site.name, now) if whole else (),
            looks=health.looks(site.name, run.id),
            unread="" if fronts & set(closed) else plain(unread),
            resting={host: run.rests.closed(host) or "" for host in closed},
            front=site.home,
            clock=self._clocks.get(site.name),
        )
