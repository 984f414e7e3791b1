"""One pass over a page's tree: its text as a list of blocks, and the elements that hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.extraction.text import squeeze, weight
from newscrawl.extraction.vocabulary import role_of

if TYPE_CHECKING:
    import lxml.html

__all__ = ["Block", "Node", "Outline"]

_SKIP = frozenset(
    "script style noscript template svg math iframe object embed canvas video audio select option textarea input button head"
    " map area param source track picture img progress meter dialog datalist colgroup col link meta base rp rt".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span"
    " strike strong sub sup time tt u var wbr blink".split()
)
_FRAME = frozenset(["nav", "footer", "aside", "menu"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_KINDS = {"p": "p", "li": "li", "dd": "li", "dt": "li", "pre": "p", "figcaption": "caption", "caption": "caption"}
_ROLES = frozenset("navigation complementary contentinfo banner search dialog menu alertdialog tablist toolbar".split())
_DISPLAY_NONE = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE)
_BREAK = "\x1e"
_BREAKS = re.compile(r"\x1e\s*\x1e[\s\x1e]*")
_MAX_DEPTH = 400
"""Elements nested deeper are read as text alone."""


class Node:
    """An element that holds blocks."""

    __slots__ = ("caption", "children", "element", "flag", "good", "index", "links", "parent", "role", "size", "story")

    def __init__(self, index: int, element: lxml.html.HtmlElement, parent: int) -> None:
        self.index = index
        self.element = element
        self.parent = parent
        self.flag = ""
        """Why it looks like furniture; empty where it does not."""
        self.caption = False
        self.story = False
        self.good = 0
        """Weight of the running text in it."""
        self.size = 0
        """Weight of all text in it."""
        self.links = 0
        """Weight of the text of its links."""


class Block:
    """A paragraph, heading, list item, row or loose piece of text."""

    __slots__ = ("anchors", "good", "index", "kind", "links", "node", "text", "why", "weight")

    def __init__(self, index: int, text: str, kind: str, node: int, links: int) -> None:
        self.index = index
        self.text = text
        self.kind = kind
        """p, h, li, row, caption, or text for words that stand in no element of their own."""
        self.node = node
        """Index of the element that holds it."""
        self.weight = weight(text)
        self.links = links
        """Characters of it that are links."""
        self.good = False
        """Whether it is running text."""
        self.anchors: list[lxml.html.HtmlElement] = []
        self.why = ""
        """Why it was kept out of the body."""

    @property
    def link_share(self) -> float:
        return min(1.0, self.links / max(1, len(self.text)))


class Outline:
    """Blocks and nodes of a page in reading order."""

    def __init__(self, root: lxml.html.HtmlElement) -> None:
        self.nodes: list[Node] = []
        self.blocks: list[Block] = []
        self._buffer: list[str] = []
        self._links = 0
        self._anchors: list[lxml.html.HtmlElement] = []
        body = root.find("body")
        self._open(root if body is None else body, -1, "text", 0, False)
        for node in reversed(self.nodes):
            if node.parent >= 0:
                above = self.nodes[node.parent]
                above.good += node.good
                above.size += node.size
                above.links += node.links

    def flags(self, block: Block) -> list[Node]:
        """The elements around a block that look like furniture, from inside out."""
        found = []
        index = block.node
        while index >= 0:
            node = self.nodes[index]
            if node.flag:
                found.append(node)
            index = node.parent
        return found

    def ancestors(self, index: int) -> list[int]:
        """Indices of a node and of those around it, from inside out."""
        found = []
        while index >= 0:
            found.append(index)
            index = self.nodes[index].parent
        return found

    def _open(self, element: lxml.html.HtmlElement, parent: int, kind: str, depth: int, linked: bool) -> None:
        """Read an element that stands on lines of its own."""
        node = Node(len(self.nodes), element, parent)
        self.nodes.append(node)
        _judge(node)
        self._read(element, node.index, kind, depth, linked)
        self._flush(node.index, kind)

    def _read(self, element: lxml.html.HtmlElement, node: int, kind: str, depth: int, linked: bool) -> None:
        if element.text:
            self._add(element.text, linked)
        for child in element:
            tag = child.tag
            if tag == "br":
                self._buffer.append(_BREAK)
            elif tag in _SKIP or not isinstance(tag, str):
                pass
            elif depth > _MAX_DEPTH:
                self._add(" ".join(child.itertext()), linked)
            elif tag in _INLINE:
                if not _unseen(child):
                    if tag == "a" and child.get("href"):
                        self._anchors.append(child)
                        self._read(child, node, kind, depth + 1, True)
                    else:
                        names = child.get("class")
                        if names and kind == "text" and _named(names):
                            self._flush(node, kind)
                            self._open(child, node, "text", depth + 1, linked)
                        else:
                            self._read(child, node, kind, depth + 1, linked)
            else:
                self._flush(node, kind)
                if tag == "hr":
                    pass
                elif tag == "tr" and (row := _row(child)) is not None:
                    self._row(child, row, node)
                else:
                    inner = "h" if tag in _HEADINGS else _KINDS.get(tag)
                    if inner is None:
                        inner = kind if kind in ("h", "li", "caption") else "text"
                    self._open(child, node, inner, depth + 1, linked)
            if child.tail:
                self._add(child.tail, linked)

    def _add(self, text: str, linked: bool) -> None:
        self._buffer.append(text)
        if linked:
            self._links += len(text)

    def _flush(self, node: int, kind: str) -> None:
        """Close the block that is being read."""
        if not self._buffer:
            return
        raw = "".join(self._buffer)
        self._buffer.clear()
        links, anchors = self._links, self._anchors
        self._links, self._anchors = 0, []
        if raw.isspace():
            return
        if _BREAK not in raw:
            self._block(squeeze(raw), kind, node, links, anchors)
            return
        pieces = _BREAKS.split(raw)
        share = links / max(1, len(raw))
        for piece in pieces:
            lines = [line for line in map(squeeze, piece.split(_BREAK)) if line]
            if lines:
                text = "\n".join(lines)
                held = [a for a in anchors if squeeze("".join(a.itertext())) in text] if anchors else []
                inside = sum(len("".join(a.itertext())) for a in held) if len(pieces) > 1 else int(share * len(text))
                self._block(text, "p" if kind == "text" and len(pieces) > 1 else kind, node, inside, held)

    def _block(self, text: str, kind: str, node: int, links: int, anchors: list[lxml.html.HtmlElement]) -> None:
        if not text:
            return
        block = Block(len(self.blocks), text, kind, node, links)
        block.anchors = anchors
        holder = self.nodes[node]
        holder.size += block.weight
        holder.links += min(links, len(text))
        if kind in ("p", "text", "li") and block.weight >= (60 if kind == "p" else 100) and block.link_share < 0.4:
            block.good = True
            holder.good += block.weight
        self.blocks.append(block)

    def _row(self, element: lxml.html.HtmlElement, text: str, parent: int) -> None:
        node = Node(len(self.nodes), element, parent)
        self.nodes.append(node)
        links = sum(len("".join(a.itertext())) for a in element.iter("a"))
        self._block(text, "row", node.index, links, list(element.iter("a")))


def _row(element: lxml.html.HtmlElement) -> str | None:
    """The cells of a row of a table of data; None for a table that lays out a page."""
    cells = [cell for cell in element if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(element.iter("table", "h1", "article"), None) is not None:
        return None
    texts = [squeeze(" ".join(cell.itertext())) for cell in cells]
    if sum(map(len, texts)) > 400 or max(map(len, texts)) > 250:
        return None
    return " | ".join(text for text in texts if text)


def _named(names: str) -> bool:
    """Whether an inline element's class words make it a thing of its own."""
    role = role_of(names)
    return role.furniture or role.caption


def _unseen(element: lxml.html.HtmlElement) -> bool:
    """Whether an inline element is hidden."""
    style = element.get("style")
    if style and _DISPLAY_NONE.search(style):
        return True
    if element.get("hidden") is not None:
        return True
    names = element.get("class")
    return bool(names) and role_of(names).hidden


def _judge(node: Node) -> None:
    """What an element's tag, names and attributes say of it."""
    element = node.element
    tag = element.tag
    attributes = element.attrib
    if tag in _FRAME:
        node.flag = tag
    elif tag in ("figure", "figcaption", "caption"):
        node.caption = True
        node.flag = "caption"
    if not attributes:
        return
    get = attributes.get
    names = f"{get('class', '')} {get('id', '')}"
    if names != " ":
        role = role_of(names)
        if role.story:
            node.story = True
        if role.hidden:
            node.flag = "hidden"
        elif role.caption:
            node.caption = True
            node.flag = node.flag or "caption"
        elif role.furniture and tag not in ("body", "html", "article", "main", "p"):
            node.flag = node.flag or "furniture"
        elif role.furniture and tag == "p":
            node.flag = node.flag or "furniture"
    if get("itemprop") == "articleBody":
        node.story = True
    if "hidden" in attributes or get("aria-hidden") == "true" or ((style := get("style")) and _DISPLAY_NONE.search(style)):
        node.flag = "hidden"
    elif get("role") in _ROLES:
        node.flag = node.flag or "furniture"
