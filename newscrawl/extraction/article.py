"""From a parsed page to an Article: the order in which the parts are read."""

from __future__ import annotations

from datetime import datetime

from newscrawl import READER_VERSION
from newscrawl.extraction.captions import all_captions
from newscrawl.extraction.consent import asks_for_consent
from newscrawl.extraction.dates import Moment
from newscrawl.extraction.document import Document
from newscrawl.extraction.draft import Draft
from newscrawl.extraction.facts import put_authors, put_dates, put_facts, put_headline, put_picture
from newscrawl.extraction.forms import put_form
from newscrawl.extraction.images import images
from newscrawl.extraction.layouts import choose_layout
from newscrawl.extraction.live import put_live
from newscrawl.extraction.metadata import story_node
from newscrawl.extraction.names import site_names
from newscrawl.extraction.near import surroundings
from newscrawl.extraction.prose import put_text
from newscrawl.extraction.published import LAST_CHANGE, published
from newscrawl.extraction.verdict import Verdict, judge
from newscrawl.extraction.walls import put_wall
from newscrawl.items import Article
from newscrawl.site import Site
from newscrawl.urls import canonical, domain_of, host_of, is_web, path_of

__all__ = ["examine", "extract", "extract_document"]


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
    article = Article(url=_address(document), page_url=document.url, reader_version=READER_VERSION)
    article.canonical_url = document.canonical_url
    draft = Draft(
        article=article,
        document=document,
        node=node,
        layout=choose_layout(document, site, date[0].when.date() if date else None),
        names=site_names(document) + ([site.name] if site else []),
        captions=all_captions(document),
        learnt=site.learnt if site else None,
    )
    put_headline(draft)
    put_dates(draft, date, zone=zone, fetched_at=fetched_at)
    put_facts(draft)
    put_authors(draft)
    put_picture(draft)
    shape = put_text(draft)
    put_live(draft, zone=zone, fetched_at=fetched_at)
    put_form(draft)
    put_wall(draft)
    article.images = images(document, article, shape.holder)
    # A story about consent prints the headline that its data tell.
    if (article.alternative_headline or not shape.titled) and asks_for_consent(article.article_body, shape.words):
        return article, Verdict(False, "it asks for consent", never=True)
    verdict = judge(
        document,
        words=max(shape.words, article.word_count),  # (a gallery's captions, a live blog's entries)
        paragraphs=shape.paragraphs,
        headline=article.headline,
        titled=shape.titled,
        listing=shape.listing,
        dated=date is not None and date[1] != LAST_CHANGE,
        printed=date is not None and (date[1] == "url" or date[1] == "html" and not _is_headed(draft, date[0])),
        signed=bool(article.authors or article.agency),
        link_share=shape.link_share,
        other_prose=shape.other_prose,
        site=site,
    )
    return article, verdict


def _is_headed(draft: Draft, moment: Moment) -> bool:
    """Whether a day is printed with the headline."""
    first = draft.article.article_body.partition("\n")[0]
    return surroundings(draft.document, draft.article.headline).heads(moment.raw, first)


def _address(document: Document) -> str:
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
