"""Luxemburger Wort, Luxembourg, in German; partly for subscribers (Next.js). Seen: pages of 2025 and 2026."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="wort",
    home="https://www.wort.lu/",
    domains=("wort.lu",),
    time_zone="Europe/Luxembourg",
    language="de-LU",
    country="LU",
    articles=(r"/\d{5,}\.html",),  # /sport/some-slug/158614751.html
    listings=(
        r"^/(?:luxemburg|politik|sport|wirtschaft|international|meinung|panorama|kultur|wortplus)/(?:[a-z0-9-]+/)?(?:\?|$)",
        r"^/(?:tag|autoren|bundle)/",
        r"^/archive/(?:\?|$)",
    ),
    ignore=(
        r"^/service/",  # cinemas, weather, roads, and the publisher's own pages
        r"^/(?:announcements|companyfinder|raetsel|newsletter)\b",
        r"^/sponsoredcontent/",  # advertising
    ),
)
