"""The byline that a page prints."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.authors import credits_of, is_person_like
from newscrawl.extraction.bylinedates import from_by
from newscrawl.extraction.creditwords import BY, LABEL, OTHERS, TONGUE_BY
from newscrawl.extraction.eastern import dateline_reporters, is_eastern, is_eastern_name, signs
from newscrawl.extraction.namelines import PICTURE, apart, by_date
from newscrawl.extraction.near import Line, Surroundings
from newscrawl.extraction.signatures import labelled, posted
from newscrawl.extraction.text import clean, key, unique
from newscrawl.extraction.timetags import is_teasers
from newscrawl.late import late

__all__ = ["printed_byline"]

_LONGEST_EASTERN = 8
"""Characters of a Japanese name at most, where its place tells that it is one."""
_COMMENT = re.compile(r"comment-?(?:form|author|meta|list|body)", re.IGNORECASE)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?i:byline|bylines|author|authors|autor|autoren|auteur|autore|writer|verfasser|creator|"
    r"redakteur|reporter|journalist|firma|"
    r"szerzok?|yazar|penulis|redaktor|skribent|forfatter|kirjoittaja|toimittaja|autorzy|authorlist|author-?name|byline-?name|by)(?:$|[\s_-])|(?:^|[\s_-])author[A-Z]|(?:[a-z_-](?:Author|Byline)(?:List|Name|s)?(?:$|[\s_-]))"
)

_SIGNER = late(r"(?:^|[\s_-])(?:authors?|autor(?:en)?|auteur|autore|writer|verfasser)(?:$|[\s_-])", re.IGNORECASE)
_INLINE = ("span", "a", "cite", "b", "strong", "em", "i")
_LONGEST_META = 300
"""Characters of a line of dates, sections and bylines at most."""
_LONGEST_AGENCY = 40
_NEAR = 3
"""Lines below a headline in which an agency may stand alone."""
_LONGEST_BY = 20
"""Characters of "Written by"."""
_MAILED = late(r"\s기자\s?\(?[\w.+-]{2,40}@")
"""How Korean stories end: a reporter's name, trade and address."""
_HELPED = re.compile(r"^\w[^.:,]{3,40}?,?\s\(?(?:with|avec|mit|con|com|met)\s(?:l['’])?(\w+)")
_ADVERT = re.compile(r"attribution|sponsor|advert", re.IGNORECASE)
_AUTHOR_PAGE = late(
    r"/(?:authors?|autor(?:e[ns]?|in|es)?|auteurs?|autore|autori|redakteure?|szerzok?|yazar|penulis|autorzy|forfatter|skribent(?:er)?|av|by|byline"
    r"|journalist(?:s|es?|en)?|reporters?|contributors?|columnists?|writers?|staff|meet-the-team)/[^/?#]",
    re.IGNORECASE,
)
"""An address that tells of an author: "/author/jane-doe"."""


def printed_byline(around: Surroundings, site_names: list[str], tongue: str, *, strict: bool) -> list[str]:
    """The byline that the page prints near its headline, else behind a label ("Autor: …") anywhere.

    `strict`: the page's data names an author of its own, so that only names of people may overrule it.
    """
    lines = around.lines[: around.first_paragraph + 3]
    own_by = TONGUE_BY.get(tongue[:2].lower())
    for line in lines[around.lines_above :]:
        if found := dateline_reporters(line.text):
            return found
    other: list[str] = []  # an agency, or the newsroom itself
    short: list[str] = []  # a name of one word, which may be a section's
    head = around.lines_above
    numbered = list(enumerate(lines, 1))
    for at, line in (*numbered[head:], *numbered[:head][::-1]):  # above the headline stand menus, too
        named = _is_named(line)
        text = from_by(apart(line.element, line.text) if named or BY.match(line.text) else line.text)
        if len(text) <= _LONGEST_BY and at < len(lines) and BY.fullmatch(f"{text} "):
            text = f"{text} {lines[at].text}"  # "By" in a box of its own
        if len(text) > 140 or key(text) == key(around.headline) or _ADVERT.search(line.names):
            continue
        by = named or BY.match(text) or LABEL.match(text) or (own_by and own_by.match(text)) or signs(text)
        if by or at > head and ("@" in text or _is_with_agency(text)):  # "Jane Doe, @janedoe"
            here = credits_of([text], site_names, language=tongue)
            found = here.people
            likely = [n for n in found if (_is_name(n, strict=strict) if by else is_person_like(n))]
            if likely and len(likely) == len(found):
                if is_eastern(text) or any(" " in name for name in likely):
                    return [*likely, *_beside(line, lines[at:]), *_signing(lines[at:]), *here.agencies]
                if not PICTURE.search(line.names):
                    short = short or [*likely, *here.agencies]
                continue
            if not strict and at > head and (inside := _inside(line)):
                return inside
            if by and not strict and not found and not other:
                other = here.agencies or (here.house[:1] if named and len(text) < 60 else [])
                if here.agencies:
                    break
    wired = bool(other) and is_agency(other[0])  # then links to authors are other stories'
    found = ([] if wired else _linked(around, site_names)) or _further(around, site_names, tongue, strict=strict)
    found = found or _by_inside([*lines[head:], *lines[:head][::-1]], site_names)
    if found:
        return found
    for line in around.all:
        text = labelled(line).strip("()（）[]【】")
        match = LABEL.match(text) or _MAILED.search(text) if len(text) < 100 else None
        if match is None or is_teasers(line.element, around.headline):
            continue
        if found := [n for n in credits_of([text]).people if is_person_like(n) or is_eastern_name(n)]:
            return found
    return (
        short or posted(around, strict=strict) or _bare_name(around) or by_date(around) or other or _lone_agency(around)
    )


def _is_with_agency(text: str) -> bool:
    """Whether a line begins with few words and an agency that helped: "Jane Doe with AP", "Jane Doe avec AFP"."""
    joint = _HELPED.search(text)
    return joint is not None and is_agency(joint[1])


def _is_named(line: Line) -> bool:
    """Whether a line stands in a box that is called a byline's."""
    return _CLASS.search(line.names) is not None and not _COMMENT.search(line.names)


def _linked(around: Surroundings, site_names: list[str]) -> list[str]:
    """The people below the headline whose names lead to pages of authors, those that stand together first."""
    found: list[str] = []
    for line in around.below:
        anchor = next((a for a in line.element.iter("a") if clean(a.text_content())), None)  # portraits are links, too
        if anchor is None:
            anchor = next(line.element.iterancestors("a"), None)
        if anchor is None or len(line.text) > 140 or not _AUTHOR_PAGE.search(anchor.get("href") or ""):
            if found and len(line.text) > 60:
                break
            continue
        words = clean(anchor.text_content())
        here = credits_of([line.text], site_names)
        if words not in here.people:
            here = credits_of([words], site_names)
        if here.people and all(is_person_like(n) or is_eastern_name(n) for n in here.people):
            found += here.order
        elif found:
            break
    return unique(found)


def _further(around: Surroundings, site_names: list[str], tongue: str, *, strict: bool) -> list[str]:
    """The people in a byline's box that stands below pictures and standfirsts, or signs behind the paragraphs."""
    boxes = [line for line in around.lines[around.first_paragraph + 3 :] if _is_named(line)]
    if around.head >= 0:
        texts = [line.element.getparent() for line in around.lines[around.first_paragraph :] if len(line.text) > 120]
        behind = around.all[around.head - around.lines_above + 1 + len(around.lines) :]
        boxes += [
            line
            for line in behind
            if line.element.getparent() in texts
            and _SIGNER.search(line.element.get("class") or "")
            and (not strict or BY.match(line.text))
        ]
    for line in boxes:
        if len(line.text) <= 140 and not PICTURE.search(line.names) and not _COMMENT.search(line.names):
            here = credits_of([apart(line.element, line.text)], site_names, language=tongue)
            if here.people and all(is_person_like(n) for n in here.people):
                return here.order
    return []


def _inside(line: Line) -> list[str]:
    """The people whom an element inside of a line names that is called a byline's: beside it stand dates and places."""
    for element in line.element.iter(*_INLINE):
        if _CLASS.search(element.get("class") or ""):
            names = credits_of([element.text_content()]).people
            if names and all(is_person_like(n) or is_eastern_name(n) for n in names):
                return names
    return []


def _by_inside(lines: list[Line], site_names: list[str]) -> list[str]:
    """The people whom an element inside of a line names behind its own "by": "Local | 5 hours ago | By Jane Doe"."""
    for line in lines:
        if not PICTURE.search(line.names) and len(line.text) <= _LONGEST_META:
            for element in islice(line.element.iter(*_INLINE), 20):
                text = clean(element.text_content())
                if len(text) < 80 and BY.match(text) and OTHERS.sub("", f"A, {text}") != "A":
                    names = credits_of([text], site_names).people
                    if names and all(is_person_like(n) for n in names):
                        return names
    return []


def _lone_agency(around: Surroundings) -> list[str]:
    """The agency whose name stands alone right below the headline, and credits no picture there."""
    for line in around.lines[around.lines_above : around.first_paragraph][:_NEAR]:
        if len(line.text) <= _LONGEST_AGENCY and is_agency(line.text) and not PICTURE.search(line.text + line.names):
            above = list(islice(line.element.iterancestors(), 3))
            if not any(box.tag == "figure" or box.find("img") is not None for box in above):
                return [line.text]
    return []


def _beside(first: Line, lines: list[Line]) -> list[str]:
    """Names of further authors, each in a box of the first one's kind beside it, or in items of one list."""
    found: list[str] = []
    if _CLASS.search(first.element.get("class") or ""):
        for line in lines:
            if _CLASS.search(line.element.get("class") or "") and _are_alike(first.element, line.element):
                names = credits_of([line.text]).people
                found += names if all(is_person_like(n) for n in names) else []
    return found


def _signing(lines: list[Line]) -> list[str]:
    """Names of further reporters, each in a line right behind the first one's, with addresses between them."""
    found: list[str] = []
    for line in lines:
        if signs(line.text):
            found += credits_of([line.text]).people
        elif "@" not in line.text or " " in line.text:
            break
    return found


def _are_alike(a: HtmlElement, b: HtmlElement) -> bool:
    """Whether two elements, or the items of a list that hold them, stand beside each other."""
    if a.tag != b.tag:
        return False
    above, other = a.getparent(), b.getparent()
    alike = above.tag == other.tag and (above.tag == "li" or above.get("class") == other.get("class"))
    return above is other or alike and above.getparent() is other.getparent()


def _is_name(name: str, *, strict: bool) -> bool:
    """Whether words in a byline's place are a name: of a person, or anything short that begins with a capital."""
    if is_person_like(name) or is_eastern_name(name):
        return True
    words = name.split()
    if is_eastern(name) and not strict:
        return len(name) <= _LONGEST_EASTERN and " " not in name and not LABEL.match(f"{name}:")
    if name[:1].lower() == name[:1].upper():  # a script without capitals
        return 2 <= len(words) <= 5 and not any(c.isdigit() for c in name) and not name.isascii()
    return name[:1].isupper() and not strict and len(words) <= 4


def _bare_name(around: Surroundings) -> list[str]:
    """A name that stands alone right above the story's first paragraph or its standfirst."""
    begin = min(around.head, 10) + 1
    for line in reversed(around.lines[max(begin, around.first_paragraph - 3) : around.first_paragraph]):
        if line.element.tag in ("p", "strong", "b", "em", "i", "address", "td", "body") and len(line.text) < 80:
            if PICTURE.search(line.names):
                continue
            names = credits_of([line.text]).people
            if names and all(is_person_like(n) for n in names) and line.text not in around.headline:
                return names
    return []
