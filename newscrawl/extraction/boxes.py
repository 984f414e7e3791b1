"""Boxes inside a story's element that are none of the story: teasers, offers, tables of contents, picture captions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from lxml.html import HtmlElement

from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.container import above
from newscrawl.extraction.endmatter import is_offer
from newscrawl.extraction.text import ends, key

__all__ = ["credited", "is_caption", "picture_words", "without_emptied_boxes", "without_labels"]

_LONGEST_REST = 300
"""Characters that may be left of a box of which other lines were no story."""
_BUTTON = 12
"""Characters of a button's word, "reset", the last one of a list of buttons."""
_LONGEST_OFFER = 1_600
"""Characters of a box that asks for a subscription or the like."""
_LONGEST_LABEL = 70
"""Characters of a heading or a label at most."""
_EVERYWHERE = 5
"""Times that words stand on a page that say nothing of any box."""
_LISTED = 3
"""Links that a list has at least, right below its heading; below a part's heading stands its text."""
_SHORTEST_ALT = 25
"""Characters of a picture's text from which it is a caption rather than a word."""
_SHOT = re.compile(r"^[▲△▼↑]|^(?:资料图|資料圖|图片?[:：源来])|(?:摄|攝|[供截](?:图|圖)| 图)[）)】。]{0,2}$")
"""How captions of newsrooms in China begin, or end: "photographed by …", "picture given by", "picture of a screen"."""
_LONGEST_SHOT, _LONGEST_CAPTION = 120, 500
_CREDIT = re.compile(
    r"^[(\[]?(?:photo(?:graph)?|image|picture|foto|bild|photos|fotos|照片|图|圖)s?(?: by|:|：)", re.IGNORECASE
)
_CREDITED = re.compile(
    r"(?:^|[\s(\[|/.])(?:photo(?:graph)?|image|picture|foto|bild|fotó|kép|фото|credit|crédit)s?(?: credit)?\s?[:©]"
    r"\s?(?-i:[^\Wa-zà-ÿа-я]|[@\"“/])[^.!?:]{1,60}$",
    re.IGNORECASE,
)
"""How captions end that tell who took the picture: "… on Tuesday. Photo: Jane Roe"."""


def without_emptied_boxes(page: Page, before: list[Block], kept: list[Block], usual: str) -> list[Block]:
    """The kept blocks without what is left of boxes whose other lines were dropped: their headings and offers.

    A box is what lies around a block and holds none of the story's usual blocks. `before`: the blocks from which the
    kept ones were taken; `usual`: the role of the story's own blocks.
    """
    story: set[int] = set()
    for block in kept:
        if block.role == usual:
            story.update((block.node, *above(page, block.node)))
    mine = set(map(id, kept))
    dropped = Counter(block.text for block in before if id(block) not in mine and not block.is_link)
    boxes: dict[int, list[Block]] = defaultdict(list)
    for block in before:
        if dropped[block.text] >= _EVERYWHERE and id(block) not in mine:
            continue  # "Article content", before each paragraph
        if block.node not in story and (box := _box(page, block.node, story)) >= 0:
            boxes[box].append(block)
    gone: set[int] = set()
    for blocks in boxes.values():
        rest = [b for b in blocks if id(b) in mine]
        if rest and _is_foreign(blocks, rest, mine):
            gone.update(map(id, rest))
    return [b for b in kept if id(b) not in gone]


def _is_foreign(blocks: list[Block], rest: list[Block], mine: set[int]) -> bool:
    """Whether a box is none of the story's: an offer, a teaser, the heading of what was dropped."""
    whole, left = _length(blocks), _length(rest)
    if whole <= _LONGEST_OFFER and any(is_offer(block.text) for block in blocks):
        return True
    pointers = sum(block.is_link for block in blocks)
    listed = all(block.tag in ("li", "tr") for block in rest) and left > _BUTTON
    if left == whole or left > _LONGEST_REST * max(1, pointers) or listed:
        return False
    first = blocks[0]
    return left < 1.5 * (whole - left) + 60 or first.is_heading or id(first) not in mine


def _box(page: Page, node: int, story: set[int]) -> int:
    """The outermost node around this one, or the node itself, that holds nothing of the story; -1: it is not in it."""
    while (parent := page.nodes[node].parent) >= 0:
        if parent in story:
            return node
        node = parent
    return -1


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def without_labels(before: list[Block], kept: list[Block]) -> list[Block]:
    """The kept blocks without short labels ("On this page:") and headings, or bold lines, of lists of links that were
    dropped."""
    mine = set(map(id, kept))
    told = [block for block in before if block.key]  # (a line of dashes is nothing that a label announces)
    gone = {
        id(block)
        for block, following in zip(told, told[1:], strict=False)
        if not block.is_heading
        and len(block.text) <= _LONGEST_LABEL
        and block.text.endswith((":", "："))
        and id(following) not in mine
    }
    for i, block in enumerate(before):
        items = [b for b in before[i + 1 : i + 1 + _LISTED] if b.tag == "li" and b.is_link and id(b) not in mine]
        bold = len(block.text) <= _LONGEST_LABEL and block.strong_chars >= 0.9 * len(block.text)
        if (block.is_heading or bold) and len(items) == _LISTED:
            gone.add(id(block))
    return [b for b in kept if id(b) not in gone]


def picture_words(page: Page, index: int) -> set[str]:
    """Keys of the texts that the pictures inside a node carry for those who do not see them: their captions."""
    found = set()
    for picture in page.nodes[index].element.iter("img"):
        for name in ("alt", "title"):
            words = picture.get(name)
            if words and len(words) > _SHORTEST_ALT:
                found.add(key(words))
    return found


def credited(blocks: list[Block], usual: str | None) -> set[int]:
    """Blocks (by id) between a picture and a line that credits it: its captions.

    `usual`: the role of the story's own blocks; one of them is only a caption where it is short.
    """
    return {
        id(block)
        for block, following in zip(blocks, blocks[1:], strict=False)
        if block.behind_picture
        and len(block.text) <= (_LONGEST_SHOT if block.role == usual else _LONGEST_CAPTION)
        and len(following.text) <= _LONGEST_LABEL
        and block.node != following.node
        and _CREDIT.match(following.text)
    }


def is_caption(page: Page, block: Block) -> bool:
    """Whether a short block right behind a picture is set like a caption: centred, or in italics throughout, with a
    credit at its end, or in the picture's own paragraph without a full stop."""
    if not block.behind_picture or len(block.text) > _LONGEST_REST or block.text[-1] in "?？":
        return False
    if len(block.text) < _LONGEST_SHOT and "\n" not in block.text and _SHOT.search(block.text):
        return True
    if _CREDITED.search(block.text):
        return True
    element = page.nodes[block.node].element
    label = len(block.text) < _LONGEST_SHOT and not ends(block.text) and block.strong_chars < 0.9 * len(block.text)
    if label and block.tag == "p" and _opens_with_picture(element):
        return True
    if block.tag == "tr" and key(element.text_content()) == block.key:
        return True  # a table of a picture and these words
    if "center" in f"{element.get('class')} {element.get('align')} {element.get('style')}".lower():
        return True
    holders = [child for child in element if (child.text or "").strip() or len(child)]
    plain = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    return not plain and bool(holders) and all(child.tag in ("em", "i", "small") for child in holders)


def _opens_with_picture(element: HtmlElement) -> bool:
    """Whether a paragraph begins with a picture."""
    first = next(iter(element), None)
    if first is None or (element.text or "").strip():
        return False
    return first.tag == "img" or first.find(".//img") is not None and not (first.text_content() or "").strip()
