"""A story's text as a page shows it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Block", "Text", "blocks", "laid_out", "without"]

OPEN = 150_000
"""Characters that stand open; what is beyond (a book, an attack) is folded, so that the page stays quick."""
_PIECE = 20_000
"""Characters of the longest paragraph; a longer one is shown in pieces."""
_ENDLESS = re.compile("[^\\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffff]{400}")
"""A stretch without a place to break the line (in scripts that need one): browsers take the square of its length."""
_SHORT, _LONG = 80, 81
"""Characters of a line that may be a sub-heading, at most, and of the paragraph behind it, at least."""
_ENDS = re.compile("[.!?…:;,。！？：；，、؟۔।]['\"”’»)\\]]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph."""

    text: str
    alone: bool
    """A short line in front of a paragraph that ends like no sentence. The archive does not tell sub-headings from
    other lines: this is a matter of looks alone."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in two parts."""

    shown: list[Block]
    folded: list[Block]
    """What is behind a fold."""
    folded_characters: int


def laid_out(text: str) -> Text:
    """The blocks of an article's body."""
    told = blocks(text)
    shown: list[Block] = []
    room = OPEN
    for number, block in enumerate(told):
        room -= len(block)
        if room < 0 and shown:
            rest = told[number:]
            return Text(shown, [Block(piece, False) for piece in rest], sum(map(len, rest)))
        after = told[number + 1] if number + 1 < len(told) else ""
        shown.append(Block(block, _alone(block, after)))
    return Text(shown, [], 0)


def blocks(text: str) -> list[str]:
    """The paragraphs of a text, none of them so long that a browser takes long for it."""
    return [
        part[start : start + _PIECE]
        for block in text.split("\n\n")
        if block.strip()
        for part in _ENDLESS.sub(r"\g<0>\n\n", block).split("\n\n")
        for start in range(0, len(part), _PIECE)
    ]


def _alone(block: str, after: str) -> bool:
    short = len(block) <= _SHORT and "\n" not in block
    return short and len(after) >= _LONG and any(c.isalpha() for c in block) and not _ENDS.search(block)


def without(text: str, parts: Iterable[str]) -> str:
    """A body without the blocks that some texts have: of a live blog what stands around its entries."""
    known = {block.strip() for part in parts for block in part.split("\n\n")}
    return "\n\n".join(block for block in text.split("\n\n") if block.strip() not in known)
