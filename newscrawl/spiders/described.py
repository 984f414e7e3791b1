"""A spider for each described site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.spiders.base import BaseNewsSpider

if TYPE_CHECKING:
    from newscrawl.site import Site

__all__ = ["spider_for"]


def spider_for(site: Site) -> type[BaseNewsSpider]:
    """A spider class that covers a described site and has its name."""

    class DescribedSpider(BaseNewsSpider):
        name = site.name

        def choose(self, described: dict[str, Site]) -> list[Site]:
            return [described.get(site.name, site)]

    return DescribedSpider
