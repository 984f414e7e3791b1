"""Which element of a page holds the story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.text import overlap
from newscrawl.extraction.vocabulary import BODY

__all__ = ["above", "choose", "common"]

_STANDFIRST = 400
"""Characters of prose in a head that holds no more than a standfirst."""
_NEAR = 3
"""Elements around a standfirst, or around a text, in which the other one stands."""
_SENTENCE = 40
"""Characters of a block that is more than a label."""
_PARAGRAPH = 60
"""Characters of a long paragraph."""
_FEW = 3
"""Long paragraphs of a box that goes on with a story; two may be what stands behind all: of the paper, the author."""
_BOXES = frozenset(("div", "section"))
_LISTS = frozenset(("ul", "ol", "dl", "blockquote", "table", "tbody"))
_ALIKE = 0.9
"""Likeness of texts that say the same."""
_CLIMB = 12
"""Elements around the first choice that are tried for paragraphs of the same make."""


def choose(page: Page, oracle: str = "", headline: int | None = None) -> int:
    """Index of the node that holds the story; -1 where no node holds any prose.

    `oracle`: key of the story's text as the page's data tell it; `headline`: number of the blocks up to the headline.
    """
    if not page.nodes[0].weight:
        return -1
    if oracle:
        told = [b for b in page.blocks if len(b.text) > 60 and b.key in oracle]
        if len(told) > 1 and sum(len(b.text) for b in told) > 0.5 * len(oracle):
            return _holder(page, common(page, [b.node for b in told]))
    best = _named(page)
    best = _body_below(page, _cluster(page)) if best < 0 else best
    best = _behind_headline(page, best, headline) if headline is not None and best > 0 else best
    return _whole(page, best) if best > 0 else best


def _holder(page: Page, index: int) -> int:
    """The node, or the one around it where it is a paragraph."""
    node = page.nodes[index]
    return node.parent if node.element.tag == "p" and node.parent >= 0 else index


def _named(page: Page) -> int:
    """The node whose class names it the story's body; -1 where there is none, or little in it."""
    bodies = [i for i, n in enumerate(page.nodes) if n.kind == BODY and n.weight > 0]
    if not bodies:
        return -1
    outer: list[int] = []
    for i in bodies:
        if not outer or not page.holds(outer[-1], i):
            outer.append(i)
    best = max(outer, key=lambda i: page.nodes[i].weight)
    weight = page.nodes[best].weight
    if weight >= 0.35 * page.nodes[0].weight or (weight > 1_500 and not _is_beaten(page, best)):
        best = _inner(page, best, bodies)
        return _climb(page, best, page.nodes[best].weight * 0.25)
    return -1


def _behind_headline(page: Page, index: int, headline: int) -> int:
    """The node, or the one behind the headline where the node stands elsewhere: a list of teasers, readers' letters.

    Short stories have rails with more text than they have themselves; what follows the headline is the story.
    """
    inside = [i for i, b in enumerate(page.blocks) if page.holds(index, b.node)]
    own = page.nodes[index].weight
    if not inside:
        return index
    if inside[0] < headline <= inside[-1]:
        return _main_make(page, inside[-1] + 1, len(page.blocks), 2 * own, index) if own < _STANDFIRST else index
    reach = inside[0] if inside[0] >= headline else len(page.blocks)
    first = next((page.blocks[i].text for i in inside if page.blocks[i].prose >= _SENTENCE), "")
    if any(b.prose >= _SENTENCE and overlap(b.text, first) > _ALIKE for b in page.blocks[headline:reach]):
        return index  # a summary that says what the story begins with
    behind = _main_make(page, headline, reach, 0.35 * own if own < 700 else max(250.0, 0.35 * own), index)
    return _with_text(page, behind, index) if behind != index else index


def _whole(page: Page, index: int) -> int:
    """The node, or the one around it where the text begins or goes on beside it: in paragraphs around a list, or in the
    next boxes, of other classes: a wall or an advertisement parts them, or each part has a name of its own."""
    node = page.nodes[index]
    before = next((b for b in reversed(page.blocks) if b.node < index), None)
    behind = next((b for b in page.blocks if b.node >= node.end), None)
    if node.element.tag in _LISTS:
        beside = [b for b in (before, behind) if b is not None and b.tag == "p" and b.prose >= _SENTENCE]
        return node.parent if any(page.nodes[b.node].parent == node.parent for b in beside) else index
    boxes = [i for i, other in enumerate(page.nodes) if other.parent == node.parent and other.weight]
    at = boxes.index(index)
    own, make = _part(page, index)
    if not own or not make:
        return index
    earlier = _going_on(page, boxes[:at][::-1], make, headed=_is_headed(page, index))
    later = _going_on(page, boxes[at + 1 :], make, headed=_is_headed(page, index))
    later = [long for long in later if long >= _FEW or own < _FEW]
    return node.parent if sum(earlier) >= 2 or sum(later) >= _FEW else index


def _going_on(page: Page, boxes: list[int], make: str, *, headed: bool) -> list[int]:
    """How many long paragraphs each of the boxes has that follow each other and hold a text of this make. `headed`:
    headings may open them; the beginning of a text has none, a summary has."""
    parts: list[int] = []
    for box in boxes:
        long, label = _part(page, box)
        if not long or label != make or not headed and _is_headed(page, box):
            break
        parts.append(long)
    return parts


def _is_headed(page: Page, index: int) -> bool:
    return page.inside(index)[0].is_heading


def _part(page: Page, index: int) -> tuple[int, str]:
    """How many long paragraphs a box holds that has one text alone, and their make but for the box's own name."""
    long = [b for b in page.inside(index) if b.prose > _PARAGRAPH]
    makes = {page.nodes[b.node].label for b in long}
    if page.nodes[index].element.tag not in _BOXES or len(makes) != 1 or not _is_one_text(page.inside(index)):
        return 0, ""
    return len(long), makes.pop()


def _with_text(page: Page, first: int, index: int) -> int:
    """The node behind the headline (`first`), or what its text goes on in where it is one paragraph: a standfirst.

    `index`: the node with more prose. It tells the same story where it is one text, near the standfirst and with no
    heading between.
    """
    told = [b for b in page.inside(first) if b.prose >= _SENTENCE]
    around = common(page, (first, index))
    near = around > 0 and all(around in above(page, node)[:_NEAR] for node in (first, index))
    last = max(i for i, b in enumerate(page.blocks) if page.holds(first, b.node))
    between = takewhile(lambda b: b.prose < _SENTENCE, page.blocks[last + 1 :])
    parted = any(b.is_heading for b in between)
    long, make = _part(page, index)
    if near and not parted and len(told) > 1 and long >= _FEW and _part(page, first)[1] == make:
        return around
    if len(told) != 1 or not near or parted or not _is_one_text(page.inside(index)):
        return first
    return index if told[0].prose <= _STANDFIRST else around


def _body_below(page: Page, index: int) -> int:
    """The node, or the box close below it that is named the story's body where it is one paragraph: a standfirst."""
    told = [b for b in page.inside(index) if b.prose >= _SENTENCE]
    if index <= 0 or len(told) != 1 or told[0].prose > _STANDFIRST:
        return index
    for i in range(page.nodes[index].end, len(page.nodes)):
        if page.nodes[i].kind == BODY and page.nodes[i].weight >= _SENTENCE:
            return _with_text(page, index, i)
    return index


def _is_one_text(blocks: list[Block]) -> bool:
    """Whether blocks are paragraphs of one make, with few labels among them and no titles that are links: teasers and
    letters have those."""
    roles: dict[str, float] = defaultdict(float)
    for block in blocks:
        roles[block.role] += block.prose
    usual = max(roles, key=lambda name: roles[name])
    own = sum(block.role == usual for block in blocks)
    linked = any(block.is_heading and block.link_chars for block in blocks)
    labels = sum(not block.is_heading and block.role != usual for block in blocks)
    return not linked and roles[usual] >= 0.7 * sum(roles.values()) and labels <= own / 2


def _main_make(page: Page, start: int, stop: int, enough: float, otherwise: int) -> int:
    """The node that holds the blocks of the make with most prose in a part of the page, if that is enough."""
    roles: dict[str, float] = defaultdict(float)
    for block in page.blocks[start:stop]:
        if block.prose >= _SENTENCE:
            roles[block.role] += block.prose
    usual = max(roles, key=lambda name: roles[name], default="")
    if not roles or roles[usual] < enough:
        return otherwise
    return _holder(page, common(page, [b.node for b in page.blocks[start:stop] if b.role == usual]))


def _is_beaten(page: Page, index: int) -> bool:
    """Whether a box named like a body holds much less prose than another one: it is a rail's."""
    other = _cluster(page)
    if other < 0 or page.holds(other, index) or page.holds(index, other):
        return False
    return page.nodes[other].weight > 1.5 * page.nodes[index].weight


def _inner(page: Page, index: int, bodies: list[int]) -> int:
    """The innermost of nested bodies that still holds nearly all of the text."""
    inside = [i for i in bodies if i != index and page.holds(index, i)]
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
    best = _climb(page, best, page.nodes[best].weight * 0.15)
    return _apart(page, best) or best


def _apart(page: Page, index: int) -> int:
    """The node that holds a text whose paragraphs stand in boxes of their own; 0 where there is none with more prose
    than the node chosen, which would be a standfirst, longer than each of them."""
    roles: dict[str, float] = defaultdict(float)
    for block in page.blocks:
        if block.tag == "p" and block.prose > _PARAGRAPH:
            roles[block.role] += block.prose
    usual = max(roles, key=lambda name: roles[name], default="")
    if not roles or roles[usual] <= page.nodes[index].weight or any(b.role == usual for b in page.inside(index)):
        return 0
    holder = common(page, {page.nodes[b.node].parent for b in page.blocks if b.role == usual and b.prose > _PARAGRAPH})
    return holder if holder > 0 and _is_one_text(page.inside(holder)) else 0


def _in_article(page: Page, index: int) -> bool:
    return any(page.nodes[i].element.tag in ("article", "main") for i in (index, *above(page, index)))


def _climb(page: Page, index: int, enough: float) -> int:
    """The node, or one around it where that holds `enough` more prose of the same make: a story split in two boxes."""
    labels: dict[str, float] = defaultdict(float)
    for block in page.inside(index):
        labels[block.role] += block.prose
    if not labels:
        return index
    usual = max(labels, key=lambda label: labels[label])
    like = [b for b in page.blocks if b.prose > _PARAGRAPH and b.role == usual]
    current = node = index
    held = sum(b.prose for b in like if page.holds(index, b.node))
    for _ in range(_CLIMB):
        node = page.nodes[node].parent
        if node < 0:
            break
        end = page.nodes[node].end
        prose = sum([b.prose for b in like if node <= b.node < end])
        if prose - held >= enough:
            current, held = node, prose
    return current


def above(page: Page, index: int) -> list[int]:
    """The nodes around a node, innermost first."""
    known = page.above.get(index)
    if known is None:
        parent = page.nodes[index].parent
        known = page.above[index] = [parent, *above(page, parent)] if parent >= 0 else []
    return known


def common(page: Page, indexes: Iterable[int]) -> int:
    """The innermost node that holds all of these."""
    paths = [[i, *above(page, i)][::-1] for i in set(indexes)]
    common = 0
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        common = level[0]
    return common
