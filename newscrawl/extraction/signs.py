"""Signs of a story that stand beside its text: printed dates and bylines."""

from __future__ import annotations

import re
from typing import Any

from newscrawl.extraction.blocks import Outline
from newscrawl.extraction.metadata import Metadata, Value
from newscrawl.extraction.text import fold, squeeze

__all__ = ["byline_texts", "date_texts"]

_AUTHOR = re.compile(r"(?:^|[-_ ])(?:by-?line|author|autor|auteur|autore|writer|verfasser|journalist|reporter)s?(?:[-_ ]|name|$)", re.IGNORECASE)
_DATE = re.compile(r"date|time|datum|fecha|published|posted|stand|updated", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|aktualis|actualiz|mis à jour|changed|edited", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|текст|автор)\s{1,3}[:：]?\s{0,3}\S", re.IGNORECASE)
_YEARLY = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}\.\s?\d{1,2}\.\s?\d{2}")


def _region(outline: Outline, headline: str) -> tuple[int, int]:
    """Indices of the first and last block that stand around the headline and the story's first paragraphs."""
    wanted = fold(headline)
    head = next((b.index for b in outline.blocks if b.kind == "h" and fold(b.text) == wanted), None)
    if head is None:
        head = next((b.index for b in outline.blocks if b.good), 0)
    return max(0, head - 8), head + 25


def date_texts(metadata: Metadata, outline: Outline, headline: str) -> list[Value]:
    """Dates that the page prints near its headline, `<time>` first."""
    tree = metadata.document.tree
    first: list[Value] = []
    later: list[Value] = []
    for element in tree.iter("time"):
        words = squeeze(" ".join(element.itertext()))
        value = element.get("datetime") or element.get("content") or words
        names = f"{element.get('class', '')} {element.get('itemprop', '')} {words}"
        if value and not _inside_list(element):
            target = later if _UPDATED.search(names) else first
            target.append(Value(value, "html"))
            if words and words != value:
                target.append(Value(words, "html"))
        if len(first) > 8:
            break
    start, end = _region(outline, headline)
    printed: list[Value] = []
    loose: list[Value] = []
    for block in outline.blocks[start:end]:
        if block.weight > 160 or block.kind == "h" or not _YEARLY.search(block.text):
            continue
        element = outline.nodes[block.node].element
        names = f"{element.get('class', '')} {element.get('id', '')}"
        for line in block.text.split("\n"):
            (printed if _DATE.search(names) else loose).append(Value(line, "html"))
            for piece in line.split("|"):
                if piece != line and _YEARLY.search(piece):
                    loose.append(Value(piece.strip(), "html"))
    return first + printed + loose + later


def byline_texts(metadata: Metadata, outline: Outline, headline: str) -> list[str]:
    """Bylines that the page prints: elements of that name, links of rel=author, lines that begin with "By"."""
    tree = metadata.document.tree
    found: list[str] = []
    for element in tree.xpath("//*[@rel='author'] | //*[@itemprop='author']")[:6]:
        text = _text(element)
        if text and not _inside_list(element):
            found.append(text)
    if found:
        return found
    start, end = _region(outline, headline)
    for block in outline.blocks[start:end]:
        if block.weight > 140 or block.kind == "h":
            continue
        element = outline.nodes[block.node].element
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if _AUTHOR.search(names) or _BY.match(block.text):
            found.append(block.text.split("\n")[0].split("|")[0])
        elif (parent := element.getparent()) is not None and _AUTHOR.search(f"{parent.get('class', '')}") and not any(c.isdigit() for c in block.text):
            found.append(block.text)
    return found[:3]


def _text(element: Any) -> str:
    return squeeze(" ".join(element.itertext()))[:200]


def _inside_list(element: Any) -> bool:
    """Whether an element belongs to a teaser or a comment instead of the story."""
    for above in element.iterancestors():
        if above.tag in ("li", "aside", "nav", "footer"):
            return True
        if above.tag in ("article", "main", "body"):
            return False
    return False
