"""CTV News, Canada."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="ctvnews",
    home="https://www.ctvnews.ca/",
    domains=("ctvnews.ca",),
    time_zone="America/Toronto",
    language="en-CA",
    country="CA",
)
