"""One parse of a page that serves all: the article, the teasers and the links."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

import lxml.etree
import lxml.html

from newscrawl.encoding import to_utf8, well_formed
from newscrawl.extraction.attributes import with_few_attributes
from newscrawl.extraction.jsonld import read_json_ld
from newscrawl.extraction.markup import Script, split
from newscrawl.extraction.mojibake import repair_mojibake
from newscrawl.urls import absolute

__all__ = ["Document"]

_BIG = 3_000_000
"""Bytes of markup from which inline data is taken out before the parse."""
_MAX = 5_000_000
"""Bytes that are parsed at most; no newsroom writes more on one page."""
_MAX_TAGS = 100_000
"""Tags that are parsed at most, opening and closing ones; the largest news pages have a fifth of that."""
_SHORTEST_TAG = len(b"<p>")
_DATA_URI = re.compile(rb"data:[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=%]+")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_CONTROL = bytes([*range(9), 11, *range(14, 32), 127])
"""Bytes of characters that XML cannot hold and browsers do not show."""


class Document:
    """A parsed page. `tree` belongs to all readers of the page: nobody changes it."""

    url: str
    """The page's own address."""
    base_url: str
    """What relative addresses refer to: `<base href>`, else the page's address."""
    encoding: str
    """Name of the encoding that the bytes were read in (Python's codec name)."""
    tree: lxml.html.HtmlElement
    """The root element, `<html>`; without children for an empty page. Comments are not in it."""
    scripts: list[Script]
    """The scripts that stand in the page; they are not in the tree."""
    has_microdata: bool
    """Whether an element may have an `itemprop` or `itemtype`; half of all pages have none."""
    has_clicks: bool
    """Whether an element that is no link may lead on when it is clicked; few pages have one."""
    shared: dict[str, Any]
    """What one reader of the page has found and another one may take up, instead of a second walk over the tree."""

    def __init__(
        self,
        tree: lxml.html.HtmlElement,
        url: str,
        encoding: str,
        scripts: list[Script],
        has_microdata: bool = True,
        has_clicks: bool = True,
    ) -> None:
        self.tree = tree
        self.url = url
        self.encoding = encoding
        self.scripts = scripts
        self.has_microdata = has_microdata
        self.has_clicks = has_clicks
        self.shared = {}
        self.base_url = next(
            (absolute(url, href) or url for element in self.named["base"] if (href := element.get("href"))), url
        )

    @classmethod
    def parse(cls, html: bytes | str, url: str, encoding: str | None = None) -> Document:
        """Parse a page; never raises. `encoding` is the charset of the HTTP header."""
        if isinstance(html, bytes):
            source, name = to_utf8(html[: 6 * _MAX], encoding)
        else:
            source, name = well_formed(html[: 6 * _MAX].removeprefix("\ufeff")), "utf-8"
        source, scripts = split(source)
        if len(source) > _BIG:
            source = _DATA_URI.sub(b"data:,", source)[:_MAX].decode("utf-8", "ignore").encode("utf-8")
        if len(source) > _MAX_TAGS * _SHORTEST_TAG and source.count(b"<") > _MAX_TAGS:
            source = b"<".join(source.split(b"<", _MAX_TAGS)[:_MAX_TAGS])
        source = repair_mojibake(_with_body(with_few_attributes(source))).translate(None, _CONTROL)
        lowered = source.lower()
        has_microdata = b"itemprop" in lowered or b"itemtype" in lowered
        has_clicks = b"data-href" in lowered or (b"onclick" in lowered and b"location" in lowered)
        return cls(_tree(source), url, name, scripts, has_microdata, has_clicks)

    @cached_property
    def text(self) -> str:
        """All words of the page as they stand there: for a quick look, before any search."""
        return str(self.tree.text_content())

    @cached_property
    def _classes(self) -> list[str]:
        return cast("list[str]", _CLASSES(self.tree))

    @cached_property
    def classes(self) -> str:
        """Values of `class` as they are written, each once and between two NULs: one text is searched quickly."""
        return "\0".join(("", *dict.fromkeys(self._classes), ""))

    def classes_with(self, *words: str) -> set[str]:
        """The values of `class` that hold one of these words."""
        found = set()
        for word in words:
            at = self.classes.find(word)
            while at >= 0:
                begin, end = self.classes.rfind("\0", 0, at) + 1, self.classes.find("\0", at)
                found.add(self.classes[begin:end])
                at = self.classes.find(word, end)
        return found

    def with_class(
        self, wanted: set[str], besides: Sequence[lxml.html.HtmlElement] = ()
    ) -> list[lxml.html.HtmlElement]:
        """The elements with one of these values of `class`, in order.

        Values that no element but those of `besides` has are passed over: few pages are searched at all then.
        """
        if wanted and besides:
            known = Counter(element.get("class") for element in besides)
            wanted = {names for names in wanted if known[names] < self._classes.count(names)}
        if not wanted:
            return []
        if len(wanted) == 1:
            (names,) = wanted
            return cast("list[lxml.html.HtmlElement]", _OF_CLASS(self.tree, names=names))
        elements = cast("list[lxml.html.HtmlElement]", _CLASSED(self.tree))
        return [element for names, element in zip(self._classes, elements, strict=True) if names in wanted]

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every node of the page's JSON-LD, flattened; broken JSON is repaired where that is safe."""
        return read_json_ld(_sound(script.source) for script in self.scripts if "ld+json" in script.type)

    @cached_property
    def named(self) -> dict[str, list[lxml.html.HtmlElement]]:
        """The elements that several readers ask for, by their names, in order: one look through the tree for all."""
        found: dict[str, list[lxml.html.HtmlElement]] = {name: [] for name in _NAMED}
        for element in self.tree.iter(*_NAMED):
            found[element.tag].append(element)
        return found

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Names, properties and itemprops of `<meta>` in lower case -> their contents, in order."""
        found: dict[str, list[str]] = {}
        for element in self.named["meta"]:
            content, names = "", []
            for attribute, value in element.items():
                if attribute == "content":
                    content = value.strip()
                elif attribute in _NAMING:
                    names.append(value.strip().lower())
            if content:
                for name in names if len(names) < 2 else sorted(set(names)):
                    found.setdefault(name, []).append(content)
        return found

    @cached_property
    def itemprops(self) -> dict[str, list[lxml.html.HtmlElement]]:
        """Names of microdata properties -> their elements, in order."""
        found: dict[str, list[lxml.html.HtmlElement]] = {}
        if self.has_microdata and (names := cast("list[str]", _ITEMPROPS(self.tree))):  # most pages have none
            elements = cast("list[lxml.html.HtmlElement]", _WITH_ITEMPROP(self.tree))
            for several, element in zip(names, elements, strict=True):
                for name in several.split():
                    found.setdefault(name, []).append(element)
        return found

    @cached_property
    def itemtypes(self) -> list[str]:
        """The values of `itemtype` inside the page, in order."""
        return cast("list[str]", _ITEMTYPES(self.tree)) if self.has_microdata else []

    def first_meta(self, *names: str) -> str | None:
        """Content of the first of these metas that the page has."""
        for name in names:
            if contents := self.meta.get(name):
                return contents[0]
        return None

    @cached_property
    def title(self) -> str:
        """Words of `<title>`, white space collapsed."""
        return " ".join((self.named["title"][0].text or "").split()) if self.named["title"] else ""

    @cached_property
    def canonical_url(self) -> str | None:
        """Absolute address that the page names as its canonical one (rel=canonical, else og:url); believed or not."""
        for element in self.named["link"]:
            if "canonical" in (element.get("rel") or "").lower().split() and (href := element.get("href", "").strip()):
                return absolute(self.base_url, href)
        href = self.first_meta("og:url")
        return absolute(self.base_url, href) if href else None

    @cached_property
    def shortlinks(self) -> list[str]:
        """Other addresses of the page itself that it names: "/node/12", "/?p=12" (rel=shortlink)."""
        links = [element for element in self.named["link"] if (element.get("rel") or "").lower() == "shortlink"]
        return [url for link in links if (url := absolute(self.base_url, link.get("href") or ""))]

    @cached_property
    def language(self) -> str | None:
        """BCP 47 tag of `<html lang>`, else of the page's metas."""
        declared = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        for value in (
            declared,
            self.tree.get("xml:lang"),
            self.first_meta("content-language", "og:locale", "language"),
        ):
            if value and _LANGUAGE.match(value := value.split(",")[0].strip()):
                return value.replace("_", "-")
        return None


_NAMED = ("base", "link", "meta", "title", "h1", "p", "time", "abbr", "figcaption", "frame")
_NAMING = frozenset(("name", "property", "itemprop", "http-equiv"))
"""Attributes by which a `<meta>` says what it tells."""
# Values alone are found much quicker than elements, of which lxml makes an object each.
_CLASSES = lxml.etree.XPath("descendant::*/@class", smart_strings=False)
_OF_CLASS = lxml.etree.XPath("descendant::*/@class[. = $names]/parent::*")
_CLASSED = lxml.etree.XPath("descendant::*[@class]")
_ITEMPROPS = lxml.etree.XPath("descendant::*/@itemprop", smart_strings=False)
_ITEMTYPES = lxml.etree.XPath("descendant::*/@itemtype", smart_strings=False)
_WITH_ITEMPROP = lxml.etree.XPath("descendant::*[@itemprop]")


def _sound(source: bytes) -> str:
    """A script's text, repaired like the markup."""
    return repair_mojibake(source).translate(None, _CONTROL).decode("utf-8", "replace")


def _with_body(source: bytes) -> bytes:
    """The page with a `<body>` tag, which HTML lets authors leave out and libxml2 sets too late: behind `<article>`."""
    if source.find(b"<body", 0, _HEAD) >= 0:
        return source
    head = source[:_HEAD]
    if _BODY.search(head) or b"<frameset" in head.lower():
        return source
    begins = _CONTENT.search(head, max(head.rfind(b"</title>"), 0))
    return b"".join((source[: begins.start()], b"<body>", source[begins.start() :])) if begins else source


def _tree(source: bytes) -> lxml.html.HtmlElement:
    """The parsed root; an empty `<html>` where there is nothing to parse."""
    root = None
    if source and not source.isspace():
        try:
            root = lxml.etree.fromstring(source, _parsers.html)
        except (lxml.etree.LxmlError, ValueError, AssertionError):
            root = None
    if root is None or not isinstance(root.tag, str):
        root = lxml.html.Element("html")
    return cast("lxml.html.HtmlElement", root)


class _Element(lxml.html.HtmlElement):  # type: ignore[misc]  # lxml tells no types
    """An element whose words are found in half of the time that lxml.html takes."""

    def text_content(self) -> str:
        if not len(self):
            return self.text or ""
        return str(lxml.etree.tostring(self, method="text", encoding="unicode", with_tail=False))


_ELEMENTS = lxml.etree.ElementDefaultClassLookup(element=_Element)
"""Every element of one class: lxml.html's own lookup asks Python for each element that is touched."""


class _Parsers(threading.local):
    """A parser for each thread: they are locked while they parse, and to make one for each page takes a third more."""

    def __init__(self) -> None:
        # huge_tree lifts the depth from 256 to 2,048 elements; deeper ones are cut by the parser.
        self.html = lxml.html.HTMLParser(
            encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
        )
        self.html.set_element_class_lookup(_ELEMENTS)


_parsers = _Parsers()
_HEAD = 200_000
"""Bytes in which a page's body begins."""
_BODY = re.compile(b"<body", re.IGNORECASE)
_CONTENT = re.compile(
    rb"<(?:article|main|header|section|nav|aside|div|p|h[1-6]|figure|ul|ol|table|form)[\s>]", re.IGNORECASE
)
