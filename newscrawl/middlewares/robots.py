"""robots.txt by RFC 9309: known before the first page of an origin is asked, and kept in the archive for a day.

Scrapy's own middleware reads an answer of any status as rules, never applies Crawl-delay, and asks without a slot.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest, NotConfigured, StopDownload
from scrapy.http.request import NO_CALLBACK

from newscrawl.exceptions import StoppedError, UnaskedError
from newscrawl.failures import explain
from newscrawl.items import RobotsVisit
from newscrawl.middlewares.patience import REFUSALS
from newscrawl.middlewares.robotsrules import MAX_BYTES, RobotsRules
from newscrawl.reasons import FORBIDDEN
from newscrawl.run import run_of
from newscrawl.urls import canonical, host_of

if TYPE_CHECKING:
    from typing import Any, Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newscrawl.archive.robots import Rules

__all__ = ["RobotsMiddleware"]

REDIRECTS = 5
"""Redirects followed to a robots.txt, also to other hosts (RFC 9309, section 2.3.1.2)."""
LIFETIME = timedelta(hours=24)
"""For how long rules are used without asking again (RFC 9309, section 2.4)."""
FAILURE_LIFETIME = timedelta(hours=1)
"""How soon a robots.txt that could not be had is asked for again within a run."""


class RobotsMiddleware:
    """Asks only what robots.txt allows, at the pace it wants. Stands above all that could ask something."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.run = run_of(crawler)
        self.longest_delay = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.tries = crawler.settings.getint("RETRY_TIMES")
        self._asked: dict[str, asyncio.Task[RobotsRules | UnaskedError | None]] = {}
        self._due_at: dict[str, str] = {}
        self._refusals: Counter[str] = Counter()
        crawler.signals.connect(self._received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        host = host_of(request.url)
        if "robots_bytes" in request.meta:
            request.meta.update(robots_bytes=0, download_maxsize=0)
            request.meta["download_slot"] = host  # a redirect may have led to another host
            request.meta["robots_hosts"].append(host)
            return None
        scheme = urlsplit(request.url).scheme
        if request.meta.get("dont_obey_robotstxt") or scheme not in ("http", "https"):
            return None
        origin = f"{scheme}://{host}"  # rules hold for scheme, host and port (section 2.3)
        task = self._asked.get(origin)
        known = task is not None and task.done()
        if task is None or (known and self._due_at.get(origin, "") <= self.run.clock.stamp()):
            known, task = False, asyncio.create_task(self._rules(origin, request))
            self._asked[origin] = task
        rules = await asyncio.shield(task)
        if rules is None:  # the server asked for patience; the scheduler waits for as long, then we ask again
            if self._asked.get(origin) is task:
                del self._asked[origin]
            return _back(request)
        if isinstance(rules, UnaskedError):
            raise UnaskedError(str(rules), outcome=rules.outcome, retry=rules.retry) from rules.__cause__
        if not rules.allowed(request.url):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise UnaskedError(FORBIDDEN, outcome="skipped")
        if self._slow_down(host, request, rules.delay) and not known and "page" in request.meta:
            return request.copy()  # the host was asked just now: the scheduler waits, not the downloader
        return None

    async def _rules(self, origin: str, page: Request) -> RobotsRules | UnaskedError | None:
        """The rules of an origin; why its pages cannot be asked in this run; None: ask for the rules later."""
        kept = self.run.archive.robots.known(_address(origin))
        if kept and kept.is_fresh(self.run.clock.stamp()):
            self._due_at[origin] = kept.due_at
            rules: RobotsRules | UnaskedError | None = self._parse(kept.text.encode())
        else:
            rules = await self._ask(origin, page, kept)
        if isinstance(rules, RobotsRules):
            await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=rules, request=page)
        return rules

    async def _ask(self, origin: str, page: Request, kept: Rules | None) -> RobotsRules | UnaskedError | None:
        """As `_rules`, from the server."""
        stats = self.crawler.stats
        stats.inc_value("robotstxt/request_count")
        request = _request(origin, kept)
        try:
            response = await self.crawler.engine.download_async(request)
        except UnaskedError as error:
            rests, host = self.run.rests, host_of(origin)
            if "page" in page.meta and (rests.left(host) or rests.closed(host)):
                return None
            if len(request.meta["robots_hosts"]) > 1:
                return self._fail(origin, page, kept, "robots.txt leads where it cannot be asked for", error)
            self._due_at[origin] = (self.run.clock.now() + FAILURE_LIFETIME).isoformat(timespec="milliseconds")
            return error  # what holds for robots.txt holds for the pages beside it
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the rules are not known
            if isinstance(error, IgnoreRequest) and "redirections" in str(error):
                # Section 2.3.1.2: as if there were none.
                return self._keep(origin, page, self._parse(b""), "too many redirects: there are no rules")
            stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            return self._fail(origin, page, kept, "robots.txt could not be had", error)
        status = response.status
        stats.inc_value("robotstxt/response_count")
        stats.inc_value(f"robotstxt/response_status_count/{status}")
        if status in REFUSALS and self.run.rests.closed(host_of(origin)):
            self._fail(origin, page, kept, request.meta["rest"], status=status)
            return None
        if status in REFUSALS and self._refusals[origin] < self.tries and "page" in page.meta:
            self._refusals[origin] += 1
            return None
        self._refusals.pop(origin, None)
        if status >= 500 or status == 429:  # section 2.3.1.4; 429 says "not now", not "there is none"
            return self._fail(origin, page, kept, f"robots.txt could not be had (HTTP {status})", status=status)
        if status == 304 and kept:
            return self._keep(origin, page, self._parse(kept.text.encode()), "the rules did not change", response)
        if 200 <= status < 300:
            return self._keep(origin, page, self._parse(response.body), "the host's rules", response)
        # Section 2.3.1.3: no rules, no limits.
        return self._keep(origin, page, self._parse(b""), f"HTTP {status}: there are no rules", response)

    def _keep(
        self, origin: str, page: Request, rules: RobotsRules, reason: str, response: Response | None = None
    ) -> RobotsRules:
        """Rules to go by, put into the ledger."""
        visit = self._visit(origin, LIFETIME, reason, text=rules.text)
        if response:
            visit.http_status, visit.bytes = response.status, len(response.body)
            etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
            visit.etag = etag.decode("latin-1") if etag else None
            visit.last_modified = modified.decode("latin-1") if modified else None
        self._book(visit, page)
        return rules

    def _fail(
        self,
        origin: str,
        page: Request,
        kept: Rules | None,
        why: str,
        error: Exception | None = None,
        *,
        status: int | None = None,
    ) -> RobotsRules | UnaskedError:
        """Rules that cannot be had now: the last good copy of them, where it is not too old, or why not to ask."""
        visit = self._visit(origin, FAILURE_LIFETIME, why, status=status)
        if error:
            visit.reason = f"{why}: {explain(error)[1]}"
        stands_in = kept if kept and kept.may_stand_in(visit.at) else None
        if stands_in:
            visit.reason += f"; the rules of {stands_in.fetched_at[:10]} hold on"
        self._book(visit, page)
        return self._parse(stands_in.text.encode()) if stands_in else _unreachable(why, error)

    def _visit(
        self, origin: str, lifetime: timedelta, reason: str, *, text: str | None = None, status: int | None = None
    ) -> RobotsVisit:
        clock, url = self.run.clock, _address(origin)
        self._due_at[origin] = due_at = (clock.now() + lifetime).isoformat(timespec="milliseconds")
        return RobotsVisit(url=url, at=clock.stamp(), due_at=due_at, text=text, reason=reason, http_status=status)

    def _book(self, visit: RobotsVisit, page: Request) -> None:
        run = self.run
        site = page.meta.get("site") or run.site_of(page.url)
        run.archive.note(lambda: run.archive.robots.write(visit, site=site.name, run_id=run.id))

    def _parse(self, body: bytes) -> RobotsRules:
        return RobotsRules.from_crawler(self.crawler, body)

    def _slow_down(self, host: str, request: Request, delay: float) -> bool:
        """Apply a Crawl-delay to the host's slot; whether there is one that is longer than what is kept anyway."""
        downloader = self.crawler.engine.downloader
        usual = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        delay = min(delay, self.longest_delay)
        if delay <= usual * (1 - downloader._jitter):
            return False
        delay = max(delay, usual)
        # No jitter, since it would shorten every other pause; the entry is for slots that Scrapy makes anew.
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay, "jitter": 0}
        slot = downloader.slots.get(host)
        if slot:
            slot.concurrency, slot.delay, slot.jitter = 1, max(delay, slot.delay), 0.0
        request.meta["autothrottle_dont_adjust_delay"] = True
        return True

    def _received(self, data: bytes, request: Request, **_: Any) -> None:
        if "robots_bytes" in request.meta:
            request.meta["robots_bytes"] += len(data)
            request.meta["download_maxsize"] = 4 * MAX_BYTES  # what is left to limit: a body that is compressed anyway
            if request.meta["robots_bytes"] > MAX_BYTES:
                raise StopDownload(fail=False)


def _address(origin: str) -> str:
    return canonical(f"{origin}/robots.txt")


def _request(origin: str, kept: Rules | None) -> Request:
    headers = {"Accept-Encoding": "identity"}  # a part of it can be read, and no bomb goes off
    if kept and kept.etag:
        headers["If-None-Match"] = kept.etag
    if kept and kept.last_modified:
        headers["If-Modified-Since"] = kept.last_modified
    return Request(
        f"{origin}/robots.txt",
        callback=NO_CALLBACK,
        headers=headers,
        meta={
            "dont_obey_robotstxt": True,
            # Of a file of any size the beginning is read (download_maxsize would refuse it for its Content-Length).
            "robots_bytes": 0,
            "download_maxsize": 0,
            "redirect_ttl": REDIRECTS,
            "robots_hosts": [],  # which were asked on the way
        },
    )


def _back(request: Request) -> Request:
    if "page" not in request.meta:  # what does not come from the scheduler would not go back to it
        raise _unreachable("robots.txt could not be had")
    return request.copy()


def _unreachable(why: str, error: Exception | None = None) -> UnaskedError:
    unasked = UnaskedError(f"{why}; asked again later", retry=True)
    unasked.__cause__ = error
    return unasked
