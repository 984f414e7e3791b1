"""Braunschweiger Zeitung, Germany, on the platform of Funke's regional newspapers. Seen: pages of 2024 and 2025."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="braunschweigerzeitung",
    home="https://www.braunschweiger-zeitung.de/",
    domains=("braunschweiger-zeitung.de",),
    time_zone="Europe/Berlin",
    language="de",
    country="DE",
    articles=(r"/article\d{6,}/",),  # /politik/article410390514/some-slug.html
    listings=(
        r"^/(?:niedersachsen|harz|politik|wirtschaft|sport|kultur|panorama|ratgeber-wissen|themen)/(?:[a-z0-9-]+/)?(?:\?|$)",
        r"^/(?:braunschweig|wolfsburg|salzgitter|gifhorn|helmstedt|peine|wolfenbuettel)/(?:\?|$)",
        r"^/(?:plus-artikel/(?:\?|$)|autoren/)",
    ),
    ignore=(
        r"^/(?:static|service|epaper|meinaccount|marktplatz)/",
        r"^/plus/",  # the offer to subscribe
    ),
)
