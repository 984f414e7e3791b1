"""Entries of live blogs as pages print them: elements of one make in one container, with a time each."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from newscrawl.extraction.authors import credits_of
from newscrawl.extraction.blocks import Block, read_blocks
from newscrawl.extraction.dates import read_date
from newscrawl.extraction.document import Document
from newscrawl.extraction.draft import Draft
from newscrawl.extraction.headlines import heading_text
from newscrawl.extraction.language import language
from newscrawl.extraction.liveclocks import PROSE, place_clocks
from newscrawl.extraction.text import clean, key
from newscrawl.extraction.vocabulary import is_furniture_line
from newscrawl.items import LiveEntry
from newscrawl.late import late

__all__ = ["FEWEST", "printed_entries"]

FEWEST = 4
"""Timed entries of one make that make a live blog where the page's data do not call it one."""
_MOST = 3_000
"""Entries of a live blog that are read at most."""
_MUCH = 500
"""Characters of class words that are looked at."""
_CLIMB = 7
"""Elements around a time that may be its entry."""
_TIME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:time|timestamp|date|datetime|clock|minute|hour|uhrzeit|zeit|hora|heure|ora)(?:$|[\s_-])"
)
_TIMED = re.compile(r"^\W{0,3}\d{1,2}(?:[:.h]|\sUhr|時|시)|^\d{1,2}\W{0,2}\d{1,2}\.(?:\d{2,4})?|\d{1,2}:\d{2}")
_AWAY = frozenset(("nav", "footer", "aside", "header", "form", "table"))
_OTHERS = re.compile(
    r"comment|kommentar|disqus|reply|related|teaser|most-?read|latest|recommend|newsticker-list", re.IGNORECASE
)
_CONTROLS = late(
    r"^(?:share|teilen|copy link|link kopieren|key events?|show key events|refresh|aktualisieren|load more|mehr laden"
    r"|pinned|newest first|oldest first|neueste zuerst|älteste zuerst|jump to|compartir|partager|condividi"
    r"|updated at .{0,40})$",
    re.IGNORECASE,
)


class _Timed(NamedTuple):
    """An entry as it is printed."""

    element: HtmlElement
    stamp: HtmlElement
    """The element that holds its time."""


def printed_entries(draft: Draft, zone: str | None, fetched_at: datetime | None) -> list[LiveEntry]:
    """The entries that the page prints: elements of one make in one container, each with a time at its beginning."""
    document = draft.document
    timed = _series(document)
    entries: list[LiveEntry] = []
    stamps: list[str] = []
    for one in timed[:_MOST]:
        entry, links = _entry(draft, one)
        if entry is None or links > 0.5 * len(entry.text):
            continue
        entries.append(entry)
        stamps.append(one.stamp.get("datetime") or clean(one.stamp.text_content()))
    long = sum(len(e.text) >= PROSE for e in entries)
    if len(entries) < FEWEST or 2 * long < len(entries) or sum(len(e.text) for e in entries) < PROSE * len(entries):
        return []
    tongue = language(document, draft.node)[0]
    moments = [read_date(s, zone=zone, language=tongue, fetched_at=fetched_at) for s in stamps]
    for entry, moment in zip(entries, moments, strict=True):
        entry.date_published = moment.iso if moment and moment.precision != "day" else None
    place_clocks(entries, stamps, draft.article.date_published)
    if sum(e.date_published is not None for e in entries) < 0.7 * len(entries):
        return []
    return entries


def _series(document: Document) -> list[_Timed]:
    """The largest series of like elements in one container that have a time each."""
    groups: dict[tuple[HtmlElement, str], dict[HtmlElement, HtmlElement]] = defaultdict(dict)
    for stamp in _stamps(document):
        child, parent = stamp, stamp.getparent()
        for _ in range(_CLIMB):
            if (
                parent is None
                or child.tag in _AWAY
                or _names_others(f"{child.get('class') or ''} {child.get('id') or ''}"[:_MUCH])
            ):
                break
            first = ((child.get("class") or "").split() or [""])[0]
            # The entry's first time is its own; others stand in its text.
            groups[parent, f"{child.tag}.{first.rstrip('0123456789')}"].setdefault(child, stamp)
            child, parent = parent, parent.getparent()
    best: list[_Timed] = []
    most = 0
    for (parent, _), members in groups.items():
        if len(members) >= FEWEST and not _is_away(parent):
            size = sum(len(element.text_content()) for element in members)
            if size > most:
                best, most = [_Timed(element, stamp) for element, stamp in members.items()], size
    return best


@lru_cache(maxsize=2_048)
def _names_others(names: str) -> bool:
    """Whether class words and an id are those of comments or of a list of other stories."""
    return _OTHERS.search(names) is not None


def _stamps(document: Document) -> list[HtmlElement]:
    """Elements that hold a time and nothing else."""
    found = [e for e in document.named["time"][: 2 * _MOST] if e.get("datetime") or e.text_content().strip()]
    if len(found) >= FEWEST:
        return found
    named = document.with_class(set(filter(_TIME_CLASS.search, document.classes.split("\0"))))
    stamps = (e for e in named if len(text := clean(e.text_content())) <= 40 and _TIMED.search(text))
    return list(islice(stamps, 2 * _MOST))


def _is_away(element: HtmlElement) -> bool:
    """Whether an element stands in a menu, a rail or among comments."""
    for above in (element, *islice(element.iterancestors(), 12)):
        if above.tag in ("nav", "footer", "aside") or "comment" in f"{above.get('class')} {above.get('id')}".lower():
            return True
    return False


def _entry(draft: Draft, one: _Timed) -> tuple[LiveEntry | None, int]:
    """An entry's headline, text and signature, and how many of its characters are links."""
    page = read_blocks(one.element)
    stamp = key(one.stamp.text_content())
    title: str | None = None
    head = next(islice(one.element.iter("h2", "h3", "h4", "h5"), 1), None)
    if head is not None:
        title = heading_text(head)
        if stamp and key(title).startswith(stamp):
            title = title[len(clean(one.stamp.text_content())) :].strip(" :–—-|·") if title else None
    authors: list[str] = []
    texts: list[Block] = []
    captions = {key(caption.text) for caption in draft.captions}
    for block in page.blocks:
        bare = block.key
        if not bare or bare in (stamp, key(title or "")) or bare == stamp + key(title or ""):
            continue
        if _CONTROLS.match(block.text) or is_furniture_line(block.text) or bare in captions:
            continue
        if len(block.text) < 80 and re.match(r"(?:by|von|par|por|di|door|av|af)\s", block.text, re.IGNORECASE):
            authors += credits_of([block.text], draft.names).people
            continue
        if stamp and bare.startswith(stamp) and len(bare) < len(stamp) + 12:
            continue  # "14:32 Uhr"
        texts.append(block)
    if texts and stamp and texts[0].key.startswith(stamp):
        texts[0].text = texts[0].text[len(clean(one.stamp.text_content())) :].strip(" :–—-|·")
    text = "\n\n".join(b.text for b in texts if b.text)
    if not text and not title:
        return None, 0
    entry = LiveEntry(headline=title if text and title else None, text=text or title or "", authors=authors)
    return entry, sum(b.link_chars for b in texts)
