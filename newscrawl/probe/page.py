"""Read one page as a crawl would, and keep what a crawl throws away: why text is left out. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl import sites
from newscrawl.extraction import Document, examine
from newscrawl.extraction.blocks import SKIPPED, Block, Page
from newscrawl.extraction.text import clean
from newscrawl.extraction.vocabulary import DOUBTFUL, FURNITURE, kind_of
from newscrawl.items import Article
from newscrawl.reading import Reading
from newscrawl.reading.read import read
from newscrawl.reading.sniff import sniff
from newscrawl.reading.unpack import unpack
from newscrawl.site import Site
from newscrawl.urls import is_web

__all__ = ["Piece", "Probe", "probe", "saved"]

_SEEN = XPath("descendant::text()[not(parent::script or parent::style or parent::template or parent::title)]")
"""The texts of an element that a reader of the page may see."""
_ELSEWHERE = {
    "site": "the elements that the site's description names",
    "json-ld": "the page's JSON-LD",
    "embedded state": "a script of the page",
}
"""Sources of a text that is not one element's."""
_BOX = 2_000
"""Characters of a box that are kept; it is only shown what stood there."""
_STEPS = 40
"""Elements of a path that are told, the innermost ones."""


@dataclass(slots=True, kw_only=True)
class Piece:
    """A block of text, or a box that was passed over whole."""

    element: str
    """Tag, id and classes, as a selector: "div#share.box.wide"; empty for text that no element shows."""
    text: str
    """Its words, of a box the beginning."""
    kept: bool
    """Whether it is part of the article's text."""
    reason: str = ""
    """Why it is not; empty where it is."""
    box: bool = False
    """It was passed over before it was cut into blocks."""


@dataclass(slots=True, kw_only=True)
class Probe:
    """What one page gives, and why."""

    url: str
    """Its address."""
    size: int
    """Bytes of the page, unpacked."""
    http_status: int | None = None
    """Status of the answer; None for a file."""
    reading: Reading
    """As a crawl reads it; `robots` with what the headers ask."""
    verdict: str = ""
    """Why its text is an article's or is not; empty where it is no page."""
    article: Article | None = None
    """What could be read, also where the page is not taken for an article."""
    container: str = ""
    """Path of the element that the text was read from, or in words where else; empty where there is no text."""
    pieces: list[Piece] = field(default_factory=list)
    """Everything with text, in the page's order."""


def probe(
    body: bytes,
    url: str,
    *,
    site: Site,
    http_status: int | None = None,
    encoding: str | None = None,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    token: str = "",
    headers: tuple[str, ...] = (),
) -> Probe:
    """Read a page; the arguments are those of `reading.read`. `headers`: what X-Robots-Tag asks."""
    reading = read(
        body, url, site=site, encoding=encoding, content_type=content_type, fetched_at=fetched_at, token=token
    )
    reading.robots = tuple(dict.fromkeys((*reading.robots, *headers)))
    found = Probe(url=url, size=len(body), http_status=http_status, reading=reading)
    if unpack(body)[0] is not body or sniff(body, content_type)[0] != "html":
        return found
    document = Document.parse(body, url, encoding)
    found.article, verdict = examine(document, fetched_at=fetched_at, site=site)
    found.verdict = verdict.reason
    page: Page = document.shared["page"]
    source = found.article.provenance.get("article_body", "")
    if source == "html":
        found.container = _path(page.nodes[page.chosen].element)
    elif source:
        found.container = _ELSEWHERE.get(source, source)
    found.pieces = _pieces(page, found.article)
    return found


def saved(body: bytes, url: str | None, place: str, folder: Path | None) -> Probe:
    """Read a page out of a file, also a packed one.

    `url` is its address, by default the one that the page itself calls canonical, else `place`, the file's own;
    `folder` that of the user's site descriptions.
    """
    page, _ = unpack(body)
    url = url or Document.parse(page, place).canonical_url or place
    if not is_web(url):
        return probe(page, url, site=Site(name="file", home=""))
    described, _ = sites.load(folder)
    return probe(page, url, site=sites.find(urljoin(url, "/"), described))


def _pieces(page: Page, article: Article) -> list[Piece]:
    """Blocks and boxes in the page's order."""
    lines = dict.fromkeys(article.article_body.split("\n\n") if article.article_body else ())
    source = article.provenance.get("article_body", "")
    of_form = article.kind != "article"  # entries, captions or a description may have taken the place of blocks
    boxes = [(at, piece) for at, element, why in page.skipped if (piece := _box(element, why)) is not None]
    pieces: list[Piece] = []
    following = 0
    for at, block in enumerate(page.blocks):
        while following < len(boxes) and boxes[following][0] <= at:
            pieces.append(boxes[following][1])
            following += 1
        piece = _block(page, block, lines, source)
        if of_form and piece.kept and piece.text not in article.article_body:
            piece.kept, piece.reason = False, f"other words are the text of this {article.kind}"
        pieces.append(piece)
    pieces += [piece for _, piece in boxes[following:]]
    if source != "html" or of_form:  # what no block shows
        shown = {piece.text for piece in pieces if piece.kept}
        pieces += [Piece(element="", text=line, kept=True) for line in lines if line not in shown]
    return pieces


def _block(page: Page, block: Block, lines: Collection[str], source: str) -> Piece:
    kept = not block.dropped if source == "html" else block.text in lines
    elsewhere = f"the text was read from {_ELSEWHERE.get(source, source)}" if source else "no text was found"
    reason = "" if kept else block.dropped or elsewhere
    return Piece(element=_name(page.nodes[block.node].element), text=block.text, kept=kept, reason=reason)


def _box(element: HtmlElement, why: str) -> Piece | None:
    """A box that was passed over; None for one without words."""
    texts = _SEEN(element)
    text = clean(" ".join(map(str, islice(texts, _BOX))))[:_BOX] if isinstance(texts, list) else ""
    if not text:
        return None
    reason = SKIPPED[why]
    if why in ("furniture", "doubtful") and (word := _deciding(element, FURNITURE if why == "furniture" else DOUBTFUL)):
        reason += f" ({word})"
    return Piece(element=_name(element), text=text, kept=False, reason=reason, box=True)


def _deciding(element: HtmlElement, kind: int) -> str:
    """The word of an element's class and id that decided what it was taken for."""
    classes, ident = element.get("class") or "", element.get("id") or ""
    words = [f".{word}" for word in classes.split()] + [f"#{word}" for word in ident.split()]
    return next((word for word in words if kind_of(word[1:]) == kind), "all its words together")


def _name(element: HtmlElement) -> str:
    """Tag, id and the first classes, as a selector."""
    ident = (element.get("id") or "").split()
    classes = (element.get("class") or "").split()
    return str(element.tag) + "".join(f"#{word}" for word in ident[:1]) + "".join(f".{word}" for word in classes[:3])


def _path(element: HtmlElement) -> str:
    """The element and those around it, the outermost first."""
    steps = [element, *islice(element.iterancestors(), _STEPS)]
    return " > ".join(_name(step) for step in reversed(steps))
