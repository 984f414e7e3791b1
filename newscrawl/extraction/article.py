"""A parsed page in, an `Article` and the verdict on it out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from newscrawl.extraction.blocks import Outline
from newscrawl.extraction.body import read_body
from newscrawl.extraction.captions import lead_picture
from newscrawl.extraction.document import Document
from newscrawl.extraction.fields import fill
from newscrawl.extraction.headline import find_headline
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.verdict import Verdict, weigh
from newscrawl.items import Article

if TYPE_CHECKING:
    from newscrawl.site import Site

__all__ = ["READER_VERSION", "examine", "extract", "extract_document", "judge"]

READER_VERSION = "1"
"""Goes up when the same page gives something else."""


def extract(
    html: bytes | str, url: str, *, encoding: str | None = None, fetched_at: datetime | None = None, site: Site | None = None
) -> Article | None:
    """The story that a page tells; None for a page that tells none.

    `encoding` is the charset of the HTTP header; `fetched_at` (with a zone) bounds dates and resolves relative ones;
    `site` carries what is known of the site. Pure: no network, no files, no state; never raises on any bytes.
    """
    return extract_document(Document.parse(html, url, encoding), fetched_at=fetched_at, site=site)


def extract_document(document: Document, *, fetched_at: datetime | None = None, site: Site | None = None) -> Article | None:
    """`extract` for a page that is parsed already; the parse is left as it was."""
    article, verdict = examine(document, fetched_at=fetched_at, site=site)
    return article if verdict.is_article else None


def judge(document: Document, *, fetched_at: datetime | None = None, site: Site | None = None) -> Verdict:
    """Whether a page is a story, and why."""
    return examine(document, fetched_at=fetched_at, site=site)[1]


def examine(document: Document, *, fetched_at: datetime | None = None, site: Site | None = None) -> tuple[Article, Verdict]:
    """Everything that was read from a page, story or not, and the verdict on it."""
    metadata = Metadata(document)
    outline = Outline(document.tree)
    headline = find_headline(metadata, outline)
    told = metadata.node.get("articleBody")
    body = read_body(
        outline, headline=headline.text, description=document.first_meta("og:description", "description") or "",
        told=told if isinstance(told, str) else "",
    )  # fmt: skip
    picture = lead_picture(metadata, outline, headline.text)
    article = fill(metadata, outline, headline, body, picture, fetched_at=fetched_at, site=site)
    article.reader_version = READER_VERSION
    return article, weigh(metadata, outline, body, article, site)
