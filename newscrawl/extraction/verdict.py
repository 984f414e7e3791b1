"""Is a page an article? Decided from what the page is, and said in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from newscrawl.extraction.document import Document
from newscrawl.extraction.jsonld import types_of
from newscrawl.extraction.metadata import STORY_TYPES
from newscrawl.extraction.text import count_words, folded
from newscrawl.notthere import says_not_there
from newscrawl.site import Site
from newscrawl.urls import domain_of, host_of, path_of

__all__ = ["Verdict", "judge"]

_LISTS = frozenset(
    ("CollectionPage", "SearchResultsPage", "ProfilePage", "AboutPage", "ContactPage", "FAQPage", "ItemList")
)
# What marketplaces, calendars and databases beside the news are made of (schema.org).
_THING_NAMES = (
    "Product ProductGroup Offer AggregateOffer JobPosting Event Festival SportsEvent MusicEvent TheaterEvent Place"
    " LocalBusiness Restaurant Hotel Apartment House SingleFamilyResidence Residence Accommodation RealEstateListing"
    " Car Vehicle SoftwareApplication WebApplication MobileApplication VideoGame Game Quiz Course FinancialProduct"
    " InvestmentFund ExchangeRateSpecification Dataset DefinedTerm Book Movie TVSeries PodcastSeries RadioSeries"
)
_THINGS = frozenset(_THING_NAMES.split())
_SOLD = frozenset(("Product", "Offer"))
"""Microdata of a shop's page; one without the other stands in tests of products, too."""
_OTHERS = frozenset(("product", "product.item", "product.group", "profile"))
"""What og:type calls pages of shops and of authors."""
_FEEDS = frozenset(("rss", "feed", "rdf:rdf", "urlset", "sitemapindex"))
"""Roots of what programs read."""
# Patterns of addresses in lower case
_DATED = re.compile(
    r"/(?:19|20)\d\d[/-]?\d{2}|\d{5,}|[0-9a-f]{8,}|\.s?html?$|/(?:article|story|stories|news|artikel)/[^/]+"
)
_LISTING = re.compile(
    r"/(?:tags?|topics?|authors?|categor(?:y|ies)|search|page|profile|people|sections?|latest)(?:/|$)|[?&](?:s|q|query|search)="
    r"|[?&]page=\d+(?:&|$)"
)
# Where publishers tell of themselves and of what they sell.
_HOUSE = re.compile(
    r"/(?:press-?releases?|pressemitteilung(?:en)?|about(?:-us)?|ueber-uns|advertis\w+|mediadaten"
    r"|media-?kit|terms(?:-(?:of|and|use|service|sale|conditions))*"
    r"|privacy(?:-(?:and|cookies?|policy|notice|statement|settings|cent(?:er|re)))*|imprint|impressum|datenschutz\w*|agb"
    r"|contact(?:-us)?|kontakt|faq|newsletters?)(?:/|\.\w{3,5}$|$)"
)
_SENTENCE = 4
"""Words of a headline that tells something."""
_NOTICE = 60
"""Words of a page that is shown for what is not there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page is an article, and why, in words that a person understands."""

    is_article: bool
    reason: str
    never: bool = False
    """Its address, its structured data or its titles, which lead to other pages, say that it is something else, whoever
    announces it as a story."""


def judge(
    document: Document,
    *,
    words: int,
    paragraphs: int,
    headline: str = "",
    titled: bool = False,
    listing: bool = False,
    dated: bool = False,
    printed: bool = False,
    signed: bool = False,
    link_share: float = 0.0,
    other_prose: float = 0.0,
    site: Site | None = None,
) -> Verdict:
    """Weigh what speaks for a story against what speaks for another kind of page.

    `words`, `paragraphs`: of the text that was read; `titled`: the page prints the headline as a heading;
    `listing`: that text stands behind titles which lead to other pages;
    `dated`, `signed`: whether the page names a day and an author; `printed`: the day is no more than printed, away
    from the headline, like that in a masthead, or part of the address;
    `link_share`: links' share of all the text on the page, 0 to 1; `other_prose`: prose outside of the story for one
    character in it.
    """
    if not headline:
        return Verdict(False, "no headline")
    if next((child.tag for child in document.tree.iterfind("body/*")), "") in _FEEDS:
        return Verdict(False, "a feed or a sitemap, not a page")
    path = path_of(document.url)
    low = folded(path)
    if site is not None:
        if any(re.search(p, path) for p in site.articles):
            if words >= 15:
                return Verdict(True, "the site's description calls it an article")
        elif any(re.search(p, path) for p in site.listings):
            return Verdict(False, "the site's description calls it a listing")
    parts = urlsplit(document.url)
    if parts.path.rstrip("/") in ("", "/index.html", "/index.php", "/index.htm") and not parts.query:
        return Verdict(False, "the address of a front page")
    if words < _NOTICE and says_not_there(document.title or headline) and says_not_there(headline):
        return Verdict(False, "it says itself that it is not there")  # whatever the data of its template call it
    stories = [n for n in document.json_ld if types_of(n) & STORY_TYPES]
    lists = {t for n in document.json_ld for t in types_of(n) & _LISTS}
    form = (document.first_meta("og:type") or "").lower()
    kinds = () if stories else (document.tree.get("itemtype") or "", *document.itemtypes)
    names = {kind.rsplit("/", 1)[-1] for kind in kinds}
    micro = bool(names & STORY_TYPES)
    if words == 0:
        if dated and len(stories) == 1 or micro:
            return Verdict(True, "structured data calls it an article: no text")
        return Verdict(False, "no text")
    thing = names >= _SOLD or form in _OTHERS or any(_is_thing(node, document.url) for node in document.json_ld)
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    slug = last.count("-") + last.count("_")
    points = 0.0
    points += 3 if stories and len(stories) <= 3 else 1 if stories else 0
    points += 1.5 if micro else 0
    points -= 3 if lists - {"ItemList"} and not stories else 1.5 if lists - {"ItemList"} else 0
    points += {"article": 1, "website": -0.5}.get(form, 0)
    points += 1.5 if dated and (signed or not printed) else 0 if dated else -1.5
    points += 0.75 if signed else 0
    points += 1 if _DATED.search(low) else 0
    telling = slug >= 3 or titled and count_words(headline) >= _SENTENCE  # sections' names have few words
    points += 1 if telling else -0.5 if slug == 0 and not any(c.isdigit() for c in last) else 0
    points -= 2.5 if _LISTING.search(low) else 0
    never = bool((thing or _HOUSE.search(low)) and not stories and not micro)
    points -= 3 if never else 0
    points += 1.5 if words >= 120 else 0.5 if words >= 50 else -1 if words >= 20 else -2.5
    points += 0.5 if paragraphs >= 3 else 0
    points -= 1.5 if link_share > 0.6 and words < 200 else 0
    points -= 1.5 if other_prose > 1.5 else 0
    listed = listing and not stories and not micro
    points -= 4 if listed else 0
    facts = _facts(stories=bool(stories) or micro, lists=bool(lists), dated=dated, signed=signed, words=words)
    if points >= 2:
        return Verdict(True, f"tells one story: {facts}")
    return Verdict(False, f"does not look like a story: {facts}", never or listed)


def _is_thing(node: dict[str, Any], url: str) -> bool:
    """Whether a node is of a marketplace, calendar or database; local papers call themselves a business as well."""
    if not types_of(node) & _THINGS:
        return False
    home = str(node.get("url") or "")
    return path_of(home) != "/" or domain_of(host_of(home)) != domain_of(host_of(url))


def _facts(*, stories: bool, lists: bool, dated: bool, signed: bool, words: int) -> str:
    """What the verdict rests on."""
    has = [
        f"{words} words",
        "structured data calls it an article" if stories else "",
        "structured data calls it a list or a page about the site" if lists else "",
        "a date" if dated else "",
        "a byline" if signed else "",
    ]
    lacks = [
        "" if stories else "no structured data of an article",
        "" if dated else "no date",
        "" if signed else "no byline",
    ]
    without = " and ".join(", ".join(filter(None, lacks)).rsplit(", ", 1))
    return ", ".join(filter(None, has)) + (f", but {without}" if without else "")
