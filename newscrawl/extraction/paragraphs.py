"""What a page's paragraphs are, and how long: by them large boxes are told from small ones."""

from __future__ import annotations

from collections import Counter

from lxml.html import HtmlElement

from newscrawl.extraction.elements import BESIDE, INLINE, SKIP
from newscrawl.extraction.vocabulary import FURNITURE, kind_of

__all__ = ["FEW", "LONG", "Paragraphs"]

LONG = 80
"""Characters of a paragraph that is more than a label."""
FEW, _SHARE = 600, 0.15
"""Characters of paragraphs that could be a story, and their share of a page's text."""


class Paragraphs:
    """The paragraphs of a page, with their lengths; where its story has none, boxes of prose are paragraphs, too."""

    def __init__(self, root: HtmlElement) -> None:
        self._lengths = {p: len(p.text_content()) for p in root.iter("p")}
        self._boxes = False
        self.classes: Counter[str] = Counter()
        """Characters of long paragraphs, by class."""
        for p, length in self._lengths.items():
            if length > LONG and (names := p.get("class")):
                self.classes[names] += length
        self.total = sum(self._lengths.values())
        """Characters of all."""
        if self.total > FEW and (self.total > _SHARE * len(root.text_content()) or self._stand_together()):
            return
        self._boxes = True
        for div in root.iter("div"):
            inside = sum(len(child.text_content()) for child in div if child.tag in INLINE)
            length = len(div.text or "") + inside + sum(len(child.tail or "") for child in div)
            if length > LONG:
                self._lengths[div] = length
                self.total += length

    def inside(self, el: HtmlElement) -> list[int]:
        """The lengths of those in an element."""
        lengths = self._lengths
        if self._boxes:
            return [lengths[p] for p in el.iter("p", "div") if p in lengths]
        return [lengths[p] for p in el.iter("p")]

    def _stand_together(self) -> bool:
        """Whether some could be a story in one box that is no furniture, however long what stands beside it is."""
        boxes: Counter[HtmlElement] = Counter()
        for p, length in self._lengths.items():
            boxes[p.getparent()] += length
        return any(
            length > FEW and not any(map(_is_beside, (box, *box.iterancestors()))) for box, length in boxes.items()
        )


def _is_beside(el: HtmlElement) -> bool:
    """Whether an element is furniture by its kind or its name."""
    return el.tag in BESIDE or el.tag in SKIP or kind_of(f"{el.get('class') or ''} {el.get('id') or ''}") == FURNITURE
