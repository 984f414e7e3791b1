"""A page's markup apart from what is none: scripts, styles, drawings and comments; without them it is read quicker."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Script", "split"]

_BEGIN = re.compile(rb"<(?:[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]|[vV][gG])|!--)")
_TYPE = re.compile(rb"""\stype\s{0,9}=\s{0,9}["']?([^"'\s>]{1,80})""", re.IGNORECASE)
_LONGEST_TAG = 4_000
"""Characters of an opening tag at most."""


class Script(NamedTuple):
    """A script that stands in the page."""

    type: str
    """Its `type`, in lower case; empty where it has none."""
    source: bytes
    """What it says, in UTF-8."""

    @property
    def text(self) -> str:
        return self.source.decode("utf-8", "replace")


def split(source: bytes) -> tuple[bytes, list[Script]]:
    """The markup without scripts, styles, drawings (SVG) and comments, and the scripts in their order.

    What never ends is left to the parser, but for a script: the rest of the page belongs to it, as in browsers.
    """
    kept: list[bytes] = []
    scripts: list[Script] = []
    endless: set[bytes] = set()
    position = look = 0
    while match := _BEGIN.search(source, look):
        at, begin = match.start(), match.group()
        look = match.end()
        end = _NEVER if begin in endless else _end(source, at, begin)
        if end == _NEVER:
            endless.add(begin)
        if end < 0:
            continue
        if begin.lower() == b"<script":
            scripts += _script(source[at:end])
        kept.append(source[position:at])
        position = look = end
    kept.append(source[position:])
    return b"".join(kept), scripts


_NEVER, _OTHER = -1, -2


def _end(source: bytes, at: int, begin: bytes) -> int:
    """Where a part ends; `_NEVER`, or `_OTHER` where it is none ("<scripture>", an SVG inside an attribute)."""
    if begin == b"<!--":
        return _behind(source, b"-->", at + 2)  # "<!-->" is a whole comment
    behind = source[at + len(begin) : at + len(begin) + 1]
    if (
        behind not in b">/ \t\n\r\f"
        or not behind
        or (begin in (b"<svg", b"<SVG") and source[at - 1 : at] in (b"'", b'"', b","))
    ):
        return _OTHER
    closes = source.find(b">", at, at + _LONGEST_TAG)
    if closes > 0 and source[closes - 1 : closes] == b"/":
        return closes + 1
    end = _behind(source, b"</" + begin[1:], at)
    if end < 0:
        return len(source) if begin.lower() == b"<script" else _NEVER
    closes = source.find(b">", end, end + 50)
    return closes + 1 if closes >= 0 else end


def _behind(source: bytes, words: bytes, at: int) -> int:
    """Index behind the words; -1 where they are not found."""
    found = source.find(words, at)
    return found + len(words) if found >= 0 else _NEVER


def _script(part: bytes) -> list[Script]:
    """The script of an element, where it stands in the page and not elsewhere."""
    opening, _, text = part.partition(b">")
    text = text.rpartition(b"</")[0] or text
    if not text or text.isspace():
        return []
    kind = _TYPE.search(opening)
    return [Script(kind[1].lower().decode("utf-8", "replace") if kind else "", text)]
