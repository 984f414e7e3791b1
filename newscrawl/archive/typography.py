"""Texts without the quotes, dashes and spaces that they are printed with: most have nothing else beyond ASCII. Pure."""

from __future__ import annotations

__all__ = ["ascii_words", "unprinted"]

_PRINTED = "“”„‟«»‘’‚‛–—…\u00a0\u2002\u2009\u202f\u2022\u20ac"
"""What is common in print, and no part of a word."""
_GAPS = "".join(c if c.isalnum() or c == "_" else " " for c in map(chr, range(128)))
"""ASCII with a space for what is no part of a word."""


def unprinted(text: str) -> str:
    """A text with a space for what is common in print and no part of a word; the words are the same."""
    for character in _PRINTED:  # to look for one that is not there takes next to no time
        text = text.replace(character, " ")
    return text


def ascii_words(text: str) -> list[str]:
    """The words of an ASCII text, as `\\w+` finds them."""
    return text.translate(_GAPS).split()
