"""Scripts that need an index of their own: those without spaces between words, and those with vowel signs.

unicode61, the tokenizer of the other indexes, takes a whole Chinese or Japanese sentence for one word, and falls apart
Thai and Hindi words at every vowel sign. In the index `revisions_fts_parted` each Chinese, Japanese, Thai, Lao, Khmer
and Burmese character is a word, and what a person looks for is a phrase of them: so words of every length are found,
those of two characters too, without a dictionary. Indian scripts and Tibetan stand in it as they are: there, signs are
part of words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from newscrawl.late import late

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["add", "backfill", "index", "is_foreign", "parted", "whole"]

_UNSPACED = (
    "\u0e01-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17ff"  # Khmer
    "\u3005-\u3007\u3041-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # Japanese, Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese
)
_SPACED = "\u0900-\u0dff\u0f00-\u0fff"
"""Indian scripts and Tibetan."""
_WIDE = "\uff01-\uffdc"
"""Full-width Latin and half-width Japanese: other forms of letters that are typed otherwise."""
_SIGNS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d"
    "\ua9e5\uaa7b-\uaa7d\u17b4-\u17d3\u17dd\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
"""What belongs to the character in front of it."""

_FOREIGN = late(f"[{_UNSPACED}{_SPACED}\uff66-\uff9f]")
_RUN = late(f"[{_UNSPACED}{_SIGNS}]+")
# Stacked consonants of Khmer and Burmese are one character, and so is what a sign belongs to.
_CHARACTER = late(f".(?:[\u17d2\u1039].|[{_SIGNS}])*", re.DOTALL)
_WIDE_RUN = late(f"[{_WIDE}]+")
_CUT = "\x1f"
"""Stands between the characters; no text of an archive holds it, and the tokenizer takes it for a space."""

_COLUMNS = ("headline", "description", "article_body")


def is_foreign(text: str | None) -> bool:
    """Whether a text holds characters that the other indexes do not know as words."""
    return text is not None and not text.isascii() and _FOREIGN.search(text) is not None


def parted(text: str) -> str:
    """A text, or what is looked for in one, as the index takes it: its characters parted, its forms of letters one."""
    text = _WIDE_RUN.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text.replace(_CUT, " "))
    text = unicodedata.normalize("NFC", text)
    return _RUN.sub(lambda m: _CUT + _CUT.join(_CHARACTER.findall(m[0])) + _CUT, text)


def whole(text: str) -> str:
    """A parted text, or a piece of one, as a person reads it."""
    return text.replace(_CUT, "")


def add(db: Database, revision_id: int, texts: tuple[str | None, ...]) -> None:
    """Have a new version found by its words, headline, description and body (inside the transaction that inserts it).

    Costs next to nothing where none of its characters needs it.
    """
    if any(map(is_foreign, texts)):
        _add(db, revision_id, texts)


def index(db: Database, revision_id: int) -> None:
    """Have a version found by its present words; call it once they are written, in the same transaction."""
    row = db.conn.execute(f"SELECT {', '.join(_COLUMNS)} FROM revisions WHERE id = ?", (revision_id,)).fetchone()
    # (Triggers take it out where its words change, or the row goes; not where these are only told anew.)
    db.conn.execute("DELETE FROM revisions_fts_parted WHERE rowid = ?", (revision_id,))
    if row is not None:
        add(db, revision_id, row)


def backfill(db: Database) -> None:
    """Index every version of an archive that has no such index yet."""
    # A cursor that reads `revisions` is not disturbed by what is written to another table.
    for row in db.conn.execute(f"SELECT id, {', '.join(_COLUMNS)} FROM revisions ORDER BY id"):
        add(db, row[0], row[1:])


def _add(db: Database, revision_id: int, texts: tuple[str | None, ...]) -> None:
    db.conn.execute(
        f"INSERT INTO revisions_fts_parted (rowid, {', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?)",
        (revision_id, *(text and parted(text) for text in texts)),
    )
