"""The story inside a page's scripts, for pages that only a script would draw."""

from __future__ import annotations

import json
import re

from newscrawl.extraction.blocks import Block, read_blocks
from newscrawl.extraction.body import story
from newscrawl.extraction.container import choose
from newscrawl.extraction.document import Document

__all__ = ["embedded"]

_MAX = 2_000_000
_PARAGRAPH = re.compile(r"<p[\s>]|<br ?/?>", re.IGNORECASE)


def embedded(document: Document) -> list[Block]:
    """Blocks of the longest HTML text among the strings of the page's scripts."""
    best: list[Block] = []
    size = 300
    for script in document.scripts:
        text = script.text
        if len(text) < 600 or len(text) > _MAX or ("u003cp" not in text and "<p" not in text):
            continue
        for value in _strings(text):
            page = read_blocks(Document.parse(value, document.url).tree)
            index = choose(page)
            blocks = story(page, index, None, set()) if index >= 0 else []
            length = sum(len(b.text) for b in blocks)
            if length > size:
                best, size = blocks, length
    return best


def _strings(text: str) -> list[str]:
    """Long JSON strings with markup, unescaped."""
    found = []
    for piece in text.split('"') if "\\" not in text else re.findall(r'"((?:[^"\\]|\\.){300,})"', text):
        try:
            value = json.loads(f'"{piece}"', strict=False)
        except ValueError:
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
        if len(value) > 300 and _PARAGRAPH.search(value):
            found.append(value)
    return found[:20]
