"""Which element of a page holds the story: most running text, least of everything else."""

from __future__ import annotations

from newscrawl.extraction.blocks import Block, Node, Outline

__all__ = ["find_container", "lift_flags"]

_HOLDS = 0.35
"""An element with this share of the page's running text is no furniture, whatever it is called."""


def lift_flags(outline: Outline, believed: frozenset[int] = frozenset()) -> None:
    """Take the mark of furniture from elements that hold too much of the page's running text to be any.

    `believed` are indices of blocks that the page's own data calls the story.
    """
    nodes = outline.nodes
    total = nodes[0].good
    if not total:
        return
    holds = dict.fromkeys(range(len(nodes)), 0) if believed else {}
    for index in believed:
        for above in outline.ancestors(outline.blocks[index].node):
            holds[above] += 1
    for node in nodes:
        if not node.flag or node.caption:
            continue
        if (
            node.good > _HOLDS * total
            or (node.story and node.flag != "hidden" and node.good > 0.15 * total)
            or (believed and holds[node.index] > max(1, 0.3 * len(believed)))
        ):
            node.flag = ""


def flagged(outline: Outline) -> list[bool]:
    """For every node, whether it or an element around it is marked as furniture."""
    marks: list[bool] = []
    for node in outline.nodes:
        marks.append(bool(node.flag) or (node.parent >= 0 and marks[node.parent]))
    return marks


def value(block: Block) -> int:
    """What a block is worth to the element that holds it."""
    if block.good:
        return block.weight - 2 * min(block.links, block.weight)
    if block.kind == "h":
        return -block.weight if block.link_share > 0.5 else 0
    if block.link_share > 0.5:
        return -2 * block.weight
    return block.weight // 3 if block.kind in ("p", "li", "row") and block.weight > 30 else -block.weight // 4


def find_container(outline: Outline, believed: frozenset[int] = frozenset()) -> Node | None:
    """The element that holds the story; None on a page without running text."""
    nodes, blocks = outline.nodes, outline.blocks
    if believed:
        return _around(outline, believed)
    marks = flagged(outline)
    values = [0] * len(nodes)
    good = [0] * len(nodes)
    for block in blocks:
        if not marks[block.node]:
            values[block.node] += value(block)
            if block.good:
                good[block.node] += block.weight
    for node in reversed(nodes):
        if node.parent >= 0:
            values[node.parent] += values[node.index]
            good[node.parent] += good[node.index]
    best = 0
    top = max(good)
    if not top:
        return None
    for node in nodes:
        bonus = 1.25 if node.story else 1.0
        bonus *= 1.1 if node.element.tag == "article" else 1.0
        values[node.index] = int(values[node.index] * bonus) if values[node.index] > 0 else values[node.index]
        if values[node.index] >= values[best] and good[node.index] and not marks[node.index]:
            best = node.index
    return nodes[best]


def _around(outline: Outline, indices: frozenset[int]) -> Node:
    """The innermost element around (nearly) all of these blocks."""
    counts: dict[int, int] = {}
    total = 0
    for index in indices:
        weight = outline.blocks[index].weight
        total += weight
        for above in outline.ancestors(outline.blocks[index].node):
            counts[above] = counts.get(above, 0) + weight
    return outline.nodes[max(index for index, count in counts.items() if count >= 0.97 * total)]
