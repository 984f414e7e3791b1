"""Words and figures of all scripts in one form, for reading dates: nothing of this is ever stored."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["bare", "plain"]

_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_FORMS = {"：": ":", "／": "/", "．": ".", "，": ",", "、": ",", "。": ".", "（": "(", "）": ")", "［": "[", "］": "]",
          "～": "~", "－": "-", "‐": "-", "‑": "-", "−": "-", "٫": ".", "٬": ",", "،": ",", "؛": ";",
          **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " ")}  # fmt: skip
_TABLE = str.maketrans(_FORMS)


@lru_cache(maxsize=1)
def _digits() -> dict[int, str]:
    """Decimal digits of living scripts -> their ASCII forms."""
    found = {}
    for code in (*range(0x660, 0x1100), *range(0x17E0, 0x1C60), *range(0xA8D0, 0xAC00), *range(0xFF10, 0xFF1A)):
        value = unicodedata.decimal(chr(code), None)
        if value is not None:
            found[code] = str(value)
    return found


def plain(text: str) -> str:
    """A line with ASCII digits and punctuation, without marks that cannot be seen."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARKS.sub("", text.translate(_TABLE).translate(_digits())))


def bare(word: str) -> str:
    """A word in lower case without accents: as it is looked up."""
    word = word.casefold().replace("ı", "i").replace("ł", "l").replace("i\u0307", "i")
    if word.isascii():
        return word
    letters = (c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(letters))  # composed again: Hangul falls apart, too
