"""Lines that name people without a word for it: beside the date beneath a headline, or in boxes of a byline."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.authors import credits_of, is_person_like
from newscrawl.extraction.creditwords import BY, PLACE, ROLE
from newscrawl.extraction.dates import looks_dated
from newscrawl.extraction.near import Line, Surroundings
from newscrawl.extraction.text import clean, key

__all__ = ["PICTURE", "apart", "by_date"]

PICTURE = re.compile(r"foto|photo|caption|image|bild|figure|picture", re.IGNORECASE)
"""Names of boxes that credit a picture."""
_COMMAS = re.compile(r",(?!\s(?:and|&|y|et)\s)|[/|;]")
"""What parts names, and places from the land that they lie in."""
_BAR = re.compile(r"\s[|•·]\s")
_LONGEST_NAMES = 100
"""Characters of a line that names several people, at most."""
_DATED = 60
"""Characters of a line that tells a date and little else."""
_OWNED = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
"""A page's foot tells whose it is, and a year: "© 2024 Evening Courier"."""
_SENTENCE = 60
_STANDFIRST, _MOST_SHORT = 120, 10
"""Characters of a standfirst at least, and lines between it and the story at most."""
_TEXTS = XPath("(descendant::text())[position() <= 20]")


def apart(element: HtmlElement, text: str) -> str:
    """The text of an element in a byline's place, with marks behind names that looks alone set apart from what follows.

    "Jane Doe" stands in one `<span>`, "Reporter", "Ann Lee" or "on 2 May" in the next.
    """
    if len(text) > 140 or len(element) == 0:
        return text
    parts = [part for piece in cast("list[str]", _TEXTS(element)) if (part := clean(piece))]
    whole = len(parts) > 1 and is_person_like(parts[0]) and key("".join(parts)) == key(text)
    if whole and all(is_person_like(part) or ROLE.search(part) for part in parts):
        return " | ".join(parts)
    for part, following in pairwise(parts):
        caseless = part[0].lower() == part[0].upper() and 2 <= len(part.split()) <= 4
        at = text.find(part + following) if len(following) > 1 and following[0].isalnum() else -1
        if at >= 0 and caseless:
            return text[: at + len(part)]
        if at >= 0 and is_person_like(part):
            return text.replace(part, f"{part} | ", 1)
    return text


def by_date(around: Surroundings) -> list[str]:
    """A name by the date beneath the headline: in its line, a bar between, or alone in the line above it (a place
    between) or below it."""
    lines = around.lines[around.lines_above : around.first_paragraph] + _below_standfirst(around)
    short = ((i, line.text) for i, line in enumerate(lines) if len(line.text) <= _DATED)
    dated = next((i for i, text in short if looks_dated(text) and not _OWNED.search(text)), None)
    if dated is None:
        return []
    beside = [line for at in (dated - 1, dated - 2, dated + 1) if 0 <= at < len(lines) for line in [lines[at]]]
    texts = [line.text for line in beside if not PICTURE.search(line.names)]
    inside = _BAR.split(apart(lines[dated].element, lines[dated].text))
    for words in (*(inside[:2] if len(inside) in (2, 3) else ()), *texts):
        if is_agency(BY.sub("", words)):
            return []
        found = _signing_alone(words)
        own = [key(name) for name in found]
        named = [(line, name) for line in (around.all if own else ()) for name in own if name in key(line.text)]
        if found and not any(_is_topic(line, name, alone=line.text == words) for line, name in named):
            return found
    return []


def _signing_alone(words: str) -> list[str]:
    """The people whom a line without "by" names, nobody else: several with an "and", or one with a trade or place."""
    if len(words) > _LONGEST_NAMES or looks_dated(words):
        return []
    if is_person_like(words):
        return credits_of([words]).people
    named = credits_of([words]).people
    sure = len(named) > len(_COMMAS.split(words)) or PLACE.search(words) or ROLE.search(words)
    begins = sure and key(words).startswith(key(named[0])) if named else False
    return named if begins and all(is_person_like(name) for name in named) else []


def _below_standfirst(around: Surroundings) -> list[Line]:
    """The short lines between two long ones, the first of which may be a standfirst."""
    behind = around.lines[around.first_paragraph + 1 :]
    short = list(takewhile(lambda line: len(line.text) <= _STANDFIRST, behind))
    return short if len(short) < len(behind) and len(short) <= _MOST_SHORT else []


def _is_topic(line: Line, words: str, *, alone: bool) -> bool:
    """Whether a line leads to what words name, or tells of it in a sentence: a section, a place, a subject. `alone`: it
    names nothing else."""
    linked = any(key(link.text_content()) == words for link in line.element.iter("a"))
    return linked or len(line.text) > _SENTENCE and not alone
