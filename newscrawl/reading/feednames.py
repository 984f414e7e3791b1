"""Which addresses are those of feeds and sitemaps, by their names and by what a `<link>` says of them."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.items import Kind
from newscrawl.reading.addresses import parts

__all__ = ["END", "is_feed_link", "machine_kind"]

END = re.compile(r"/(?:feed|rss|atom)/?$", re.IGNORECASE)
"""How a feed's address ends that hangs on that of another page."""
_FEED = re.compile(
    r"(?:/(?:feed|rss|atom)/?$|\.(?:rss|atom|rdf)$|(?:rss|atom|feed)\d?\.(?:xml|json)$|/(?:rss|feeds?)/.*\.xml$)"
)
"""For paths in lower case."""
_WORDS = ("feed", "rss", "atom", "rdf")
"""One of them stands in every such path."""
_TYPES = ("rss+xml", "atom+xml", "feed+json", "rdf+xml")
_GENERAL = ("application/json", "application/xml", "text/xml")
_SITEMAP = re.compile(r"sitemap[\w.-]*\.xml(?:\.gz)?$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def machine_kind(path: str) -> Kind | None:
    """What a path says is no page: a sitemap or a feed."""
    if path.endswith((".xml", ".gz")) and _SITEMAP.search(path):
        return "sitemap"
    return "feed" if _is_feed(path) else None


def is_feed_link(url: str, kind: str) -> bool:
    """Whether an alternate of a type (`kind`, in lower case) is a feed: by it, or, of a general one, by its address."""
    return any(mark in kind for mark in _TYPES) or (kind in _GENERAL and _is_feed(parts(url)[1]))


def _is_feed(path: str) -> bool:
    low = path.lower()
    return any(map(low.__contains__, _WORDS)) and _FEED.search(low) is not None
