"""Which of a page's blocks are the story's, inside the element that holds it."""

from __future__ import annotations

from collections import defaultdict

from newscrawl.extraction.blocks import Block, Page
from newscrawl.extraction.boxes import credited, is_caption, without_emptied_boxes, without_labels
from newscrawl.extraction.container import above
from newscrawl.extraction.digests import digest, linked_headings
from newscrawl.extraction.edges import before_rails, below_byline, trim, with_dateline
from newscrawl.extraction.endmatter import is_call, is_offer
from newscrawl.extraction.placing import after_headline, opening, spilled
from newscrawl.extraction.raillines import is_counter, without_rail_lines
from newscrawl.extraction.strays import LONGEST_STRAY, usual_role, without_strays
from newscrawl.extraction.text import ends, key
from newscrawl.extraction.vocabulary import is_furniture_line

__all__ = ["story"]

_ITEMS = 3
"""Items that a list has at least."""


def story(
    page: Page,
    index: int,
    headline: Block | None,
    drop: set[str],
    oracle: str = "",
    names: set[str] | None = None,
    titles: str = "",
) -> list[Block]:
    """The story's blocks inside a node; the others get a reason (`Block.dropped`).

    `drop`: keys of captions and names; `oracle`: key of the text that the page's data tell, which vouches for long
    lines that look like furniture; `names`: keys of the authors; `titles`: keys of the headlines that the page has.
    """
    kept = _told("outside of the story", page.blocks, opening(page, index) + page.inside(index) + spilled(page, index))
    kept = _told("beside the story", kept, after_headline(page, kept, headline, titles))
    kept = _told("a list of other stories", kept, without_rail_lines(kept))
    kept = with_dateline(kept)
    kept = _told("teasers behind the story", kept, before_rails(kept, digest(page, kept, usual_role(kept, 0.5))))
    whole = kept
    kept = _without_lines(page, kept, drop, oracle)
    kept = _told("behind the story", kept, _without_rails(page, kept))
    kept = _told("a box behind the story", kept, _without_boxes(page, kept))
    kept = _told("a label, a caption or a pull quote", kept, without_strays(page, index, kept))
    kept = _told("a box of teasers or offers", kept, _without_emptied(page, whole, kept))
    kept = _told("a label of what is no story", kept, without_labels(whole, kept))
    kept = _told("a counter", kept, [block for block in kept if not is_counter(block.text)])
    kept = _told("above the byline", kept, below_byline(whole, kept, names or set()))
    usual = usual_role(kept, 0.6)
    own = {id(block) for block in kept if block.role == usual}
    return _told("at the edge of the story", kept, trim(kept, names or set(), own, titles))


def _without_emptied(page: Page, whole: list[Block], kept: list[Block]) -> list[Block]:
    usual = usual_role(kept, 0.6)
    return without_emptied_boxes(page, whole, kept, usual) if usual else kept


def _told(reason: str, before: list[Block], kept: list[Block]) -> list[Block]:
    """The kept ones; the others are told why they are not among them."""
    if len(kept) < len(before):
        mine = set(map(id, kept))
        for block in before:
            if id(block) not in mine:
                block.dropped = reason
    return kept


def _without_lines(page: Page, blocks: list[Block], drop: set[str], oracle: str) -> list[Block]:
    """The blocks without those that are no story by their own words: captions, repeated text, pointers."""
    kept: list[Block] = []
    seen: dict[str, Block] = {}
    usual = usual_role(blocks, 0.5)
    lists = _link_lists(page, blocks)
    series = _series(blocks)
    heads = linked_headings(page, blocks, usual)
    captions = credited(blocks, usual)
    for block in blocks:
        block_key = block.key
        if not block_key or block_key in drop:
            block.dropped = "a caption or a name"
        elif id(block) in captions or is_caption(page, block):
            block.dropped = "a picture's caption"
        elif _is_set_apart(block) and (is_call(block.text) or is_offer(block.text)):
            block.dropped = "an offer to the reader"
        elif len(block_key) > 40 and (before := seen.get(block_key)) is not None:
            if before.role == usual or block.role != usual:
                block.dropped = "printed before"
                continue
            before.dropped = "a pull quote"
            kept = [other for other in kept if other is not before]
            kept.append(block)
            seen[block_key] = block
        elif is_furniture_line(block.text) and not (oracle and block_key in oracle and len(block.text) > 120):
            block.dropped = "words of the page, not of the story"
        elif len(block_key) == 1 and block.tag not in ("li", "tr") and not _is_letter(page, block):
            block.dropped = "an icon"
        elif id(block) in series:
            block.dropped = "a label that recurs, and a headline"
        elif block.node in lists or (id(block) not in heads and _is_pointer(block)) or _is_teaser(block, usual):
            block.dropped = "a link to another page"
        else:
            kept.append(block)
            seen[block_key] = block
    return kept


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
    leading: set[int] = set()  # boxes with links to other pages
    for i in range(last + 1, len(blocks)):
        box = page.nodes[blocks[i].node].parent
        if blocks[i].is_heading and usual != box:
            if not leading:
                linked = {other.node for other in page.blocks if other.is_link}
                leading = {-1, *(index for node in linked for index in above(page, node))}
            if box in leading:
                return blocks[:i]
    return blocks


def _is_letter(page: Page, block: Block) -> bool:
    """Whether one sign is a heading, as in a glossary, and none that lies on a picture."""
    return block.is_heading and page.nodes[block.node].element.find(".//img") is None


def _is_set_apart(block: Block) -> bool:
    """Whether a short block links, or is bold throughout, and asks nothing: offers are, paragraphs are not."""
    apart = block.link_chars or block.strong_chars > 0.8 * len(block.text)
    return bool(apart) and len(block.text) < LONGEST_STRAY and block.text[-1] not in "?？"


def _series(blocks: list[Block]) -> set[int]:
    """Blocks (by id) that begin with the same label, "MORE NEWS | …", and go on like headlines, without a full stop."""
    labelled: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        label, bar, _ = block.text[:60].partition(" | ")
        if bar and block.tag != "tr" and len(block.text) < 200 and not ends(block.text):
            labelled[label].append(block)
    return {id(block) for same in labelled.values() if len(same) > 1 for block in same}


def _is_pointer(block: Block) -> bool:
    """Whether a block is a link and nothing else, or a label and links, "READ MORE: …"."""
    if not block.link_chars:
        return False
    label, colon, _ = block.text.partition(":")
    rest = len(block.key) - sum(len(key(words)) for _, words in block.links)
    if rest == 0 and block.text[0] in "[【" and block.text[-1] in "]】":
        return True  # "[ Council closes bridge ]"
    if len(block.text) - block.link_chars <= 3:
        ends = block.links[-1][1][-1:] if block.links else ""
        return not (block.text[-1] in ".!?。" and ends != block.text[-1] and len(block.links) == 1)
    if not block.links:  # (a row of a table keeps no links)
        return bool(colon) and len(label) < 30 and len(block.text) - block.link_chars <= len(label) + 3
    return bool(colon) and len(label) < 30 and rest <= len(key(label)) + 3


def _is_teaser(block: Block, usual: str | None) -> bool:
    """Whether a block of another make than the story's ends with a link that says "Read more"."""
    if block.role == usual or not block.links:
        return False
    last = block.links[-1][1]
    return block.text.endswith(last) and is_furniture_line(last)


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
    """The blocks up to a heading behind the story's last paragraph: what follows it is a rail, but for lists and tables
    that lead nowhere under headings beside the paragraphs: results, addresses, what a dish needs."""
    usual = usual_role(blocks, 0.5)
    if usual is None:
        return blocks
    last = max((i for i, b in enumerate(blocks) if b.role == usual), default=len(blocks))
    for i in range(last + 1, len(blocks)):
        if blocks[i].is_heading and not _heads_list(page, blocks, i, last):
            return blocks[:i]
    return blocks


def _heads_list(page: Page, blocks: list[Block], at: int, last: int) -> bool:
    """Whether a heading beside the story's `last` paragraph stands over items, several and without links."""
    items = blocks[at + 1 : at + 1 + _ITEMS]
    beside = page.nodes[blocks[at].node].parent == page.nodes[blocks[last].node].parent
    return beside and len(items) == _ITEMS and all(b.tag in ("li", "tr") and not b.link_chars for b in items)
