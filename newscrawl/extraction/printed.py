"""Facts that a page without structured data shows beside its story: section, picture, agency, correction, dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings
from newscrawl.extraction.pictures import is_blank, lead_pictures
from newscrawl.extraction.text import clean, folded
from newscrawl.urls import absolute, host_of

__all__ = [
    "NOTE_WORDS",
    "correction",
    "credited_agency",
    "first_picture",
    "is_note",
    "printed_section",
    "without_label",
]

_WITH_FILES = re.compile(
    r"^\W{0,3}(?:with (?:additional )?(?:files|reporting|reports) (?:from|by)|mit material (?:von|"
    r"der)|mit agenturmaterial von|avec l['’]agence|avec|"
    r"con información de|con agencias|quelle|source)\s{0,2}[:：]?\s{1,3}(?P<name>[^.;()]{2,60})\W{0,3}$",
    re.IGNORECASE,
)
_FILES_WORDS = ("ith files from", "ith reporting from", "ith reports from", "it Material ")
NOTE_WORDS = (
    r"corrections?(?: and clarifications?)?|clarifications?|editor['’]?s['’]? note|erratum|errata(?: corrige)?"
    r"|korrektur|korrigendum|richtigstellung|berichtigung|anm(?:erkung|\.)? der redaktion|hinweis der redaktion"
    r"|rectificatif|note de la rédaction|correcci[oó]n|fe de err(?:atas|ores)|rectificaci[oó]n"
    r"|nota de(?: la redacción|l editor|l autor)|correção|errata|nota (?:da redação|do editor)|rettifica"
    r"|precisazione|nota della redazione|correctie|rectificatie|naschrift redactie|rättelse|rettelse|presisering"
    r"|oikaisu|leiðrétting|sprostowanie|korekta|oprava|helyesbítés|pontosítás|erată|поправка|исправление|уточнение"
    r"|виправлення|διόρθωση|düzeltme|تصحيح|تصويب|توضيح|اصلاحیه|תיקון|הבהרה|भूल सुधार|সংশোধনী|đính chính|ralat"
    r"|koreksi|更正(?:启事|啟事)?|勘误|訂正(?:とおわび)?|おわび|정정(?:보도)?|바로잡습니다|pataisymas|labojums"
    r"|parandus|ispravak|popravek|rectificació|masahihisho"
)
"""How corrections and editors' notes begin."""
_NOTE_LABEL = re.compile(
    rf"^(?:(?:{NOTE_WORDS})\s{{0,2}}[:：.]|【(?:{NOTE_WORDS})[^】]{{0,12}}】)\s{{0,3}}", re.IGNORECASE
)


_NO_SECTION = re.compile(
    r"\d+|(?:https?://|www\.)\S+|home(?: ?page)?|(?:zur )?start(?:seite)?|startpage|accueil|in[ií]cio|portada"
    r"|forside[n]?|hjem|hem|etusivu|strona główna|główna|főoldal|címlap|acasă|начало|главная|головна|почетна|naslovnica"
    r"|domů|ana ?sayfa|ホーム|トップ(?:ページ)?|首页|首頁|홈|الرئيسية|beranda|trang chủ|voorpagina|prima pagina"
)
"""Names of links that are no section's: the way home, years, addresses; in lower case."""
_SLASHES = 5
"""Slashes at most of a section's address: "https://news.example/sport/football/"."""


def printed_section(document: Document) -> tuple[str, str] | None:
    """The section that a page names above its story: a link whose address is the beginning of the page's own."""
    path = urlsplit(document.url).path
    first = path.strip("/").split("/")[0]
    host = host_of(document.url)
    crumbs: str | None = None
    named: str | None = None
    for anchor in document.tree.iter("a"):
        href = anchor.get("href") or ""
        if href.count("/") > _SLASHES and "?" not in href and "#" not in href:
            continue  # the address of a story, as most are
        here = _path_on(host, href)
        if not here or here.count("/") > 1 or path.strip("/") == here:
            continue
        if crumbs is None and _is_crumb(anchor) and _is_section(words := clean(anchor.text_content())):
            crumbs = words
            break
        if named is None and first == here and _is_section(words := clean(anchor.text_content())):
            named = words
    if crumbs:
        return crumbs, "html"
    return (named, "url") if named else None


def _is_section(words: str) -> bool:
    """Whether a link's words may be a section's name: no year of an archive, no address, and not the way home."""
    return 1 < len(words) <= 40 and _NO_SECTION.fullmatch(folded(words)) is None


def _path_on(host: str, href: str) -> str:
    """Path of a link to the same host, without slashes at its ends; empty for any other link."""
    if href.startswith(("http:", "https:", "//")):
        there, _, href = href.partition("//")[2].partition("/")
        if there.lower() != host:
            return ""
    elif not href.startswith("/"):
        return ""
    return href.split("?")[0].split("#")[0].strip("/")


def _is_crumb(anchor: HtmlElement) -> bool:
    """Whether a link stands in a trail ("Home › World") or alone above a headline."""
    for above in (anchor.getparent(), anchor.getparent().getparent() if anchor.getparent() is not None else None):
        if above is None:
            return False
        names = (above.get("class") or "").lower() + (above.get("id") or "").lower()
        if "crumb" in names or "kicker" in names:
            return True
    before = anchor.getprevious()
    gap = (before.tail or "").strip() if before is not None and before.tag == "a" else ""
    return gap in (">", "›", "»", "→") and urlsplit(before.get("href") or "").path in ("", "/")


def first_picture(document: Document) -> str | None:
    """Address of the first picture behind the headline that is no portrait, logo or decoration."""
    addresses = (p.get("src") or p.get("data-src") or "" for p in lead_pictures(document.tree, most=1_000))
    shown = next((address for address in addresses if not is_blank(address)), "")
    return absolute(document.base_url, shown) if shown else None


def credited_agency(document: Document) -> str | None:
    """The agency of a line such as "With files from The Canadian Press"."""
    for words in _FILES_WORDS:
        if words in document.text:
            for whole, bare in islice(_lines_with(document, words), 3):
                if match := _WITH_FILES.match(whole) or _WITH_FILES.match(bare):
                    return clean(match["name"])
    return None


def _lines_with(document: Document, words: str) -> Iterator[tuple[str, str]]:
    """The lines that hold these words, whole and as far as no other element stands in them."""
    for element in document.tree.iterdescendants():
        if element.text and words in element.text:
            yield clean(" ".join(element.itertext())), clean(element.text)
        if element.tail and words in element.tail:
            yield clean(element.tail), clean(element.tail)


def is_note(text: str) -> bool:
    """Whether a paragraph begins with "Correction:" or the like."""
    if not 15 < len(text) < 1_500:
        return False
    head = text[:60]  # (a label's end is looked for before the labels, which are many)
    return (":" in head or "." in head or "：" in head) and _NOTE_LABEL.match(text) is not None


def without_label(note: str) -> str:
    """A correction without the word "Correction:" in front of it."""
    return _NOTE_LABEL.sub("", note)


def correction(document: Document, node: dict[str, Any]) -> tuple[str, str] | None:
    """The text of a correction that stands outside of the story's text."""
    for words in strings(node.get("correction"))[:1]:
        return clean(words), "json-ld"
    marked = document.with_class(document.classes_with("orrection", "larification"))
    boxes = [*document.itemprops.get("correction", ()), *marked]
    for element in boxes[:3]:
        words = clean(element.get("content") or " ".join(element.itertext()))
        if 15 < len(words) < 1_500:
            return _NOTE_LABEL.sub("", words), "html"
    return None
