"""Shows on a terminal how far a run is. Where stderr is none, `-L INFO` has a line every minute (Scrapy's LogStats)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newscrawl.extensions.picture import Show

__all__ = ["ProgressExtension"]


class ProgressExtension:
    """Scrapy's door to `Show`. Raises NotConfigured where there is no terminal."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Show:
        if not sys.stderr.isatty():
            raise NotConfigured
        from newscrawl.extensions.picture import Show  # what draws takes long to load, and cron looks at nothing

        return Show(crawler)
