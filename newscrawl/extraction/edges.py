"""Where a story begins and ends among blocks that lie flat in one element: its dateline, and the rails behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.extraction.blocks import Block

__all__ = ["before_rails", "with_dateline"]

_LONE_DATELINE = re.compile(r"^[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ža-z .,'’/()-]{1,50}\s*(?:--?|–|—)$")
_SENTENCE_END = re.compile('[.!?…:;"”’»“)\\]。！？」।؟۔]$')
_STORY = 3
"""Paragraphs that a story has at least before a rail may end it."""
_LABEL = 70
"""Characters of a heading or a label at most."""
_TEASED = 3
"""Stories that a rail announces at least, over all rails behind the story."""


def with_dateline(blocks: list[Block]) -> list[Block]:
    """The blocks with a dateline that stands alone ("MOSCOW -") put in front of its paragraph."""
    for i, block in enumerate(blocks[:3]):
        if i + 1 < len(blocks) and _LONE_DATELINE.match(block.text) and not blocks[i + 1].is_heading:
            following = blocks[i + 1]
            joined = replace(following, text=f"{block.text} {following.text}", links=block.links + following.links)
            return [*blocks[:i], joined, *blocks[i + 2 :]]
    return blocks


def before_rails(blocks: list[Block]) -> list[Block]:
    """The blocks before the first heading behind which there are teasers alone, to the end.

    A teaser is a block that is a link, and the text beneath it that is none; labels may stand between.
    """
    for i, block in enumerate(blocks):
        if _is_label(block) and _prose(blocks[:i]) >= _STORY and _is_rail(blocks[i + 1 :]):
            return blocks[:i]
    return blocks


def _is_rail(blocks: list[Block]) -> bool:
    teased = 0
    beneath = False  # whether a text may stand here: beneath a link
    for block in blocks:
        if _is_link(block):
            teased, beneath = teased + 1, True
        elif not _is_label(block):
            if not beneath:
                return False
            beneath = False
    return teased >= _TEASED


def _is_link(block: Block) -> bool:
    return block.link_chars > 0.5 * len(block.text)


def _is_label(block: Block) -> bool:
    """A heading, or short words that are neither a link nor a sentence."""
    short = len(block.text) <= _LABEL and not block.link_chars
    return block.is_heading and not _is_link(block) or (short and not _SENTENCE_END.search(block.text))


def _prose(blocks: list[Block]) -> int:
    return sum(not block.is_heading and block.prose > _LABEL for block in blocks)
