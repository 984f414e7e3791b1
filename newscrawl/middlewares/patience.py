"""Answers 429 and 503 mean "not now" (RFC 6585, section 4; RFC 9110, section 15.6.4): the host is left alone.

Nothing waits in here. A refused page goes back to the scheduler, which hands out no page of a host that rests; so
nothing is in progress meanwhile, other hosts go on, and a run that is asked to stop can stop at once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapy.exceptions import NotConfigured
from twisted.python.failure import Failure

from newscrawl.exceptions import UnaskedError
from newscrawl.moments import of_field
from newscrawl.rests import Rest
from newscrawl.run import run_of
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["REFUSALS", "PatienceMiddleware", "retry_after"]

REFUSALS = (429, 503)


class _RestingError(Exception):
    """A request that waited in the downloader when its host began to rest."""


class PatienceMiddleware:
    """Honours Retry-After (RFC 9110, section 10.2.3). Stands below the robots middleware, above the retries."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("RETRY_ENABLED"):
            raise NotConfigured  # captured pages are as they are
        self.crawler = crawler
        self.run = run_of(crawler)
        self.first = settings.getfloat("REFUSAL_REST")
        self.longest = settings.getfloat("RETRY_AFTER_MAX")
        self.tries = settings.getint("RETRY_TIMES")
        self._resume()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        host = _host(request)
        rests = self.run.rests
        return self._put_back(request) if rests.closed(host) or rests.left(host) else None

    def process_response(self, request: Request, response: Response) -> Request | Response:
        rests, host = self.run.rests, _host(request)
        if response.status not in REFUSALS:
            # (A robots.txt that can be had says nothing about the pages.)
            if "page" in request.meta and rests.answered(host):
                self.run.archive.note(lambda: self.run.archive.rests.answered(host))
            return response
        seconds = rests.refused(host, retry_after(response), self.first)
        self.crawler.stats.inc_value(f"patience/refusal_count/{response.status}")
        why = self._remember(host, seconds, response.status)
        if seconds > self.longest:
            rests.close(host, why, seconds)
            request.meta["rest"] = why
        self._clear_queue(host)
        refusals = request.meta.get("refusals", 0)
        if "page" not in request.meta or refusals >= self.tries or rests.closed(host):
            return response
        again = request.copy()
        again.meta["refusals"] = refusals + 1
        return again

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        return self._put_back(request) if isinstance(exception, _RestingError) else None

    def _resume(self) -> None:
        """Heed what hosts asked of earlier runs."""
        now = self.run.clock.now()
        for rest in self.run.archive.rests.all():
            # A clock that was set back makes no rest longer than it was.
            left = min((datetime.fromisoformat(rest.until) - now).total_seconds(), rest.seconds)
            self.run.rests.resume(rest.host, rest.seconds, left)
            if left > self.longest:
                self.run.rests.close(rest.host, rest.why, left)

    def _remember(self, host: str, seconds: float, status: int) -> str:
        """Keep a rest for later runs; why there is one, in words."""
        until = self.run.clock.now() + timedelta(seconds=seconds)
        why = f"HTTP {status}: the host wants to be left alone until {until.isoformat(timespec='seconds')}"
        rest = Rest(host, until.isoformat(timespec="milliseconds"), self.run.rests.last(host), why)
        self.run.archive.note(lambda: self.run.archive.rests.rest(rest))
        return why

    def _put_back(self, request: Request) -> Request:
        """The request, for the scheduler to keep, or to let go of where its host is not asked any more.

        What is no page does not go there: it would come right back.
        """
        if "page" not in request.meta:
            raise UnaskedError("its host is to be left alone for a while; asked again later", retry=True)
        return request.copy()

    def _clear_queue(self, host: str) -> None:
        """Call back what was handed out already and waits for its turn in the downloader."""
        slot = self.crawler.engine.downloader.slots.get(host)
        while slot and slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(Failure(_RestingError()))  # type: ignore[no-untyped-call]


def retry_after(response: Response) -> float | None:
    """Seconds that a server asks to wait, given as such or as a date; None where it says nothing that is understood.

    A date is compared with the server's own (RFC 9110, section 6.6.1), so that no wrong clock matters.
    """
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal() and value.isascii():
        return float(value[:12])
    until = of_field(response.headers.get("Retry-After"))
    if until is None:
        return None
    now = of_field(response.headers.get("Date")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def _host(request: Request) -> str:
    return request.meta.get("download_slot") or host_of(request.url)
