"""Gathers what a page gave and hands it, whole, to the archive when the page's `Visit` arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import signals

from newscrawl.doors import Page
from newscrawl.items import Article, Teaser, Visit
from newscrawl.pipelines.window import OutsideWindowError
from newscrawl.run import run_of, spider_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from newscrawl.doors import Storage

__all__ = ["StorePipeline"]


class StorePipeline:
    """The last pipeline.

    A spider yields a page's article and teasers and, last, its `Visit`; with CONCURRENT_ITEMS=1 they arrive in that
    order. An article that an earlier pipeline dropped (DropItem) closes its page as skipped, with the reason given.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.run = run_of(crawler)
        self.storage: Storage = self.run.archive
        self.follow = spider_of(crawler).follow
        self.obeys = crawler.settings.getbool("ROBOTS_META_OBEY")
        self.articles: dict[str, Article] = {}
        self.teasers: dict[str, list[Teaser]] = {}
        self.rejected: dict[str, str] = {}
        self.outside: dict[str, str] = {}
        self.claimed: dict[str, str | None] = {}
        crawler.signals.connect(self.item_dropped, signals.item_dropped)
        crawler.signals.connect(self.item_error, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def item_dropped(self, item: Any, exception: Exception) -> None:
        """An article that does not belong into the archive: its page's row will say why."""
        if isinstance(item, Article):
            self.rejected[item.page_url] = str(exception)
            if isinstance(exception, OutsideWindowError) and item.date_published:
                self.outside[item.page_url] = item.date_published
                self.claimed[item.page_url] = item.canonical_url

    def item_error(self, item: Any, failure: Any) -> None:
        """A pipeline that failed on an article: a row with a reason, not a lost page."""
        if isinstance(item, Article):
            self.rejected[item.page_url] = f"pipeline error: {failure.value!r}"

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            self.articles[item.page_url] = item
        elif isinstance(item, Teaser):
            self.teasers.setdefault(item.listing_url, []).append(item)
        elif isinstance(item, Visit):
            if self.obeys:
                self._obey(item)
            self.storage.settle(
                Page(
                    site=self.run.site_of(item.url, item.site),
                    run_id=self.run.id,
                    visit=item,
                    article=self.articles.pop(item.url, None),
                    teasers=self.teasers.pop(item.url, []),
                    rejected=self.rejected.pop(item.url, None),
                    outside=self.outside.pop(item.url, None),
                    claimed=self.claimed.pop(item.url, None),
                    follow=self.follow and not (self.obeys and {"nofollow", "none"} & set(item.robots_meta)),
                )
            )
            # Now the readers have something to do. When the scheduler is next asked, they may not, for it is not asked
            # while many pages are read. (It writes what captures gave: with the place in their file, noted after this.)
            if self.follow and self.storage.full:
                self.run.flush()
        return item

    def _obey(self, visit: Visit) -> None:
        """Keep nothing of a page that does not want to be kept."""
        words = [word for word in ("noindex", "noarchive", "none") if word in visit.robots_meta]
        if words:
            visit.capture = None
            if self.articles.pop(visit.url, None):
                self.rejected[visit.url] = f"its page says {words[0]}"
