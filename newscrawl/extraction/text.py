"""Text as people read it: white space, words, weights and likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["fold", "likeness", "squeeze", "tidy", "weight", "word_count"]

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffc]")
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
"""Letters of scripts that write words without spaces between them (Thai, Lao, Burmese, Khmer, kana, Han)."""
_HANGUL = re.compile("[\uac00-\ud7af]")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_LETTERS = re.compile(r"\w+")


def squeeze(text: str) -> str:
    """The text with white space collapsed and without marks that nobody sees, in NFC."""
    text = " ".join(text.split())
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


def tidy(text: str | None) -> str | None:
    """`squeeze`, or None where nothing is left."""
    return squeeze(text) or None if text else None


def fold(text: str) -> str:
    """The letters and digits of a text alone, lower case, one space between words: for comparing."""
    return " ".join(_LETTERS.findall(unicodedata.normalize("NFKC", text).casefold()))


def weight(text: str) -> int:
    """Length of a text in letters of an alphabet: a Han character says as much as three of them, a Hangul one as two."""
    size = len(text)
    if text.isascii():
        return size
    return size + 2 * len(_DENSE.findall(text)) + len(_HANGUL.findall(text))


def word_count(text: str) -> int:
    """Words in a text; in scripts without spaces two letters (Han, kana) count as one word, four (Thai, Khmer) too."""
    if text.isascii():
        return len(_WORD.findall(text))
    total = 0
    for word in _WORD.findall(text):
        dense = _DENSE.findall(word)
        if not dense:
            total += 1
            continue
        east = sum(1 for letter in dense if letter >= "\u3040")
        total += max(1, round(east / 2 + (len(dense) - east) / 4)) + (1 if len(word) - len(dense) > 3 else 0)
    return total


def likeness(one: str, other: str) -> float:
    """How much of the shorter text's words the longer one has, 0 to 1; texts without spaces compare pairs of letters."""
    a, b = set(_pieces(one)), set(_pieces(other))
    if not a or not b:
        return 0.0
    return len(a & b) / min(len(a), len(b))


def _pieces(text: str) -> Iterable[str]:
    folded = fold(text)
    if _DENSE.search(folded):
        solid = folded.replace(" ", "")
        return (solid[i : i + 2] for i in range(max(1, len(solid) - 1)))
    return folded.split()
