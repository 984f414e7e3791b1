"""Euronews in French: a host of euronews.com, whose other languages are other sites. Seen: pages of 2024 and 2026."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="euronews_fr",
    home="https://fr.euronews.com/",
    domains=("fr.euronews.com",),
    time_zone="Europe/Paris",
    language="fr",
    country="FR",
    articles=(r"/\d{4}/\d{2}/\d{2}/[^/?]+",),  # /culture/2026/01/06/some-slug; the news of the day has no section
    listings=(
        r"^/(?:my-europe|infos|business|green|next|sante|voyages|culture|programmes|video)(?:/[a-z-]+){0,2}/?(?:\?|$)",
        r"^/(?:tag|profils)/",
        r"^/(?:en-continu|nocomment|bulletin)/?(?:\?|$)",
    ),
    ignore=(r"^/(?:newsletters|widgets|apps|messaging-apps|follow-us|meteo|live)/?(?:\?|$)",),
    # The pages of 2026 speak in OpenGraph alone; their dates carry the offset.
)
