"""What a page's text is divided into: blocks, and the elements that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from newscrawl.extraction.text import clean, key

__all__ = ["BREAK", "HEADINGS", "Block", "Node", "words_of"]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BREAK = "\x1c"
"""What a `<br>` leaves in a text: white space that no page can hold otherwise."""
_CAPITALS = frozenset("BCDFGHJLMNPRTWÄÖÜ")
"""Letters that are no words in the languages of Europe."""
_PARAGRAPH = 140
"""Characters of a sentence that is a paragraph, though it is set as a heading: items of a list of pictures are."""


@dataclass(slots=True)
class Node:
    """An element that holds blocks."""

    element: HtmlElement
    parent: int
    """Index of the node around it; -1 for the body."""
    label: str
    """Tag and first class: what alike elements share."""
    role: str
    """Its label and that of the node around it."""
    kind: int
    """What its class and id say of it (`vocabulary.kind_of`)."""
    weight: float = 0.0
    """Prose in it and in all that it holds."""
    end: int = 0
    """Index behind the last node in it: the nodes inside of a node follow it."""


@dataclass(slots=True)
class Block:
    """A paragraph, a heading, a list item, a table's row: text between two edges of block elements or line breaks."""

    text: str
    tag: str
    node: int
    role: str
    """Tag and class of its node and of the one around it."""
    link_chars: int
    strong_chars: int
    links: list[tuple[str, str]] = field(default_factory=list)
    behind_picture: bool = False
    """Whether a picture stands right before it."""
    dropped: str = ""
    """Why it is not part of the story; empty: it is."""
    is_heading: bool = field(init=False)
    is_link: bool = field(init=False)
    """Whether most of its words are a link's."""
    prose: float = field(init=False)
    """Characters that count as running text: links speak against a block."""
    _key: str | None = None

    def __post_init__(self) -> None:
        self.is_heading = self.tag in HEADINGS and not (len(self.text) > _PARAGRAPH and self.text[-1] in ".!。")
        self.is_link = 2 * self.link_chars > len(self.text)
        self.prose = 0.0 if self.is_heading else max(0.0, len(self.text) - 1.6 * self.link_chars)

    @property
    def key(self) -> str:
        """Its words' key (`text.key`), made once."""
        if self._key is None:
            self._key = key(self.text)
        return self._key


def words_of(pieces: list[str]) -> str:
    """The text of a block without superfluous white space; line breaks stay (poems, addresses).

    A first letter in an element of its own, a drop cap, belongs to the word behind it.
    """
    if len(pieces) > 2 and pieces[0].strip() in _CAPITALS and pieces[1] == " " and pieces[2][0].isalpha():
        pieces = [pieces[0].strip(), *pieces[2:]]
    text = "".join(pieces)
    if BREAK not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.split(BREAK)) if line)
