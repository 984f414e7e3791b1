"""The lead picture's caption and credit, and the keys of every caption on the page."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.extraction.headlines import heading_text
from newscrawl.extraction.pictures import beside_picture, lead_pictures
from newscrawl.extraction.text import clean, folded, key
from newscrawl.late import late

__all__ = ["Caption", "all_captions", "caption_keys", "credit_of", "lead_caption", "says_something", "split_credit"]


class Caption(NamedTuple):
    """The words beneath a picture."""

    text: str
    credit: str | None
    of_story: bool = True
    """Whether it may belong to the story, and not to a menu, a rail or a teaser."""
    printed: str = ""
    """Caption and credit as they stand on the page."""


_AWAY = frozenset(("nav", "footer", "aside", "form", "dialog", "label"))
_ELSEWHERE = re.compile(
    r"(?:^|\s)(?:sidebar|widget|footer|related|comments?|menu|masthead|dialog|cookie[\w-]*|cli-modal[\w-]*)(?:\s|$)"
    r"|nav(?:igation)?(?:[\s_-]|$)",
    re.IGNORECASE,
)
"""Classes of boxes whose captions are not the story's."""
_UNSEEN = re.compile(r"(?:^|\s)(?:off-?screen|sr-only|visually-?hidden|screen-reader-text)(?:\s|$)")
"""Classes of labels that only screen readers read out: "Image caption"."""
_ENLARGED = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b|^#|^javascript:|gallery|lightbox", re.IGNORECASE)
"""Addresses by which a picture leads to itself."""
_SIGNED = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s(?=\S+\s\S+).*\d{4}", re.IGNORECASE)
"""A byline beneath a portrait."""
_RESERVED = (
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "tutti i diritti riservati",
)
_RIGHTS = late(
    r"\s?[-–—|.]?\s?(?:(?P<who>[^-–—|./]{3,40})/)?\s?(?:©|\(c\)|copyright)[^©]{0,60}?"
    rf"(?:{'|'.join(_RESERVED)})\.?$",
    re.IGNORECASE,
)
"""A note on rights at a caption's end, with a photographer's name in front of it."""
_NO_WORDS = re.compile(
    r"^(?:©?\s?(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden|med ensamrätt"
    r"|wszelkie prawa zastrzeżone|все права защищены|tüm haklari saklidir|جميع الحقوق محفوظة|禁無断転載|無断転載禁止"
    r"|版权所有|版權所有|무단\s?전재.*)"
    r"|(?:©\s?)?copyright|©|undefined|null|none|n/?a|image|photo|foto|bild|video|audio|caption|advertisement|anzeige|werbung"
    r"|[\d:.\s]{1,8}(?:min(?:\.|uten|utes)?|sec|sek)?\.?|[^.:]{1,40}(?=:))[\s.!©|:]*$"
)
"""Words of captions and credits that say nothing of a picture; in lower case."""

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|captions|figcaption|bildunterschrift|legende|pie-de-foto)(?:$|[\s_-])", re.IGNORECASE
)
_STEMS = ("aption", "ildunterschrift", "egende", "ie-de-foto")
"""Some letters of each of these words: quicker to look for."""
_SMALL_PRINT = re.compile(r"(?:^|[\s:])text-(?:\w+-)?caption")
"""Classes of small print, whatever it says."""
_MOST = 300
"""Captions of a page that are read at most: more than the largest galleries have."""
_PIECES, _LONGEST = 300, 20_000
"""Pieces of text in a caption's element, and their characters with all white space, at most."""
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|source|rights|fotograf|byline|urheber", re.IGNORECASE)
_BRACKETS = re.compile(r"\s?[(\[]([^()\[\]]{2,120})[)\]]\.?$")
_LABEL = late(
    r"\s?(?:\b(?:photo(?:graph)?(?: by| credit)?|image(?: credit| source)?|picture|credit|credits|foto|bild"
    r"|fotograf|crédit(?: photo)?|cr[eé]dito|фото|写真|사진|zdj|nuotr)\s*:\s*|©\s*)([^:©]{2,120})$",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:AP|AFP|Reuters|Getty|EPA|dpa|PA|Press|Images?|Photo|Foto|Bloomberg|CP|Shutterstock|iStock|Alamy"
    r"|imago|Handout|Courtesy|Supplied|File)\b|/"
)


def split_credit(text: str) -> tuple[str, str | None]:
    """Caption and credit: a credit stands in brackets at the end, or after "Photo:"."""
    text = _once(clean(text))
    reserved = text.lower().removesuffix(".").endswith(_RESERVED)
    if reserved and (rights := _RIGHTS.search(text)) and rights.start() >= 8:
        return text[: rights.start()].strip(), clean(rights["who"]) or None
    match = _BRACKETS.search(text) if text.endswith((")", "]", ").", "].")) else None
    if match and _AGENCY.search(match.group(1)):
        return text[: match.start()].strip(), _bare(match.group(1))
    match = _LABEL.search(text) if ":" in text or "©" in text else None
    if match:
        return text[: match.start()].strip(" |–—-"), _bare(match.group(1))
    return text, None


def _bare(credit: str) -> str:
    """A credit without brackets and label."""
    credit = clean(credit).strip("()[] .|;,")
    credit += ")" if credit.count("(") > credit.count(")") else ""  # "Jane Roe (Harbour Times)"
    return _CREDIT_LABEL.sub("", credit)


_CREDIT_LABEL = re.compile(
    r"^(?:(?:photo(?:graph)?|image|picture|foto|fotos|bild|bildrechte|bildquelle|rechte|quelle|credit|credits"
    r"|crédits?(?: photos?)?|cr[eé]dito"
    r"|copyright"
    r"|source|fonte|fuente|zdroj|zdj|nuotr|kuva|фото|写真|사진)\.?(?: by| credit| source| von| de| di)?\s*[:：/]\s*"
    r"|(?:photo(?:graph)?|image|picture) by\s+|©\s*)+",
    re.IGNORECASE,
)


def _once(text: str) -> str:
    """A caption that is printed twice in a row, once."""
    half = len(text) // 2
    if len(text) > 40 and len(text) % 2 and text[:half] == text[half + 1 :]:
        return text[:half]
    return text


def _elements(document: Document) -> list[HtmlElement]:
    """Elements that may be captions, in the order of the page."""
    found = document.named["figcaption"][:_MOST]
    named = set(filter(_CLASS.search, document.classes_with(*_STEMS)))
    marked = [el for el in document.with_class(named, found) if el.tag not in ("a", "figcaption")]
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
    in_order = (el for el in document.tree.iter("figcaption", *{el.tag for el in marked}) if el in wanted)
    return list(islice(in_order, min(len(wanted), _MOST)))


def _is_short(element: HtmlElement) -> bool:
    """Whether an element holds no more than a caption does; others may be half of the page."""
    if len(element.text_content()) <= _PIECES:
        return True
    pieces = list(islice(element.itertext(), _PIECES + 1))
    return len(pieces) <= _PIECES and sum(map(len, pieces)) <= _LONGEST


def all_captions(document: Document) -> list[Caption]:
    """Every caption of the page with its credit, in order."""
    captions = []
    led = False
    for el in _elements(document):
        text = heading_text(el) if _is_short(el) else ""
        if not text or len(text) > 1_200:
            continue
        printed, credit, text = text, None, _seen(el, text)
        for part in islice(el.iter("span", "small", "cite", "em", "p", "div", "i"), 60):
            if part is not el and (
                _CREDIT_CLASS.search(part.get("class") or "")
                or part.get("itemprop") in ("creditText", "copyrightHolder", "author")
            ):
                words = heading_text(part)
                if words and words in text and len(words) < 150:
                    credit = _bare(words)
                    text = clean(text.replace(words, " ", 1)).strip(" |–—-")
                    break
        else:
            text, credit = _parted(el, text)
        caption, own = split_credit(text)
        mine = _is_story_s(el) and (led or not _is_elsewhere(el))  # (which one leads is all that this matters for)
        led = led or mine and says_something(caption)
        captions.append(Caption(caption, credit or own or None, mine, printed))
    if not captions:
        for picture in lead_pictures(document.tree)[:20]:
            if found := beside_picture(picture):
                caption, own = split_credit(found[0]) if found[1] is None else found
                captions.append(Caption(caption, own))
    return captions


def _seen(element: HtmlElement, text: str) -> str:
    """A caption without the labels in it that only screen readers read out."""
    for part in islice(element.iter("span", "b", "strong"), 10):
        if _UNSEEN.search(part.get("class") or "") and (words := heading_text(part)) and words != text:
            text = clean(text.replace(words, " ", 1))
    return text


def _parted(element: HtmlElement, text: str) -> tuple[str, str | None]:
    """A caption and the credit that follows its last sentence in an element of its own."""
    parts = [part for part in islice(element.iter("span", "small", "cite", "em", "i"), 60) if heading_text(part)]
    last = heading_text(parts[-1]) if parts else ""
    before = text[: -len(last)].rstrip()
    if text.endswith(last) and 0 < len(last) <= 60 < len(before) and before[-1] in '.!?”"' and _AGENCY.search(last):
        return before, _bare(last)
    return text, None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether an element, or a box around it without a headline, is called one of a menu, a rail or a layer."""
    for box in (element, *islice(element.iterancestors(), 12)):
        if box.tag in ("body", "html", "main"):
            return False
        names = "" if box.tag in ("figcaption", "figure") else f"{box.get('class') or ''} {box.get('id') or ''}"
        if _ELSEWHERE.search(names) and box.find(".//h1") is None:
            return True
    return False


def _is_story_s(element: HtmlElement) -> bool:
    """Whether a caption may belong to the story: it stands in no menu, rail or form, and leads nowhere."""
    if element.tag in ("ul", "ol", "label", "button", "nav", "form"):
        return False
    if element.tag != "figcaption" and _SMALL_PRINT.search(element.get("class") or ""):
        return False
    for above in islice(element.iterancestors(), 30):
        if above.tag in _AWAY or above.tag == "a" and not _ENLARGED.search(above.get("href") or "#"):
            return False
    linked = sum(len(a.text_content()) for a in element.iter("a"))
    return not linked or linked < 0.5 * len(element.text_content())


def says_something(caption: str) -> bool:
    """Whether a caption is more than a note on rights, a duration or the name of a button."""
    return len(caption) > 10 and not _NO_WORDS.match(folded(caption)) and not _SIGNED.match(caption)


def lead_caption(captions: list[Caption]) -> tuple[str | None, str | None]:
    """The first caption of the story with words, and its credit."""
    mine = [caption for caption in captions if caption.of_story]
    for caption in mine:
        if says_something(caption.text):
            return caption.text, credit_of(caption.credit)
    return None, next((credit for c in mine if (credit := credit_of(c.credit))), None)


def credit_of(credit: str | None) -> str | None:
    """A credit that names somebody; None for a note on rights, a duration or a sentence."""
    if not credit or _NO_WORDS.match(folded(credit)) or len(credit) > 60 and credit.endswith((".", "!")):
        return None
    return _bare(credit) or None


def caption_keys(captions: list[Caption]) -> set[str]:
    """Keys under which a caption may stand once more among the text's blocks."""
    keys: set[str] = set()
    for caption, credit, _, printed in captions:
        if len(caption) > 15:
            keys.update(
                (key(printed), key(caption), key(f"{caption}{credit or ''}"), key(f"{caption}{credit or ''}" * 2))
            )
    return keys - {""}
