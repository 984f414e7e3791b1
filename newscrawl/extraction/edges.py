"""Where a story begins and ends: its dateline, the bylines before it, the credits, calls and rails behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.extraction.blocks import Block
from newscrawl.extraction.endmatter import is_appeal, is_call, is_credit, is_date_line, is_life, is_offer, is_signature
from newscrawl.extraction.text import ends, key

__all__ = ["before_rails", "below_byline", "trim", "with_dateline"]

_LONE_DATELINE = re.compile(r"^[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ža-z .,'’/()-]{1,50}\s*(?:--?|–|—)$")
_STORY = 3
"""Paragraphs that a story has at least before a rail may end it."""
_OPENING = 6
"""Blocks at the start among which labels, bylines and dates may stand."""
_PLEA = re.compile(r"\bhelp\b.{0,60}\bus\b", re.IGNORECASE)
"""A heading that asks for help, of which the text beneath it may also tell."""
_RULE = "_*-–—•·#~= "
"""Characters of lines that part a story from what follows."""
_MOST_APPEAL = 0.45
"""Share of a text that may be an appeal behind it."""
_CLOSING = 8
"""Blocks at the end that may be no story: credits, signatures, calls to the reader."""
_SIGNATURE = 40
"""Characters of a signature or of a label with a colon."""
_LONGEST_OPENING = 120
"""Characters of a label, a byline or a date."""
# A day or a time of day: "15.04.2026", "18:50"
_CLOCK = re.compile(r"\b(?:(?:19|20)\d\d|\d{1,2}[:.h]\d{2})\b|[12]\d{3}年")
_LABEL = 70
"""Characters of a heading or a label at most."""
_BETWEEN = re.compile(r"[-/&,’']|\b(?:by|and|und|y|et|e)\b", re.IGNORECASE)
_DECK = 2
"""Line breaks in the lines that newsrooms in Korea set beneath a headline, each a point of the story."""
_NAMES = 5
"""Words of one or two names."""
_TEASED = 3
"""Stories that a rail announces at least, over all rails behind the story."""


def with_dateline(blocks: list[Block]) -> list[Block]:
    """The blocks with a dateline that stands alone ("MOSCOW -") put in front of its paragraph."""
    for i, block in enumerate(blocks[:3]):
        if i + 1 < len(blocks) and _LONE_DATELINE.match(block.text) and not blocks[i + 1].is_heading:
            following = blocks[i + 1]
            text, links = f"{block.text} {following.text}", block.links + following.links
            joined = replace(following, text=text, links=links, _key=None)
            return [*blocks[:i], joined, *blocks[i + 2 :]]
    return blocks


def before_rails(blocks: list[Block], heads: set[int]) -> list[Block]:
    """The blocks before the first heading behind which there are teasers alone, to the end.

    A teaser is a block that is a link, and the text beneath it that is none; labels may stand between. `heads`: ids of
    linked headings of the story itself.
    """
    rails = _rails(blocks, heads)
    told = 0
    for i, block in enumerate(blocks):
        if told >= _STORY and rails[i + 1] and _is_label(block):
            return blocks[:i]
        told += not block.is_heading and block.prose > _LABEL
    return blocks


def _rails(blocks: list[Block], heads: set[int]) -> list[bool]:
    """Whether there are teasers alone from each block on, and enough of them; read backwards, so each block once."""
    rails = [False] * (len(blocks) + 1)
    teased = 0
    plain, beneath = True, True  # whether what follows is a rail; the same where a text may stand first: beneath a link
    for i in range(len(blocks) - 1, -1, -1):
        if blocks[i].is_link and id(blocks[i]) not in heads:
            teased, plain = teased + 1, beneath
        elif not _is_label(blocks[i]):
            plain, beneath = False, plain
        rails[i] = plain and teased >= _TEASED
    return rails


def _is_label(block: Block) -> bool:
    """A heading, or short words that are neither a link, a sentence nor a row of a table ("Screen | 3.3 inches")."""
    short = len(block.text) <= _LABEL and not block.link_chars and not (block.tag == "tr" and " | " in block.text)
    return block.is_heading and not block.is_link or (short and not ends(block.text))


def below_byline(whole: list[Block], kept: list[Block], names: set[str]) -> list[Block]:
    """The kept blocks without headings at the start that stand above the byline or the date: lines of the headline.

    `whole`: the blocks from which the kept ones were taken.
    """
    mine = set(map(id, kept))
    first = next((i for i, block in enumerate(whole) if id(block) in mine and not block.is_heading), 0)
    signed = any(
        id(block) not in mine
        and len(block.text) <= _LONGEST_OPENING
        and (is_date_line(block.text) or _is_byline(block.text, names))
        for block in whole[:first][-_OPENING:]
    )
    if not signed:
        return kept
    return kept[next((i for i, block in enumerate(kept) if not block.is_heading), 0) :]


def trim(blocks: list[Block], names: set[str], own: set[int], titles: str = "") -> list[Block]:
    """The blocks without what opens and closes a page's story: labels, bylines, dates, credits, calls, headings."""
    blocks = blocks[: _appeal(blocks, own)]
    most = max(2, len(blocks) - _CLOSING)
    while len(blocks) > 1 and (blocks[-1].is_heading or len(blocks[-1].text) < 4):
        blocks = blocks[:-1]
    while len(blocks) > most and (_closes(blocks[-1], names) or _signs(blocks) or _is_lone_item(blocks)):
        blocks = blocks[:-1]
    return blocks[_opening(blocks, names, titles) :]


def _appeal(blocks: list[Block], own: set[int]) -> int:
    """Index of the first block behind a story that an appeal, headed as such, or a line of dashes closes.

    `own`: ids of the blocks of the story's make.
    """
    total = sum(len(block.text) for block in blocks)
    rest = 0
    for i in range(len(blocks) - 1, 0, -1):
        text = blocks[i].text
        rest += len(text)
        if rest > _MOST_APPEAL * total:
            break
        if blocks[i].is_heading:
            if is_appeal(text) or ((is_call(text) or _PLEA.search(text)) and 2 * _told(blocks[i:], own) < rest):
                return i
        elif len(text) < _SIGNATURE and not text.strip(_RULE) and len(blocks) - i <= _CLOSING // 2:
            return i
    return len(blocks)


def _told(blocks: list[Block], own: set[int]) -> int:
    """Characters of the story's make that ask the reader for nothing."""
    return sum(len(block.text) for block in blocks if id(block) in own and not is_call(block.text))


def _is_lone_item(blocks: list[Block]) -> bool:
    """Whether a list's single item, a word or two, ends the blocks: a topic."""
    last = blocks[-1]
    return last.tag == "li" and blocks[-2].tag != "li" and len(last.text) < _SIGNATURE and not ends(last.text)


def _closes(block: Block, names: set[str]) -> bool:
    """Whether a block at the end is no part of the story."""
    text = block.text
    return (
        block.is_heading
        or len(text) < 4
        or is_date_line(text)
        or is_signature(text, names)
        or is_credit(text)
        or is_call(text)
        or is_life(text, names)
        or (len(text) < _SIGNATURE and text.endswith((":", "：")))
    )


def _signs(blocks: list[Block]) -> bool:
    """Whether the last block is a few words behind a story of whole paragraphs: who wrote it ("MDR (jr)")."""
    last = blocks[-1]
    if last.tag not in ("p", "div") or len(last.text) > _SIGNATURE or ends(last.text.rstrip(")")):
        return False
    before = [block for block in blocks[-6:-1] if not block.is_heading][-3:]
    return len(before) == 3 and all(len(block.text) > 80 and ends(block.text) for block in before)


_LEAST_TITLE = 12
"""Characters of a headline's line at least."""


def _opening(blocks: list[Block], names: set[str], titles: str) -> int:
    """How many blocks at the start are headlines, labels, bylines, dates and offers."""
    start = 0
    for i, block in enumerate(blocks[: min(_OPENING, len(blocks) - 1)]):
        text = block.text
        offered = start == i and (is_credit(text) or is_offer(text))
        if len(text) > _LONGEST_OPENING and not offered:
            break
        titled = block.is_heading and start == i and (block.key in titles or text.count("\n") >= _DECK)
        if (
            offered
            or titled
            or (start == i and _is_title(text, names, titles))
            or (start == i and _is_bold_name(block) and len(blocks[i + 1].text) > _LABEL)
            or is_date_line(text)
            or (not block.is_heading and _is_byline(text, names, item=block.tag == "li"))
        ):
            start = i + 1
    while start < min(_OPENING, len(blocks) - 1):
        block = blocks[start]
        if block.is_heading or len(block.text) > 60 or ends(block.text) or block.tag in ("p", "li"):
            break
        start += 1
    return start


def _is_title(text: str, names: set[str], titles: str) -> bool:
    """Whether lines of one block are the headline with a trail before it, and dates and bylines behind: what papers
    print that know neither headings nor paragraphs."""
    lines = text.split("\n")
    at = next((i for i, line in enumerate(lines) if len(bare := key(line)) > _LEAST_TITLE and bare in titles), -1)
    rest = lines[at + 1 :]
    return len(lines) > 1 and at >= 0 and all(is_date_line(line) or _is_byline(line, names) for line in rest)


def _is_bold_name(block: Block) -> bool:
    """Whether bold words, each with a capital, are set as a reporter's name is above the first paragraph."""
    words = _BETWEEN.sub(" ", block.text).split()
    return (
        block.tag == "p"
        and 1 < len(words) <= _NAMES
        and len(block.text) <= _SIGNATURE
        and block.strong_chars >= 0.9 * len(block.text)
        and all(word[0].isupper() and word.rstrip(".").isalpha() for word in words)
    )


def _is_byline(text: str, names: set[str], *, item: bool = False) -> bool:
    """Whether a line signs or dates the story; an `item` of a list of its points tells years as well."""
    if text.startswith("+++"):
        return False  # "+++ 14:32 The minister resigns +++"
    bare = key(text)
    if item or ends(text):  # a sentence may name somebody in passing
        return any(name in bare and len(bare) < 2 * len(name) for name in names)
    return any(name in bare for name in names) or _CLOCK.search(text) is not None
