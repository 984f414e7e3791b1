"""Tags with thousands of attributes, for which the parser takes time by the square of their number, are cut short."""

from __future__ import annotations

import re
from itertools import islice

__all__ = ["with_few_attributes"]

_MOST = 500
"""Attributes of one tag that are parsed; no page of a newsroom has a tenth of that."""
_LONG = 4_000
"""Bytes of a tag that may have so many."""
_LONG_TAG = re.compile(rb"<[A-Za-z][^>]{%d}" % _LONG)
_BEGIN = re.compile(rb"<[A-Za-z]")
_MARKS_TOO_MANY = 10_000
_TAGS_TOO_MANY = 30_000
"""Marks and tags from which on attributes may hide `>` and `<>` in their values, so that no tag looks long."""
_SMALL = 5 * _TAGS_TOO_MANY
"""Bytes of a page on which they are not counted: it has no room for more attributes than a page with fewer marks."""
# As in the HTML standard, section 13.2.5; `>` ends a tag, or the page.
_ATTRIBUTE = re.compile(rb"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+""")
_TAG = re.compile(rb"<[A-Za-z][^\s/>]*+(?:[\s/]++|%b)*+" % _ATTRIBUTE.pattern)
_NAME = re.compile(rb"<[^\s/>]*+")


def with_few_attributes(source: bytes) -> bytes:
    """The page without what is too many. Nearly all pages cost a look at some of their bytes."""
    hidden = len(source) >= _SMALL and _may_hide(source)
    if not hidden and not _has_long(source):
        return source
    candidate = _BEGIN if hidden else _LONG_TAG
    kept: list[bytes] = []
    position = 0
    found = candidate.search(source)
    while found is not None:
        tag = _TAG.match(source, found.start())
        end = tag.end() if tag else found.end()
        if end - found.start() >= _LONG and (last := _last(source, found.start(), end)) < end:
            kept.append(source[position:last])
            position = end
        found = candidate.search(source, end)
    return b"".join([*kept, source[position:]]) if kept else source


def _may_hide(source: bytes) -> bool:
    """Whether the page has so many marks that attributes may hide them."""
    tags = source.count(b"<")
    return tags >= _TAGS_TOO_MANY or source.count(b">") - tags >= _MARKS_TOO_MANY


def _has_long(source: bytes) -> bool:
    """Whether the page has a long tag. Only stretches of half its length that end no tag are looked into."""
    half, at = _LONG // 2, 0
    while at < len(source) - half:
        if source.find(b">", at, at + half) >= 0:
            at += half
            continue
        start, end = source.rfind(b">", 0, at) + 1, source.find(b">", at + half)
        end = end if end >= 0 else len(source)
        if _BEGIN.search(source, start, end - _LONG):
            return True
        at = end
    return False


def _last(source: bytes, start: int, end: int) -> int:
    """Where the last attribute of a tag ends that is parsed."""
    name = _NAME.match(source, start, end)
    attributes = _ATTRIBUTE.finditer(source, name.end() if name else start, end)
    last = next(islice(attributes, _MOST, None), None)
    return last.end() if last else end
