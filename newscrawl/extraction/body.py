"""The story's text among a page's blocks: which element holds it, and which of its blocks are the story's."""

from __future__ import annotations

import re
from collections import defaultdict

from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.edges import before_rails, with_dateline
from newscrawl.extraction.text import key
from newscrawl.extraction.vocabulary import BODY, is_furniture_line

__all__ = ["choose", "story"]

_SENTENCE_END = re.compile('[.!?…:;"”’»“)\\]。！？」।؟۔]$')
# A day or a time of day: "15.04.2026", "18:50"
_CLOCK = re.compile(r"\b(?:(?:19|20)\d\d|\d{1,2}[:.h]\d{2})\b|[12]\d{3}年")
_CREDITED = re.compile(
    r"(?:foto|bild|bildrechte|photo|image|credit|quelle|nuotr\.?|picture)s?\s?[:/©]?[^.!?]{0,60}$", re.IGNORECASE
)
_CLIMB = 6
"""Elements around the first choice that are tried for paragraphs of the same make."""


def choose(page: Page, oracle: str = "") -> int:
    """Index of the node that holds the story; -1 where no node holds any prose."""
    total = page.nodes[0].weight
    if not total:
        return -1
    if oracle:
        told = [b for b in page.blocks if len(b.text) > 60 and key(b.text) in oracle]
        if sum(len(b.text) for b in told) > 0.5 * len(oracle):
            return _common(page, [b.node for b in told])
    bodies = [i for i, n in enumerate(page.nodes) if n.kind == BODY and n.weight > 0]
    known = set(bodies)
    outer = [i for i in bodies if not known.intersection(above(page, i))]
    if outer:
        best = max(outer, key=lambda i: page.nodes[i].weight)
        if page.nodes[best].weight >= 0.35 * total or page.nodes[best].weight > 1_500:
            best = _inner(page, best, bodies)
            return _climb(page, best, page.nodes[best].weight * 0.25)
    return _cluster(page)


def _inner(page: Page, index: int, bodies: list[int]) -> int:
    """The innermost of nested bodies that still holds nearly all of the text."""
    inside = [i for i in bodies if i != index and index in above(page, i)]
    for i in sorted(inside, reverse=True):
        if page.nodes[i].weight >= 0.85 * page.nodes[index].weight:
            return i
    return index


def _cluster(page: Page) -> int:
    """The node whose own children hold the most prose, where no class names the body."""
    direct: dict[int, float] = defaultdict(float)
    for block in page.blocks:
        prose = block.prose
        if prose >= 25:
            holds = block.tag in ("div", "td", "body", "article", "section", "main")
            if holds:
                direct[block.node] += prose
            if not holds or page.nodes[block.node].parent >= 0:
                direct[page.nodes[block.node].parent] += prose * (0.9 if holds else 1)
    if not direct:
        return -1
    best = max(0, max(direct, key=lambda i: direct[i] * (1.3 if _in_article(page, i) else 1.0)))
    return _climb(page, best, page.nodes[best].weight * 0.15)


def _in_article(page: Page, index: int) -> bool:
    return any(page.nodes[i].element.tag in ("article", "main") for i in (index, *above(page, index)))


def _climb(page: Page, index: int, enough: float) -> int:
    """The node, or one around it where that holds `enough` more prose of the same make: a story split in two boxes."""
    chains = {b.node: {b.node, *above(page, b.node)} for b in page.blocks}
    labels: dict[str, float] = defaultdict(float)
    for block in page.blocks:
        if index in chains[block.node]:
            labels[role(page, block)] += block.prose
    if not labels:
        return index
    usual = max(labels, key=lambda label: labels[label])
    like = [b for b in page.blocks if b.prose > 60 and role(page, b) == usual]
    current = node = index
    for _ in range(_CLIMB):
        node = page.nodes[node].parent
        if node < 0:
            break
        extra = sum(b.prose for b in like if node in chains[b.node] and current not in chains[b.node])
        if extra >= enough:
            current = node
    return current


def role(page: Page, block: Block) -> str:
    """Tag and class of the block and of the element around it."""
    node = page.nodes[block.node]
    parent = page.nodes[node.parent].label if node.parent >= 0 else ""
    return f"{parent}>{node.label}"


def _usual_role(page: Page, blocks: list[Block], share: float) -> str | None:
    """The role that holds most of the text; None where it holds less than that share."""
    roles: dict[str, float] = defaultdict(float)
    for block in blocks:
        if not block.is_heading:
            roles[role(page, block)] += len(block.text)
    usual = max(roles, key=lambda r: roles[r], default=None)
    return usual if usual is not None and roles[usual] >= share * sum(roles.values()) else None


def above(page: Page, index: int) -> list[int]:
    """The nodes around a node, innermost first."""
    found = []
    index = page.nodes[index].parent
    while index >= 0:
        found.append(index)
        index = page.nodes[index].parent
    return found


def _common(page: Page, indexes: list[int]) -> int:
    """The innermost node that holds all of these."""
    paths = [[i, *above(page, i)][::-1] for i in set(indexes)]
    common = 0
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        common = level[0]
    return common


def story(
    page: Page, index: int, headline: str, drop: set[str], oracle: str = "", names: set[str] | None = None
) -> list[Block]:
    """The story's blocks inside a node.

    `drop`: keys of captions and names; `oracle`: key of the text that the page's data tell, which vouches for long
    lines that look like furniture; `names`: keys of the authors.
    """
    inside = {index}
    for i in range(index + 1, len(page.nodes)):
        if page.nodes[i].parent in inside:
            inside.add(i)
    blocks = _after_headline([b for b in page.blocks if b.node in inside], headline)
    blocks = before_rails(with_dateline(blocks))
    kept: list[Block] = []
    seen: set[str] = set()
    lists = _link_lists(page, blocks)
    for block in blocks:
        block_key = key(block.text)
        if not block_key or block_key in drop or (len(block_key) > 40 and block_key in seen):
            continue
        seen.add(block_key)
        if is_furniture_line(block.text) and not (oracle and block_key in oracle and len(block.text) > 120):
            continue
        if _is_pointer(block) or block.node in lists:
            continue
        kept.append(block)
    return _trim(_without_strays(page, _without_boxes(page, _without_rails(page, kept))), names or set())


def _without_boxes(page: Page, blocks: list[Block]) -> list[Block]:
    """The blocks without boxes behind the story that a heading opens and that lead to other pages."""
    parents: dict[int, float] = defaultdict(float)
    for block in blocks:
        parents[page.nodes[block.node].parent] += block.prose
    if not parents:
        return blocks
    usual = max(parents, key=lambda i: parents[i])
    last = max(i for i, b in enumerate(blocks) if page.nodes[b.node].parent == usual)
    if parents[usual] < 0.3 * sum(parents.values()) or last < 3:
        return blocks  # every paragraph in a box of its own
    for i in range(last + 1, len(blocks)):
        box = page.nodes[blocks[i].node].parent
        if not blocks[i].is_heading or usual == box:
            continue
        for other in page.blocks:
            if other.link_chars > 0.5 * len(other.text) and box in above(page, other.node):
                return blocks[:i]
    return blocks


def _without_strays(page: Page, blocks: list[Block]) -> list[Block]:
    """The blocks without labels and pull quotes: short or repeated text in boxes of another make than the story's."""
    usual = _usual_role(page, blocks, 0.6)
    if usual is None:
        return blocks
    running = " ".join(key(b.text) for b in blocks if role(page, b) == usual)
    kept = []
    for block in blocks:
        if role(page, block) != usual and not block.is_heading:
            bare = key(block.text)
            if len(bare) > 12 and bare in running and block.tag != "li":
                continue
            if len(block.text) < 250 and block.tag != "li" and _CREDITED.search(block.text):
                continue
            if (
                block.tag not in ("li", "tr", "pre", "blockquote")
                and block.strong_chars < 0.9 * len(block.text)
                and len(block.text) < 80
                and not _SENTENCE_END.search(block.text)
            ):
                continue
        kept.append(block)
    return kept


def _after_headline(blocks: list[Block], headline: str) -> list[Block]:
    """What stands behind the headline, where that is among the blocks."""
    wanted = key(headline)
    for i, block in enumerate(blocks):
        if wanted and block.is_heading and key(block.text) == wanted and i < max(3, len(blocks) / 2):
            return blocks[i + 1 :]
    return blocks


def _is_pointer(block: Block) -> bool:
    """Whether a block is a link and nothing else, but for a label in front of it."""
    if not block.link_chars or block.tag == "tr":
        return False
    rest = len(block.text) - block.link_chars
    if rest <= 3:
        return True
    label, colon, _ = block.text.partition(":")
    return bool(colon) and len(label) < 30 and rest <= len(label) + 6


def _link_lists(page: Page, blocks: list[Block]) -> set[int]:
    """Nodes of the items of lists that are mostly links."""
    lists: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.tag == "li":
            lists[page.nodes[block.node].parent].append(block)
    found: set[int] = set()
    for items in lists.values():
        if sum(b.link_chars for b in items) > 0.7 * sum(len(b.text) for b in items):
            found.update(b.node for b in items)
    return found


def _without_rails(page: Page, blocks: list[Block]) -> list[Block]:
    """The blocks up to a heading behind the story's last paragraph: what follows it is a rail."""
    usual = _usual_role(page, blocks, 0.5)
    if usual is None:
        return blocks
    last = max((i for i, b in enumerate(blocks) if role(page, b) == usual), default=len(blocks))
    for i in range(last + 1, len(blocks)):
        if blocks[i].is_heading:
            return blocks[:i]
    return blocks


def _trim(blocks: list[Block], names: set[str]) -> list[Block]:
    """The blocks without headings at the end, and without bylines, dates and labels at the start."""
    while blocks and (blocks[-1].is_heading or (len(blocks[-1].text) < 4)):
        blocks = blocks[:-1]
    start = 0
    while start < len(blocks) - 1 and start < 6:
        block = blocks[start]
        if len(block.text) < 120 and not block.is_heading:
            bare = key(block.text)
            if any(name in bare for name in names) or (
                _CLOCK.search(block.text) and not _SENTENCE_END.search(block.text)
            ):
                start += 1
                continue
        if block.is_heading or len(block.text) > 60 or _SENTENCE_END.search(block.text) or block.tag == "p":
            break
        start += 1
    return blocks[start:]
