"""Live blogs: whether a story is one, and its entries with their times."""

from __future__ import annotations

import html
import re
from datetime import datetime

from newscrawl.extraction.authors import credits_of
from newscrawl.extraction.dates import read_date
from newscrawl.extraction.document import Document
from newscrawl.extraction.draft import Draft
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.language import language
from newscrawl.extraction.liveclocks import clocked_entries
from newscrawl.extraction.liveprinted import FEWEST, printed_entries
from newscrawl.extraction.text import clean, count_words, key
from newscrawl.items import LiveEntry

__all__ = ["put_live"]

_MOST = 3_000
"""Entries of a live blog that are read at most."""
_LITTLE = 300
"""Characters of a text that may be no more than the standfirst of its entries."""
_CLASSES = re.compile(r"ive-?(?:[Bb]log|[Tt]icker|update)")
"""Class names and addresses of live blogs."""
_STEMS = ("iveblog", "ive-blog", "iveticker", "ive-ticker", "iveupdate", "ive-update")
"""The same in small letters, which is quicker to look for."""
_TAG = re.compile(r"<(?:br|/p|/div|/li)[^>]{0,40}>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{1,2000}>")


def put_live(draft: Draft, *, zone: str | None, fetched_at: datetime | None) -> None:
    """The entries of a live blog, and its kind; a text that lacks them gets them."""
    called = "LiveBlogPosting" in types_of(draft.node)
    told = _told(draft, zone, fetched_at) if called else []
    printed = _unique(printed_entries(draft, zone, fetched_at)) if called or _may_be_live(draft.document) else []
    if not called and not _is_the_story(printed, draft.article.article_body):
        printed = []
    if not printed and not told:
        printed = clocked_entries(draft)
    if not called and not printed:
        return
    draft.article.kind = "liveblog"
    shown, source = (printed, "html") if len(printed) >= len(told) else (told, "json-ld")
    draft.put("live_entries", shown, source)
    _put_body(draft, printed or told)


def _is_the_story(entries: list[LiveEntry], body: str) -> bool:
    """Whether timed texts are the story that the page tells, not a list of others beside it."""
    size = sum(len(entry.text) for entry in entries)
    if size < 0.5 * len(body):
        return False
    words = key(body)
    return len(body) < _LITTLE or 2 * sum(key(entry.text)[:200] in words for entry in entries) >= len(entries)


def _may_be_live(document: Document) -> bool:
    """Whether a page may be a live blog that its data do not call one: it has times enough, or classes that say so."""
    return len(document.named["time"]) >= FEWEST or any(map(_names_live, (document.url, document.classes)))


def _names_live(words: str) -> bool:
    lowered = words.lower()
    return any(map(lowered.__contains__, _STEMS)) and _CLASSES.search(words) is not None


def _put_body(draft: Draft, entries: list[LiveEntry]) -> None:
    """The text with the entries in their order, where it holds less than half of them."""
    article = draft.article
    body = key(article.article_body)
    missing = [e for e in entries if key(e.text)[:200] not in body]
    if 2 * len(missing) < len(entries) or not entries:
        return
    held = {key(line) for e in entries for line in (e.headline or "", *e.text.split("\n\n"))}
    lines = [line for line in article.article_body.split("\n\n") if line and key(line) not in held]
    for entry in entries:
        lines += [words for words in (entry.headline, entry.text) if words]
    article.article_body = "\n\n".join(lines)
    article.word_count = count_words(article.article_body)


def _told(draft: Draft, zone: str | None, fetched_at: datetime | None) -> list[LiveEntry]:
    """The entries in the page's data, in their order there."""
    updates = draft.node.get("liveBlogUpdate")
    tongue = language(draft.document, draft.node)[0]
    found: list[LiveEntry] = []
    signed: dict[tuple[str, ...], list[str]] = {}
    for update in (updates if isinstance(updates, list) else [updates])[:_MOST]:
        if not isinstance(update, dict):
            continue
        text = _plain(next(iter(strings(update.get("articleBody") or update.get("text"))), ""))
        title = clean(_plain(next(iter(strings(update.get("headline") or update.get("name"))), "")))
        stamp = next(iter(strings(update.get("datePublished") or update.get("dateCreated"))), "")
        moment = read_date(stamp, zone=zone, language=tongue, fetched_at=fetched_at)
        if text or title:
            names = tuple(strings(update.get("author"))[:10])
            if names not in signed:
                signed[names] = credits_of(names, draft.names).people
            found.append(
                LiveEntry(
                    headline=title if text else None,
                    text=text or title,
                    date_published=moment.iso if moment else None,
                    authors=list(signed[names]),
                )
            )
    return _unique(found)


def _plain(text: str) -> str:
    """Words of a field that may hold markup: its paragraphs parted by blank lines."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _MARKUP.sub("", _TAG.sub("\n", text))
    return "\n\n".join(line for line in map(clean, text.split("\n")) if line)


def _unique(entries: list[LiveEntry]) -> list[LiveEntry]:
    """The entries without repetition (a pinned one stands twice)."""
    seen: set[tuple[str, str | None]] = set()
    kept = []
    for entry in entries:
        name = (key(entry.text), entry.date_published)
        if name not in seen:
            seen.add(name)
            kept.append(entry)
    return kept
