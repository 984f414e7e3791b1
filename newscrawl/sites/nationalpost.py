"""National Post, Canada (Postmedia's platform, WordPress), partly for subscribers. Seen: pages of 2024 and 2025."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="nationalpost",
    home="https://nationalpost.com/",
    domains=("nationalpost.com",),
    time_zone="America/Toronto",
    language="en-CA",
    country="CA",
    # A story is known by its words alone: /news/canada/some-slug, whereas sections stand below /category/.
    articles=(
        r"^/(?!(?:category|tag|author|subscribe)/)(?:[a-z-]+/)+[a-z0-9]+(?:-[a-z0-9]+){2,}(?:/wcm/[a-z0-9-]+)?/?(?:\?|$)",
    ),
    listings=(r"^/(?:category|tag|author)/",),
    ignore=(
        r"^/(?:puzzles|nyt-puzzle|comics|coupons|partnerships)\b",
        r"^/(?:subscribe|activate|manage|my-account|my-offers|saved-articles|exclusive-newsletter)\b",
    ),
)
