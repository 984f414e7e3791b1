"""The `<time>` elements of a page: which of them may be the story's, and what they tell."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.extraction.dates import looks_dated
from newscrawl.extraction.datewords import CHANGED, part_published
from newscrawl.extraction.document import Document
from newscrawl.extraction.text import clean, folded, key

__all__ = ["heads_story", "is_change", "is_teasers", "machine_date", "story_times", "unchanged"]

_MACHINE = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}[T\s]\d{2}:\d{2}")
_COMMENT = re.compile(r"(?:^|\s)comment(?![a-z])(?!s-(?:open|closed))", re.IGNORECASE)
_BESIDE = frozenset(("a", "li", "aside", "nav", "footer", "blockquote"))
"""What holds dates of other stories, of posts and comments."""
_CHANGE = re.compile(r"^(?!.*publish)(?:.*\s)?(?:updated|modified)(?:\s|$)")
_TEASER = 800
"""Characters of a teaser at most."""
_BYLINE = 400
"""Characters at most of what stands with the headline."""


def story_times(document: Document, title: str) -> list[HtmlElement]:
    """The page's `<time>` elements, without those of teasers, comments and changes."""
    found: list[HtmlElement] = []
    times = document.named["time"] or [abbr for abbr in document.named["abbr"] if machine_date(abbr)]
    for element in times:
        if is_change(element):
            continue
        above = element.getparent()
        for _ in range(5):
            if above is None or above.tag in _BESIDE and not heads_story(above):
                break
            above = above.getparent()
        beside = above is not None and above.tag in _BESIDE
        if beside and len(times) == 1 and "publish" in (element.get("class") or "").lower():
            return times  # the page's only one, in a rail beside the story
        if not beside:
            found.append(element)
        if len(found) >= 4:
            break
    return [element for element in found if not is_teasers(element, title)]


def heads_story(beside: HtmlElement) -> bool:
    """Whether an element beside the text tells byline and date: right behind the headline, first in the box of the
    paragraphs, or, as Drupal writes it, a `<footer>` before the text in the story's `<article>`."""
    before = beside.getprevious()
    follows = before is not None and (before.tag == "h1" or before.find(".//h1") is not None)
    if not (follows or _opens_text(beside) or _opens_article(beside)):
        return False
    text = beside.text_content()
    return len(text) <= _BYLINE and looks_dated(text)


def _opens_text(aside: HtmlElement) -> bool:
    """Whether an `<aside>` without titles of other stories stands first in the box of the paragraphs."""
    holder = aside.getparent()
    if aside.tag != "aside" or aside.getprevious() is not None or holder is None:
        return False
    return holder.find("p[2]") is not None and aside.find(".//h3") is None


def _opens_article(footer: HtmlElement) -> bool:
    """Whether a `<footer>` stands between the start and the text of an `<article>` that is no teaser."""
    above = footer.getparent()
    if footer.tag != "footer" or above is None or above.tag != "article":
        return False
    before, behind = _beside(footer, before=True), _beside(footer, before=False)
    if any(len(other.text_content()) > _BYLINE or _is_linked_title(other) for other in before):
        return False
    return sum(len(other.text_content()) for other in behind) >= _BYLINE


def _beside(element: HtmlElement, *, before: bool) -> list[HtmlElement]:
    """The elements beside another one, before it or behind it; no comments."""
    return [other for other in islice(element.itersiblings(preceding=before), 40) if isinstance(other.tag, str)]


def _is_linked_title(element: HtmlElement) -> bool:
    """Whether a box holds a heading that is a link: a teaser's."""
    headings = [element, *element.iter("h2", "h3", "h4")]
    return any(heading.tag in ("h2", "h3", "h4") and heading.find(".//a") is not None for heading in headings)


def is_teasers(element: HtmlElement, title: str) -> bool:
    """Whether an element stands in a comment, or in a small box with a title that is a link, or that a link without
    words covers: a teaser of another story than this one."""
    above = [element, *islice(element.iterancestors(), 5)]
    if any(_COMMENT.search(box.get("class") or "") for box in above):
        return True
    for box in above[1:]:
        if len(box.text_content()) > _TEASER:
            return False
        heading = next(box.iter("h1", "h2", "h3", "h4", "h5"), None)
        if heading is not None:
            parent = heading.getparent()
            linked = parent is not None and parent.tag == "a" or heading.find(".//a") is not None
            words = key(heading.text_content())
            return heading.tag != "h1" and words != key(title) and (linked or _is_covered(box, words))
    return False


def _is_covered(box: HtmlElement, words: str) -> bool:
    """Whether a box has a link without words of its own, but for those of the title for who cannot see it."""
    return any(
        not anchor.text_content().strip() and key(anchor.get("aria-label") or anchor.get("title") or "") in ("", words)
        for anchor in box.iter("a")
        if anchor.get("href")
    )


def machine_date(element: HtmlElement) -> str | None:
    """What a `<time>` tells programs: in `datetime`, or in an attribute of the site's own ("data-published")."""
    for name, value in element.items():
        if (name == "datetime" or _MACHINE.match(value.strip())) and not CHANGED.search(name):
            return str(value)
    return None


def is_change(element: HtmlElement) -> bool:
    """Whether a `<time>`, or the words right before it, speak of a change."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    own = clean(element.text)
    if own and part_published(own) not in ("", own) and own.startswith(part_published(own)):
        return False  # "Posted: 8 August 2024 | Last updated: 9 August"
    # "entry-date published updated": nothing was changed since
    if CHANGED.search(folded(element.text or "" if "publish" in names.lower() else f"{names} {element.text or ''}")):
        return True
    before, parent = element.getprevious(), element.getparent()
    if before is None:
        label = (parent.text or "") if parent is not None else ""
    else:
        label = before.tail or ""
        if not label.strip(" :|·-") and before.tag in ("span", "b", "strong", "em", "i", "label", "small"):
            label = before.text_content()
    found = list(CHANGED.finditer(folded(label[-60:])))
    return bool(found) and part_published(label[-60:][found[-1].start() :] + " 1") == ""


def unchanged(element: HtmlElement, line: str) -> str:
    """A line without the date that only programs and search engines read, called one of a change by its class, where
    another one is left: "2026-04-18T09:00:00+02:00 17 April"."""
    for part in islice(element.iter("span"), 10):
        if _CHANGE.search(part.get("class") or "") and (words := clean(part.text)):
            rest = line.replace(words, " ", 1)
            if rest != line and looks_dated(words) and looks_dated(rest):
                return clean(rest)
    return line
