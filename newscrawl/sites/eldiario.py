"""elDiario.es, Spain (bCube NX), with the local newspapers below its address. Seen: a page of 2025."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="eldiario",
    home="https://www.eldiario.es/",
    domains=("eldiario.es",),
    time_zone="Europe/Madrid",
    language="es",
    country="ES",
    articles=(r"_\d+_\d{6,}\.html",),  # /internacional/some-slug_1_12328678.html
    listings=(
        r"^/(?:politica|economia|internacional|sociedad|cultura|tecnologia|desalambre|opinion|motor|viajes|vertele)/?(?:\?|$)",
        r"^/(?:andalucia|aragon|canariasahora|catalunya|comunitat-valenciana|euskadi|galicia|madrid|murcia|navarra)/(?:\?|$)",
        r"^/(?:autores|temas|focos|blog)/",
        r"^/ultimas-noticias/?(?:\?|$)",
    ),
    ignore=(
        r"^/juegos\b",
        r"^/(?:edcreativo|contenido_patrocinado)/",  # advertising
        r"^/(?:socios|ventajas|ayuda|administrar-utiq)\b",
    ),
)
