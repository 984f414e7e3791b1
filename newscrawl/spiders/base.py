"""What all news spiders share: a page is asked, read in another process, and its items flow down the pipelines.

Flow only: what a page says is for `reading` to tell, what becomes of it for the pipelines and the archive.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, signals

from newscrawl.exceptions import ReadingError, StoppedError, UnaskedError
from newscrawl.failures import explain, explain_status
from newscrawl.items import Article, Capture, Found, Teaser, Visit
from newscrawl.reading.missing import says_missing
from newscrawl.reading.sniff import charset, picture_form
from newscrawl.reading.waysin import archive_at
from newscrawl.reasons import GATED
from newscrawl.spiders.absent import Absent
from newscrawl.spiders.answers import REDIRECTS, WHOLE, is_cut, redirect_target
from newscrawl.spiders.entrances import Entrances
from newscrawl.spiders.equipped import EquippedSpider
from newscrawl.spiders.gates import Gates
from newscrawl.spiders.headers import header, robots, sent, without
from newscrawl.spiders.learning import FIRST_LESSON, Learner
from newscrawl.spiders.parted import PartedPages
from newscrawl.spiders.parts import PartedStory
from newscrawl.urls import canonical, host_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from newscrawl.doors import Due
    from newscrawl.items import Kind
    from newscrawl.reading import Reading
    from newscrawl.site import Site

__all__ = ["BaseNewsSpider"]

FRONT_PRIORITY = 1_000


class BaseNewsSpider(PartedPages, EquippedSpider):
    """A spider over the ledger: the scheduler asks it for requests (`request`), it answers with items."""

    follow = True
    """Whether the ledger is walked, or start addresses alone are asked."""
    first_lesson: ClassVar[int] = FIRST_LESSON
    """Pages read of a site after which it is first learnt from before the run's end."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.robots_parsed, signals.robots_parsed)
        return spider

    def robots_parsed(self, robotparser: Any, request: Request) -> None:
        """Note the sitemaps that a robots.txt names."""
        self.entrances.note(host_of(request.url), getattr(robotparser, "sitemaps", []))

    def is_front(self, url: str) -> bool:
        """Whether an address of the ledger is that of a front page."""
        return any(url in map(canonical, (site.home, *site.front_pages)) for site in self.sites)

    async def start(self) -> AsyncIterator[Any]:
        """The front pages."""
        for site in self.sites:
            for url in dict.fromkeys((site.home, *site.front_pages)):
                yield Request(url, meta={"found": Found(url=url, kind="front", priority=FRONT_PRIORITY)})

    def request(self, site: Site, due: Due) -> Request:
        """The request for a row of the ledger."""
        # Of a page that its scripts fill, the part that the server knows is always the same.
        validators = (
            {} if site.browser else {"If-None-Match": due.etag, "If-Modified-Since": due.last_modified}
        )  # RFC 9110, section 13.1
        return Request(
            due.href,
            headers={name: value for name, value in validators.items() if value},
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            meta={
                "page": due.url,
                "site": site,
                "kind": due.kind,
                "deep": due.deep,
                "rank": due.priority,
                "download_slot": host_of(due.href),
                **({"download_maxsize": self.settings.getint("IMAGE_MAXSIZE")} if due.kind == "image" else {}),
            },
        )

    async def parse(self, response: Response, **kwargs: Any) -> AsyncIterator[Any]:
        """Everything that a page gives, its `Visit` last: whatever happens, a row is closed (unless the run is ending
        and does not wait for the page)."""
        visit = self._visit(response)
        if self._is_page(response, visit):
            try:
                if self.browsing and response.meta["site"].browser:
                    response = await self.browsing.show(response)
                reading = await self._read(response)
                visit.robots_meta = tuple(dict.fromkeys((*reading.robots, *robots(response, self.token))))
                visit.capture = self._capture(response, visit)
                if reading.article and self.networked and self.parts.are_told(visit.url):
                    story = PartedStory(visit, reading, visit.capture)
                    if url := story.next(reading):
                        yield self._part(response, url, story)
                        return
                for item in self._items(reading, visit):
                    yield item
                visit.capture.kind = visit.kind
            except StoppedError:
                return  # its row is as it was, for the next run
            except ReadingError as error:
                visit.outcome, visit.reason, visit.retry = "failed", str(error), True
            except Exception as error:
                self.logger.exception("reading %s", response.url)
                visit.outcome, visit.reason = "failed", f"{type(error).__name__}: {error}"
        yield visit

    def _is_page(self, response: Response, visit: Visit) -> bool:
        """Whether an answer is a page to read; of any other the visit is closed."""
        asked = response.request.headers if response.request else ()
        if response.status == 304 and ("If-None-Match" in asked or "If-Modified-Since" in asked):
            visit.outcome = "not_modified"
        elif response.status in REDIRECTS and (target := redirect_target(response)):
            self.redirected(visit, target, response.meta["kind"])
        elif self.gates.has_shut(response.url, response.meta["page"]):
            self.redirected(visit, response.url, response.meta["kind"])
            visit.found = [Found(url=response.url, kind=response.meta["kind"], deep=response.meta["deep"])]
        elif response.status not in WHOLE:
            visit.outcome, visit.reason, visit.retry = explain_status(response.status)
            visit.reason = response.meta.get("rest", visit.reason)
            self.absent.refused(visit)
        elif is_cut(response):
            visit.outcome, visit.reason, visit.retry = "failed", "the answer was cut short", True
        elif response.meta["kind"] == "image":
            self._picture(response, visit)
        else:
            return True
        return False

    def failed(self, failure: Failure) -> Iterator[Any]:
        """The `Visit` of a page that did not answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        if isinstance(failure.value, StoppedError):
            return  # its row is as it was, for the next run
        outcome, reason, retry = explain(failure.value)
        now = self.run.clock.stamp()
        asked = not isinstance(failure.value, UnaskedError)
        visit = Visit(url=request.meta["page"], at=now, outcome=outcome, reason=reason, retry=retry, asked=asked)
        visit.site = _holder(request)
        yield visit

    def _visit(self, response: Response) -> Visit:
        return Visit(
            url=response.meta["page"],
            at=self.moment(response),
            outcome="read",
            http_status=response.status,
            bytes=len(response.body),
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
            site=_holder(response),
        )

    def moment(self, response: Response) -> str:
        """When a page was fetched: ISO 8601, UTC."""
        return self.run.clock.stamp()

    async def _read(self, response: Response) -> Reading:
        content_type = header(response, "Content-Type")
        site = self.learner.taught(response.meta["site"])
        await self.learner.renew(response.meta["page"], site)
        return await self.readers.read(
            response.body,
            response.url,
            page_url=response.meta["page"],
            encoding=charset(content_type),
            content_type=content_type,
            fetched_at=datetime.fromisoformat(self.moment(response)).astimezone(UTC),
            hint=response.meta["kind"],
            token=self.token,
            follow=self.follow,
            site=site,
        )

    @cached_property
    def gates(self) -> Gates:
        """Pages that send back whom they have set a cookie."""
        return Gates()

    @cached_property
    def entrances(self) -> Entrances:
        """Ways into its hosts."""
        return Entrances()

    @cached_property
    def absent(self) -> Absent:
        """What is known of pages that are not there."""
        return Absent(self.run.missing)

    @cached_property
    def learner(self) -> Learner:
        """What its sites have taught."""
        seconds = self.settings.getfloat("REREAD_SECONDS")
        return Learner(self.run, self.readers, self.token, seconds, first_lesson=self.first_lesson)

    async def learn(self, seconds: float) -> None:
        """Learn from all that was read, and read again what would be read otherwise now, for `seconds` at most."""
        if count := await self.learner.finish(seconds):
            self.crawler.stats.inc_value("archive/reread_count", count)

    def cut_off(self) -> None:
        """Wait for no page that is being read: the run is ending."""
        self.readers.close()

    def passes(self, target: str, page: str) -> bool:
        """Whether a redirect's target is on the way to a page: it sets a cookie and sends back."""
        return self.gates.may_pass(target, page)

    def redirected(self, visit: Visit, target: str, kind: Kind | None) -> None:
        """Close a page that redirects within its site."""
        if self.gates.bars(target, visit.url):
            visit.outcome, visit.retry = "failed", True
            visit.reason = f"{GATED}: {target}"
        else:
            self.absent.redirected(visit, target, kind)

    def _items(self, reading: Reading, visit: Visit) -> Iterator[Article | Teaser]:
        visit.kind, visit.reason, visit.found = reading.kind, reading.reason, reading.found
        visit.hosts, visit.further = reading.hosts, reading.further
        visit.shown = [(teaser.article_url, teaser.rail) for teaser in reading.teasers]
        self.gates.read(visit.url, empty=reading.kind == "other" and not says_missing(reading))
        if self.absent.read(visit, reading):
            return
        if self.follow:
            visit.found += self.entrances.of(visit)
            if self.backfill and self.window.until:
                visit.found += archive_at(visit.found, self.window.until)
            if reading.kind in ("front", "section"):
                visit.found += self.absent.try_hosts(visit.found)
        if visit.kind == "other" and self.is_front(visit.url):
            visit.outcome, visit.kind, visit.retry = "failed", "front", True
            visit.reason = f"no front page: {reading.reason}"
        elif reading.article is not None:
            reading.article.page_url = visit.url
            visit.part_of, visit.apart = reading.part_of, reading.next_part is not None and not self.networked
            yield reading.article
        elif reading.kind in ("front", "section"):
            yield from reading.teasers

    def _picture(self, response: Response, visit: Visit) -> None:
        """Close the visit of a picture."""
        visit.kind = "image"
        if form := picture_form(response.body):
            visit.reason, visit.capture = form, self._capture(response, visit)
        else:
            visit.outcome, visit.reason = "skipped", "no picture of a kind that is known"

    def _capture(self, response: Response, visit: Visit) -> Capture:
        return Capture(
            url=response.url,
            fetched_at=visit.at,
            http_status=response.status,
            headers=without(response.meta.get("received", []), self.secret),
            body=response.body,
            kind=visit.kind,
            ip_address=str(response.ip_address) if response.ip_address and not response.meta.get("proxy") else None,
            protocol=response.protocol,
            request_headers=sent(response, self.secret),
        )


def _holder(page: Request | Response) -> str | None:
    """The site whose ledger has the row of a picture, which may be on any host."""
    return page.meta["site"].name if page.meta["kind"] == "image" else None
