"""An article needs a headline and a body; anything else becomes a ledger row with its reason."""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import DropItem

from newscrawl.items import Article
from newscrawl.reasons import NO_BODY, NO_HEADLINE

__all__ = ["ValidatePipeline"]


class ValidatePipeline:
    """Drops articles that are not whole."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            if not item.headline:
                raise DropItem(NO_HEADLINE)
            if not item.article_body and item.kind == "article":
                raise DropItem(NO_BODY)
        return item
