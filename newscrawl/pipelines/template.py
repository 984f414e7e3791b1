"""Pages that a machine fills in: lottery results, offers, entries of a register. Each of them reads like a story."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict, deque
from typing import Any

from scrapy.exceptions import DropItem

from newscrawl.items import Article
from newscrawl.urls import family

__all__ = ["TemplatePipeline"]

SISTERS = 24
"""Pages of a family that a page is compared with: the last ones."""
FAMILIES = 200
"""Families that are remembered."""
OFTEN = 3
"""Other pages with the same sentence."""
MOST = 0.6
"""Share of the text, in such sentences, from which a page is taken for one of a template."""
_END = re.compile(r"(?<=[.!?…。！？])\s+|\n+")


class TemplatePipeline:
    """Drops articles most of whose text stands on several other pages of their family.

    A reprint shares its sentences with one or two others, and a column that appears daily shares few. What somebody
    signs, or structured data calls a story, is kept in any case.
    """

    def __init__(self) -> None:
        self._families: OrderedDict[str, deque[tuple[str, frozenset[str]]]] = OrderedDict()

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article) and not _is_vouched_for(item):
            sentences = [s for s in _END.split(item.article_body) if s.count(" ") >= 4]
            sisters = self._sisters(family(item.page_url))
            others = {page: told for page, told in sisters if page != item.page_url}
            sisters.append((item.page_url, frozenset(sentences)))
            counts = Counter(sentence for told in others.values() for sentence in told)
            often = sum(len(s) for s in sentences if counts[s] >= OFTEN)
            if often > MOST * len(item.article_body):
                raise DropItem("made from a template: most of its sentences stand on other pages like it")
        return item

    def _sisters(self, of: str) -> deque[tuple[str, frozenset[str]]]:
        known = self._families.setdefault(of, deque(maxlen=SISTERS))
        self._families.move_to_end(of)
        if len(self._families) > FAMILIES:
            self._families.popitem(last=False)
        return known


def _is_vouched_for(article: Article) -> bool:
    sources = " ".join(article.provenance.values())
    return bool(article.authors or article.agency) or "json-ld" in sources or "microdata" in sources
