"""Reads a page and looks up a domain as it is imported: what every process does once, forks find done."""

from __future__ import annotations

from newscrawl.reading.read import read
from newscrawl.site import Site
from newscrawl.urls import domain_of

__all__ = ["domain"]

_PAGE = (
    """<html><head><title>A story - Tern</title><script type="application/ld+json">{"@type": "NewsArticle",
"headline": "A story", "datePublished": "2024-01-01T10:00:00+01:00"}</script></head><body><article><h1>A story</h1>
<p>By Maren Holloway on January 1, 2024</p>"""
    + "<p>The council in Ashbury approved the new bridge on Monday.</p>" * 9
)

domain = domain_of("www.tern.test")  # the list of public suffixes is parsed
read(_PAGE.encode(), "http://www.tern.test/story/1", site=Site(name="tern", home="http://www.tern.test/"))
