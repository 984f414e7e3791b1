"""robots.txt by RFC 9309: asked once for each origin and run, before its first page.

Scrapy's own middleware reads an answer of any status as rules, never applies Crawl-delay, and asks without a slot.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import IgnoreRequest, NotConfigured, StopDownload
from scrapy.http.request import NO_CALLBACK

from newscrawl.exceptions import UnaskedError
from newscrawl.middlewares.robotsrules import MAX_BYTES, RobotsRules
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from typing import Any, Self

    from scrapy.crawler import Crawler

    from newscrawl.run import LedgerSpider

__all__ = ["RobotsMiddleware"]

REDIRECTS = 5
"""Redirects followed to a robots.txt, also to other hosts (RFC 9309, section 2.3.1.2)."""
LIFETIME = 24 * 3600
"""Seconds after which a long run asks for the rules again (RFC 9309, section 2.4)."""
_REFUSALS = (429, 503)


class RobotsMiddleware:
    """Asks only what robots.txt allows, at the pace it wants. Stands above all that could ask something."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.longest_delay = crawler.settings.getfloat("CRAWL_DELAY_MAX")
        self.tries = crawler.settings.getint("RETRY_TIMES")
        self.sitemaps: dict[str, list[str]] = {}
        """Host -> addresses in the `Sitemap:` lines of its robots.txt."""
        self._asked: dict[str, asyncio.Task[RobotsRules | UnaskedError | None]] = {}
        self._asked_at: dict[str, float] = {}
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
            return None
        scheme = urlsplit(request.url).scheme
        if request.meta.get("dont_obey_robotstxt") or scheme not in ("http", "https"):
            return None
        origin = f"{scheme}://{host}"  # rules hold for scheme, host and port (section 2.3)
        task = self._asked.get(origin)
        known = task is not None and task.done()
        if task is None or (known and monotonic() - self._asked_at[origin] > LIFETIME):
            known, self._asked_at[origin] = False, monotonic()
            task = self._asked[origin] = asyncio.create_task(self._ask(origin, request))
        rules = await asyncio.shield(task)
        if rules is None:  # the server asked for patience; the scheduler waits for as long, then we ask again
            if self._asked.get(origin) is task:
                del self._asked[origin]
            return _back(request)
        if isinstance(rules, UnaskedError):
            raise UnaskedError(str(rules), outcome=rules.outcome, retry=rules.retry) from rules.__cause__
        if not rules.allowed(request.url):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise UnaskedError("robots.txt forbids it", outcome="skipped")
        if self._slow_down(host, request, rules.delay) and not known and "page" in request.meta:
            return request.copy()  # the host was asked just now: the scheduler waits, not the downloader
        return None

    async def _ask(self, origin: str, page: Request) -> RobotsRules | UnaskedError | None:
        """The rules of an origin; why its pages cannot be asked in this run; None: ask for the rules later."""
        stats = self.crawler.stats
        stats.inc_value("robotstxt/request_count")
        request = Request(
            f"{origin}/robots.txt",
            callback=NO_CALLBACK,
            headers={"Accept-Encoding": "identity"},  # a part of it can be read, and no bomb goes off
            # Of a file of any size the beginning is read (download_maxsize would refuse it for its Content-Length).
            meta={"dont_obey_robotstxt": True, "robots_bytes": 0, "redirect_ttl": REDIRECTS, "download_maxsize": 0},
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except UnaskedError as error:
            rests = cast("LedgerSpider", self.crawler.spider).run.rests
            return None if "page" in page.meta and rests.left(host_of(origin)) else error
        except Exception as error:  # noqa: BLE001 - whatever it is, the rules are not known
            if isinstance(error, IgnoreRequest) and "redirections" in str(error):
                return RobotsRules()  # section 2.3.1.2: as if there were none
            stats.inc_value(f"robotstxt/exception_count/{type(error).__name__}")
            return _unreachable("robots.txt could not be had", error)
        status = response.status
        stats.inc_value("robotstxt/response_count")
        stats.inc_value(f"robotstxt/response_status_count/{status}")
        if status in _REFUSALS and self._refusals[origin] < self.tries and "page" in page.meta:
            self._refusals[origin] += 1
            return None
        if status >= 500 or status == 429:  # section 2.3.1.4; 429 says "not now", not "there is none"
            return _unreachable(f"robots.txt could not be had (HTTP {status})")
        body = response.body if 200 <= status < 300 else b""  # section 2.3.1.3: no rules, no limits
        self._refusals.pop(origin, None)
        rules = RobotsRules.from_crawler(self.crawler, body)
        self.sitemaps[host_of(origin)] = rules.sitemaps
        await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=rules, request=page)
        return rules

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


def _back(request: Request) -> Request:
    if "page" not in request.meta:  # what does not come from the scheduler would not go back to it
        raise _unreachable("robots.txt could not be had")
    return request.copy()


def _unreachable(why: str, error: Exception | None = None) -> UnaskedError:
    unasked = UnaskedError(f"{why}; asked again later", retry=True)
    unasked.__cause__ = error
    return unasked
