"""A page's markup apart from what is none: scripts, styles, drawings and comments; without them it is read quicker."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Script", "split"]

_LONGEST_TAG = 4_000
"""Characters of an opening tag at most."""
_BEGIN = re.compile(rb"<(?:!--|([sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]|[vV][gG]))(?=[>/ \t\n\r\f]))")
"""Where a comment or an element begins; the element's name."""
_COMMENT = b"!--"
_SLASH = ord("/")
_TYPE = re.compile(rb"""\stype\s{0,9}=\s{0,9}["']?([^"'\s>]{1,80})""", re.IGNORECASE)


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
        at, name = match.start(), match[1] or _COMMENT
        look = match.end()
        if name in endless:
            continue
        if name == _COMMENT:
            end = source.find(b"-->", at + 2) + 3  # "<!-->" is a whole comment
            if end < 3:
                endless.add(name)
                continue
        else:
            element = name.lower()
            if element == b"svg" and source[at - 1 : at] in (b"'", b'"', b","):
                continue  # inside an attribute
            closes, end = _end(source, look, name)
            if closes < 0 and element != b"script":
                endless.add(name)
                continue
            if element == b"script":
                scripts += _script(source, at, closes)
        kept.append(source[position:at])
        position = look = end
    kept.append(source[position:])
    return b"".join(kept), scripts


def _end(source: bytes, start: int, name: bytes) -> tuple[int, int]:
    """Where the closing tag of an element begins, and where it ends; -1 and the page's end where there is none.

    `start`: where the rest of its opening tag begins.
    """
    opened = source.find(b">", start, start + _LONGEST_TAG + 1)
    if opened >= 0 and source[opened - 1] == _SLASH:
        return opened + 1, opened + 1
    closes = source.find(b"</" + name, start)
    if closes < 0:
        return closes, len(source)
    behind = closes + 2 + len(name)
    end = source.find(b">", behind, behind + 50)
    return closes, end + 1 if end >= 0 else behind


def _script(source: bytes, at: int, closes: int) -> list[Script]:
    """The script of an element, where it stands in the page and not elsewhere; one that never ends, up to a tag."""
    if closes < 0:
        opened, closes = source.find(b">", at) + 1 or len(source), len(source)
        last = source.rfind(b"</", opened)
        closes = last if last > opened else closes
    else:
        opened = source.find(b">", at, closes) + 1 or closes
    text = source[opened:closes]
    if not text or text.isspace():
        return []
    kind = _TYPE.search(source, at, opened)
    return [Script(kind[1].lower().decode("utf-8", "replace") if kind else "", text)]
