"""Kommersant, Russia. Seen: a page of 2025."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="kommersant",
    home="https://www.kommersant.ru/",
    domains=("kommersant.ru",),
    time_zone="Europe/Moscow",
    language="ru",
    country="RU",
    articles=(r"^/doc/\d+",),
    listings=(
        r"^/(?:rubric|theme|authors)/\d+",
        r"^/regions(?:/\d+)?/?(?:\?|$)",
        r"^/(?:finance|hitech|auto|style|themes|daily|archive)/?(?:\?|$)",
    ),
    ignore=(
        r"(?i)^/lk/",  # the reader's account
        r"^/(?:ad|apps|vacancies|subscription|fm/player)\b",
    ),
)
