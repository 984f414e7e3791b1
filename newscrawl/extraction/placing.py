"""Where the headline stands among a page's blocks, and where the next story begins."""

from __future__ import annotations

from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.container import above, common
from newscrawl.extraction.text import key

__all__ = ["after_headline", "headline_block", "opening", "spilled"]

_STORY = 300
"""Characters of prose that a story has at least before the next one may begin."""

_LEAST_TITLE = 12
"""Characters of a headline at least."""
_SPILLED = 5
"""Paragraphs outside of the story's element that are no notices."""
_TOLD = 80
"""Characters of a paragraph that is no label."""


def headline_block(page: Page, headline: str) -> tuple[int, int | None]:
    """Index of the block that is the headline, or the last line of it, and the number of blocks up to it.

    -1 where the headline is none of the blocks, None where the page does not print it.
    """
    wanted = key(headline)
    if not wanted:
        return -1, None
    passed = next((before for before, title in page.titles if key(title) == wanted), None)
    for i, block in enumerate(page.blocks if passed is None else page.blocks[:passed]):
        if passed is not None and block.is_link:
            continue  # a list teases this story, too
        if block.is_heading and (block.key == wanted or _ends_headline(block, page.blocks[i - 1], wanted)):
            return i, i + 1
    return -1, passed


def after_headline(page: Page, blocks: list[Block], headline: Block | None, titles: str) -> list[Block]:
    """What stands between the headline and the next story's, where several follow each other on one page.

    `titles`: keys of the headlines that the page has.
    """
    if (stop := _next_header(page, titles)) is not None:
        other = set(map(id, page.blocks[stop:]))
        blocks = [block for block in blocks if id(block) not in other]
    at = next((i for i, block in enumerate(blocks) if block is headline), -1)
    if at < max(3, len(blocks) / 2):
        blocks = blocks[at + 1 :]
    mine = _article_around(page, headline) if headline is not None else -1
    told = 0.0
    holders: set[int] = set()
    for i, block in enumerate(blocks):
        if block.is_heading and told > _STORY and _is_next(page, block, headline, mine, holders):
            return blocks[:i]
        told += block.prose
        if block.prose > _TOLD:
            holders.add(page.nodes[block.node].parent)
    return blocks


def _next_header(page: Page, titles: str) -> int | None:
    """How many blocks stand before the next story's `<header>`, which is of the same make as that of the headline."""
    own, start = None, 0
    for before, element, _ in page.skipped:
        if element.tag != "header" or (heading := next(element.iter("h1", "h2", "h3"), None)) is None:
            continue
        words, make = key(heading.text_content()), (element.get("class"), heading.tag)
        if len(words) > _LEAST_TITLE and words in titles:
            own, start = make, before
        elif make == own and sum(block.prose for block in page.blocks[start:before]) > _STORY:
            return before
    return None


def spilled(page: Page, index: int) -> list[Block]:
    """Paragraphs behind a node that stand bare in the elements around it, and are much of a story.

    One closing tag too many throws the rest of a story out of its element, in browsers as well.
    """
    mine = [block for block in page.inside(index) if block.tag == "p"]
    labels = {page.nodes[block.node].label for block in mine if block.prose > _TOLD}
    around, end = set(above(page, index)), page.nodes[index].end
    out = [
        block
        for block in page.blocks
        if block.node >= end
        and block.tag == "p"
        and page.nodes[block.node].parent in around
        and page.nodes[block.node].label in labels
    ]
    long = [block.prose for block in out if block.prose > _TOLD]
    return out if len(long) >= _SPILLED and sum(long) > 0.5 * sum(block.prose for block in mine) else []


def opening(page: Page, index: int) -> list[Block]:
    """Paragraphs right before a node, beside it and of the make of those in it: a wall stands behind the first ones."""
    labels = {page.nodes[b.node].label for b in page.inside(index) if b.tag == "p" and b.prose > _TOLD}
    parent = page.nodes[index].parent
    found: list[Block] = []
    for block in reversed([block for block in page.blocks if block.node < index]):
        node = page.nodes[block.node]
        if node.parent != parent or node.label not in labels or block.prose <= _TOLD:
            break
        found.append(block)
    return found[::-1]


def _is_next(page: Page, block: Block, headline: Block | None, article: int, holders: set[int]) -> bool:
    """Whether a heading is the headline of another story: of the same make, or in an `<article>` of its own.

    `holders`: the elements of the paragraphs before it; a heading among them heads a part of their story, also where
    paragraphs and headings stand in boxes of their own.
    """
    around = common(page, holders) if holders and not block.is_link else 0
    apart = len(holders) > 1 and page.nodes[block.node].parent == around  # beside the boxes, as the headline is
    among = around > 0 and page.holds(around, block.node) and not apart
    if headline is None:
        return block.tag == "h1" and not among
    if block.key == headline.key:
        return False
    other = _article_around(page, block)
    alike = block.tag in ("h1", "h2") and block.role == headline.role and not among
    return alike or (article >= 0 and other not in (article, -1) and page.nodes[other].weight > _STORY)


def _article_around(page: Page, block: Block) -> int:
    """The outermost `<article>` around a block; -1 where there is none."""
    return next((i for i in reversed(above(page, block.node)) if page.nodes[i].element.tag == "article"), -1)


def _ends_headline(block: Block, before: Block, wanted: str) -> bool:
    """Whether a heading is the last line of the headline, behind a kicker (maybe its own) or another line of it."""
    if block.tag == "h1" and block.key.endswith(wanted):
        return True
    return before.is_heading and before.key + block.key == wanted
