"""The numbers below a listing that lead to its further pages."""

from __future__ import annotations

from newscrawl.pagenumbers import listing_of
from newscrawl.reading.addresses import page_number, parts
from newscrawl.reading.anchors import Anchor
from newscrawl.urls import canonical

__all__ = ["first_pages", "is_number"]


def first_pages(own: str, links: list[Anchor]) -> frozenset[str]:
    """What leads to page 1 of this listing by its number: the listing without a number shows the same. (Systems that
    count from 0 write "2" on `?page=1`.)"""
    first = [link.url for link in links if link.words == "1" and page_number(link.url) == 1]
    here = listing_of(canonical(own))[0] if first else ""
    return frozenset(url for url in first if listing_of(canonical(url)) == (here, 1))


def is_number(link: Anchor, own: str) -> bool:
    """Whether a link is one of a row of numbers: its words are a number and it leads on from the path of the page at
    `own`."""
    if not link.words.isdigit() or len(link.words) > 4:
        return False
    return parts(link.url)[1].startswith(parts(own)[1].rstrip("/"))
