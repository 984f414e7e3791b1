"""The lead picture's caption and credit, and the keys of every caption on the page."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.extraction.pictures import beside_picture, lead_pictures
from newscrawl.extraction.text import clean, key

__all__ = ["all_captions", "lead_caption", "split_credit"]

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|captions|figcaption|bildunterschrift|legende|pie-de-foto)(?:$|[\s_-])", re.IGNORECASE
)
_MOST = 300
"""Captions of a page that are read at most: more than the largest galleries have."""
_PIECES, _LONGEST = 300, 20_000
"""Pieces of text in a caption's element, and their characters with all white space, at most."""
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|source|rights|fotograf|byline|urheber", re.IGNORECASE)
_BRACKETS = re.compile(r"\s?[(\[]([^()\[\]]{2,120})[)\]]\.?$")
_LABEL = re.compile(
    r"\s?(?:\b(?:photo(?:graph)?(?: by| credit)?|image(?: credit| source)?|picture|credit|credits|foto|bild"
    r"|fotograf|crédit(?: photo)?|cr[eé]dito)\s*:\s*|©\s*)([^:©]{2,120})$",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:AP|AFP|Reuters|Getty|EPA|dpa|PA|Press|Images?|Photo|Foto|Bloomberg|CP|Shutterstock|iStock|Alamy"
    r"|imago|Handout|Courtesy|Supplied|File)\b|/"
)


def split_credit(text: str) -> tuple[str, str | None]:
    """Caption and credit: a credit stands in brackets at the end, or after "Photo:"."""
    text = _once(clean(text))
    match = _BRACKETS.search(text)
    if match and _AGENCY.search(match.group(1)):
        return text[: match.start()].strip(), _bare(match.group(1))
    match = _LABEL.search(text)
    if match:
        return text[: match.start()].strip(" |–—-"), _bare(match.group(1))
    return text, None


def _bare(credit: str) -> str:
    """A credit without brackets and label."""
    credit = clean(credit).strip("()[] .|")
    return re.sub(
        r"^(?:photo|image|foto|bild|credit|©)(?: by| credit| source)?\s*:\s*|^©\s*", "", credit, flags=re.IGNORECASE
    )


def _once(text: str) -> str:
    """A caption that is printed twice in a row, once."""
    half = len(text) // 2
    if len(text) > 40 and len(text) % 2 and text[:half] == text[half + 1 :]:
        return text[:half]
    return text


def _elements(document: Document) -> list[HtmlElement]:
    """Elements that may be captions, in the order of the page."""
    found = list(document.tree.iter("figcaption"))
    marked = [
        element
        for element, names in document.classed
        if ("aption" in names or "ildunterschrift" in names or "egende" in names or "ie-de-foto" in names)
        and element.tag not in ("a", "figcaption")
        and _CLASS.search(names)
    ]
    for prop in ("caption", "description"):
        for el in document.itemprops.get(prop, ()):
            parent = el.getparent()
            if (
                el.tag in ("p", "span", "div")
                and parent is not None
                and "ImageObject" in (parent.get("itemtype") or "")
            ):
                marked.append(el)
    if not marked:
        return found
    wanted = {*found, *marked}
    return [el for el in document.tree.iter("figcaption", *{el.tag for el in marked}) if el in wanted]


def _words(element: HtmlElement) -> str:
    """An element's text; empty for one that holds more than any caption, which may be half of the page."""
    pieces = list(islice(element.itertext(), _PIECES + 1))
    return clean("".join(pieces)) if len(pieces) <= _PIECES and sum(map(len, pieces)) <= _LONGEST else ""


def all_captions(document: Document) -> list[tuple[str, str | None]]:
    """Every caption of the page with its credit, in order."""
    captions = []
    for el in _elements(document)[:_MOST]:
        text = _words(el)
        if not text or len(text) > 1_200:
            continue
        credit = None
        for part in islice(el.iter("span", "small", "cite", "em", "p", "div", "i"), 60):
            if part is not el and (
                _CREDIT_CLASS.search(part.get("class") or "")
                or part.get("itemprop") in ("creditText", "copyrightHolder", "author")
            ):
                words = clean(part.text_content())
                if words and words in text and len(words) < 150:
                    credit = _bare(words)
                    text = clean(text.replace(words, " ", 1)).strip(" |–—-")
                    break
        caption, own = split_credit(text)
        captions.append((caption, credit or own or None))
    if not captions:
        for picture in lead_pictures(document.tree)[:20]:
            if found := beside_picture(picture):
                caption, own = split_credit(found[0]) if found[1] is None else found
                captions.append((caption, own))
    return captions


def lead_caption(captions: list[tuple[str, str | None]]) -> tuple[str | None, str | None]:
    """The first caption with words."""
    for caption, credit in captions:
        if len(caption) > 10:
            return caption, credit
    return next(((None, credit) for _, credit in captions if credit), (None, None))


def caption_keys(captions: list[tuple[str, str | None]]) -> set[str]:
    """Keys under which a caption may stand once more among the text's blocks."""
    keys: set[str] = set()
    for caption, credit in captions:
        if len(caption) > 15:
            keys.update((key(caption), key(f"{caption}{credit or ''}"), key(f"{caption}{credit or ''}" * 2)))
    return keys
