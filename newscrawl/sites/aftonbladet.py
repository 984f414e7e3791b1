"""Aftonbladet, Sweden (Schibsted's platform), partly for subscribers. Seen: two layouts of 2026."""

from __future__ import annotations

from newscrawl.site import Layout, Site

site = Site(
    name="aftonbladet",
    home="https://www.aftonbladet.se/",
    domains=("aftonbladet.se",),
    time_zone="Europe/Stockholm",
    language="sv",
    country="SE",
    articles=(r"/a/[A-Za-z0-9]{4,}/",),  # /nyheter/a/Ard8wM/some-slug
    listings=(
        r"^/(?:nyheter|sportbladet|nojesbladet|kultur|ledare|debatt|plus|klimat|minekonomi|bil|resa)(?:/[a-z-]+)?/?(?:\?|$)",
        r"^/(?:tagg|av|lokala-nyheter)/",
        r"^/senastenytt/?(?:\?|$)",
    ),
    ignore=(
        r"^/a/\w+/om-(?:aftonbladet|sportbladet)",  # about the paper and its parts
        r"^/omaftonbladet/",
        r"^/(?:minsida|tipsa|minispel|hej)\b",
    ),
    layouts=(
        Layout(
            match="section.article-body",  # summer of 2026; mends the caption, which ended in a button's words
            image_caption="header.article-intro figcaption [class^=_caption_]",
        ),
    ),
)
