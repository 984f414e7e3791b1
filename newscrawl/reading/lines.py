"""The lines of text that a small part of a page shows."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from newscrawl.extraction.text import folded
from newscrawl.reading.anchors import rank
from newscrawl.reading.words import squash

__all__ = ["Line", "lines"]

_SILENT_TAGS = (
    "script style noscript svg template button select iframe form figcaption video audio object picture "
    "canvas input textarea"
)
_SILENT = frozenset(_SILENT_TAGS.split())
_INLINE_TAGS = (
    "a span em strong b i u s small font mark abbr sub sup bdi bdo wbr cite q code data dfn kbd var ins "
    "del tt big nobr img"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_NAMED = re.compile(
    r"(?P<hidden>\bsr-only|visually-?hidden|screen-?reader|\bhidden\b|credit|caption|copyright)"
    r"|(?P<label>kicker|label|eyebrow|badge|flag\b|overline|topline|dachzeile|spitzmarke|antetitulo|surtitre|occhiello|catenaccio|\btag\b"
    r"|category|rubrik|-live\b|\blive\b|\bpretitle|\bsupertitle)"
    r"|(?P<headline>title|headline|\bhed\b|-hed\b|titel|titre|titulo|titolo|heading|überschrift)"
    r"|(?P<meta>byline|author|\bdate\b|timestamp|\btime\b|datum|\bmeta\b|comment|share|reading-?time|duration)"
    r"|(?P<text>desc|summary|teaser-?text|excerpt|abstract|standfirst|dek\b|intro|lead\b|snippet|blurb|text\b|subtitle|subhead)"
)
"""For names in lower case."""
_SUBTITLE = re.compile(r"sub-?(?:title|head|hed|titel)|untertitel|soustitre|subtitulo")


@dataclass(slots=True)
class Line:
    """One line."""

    pieces: list[tuple[str, bool, str]] = field(default_factory=list)
    """Text, whether it is part of the story's link, and what its own element says it is ("label", "headline", …)."""
    heading: int = 0
    """Rank of the heading that it is part of; 0 for none."""
    role: str = ""
    """What its element's names say: "label", "headline", "meta", "text", "time" or nothing."""
    other: int = 0
    """Characters that are links to somewhere else."""

    text: str = ""
    """The whole line, as soon as it has ended."""

    def end(self) -> None:
        """Put the pieces together."""
        self.text = squash("".join([text for text, _, _ in self.pieces]))

    @property
    def linked(self) -> str:
        """What of it is the story's link."""
        return squash("".join([text for text, linked, _ in self.pieces if linked]))


def lines(block: HtmlElement, story: AbstractSet[HtmlElement]) -> list[Line]:
    """The lines of a block in reading order; `story` are the links to the story that it announces."""
    walk = _Walk(story)
    try:
        walk.visit(block, False, 0, "")
    except RecursionError:  # elements nested a thousand deep announce nothing
        return []
    walk.end()
    return walk.found


@lru_cache(maxsize=4096)
def _role(names: str) -> str:
    """What the names of an element's classes say it is; nothing for most."""
    names = folded(names)
    found = _NAMED.search(names)
    role = (found.lastgroup or "") if found else ""
    return "text" if role == "headline" and _SUBTITLE.search(names) else role


class _Walk:
    def __init__(self, story: AbstractSet[HtmlElement]) -> None:
        self.story = story
        self.found: list[Line] = []
        self.line = Line()

    def end(self) -> None:
        """End the line."""
        line = self.line
        if line.pieces:
            line.end()
            if line.text:
                self.found.append(line)
            self.line = Line()

    def visit(self, element: HtmlElement, linked: bool, heading: int, role: str) -> None:
        tag = element.tag
        if tag in _SILENT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return
        if tag == "br":
            self.end()
            return
        names = element.get("class")
        own = _role(names) if names else ""
        if own == "hidden":
            return
        if tag == "time":
            own = "time"
        elif own != "label" and element.get("itemprop") in ("headline", "description"):
            own = "headline" if element.get("itemprop") == "headline" else "text"
        story = element in self.story
        inline = tag in _INLINE and not (tag == "span" and own in ("headline", "text", "meta"))
        if tag in _INLINE and own == "label" and not heading and tag != "a":
            inline = False
        if not inline:
            self.end()
        level = rank(element) or heading
        inline_role = "time" if tag == "time" else role if inline or not own else own
        here = linked or story, level, inline_role, own if inline else "", tag == "a" and not story
        self.add(element.text, *here)
        for child in element:
            self.visit(child, *here[:3])
            self.add(child.tail, *here)
        if not inline:
            self.end()

    def add(self, text: str | None, linked: bool, heading: int, role: str, piece: str, other: bool) -> None:
        if not text:
            return
        line = self.line
        if not line.pieces:
            if not text.strip():
                return
            line.heading, line.role = heading, role
        line.pieces.append((text, linked, piece))
        if other:
            line.other += len(text.strip())
