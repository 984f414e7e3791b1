"""Asking the further pages of stories that are told on several, and waiting for the last of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from newscrawl.exceptions import ReadingError, StoppedError
from newscrawl.failures import explain, explain_status
from newscrawl.spiders.answers import REDIRECTS, WHOLE, is_cut, redirect_target
from newscrawl.spiders.parts import PartedStory, Parts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from newscrawl.items import Article, Capture, Teaser, Visit
    from newscrawl.reading import Reading

__all__ = ["PartedPages"]

_ROW = ("page", "site", "kind", "deep", "rank", "download_slot")
"""What the request for a row of the ledger knows of it."""
_REFUSED = (401, 402, 403, 451)
"""Answers that a further page gives for good to those who have not paid."""


class PartedPages(Spider):
    """What a spider does with the further pages of a story: they are no rows of the ledger, but part of its visit."""

    @cached_property
    def parts(self) -> Parts:
        """What is known of stories on several pages."""
        return Parts()

    if TYPE_CHECKING:  # what a spider of pages has

        async def _read(self, response: Response) -> Reading: ...
        def _visit(self, response: Response) -> Visit: ...
        def _capture(self, response: Response, visit: Visit) -> Capture: ...
        def _items(self, reading: Reading, visit: Visit) -> Iterator[Article | Teaser]: ...

    def _part(self, response: Response, url: str, story: PartedStory) -> Request:
        """The request for a further page of a story. One that redirects elsewhere is none."""
        assert response.request
        meta = {name: value for name, value in response.request.meta.items() if name in _ROW}
        meta |= {"story": story, "dont_redirect": True}
        return Request(url, callback=self.parse_part, errback=self.failed_part, dont_filter=True, meta=meta)

    async def parse_part(self, response: Response, **kwargs: Any) -> AsyncIterator[Any]:
        """What a story gives whose last page this is, or the request for the page behind it.

        One that cannot be had leaves it in part, and the archive knows what that is worth. One that is not there ends
        it, and so does one that is refused, which is behind a wall.
        """
        story: PartedStory = response.meta["story"]
        visit = story.visit
        try:
            if is_cut(response):
                self._cut_off_story(visit, response.url, "the answer was cut short")
            elif response.status in WHOLE:
                reading = await self._read(response)
                its_own = self._visit(response)
                its_own.kind = "article"
                fresh = story.add(reading, self._capture(response, its_own))
                self.parts.saw(visit.url, fresh=fresh)
                if fresh and (url := story.next(reading)):
                    yield self._part(response, url, story)
                    return
            elif response.status in _REFUSED:
                story.end_at_wall()
            elif response.status in REDIRECTS:
                target = redirect_target(response)
                if target and (url := story.moved(response.url, target)):
                    yield self._part(response, url, story)
                    return
            elif response.status not in (404, 410):
                self._cut_off_story(visit, response.url, explain_status(response.status)[1])
        except StoppedError:
            return  # its row is as it was, for the next run
        except ReadingError as error:
            self._cut_off_story(visit, response.url, str(error))
        except Exception as error:
            self.logger.exception("reading %s", response.url)
            self._cut_off_story(visit, response.url, f"{type(error).__name__}: {error}")
        for item in self._told(story):
            yield item

    def failed_part(self, failure: Failure) -> Iterator[Any]:
        """What a story gives of which a further page did not answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        if isinstance(failure.value, StoppedError):
            return  # its row is as it was, for the next run
        _, reason, retry = explain(failure.value)
        story: PartedStory = request.meta["story"]
        self._cut_off_story(story.visit, request.url, reason, retry=retry)
        yield from self._told(story)

    def _told(self, story: PartedStory) -> Iterator[Any]:
        """The items of a story that is told on several pages."""
        visit = story.visit
        if not story.alone:
            visit.etag = visit.last_modified = None  # they tell of its first page alone
        yield from self._items(story.reading, visit)
        story.capture.kind = visit.kind
        yield visit

    def _cut_off_story(self, visit: Visit, url: str, reason: str, *, retry: bool = True) -> None:
        visit.partial, visit.retry = f"a further page of the story failed ({url}): {reason}", retry
