"""Cleans the text of what a page gave."""

from __future__ import annotations

from typing import Any

from newscrawl.cleaning import clean_item
from newscrawl.items import Article, Teaser

__all__ = ["CleanPipeline"]


class CleanPipeline:
    """Cleans the text of articles and teasers (`cleaning`)."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, (Article, Teaser)):
            clean_item(item)
        return item
