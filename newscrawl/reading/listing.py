"""Teasers, told apart from furniture by their structure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import median

from lxml.html import HtmlElement

from newscrawl.items import Teaser
from newscrawl.reading.addresses import date_in, shape
from newscrawl.reading.anchors import Anchor, text_of
from newscrawl.reading.blocks import Blocks
from newscrawl.reading.scope import Scope
from newscrawl.reading.teaser import parts
from newscrawl.reading.twins import twin_of
from newscrawl.reading.words import count

__all__ = ["Listing", "listing"]

_ENOUGH = 3
"""Points from which a link is taken for a teaser's."""
_MOST_BY_ADDRESS = 4
"""Of these, points that its address may give."""
_AGAINST = {
    "content": 0,
    "header": -2,
    "menu": -4,
    "footer": -4,
    "trail": -7,
    "pages": -7,
    "label": -3,
    "share": -6,
    "comments": -4,
}
_MOST_LINKS = 20
"""Links to one address that are looked at: more of them announce it no better, and each is compared with the others."""
_PROSE = 80
"""Characters of a paragraph that is part of a text."""


@dataclass(slots=True)
class Listing:
    """What a page announces."""

    teasers: list[Teaser]
    """In reading order."""
    prose: set[str]
    """Addresses that running text links to."""


def listing(
    links: list[Anchor], page_url: str, scope: Scope, rails: list[tuple[HtmlElement, list[tuple[HtmlElement, Teaser]]]]
) -> Listing:
    """The teasers among a page's links; `page_url` is the ledger's address of the page.

    `rails` are the containers that the site's description names, with their teasers: nothing else is read there.
    """
    order = {link.element: number for number, link in enumerate(links)}
    told = [(order.get(element, 0), teaser) for _, teasers in rails for element, teaser in teasers]
    taken = {element for container, _ in rails for element in container.iter()}
    known = {link.url for link in links}
    twins = {url: story for url in known if (story := twin_of(url, page_url, known)) and story not in known}
    links = [link for link in links if link.element not in taken]
    if twins:  # a print or AMP twin, and nothing that leads to the story itself
        links = [replace(link, url=twins.get(link.url, link.url)) for link in links]
    prose: set[HtmlElement] = set()
    containers: dict[HtmlElement, bool] = {}
    lengths: dict[HtmlElement, int] = {}  # a paragraph may hold ten thousand links
    for link in links:
        if link.region == "content" and not link.heading and _in_prose(link, containers, lengths):
            prose.add(link.element)
    by_url: dict[str, list[Anchor]] = defaultdict(list)
    for link in links:
        if link.element not in prose:
            by_url[link.url].append(link)
    generic = _generic(by_url)
    chosen, spoken = _chosen(by_url, generic, page_url, scope)
    chosen.sort(key=lambda link: order[link.element])
    blocks = Blocks(chosen, spoken)
    seen = [(order[element], teaser) for element, teaser in _teasers(chosen, blocks, generic, page_url)]
    teasers = [teaser for _, teaser in sorted([*seen, *told], key=lambda entry: entry[0])]
    for number, teaser in enumerate(teasers, 1):
        teaser.position = number
    return Listing(teasers, {link.url for link in links if link.element in prose})


def _chosen(
    by_url: dict[str, list[Anchor]], generic: frozenset[str], page_url: str, scope: Scope
) -> tuple[list[Anchor], frozenset[str]]:
    """The links that lead to stories, and those of their addresses that a headline leads to."""
    chosen: list[Anchor] = []
    spoken = set()
    for url, group in by_url.items():
        verdict = scope.described(url)
        best = max([_points(link, generic) for link in group])
        if best + _MOST_BY_ADDRESS < _ENOUGH and verdict != "article":
            continue  # most links of menus
        if verdict in ("ignore", "listing") or not scope.newsroom(url) or scope.is_own(url) or scope.is_front(url):
            continue
        if scope.is_share(url) or twin_of(url, page_url, by_url.keys()) is not None:
            continue
        if verdict == "article":
            best = max(best + 3, _ENOUGH if any(link.region == "content" for link in group) else best)
        kind, points = shape(url)
        if all(0 < link.count <= 2 and not link.heading and link.folded not in generic for link in group):
            best -= 2  # "Russia", "Subscribe": names of things, not headlines
        best += min(points, _MOST_BY_ADDRESS) if kind != "file" else -9
        if best < _ENOUGH and not (best + 2 >= _ENOUGH and any(_is_dated(link) for link in group)):
            continue
        whole = ([link for link in group if not link.fragment] or group)[:_MOST_LINKS]
        chosen.extend(whole)
        if any((link.heading or link.count >= 3) and link.folded not in generic for link in whole):
            spoken.add(url)
    return chosen, frozenset(spoken)


def _teasers(
    chosen: list[Anchor], blocks: Blocks, generic: frozenset[str], page_url: str
) -> list[tuple[HtmlElement, Teaser]]:
    """The teasers of the chosen links, each with its first link."""
    groups: list[tuple[str, list[HtmlElement], list[Anchor]]] = []
    for link in chosen:
        block = blocks.block(link)
        if groups:
            url, nodes, anchors = groups[-1]
            if url == link.url and (block in nodes or block.getparent() is nodes[-1].getparent()):
                if block not in nodes:
                    nodes.append(block)
                anchors.append(link)
                continue
        groups.append((link.url, [block], [link]))
    teasers: list[tuple[HtmlElement, Teaser]] = []
    seen: set[tuple[str, str]] = set()
    for url, nodes, anchors in groups:
        rail = blocks.rail(nodes[0])
        after = blocks.following(nodes[-1])
        story = dict.fromkeys([a.element for a in anchors])  # in the order of the page
        found = parts([*nodes, after] if after is not None else nodes, story.keys(), generic)
        if found is None or (rail, url) in seen or found.headline == rail:
            continue
        seen.add((rail, url))
        teaser = Teaser(
            listing_url=page_url,
            article_url=url,
            headline=found.headline,
            rail=rail,
            description=found.description,
            label=found.label,
            date_hint=found.date or date_in(url),
        )
        teasers.append((anchors[0].element, teaser))
    return _without_menus(teasers)


def _without_menus(teasers: list[tuple[HtmlElement, Teaser]]) -> list[tuple[HtmlElement, Teaser]]:
    """The teasers without rails of names: menus that nothing else gives away."""
    words: dict[str, list[int]] = defaultdict(list)
    for _, teaser in teasers:
        words[teaser.rail].append(count(teaser.headline))
    menus = {rail for rail, counts in words.items() if rail and len(counts) >= 3 and median(counts) <= 2}
    return [entry for entry in teasers if entry[1].rail not in menus]


def _points(link: Anchor, generic: frozenset[str]) -> int:
    """How much a link looks like a headline, without its address."""
    words = link.count
    if link.folded in generic:
        words = 0
    points = 3 if words >= 5 else 2 if words == 4 else 1 if words == 3 else 0 if words in (0, 2) else -1
    if words and link.heading:
        points += 2
    if "nofollow" in link.rel:
        points -= 1
    if "author" in link.rel or "tag" in link.rel.split() or "license" in link.rel:
        points -= 6
    return points + _AGAINST[link.region]


def _is_dated(link: Anchor) -> bool:
    """Whether a heading's link stands in a card that tells a time: it leads to a story, however short its words are."""
    if not link.heading or link.region != "content":
        return False
    card = next(link.element.iterancestors("article", "li"), None)
    return card is not None and next(card.iter("time"), None) is not None


def _generic(by_url: dict[str, list[Anchor]]) -> frozenset[str]:
    """Words that lead to several addresses, "Read more": they name none of them."""
    where: dict[str, set[str]] = defaultdict(set)
    for url, group in by_url.items():
        for link in group:
            if link.words and link.count <= 5:
                where[link.folded].add(url)
    # Two stories may well have the same headline.
    return frozenset(words for words, urls in where.items() if len(urls) > 1 + (count(words) > 3))


def _in_prose(link: Anchor, containers: dict[HtmlElement, bool], lengths: dict[HtmlElement, int]) -> bool:
    """Whether a link stands in running text: a paragraph among paragraphs, most of which link to nothing."""
    element = link.element
    block = element.getparent()
    for _ in range(3):
        if block is None or block.tag in ("p", "li", "blockquote", "td", "div", "dd"):
            break
        block = block.getparent()
    if block is None:
        return False
    if block.tag in ("div", "td", "dd"):  # text parted by <br>
        parted = bool((element.tail or "").strip()) or _text_before(element)
        return parted and _length(block, lengths) > len(link.words) + 300
    if block.tag == "li":
        if _length(block, lengths) <= len(link.words) + 12:
            return False
        block = block.getparent()
        if block is None:
            return False
    parent = block.getparent()
    if parent is None:
        return False
    known = containers.get(parent)
    if known is None:
        known = containers[parent] = _holds_prose(parent)
    return known and not (block.tag == "p" and _length(block, lengths) <= len(link.words) + 3)


def _holds_prose(element: HtmlElement) -> bool:
    """Whether an element has two long paragraphs without links."""
    plain = 0
    for child in element:
        if child.tag == "p" and next(child.iter("a"), None) is None and len(text_of(child)) >= _PROSE:
            plain += 1
            if plain == 2:
                return True
    return False


def _length(block: HtmlElement, lengths: dict[HtmlElement, int]) -> int:
    """Characters of a block, counted once."""
    known = lengths.get(block)
    if known is None:
        known = lengths[block] = len(text_of(block))
    return known


def _text_before(element: HtmlElement) -> bool:
    before = element.getprevious()
    if before is not None:
        return bool((before.tail or "").strip())
    parent = element.getparent()
    return parent is not None and bool((parent.text or "").strip())
