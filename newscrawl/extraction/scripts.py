"""Facts that a page keeps in its scripts alone: the state of its programs, the variables of its statistics."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

from newscrawl.extraction.document import Document
from newscrawl.extraction.text import clean, unique
from newscrawl.late import late

__all__ = ["authors_in_scripts", "dates_in_scripts"]

_Q = r"\\{0,3}[\"']"
"""A quotation mark, escaped where the state is a string inside a script."""
_AUTHORS = re.compile(
    rf"{_Q}?\b(?:content|article|page|story)?_?(?:authors?|author_?names?|byline)\b{_Q}?\s{{0,2}}[:=]\s{{0,2}}"
    rf"(?P<value>\[[^\[\]{{}}]{{3,400}}\]|{_Q}[^\"'\\]{{3,120}}{_Q})",
    re.IGNORECASE,
)
_DATE_KEY = late(
    r"\b(?:date_?published|published_?(?:at|date|time|on)?|publish_?(?:date|time|ed_?date)|publication_?(?:date|time)|pub_?date|"
    r"content_?publishing_?date|first_?published(?:_?(?:at|date))?|display_?date|"
    rf"(?:reg|deploy|insert|input|create)_?(?:dt|date))\b{_Q}?\s{{0,2}}\Z",
    re.IGNORECASE,
)
_DATE = re.compile(rf"[:=]\s{{0,2}}{_Q}(?P<value>(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}[T \d:.+Z-]{{0,24}})")
_LONGEST_KEY = 40
"""Characters of a date's key and what stands around it."""
_KEY_ENDS = re.compile(r"(?:s|_?names?)?\b\\{0,3}[\"']?\s{0,2}[:=]")
"""What stands behind such a word, if a value follows."""
_STRING = re.compile(rf"{_Q}([^\"'\\]{{3,80}}){_Q}")
_BEFORE, _BEHIND = 16, 600
"""Characters before a key's word and behind it that belong to a match."""
_MOST = 400_000
"""Characters of a page's scripts that are looked at."""


def authors_in_scripts(document: Document) -> list[str]:
    """Names behind a key such as "authors", of the first script that has one."""
    for text in _texts(document):
        for match in _authors_in(text):
            names = [clean(_unescaped(m.group(1))) for m in _STRING.finditer(match["value"])]
            if names:
                return unique(names)[:8]
    return []


def _authors_in(text: str) -> Iterator[re.Match[str]]:
    """Matches of `_AUTHORS`, looked for where one of its words stands: far quicker than at every character."""
    lowered = text.lower()
    for word in ("author", "byline"):
        at = lowered.find(word)
        while at >= 0:
            ends = _KEY_ENDS.match(lowered, at + len(word))
            if ends and (match := _AUTHORS.search(text, max(0, at - _BEFORE), at + _BEHIND)):
                yield match
            at = lowered.find(word, at + len(word))


def dates_in_scripts(document: Document) -> list[str]:
    """Values of keys such as "publishedAt", in order."""
    for text in _texts(document):
        if found := list(islice(_dates_in(text), 3)):
            return found
    return []


def _dates_in(text: str) -> Iterator[str]:
    """Dates behind one of the keys: dates are far fewer than the places where a key might begin."""
    for match in _DATE.finditer(text):
        if _DATE_KEY.search(text, max(0, match.start() - _LONGEST_KEY), match.start()):
            yield match["value"]


def _texts(document: Document) -> Iterator[str]:
    room = _MOST
    for script in document.scripts:
        if room > 0:
            yield script.text[:room]
            room -= len(script.text)


def _unescaped(text: str) -> str:
    if "\\u" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
