"""What a page is: front, section, article or something else, decided from the page itself."""

from __future__ import annotations

from typing import Any

from newscrawl.extraction import Document, Verdict
from newscrawl.items import Article, Kind, Teaser
from newscrawl.reading.addresses import shape
from newscrawl.reading.scope import Scope
from newscrawl.reading.words import count
from newscrawl.reasons import NOT_READ, NOTHING

__all__ = ["classify", "known_kind"]

_STORIES = ("BlogPosting", "LiveBlogPosting", "Report")
_LISTS = ("CollectionPage", "SearchResultsPage", "ProfilePage", "AboutPage", "ContactPage", "FAQPage")


def known_kind(document: Document, scope: Scope, hint: Kind | None) -> Kind | None:
    """The kind that is known before a page is read: of front pages, and of what the description calls a listing."""
    if hint == "front" or scope.is_front(document.url):
        return "front"
    return "section" if scope.described(document.url) == "listing" else None


def classify(
    document: Document, article: Article, verdict: Verdict, teasers: list[Teaser], scope: Scope, hint: Kind | None
) -> tuple[Kind, str]:
    """The kind of any other page, and why in words.

    `verdict` judges the page by its text and structured data; here its teasers and the way that led to it are weighed
    in: what a teaser announced is a story more likely than what stands in a menu.
    """
    form, points = shape(document.url)
    announced = hint == "article" and form == "article"
    readable = bool(article.headline and article.article_body)
    dated = article.date_published and not article.provenance.get("date_published", "").startswith("url")
    told = bool(dated or article.authors or article.agency) and not verdict.never  # the least that makes a story
    if readable and (verdict.is_article or (announced and told and article.word_count >= 30)):
        if scope.described(document.url) == "article":
            return "article", verdict.reason
        if hint == "other" and form != "article" and _typed(document) <= 0 and not (article.authors or article.agency):
            return "other", f"a text that nothing announces as a story: {_details(verdict)}"
        score, listing = _weigh(document, article, verdict, teasers, hint)
        if score >= 2:
            return "article", verdict.reason
        if listing and len(teasers) >= 3:
            return "section", f"a list of {len(teasers)} stories with an introduction"
        return "other", f"a text, but no story: {_details(verdict)}"
    if _typed(document) > 0 or (announced and (points >= 4 or len(teasers) < 12)):
        return "other", f"{NOT_READ}: {_details(verdict)}"
    if len(teasers) >= 3 or (teasers and hint == "section"):
        return "section", f"no story of its own, {len(teasers)} teasers"
    return "other", f"{NOTHING}: {_details(verdict)}"


def _details(verdict: Verdict) -> str:
    """What the verdict rests on, without the verdict: "145 words, a date, no byline"."""
    return verdict.reason.partition(": ")[2] or verdict.reason


def _weigh(
    document: Document, article: Article, verdict: Verdict, teasers: list[Teaser], hint: Kind | None
) -> tuple[int, bool]:
    """How much speaks for a story; and whether the rest of the page looks like a list of stories."""
    form, points = shape(document.url)
    score = {"article": 2, "unknown": 0 if points <= 0 else 1}.get(form, -2)
    typed = _typed(document)
    og = (document.first_meta("og:type") or "").lower()
    score += 3 * typed
    claimed = og == "article" and bool(article.date_published and (article.authors or article.agency))
    score += 2 if claimed else 1 if og == "article" else -1 if og == "website" and typed <= 0 else 0
    score += 2 if article.date_published else -1
    score += 1 if article.authors or article.agency else 0
    score += {"article": 1, "section": -1, "other": -1}.get(hint or "", 0)
    body = article.word_count or count(article.article_body)
    score += 1 if body >= 150 else -1 if body < 40 else 0
    score += 1 if body >= 250 and verdict.is_article else 0
    announced = sum(count(t.headline) + count(t.description or "") for t in teasers)
    listing = announced > body or form in ("section", "page", "label", "dates")
    if announced > body and len(teasers) >= 8 and typed <= 0 and form != "article" and not claimed:
        score -= 2
    return score, listing


def _typed(document: Document) -> int:
    """Whether structured data calls the page one story (1), a list or a page of another kind (-1), or nothing (0)."""
    stories = lists = 0
    for node in document.json_ld:
        for name in _types(node):
            if name.endswith("Article") or name in _STORIES:
                stories += 1
            elif name in _LISTS:
                lists += 1
    if stories == 0:
        for kind in document.itemtypes:
            name = kind.rstrip("/").rpartition("/")[2]
            if name.endswith("Article") or name in _STORIES:
                stories += 1
    if stories and not (lists and stories > 1) and stories <= 2:
        return 1
    return -1 if lists or stories > 4 else 0


def _types(node: dict[str, Any]) -> list[str]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return [str(v).rpartition("/")[2] for v in values if v]
