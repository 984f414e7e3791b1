"""Freie Presse, Germany: a regional newspaper of Saxony, partly for subscribers. Seen: two layouts of 2024."""

from __future__ import annotations

from newscrawl.site import Layout, Site

site = Site(
    name="freiepresse",
    home="https://www.freiepresse.de/",
    domains=("freiepresse.de",),
    time_zone="Europe/Berlin",  # the pages of spring 2024 give a day and no zone
    language="de",
    country="DE",
    articles=(r"-artikel\d+",),  # /chemnitz/some-slug-artikel13351201
    listings=(
        r"^/(?:chemnitz|erzgebirge|mittelsachsen|vogtland|zwickau|sachsen|kultur|kultur-wissen|wissenschaft)(?:/[a-z-]+)?/?(?:\?|$)",
        r"^/(?:nachrichten|sport|ratgeber|meinungen)(?:/[a-z0-9-]+){0,2}/?(?:\?|$)",
        r"^/thema/",
    ),
    ignore=(
        r"^/(?:service|profil|abo-service|verlag|anzeigen)/",  # /service/Copyright-CVD-artikel7582128
        r"^/erfahrungen/",  # advertising of bets
    ),
    layouts=(
        Layout(
            match="article.artikelFlip",  # spring of 2024; mends the newspaper's own app that stood among the story
            body="div#artikel-content",
            remove=(".appHint", "#appBottomRgt"),
            image_caption="div.article-img .img-info",
        ),
        Layout(
            match="div.article__text",  # autumn of 2024; mends captions that were read as paragraphs
            body="div.article__text",
            remove=(".article__inline-images",),
        ),
    ),
)
