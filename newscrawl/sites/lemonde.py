"""Le Monde, France, for subscribers in large part. Seen: a page of 2023."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="lemonde",
    home="https://www.lemonde.fr/",
    domains=("lemonde.fr",),
    time_zone="Europe/Paris",
    language="fr",
    country="FR",
    articles=(r"/[a-z-]+/\d{4}/\d{2}/\d{2}/[^/?]+",),  # /politique/article/2023/08/30/…, /international/video/…
    listings=(
        r"^/(?:actualite-en-continu|international|politique|societe|economie|culture|planete|sciences|idees|sport)/(?:\?|$)",
        r"^/(?:les-decodeurs|afrique|pixels|sante|education|campus|disparitions|podcasts|videos|m-[a-z-]+)/(?:\?|$)",
        r"^/signataires/",
    ),
    ignore=(
        r"^/(?:codespromo|jeux-abonnes|newsletters|applications-groupe)\b",
        r"^/(?:faq|confidentialite|qui-sommes-nous)/",
    ),
)
