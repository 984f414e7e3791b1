"""Whether a page is a story of its own, decided from what the page is; the reason in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.extraction.metadata import LIST_TYPES, Metadata, is_story
from newscrawl.urls import path_of

if TYPE_CHECKING:
    from newscrawl.extraction.body import Body
    from newscrawl.extraction.blocks import Outline
    from newscrawl.items import Article
    from newscrawl.site import Site

__all__ = ["Verdict", "weigh"]

_SLUG = re.compile(r"[a-z0-9%]+(?:[-_][a-z0-9%]+){3,}", re.IGNORECASE)
_NUMBER = re.compile(r"\d{5,}|(?:^|[-._/])[a-z]?\d[a-z0-9]{6,}", re.IGNORECASE)
_DATED = re.compile(r"(?<!\d)(?:19|20)\d{2}[/-]?(?:0[1-9]|1[0-2])(?:[/-]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page is a story, and why."""

    is_article: bool
    reason: str


def weigh(metadata: Metadata, outline: Outline, body: Body, article: Article, site: Site | None) -> Verdict:
    """The verdict on a page that has been read."""
    document = metadata.document
    path = path_of(document.url)
    if site is not None:
        if any(re.search(p, path) for p in site.listings):
            return Verdict(False, "the site's description calls it a listing")
        if any(re.search(p, path) for p in site.ignore):
            return Verdict(False, "the site's description ignores it")
    if not article.headline:
        return Verdict(False, "no headline")
    if not article.article_body:
        return Verdict(False, "no running text")
    described = site is not None and any(re.search(p, path) for p in site.articles)
    parts = [p for p in urlsplit(document.url).path.split("/") if p]
    types = metadata.page_types
    reasons: list[str] = []
    score = 0.0
    story = is_story(types)
    lists = types & LIST_TYPES - {"ItemList", "Blog"}
    if described:
        score += 3
        reasons.append("the site's description calls it an article")
    if story and metadata.stories <= 3 and not lists and (metadata.node or metadata.microdata):
        score += 3
        reasons.append("its structured data describe one story")
    elif story and metadata.node and _agrees(metadata, article):
        score += 2
        reasons.append("its structured data describe this story")
    elif lists:
        score -= 3
        reasons.append(f"its structured data call it a {', '.join(sorted(lists))}")
    og = (document.first_meta("og:type") or "").lower()
    if og == "article":
        score += 1
        reasons.append("og:type article")
    elif og in ("website", "profile", "blog", "object") and not story:
        score -= 1
    if article.date_published:
        weak = article.provenance.get("date_published", "")
        score += 1.5 if not weak.startswith("url") else 0.5
        reasons.append("a date")
    else:
        score -= 1
        reasons.append("no date")
    if article.authors or article.agency:
        score += 1
        reasons.append("a byline")
    if not parts:
        score -= 5
        reasons.append("the front page's address")
    else:
        last = parts[-1]
        if _DATED.search(document.url):
            score += 0.75
        if _SLUG.search(last) or _NUMBER.search(last) or _NUMBER.search(path):
            score += 1
            reasons.append("the address of a story")
        elif len(parts) == 1 or not any(c.isdigit() for c in path):
            score -= 1
            reasons.append("the address of a section or a page")
    words = article.word_count
    score += 1 if words >= 150 else 0 if words >= 60 else -1
    total, kept = outline.nodes[0].size, sum(b.weight for b in body.blocks)
    linked = outline.nodes[0].links / max(1, total)
    share = kept / max(1, total)
    if share > 0.5:
        score += 1
        reasons.append("mostly running text")
    elif share < 0.06 and linked > 0.5 and kept < 1500:
        score -= 1.5
        reasons.append("mostly links")
    return Verdict(score >= 2, ", ".join(reasons))


def _agrees(metadata: Metadata, article: Article) -> bool:
    from newscrawl.extraction.text import likeness

    told = metadata.node.get("headline")
    return isinstance(told, str) and likeness(told, article.headline) > 0.7
