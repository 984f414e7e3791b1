"""Lines of a terminal. What a page says never reaches it unescaped; wide characters take two columns, marks none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from newscrawl.printing import plain
from newscrawl.reading.addresses import parts

__all__ = ["WIDTH", "cut", "short", "wrap", "wrapped"]

WIDTH = 100
"""Columns of a terminal that the text fits into."""


def short(url: str, front: str) -> str:
    """An address; of the front page's host the path and query alone."""
    host, path, query = parts(url)
    return url if host != parts(front)[0] else f"{path}?{query}" if query else path


def wrapped(text: str, indent: str, first: str = "") -> Iterator[str]:
    """Lines of at most WIDTH columns; all but the first begin with `indent`."""
    for line in wrap(plain(text), WIDTH - max(len(indent), len(first))):
        yield first + line
        first = indent


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """A text in lines of so many columns; an address that is longer stays whole."""
    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = sum(map(_columns, word))
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + size
            continue
        while size > width and not word.isascii():  # a script without blanks; addresses stay whole
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
            size = sum(map(_columns, word))
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def _head(text: str, width: int) -> str:
    """The beginning of a text, as far as it fits."""
    for at, char in enumerate(text):
        width -= _columns(char)
        if width < 0:
            return text[: max(at, 1)]
    return text


def cut(text: str, width: int) -> str:
    """The beginning of a text, as far as it fits into so many columns."""
    head = _head(text, width)
    return text if len(head) == len(text) else _head(text, width - 1).rstrip() + "…"
