"""The story's headline: the one that readers see, and another one where the page has it for search engines."""

from __future__ import annotations

import html
import re
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings
from newscrawl.extraction.microdata import own_props
from newscrawl.extraction.names import site_names
from newscrawl.extraction.text import clean, key, overlap, unique
from newscrawl.extraction.titles import (
    MARKS,
    begins,
    heading_over_text,
    is_sentence,
    line_of_title,
    without_section,
    without_site,
)
from newscrawl.late import late
from newscrawl.urls import absolute, path_of

__all__ = ["headline", "heading_text"]

_MOST_HEADINGS = 60
_TOLD_METAS = ("headline", "hdl", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "cxenseparse:title")
_SECTION_METAS = ("article:section", "section", "content_category", "parsely-section")
_KICKER = late(
    r"kicker|dachzeile|topline|overline|eyebrow|spitzmarke|roofline|over-?title|sur-?titre|antetitulo|volanta|occhiello"
    r"|catchline|label|badge|flag|prefix|premium|exclusive|(?:^|[\s_-])(?:live|tag|plus|pre-?title)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|is[-_](?:hidden|blind)|hide|hidden)(?:\s|$)"
)
_MARK = re.compile(r"[:;,.!]\s")
_SILENT = frozenset(("rt", "rp", "script", "style", "svg", "button"))
_LINES = frozenset(("div", "p", "li"))
_DEPTH = 20
"""Elements inside of each other that are looked into."""
_AWAY = frozenset(("nav", "footer", "aside"))
_PARAGRAPH = 120
"""Characters of a story's paragraph, or of its standfirst."""
_CUT = re.compile(r"(?:\.\.|…)$")

_Found = tuple[str, str]


class _Heading(NamedTuple):
    element: HtmlElement
    text: str
    fit: float
    """Likeness to what the page's data call the headline, 0 to 1."""


def headline(document: Document, node: dict[str, Any]) -> tuple[_Found | None, str | None]:
    """The visible headline and where it is told, and another one for search engines or sharing."""
    if "headline" not in document.shared:
        document.shared["headline"] = _headline(document, node)
    found: tuple[_Found | None, str | None] = document.shared["headline"]
    return found


def _headline(document: Document, node: dict[str, Any]) -> tuple[_Found | None, str | None]:
    names = [*site_names(document), *_logos(document)]
    sections = [
        *strings(node.get("articleSection"))[:3],
        *(v for m in _SECTION_METAS for v in document.meta.get(m, ())),
    ]

    @cache  # the same words stand in several places
    def bare(title: str) -> str:
        return without_section(without_site(clean(html.unescape(title)), names), sections)

    told = [bare(s) for s in strings(node.get("headline"))[:1]]
    metas = [bare(document.meta[m][0]) for m in _TOLD_METAS if m in document.meta][:1]
    shared = bare(document.first_meta("og:title", "twitter:title") or "")
    titled = bare(document.title)
    hints = unique((*told, *metas, shared, titled))
    declared = [clean(html.unescape(s)) for s in strings(node.get("alternativeHeadline"))[:1]]
    declared += own_props(document, "alternativeHeadline")[:1]
    found = _printed(document, hints, names, declared)
    if found is None:
        choices = [(told, "json-ld"), (metas, "meta"), ([shared], "opengraph")]
        found = next(((words[0], source) for words, source in choices if words and words[0]), None)
        if found is None and (seen := line_of_title(document, titled) or heading_over_text(document, titled) or titled):
            found = seen, "html"
    if found is None:
        return None, None
    others = (*declared, *told, shared, *([titled] if _differs(titled, found[0]) else []))
    return found, next((other for other in others if _is_other(other, found[0])), None)


def _is_other(text: str, chosen: str) -> bool:
    """Whether a headline is another one than the chosen: neither more around the same words, nor less of them."""
    bare, own = key(text), key(chosen)
    return bool(bare) and own not in bare and not (own.startswith(bare) or _CUT.search(text) and bare in own)


def _differs(title: str, chosen: str) -> bool:
    """Whether the page's title is a headline of its own and not one with a section or a place before or behind it."""
    return len(title.split()) >= 4 and 0.2 <= overlap(title, chosen) < 0.75


def _printed(document: Document, hints: list[str], names: list[str], declared: list[str]) -> _Found | None:
    """The headline that the page prints; None where none of its headings looks like one.

    `hints`: what the page's data call the headline; `declared`: what they call another one.
    """
    headings = []
    for element in document.named["h1"][:_MOST_HEADINGS]:
        text = heading_text(element)
        if text and len(text) <= 400 and not _is_logo(element, document.base_url):
            fit = 1.0 if text in hints and key(text) else max((_fit(text, h) for h in hints), default=0.0)
            headings.append(_Heading(element, text, fit))
    if not headings:
        return (seen, "html") if (seen := _seen(document, hints)) else None
    best = max(headings, key=lambda h: h.fit)
    own = {key(name) for name in names}
    lone = [h for h in headings if not _leads_away(h) and key(h.text) not in own]
    if key(best.text) in own and (others := [h for h in lone if is_sentence(h.text)]):
        best = max(others, key=lambda h: h.fit)
        return _without_kicker(best.element, best.text, hints), "html"
    if best.fit < 0.6 and (seen := _seen(document, hints)):
        return seen, "html"
    if best.fit < 0.6:
        lone = [h for h in lone if is_sentence(h.text)] or lone  # "Comments", "Top stories" are none
        if len(lone) == 1 and (lone[0].fit >= 0.25 or is_sentence(lone[0].text)):
            best = lone[0]
        elif any(hints):
            return None
        elif best.fit == 0.0:
            best = lone[0] if lone else best
    if _is_unseen(best.element):
        seen = _seen(document, [*hints, *declared])
        seen = seen or (_first_seen(document) if all(_is_unseen(h.element) for h in headings) else None)
        if seen:
            return seen, "html"
    return _without_kicker(best.element, best.text, hints), "html"


def _logos(document: Document) -> list[str]:
    """What the headings that lead to the front page say: the site's name, or a rubric's."""
    return [heading_text(e) for e in document.named["h1"][:_MOST_HEADINGS] if _is_logo(e, document.base_url)]


def _is_logo(element: HtmlElement, base: str) -> bool:
    """Whether all of a heading is a link to the site's front page."""
    parent = element.getparent()
    link = parent if parent is not None and parent.tag == "a" else element.find(".//a")
    if link is None or path_of(absolute(base, link.get("href") or ".") or base) != "/":
        return False
    return link is parent or key(link.text_content()) == key(element.text_content())


def _leads_elsewhere(element: HtmlElement, document: Document) -> bool:
    """Whether a heading holds a link to another page than its own."""
    here = path_of(document.url).rstrip("/")
    links = (absolute(document.base_url, a.get("href") or "") or "" for a in element.iter("a"))
    return any(path_of(link).rstrip("/") != here for link in links)


def _seen(document: Document, hints: list[str]) -> str | None:
    """The heading of a lower rank that says what the page's data call the headline."""
    wanted = {key(hint) for hint in hints if hint}
    for element in islice(document.tree.iter("h2"), _MOST_HEADINGS):
        text = heading_text(element)
        if not text or not (key(text) in wanted or any(begins(hint, text) for hint in hints)):
            continue
        if not _is_unseen(element) and not _leads_elsewhere(element, document):
            return _without_kicker(element, text, hints)
    return None


def _first_seen(document: Document) -> str | None:
    """The first sentence that is a heading of the second rank, above the page's first paragraph: where the first rank
    is for machines alone, that is the headline."""
    for element in islice(document.tree.iter("h2", "p"), _MOST_HEADINGS):
        text = heading_text(element) if element.tag == "h2" else ""
        if element.tag == "p" and len(element.text_content()) > _PARAGRAPH:
            return None
        if is_sentence(text) and not any(above.tag in _AWAY for above in element.iterancestors()):
            return None if _is_unseen(element) or _leads_elsewhere(element, document) else text
    return None


def _fit(text: str, hint: str) -> float:
    """Likeness of a heading to a title, which may have a site's name behind it that is written without spaces."""
    return 0.9 if is_sentence(text) and hint.startswith(text) else overlap(text, hint)


def _is_unseen(element: HtmlElement) -> bool:
    """Whether a heading is a trail's last step, or is there for screen readers alone."""
    if _UNSEEN.search(element.get("class") or "") and ":not-sr-only" not in (element.get("class") or ""):
        return True
    for above in islice(element.iterancestors(), 5):
        if (
            above.tag == "nav"
            or above.tag in ("ul", "ol", "div")
            and "breadcrumb" in (above.get("class") or "").lower()
        ):
            return True
    return False


def _leads_away(heading: _Heading) -> bool:
    """Whether a heading that says nothing of the story is a logo, a rail's title or part of a menu."""
    if heading.fit >= 0.25:
        return False
    element = heading.element
    if any(above.tag in _AWAY for above in islice(element.iterancestors(), 8)):
        return True
    linked = sum(len(key(a.text_content())) for a in element.iter("a"))
    parent = element.getparent()
    around = parent is not None and parent.tag == "a"
    return around or linked >= 0.8 * len(key(heading.text)) or "logo" in (element.get("class") or "").lower()


def _without_kicker(element: HtmlElement, text: str, hints: list[str]) -> str:
    """A heading without the kicker or the second line inside of it, unless the page's data count it to the headline."""
    whole = key(text)
    if len(element) and ":" not in text and (parted := next((h for h in hints if ":" in h and key(h) == whole), None)):
        return parted  # kicker and headline are parted by a style sheet alone
    if any(key(hint).startswith(whole) for hint in hints):
        return text
    for hint in hints:
        if hint != text and len(hint) > 20 and text.endswith(hint) and len(text) - len(hint) < 60:
            return hint
    for part in islice(element.iter("span", "small", "em", "strong", "div", "p", "i", "b"), 6):
        words = heading_text(part)
        if not words or words == text:
            continue
        lines = (text.removeprefix(words).strip(MARKS), text.removesuffix(words).rstrip(MARKS))
        if line := next((line for line in lines if line != text and _is_told(line, hints)), ""):
            return line  # what stands before it, or below, is in an element of its own
        if not _KICKER.search(f"{part.get('class') or ''} {part.get('data-testid') or ''}"):
            continue
        rest = text[len(words) :].strip(MARKS) if text.startswith(words) else ""
        if len(rest.split()) >= 3 or len(rest) - len(rest.encode("ascii", "ignore")) >= 6:
            return rest
    return text


def _is_told(text: str, hints: list[str]) -> bool:
    """Whether a part of a heading is what the page's data call the headline, or its title begins with."""
    return is_sentence(text) and any(hint == text or begins(hint, text) for hint in hints)


def heading_text(element: HtmlElement) -> str:
    """Words of a heading, one line: what markup divides inside a word stays together, boxes and lines stay apart."""
    if not len(element):
        return clean(element.text)
    pieces: list[str] = []
    _gather(element, pieces, 0)
    return clean("".join(pieces))


def _gather(holder: HtmlElement, pieces: list[str], depth: int) -> None:
    """The words inside of an element, in order."""
    if text := holder.text:
        _append(text, pieces)
    for child in holder:
        tag = child.tag
        if isinstance(tag, str) and tag not in _SILENT:
            if tag in _LINES or tag == "br":
                pieces.append(" ")
            if depth < _DEPTH:
                _gather(child, pieces, depth + 1)
            if tag in _LINES:
                pieces.append(" ")
        if text := child.tail:
            _append(text, pieces)


def _append(words: str, pieces: list[str]) -> None:
    """Words behind others; "EXCLUSIVE" and "The", each in a box of its own, are parted, a colon in one is not (what has
    a space before it inside one text is written so, in French)."""
    while pieces and pieces[-1][-1:].isspace() and _MARK.match(words):
        pieces[-1] = pieces[-1].rstrip()
        if not pieces[-1]:
            pieces.pop()
    last = pieces[-1][-1:] if pieces else ""
    if last.isalnum() and words[0].isupper() and (last.islower() or last.isupper() and pieces[-1][-2:-1].isupper()):
        pieces.append(" ")
    pieces.append(words)
