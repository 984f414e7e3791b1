"""Morgunblaðið (mbl.is), Iceland. Seen: a page of 2025."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="mbl",
    home="https://www.mbl.is/",
    domains=("mbl.is",),
    time_zone="Atlantic/Reykjavik",
    language="is",
    country="IS",
    articles=(
        r"/\d{4}/\d{2}/\d{2}/[^/?]+",  # /frettir/innlent/2025/04/16/some_words/
        r"^/mogginn/bladid/grein/\d+",  # of the printed paper
    ),
    listings=(
        r"^/(?:frettir|sport|vidskipti|200milur|folk|smartland|matur|ferdalog|bill|english)/(?:[a-z_]+/)?(?:\?|$)",
        r"^/mogginn/bladid/\d{4}-\d{2}-\d{2}/",  # one issue of the paper
    ),
    ignore=(
        r"^/frettir/colorbox/",  # forms to mail a story
        r"^/frettir/(?:search|um_vefinn|samband|personuupplysingar|bokamerki|togt)/",
        r"^/(?:mm|minar-sidur|askrift|moggaklubburinn|leikir|fasteignir|atvinna)/",
        r"^/(?:andlat|minningabok)/",  # death notices
    ),
)
