"""The pages of the three sites, each in the dress of another kind of house; classes are named anew by a redesign."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from random import Random
from zlib import crc32

from benchmarks.soaking import prose
from benchmarks.soaking.world import Site, Story

__all__ = ["Look", "Text", "article", "calendar", "feed", "listing", "text_of"]


@dataclass(frozen=True)
class Text:
    """One version of a story."""

    headline: str
    deck: str
    author: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """How a site's pages look at a moment."""

    design: int = 0
    empty: bool = False
    """The element of the text is there, the text is not."""
    hidden: bool = False
    """The text comes packed, for a script."""
    shift: timedelta = timedelta(0)
    """What dates are off."""
    calendar: bool = False
    bare: bool = False
    """Listings show no stories."""

    def css(self, name: str) -> str:
        """A class."""
        return name if not self.design else f"x{crc32(f'{name} {self.design}'.encode()):08x}"


@lru_cache(maxsize=4096)
def text_of(site: str, number: int, version: int) -> Text:
    """A version of a story: each edit changes a paragraph, every second one the headline, too."""
    rng = Random(f"{site} {number}")
    first, deck, author = prose.headline(rng), prose.paragraph(rng).partition(". ")[0] + ".", prose.person(rng)
    paragraphs = [prose.paragraph(rng) for _ in range(rng.randint(3, 6))]
    headline = first
    for edit in range(2, version + 1):
        changed = Random(f"{site} {number} {edit}")
        paragraphs[changed.randrange(len(paragraphs))] = prose.paragraph(changed)
        headline = headline if edit % 2 else prose.headline(changed)
    return Text(headline, deck, author, tuple(paragraphs))


def article(site: Site, story: Story, now: datetime, look: Look) -> str:
    """The page of a story."""
    text = text_of(site.name, story.number, story.version(now))
    printed = (story.published + look.shift).astimezone(site.zone)
    url = f"http://{site.host}{story.path(now)}"
    blocks = "\n".join(f"<p>{escape(words)}</p>" for words in text.paragraphs)
    if look.empty:
        blocks = ""
    elif look.hidden:
        packed = base64.b64encode(json.dumps(text.paragraphs).encode()).decode()
        blocks = f'<div id="app"></div><script>window.__start("{packed}")</script>'
    css, body = look.css, ""
    head = f"<title>{escape(text.headline)} - {site.name}</title>"
    if site.name == "weekly":
        body = f"""<h1>{escape(text.headline)}</h1><p class="{css("date")}">{printed:%A %-d %B %Y}, {printed:%H:%M}</p>
<div class="{css("text")}">{blocks}</div>"""
    elif site.name == "daily":
        head += f"""<link rel="canonical" href="{url}"><meta property="og:type" content="article">
<meta property="og:title" content="{escape(text.headline)}">
<meta property="og:description" content="{escape(text.deck)}">
<meta property="article:published_time" content="{printed.isoformat()}">
<meta property="og:image" content="http://{site.host}/photos/{story.number}.jpg">"""
        body = f"""<article class="{css("post")}"><h1 class="{css("entry-title")}">{escape(text.headline)}</h1>
<p class="{css("byline")}">By <a rel="author" href="/author/{text.author.split()[-1].lower()}/">{text.author}</a>
<time datetime="{printed.isoformat()}">{printed:%B %-d, %Y %-I:%M %p}</time></p>
<div class="{css("entry-content")}">{blocks}</div></article>"""
    else:
        data = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": text.headline, "url": url,
            "description": text.deck, "datePublished": printed.isoformat(),
            "author": {"@type": "Person", "name": text.author}, "articleSection": site.sections[story.section],
            "image": [f"http://{site.host}/pictures/{story.number}.jpg"],
        }  # fmt: skip
        head += f'<script type="application/ld+json">{json.dumps(data)}</script>'
        body = f"""<article><h1 class="{css("headline")}">{escape(text.headline)}</h1>
<p class="{css("standfirst")}">{escape(text.deck)}</p><div class="{css("story")}">{blocks}</div></article>"""
    return _page(site, head, body, now, look)


def listing(site: Site, stories: Sequence[Story], now: datetime, look: Look, section: str = "") -> str:
    """The front page, or that of a section."""
    shown = "" if look.bare else "\n".join(_teaser(site, story, now, look) for story in stories)
    title = section or site.name
    clock = f'<p class="{look.css("clock")}">{now.astimezone(site.zone):%A, %-d %B, %H:%M}</p>'
    body = (clock if site.name == "agency" else "") + f'<div class="{look.css("river")}"><h2>Latest</h2>{shown}</div>'
    head = f"<title>{title}</title>"
    if site.name != "weekly":
        head += '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    return _page(site, head, body, now, look)


def _teaser(site: Site, story: Story, now: datetime, look: Look) -> str:
    text = text_of(site.name, story.number, story.version(now))
    deck = "" if site.name == "weekly" else f'<p class="{look.css("excerpt")}">{escape(text.deck)}</p>'
    link = f'<a href="{story.path(now)}">{escape(text.headline)}</a>'
    return f'<div class="{look.css("teaser")}"><h3 class="{look.css("title")}">{link}</h3>{deck}</div>'


def calendar(site: Site, month: str, now: datetime, look: Look) -> str:
    """A month of events that nobody entered; there is always a next one."""
    year, _, number = month.partition("-")
    at = int(year) * 12 + int(number) - 1
    around = "".join(f'<a href="/calendar/{n // 12}-{n % 12 + 1:02}">{n}</a> ' for n in (at - 1, at + 1))
    days = "".join(f'<a href="/calendar/{month}/{day}">{day}</a> ' for day in range(1, 29))
    return _page(site, f"<title>Events in {month}</title>", f"<h1>Events</h1><p>{around}</p><p>{days}</p>", now, look)


def feed(site: Site, stories: Sequence[Story], now: datetime, look: Look) -> str:
    """The feed."""
    items = "".join(
        f"<item><title>{escape(text_of(site.name, story.number, story.version(now)).headline)}</title>"
        f"<link>http://{site.host}{story.path(now)}</link>"
        f"<pubDate>{format_datetime(story.published + look.shift)}</pubDate></item>"
        for story in stories
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">'
    return f"{head}<channel><title>{site.name}</title>{items}</channel></rss>"


def _page(site: Site, head: str, body: str, now: datetime, look: Look) -> str:
    links = [("/", "Home"), *((f"/{name.lower()}/", name) for name in site.sections)]
    if look.calendar:
        links.append((f"/calendar/{now:%Y-%m}", "Events"))
    menu = "".join(f'<li><a href="{url}">{name}</a></li>' for url, name in links)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>
<header class="{look.css("masthead")}"><a href="/">{site.name.title()}</a><nav><ul>{menu}</ul></nav></header>
<main>{body}</main>
<footer class="{look.css("foot")}"><p>Published by the {site.name}, all rights reserved.</p></footer></body></html>"""
