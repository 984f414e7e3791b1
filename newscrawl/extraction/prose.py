"""The story's text: found among the page's blocks, in its scripts or its data, and what the text itself tells."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import NamedTuple

from lxml.html import HtmlElement

from newscrawl.extraction.blocks import Block, Page, read_blocks
from newscrawl.extraction.body import story
from newscrawl.extraction.captions import caption_keys
from newscrawl.extraction.container import choose
from newscrawl.extraction.datelines import dateline, dateline_agency
from newscrawl.extraction.document import Document
from newscrawl.extraction.draft import Draft
from newscrawl.extraction.jsonld import strings
from newscrawl.extraction.layouts import marked
from newscrawl.extraction.learning import doubts, marks, without_furniture
from newscrawl.extraction.placing import headline_block
from newscrawl.extraction.printed import NOTE_WORDS, correction, is_note, without_label
from newscrawl.extraction.signatures import signature
from newscrawl.extraction.state import embedded
from newscrawl.extraction.text import clean, count_words, key
from newscrawl.items import Link
from newscrawl.site import Layout
from newscrawl.urls import absolute, domain_of, host_of

__all__ = ["Shape", "put_text"]

_CORRECTION = re.compile(
    rf"^\W{{0,3}}(?:(?:{NOTE_WORDS}|update)(?!\w)[^.:：]{{0,40}}[:：]|(?<=【)(?:{NOTE_WORDS})[^】]{{0,12}}】"
    r"|(?:editor['’]?s['’]? note|anm(?:erkung)? der redaktion|hinweis der redaktion|note de la rédaction)\b)",
    re.IGNORECASE,
)
_NOTE_SIGNS = (":", "：", "】", "redaktion", "editor", "rédaction")
"""A quick look before the many words of `_CORRECTION`."""
_MOST_NOTES = 2
"""More lines that begin with "Correction:" outside of the story are a list of corrections."""
_LITTLE = 300
"""Characters of a text below which a script may draw the story."""
_PARAGRAPH = 40
"""Characters of prose in a teaser's paragraph."""
_TITLE = 4
"""Words of a teaser's title."""
_POSTS = 3
"""Boxes that begin with a title, from which they are posts."""
_TOLD = 400
"""Characters from which the data's `articleBody` is more than a summary: it shows where the story stands."""


class Shape(NamedTuple):
    """How the page is built, for the verdict."""

    paragraphs: int
    words: int
    """Words of the text as this page alone tells it: what was learnt of the site makes no page a story."""
    link_share: float
    """Links' share of the page's text, 0 to 1."""
    other_prose: float
    """Prose outside of the story for one character in it."""
    titled: bool
    """Whether the page prints the headline as a heading."""
    listing: bool
    """Whether the paragraphs stand behind titles that lead to other pages, as teasers do."""
    holder: HtmlElement | None
    """The element that holds the text, where it was found on the page."""


class _Found(NamedTuple):
    blocks: list[Block]
    source: str
    other_prose: float = 0.0
    titled: bool = False


def put_text(draft: Draft) -> Shape:
    """Fill the body and what it tells: dateline, correction, links."""
    page = read_blocks(draft.document.tree)
    blind = not page.nodes[0].weight and bool(draft.node or "articleBody" in draft.document.itemprops)
    if blind:
        page = read_blocks(draft.document.tree, blind=True)  # a story there is: classes call all of it furniture
    draft.document.shared["page"] = page
    written = _written(next(iter(strings(draft.node.get("articleBody"))), ""), draft.document.url)
    told = " ".join(written)
    blocks, source, other_prose, titled = _find(draft, page, key(told) if len(told) > _TOLD else "")
    if blind and _is_listing(draft.document, page, blocks, least=2):
        blocks, page.chosen = [], -1  # and furniture it is: teasers below a picture, or below a story's last page
    lines = [block.text for block in blocks]
    if len(told) > max(2 * sum(map(len, lines)), 2 * _LITTLE):  # the page keeps most of its story out of sight
        lines, blocks, source = written, [], "json-ld"
    body = "\n\n".join(lines)
    words, paragraphs = count_words(body), len(blocks)
    if source == "html":
        lines, blocks = _learnt(draft, page, lines, blocks)
        body = "\n\n".join(lines)
    draft.put("article_body", body, source)
    draft.article.word_count = words if len(blocks) == paragraphs else count_words(draft.article.article_body)
    draft.put("dateline", dateline(lines[0]) if lines else None, "html")
    if lines and not draft.article.agency:
        draft.put("agency", dateline_agency(lines[0]), "dateline")
    _put_correction(draft, lines)
    if source == "html" and not draft.article.authors and not draft.article.agency:
        draft.put("authors", signature(page, blocks, draft.names), "html, behind the story")
    draft.article.links = _links(draft.document, blocks)
    total = sum(len(b.text) for b in page.blocks) or 1
    holder = page.nodes[page.chosen].element if page.chosen >= 0 else None
    share = sum(b.link_chars for b in page.blocks) / total
    return Shape(paragraphs, words, share, other_prose, titled, _is_listing(draft.document, page, blocks), holder)


def _is_listing(document: Document, page: Page, blocks: list[Block], least: int = 3) -> bool:
    """Whether half of the story's paragraphs, and some (`least`), follow a title that leads on in the site, or begin
    with a title that is a link.

    Where some boxes begin so, the paragraphs that go on in them follow it, too: posts in full length. (Two may be the
    parts of a story that an advertisement parts, each below a link to another one.)
    """
    own = {id(block) for block in blocks if block.prose >= _PARAGRAPH}
    boxes: Counter[int] = Counter()
    led = 0
    begun: set[int] = set()
    for i, block in enumerate(page.blocks):
        if id(block) in own:
            box = page.nodes[block.node].parent
            boxes[box] += 1
            before = page.blocks[max(0, i - 2) : i]
            if before and id(before[-1]) in own:
                before = []
            if _leads_on(block) or any(_is_title(document, block) for block in before):
                led += 1
                begun |= {box} if boxes[box] == 1 else set()
    following = sum(boxes[box] for box in begun) if len(begun) >= _POSTS else led
    return following >= max(least, len(own) / 2)


def _is_title(document: Document, block: Block) -> bool:
    """Whether a block is a link of several words that leads to another page of the site; what is praised in a story
    leads to shops."""
    if block.link_chars < 0.9 * len(block.text) or count_words(block.text) < _TITLE:
        return False
    urls = [absolute(document.base_url, href) or "" for href, _ in block.links]
    return any(domain_of(host_of(url)) == domain_of(host_of(document.url)) for url in urls)


def _leads_on(block: Block) -> bool:
    """Whether the first line of a paragraph is a title that is a link, maybe behind its day: "17.04.2024 Fire in …"."""
    first, rest, _ = block.text.partition("\n")
    title = next((words for _, words in block.links), "")
    return bool(rest) and count_words(title) >= _TITLE and key(first).endswith(key(title))


def _written(text: str, url: str) -> list[str]:
    """The lines of a text that the page's data tell, which may be HTML, escaped or not."""
    text = unescape(text) if "&" in text else text
    if "</" in text or "<br" in text:
        return [block.text for block in read_blocks(Document.parse(text, url).tree).blocks]
    return [line for line in map(clean, text.split("\n")) if line]


def _learnt(draft: Draft, page: Page, lines: list[str], blocks: list[Block]) -> tuple[list[str], list[Block]]:
    """The text without what other pages of the site have as well; the article says what such a text depends on."""
    article = draft.article
    about = doubts(page, blocks)
    article.marks = marks(blocks, about)
    kept = without_furniture(page, blocks, about, draft.learnt)
    if draft.learnt and (version := draft.learnt.version(article.marks)):
        article.reader_version += f"+{version}"
    if len(kept) == len(blocks):
        return lines, blocks
    article.plain_body = "\n\n".join(lines)
    return [block.text for block in kept], kept


def _find(draft: Draft, page: Page, oracle: str) -> _Found:
    """The story's blocks: where the description says, else where the page looks like it, else in its scripts."""
    drop = caption_keys(draft.captions) | {key(name) for name in draft.article.authors}
    if len(draft.article.keywords) > 1:
        drop.add(key(" ".join(draft.article.keywords)))
    at, behind = headline_block(page, draft.article.headline)
    found = _Found(_described(draft.document, draft.layout, drop), "site", titled=behind is not None)
    if not found.blocks and (index := choose(page, oracle, behind)) >= 0:
        page.chosen = index
        names = {key(name) for name in draft.article.authors if len(name) > 5}
        titles = key(draft.article.headline) + key(draft.article.alternative_headline or "")
        blocks = _with_notes(
            page, story(page, index, page.blocks[at] if at >= 0 else None, drop, oracle, names, titles)
        )
        outside = page.nodes[0].weight - page.nodes[index].weight
        found = found._replace(blocks=blocks, source="html", other_prose=outside / (sum(b.prose for b in blocks) or 1))
    about = f"{draft.article.headline} {draft.article.description or ''}"
    if sum(len(b.text) for b in found.blocks) < _LITTLE and (scripted := embedded(draft.document, about, oracle)):
        return found._replace(blocks=scripted, source="embedded state")
    return found


def _described(document: Document, layout: Layout | None, drop: set[str]) -> list[Block]:
    """The blocks inside the elements that the site's description names."""
    if layout is None or not layout.body:
        return []
    unwanted: set[HtmlElement] = {e for selector in layout.remove for e in marked(document, selector)}
    blocks: list[Block] = []
    for element in marked(document, layout.body):
        blocks += story(read_blocks(element, unwanted), 0, None, drop)
    return blocks


def _with_notes(page: Page, blocks: list[Block]) -> list[Block]:
    """The blocks with the corrections that stand beside the story's element, where the page prints them."""
    mine = {id(block) for block in blocks}
    held = {block.key for block in blocks}
    notes = [b for b in page.blocks if is_note(b.text) and id(b) not in mine]
    notes = [b for b in notes if not b.link_chars and b.text[-1] in ".!?" and b.key not in held]
    if not notes or len(notes) > _MOST_NOTES:
        return blocks
    mine.update(map(id, notes))
    for note in notes:
        note.dropped = ""
    return [b for b in page.blocks if id(b) in mine]


def _put_correction(draft: Draft, lines: list[str]) -> None:
    """The corrections in the text, else one that stands elsewhere."""
    notes = [line for line in lines if len(line) < 900 and _may_be_note(line) and _CORRECTION.match(line)]
    if notes:
        draft.put("correction", "\n\n".join(map(without_label, notes)), "html")
    elif told := correction(draft.document, draft.node):
        draft.put("correction", *told)


def _may_be_note(line: str) -> bool:
    head = line[:90].lower()
    return any(map(head.__contains__, _NOTE_SIGNS))


def _links(document: Document, blocks: list[Block]) -> list[Link]:
    """What the text links to, each address once."""
    found: dict[str, Link] = {}
    for block in blocks:
        for href, words in block.links:
            if url := absolute(document.base_url, href):
                found.setdefault(url, Link(url=url, text=words))
    return list(found.values())
