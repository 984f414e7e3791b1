"""The lines that a page prints around its headline: bylines, dates and sections without structured data."""

from __future__ import annotations

from functools import cached_property
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newscrawl.extraction.dates import looks_dated
from newscrawl.extraction.datewords import PUBLISHED
from newscrawl.extraction.document import Document
from newscrawl.extraction.nodes import HEADINGS
from newscrawl.extraction.text import clean, count_words, folded, key
from newscrawl.extraction.timetags import heads_story

__all__ = ["Line", "Surroundings", "is_read", "surroundings"]

_SKIP = frozenset([
    "script", "style", "noscript", "svg", "template", "button", "select", "option", "textarea", "iframe", "head",
])  # fmt: skip
_WHOLE = frozenset(("html", "body", "main"))
"""What holds the whole page, its masthead, too."""
_AWAY = frozenset(["nav", "footer", "aside"])
_ELSEWHERE = _SKIP | _AWAY
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "label",
        "meta",
        "link",
    ]  # fmt: skip
)
_OVER = 3
"""Lines over a headline that may belong to it."""
_BEFORE, _PARAGRAPHS, _MOST = 10, 3, 45
_TITLE = 4
"""Words of a headline."""
_LABELLED = 60
"""Characters at most of a button that says so."""
_DEPTH = 180
_MOST_ELEMENTS = 40_000
"""Elements of a page that are read at most; the longest live blogs have half of that."""


class Line:
    """A line of text as it stands on the page."""

    __slots__ = ("_names", "element", "text")

    def __init__(self, text: str, element: HtmlElement) -> None:
        self.text = text
        self.element = element
        """The innermost element of a block that holds it."""
        self._names: str | None = None

    @property
    def names(self) -> str:
        """Class words, ids and names for tests of the element and of those around and inside it that hold nothing
        else."""
        if self._names is None:
            found = []
            for element in (self.element, self.element.getparent(), *islice(self.element, 2)):
                if element is not None:
                    found += [element.get(name) or "" for name in ("class", "id", "data-testid")]
            self._names = " ".join(found)
        return self._names


def _tells(line: Line, words: str) -> bool:
    """Whether a line prints words, or has a `<time>` or an `<abbr>` that gives them."""
    return words in line.text or any(words in time.values() for time in line.element.iter("time", "abbr"))


def _is_title(line: Line) -> bool:
    """Whether a line looks like a headline: a heading, or nothing but a link, of several words."""
    if count_words(line.text) < _TITLE:
        return False
    linked = next(line.element.iter("a"), None)
    return line.element.tag in HEADINGS or (linked is not None and key(linked.text_content()) == key(line.text))


def _unfolds(button: HtmlElement) -> bool:
    """Whether a button says when the story was published, and unfolds further dates."""
    text = clean(button.text_content())
    return len(text) <= _LABELLED and looks_dated(text) and PUBLISHED.match(folded(text)) is not None


def _is_beside(element: HtmlElement, tag: str) -> bool:
    """Whether an element of a kind that stands elsewhere holds none of the lines that tell of the story."""
    if tag in _SKIP:
        return tag != "button" or not _unfolds(element)
    return tag in _AWAY and not heads_story(element)


class Surroundings:
    """Lines around a page's headline, read when they are first asked for."""

    def __init__(self, page: _Lines, headline: str) -> None:
        self._page = page
        self.headline = headline
        self._far: set[HtmlElement] | None = None

    @property
    def all(self) -> list[Line]:
        """Every line of the page outside of its menus."""
        return self._page.all

    @cached_property
    def head(self) -> int:
        """Index of the headline's line, of the `h1` where a menu names the story, too; -1 where it is not printed."""
        wanted = key(self.headline)
        if not wanted:
            return -1
        least = len(wanted) // 3  # (a letter is three at most in lower case)
        found = -1
        for i, line in enumerate(self.all):
            is_h1 = line.element.tag == "h1"
            if (is_h1 or found < 0) and len(line.text) >= least and key(line.text) == wanted:
                if is_h1:
                    return i
                found = i
        return found

    @cached_property
    def lines(self) -> list[Line]:
        """From some lines before the headline to the story's first paragraphs."""
        start = max(0, self.head - _BEFORE)
        found: list[Line] = []
        paragraphs = 0
        for at, line in enumerate(self.all[start : self.head + _MOST if self.head >= 0 else _MOST + 20], start):
            found.append(line)
            paragraphs += at > self.head and len(line.text) > 160  # what stands above it is a notice
            if paragraphs >= _PARAGRAPHS:
                break
        return found

    @property
    def below(self) -> list[Line]:
        """Those of `lines` behind the headline."""
        return self.lines[self.lines_above :]

    @property
    def lines_above(self) -> int:
        """How many of `lines` stand before those behind the headline: its own is the last of them."""
        return min(self.head, _BEFORE) + 1 if self.head >= 0 else 0

    @property
    def above(self) -> list[Line]:
        """Those of `lines` before the headline, the nearest first."""
        return self.lines[: min(self.head, _BEFORE)][::-1] if self.head >= 0 else []

    def is_mastheads(self, element: HtmlElement) -> bool:
        """Whether an element stands above the headline: in the page's `<header>`, with its menus, or further up than
        the lines right over the headline."""
        if self.head < 0:
            return False
        title = self.all[self.head].element
        for header in element.iterancestors("header"):
            if header.find(".//nav") is not None or header.find(".//form") is not None:
                return header not in title.iterancestors()
        if self._far is None:
            self._far = {line.element for line in self.all[: max(0, self.head - _OVER)]}
        while element.tag in _INLINE and (above := element.getparent()) is not None:
            element = above
        return element in self._far

    @cached_property
    def first_paragraph(self) -> int:
        """Index in `lines` of the first long line behind the headline."""
        return next(
            (i for i, line in enumerate(self.lines) if i >= self.lines_above and len(line.text) > 120), len(self.lines)
        )

    def heads(self, words: str, first: str) -> bool:
        """Whether words stand with the headline: over it in its own box, or between it and the story's `first` line.

        Where another title stands there as well, they are a teaser's.
        """
        if self.head < 0:
            return False
        at = min(self.head, _BEFORE)
        box = self.lines[at].element.getparent()
        over = self.lines[max(0, at - _OVER) : at] if box is not None and box.tag not in _WHOLE else []
        if any(box in (line.element, line.element.getparent()) and _tells(line, words) for line in over):
            return True
        lines = takewhile(
            lambda line: line.text != first or line.element.tag in HEADINGS, self.lines[at + 1 : self.first_paragraph]
        )
        beneath = [(_tells(line, words), line) for line in lines]
        return any(told for told, _ in beneath) and not any(_is_title(line) for told, line in beneath if not told)


def surroundings(document: Document, headline: str) -> Surroundings:
    """The lines around a headline; one object for all who ask."""
    name = f"around {headline}"
    if name not in document.shared:
        # It knows the tree alone: what a page shares and the page itself, each holding the other, would stay in memory.
        document.shared[name] = Surroundings(document.shared.setdefault("lines", _Lines(document.tree)), headline)
    found: Surroundings = document.shared[name]
    return found


def is_read(document: Document) -> bool:
    """Whether somebody had to read the page's lines already."""
    return "lines" in document.shared and document.shared["lines"].is_read


class _Lines:
    """The lines of a page, read in one walk when they are first asked for."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self.is_read = False
        self._found: list[Line] = []
        self._pieces: list[str] = []
        self._room = _MOST_ELEMENTS

    @property
    def all(self) -> list[Line]:
        if not self.is_read:
            self.is_read = True
            body = self._tree.find("body")
            self._block(self._tree if body is None else body, 0)
        return self._found

    def _block(self, element: HtmlElement, depth: int) -> None:
        """The lines of an element, in order."""
        self._inside(element, element, depth)
        self._close(element)

    def _close(self, element: HtmlElement) -> None:
        if self._pieces:
            if text := clean("".join(self._pieces)):
                self._found.append(Line(text, element))
            self._pieces = []

    def _inside(self, holder: HtmlElement, element: HtmlElement, depth: int) -> None:
        """What a part of a block's line holds; `element` is the block."""
        self._add(holder.text)
        for child in holder:
            if not self._room:
                return
            self._room -= 1
            tag = child.tag
            if tag == "br" or tag == "hr":
                self._close(element)
            elif not isinstance(tag, str) or depth > _DEPTH or tag in _ELSEWHERE and _is_beside(child, tag):
                pass
            elif tag in _INLINE:
                self._inside(child, element, depth + 1)
            else:
                self._close(element)
                self._block(child, depth + 1)
            self._add(child.tail)

    def _add(self, text: str | None) -> None:
        if text and (self._pieces or not text.isspace()):
            self._pieces.append(text)
