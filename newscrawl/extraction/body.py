"""The story's text: which blocks of its container are the story, and which are furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newscrawl.extraction.blocks import Block, Node, Outline
from newscrawl.extraction.container import find_container, flagged, lift_flags
from newscrawl.extraction.text import fold, weight

__all__ = ["Body", "read_body"]

_ENDS = re.compile(r"[.!?…。！？।॥؟።។\"”»’')\]:;][\s\"”»’')\]]*$")


@dataclass(slots=True)
class Body:
    """The story's blocks in reading order."""

    blocks: list[Block] = field(default_factory=list)
    container: Node | None = None
    source: str = "html"

    @property
    def text(self) -> str:
        return "\n\n".join(block.text for block in self.blocks)


def believed_blocks(outline: Outline, told: str) -> frozenset[int]:
    """Indices of the blocks that stand in the text that the page's own data calls the story's; empty if they disagree."""
    if weight(told) < 250:
        return frozenset()
    solid = fold(told).replace(" ", "")
    found: list[Block] = []
    seen: set[str] = set()
    for block in outline.blocks:
        if block.kind in ("p", "text", "li", "h", "row") and block.weight > 40:
            words = fold(block.text).replace(" ", "")
            if words and words not in seen and words in solid:
                found.append(block)
                seen.add(words)
    if sum(map(len, seen)) < 0.6 * len(solid):
        return frozenset()
    return frozenset(block.index for block in found)


def read_body(outline: Outline, *, headline: str = "", description: str = "", told: str = "") -> Body:
    """The story. `told` is its text as the page's own data gives it (JSON-LD articleBody)."""
    believed = believed_blocks(outline, told) if told else frozenset()
    lift_flags(outline, believed)
    container = find_container(outline, believed)
    if container is None:
        return Body()
    marks = flagged(outline)
    last = _last_index(outline, container)
    inside = [b for b in outline.blocks if container.index <= b.node <= last]
    start = _start(inside, headline)
    kept: list[Block] = []
    seen: set[str] = set()
    for block in inside[start:]:
        block.why = "" if block.index in believed else _why(outline, block, marks)
        if not block.why:
            words = fold(block.text)
            if words in seen and block.weight > 60:
                block.why = "said before"
            elif words == fold(headline) or (description and words == fold(description) and not kept):
                block.why = "headline or standfirst"
            else:
                seen.add(words)
                kept.append(block)
    kept = _close(kept)
    return Body(blocks=kept, container=container)


def _last_index(outline: Outline, container: Node) -> int:
    """Index of the last node inside the container (nodes stand in reading order)."""
    last = container.index
    for node in outline.nodes[container.index + 1 :]:
        if node.parent < container.index:
            break
        last = node.index
    return last


def _start(inside: list[Block], headline: str) -> int:
    """Where the story starts among a container's blocks: behind its headline, where that stands among them."""
    wanted = fold(headline)
    if not wanted:
        return 0
    for position, block in enumerate(inside):
        if block.kind == "h" and fold(block.text) == wanted:
            before = sum(b.weight for b in inside[:position] if b.good)
            after = sum(b.weight for b in inside[position:] if b.good)
            if before < 0.3 * after:
                return position + 1
    return 0


def _why(outline: Outline, block: Block, marks: list[bool]) -> str:
    """Why a block of the container is no part of the story; empty if it is one."""
    if marks[block.node]:
        return "furniture by its name"
    if block.kind == "caption":
        return "caption"
    share = block.link_share
    if share > 0.8 and block.weight < 300:
        return "only a link"
    if share > 0.5 and block.weight < 200 and block.kind in ("p", "text"):
        return "mostly a link"
    if block.kind == "text" and not block.good and not _ENDS.search(block.text) and block.weight < 60:
        return "loose words"
    return ""


def _close(kept: list[Block]) -> list[Block]:
    """The blocks without headings that nothing follows."""
    result: list[Block] = []
    for position, block in enumerate(kept):
        if block.kind == "h":
            following = kept[position + 1] if position + 1 < len(kept) else None
            if following is None:
                block.why = "heading without text"
                continue
        result.append(block)
    while result and result[-1].kind == "h":
        result.pop().why = "heading without text"
    return result
