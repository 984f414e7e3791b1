"""taz, die tageszeitung, Germany. Seen: a page of 2023, in microdata, and the same story in the layout of 2024."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="taz",
    home="https://taz.de/",
    domains=("taz.de",),
    time_zone="Europe/Berlin",
    language="de",
    country="DE",
    # /Some-title/!5928990/: the number names the story, whatever stands before it. Shorter numbers are those of older
    # stories and of pages about the house; the general reader tells them apart.
    articles=(r"/!\d{7,}/?(?:\?|$)",),
    listings=(r"/!(?:p|t|a)\d+(?:/|$)",),  # sections, subjects, authors
    ignore=(
        r"/!(?:v=|vn\d)",  # the publishing house
        r"^/!ku\d",  # people who comment
        r"^/(?:picture|Anzeigen|kommune)/",
    ),
)
