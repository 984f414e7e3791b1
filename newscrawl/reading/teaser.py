"""The parts of one teaser: label, headline, description and date."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml.etree import tostring
from lxml.html import HtmlElement

from newscrawl.extraction.raillines import is_counter
from newscrawl.extraction.relative import relative
from newscrawl.reading.dates import printed, stamp
from newscrawl.reading.lines import Line, lines
from newscrawl.reading.words import count, is_label, squash

__all__ = ["Parts", "parts"]

_LEAD = re.compile(r"^((?:[^\W\d_a-z]{4,}\s+){2,3})(?=[^\W\d_]*[a-z])")
_NOISE = ("time", "meta", "label")
_LONGEST_BESIDE = 80
_PARTED = re.compile(r"[|·•/—–]|\s-\s")
_COUNT = re.compile(r"\d[\d.,]*\s?\w{1,12}\.?|\w{1,12}\s?[:(]\s?\d[\d.,]*\)?")
_ANY_DAY = datetime(2024, 4, 17, 12, tzinfo=UTC)
"""Whether words tell a time from now can be told on any day."""


_LONGEST_KEPT, _MOST_KEPT = 4_000, 2_000
"""Bytes of a teaser's markup that is kept, and how many are: rails stand on page after page as they are."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What one teaser says."""

    headline: str
    description: str | None = None
    label: str | None = None
    date: str | None = None


_kept: dict[tuple[tuple[bytes, ...], tuple[bool, ...], frozenset[str]], Parts | None] = {}
"""Teasers of the pages before, by their markup, which of its links lead to the story, and the page's generic words."""
_UNREAD = "unread"


def parts(nodes: list[HtmlElement], story: AbstractSet[HtmlElement], generic: frozenset[str]) -> Parts | None:
    """The parts of a teaser; None where it says nothing. The same markup is read once.

    `nodes` are its elements, `story` the links to its story in them, `generic` words that the page uses for links to
    many stories ("Read more").
    """
    markup = tuple([tostring(node, with_tail=False) for node in nodes])
    if sum(map(len, markup)) > _LONGEST_KEPT:
        return _read(nodes, story, generic)
    links = tuple([link in story for node in nodes for link in node.iter("a", "area")])
    name = (markup, links, generic)
    found = _kept.get(name, _UNREAD)
    if isinstance(found, str):
        found = _read(nodes, story, generic)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[name] = found
    return found


def _read(nodes: list[HtmlElement], story: AbstractSet[HtmlElement], generic: frozenset[str]) -> Parts | None:
    """`parts`, read from the elements."""
    found = [line for node in nodes for line in lines(node, story)]
    for line in found:
        _without_invitation(line, generic)
        if not line.heading and line.text.casefold() in generic:
            line.role = "meta"
    head = _headline(found)
    if head is None:
        words = _picture(story)
        return Parts(words, date=_date(nodes, found)) if words else None
    line = found[head]
    headline, rest, label = _split(line)
    before = [other.text for other in found[:head] if other.role in ("", "label") and not other.heading]
    after = found[head + 1 :]
    headline, label = _strip(headline, label, before)
    if not headline:
        return None
    if label is None:
        marks = (o.text for o in found[:head] if o.role == "label" or is_label(o.text))
        label = next((mark for mark in marks if count(mark) <= 4 and len(mark) <= 40 and not _is_time(mark)), None)
    description = rest or _description(after, headline)
    return Parts(headline, description, label, _date(nodes, found))


def _without_invitation(line: Line, generic: frozenset[str]) -> None:
    """Take the "Read more" from the end of a sentence."""
    if len(line.pieces) < 2:
        return
    last = next((n for n in range(len(line.pieces) - 1, -1, -1) if line.pieces[n][0].strip()), 0)
    text, linked, _ = line.pieces[last]
    if last and linked and count(squash(text)) <= 5:
        before = squash("".join(piece[0] for piece in line.pieces[:last]))
        if squash(text).casefold() in generic or (count(before) >= 6 and before[-1] in ".!?…。"):
            del line.pieces[last:]
            line.end()


def _headline(found: list[Line]) -> int | None:
    """Which line is the headline."""
    usable = [n for n, line in enumerate(found) if line.role not in ("time", "meta") and not _elsewhere(line)]
    headings = [n for n in usable if found[n].heading and not is_label(found[n].text)]
    if headings:
        linked = [n for n in headings if found[n].linked]
        # A kicker that is a heading of its own is shorter than the headline beneath it.
        return max(linked or headings, key=lambda n: (count(found[n].text) > 3, -found[n].heading, -n))
    usable = [n for n in usable if found[n].role != "label"] or usable
    for chosen in (
        [n for n in usable if found[n].role == "headline" and not is_label(found[n].text)],
        [n for n in usable if count(found[n].linked) >= 3 and not is_label(found[n].text)],
        [n for n in usable if count(found[n].text) >= 3 and not is_label(found[n].text) and not printed(found[n].text)],
        [n for n in usable if found[n].linked],
    ):
        if chosen:
            return chosen[0]
    return None


def _is_time(text: str) -> bool:
    """Whether a text is a date or a time of day rather than words."""
    return printed(text) is not None or sum(c.isdigit() for c in text) * 2 >= sum(c.isalpha() for c in text)


def _elsewhere(line: Line) -> bool:
    """Whether a line is mostly a link to somewhere else."""
    return line.other * 2 > len(line.text)


def _split(line: Line) -> tuple[str, str | None, str | None]:
    """Headline, text after it on the same line, and label of a line."""
    pieces = [piece for piece in line.pieces if piece[0].strip()]
    label = None
    while len(pieces) > 1 and (pieces[0][2] == "label" or is_label(squash(pieces[0][0]))):
        words = squash(pieces[0][0])
        if len(words) > 40 or count(words) > 4 or label not in (None, words):
            break
        label = words
        pieces = pieces[1:]
    text = squash("".join(piece[0] for piece in pieces))
    if line.heading or not line.linked:
        return text, None, label
    linked = squash("".join(piece[0] for piece in pieces if piece[1]))
    # A link in the middle of a sentence is not the headline: the sentence is.
    if pieces[0][1] and count(linked) >= 3 and text.startswith(linked) and text != linked:
        rest = text[len(linked) :].lstrip(" -–—|:·•")
        return linked, rest if count(rest) >= 4 else None, label
    return text, None, label


def _strip(headline: str, label: str | None, before: list[str]) -> tuple[str, str | None]:
    """The headline without the label that is printed in front of it."""
    for words in before:
        if len(words) <= 40 and headline.startswith(words + " ") and (is_label(words) or count(words) <= 3):
            return headline[len(words) :].lstrip(" :|-–—"), words
    if label is None and (found := _LEAD.match(headline)):
        return headline[found.end() :], squash(found[1])
    return headline.lstrip(":|").lstrip() if label else headline, label


def _description(after: list[Line], headline: str) -> str | None:
    """The first line of prose beneath the headline."""
    for line in after:
        text = line.text
        if line.role in _NOISE or _elsewhere(line) or count(text) < 4 or text == headline or is_label(text):
            continue
        if _is_told_beside(text):
            continue
        return text
    return None


def _is_told_beside(text: str) -> bool:
    """Whether a line tells how old a story is and how often it was read: "3 hours ago | 69 comments"."""
    if len(text) > _LONGEST_BESIDE or not any(map(str.isdigit, text)):
        return False
    told = [part.strip() for part in _PARTED.split(text) if part.strip()]
    return all(is_counter(p) or _COUNT.fullmatch(p) or printed(p) or relative(p, _ANY_DAY) is not None for p in told)


def _picture(story: AbstractSet[HtmlElement]) -> str:
    """What a link without words says of itself: its title, or its picture's replacement text."""
    for element in story:
        for words in (element.get("aria-label"), element.get("title"), *(i.get("alt") for i in element.iter("img"))):
            if words and count(squash(words)) >= 3:
                return squash(words)
    return ""


def _date(nodes: list[HtmlElement], found: list[Line]) -> str | None:
    """The date that a teaser shows: a `<time>`'s attribute, else a printed day."""
    for node in nodes:
        for element in node.iter("time"):
            if (day := stamp(element.get("datetime") or "")) is not None:
                return day
    for line in found:
        if len(line.text) <= 60 and (day := printed(line.text)) is not None:
            return day
    return None
