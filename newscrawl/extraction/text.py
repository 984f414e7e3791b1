"""Words: white space, counting, comparing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from newscrawl.late import late

__all__ = ["PUNCTUATION", "clean", "count_words", "ends", "folded", "key", "overlap", "unique", "words"]

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Zero-width spaces and marks of direction; joiners stay, Persian and Hindi need them. Soft hyphens stay as well:
they are taken out on the way into the archive."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""Vowel signs and joiners, which are parts of words though they are no letters."""
_WORD = re.compile(rf"\w[\w{_MARKS}]*(?:[’'\-.]\w[\w{_MARKS}]*)*")
_LETTERS = re.compile(r"\w+")
_SIGNS = bytes(code for code in range(128) if not _LETTERS.match(chr(code)))
"""Signs and white space of ASCII: taken out first, for what is left is quickly seen to hold no others, or few."""
_ASCII = bytes(range(128))
_LOWER = bytes(range(256)).lower()
"""Capitals of ASCII in lower case, all other bytes as they are."""
PUNCTUATION = b"\xe2\x80"
"""How the signs between U+2000 and U+203F begin in UTF-8: dashes, quotation marks, spaces, none of them a letter."""
_APOSTROPHE = "’".encode()
_TYPOGRAPHY = frozenset("“”„‘«»‹›…–—•·\u00a0")
"""Signs and a space beside those of ASCII that stand in nearly every text."""
_JOINED = bytes.maketrans(_SIGNS, bytes(ord("-") if chr(sign) in "'-." else ord(" ") for sign in _SIGNS))
"""What may join two parts of a word, as one sign, and all others as spaces."""
_ENDS = tuple('.!?…:;"”’»“)]。！？」।؟۔')
_CJK_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SEA_SIGNS = "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec4\u1780-\u17b3\u1000-\u102a"
_CJK, _SEA = late(f"[{_CJK_SIGNS}]"), late(f"[{_SEA_SIGNS}]")
_UNSPACED = re.compile(f"[{_CJK_SIGNS}{_SEA_SIGNS}]")


def clean(text: str | None) -> str:
    """One line: white space collapsed, invisible marks dropped, NFC."""
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Words in lower case."""
    return _LETTERS.findall(text.casefold())


def folded(text: str) -> str:
    """A text in lower case, letter by letter, and all kinds of "i" as one.

    Long lists of words are looked for in it, by patterns that regard case: one that does not takes two to six times as
    long, for Python's `re` cannot tell then by a letter which of the words may begin with it.
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().replace("ı", "i")  # (two letters would come of the first)


def key(text: str) -> str:
    """Letters and digits alone, in lower case: what stays equal when a text is printed twice."""
    encoded = text.encode("utf-8", "surrogatepass").translate(_LOWER, _SIGNS)
    if PUNCTUATION in encoded:
        first, *others = encoded.split(PUNCTUATION)
        encoded = first + b"".join([part[1:] for part in others])
    bare = encoded.decode("utf-8", "surrogatepass")
    if bare.isascii():
        return bare
    bare = bare.casefold()
    return bare if bare.isalnum() else "".join(_LETTERS.findall(bare))


def ends(text: str) -> bool:
    """Whether words end as a sentence does, with a quotation mark or a bracket behind it or without."""
    return text.endswith(_ENDS)


def overlap(a: str, b: str) -> float:
    """Likeness of two texts by their words, 0 to 1 (Dice)."""
    x, y = set(words(a)), set(words(b))
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def count_words(text: str) -> int:
    """Words of a text: runs of letters and digits.

    Chinese and Japanese, written without spaces, count two characters a word; Thai, Lao, Khmer and Burmese five
    letters, vowel signs and tone marks left out.
    """
    if (plain := _plain(text)) is not None:
        plain = plain.translate(_JOINED).replace(b"--", b"  ")
        told = plain.split()
        lone = b" - " in plain or plain.startswith(b"- ") or plain.endswith(b" -")
        return len(told) - (told.count(b"-") if lone or plain == b"-" else 0)
    if not _UNSPACED.search(text):
        return len(_WORD.findall(text))
    cjk, sea = len(_CJK.findall(text)), len(_SEA.findall(text))
    text = _SEA.sub("", _CJK.sub(" ", text))
    return len(_WORD.findall(text)) + (cjk + 1) // 2 + (sea + 4) // 5


def _plain(text: str) -> bytes | None:
    """A text in UTF-8 whose only signs are those of ASCII; None where it may hold others than stand between words."""
    encoded = text.encode("utf-8", "surrogatepass")
    for sign in set(encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass")):
        if sign == "’":
            encoded = encoded.replace(_APOSTROPHE, b"'")
        elif sign in _TYPOGRAPHY:
            encoded = encoded.replace(sign.encode(), b" ")
        elif not sign.isalnum() or _UNSPACED.match(sign):
            return None
    return encoded


def unique(values: Iterable[str]) -> list[str]:
    """The values without repetition, in order."""
    return list(dict.fromkeys(value for value in values if value))
