"""Who signs behind the story or elsewhere on the page, where nothing names an author above it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.authors import credits_of, is_person_like
from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.creditwords import BY, LABEL
from newscrawl.extraction.eastern import is_eastern_name
from newscrawl.extraction.near import Line, Surroundings
from newscrawl.extraction.nodes import HEADINGS
from newscrawl.extraction.text import clean
from newscrawl.late import late

__all__ = ["labelled", "posted", "signature"]

_LONGEST = 45
_BEHIND = 2
"""Blocks behind the story, the first of which may sign it."""
_MORE = re.compile(r"(?:mehr|more|plus|más|mais|altro|meer|mer)\s", re.IGNORECASE)
"""How a line begins that leads to stories about somebody."""
_SET_APART = ("b", "strong", "i", "em", "cite")
_TO_THE_RIGHT = re.compile(r"text-align\s?:\s?(?:right|end)", re.IGNORECASE)
_JAPANESE = re.compile(r"[\u3041-\u30ff]")
_IN_BRACKETS = re.compile(
    r"[。」）][\s　]?[（(【\[](?:[^（）()【】\[\]]{1,10}[・、/／ 　])?([^（）()【】\[\]・、/／]{3,5})[)）】\]]$"
)
"""Behind the last sentence: "…した。（社会部・山田太郎）"."""
_NO_NAME = ("略", "部", "社", "局", "載", "版", "続", "完", "当時", "記事", "写真", "随時")

_LABELS = ("strong", "b", "span", "em", "dt", "label")
_LONGEST_LABELLED = 100
_POSTED = late(
    r"(?:posted|written|geschrieben|eingestellt|gepostet|publié|escrito|publicado)\s(?:by|von|par|por)\s.+\d",
    re.IGNORECASE,
)
_COMMENT = re.compile("comment", re.IGNORECASE)


def signature(page: Page, blocks: list[Block], names: list[str]) -> list[str]:
    """The people of a line behind the story that holds names alone, behind "by", in bold or italics or on the right, or
    of brackets that end a Japanese one. `names`: those of the publisher."""
    if not blocks:
        return []
    last = blocks[-1]
    if _JAPANESE.search(last.text):
        found = _IN_BRACKETS.search(last.text)
        name = found[1].replace(" ", "") if found else ""
        return [name] if is_eastern_name(name) and not name.endswith(_NO_NAME) and not is_agency(name) else []
    at = next((i for i, block in enumerate(page.blocks) if block is last), len(page.blocks))
    for block in page.blocks[at + 1 : at + 1 + _BEHIND]:
        element = page.nodes[block.node].element
        if len(block.text) > _LONGEST or block.links or block.is_heading or _MORE.match(block.text):
            continue
        if _is_set_apart(element, block) or BY.match(block.text):
            people = credits_of([block.text.strip("()[]–— ")], names).people
            if people and all(map(is_person_like, people)):
                return people
    return []


def _is_set_apart(element: HtmlElement, block: Block) -> bool:
    """Whether a line stands on the right, or is bold or in italics from end to end."""
    for around in (element, element.getparent()):
        if around is not None and len(around.text_content()) <= 2 * _LONGEST:
            right = (around.get("align") or "").lower() == "right" or _TO_THE_RIGHT.search(around.get("style") or "")
            if right:
                return True
    return any(clean(inside.text_content()) == block.text for inside in element.iter(*_SET_APART))


def labelled(line: Line) -> str:
    """A line with a colon behind the label that stands first in it, in an element of its own: "Author Jane Doe".

    Headings name no authors: "Interview: Jane Doe" is a title.
    """
    if line.element.tag in HEADINGS:
        return ""
    first = next(iter(line.element), None) if len(line.text) < _LONGEST_LABELLED else None
    if first is None or first.tag not in _LABELS or next(iter(first), None) is not None:
        return line.text
    label = clean((first.text or "")[:_LONGEST])
    if label and line.text.startswith(f"{label} ") and LABEL.fullmatch(f"{label}: "):
        return f"{label}: {line.text[len(label) + 1 :]}"
    return line.text


def posted(around: Surroundings, *, strict: bool) -> list[str]:
    """Whom the page's only line names that says who posted the story, and when: "Posted by Jane Doe at 5:11 PM".

    `strict`: only names of people count.
    """
    lines = [line for line in around.all if len(line.text) < _LONGEST_LABELLED and _POSTED.match(line.text)]
    if len({line.text for line in lines}) != 1 or _COMMENT.search(lines[0].names):
        return []
    names = credits_of([lines[0].text]).people
    return names if all(is_person_like(name) or not strict and name[:1].isupper() for name in names) else []
