"""Small questions about words. Scripts without spaces between words are counted by their characters."""

from __future__ import annotations

import re

__all__ = ["count", "is_label", "squash"]

# Chinese, Japanese, Thai, Lao, Khmer, Burmese: two characters count as a word.
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_UNSEEN = "\u200b\u2060\ufeff"
"""Spaces without width, which Python does not take for white space."""


def squash(text: str | None) -> str:
    """The text on one line, with single spaces."""
    if not text:
        return ""
    if not text.isascii():
        for space in _UNSEEN:
            text = text.replace(space, " ")
    return " ".join(text.split())


def count(text: str) -> int:
    """How many words a squashed text has."""
    if not text:
        return 0
    if text.isascii():
        return text.count(" ") + 1
    dense = len(_DENSE.findall(text))
    return text.count(" ") + 1 if dense < 3 else dense // 2 + text.count(" ")


def is_label(text: str) -> bool:
    """Whether a text is a label as newsrooms put in front of headlines: three words at most, in capitals alone."""
    return (
        len(text) <= 25
        and text.count(" ") <= 2
        and text.upper() == text
        and any(c.isalpha() and c.lower() != c for c in text)
    )
