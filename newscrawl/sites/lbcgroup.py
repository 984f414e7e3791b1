"""LBCI, Lebanon, in Arabic, written from right to left. Seen: a page of 2026."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="lbcgroup",
    home="https://www.lbcgroup.tv/",
    domains=("lbcgroup.tv",),
    time_zone="Asia/Beirut",
    language="ar",
    country="LB",
    articles=(r"^/(?:news|sports|infographics)/(?!category/)[\w-]+/\d+/",),  # /news/lebanon/898676/…/ar
    listings=(
        r"^/(?:news|sports|infographics)/category/\d+/",
        r"^/(?:news|latest-news|breaking-news|news-highlights|popular-news)/ar$",
    ),
    ignore=(
        r"^/(?:live|live-watch|shows|episodes|schedule)/",  # television
        r"^/(?:weather-|search/|subscribe/|mobile-app/|advertise/)",
    ),
)
