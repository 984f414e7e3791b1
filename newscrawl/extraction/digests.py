"""Digests of news or of things to do: headings that lead elsewhere, each above a paragraph of the story."""

from __future__ import annotations

from newscrawl.extraction.blocks import Page
from newscrawl.extraction.nodes import Block

__all__ = ["digest", "linked_headings"]

_DIGEST = 3
"""News that make a digest."""
_INTRODUCTION = 3
"""Paragraphs before the first news of a digest at most."""
_SHORT = 60
"""Characters of a paragraph that tells something."""


def linked_headings(page: Page, blocks: list[Block], usual: str | None) -> set[int]:
    """Headings (by id) that lead elsewhere, each above a paragraph of the story beside it: a digest of news is made so.

    Fewer of them are teasers, which may stand between any two paragraphs.
    """
    heads = {
        id(block)
        for block, following in zip(blocks, blocks[1:], strict=False)
        if block.is_heading
        and block.is_link
        and following.role == usual
        and following.prose > _SHORT
        and page.nodes[block.node].parent == page.nodes[following.node].parent
    }
    paragraphs = sum(block.role == usual for block in blocks)
    return heads if len(heads) >= max(_DIGEST, paragraphs / 3) else set()


def digest(page: Page, blocks: list[Block], usual: str | None) -> set[int]:
    """Its headings (by id), where they begin behind an introduction: rails begin where a story ends."""
    heads = linked_headings(page, blocks, usual) if usual else set()
    first = next((i for i, block in enumerate(blocks) if id(block) in heads), 0)
    return heads if sum(block.role == usual for block in blocks[:first]) <= _INTRODUCTION else set()
