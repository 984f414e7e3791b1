"""What no single page can tell: which of its blocks stand on other stories of the site as well.

A block that recurs is furniture where it stands at the story's edge and either on a good part of the site's stories, or
in a box of another make than the story's paragraphs; in the middle of a story only where all of that holds. What is
pasted into some stories (background, standing sub-headings, labels of an interview) stays.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import NamedTuple

from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.datelines import dateline
from newscrawl.extraction.text import clean
from newscrawl.knowledge import Knowledge, is_box, mark, pack

__all__ = ["Doubts", "doubts", "marks", "without_furniture"]

_FIRST, _LAST, _MOST = 4, 12, 40
"""Blocks at the start and at the end of a story that may be furniture, and how many of one page at most."""
_SHORT, _LABEL = 40, 24
"""Characters below which a block may be a label, and below which one that half of the stories have may still be one."""
_ALL = 0.9
"""Part of a block's letters that has to be in italics, or bold, for the block to be."""
_LEFT = 0.15
"""Part of the text that has to be left; a story that is nearly all furniture was misunderstood."""
_PARTS = ("li", "tr", "pre", "blockquote")
"""Parts of stories that are of another make by nature: lists and tables are pasted into some stories, too."""
_OPEN = ("?", "？", "؟", ":", "：")
"""Ends of blocks that the next one answers."""


class Doubts(NamedTuple):
    """Which of a story's blocks could be furniture, by their places among them."""

    boxes: set[int]
    """Those that are of another make than most of the text, or mostly links."""
    marked: dict[int, int]
    """The marks of those that could be furniture."""


def doubts(page: Page, blocks: list[Block]) -> Doubts:
    """Which of a story's blocks could be furniture."""
    boxes = _boxes(page, blocks)
    return Doubts(boxes, _candidates(page, blocks, boxes))


def marks(blocks: list[Block], about: Doubts) -> str:
    """The story's own mark and those of its blocks that could be furniture, of a reading without any knowledge."""
    if not blocks:
        return ""
    own = max(range((len(blocks) + 1) // 2), key=lambda i: (i not in about.boxes, len(blocks[i].text)))
    return pack([mark(blocks[own].key, box=False), *about.marked.values()])


def without_furniture(page: Page, blocks: list[Block], about: Doubts, knowledge: Knowledge | None) -> list[Block]:
    """The story's blocks without those that the site's other stories have as well; the others get a reason."""
    if knowledge is None or not blocks:
        return blocks
    boxes = about.boxes
    known = {i: m for i, m in about.marked.items() if m in knowledge.recurs}
    if not known:
        return blocks
    everywhere = {i for i, m in known.items() if m in knowledge.everywhere}
    furniture = everywhere | {i for i, m in known.items() if is_box(m)}
    labels = {i for i, block in enumerate(blocks) if _is_label(block, i in everywhere)}
    end = _end(blocks, furniture, labels - (everywhere & boxes))
    start = _start(blocks, furniture, labels | {i for i, b in enumerate(blocks) if b.text.endswith(_OPEN)}, end)
    inside = {i for i in everywhere if start <= i < end and is_box(known[i]) and _is_aside(blocks[i])}
    inside |= _headings(page, blocks, inside)
    kept = [block for i, block in enumerate(blocks) if start <= i < end and i not in inside]
    if sum(len(b.text) for b in kept if not b.is_heading) < _LEFT * sum(len(b.text) for b in blocks):
        return blocks
    mine = set(map(id, kept))
    for block in blocks:
        if id(block) not in mine:
            block.dropped = "recurs on this site's pages"
    return kept


def _end(blocks: list[Block], furniture: set[int], labels: set[int]) -> int:
    """Where the story ends: before the run of furniture that ends the page, but behind a signature or a rating."""
    end = len(blocks)
    while end and (end - 1 in furniture or end < len(blocks) and blocks[end - 1].is_heading):
        end -= 1
    while end in labels:
        end += 1
    return end


def _start(blocks: list[Block], furniture: set[int], labels: set[int], end: int) -> int:
    """Where the story starts: behind the run of furniture at its start, but before what belongs to the next block."""
    start = 0
    while start < end and start in furniture and not dateline(blocks[start].text):
        start += 1
    while start and (start - 1 in labels or blocks[start - 1].is_heading):
        start -= 1
    return start


def _is_label(block: Block, everywhere: bool) -> bool:
    """Whether a block may be a label, a dateline, a rating or a signature, which many stories have for a reason."""
    return not block.is_heading and len(block.text) < (_LABEL if everywhere else _SHORT)


def _is_aside(block: Block) -> bool:
    """Whether a box in the middle of a story may be furniture: sentences of its own, or a link, and no question."""
    sentence = len(block.text) >= _SHORT and not block.text.endswith(_OPEN)
    return block.is_link or sentence and not block.is_heading and block.tag not in _PARTS


def _headings(page: Page, blocks: list[Block], inside: set[int]) -> set[int]:
    """The headings of boxes that hold nothing else any more."""
    left = {page.nodes[b.node].parent for i, b in enumerate(blocks) if i not in inside and not b.is_heading}
    found = set()
    for i in sorted(inside):
        box = page.nodes[blocks[i].node].parent
        above = i - 1
        if box not in left and above >= 0 and blocks[above].is_heading and page.nodes[blocks[above].node].parent == box:
            found.add(above)
    return found


def _candidates(page: Page, blocks: list[Block], boxes: set[int]) -> dict[int, int]:
    """Place and mark of the blocks that could be furniture, in order: those at the edges, and boxes between them."""
    end = len(blocks) - _LAST
    found = {}
    places = [i for i, b in enumerate(blocks) if i < _FIRST or i >= end or i in boxes and _is_aside(b)]
    for i in (*places[: _MOST - _LAST], *places[_MOST - _LAST :][-_LAST:]):
        block = blocks[i]
        if told := block.key:
            apart = i in boxes and block.tag not in _PARTS or block.is_link
            found[i] = mark(told, box=apart or (i < _FIRST or i >= end) and _is_italic(page, block))
    return found


def _boxes(page: Page, blocks: list[Block]) -> set[int]:
    """Places of the blocks that are of another make than most of the text, or mostly links."""
    weights: dict[str, int] = defaultdict(int)
    roles = [block.role for block in blocks]
    for block, name in zip(blocks, roles, strict=True):
        if not block.is_heading:
            weights[name] += len(block.text)
    usual = max(weights, key=lambda name: weights[name], default="")
    mixed = 2 * weights[usual] < sum(weights.values())
    return {i for i, block in enumerate(blocks) if not mixed and roles[i] != usual or block.is_link}


def _is_italic(page: Page, block: Block) -> bool:
    """Whether all of a block is in italics or bold."""
    if block.strong_chars >= _ALL * len(block.text):
        return True
    # The first ones alone: elements may be nested a thousand times.
    slanted = islice(page.nodes[block.node].element.iter("em", "i"), 3)
    texts = (clean("".join(element.itertext())) for element in slanted)
    return any(block.text in text or text in block.text and len(text) >= _ALL * len(block.text) for text in texts)
