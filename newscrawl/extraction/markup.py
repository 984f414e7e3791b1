"""A page's markup apart from what is none: scripts, styles, drawings and comments; without them it is read quicker."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Script", "split"]

_LONGEST_TAG = 4_000
"""Characters of an opening tag at most."""
_BEGIN = re.compile(
    rb"<(?:!--|([sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]|[vV][gG]))(?=[>/ \t\n\r\f])([^>]{0,%d}>)?)" % _LONGEST_TAG
)
"""Where a comment or an element begins: the element's name and the rest of its opening tag."""
_COMMENT = b"!--"
_NEVER = -1
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
        look = at + 1 + len(name)
        if name in endless or name.lower() == b"svg" and source[at - 1 : at] in (b"'", b'"', b","):
            continue  # an SVG inside an attribute
        closes, end = _end(source, match, name)
        if end == _NEVER:
            endless.add(name)
            continue
        if name.lower() == b"script":
            scripts += _script(source[at:closes], ends=closes < len(source))
        kept.append(source[position:at])
        position = look = end
    kept.append(source[position:])
    return b"".join(kept), scripts


def _end(source: bytes, match: re.Match[bytes], name: bytes) -> tuple[int, int]:
    """Where the closing tag of a part begins, and where it ends; `_NEVER` where there is none."""
    if name == _COMMENT:
        end = source.find(b"-->", match.start() + 2)  # "<!-->" is a whole comment
        return end, end + 3 if end >= 0 else _NEVER
    if (opening := match[2]) and opening.endswith(b"/>"):
        return match.end(), match.end()
    closes = source.find(b"</" + name, match.end(1))
    if closes < 0:
        return (len(source), len(source)) if name.lower() == b"script" else (closes, _NEVER)
    behind = closes + 2 + len(name)
    end = source.find(b">", behind, behind + 50)
    return closes, end + 1 if end >= 0 else behind


def _script(part: bytes, *, ends: bool) -> list[Script]:
    """The script of an element, where it stands in the page and not elsewhere; one that never ends, up to a tag."""
    opening, _, text = part.partition(b">")
    if not ends:
        text = text.rpartition(b"</")[0] or text
    if not text or text.isspace():
        return []
    kind = _TYPE.search(opening)
    return [Script(kind[1].lower().decode("utf-8", "replace") if kind else "", text)]
