"""Labels, captions and pull quotes among a story's paragraphs, which are of another make than those."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.boxes import picture_words
from newscrawl.extraction.container import above
from newscrawl.extraction.text import ends, key

__all__ = ["LONGEST_STRAY", "usual_role", "without_strays"]

LONGEST_STRAY = 250
"""Characters of a caption or a pull quote."""
_LONGEST_LABEL, _LONGEST_BARE = 60, 120
"""Characters of a label that stands bare among the paragraphs, and of a caption; longer ones are paragraphs without a
tag."""
_LONGEST_SENTENCE = 180
_LONGEST_CAPTION = 500
"""Characters of a caption behind its picture that ends with a credit."""
_STRAYS = 2
"""Blocks of a make that are captions or the like, so that the others of this make are as well."""
_CREDITED = re.compile(
    r"(?:(?:foto|bild|bildrechte|photo|image|credit|quelle|nuotr\.?|picture)s?\s?[:/©]?|©)[^.!?]{0,60}$", re.IGNORECASE
)


def usual_role(blocks: list[Block], share: float) -> str | None:
    """The role that holds most of the text; None where it holds less than that share."""
    roles: dict[str, float] = defaultdict(float)
    for block in blocks:
        if not block.is_heading:
            roles[block.role] += len(block.text)
    usual = max(roles, key=lambda r: roles[r], default=None)
    return usual if usual is not None and roles[usual] >= share * sum(roles.values()) else None


def without_strays(page: Page, index: int, blocks: list[Block]) -> list[Block]:
    """The blocks without labels, captions and pull quotes: text in boxes of another make than the story's."""
    usual = usual_role(blocks, 0.6)
    if usual is None:
        return blocks
    mine = [block for block in blocks if block.role == usual]
    running = " ".join(block.key for block in mine)
    rare = _rare_boxes(page, blocks, mine)
    pictures = picture_words(page, index)
    holders = {page.nodes[block.node].parent for block in mine}

    def strays(block: Block) -> bool:
        if block.node in holders and _is_untagged(block, running):
            return False
        return block.key in pictures or (not block.is_heading and _is_stray(page, block, running, rare))

    kept = [block for block in blocks if block.role == usual or not strays(block)]
    left, whole = Counter(block.role for block in kept), Counter(block.role for block in blocks)
    odd = {role for role, count in whole.items() if 2 * left[role] <= count - left[role] >= _STRAYS}
    return [block for block in kept if not (block.role in odd and _may_be_stray(block))]


def _is_untagged(block: Block, running: str) -> bool:
    """Whether text that stands bare among the paragraphs is one: a picture's box inside of a paragraph ends it."""
    sentence = len(block.text) > (_LONGEST_BARE if block.behind_picture else _LONGEST_LABEL) and ends(block.text)
    return sentence and not _is_repeated(block.text, running) and not _CREDITED.search(block.text)


def _is_stray(page: Page, block: Block, running: str, rare: set[int]) -> bool:
    """Whether a block of another make than the story's is none of it. `running`: key of the story's own text."""
    if block.tag == "li":
        return False
    if _is_repeated(block.text, running):
        return True
    if len(block.text) < LONGEST_STRAY and (
        _CREDITED.search(block.text)
        or id(block) in rare
        or (block.behind_picture and (block.tag == "div" or _is_lone(page, block)))
    ):
        return True
    if block.behind_picture and len(block.text) < _LONGEST_CAPTION and _CREDITED.search(block.text):
        return True
    if block.tag in ("tr", "pre", "blockquote") or block.strong_chars >= 0.9 * len(block.text):
        return False
    return len(block.text) < 80 and not ends(block.text)


def _is_lone(page: Page, block: Block) -> bool:
    """Whether a picture and this block, no longer than a sentence, are all that a box holds."""
    if len(block.text) > _LONGEST_SENTENCE:
        return False  # some builders of pages set a paragraph beside a picture
    boxes = [i for i in above(page, block.node) if page.nodes[i].weight <= block.prose and len(page.inside(i)) == 1]
    return any(page.nodes[i].element.find(".//img") is not None for i in boxes)


def _may_be_stray(block: Block) -> bool:
    """Whether a block may be what most others of its make are, a caption or a pull quote, and no sub-heading."""
    if block.is_heading or block.tag in ("li", "tr", "pre") or block.strong_chars >= 0.9 * len(block.text):
        return False
    return len(block.text) < LONGEST_STRAY and "\n" not in block.text and block.text[-1] not in "?!？！:："


def _is_repeated(text: str, running: str) -> bool:
    """Whether the text, or its first line (the next one names the speaker), stands in the running text, too."""
    bare = key(text)
    if len(bare) > 12 and bare in running:
        return True
    first, line_break, _ = text.partition("\n")
    return bool(line_break) and len(bare := key(first)) > 30 and bare in running


def _rare_boxes(page: Page, blocks: list[Block], mine: list[Block]) -> set[int]:
    """Blocks (by id) of a make that is rare on a page whose story is made of paragraphs, all of the same make."""
    if len(mine) < 5 or mine[0].tag != "p" or sum(len(b.text) for b in mine) < 0.8 * sum(len(b.text) for b in blocks):
        return set()
    others = [b for b in blocks if b.tag in ("div", "span", "section") and b.strong_chars < 0.9 * len(b.text)]
    count = Counter(block.role for block in others)
    return {id(b) for b in others if count[b.role] <= 2 and not _is_quoted(page, b)}


def _is_quoted(page: Page, block: Block) -> bool:
    return any(page.nodes[i].element.tag in ("blockquote", "li", "td") for i in above(page, block.node))
