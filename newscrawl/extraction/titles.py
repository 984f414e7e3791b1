"""Titles of pages: the headline with sections and the site's name before or behind it."""

from __future__ import annotations

import re

from newscrawl.extraction.document import Document
from newscrawl.extraction.near import Line, surroundings
from newscrawl.extraction.nodes import HEADINGS
from newscrawl.extraction.text import clean, key

__all__ = ["MARKS", "begins", "is_sentence", "line_of_title", "without_section", "without_site"]

MARKS = " |·•–—:»«›-｜ㅣ_"
_PARTING = frozenset("|_-–—｜ㅣ")
_SUFFIX = re.compile(r"(?<!\s)\s+[|·•–—:»«›-]+\s+|\s?[｜ㅣ]\s?")


def line_of_title(document: Document, title: str) -> str:
    """The longest line with which the page's title begins, or heading with which it ends: some print the headline in a
    paragraph, and the title has sections and the site's name beside it. The title where there is none."""
    lines = [line for line in surroundings(document, "").all if len(line.text) < len(title)]
    found = [line.text for line in lines if begins(title, line.text) or _ends(title, line)]
    return max(found, key=len, default=title)


def _ends(title: str, line: Line) -> bool:
    """Whether a title is a heading with the site's name before it: "Example Weekly: Council votes"."""
    before = title.removesuffix(line.text).rstrip()[-1:] if line.element.tag in HEADINGS else ""
    return before in MARKS[1:] and title.endswith(line.text) and is_sentence(line.text) if before else False


def begins(title: str, text: str) -> bool:
    """Whether a title is a headline with sections and the site's name behind it: "Council votes_Local_Example"."""
    return is_sentence(text) and title.startswith(text) and title[len(text) :].lstrip()[:1] in _PARTING


def is_sentence(text: str) -> bool:
    """Whether words are long enough for a headline."""
    return len(text.split()) >= 4 or len(text) - len(text.encode("ascii", "ignore")) >= 8


def without_site(title: str, names: list[str]) -> str:
    """A title without the site's name at its end or start."""
    keys: set[str] = set()
    for _ in range(2):
        parts = _SUFFIX.split(title)
        if len(parts) < 2:
            return title
        keys = keys or {key(n) for n in names}
        if named := next((part for part in parts[1:-1] if key(part) in keys), ""):
            return title[: title.rfind(named)].rstrip(MARKS)  # "Council votes | Example – All the news"
        if _is_site(parts[-1], keys, title[: -len(parts[-1])]):
            title = title[: title.rfind(parts[-1])].rstrip(MARKS)
        elif key(parts[0]) in keys:
            title = title[len(parts[0]) :].lstrip(MARKS)
        else:
            break
    return title


def without_section(title: str, sections: list[str]) -> str:
    """A title without the section that some put behind it: "Council votes-Politics"."""
    for section in sections:
        words = clean(section)
        if len(words) > 1 and title.endswith(words) and title[: -len(words)].rstrip()[-1:] in MARKS.replace(" ", ""):
            shorter = title[: -len(words)].rstrip(MARKS)
            return shorter if len(shorter) > len(words) else title
    return title


def _is_site(part: str, keys: set[str], before: str) -> bool:
    """Whether the last part of a title is the site's name, or, behind a bar, short enough for one."""
    bare = key(part)
    if bare in keys or any(len(k) > 3 and (bare.startswith(k) or k.startswith(bare)) and len(bare) > 2 for k in keys):
        return True
    return before.rstrip()[-1:] in "|｜ㅣ" and len(part.split()) <= 4 <= len(before.split())
