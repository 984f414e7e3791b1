"""Elements of HTML: which hold no story, which stand inside of a paragraph, which stand beside one."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newscrawl.extraction.nodes import HEADINGS

__all__ = [
    "BESIDE",
    "INLINE",
    "SKIP",
    "TEXT",
    "holds_teasers",
    "is_data_row",
    "is_note_mark",
    "is_pasted",
    "is_phrase",
    "is_post",
    "opens_sentence",
    "prints",
]

SKIP = frozenset(
    """script style noscript template svg nav footer button input select textarea iframe object video audio canvas
    dialog menu head title map option label math picture img source embed applet progress meter datalist optgroup
    colgroup col track area figcaption""".split()  # noqa: SIM905
)
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rp rt rtc ruby s samp small span
    strike strong sub sup time tt u var wbr nobr blink meta link""".split()  # noqa: SIM905
)
TEXT = frozenset(("p", "li", "blockquote", "pre", *HEADINGS))
BESIDE = frozenset(("aside", "figure", "form", "header"))
_SENTENCE = 40
"""Characters of a sentence's rest that no byline has."""
_PASTED = 200
"""Characters of a paragraph that no label has."""
_POSTED = re.compile(r"[—–-]\s?[^—\n]{1,80}\(@[\w.]{1,40}\)[^()@]{0,40}\Z")
"""How an embedded post ends: "— Jane Doe (@janedoe) May 2, 2024"."""
_LONGEST_CELL = 300
"""Characters of a cell in a table of data."""

_TEASERS = 2
"""Teasers that make a list."""
_SENTENCE = 40
"""Characters of a paragraph that is more than a label."""


def opens_sentence(el: HtmlElement) -> bool:
    """Whether the text behind an element goes on with the sentence that it begins."""
    tail = (el.tail or "").lstrip()
    return len(tail) > _SENTENCE and (tail[0].islower() or tail[0] in "'’")


def is_pasted(el: HtmlElement) -> bool:
    """Whether a part of a line is a whole paragraph: pasted text brings along the classes of the page it is from."""
    above = el.getparent()
    if above is None or above.tag != "p":
        return False
    return _PASTED < len(above.text_content()) <= 1.1 * len(el.text_content())


def is_phrase(el: HtmlElement) -> bool:
    """Whether an element that HTML does not know stands for some words of a paragraph."""
    return all(child.tag in INLINE for child in el)


_MARK = re.compile(r"[\[(]{0,2}(?:\d{1,3}|[a-z*†‡])[\])]{0,2}|[↩↑⤴^]\ufe0e?")


def is_note_mark(el: HtmlElement) -> bool:
    """Whether a `<sup>` or a link is a footnote's number that leads to the note, or the arrow that leads back."""
    link = el if el.tag == "a" else el.find(".//a")
    if link is None or "#" not in (link.get("href") or ""):
        return False
    text = el.text_content().strip()
    raised = el.tag == "sup" or el.find("sup") is not None
    return _MARK.fullmatch(text) is not None and (raised or not text[-1].isalnum())


def prints(link: HtmlElement) -> bool:
    """Whether a link is a button that prints the page."""
    href = link.get("href") or ""
    return href.startswith("javascript:") and "print" in href


def is_post(quote: HtmlElement) -> bool:
    """Whether a quotation is a post that is embedded: a name, a handle and a day sign it."""
    text = quote.text_content().rstrip()
    return "(@" in text[-160:] and _POSTED.search(text[-160:]) is not None


def holds_teasers(el: HtmlElement) -> bool:
    """Whether a box holds teasers and nothing else: headings that are links, and no more paragraphs than these."""
    if el.find(".//h1") is not None:
        return False  # a wrapper around the story, too
    headings = el.iter("h2", "h3", "h4", "h5", "h6")
    heads = sum(h.find(".//a[@href]") is not None or next(h.iterancestors("a"), None) is not None for h in headings)
    return heads >= _TEASERS and sum(len(p.text_content()) >= _SENTENCE for p in el.iter("p")) <= heads


def is_data_row(row: HtmlElement) -> bool:
    """Whether a table's row holds data, and no text that is laid out by it."""
    if row.find(".//table") is not None or row.find(".//p[2]") is not None:
        return False
    if any(br.getnext() is not None or (br.tail or "").strip() for br in row.iter("br")):
        return False  # (one at a cell's end parts nothing)
    return all(len(cell.text_content()) < _LONGEST_CELL for cell in row)
