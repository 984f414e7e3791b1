"""Hankook Ilbo, South Korea. Seen: a page of 2025, and pages of 2026, which are a Next.js application."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="hankookilbo",
    home="https://www.hankookilbo.com/",
    domains=("hankookilbo.com",),
    time_zone="Asia/Seoul",  # the state in the pages of January 2026 says "2026.01.29 18:40" and no zone
    language="ko",
    country="KR",
    articles=(
        r"^/News/Read/A\d+",  # pages of 2025
        r"^/news/article/A\d+",  # pages of 2026
    ),
    listings=(
        r"^/(?:News|Opinion|Sports)(?:/[A-Z][a-z]+)?(?:/H[A-Z]\d+)?/?(?:\?|$)",  # /News/Politics/HA01
        r"^/news/(?!article)[a-z]+(?:/[a-z]+)?/?(?:\?|$)",  # /news/politics/general
        r"^/Collect/",  # a series
    ),
    ignore=(r"^/(?:Intro|my|company)/",),
)
