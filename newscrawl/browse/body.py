"""A story's text as a page shows it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Text", "blocks", "laid_out", "parted", "without"]

OPEN = 150_000
"""Characters that stand open; what is beyond (a book, an attack) is folded, so that the page stays quick."""
_PIECE = 20_000
"""Characters of the longest paragraph; a longer one is shown in pieces."""
_ENDLESS = re.compile("[^\\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffff]{400}")
"""A stretch without a place to break the line (in scripts that need one): browsers take the square of its length."""
_LABEL = 40
"""Characters of what may stand before a correction's words: "Correction:", or the same in another language."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in two parts."""

    shown: list[str]
    folded: list[str]
    """What is behind a fold."""
    folded_characters: int


def laid_out(text: str) -> Text:
    """The blocks of an article's body."""
    told = blocks(text)
    shown: list[str] = []
    room = OPEN
    for number, block in enumerate(told):
        room -= len(block)
        if room < 0 and shown:
            rest = told[number:]
            return Text(shown, rest, sum(map(len, rest)))
        shown.append(block)
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


def parted(text: str, correction: str | None) -> tuple[str, bool]:
    """A body without the correction that is its last paragraph, and whether that was there: the same words, with
    nothing but a label before them ("Correction:")."""
    words = " ".join((correction or "").split())
    if not words:
        return text, False
    rest, _, last = text.rstrip().rpartition("\n\n")
    label, found, after = " ".join(last.split()).rpartition(words)
    alone = not label or (len(label) <= _LABEL and label.rstrip().endswith((":", "：")))
    return (rest, True) if found and not after and alone else (text, False)


def without(text: str, parts: Iterable[str]) -> str:
    """A body without the blocks that some texts have: of a live blog what stands around its entries."""
    known = {block.strip() for part in parts for block in part.split("\n\n")}
    return "\n\n".join(block for block in text.split("\n\n") if block.strip() not in known)
