"""An article in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from newscrawl.extraction.captions import Caption
from newscrawl.extraction.document import Document
from newscrawl.items import Article
from newscrawl.knowledge import Knowledge
from newscrawl.site import Layout

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """The article as far as it is read, and what it is read from."""

    article: Article
    document: Document
    node: dict[str, Any]
    """The story's node in the page's JSON-LD; empty where there is none."""
    layout: Layout | None
    """What the site's description says of such pages."""
    names: list[str]
    """Names of the publisher."""
    captions: list[Caption] = field(default_factory=list)
    """Every caption of the page with its credit, in order."""

    learnt: Knowledge | None = None
    """What other pages of the site have taught."""

    def put(self, name: str, value: Any, source: str) -> None:
        """Set a field and say where its value came from; nothing is set from an empty value."""
        if value not in (None, "", []):
            setattr(self.article, name, value)
            self.article.provenance[name] = source
