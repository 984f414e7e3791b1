"""Finds the spiders: those of this package, and one for each described site."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.spiderloader import SpiderLoader

from newscrawl import sites
from newscrawl.spiders.described import spider_for

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.settings import BaseSettings

__all__ = ["SiteSpiderLoader"]

logger = logging.getLogger(__name__)


class SiteSpiderLoader(SpiderLoader):
    """Scrapy's loader, and a spider for each file in newscrawl/sites/ and in the folder SITES.

    What is wrong with a file is told when spiders are listed, and to a crawl that it may concern: the described site
    that runs under cron is not the place to hear of another one's file.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        folder = settings["SITES"]
        mine, self._faults = sites.own(Path(folder) if folder else None)
        self._described: set[str] = set()
        for name, site in sites.with_bundled(mine).items():
            if name in self._spiders:
                self._faults[name] = (
                    f"a site cannot be named {name!r}, which is a spider of newscrawl: give it another name"
                )
            else:
                self._spiders[name] = spider_for(site)
                self._described.add(name)

    def list(self) -> list[str]:
        """Names of all spiders; warns of every file that describes none."""
        for line in self._faults.values():
            logger.warning(line)
        return super().list()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a name; warns of the files that may be meant by it. Raises KeyError."""
        for name, line in self._faults.items():
            if name == spider_name or spider_name not in self._described:
                logger.warning(line)
        return super().load(spider_name)
