"""Feeds: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 1.0 (RFC 4287) and 0.3, JSON Feed 1.1. Every story that one names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from newscrawl.items import Found
from newscrawl.reading.addresses import date_in, page_number, parts
from newscrawl.reading.jsonfeed import json_entries
from newscrawl.reading.moments import Dates, Moment
from newscrawl.reading.named import Named, judge, newest_first, resolve, summary
from newscrawl.reading.reading import Reading
from newscrawl.reading.scan import Entry, Field, entries
from newscrawl.reading.scope import Scope
from newscrawl.site import Site
from newscrawl.urls import absolute

__all__ = ["is_comments", "read_feed"]

FEED_STORY = 590
"""Just below a front page's stories (see `found`); the newest first, and the hundredth still before a section."""
_LAST_FEED_STORY = 490
_FURTHER = 150
_DEEP_FROM = 500
"""A feed that names a newsroom's whole past is no way to its news: entries from here on wait for a backfill."""
_MOST = 50_000

_ENTRIES = frozenset(("item", "entry"))
_DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified", "lastbuilddate")
_WANTED = frozenset((*_DATES, "link", "guid", "id", "origlink", "generator"))
_ELSEWHERE = ("mrss", "itunes", "sitemap-image", "sitemap-video")  # namespaces that tell of pictures and sounds
_COMMENTS = re.compile(
    r"/(?:comments?|kommentare?|commentaires|comentarios)/(?:feed|rss|atom)|/(?:feed|rss|atom)/comments?\b"
    r"|[?&]feed=(?:rss2?-)?comments|/comments?\.(?:xml|rss|atom)$|/feeds/\d+/comments/",
    re.IGNORECASE,
)
_HOUSE_FEED = re.compile(r"(?:/[\w-]+)?/feed/?", re.IGNORECASE)
"""The feed of a whole site, which may lie below a path: those of sections tell the same stories again."""
_COMMENT = re.compile(r"#(?:comment|kommentar|respond|c\d|disqus)", re.IGNORECASE)


def is_comments(url: str) -> bool:
    """Whether an address is that of a feed of readers' comments."""
    return _COMMENTS.search(url) is not None


def read_feed(
    body: bytes, url: str, words: str, *, site: Site, page_url: str | None = None, fetched_at: datetime | None = None
) -> Reading:
    """Read a feed; `words` say which kind it is, "an RSS feed". Pure, and nothing in a feed can make it raise.

    Stories of other newsrooms are named without a kind: the ledger records and never asks them.
    """
    scope = Scope(site, url, page_url)
    dates = Dates(site.time_zone, site.language, fetched_at)
    further: list[str] = []
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        named = list(json_entries(body, url, dates, further))
    else:
        named = list(_xml_entries(body, url, dates, further))
    told = summary([n.moment.when if n.moment else None for n in named])
    if is_comments(url) or (named and sum(_COMMENT.search(n.url) is not None for n in named) * 2 > len(named)):
        return Reading(kind="feed", reason=f"{words} of comments with {told}, none followed")
    found = [*_stories(named, scope), *(_further(next_, scope) for next_ in further if not scope.is_own(next_))]
    number = page_number(page_url or url) or 0
    return Reading(kind="feed", reason=f"{words} with {told}", found=found, further=number)


def _stories(named: list[Named], scope: Scope) -> Iterator[Found]:
    seen: set[str] = set()
    for rank, entry in enumerate(newest_first(named)):
        address = entry.url.partition("#")[0]
        if address in seen or scope.is_own(address) or scope.is_front(address):
            continue
        seen.add(address)
        for found in judge(address, scope, "article"):
            if found.kind in ("article", "section") and found.skip is None:
                found.priority = max(FEED_STORY - rank, _LAST_FEED_STORY)
                found.deep = rank >= _DEEP_FROM
                found.date_hint = (entry.moment.hint if entry.moment else None) or date_in(address)
            yield found


def _further(url: str, scope: Scope) -> Found:
    """The next page of a feed, or its archive (RFC 5005)."""
    return Found(url=url, kind="feed", priority=_FURTHER, deep=True, skip=scope.ignored(url))


def _xml_entries(body: bytes, url: str, dates: Dates, further: list[str]) -> Iterator[Named]:
    outside: list[Field] = []
    number = -1
    for number, entry in enumerate(entries(body, _ENTRIES, _WANTED, url, outside=outside)):
        if number >= _MOST:
            break
        fields = [f for f in entry.fields if not f.parent and not any(mark in f.space for mark in _ELSEWHERE)]
        if (address := _address(fields, entry)) is not None:
            yield Named(address, _moment(fields, dates))
    if number >= 0 and any(_is_wordpress(told) for told in outside) and _HOUSE_FEED.fullmatch(parts(url)[1]):
        further.append(f"{url.partition('?')[0]}?paged={(page_number(url) or 1) + 1}")
    for link in outside:
        rel = link.attributes.get("rel", "").lower().split()
        href = link.attributes.get("href")
        if link.name == "link" and href and ("next" in rel or "prev-archive" in rel):
            further.extend(filter(None, (absolute(_base(link, url), href),)))


def _is_wordpress(told: Field) -> bool:
    """Whether a feed says that WordPress made it: it has all that was ever published, page by page, until a 404."""
    return told.name == "generator" and "wordpress.org" in told.text


def _address(fields: list[Field], entry: Entry) -> str | None:
    """The address of an entry's story.

    In this order: what FeedBurner replaced, the link's text (RSS) or target (Atom), an identifier that says that it is
    one, and, for want of anything else, any identifier that looks like one.
    """
    for values in (
        [(f, f.text) for f in fields if f.name == "origlink"],
        [(f, f.text) for f in fields if f.name == "link" and f.text and "href" not in f.attributes],
        [(f, f.attributes["href"]) for f in fields if f.name == "link" and _is_alternate(f)],
        [(f, f.text) for f in fields if f.name == "guid" and f.attributes.get("ispermalink", "true").lower() == "true"],
        [(f, f.text) for f in fields if f.name == "id" and f.text.startswith("http")],
        [(None, entry.attributes.get("about", ""))],
    ):
        for field, value in values:
            relative = field is None or field.name != "guid" or value.startswith(("http:", "https:", "/"))
            if value and relative:
                base = _base(field, entry.base) if field else entry.base
                if (address := resolve(base, value)) is not None:
                    return address
    return None


def _is_alternate(link: Field) -> bool:
    """Whether an Atom link is the story itself (RFC 4287, section 4.2.7.2)."""
    rel = link.attributes.get("rel", "").lower().split() or ["alternate"]
    mime = link.attributes.get("type", "text/html").lower()
    return "href" in link.attributes and "alternate" in rel and (not mime or "html" in mime)


def _base(link: Field, around: str) -> str:
    given = link.attributes.get("xml:base")
    return (absolute(around, given) or around) if given else around


def _moment(fields: Iterable[Field], dates: Dates) -> Moment | None:
    """When an entry was published; when it was changed, where nothing else is told."""
    by_name: dict[str, str] = {}
    for field in fields:
        if field.text:
            by_name.setdefault(field.name, field.text)
    for name in _DATES:
        if name in by_name and (moment := dates.read(by_name[name])) is not None:
            return moment
    return None
