"""What came from the web, so that a terminal shows it and obeys nothing of it. Pure.

A headline may hold escape sequences (clear the screen, change its title, on some terminals type into the command
line), the one-byte forms of these (C1), and marks that turn the direction of a line around. Whatever is printed or
logged and came from a page, a header, an address or a file of another goes through here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from math import ceil
from typing import Any

__all__ = ["json_line", "plain", "plain_lines", "sparkline"]

_BARS = "▁▂▃▄▅▆▇█"

# Controls (ISO 6429), line and paragraph separators, marks of direction (Unicode, annex 9), tags, lone surrogates.
_HIDDEN = (
    "\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[\x00-\x1f{_HIDDEN}]+")
_UNSAFE_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{_HIDDEN}]")
_UNSAFE_IN_JSON = re.compile(f"[{_HIDDEN}]")  # JSON itself escapes the others


def plain(text: str) -> str:
    """One line without anything that a terminal would take for a command."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def plain_lines(text: str) -> str:
    """The same for text of several lines: these and its tabs and blanks stay."""
    return _UNSAFE_IN_LINES.sub(" ", text)


def json_line(value: Any) -> str:
    """A value as JSON in one line: what is unsafe is escaped, so nothing is lost."""
    text = json.dumps(value, ensure_ascii=False)
    # Most texts are printable to the last character, which is told far sooner than the pattern tells it.
    return text if text.isprintable() else _UNSAFE_IN_JSON.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def sparkline(values: Sequence[float]) -> str:
    """Numbers as a line of small bars, the largest the highest; none is a dot."""
    top = max(values, default=0)
    return "".join(_BARS[max(0, ceil(value / top * len(_BARS)) - 1)] if value > 0 else "·" for value in values)
