"""From a parsed page to an Article: the order in which the parts are read, and who wins."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Literal

from lxml.html import HtmlElement

from newscrawl.extraction.blocks import Block, Page, read_blocks
from newscrawl.extraction.body import choose, story
from newscrawl.extraction.bylines import authors
from newscrawl.extraction.captions import all_captions, caption_keys, lead_caption, split_credit
from newscrawl.extraction.dates import read_date
from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import strings, types_of
from newscrawl.extraction.layouts import choose_layout, first_text, marked, texts
from newscrawl.extraction.metadata import (
    description,
    headline,
    image,
    is_free,
    keywords,
    section,
    site_names,
    story_node,
)
from newscrawl.extraction.printed import correction, dateline, is_note, without_label
from newscrawl.extraction.published import modified, published
from newscrawl.extraction.state import embedded
from newscrawl.extraction.text import clean, count_words, key
from newscrawl.extraction.verdict import Verdict, judge
from newscrawl.items import Article, Link
from newscrawl.site import Layout, Site
from newscrawl.urls import absolute, canonical, domain_of, host_of, is_web, path_of

__all__ = ["READER_VERSION", "extract", "extract_document", "examine"]

READER_VERSION = "1"
"""Changes whenever the reader gives other results for the same page."""

_LONE_DATELINE = re.compile(r"^[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ža-z .,'’/()-]{1,50}\s*(?:--?|–|—)$")
_CORRECTION = re.compile(
    r"^\W{0,3}(?:correction|clarification|editor['’]?s['’]? note|update"
    r"|anm(?:erkung)? der redaktion|hinweis der redaktion|korrektur"
    r"|corrección|erratum|rectificatif|note de la rédaction|rättelse)\b[^.]{0,40}:?",
    re.IGNORECASE,
)

_MOST_NOTES = 2
"""More lines that begin with "Correction:" outside of the story are a list of corrections."""

Captions = list[tuple[str, str | None]]
"""Captions with their credits, in the order of the page."""


def extract(
    html: bytes | str,
    url: str,
    *,
    encoding: str | None = None,
    fetched_at: datetime | None = None,
    site: Site | None = None,
) -> Article | None:
    """Read one news page; None: it is not an article.

    `encoding` is the charset of the HTTP header, `fetched_at` the time of the visit (nothing was published after it),
    `site` what is known of the site. Pure: no network, no files, no state; never raises on any bytes.
    """
    return extract_document(Document.parse(html, url, encoding), fetched_at=fetched_at, site=site)


def extract_document(
    document: Document, *, fetched_at: datetime | None = None, site: Site | None = None
) -> Article | None:
    """Like `extract`, on a page that is parsed already; the tree is left as it is."""
    article, verdict = examine(document, fetched_at=fetched_at, site=site)
    return article if verdict.is_article else None


def examine(
    document: Document, *, fetched_at: datetime | None = None, site: Site | None = None
) -> tuple[Article, Verdict]:
    """What the page gives if it is taken for an article, and whether it is one."""
    node = story_node(document)
    zone = site.time_zone if site else None
    date = published(document, node, zone=zone, fetched_at=fetched_at)
    layout = choose_layout(document, site, date[0].when.date() if date else None)
    names = site_names(document) + ([site.name] if site else [])
    source: dict[str, str] = {}
    article = Article(url=_address(document, site), page_url=document.url, reader_version=READER_VERSION)
    article.canonical_url = document.canonical_url
    _headline(article, document, node, layout, source)
    _date(article, document, date, layout, zone, fetched_at, source)
    changed = modified(document, node, zone=zone, fetched_at=fetched_at)
    if changed:
        article.date_modified, source["date_modified"] = changed[0].iso, _with_zone(changed[1], changed[0].zone)
    captions = all_captions(document)
    _facts(article, document, node, layout, names, source)
    _caption(article, document, node, layout, captions, source)
    blocks, link_share, other = _body(article, document, node, layout, captions, source)
    article.kind = _kind(document, node, article, blocks)
    article.provenance = source
    verdict = judge(
        document,
        words=article.word_count,
        paragraphs=len(blocks),
        headline=article.headline,
        dated=date is not None and date[1] != "url",
        printed=date is not None and date[1] == "html",
        signed=bool(article.authors or article.agency),
        link_share=link_share,
        other_prose=other,
        site=site,
    )
    return article, verdict


def _address(document: Document, site: Site | None) -> str:
    """The canonical address where it lies within the site and is not its front page; else the page's own."""
    named = document.canonical_url
    if (
        named
        and is_web(named)
        and domain_of(host_of(named)) == domain_of(host_of(document.url))
        and path_of(named) != "/"
    ):
        return canonical(named)
    return canonical(document.url)


def _with_zone(source: str, zone: str) -> str:
    return f"{source}, {zone}" if zone else source


def _headline(
    article: Article, document: Document, node: dict[str, Any], layout: Layout | None, source: dict[str, str]
) -> None:
    if layout and (words := first_text(document, layout.headline)):
        article.headline, source["headline"] = words, "site"
        return
    found, article.alternative_headline = headline(document, node)
    if found:
        article.headline, source["headline"] = found
    if article.alternative_headline:
        source["alternative_headline"] = "meta"


def _date(
    article: Article,
    document: Document,
    date: Any,
    layout: Layout | None,
    zone: str | None,
    fetched_at: datetime | None,
    source: dict[str, str],
) -> None:
    if layout and layout.date_published:
        for element in marked(document, layout.date_published):
            for text in (element.get("datetime"), element.get("content"), clean(element.text_content())):
                moment = read_date(text, zone=zone, language=document.language, fetched_at=fetched_at)
                if moment:
                    date = (moment, "site")
                    break
    if date:
        moment, where = date
        article.date_published, article.date_published_raw = moment.iso, moment.raw
        article.date_precision = moment.precision
        source["date_published"] = _with_zone(where, moment.zone)


def _facts(
    article: Article,
    document: Document,
    node: dict[str, Any],
    layout: Layout | None,
    names: list[str],
    source: dict[str, str],
) -> None:
    """Everything that is told about the story, beside its text, headline and dates."""
    if told := description(document, node):
        article.description, source["description"] = told
    if told := section(document, node):
        article.article_section, source["article_section"] = told
    people, agency, where = authors(document, node, names, article.headline)
    if layout:
        if words := first_text(document, layout.description):
            article.description, source["description"] = words, "site"
        if words := first_text(document, layout.section):
            article.article_section, source["article_section"] = words, "site"
        if listed := texts(document, layout.authors):
            from newscrawl.extraction.authors import people as split

            people, credited = split(listed, names)
            agency, where = credited or agency, "site"
    article.authors, article.agency = people, agency
    if people:
        source["authors"] = where
    if agency:
        source["agency"] = where
    article.keywords, where = keywords(document, node)
    if article.keywords:
        source["keywords"] = where
    language = next(iter(strings(node.get("inLanguage"))), None)
    if language and re.fullmatch(r"[A-Za-z]{2,3}([-_]\w{2,8})*", language):
        article.in_language, source["in_language"] = language.replace("_", "-"), "json-ld"
    elif document.language:
        article.in_language, source["in_language"] = document.language, "html"
    if free := is_free(document, node):
        article.is_accessible_for_free, source["is_accessible_for_free"] = free[0] == "true", free[1]
    address, _, where = image(document, node)
    if address:
        article.image_url, source["image_url"] = address, where


def _caption(
    article: Article,
    document: Document,
    node: dict[str, Any],
    layout: Layout | None,
    captions: Captions,
    source: dict[str, str],
) -> None:
    if layout and layout.image_caption and (words := first_text(document, layout.image_caption)):
        article.image_caption, article.image_credit = split_credit(words)
        source["image_caption"] = "site"
        if told_credit := first_text(document, layout.image_credit):
            article.image_credit = told_credit.strip("()[] ")
    else:
        picture = image(document, node)[1]
        caption, credit = lead_caption(captions)
        where: str = "html"
        if not caption and (told := strings(picture.get("caption") or picture.get("description"))):
            caption, credit = split_credit(told[0])
            where = "json-ld"
        credit = credit or next(iter(strings(picture.get("creditText") or picture.get("copyrightHolder"))), None)
        article.image_caption, article.image_credit = caption or None, credit or None
        if caption:
            source["image_caption"] = where
    if article.image_credit:
        source["image_credit"] = source.get("image_caption", "html")


def _body(
    article: Article,
    document: Document,
    node: dict[str, Any],
    layout: Layout | None,
    captions: Captions,
    source: dict[str, str],
) -> tuple[list[Block], float, float]:
    """Fill everything that the text gives. Blocks, links' share of the page's text, prose outside of the story."""
    drop = caption_keys(captions)
    drop.update(key(a) for a in article.authors)
    page = read_blocks(document.tree)
    total = sum(len(b.text) for b in page.blocks) or 1
    link_share = sum(b.link_chars for b in page.blocks) / total
    told = clean(next(iter(strings(node.get("articleBody"))), ""))
    oracle = key(told) if len(told) > 400 else ""
    blocks: list[Block] = []
    other = 0.0
    if layout and layout.body:
        blocks = _described(document, layout, drop)
        source["article_body"] = "site"
    if not blocks:
        index = choose(page, oracle)
        if index >= 0:
            names = {key(a) for a in article.authors if len(a) > 5}
            blocks = _with_notes(page, story(page, index, article.headline, drop, oracle, names))
            inside = sum(b.prose for b in blocks)
            other = (page.nodes[0].weight - page.nodes[index].weight) / (inside or 1)
            source["article_body"] = "html"
    if sum(len(b.text) for b in blocks) < 300 and (found := embedded(document)):
        blocks, source["article_body"] = found, "embedded state"
    lines = _joined([b.text for b in blocks], article)
    if oracle and len(told) > 2 * sum(map(len, lines)) and len(told) > 600:
        raw = next(iter(strings(node.get("articleBody"))), "")
        lines = [clean(p) for p in raw.split("\n") if clean(p)]
        blocks, source["article_body"] = [], "json-ld"
    article.article_body = "\n\n".join(lines)
    article.word_count = count_words(article.article_body)
    if place := dateline(lines[0]) if lines else None:
        article.dateline, source["dateline"] = place, "html"
    notes = [line for line in lines if len(line) < 900 and _CORRECTION.match(line)]
    if notes:
        article.correction, source["correction"] = "\n\n".join(map(without_label, notes)), "html"
    elif told_note := correction(document, node):
        article.correction, source["correction"] = told_note
    seen: set[str] = set()
    for block in blocks:
        for href, words in block.links:
            if (url := absolute(document.base_url, href)) and url not in seen:
                seen.add(url)
                article.links.append(Link(url=url, text=words))
    return blocks, link_share, other


def _with_notes(page: Page, blocks: list[Block]) -> list[Block]:
    """The blocks with the corrections that stand beside the story's element, where the page prints them."""
    mine = {id(block) for block in blocks}
    held = {key(block.text) for block in blocks}
    notes = [
        b
        for b in page.blocks
        if id(b) not in mine
        and is_note(b.text)
        and not b.link_chars
        and b.text[-1] in ".!?"
        and key(b.text) not in held
    ]
    if not notes or len(notes) > _MOST_NOTES:
        return blocks
    mine.update(map(id, notes))
    return [b for b in page.blocks if id(b) in mine]


def _described(document: Document, layout: Layout, drop: set[str]) -> list[Block]:
    """The blocks inside the elements that the site's description names."""
    unwanted: set[HtmlElement] = {e for selector in layout.remove for e in marked(document, selector)}
    blocks: list[Block] = []
    for element in marked(document, layout.body):
        page = read_blocks(element, unwanted)
        blocks += story(page, 0, "", drop)
    return blocks


def _joined(lines: list[str], article: Article) -> list[str]:
    """The lines with a dateline that stands alone put in front of its paragraph."""
    if len(lines) > 1 and _LONE_DATELINE.match(lines[0]):
        return [f"{lines[0]} {lines[1]}", *lines[2:]]
    return lines


def _kind(
    document: Document, node: dict[str, Any], article: Article, blocks: list[Block]
) -> Literal["article", "liveblog", "gallery", "video"]:
    """The story's form."""
    types = {t for n in document.json_ld for t in types_of(n)}
    if "LiveBlogPosting" in types_of(node):
        return "liveblog"
    if "ImageGallery" in types and article.word_count < 150:
        return "gallery"
    kind = (document.first_meta("og:type") or "").lower()
    if kind.startswith("video") and article.word_count < 200:
        return "video"
    return "article"
