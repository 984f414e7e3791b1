"""The story inside a page's scripts, for pages that only a script would draw."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from newscrawl.extraction.blocks import Block, read_blocks
from newscrawl.extraction.body import story
from newscrawl.extraction.container import choose
from newscrawl.extraction.document import Document
from newscrawl.extraction.statelists import MOST, listed_paragraphs

__all__ = ["embedded"]

_MAX = 2_000_000
_MOST = 60
"""Strings with markup that are read, of all scripts."""
_LONG = 300
"""Characters of a string in which a story may be."""
_CURLY = re.compile(r"\{(/?(?:p|br|[a-z]{1,12}-[a-z-]{1,20}))\}")
"""Markup as some editors write it, "{p}", "{sd-embed}"."""
_WORD = re.compile(r"\w+")
_SMALL_WORD = 3
"""Letters of a word that any text may have."""
_OPENING = 40
"""Characters of a paragraph by which it is known."""
_NEAR = 0.6
"""Share of the best text's likeness to headline and standfirst that the story has at least."""
_INSIDE = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+')
_ROW = re.compile(r"[0-9a-f]{1,4}:(?=[\[{])")
"""How a row of a React server component begins, which stands as data in a string."""
_PARAGRAPH = re.compile(r"<p[\s>]|<br ?/?>", re.IGNORECASE)


def embedded(document: Document, about: str, oracle: str = "") -> list[Block]:
    """Blocks of the longest HTML text among the strings of the page's scripts, or of the longest list of paragraphs.

    Scripts may hold other stories as well. `about`: headline and standfirst, of which they share fewer words; `oracle`:
    the key of the text that the page's data tell, with which the story begins.
    """
    told = [blocks for blocks in _candidates(document) if not oracle or _agrees(blocks, oracle)]
    words = {word for word in _WORD.findall(about.casefold()) if len(word) > _SMALL_WORD}
    shares = [_share(words, blocks) for blocks in told]
    least = _NEAR * max(shares, default=0.0)
    near = [blocks for blocks, share in zip(told, shares, strict=True) if share >= least]
    return max(near, key=_length, default=[])


def _candidates(document: Document) -> Iterator[list[Block]]:
    """Texts in the page's scripts that are long enough to be its story."""
    room, left = _MOST, [MOST]
    for script in document.scripts:
        text = script.text
        if len(text) < 600 or len(text) > _MAX:
            continue
        values = _strings(text)[:room] if "u003cp" in text or "<p" in text else []
        room -= len(values)
        for value in (*values, *listed_paragraphs(text, left)):
            blocks = _told(value, document.url)
            if _length(blocks) > _LONG:
                yield blocks


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _agrees(blocks: list[Block], oracle: str) -> bool:
    """Whether one of the first paragraphs stands in a text, or begins with it."""
    first = [block.key[:_OPENING] for block in blocks[:3] if block.prose > _OPENING]
    return any(opening in oracle or oracle.startswith(opening[: len(oracle)]) for opening in first)


def _share(words: set[str], blocks: list[Block]) -> float:
    """How many of some words a text has."""
    if not words:
        return 0.0
    return len(words.intersection(_WORD.findall(" ".join(block.text for block in blocks).casefold()))) / len(words)


def _told(value: str, url: str) -> list[Block]:
    """The story of a piece of HTML."""
    page = read_blocks(Document.parse(_CURLY.sub(r"<\1>", value), url).tree)
    index = choose(page)
    return story(page, index, None, set()) if index >= 0 else []


def _quoted(text: str) -> Iterator[str]:
    """What stands between quotation marks that are not escaped; each mark may open a string, if it closed no long one.

    A mark that opens nothing leaves none behind it, up to where it was read to, that could open anything long.
    """
    at = text.find('"')
    while at >= 0:
        inside = _INSIDE.match(text, at + 1)
        end = inside.end() if inside else at + 1
        if text[end : end + 1] == '"' and end - at > _LONG:
            yield text[at + 1 : end]
            end += 1
        at = text.find('"', end)


def _strings(text: str) -> list[str]:
    """Long JSON strings with markup, unescaped."""
    found = []
    for piece in text.split('"') if "\\" not in text else _quoted(text):
        try:
            value = json.loads(f'"{piece}"', strict=False)
        except ValueError:
            continue
        if row := _ROW.match(value):  # (never in itself: a row's strings are shorter)
            found += _strings(value[row.end() :])
            continue
        for _ in range(2):
            if "u003cp" in value:
                try:
                    value = (
                        json.loads('"' + value.replace('"', '\\"') + '"', strict=False)
                        if '\\"' not in value
                        else json.loads(f'"{value}"', strict=False)
                    )
                except ValueError:
                    break
        if len(value) > _LONG and _PARAGRAPH.search(value):
            found.append(value)
    return found[:20]
