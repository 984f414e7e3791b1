"""The Namibian, Namibia (WordPress). Seen: pages of 2023, in microdata, and of 2024, in JSON-LD."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="namibian",
    home="https://www.namibian.com.na/",
    domains=("namibian.com.na",),
    time_zone="Africa/Windhoek",
    language="en",
    country="NA",
    articles=(r"^/[a-z0-9]+(?:-[a-z0-9]+){3,}/(?:\?|$)",),  # a slug of four words or more, at the root
    listings=(r"^/(?:category|author|tag)/",),
    ignore=(r"^/(?:about-us-2|digital-subscription|subscribe-now)/",),
)
