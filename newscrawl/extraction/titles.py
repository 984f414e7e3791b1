"""Titles of pages: the headline with sections and the site's name before or behind it."""

from __future__ import annotations

import re

from newscrawl.extraction.document import Document
from newscrawl.extraction.eastern import is_eastern
from newscrawl.extraction.near import Line, surroundings
from newscrawl.extraction.nodes import HEADINGS
from newscrawl.extraction.text import clean, key

__all__ = ["MARKS", "begins", "heading_over_text", "is_sentence", "line_of_title", "without_section", "without_site"]

MARKS = " |·•–—:»«›‹-｜ㅣ_"
_PARTING = re.compile(r"\s?(?:[|_–—｜ㅣ：»›‹«•·<>-]|::)")
_BARS = re.compile(r"(?:[|｜ㅣ]|::)\s?$")
_TAIL = re.compile(r"(?<!\s)(?:\s+[|·•–—:»«›‹_-]+|\s?[｜ㅣ])\s?$")
"""What parts a title from the site's name behind it; a quotation mark at its end is its own."""
_SUFFIX = re.compile(r"(?<!\s)\s+[|·•–—:»«›‹-]+\s+|\s?[｜ㅣ]\s?")
_TITLE = re.compile(r"(?:^|[\s_-])(?:lbl|article|news|story|post)?[_-]?(?:title|headline)(?:$|\s)", re.IGNORECASE)
"""Names of a box that holds a headline."""
_LARGE = ("4", "5", "6", "7", "+1", "+2", "+3", "+4")
_LONG, _NEAR = 120, 5
"""Characters of a paragraph that tells a story; lines between it and its headline."""


def line_of_title(document: Document, title: str) -> str | None:
    """The longest line with which the page's title begins, or heading with which it ends: some print the headline in a
    paragraph, and the title has sections and the site's name beside it."""
    lines = [line for line in surroundings(document, "").all if len(line.text) < len(title)]
    found = [line.text for line in lines if begins(title, line.text) or _ends(title, line)]
    return max(found, key=len, default=None)


def heading_over_text(document: Document, title: str) -> str | None:
    """The first heading of several words right above a long paragraph, where the page's title stands nowhere on it: all
    pages of some papers have the paper's name for a title. Old ones print large letters for a heading."""
    lines, own = surroundings(document, "").all, key(title)
    if any(key(line.text) == own for line in lines):
        return None
    headings = list(document.tree.iter("h2", "h3", "h4"))
    if (
        is_sentence(title)
        and (longer := next((el for el in headings if own in key(el.text_content())), None)) is not None
    ):
        return clean(longer.text_content())  # the title cuts it
    large = [font for font in document.tree.iter("font") if font.get("size") in _LARGE]
    called = [
        box for box in document.tree.iter("span", "div", "p") if _TITLE.search(f"{box.get('class')} {box.get('id')}")
    ]
    titles = {
        key(el.text_content())
        for el in (*headings, *large, *(called if len(called) == 1 else ()))
        if el.find(".//a") is None
    }
    over: tuple[int, str] | None = None
    for at, line in enumerate(lines):
        if over and at - over[0] <= _NEAR and _is_long(line.text):
            return over[1]
        if key(line.text) in titles:
            words = len(line.text.split()) >= 4 or is_eastern(line.text) and is_sentence(line.text)
            over = (at, line.text) if words else None
    return None


def _is_long(text: str) -> bool:
    """Whether a line is a paragraph that tells a story."""
    return len(text) > (_LONG // 2 if is_eastern(text) else _LONG)


def _ends(title: str, line: Line) -> bool:
    """Whether a title is a heading with the site's name before it: "Example Weekly: Council votes"."""
    before = title.removesuffix(line.text).rstrip()[-1:] if line.element.tag in HEADINGS else ""
    return before in MARKS[1:] and title.endswith(line.text) and is_sentence(line.text) if before else False


def begins(title: str, text: str) -> bool:
    """Whether a title is a headline with sections and the site's name behind it: "Council votes_Local_Example"."""
    return is_sentence(text) and title.startswith(text) and _PARTING.match(title, len(text)) is not None


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
            title = _TAIL.sub("", title[: title.rfind(parts[-1])])
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
    return _BARS.search(before) is not None and len(part.split()) <= 4 <= len(before.split())
