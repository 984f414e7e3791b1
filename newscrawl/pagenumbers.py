"""What a query calls the number of a listing's page, and which listing that is a page of."""

from __future__ import annotations

import re

__all__ = ["OFFSET_NAMES", "PAGE_NAMES", "listing_of"]

PAGE_NAMES = (
    "page|paged|seite|pagina|pag|p|pg|pn|pageno|page_no|pagenum|page_num|pagenumber|pageindex|currentpage|current_page"
    r"|curpage|cur_page|pagen_\d|query-\d+-page|e-page-[\da-f]+|[\w%@-]+(?:\[|%5b)(?:currentpage|page|pointer)(?:\]|%5d)"
)
"""What a query calls the number of a listing's page, as alternatives of a pattern for lower case.

The last ones are those of Bitrix, of WordPress' blocks, of Elementor and of TYPO3."""
OFFSET_NAMES = "start|offset|from|skip"
"""What it calls that of the entries before the page's first."""
_NUMBER = re.compile(rf"(?<=[?&])(?:(?:{PAGE_NAMES})=(\d{{1,4}})|(?:{OFFSET_NAMES})=(\d{{1,6}}))(?:&|$)", re.IGNORECASE)
_CURSOR = re.compile(r"(?<=[?&])(?:before|after|older|cursor|offset|max_?id|last_?id)=[^&]+(?:&|$)", re.IGNORECASE)
_CHECKSUM = re.compile(r"(?<=[?&])cHash=[\da-f]+(?:&|$)")
"""TYPO3's, of all the rest of the query."""


def listing_of(url: str) -> tuple[str, int]:
    """The listing that a canonical address names a page of by its query, and that page's number, or that of the entries
    before it; 0 where a cursor tells where the listing goes on. The address itself, and 0, where it names no page."""
    if "?" not in url:
        return url, 0
    found = _NUMBER.search(url)
    place = found or _CURSOR.search(url)
    if place is None:
        return url, 0
    listing = _CHECKSUM.sub("", url[: place.start()] + url[place.end() :])
    return listing.rstrip("?&"), int(found[1] or found[2]) if found else 0
