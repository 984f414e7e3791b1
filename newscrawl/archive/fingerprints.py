"""Texts as words, and the few hashes of runs of words by which their copies are found."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

from newscrawl.archive.typography import ascii_words, unprinted
from newscrawl.late import late

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["AT_ONCE", "Words", "fingerprints", "read_words"]

AT_ONCE = 16
"""Fingerprints of a story. A third of a text shares about half of them."""
_FRONT = 6
"""How many of them are of the text's front, which a cut leaves."""
_FRONT_RUNS = 120
_FEWEST = 12
"""Words below which a text is too short to tell whose copy it is."""
_MOST = 4000
"""Words of a text that are looked at."""

_SPACELESS = (
    "\u0e01-\u0e5b\u0e81-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: no spaces, so a character stands for a word."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0f18-\u0fbc"
)
"""Vowel signs and the like, which stand within words and are no letters to `re`."""
_FIRST_MARK = "\u0300"
"""The first character that is in either of these."""
_INVISIBLE = (0x00AD, 0x0640, *range(0x200B, 0x2010), 0x2060, 0xFEFF)
_WORD = re.compile(r"\w+")
_MARKED_WORD = late(rf"[\w{_MARKS}]+")
_ANY_WORD = late(rf"[{_SPACELESS}]|(?:[^\W{_SPACELESS}]|[{_MARKS}])+")
_SPACELESS_ONE = late(f"[{_SPACELESS}]")


class Words:
    """A text's words."""

    __slots__ = ("folded", "printed", "spaceless")

    def __init__(self, printed: list[str], spaceless: bool) -> None:
        self.printed = printed
        """As printed, but for typography."""
        self.spaceless = spaceless
        """Whether most of them are characters of a script without spaces."""
        self.folded = " ".join(printed).casefold().split(" ") if printed else []
        """Without case."""

    def runs(self, length: int) -> list[tuple[str, ...]]:
        """All runs of `length` words, in their order; none where the text is shorter."""
        return list(zip(*(self.folded[i:] for i in range(length)), strict=False))


def read_words(text: str) -> Words:
    """The words of a text, without what typography changes: quotes, dashes, accents of Latin letters, ligatures,
    soft hyphens. Of scripts without spaces every character is one."""
    text = unprinted(text)
    if text.isascii():
        return Words(ascii_words(text)[:_MOST], spaceless=False)
    text = unicodedata.normalize("NFKC", text)
    letters = set(text)
    for foreign in letters & _folding().keys():
        text = text.replace(foreign, _folding()[foreign])
    if max(letters) < _FIRST_MARK:
        return Words(_WORD.findall(text)[:_MOST], spaceless=False)
    dense = len(_SPACELESS_ONE.findall(text))
    words = (_ANY_WORD if dense else _MARKED_WORD).findall(text)
    return Words(words[:_MOST], spaceless=dense * 2 > len(words))


@cache
def _folding() -> dict[str, str]:
    """Latin letters without their accents, and nothing for what is not seen."""
    table = dict.fromkeys(map(chr, _INVISIBLE), "")
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        parts = unicodedata.normalize("NFD", letter)
        if len(parts) > 1:
            table[letter] = parts[0]
    return table


def fingerprints(words: Words) -> Iterator[int]:
    """Hashes (48 bits, signed) of chosen runs of words, in the order in which they are to be taken.

    Which runs are chosen depends on the runs alone, so that texts that have many in common choose many in common:
    those with the least checksum of the front, then those of the whole. All of them, for some are everybody's.
    """
    if len(words.printed) < (2 * _FEWEST if words.spaceless else _FEWEST):
        return
    folded = " ".join(words.folded).encode("utf-8", "surrogatepass").split(b" ")
    length = 8 if words.spaceless else 5
    runs = [b" ".join(run) for run in zip(*(folded[i:] for i in range(length)), strict=False)]
    marks = list(map(crc32, runs))
    by_mark = dict(zip(marks, runs, strict=True))
    front = sorted(set(marks[:_FRONT_RUNS]))[:_FRONT]
    whole = [mark for mark in sorted(by_mark)[: 3 * AT_ONCE] if mark not in front]
    for mark in (front + whole)[: 3 * AT_ONCE]:
        yield int.from_bytes(blake2b(by_mark[mark], digest_size=6).digest(), "big", signed=True)
