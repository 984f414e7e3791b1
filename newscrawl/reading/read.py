"""The one door of reading: a page in, a `Reading` out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from newscrawl.extraction import Document, examine
from newscrawl.items import Kind
from newscrawl.reading.addresses import further, shape
from newscrawl.reading.anchors import anchors, text_of
from newscrawl.reading.classify import classify, known_kind
from newscrawl.reading.feeds import read_feed
from newscrawl.reading.found import addresses, menu_hosts
from newscrawl.reading.listing import listing
from newscrawl.reading.partnames import part_number
from newscrawl.reading.parts import FURTHER_PART, first_part, further_parts
from newscrawl.reading.rails import described
from newscrawl.reading.reading import Reading
from newscrawl.reading.regions import Regions
from newscrawl.reading.scope import Scope
from newscrawl.reading.scriptlists import script_lists
from newscrawl.reading.sitemaps import is_list, read_addresses, read_sitemap
from newscrawl.reading.sniff import sniff
from newscrawl.reading.unpack import unpack
from newscrawl.robotsmeta import of_metas
from newscrawl.site import Site

__all__ = ["read"]


_TEXT = 1_000
"""Characters of its text that a page is known by."""


class _How(TypedDict):
    """What all readers are told."""

    site: Site
    page_url: str | None
    fetched_at: datetime | None


def read(
    body: bytes,
    url: str,
    *,
    site: Site,
    page_url: str | None = None,
    encoding: str | None = None,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    hint: Kind | None = None,
    token: str = "",
    follow: bool = True,
) -> Reading:
    """Read a page. Pure: no network, no files, no state.

    `url` is the address that answered, `page_url` the ledger's address of the page where that is another one;
    `encoding` the charset of the Content-Type header and `content_type` the header itself; `hint` what the ledger
    expects; `token` the product token of our User-Agent, which metas may name; without `follow` it is not told where a
    page leads to, a tenth of the time. A feed or sitemap gives the addresses that it names; anything else that is no
    page gives a reading of kind "other" that says what it is.
    """
    if fetched_at is not None and fetched_at.tzinfo is None:
        fetched_at = fetched_at.replace(tzinfo=UTC)
    content, fault = unpack(body)
    if content is not body:
        content_type = None  # it is the file's
    form, words = sniff(content, content_type)
    how: _How = {"site": site, "page_url": page_url, "fetched_at": fetched_at}
    if form == "json" and hint == "feed":
        form, words = "feed", "a list in JSON"
    if form == "feed":
        reading = read_feed(content, url, words, **how)
    elif form == "sitemap":
        reading = read_sitemap(content, url, words, **how)
    elif hint == "sitemap" and is_list(content):
        reading = read_addresses(content, url, **how)
    elif content is not body and (form != "html" or fault):
        return Reading(kind="other", reason="a compressed file, not a page")
    elif form in ("json", "other"):
        return Reading(kind="other", reason=f"{words}, not a page")
    else:
        reading = read_document(Document.parse(content, url, encoding), hint=hint, token=token, follow=follow, **how)
        return _in_place_of(reading, hint, Scope(site, url)) if hint in ("feed", "sitemap") else reading
    if fault:
        reading.reason += f" ({fault})"
    return reading


def _in_place_of(reading: Reading, hint: Kind, scope: Scope) -> Reading:
    """A page where a sitemap or feed was expected.

    Many servers answer every address with a page: it is no listing to come back to. At a feed's address there may be
    one, unless it is the front page again.
    """
    if hint == "feed" and not (reading.canonical_url and scope.is_front(reading.canonical_url)):
        return reading
    return Reading(
        kind="other",
        reason=f"a page where a {hint} was expected",
        found=[found for found in reading.found if found.kind in ("feed", "sitemap")],
        title=reading.title,
        canonical_url=reading.canonical_url,
        robots=reading.robots,
    )


def read_document(
    document: Document,
    *,
    site: Site,
    page_url: str | None = None,
    fetched_at: datetime | None = None,
    hint: Kind | None = None,
    token: str = "",
    follow: bool = True,
) -> Reading:
    """Read a page that is parsed already."""
    listed_as = page_url or document.url
    scope = Scope(site, document.url, listed_as, shortlinks=document.shortlinks)
    links = anchors(document, Regions())
    seen = listing(links, listed_as, scope, described(document, site, listed_as))
    teasers = seen.teasers
    here = (part_number(document.url, listed_as) if document.url != listed_as else 1) or 1
    article, text = None, ""
    if (kind := known_kind(document, scope, hint)) is not None:
        reason = "a front page of the site" if kind == "front" else "the site's description calls it a listing"
    else:
        article, verdict = examine(document, fetched_at=fetched_at, site=site)
        text = article.article_body[:_TEXT]
        kind, reason = classify(document, article, verdict, teasers, scope, hint)
        if kind != "article" and text and here > 1:
            kind, reason = "article", FURTHER_PART
    also: list[str] = []
    if not teasers and (kind in ("front", "section") or (kind == "other" and shape(document.url)[0] != "article")):
        told, also = script_lists(document, listed_as, scope)
        teasers = told
        if told and kind == "other":
            kind, reason = "section", f"no story of its own, {len(told)} teasers in its scripts"
    parts = further_parts(links, listed_as) if kind == "article" else {}
    found = addresses(document, scope, kind, links, teasers, seen.prose, fetched_at, parts, also) if follow else []
    return Reading(
        kind=kind,
        reason=reason,
        article=article if kind == "article" else None,
        teasers=teasers if follow or kind != "article" else [],
        found=found,
        next_part=next((url for url, number in parts.items() if number == here + 1), None),
        part_of=first_part(links, listed_as) if kind == "article" else None,
        canonical_url=document.canonical_url,
        robots=of_metas(document.meta, token),
        hosts=menu_hosts(links, scope) if kind == "front" else [],
        further=further(listed_as),
        title=document.title,
        headline=_first_heading(document),
        text=text,
    )


def _first_heading(document: Document) -> str:
    element = next(iter(document.named["h1"]), None)
    return "" if element is None else text_of(element)
