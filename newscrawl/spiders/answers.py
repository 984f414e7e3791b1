"""What an answer is, by its status and headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.spiders.headers import header
from newscrawl.urls import absolute

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["REDIRECTS", "WHOLE", "is_cut", "redirect_target"]

WHOLE = (200, 201, 202, 203)
"""Answers that hold a whole page (RFC 9110, section 15.3): 204 and 205 hold nothing, 206 a part."""
REDIRECTS = (301, 302, 303, 307, 308)  # on the network Scrapy follows them; captures are as they are


def redirect_target(response: Response) -> str | None:
    """Where a redirect leads (RFC 9110, section 10.2.2)."""
    location = header(response, "Location")
    return absolute(response.url, location) if location and location.strip() else None


def is_cut(response: Response) -> bool:
    """Whether a gzipped page is shorter than its trailer says (RFC 1952, ISIZE) and has no end."""
    size = response.meta.get("unpacked_bytes")
    if size is None or size == len(response.body) % 2**32:
        return False
    return b"</html" not in response.body[-4096:].lower()
