"""Which address is a story's own. (Which stored article a reading belongs to, the archive decides as it writes.)"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.items import Article
from newscrawl.run import run_of
from newscrawl.urls import canonical, in_site

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from newscrawl.doors import Frontier

__all__ = ["DedupePipeline"]


class DedupePipeline:
    """Believes a page's canonical link only within its site, and never where it names a front page or a listing."""

    def __init__(self, crawler: Crawler) -> None:
        self.run = run_of(crawler)
        self.frontier: Frontier = self.run.archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            own, page = canonical(item.url), canonical(item.page_url)
            if own != page and not self._believed(own):
                own = page
                item.provenance["url"] = "url"
            item.url = own
            item.aliases = [url for url in dict.fromkeys(map(canonical, item.aliases)) if url not in (own, page)]
        return item

    def _believed(self, url: str) -> bool:
        if not in_site(url, self.run.site_of(url)):
            return False
        return self.frontier.kinds([url]).get(url, "article") == "article"
