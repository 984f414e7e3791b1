"""Finds the spiders: those of this package, and one for each described site."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.spiderloader import SpiderLoader

from newscrawl import sites
from newscrawl.spiders.described import spider_for

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

__all__ = ["SiteSpiderLoader"]

logger = logging.getLogger(__name__)


class SiteSpiderLoader(SpiderLoader):
    """Scrapy's loader, and a spider for each file in newscrawl/sites/ and in the folder SITES."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        folder = settings["SITES"]
        described, warnings = sites.load(Path(folder) if folder else None)
        for name, site in described.items():
            if name in self._spiders:
                warnings.append(
                    f"a site cannot be named {name!r}, which is a spider of newscrawl: give it another name"
                )
            else:
                self._spiders[name] = spider_for(site)
        for line in warnings:
            logger.warning(line)
