"""The visible text of a page as blocks, in one pass over the tree."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.extraction.elements import (
    BESIDE,
    INLINE,
    SKIP,
    TEXT,
    holds_teasers,
    is_data_row,
    is_note_mark,
    is_pasted,
    is_phrase,
    is_post,
    opens_sentence,
    prints,
)  # fmt: skip
from newscrawl.extraction.nodes import BREAK, HEADINGS, Block, Node, words_of
from newscrawl.extraction.paragraphs import FEW, LONG, Paragraphs
from newscrawl.extraction.text import clean
from newscrawl.extraction.vocabulary import BODY, DOUBTFUL, FURNITURE, NEUTRAL, kind_of

__all__ = ["SKIPPED", "Block", "Node", "Page", "read_blocks"]

SKIPPED = {
    "element": "elements of this kind hold no story",
    "unwanted": "the site's description leaves it out",
    "hidden": "it is hidden",
    "doubtful": "its class names a box that holds no paragraphs",
    "furniture": "its class names furniture",
    "aside": "an element beside the story",
    "dialog": "a dialogue that lies over the page",
    "offer": "a short box with a button or a form",
    "post": "a post of a social network",
}
"""Why a box is passed over in the walk over a page, and the words for it."""

_MOST_INSIDE = 300
"""Elements of such a box that are looked at."""
_STORY = 300
"""Characters of a story in a box whose name says nothing good, but holds one that is named as the story's."""
_LONGEST_TEASER = 400
"""Characters of a teaser's paragraph."""
_DIALOGS = ("dialog", "alertdialog")
_INDENT = re.compile(r"[ \t\r\n]{0,40}(?:\u3000|\u2003|\xa0 ?\xa0)\s*\S")
"""How a paragraph begins that a single `<br>` parts from the one before it."""
_MAX_DEPTH = 220
_LONGEST_OFFER = 200
"""Characters of a box with a button in it, "Sign up for …"; longer ones hold text of their own."""
_LONGEST_FORM = 500
"""The same of a box with a form."""
_LONGEST_LINE = 120
"""Characters of a line in such a box; a brief's paragraphs are longer."""
_MAX_ELEMENTS = 60_000
_MOST_HEADINGS = 60
"""First-level headings that are looked at."""
_MOST_MEASURED = 30_000_000
"""Characters of boxes that are counted to tell small boxes from large ones, those of boxes in boxes again."""
_MAX_BLOCKS = 8_000
"""No story has more; what has is a list or an attack."""


class Page:
    """All blocks of a page in order, and the elements that hold them."""

    def __init__(self, root: HtmlElement, unwanted: set[HtmlElement] | None = None, *, blind: bool = False) -> None:
        self._blind = blind
        self.nodes: list[Node] = []
        self.blocks: list[Block] = []
        self.above: dict[int, list[int]] = {}
        """The nodes around each node, as far as somebody has asked (`container.above`)."""
        self.skipped: list[tuple[int, HtmlElement, str]] = []
        """Boxes that were passed over: how many blocks stood before each, its element, and why (`SKIPPED`)."""
        self.chosen = -1
        """Index of the node that the story was read from; -1 where it was not read from the blocks."""
        self._unwanted = unwanted or set()
        self._with_button = {button.getparent() for button in root.iter("button")}
        self._with_form = {form.getparent() for form in root.iter("form")}
        self._headings = list(islice(root.iter("h1"), _MOST_HEADINGS))
        self._paragraphs = Paragraphs(root)
        self._total = self._paragraphs.total if self._paragraphs.total > FEW else len(root.text_content())
        self._text: list[str] = []
        self._has_words = False
        """Whether the text read since the last block is more than white space."""
        self._link_chars = self._strong_chars = self._breaks = 0
        self._links: list[tuple[str, str]] = []
        self._behind_picture = False
        self._seen = self._measured = 0

    def flush(self, tag: str, node: int) -> None:
        """End a block, where some text was read since the last one."""
        if not self._text:
            return
        text = words_of(self._text) if self._has_words else ""
        if text and len(self.blocks) < _MAX_BLOCKS:
            role, behind = self.nodes[node].role, self._behind_picture
            self.blocks.append(Block(text, tag, node, role, self._link_chars, self._strong_chars, self._links, behind))
            self._behind_picture = False
        self._begin()
        self._link_chars = self._strong_chars = self._breaks = 0

    def _begin(self) -> None:
        """Forget the text read so far."""
        self._text, self._links, self._has_words = [], [], False

    def _add(self, text: str, linked: bool, strong: bool) -> None:
        if text.isspace():
            if self._text:  # (white space begins no block)
                self._text.append(" ")
            return
        self._text.append(text)
        self._has_words, self._breaks = True, 0
        if linked or strong:
            length = len(" ".join(text.split()))
            self._link_chars += length if linked else 0
            self._strong_chars += length if strong else 0

    def walk(self, element: HtmlElement, tag: str, node: int, depth: int, linked: bool, strong: bool) -> None:
        if text := element.text:
            self._add(text, linked, strong)
        for child in element:
            name = child.tag
            if isinstance(name, str):
                self._child(child, name, tag, node, depth, linked, strong)
            if text := child.tail:
                if self._breaks and _INDENT.match(text):
                    self.flush(tag, node)
                self._add(text, linked, strong)

    def _child(self, el: HtmlElement, name: str, tag: str, node: int, depth: int, linked: bool, strong: bool) -> None:
        self._seen += 1
        if self._seen > _MAX_ELEMENTS:
            return
        if name == "br":
            self._breaks += 1
            if self._breaks >= 2:
                self.flush(tag, node)
            else:
                self._text.append(BREAK)
            return
        if name in SKIP or (self._unwanted and el in self._unwanted):
            if name in ("img", "picture"):
                self._behind_picture = True
            self._skip(el, "element" if name in SKIP else "unwanted")
            return
        if name in ("sup", "a") and (is_note_mark(el) or prints(el)):
            return
        if depth > _MAX_DEPTH:
            if words := " ".join(el.itertext()):
                self._add(words, linked, strong)
            return
        attributes = el.keys()
        names = (el.get("class") or "") if "class" in attributes else ""
        kind, why = self._kind(el, name, attributes, names) if attributes else (NEUTRAL, "")
        if why:
            if name not in INLINE and why != "hidden":
                self.flush(tag, node)
            self._skip(el, why)
        elif name in INLINE or ("-" in name and tag == "p" and is_phrase(el)):
            before = len(self._text)
            is_link = name == "a" and "href" in attributes
            self.walk(el, tag, node, depth + 1, linked or is_link, strong or name in ("b", "strong"))
            if is_link and (words := " ".join("".join(self._text[before:]).split())):
                self._links.append((el.get("href") or "", words))
        else:
            self.flush(tag, node)
            if why := self._beside(el, name):
                self._skip(el, why)
            elif name == "tr" and is_data_row(el):
                self._row(el, node)
            else:
                name = tag if tag in HEADINGS else name  # what stands inside of a heading is a heading
                label = f"{name}.{names.split(None, 1)[0]}" if names and not names.isspace() else f"{name}."
                self.nodes.append(Node(el, node, label, f"{self.nodes[node].label}>{label}", kind))
                here = len(self.nodes) - 1
                self.walk(el, name, here, depth + 1, linked, strong)
                self.flush(name, here)
                self.nodes[here].end = len(self.nodes)

    def _kind(self, el: HtmlElement, name: str, attributes: list[str], names: str) -> tuple[int, str]:
        """What an element's attributes say of it (`vocabulary`), and why it is passed over (`SKIPPED`), if it is."""
        hidden = "hidden" in attributes or (
            "style" in attributes and "display:none" in (el.get("style") or "").replace(" ", "")
        )
        if hidden and self._is_small(el):
            return NEUTRAL, "hidden"
        if "role" in attributes and el.get("role") in _DIALOGS and next(el.iter("h1", "article"), None) is None:
            return NEUTRAL, "dialog"
        # (The id of a heading or of a link is made of its own words.)
        ident = (el.get("id") or "") if "id" in attributes and name != "a" and name not in HEADINGS else ""
        kind = kind_of(f"{names} {ident}" if ident else names) if names or ident else NEUTRAL
        if self._blind and kind != BODY:
            kind = NEUTRAL
        if name == "p" and kind != BODY and self._paragraphs.classes[names] > 0.3 * self._paragraphs.total:
            kind = NEUTRAL  # what most paragraphs are called names the story, whatever it says ("paywall")
        if kind == DOUBTFUL and name not in INLINE and self._is_small(el) and not self._holds_paragraphs(el):
            return NEUTRAL, "doubtful"
        told = kind == FURNITURE and name in INLINE and (self._has_words or opens_sentence(el) or is_pasted(el))
        told = told or name in ("body", "main", "html")
        # (Beside a story of a sentence, or of pictures, teasers are large.)
        if kind == FURNITURE and not told and (self._is_small(el) or holds_teasers(el)):
            return NEUTRAL, "furniture"
        if "itemprop" in attributes and el.get("itemprop") == "articleBody":
            return BODY, ""
        return (BODY if kind == BODY and name not in TEXT else NEUTRAL), ""  # a paragraph of the body is not the body

    def _beside(self, el: HtmlElement, name: str) -> str:
        """Why an element is passed over for what it is (`SKIPPED`); empty: it is not."""
        if name in BESIDE:
            holds = name == "figure" and (el.find(".//table") is not None or el.find("blockquote") is not None)
            if not holds and self._is_small(el):
                return "aside"
        if name == "blockquote" and is_post(el):
            return "post"
        if el in self._with_button and len(el.text_content()) < _LONGEST_OFFER:
            return "offer"
        return "offer" if el in self._with_form and self._asks(el) else ""

    def _asks(self, el: HtmlElement) -> bool:
        """Whether a box with a form in it holds short lines alone: "Sign up for our newsletter"."""
        if len(el.text_content()) >= _LONGEST_FORM or el.find(".//h1") is not None:
            return False
        longest = max(self._paragraphs.inside(el), default=_LONGEST_LINE)
        return longest < _LONGEST_LINE and self._is_small(el)

    def holds(self, outer: int, node: int) -> bool:
        """Whether a node is another one or stands inside of it."""
        return outer <= node < self.nodes[outer].end

    def inside(self, index: int) -> list[Block]:
        """The blocks that a node holds."""
        end = self.nodes[index].end
        return [block for block in self.blocks if index <= block.node < end]

    @property
    def titles(self) -> list[tuple[int, str]]:
        """First-level headings of boxes that were passed over, with the number of blocks before them."""
        boxes = {el: before for before, el, why in self.skipped if why in ("furniture", "aside")}
        titles = []
        for h1 in self._headings:
            around = next((el for el in (h1, *h1.iterancestors()) if el in boxes), None)
            if around is not None:
                titles.append((boxes[around], clean(h1.text_content())))
        return titles

    def _skip(self, el: HtmlElement, why: str) -> None:
        if why == "offer" and el.find(".//img") is not None:
            self._behind_picture = True  # a button enlarges it
        self.skipped.append((len(self.blocks), el, why))

    def _is_small(self, el: HtmlElement) -> bool:
        if self._measured > _MOST_MEASURED:  # boxes in boxes: no page of a newsroom comes near
            return False
        if self._paragraphs.total > FEW:
            lengths = self._paragraphs.inside(el)
            own = sum(lengths)
            self._measured += own + 50 * len(lengths)
        else:
            own = len(el.text_content())
            self._measured += own
        return own < 0.4 * self._total or own < 120

    def _holds_paragraphs(self, el: HtmlElement) -> bool:
        """Whether a box holds several paragraphs or a long one, or a story's body without any (lines and breaks)."""
        lengths = self._paragraphs.inside(el)
        if sum(length > LONG for length in lengths) > 1 or max(lengths, default=0) > _LONGEST_TEASER:
            return True
        bodies = (child for child in islice(el.iter("div"), _MOST_INSIDE) if kind_of(child.get("class") or "") == BODY)
        return any(len(child.text_content()) > _STORY for child in bodies)

    def _row(self, row: HtmlElement, node: int) -> None:
        cells = []
        for cell in row:
            self._begin()
            self.walk(cell, "td", node, _MAX_DEPTH, False, False)
            cells.append(" ".join("".join(self._text).split()))
        cells = [cell for cell in cells if cell]
        # (A row that holds nothing but a link leads elsewhere; links in data are the data's.)
        self._link_chars = sum(len(clean(a.text_content())) for a in row.iter("a")) if len(cells) == 1 else 0
        self._strong_chars = 0
        self._text, self._has_words = [" | ".join(cells)], True
        self.flush("tr", node)


def read_blocks(root: HtmlElement, unwanted: set[HtmlElement] | None = None, *, blind: bool = False) -> Page:
    """The blocks inside an element, without the `unwanted` ones; `blind`: whatever classes say of boxes."""
    body = root.find("body")
    body = root if body is None else body
    page = Page(body, unwanted, blind=blind)
    page.nodes.append(Node(body, -1, "body", ">body", 0))
    page.walk(body, "body", 0, 0, False, False)
    page.flush("body", 0)
    page.nodes[0].end = len(page.nodes)
    for block in page.blocks:
        page.nodes[block.node].weight += block.prose
    for node in reversed(page.nodes[1:]):  # what stands inside of a node comes behind it
        page.nodes[node.parent].weight += node.weight
    return page
