"""A run that was asked for some days of publication keeps the stories of those days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from newscrawl.items import Article
from newscrawl.run import run_of, spider_of
from newscrawl.window import zone_of

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

__all__ = ["OutsideWindowError", "WindowPipeline"]


class OutsideWindowError(DropItem):
    """A story of another day. Its row keeps the date, and a run without that limit asks it again."""


class WindowPipeline:
    """Drops stories that were published outside of since=… until=…; a story without a date is kept."""

    def __init__(self, crawler: Crawler) -> None:
        self.run = run_of(crawler)
        self.window = spider_of(crawler).window

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            zone = zone_of(self.run.site_of(item.page_url).time_zone)
            if not self.window.holds(item.date_published, zone):
                raise OutsideWindowError(f"published {(item.date_published or '')[:10]}, outside of {self.window}")
        return item
