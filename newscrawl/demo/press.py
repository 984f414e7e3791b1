# ruff: noqa: E501 - lines of HTML are left as long as they are
"""What every page needs while it is drawn, and the frame around it: head, menu, cookie banner, footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.demo.markup import attribute, text

if TYPE_CHECKING:
    from newscrawl.demo.designs import Design
    from newscrawl.demo.plan import Plan

__all__ = ["FURNITURE", "Press", "frame"]

FURNITURE = (
    ("/about/", "About us"),
    ("/contact/", "Contact"),
    ("/subscribe/", "Subscribe"),
    ("/privacy/", "Privacy policy"),
    ("/terms/", "Terms of use"),
)


@dataclass(slots=True)
class Press:
    """A newsroom under the name by which it was asked."""

    design: Design
    base: str
    """"http://newsroom.test", or what the browser's address bar shows."""
    other: tuple[str, str]
    """Name and base of the other newsroom."""
    plan: Plan


def frame(
    press: Press, *, title: str, head: str, main: str, language: str = "", section: str = "", body_class: str = ""
) -> str:
    """A whole page in the newsroom's own look."""
    design = press.design
    menu = "".join(
        f'<li><a href="/{slug}/"{" aria-current=page" if slug == section else ""}>{text(name)}</a></li>'
        for slug, name in design.sections
    )
    links = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in FURNITURE)
    tag, author = design.tag, design.author
    return f"""<!DOCTYPE html>
<html lang="{language or design.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(title)}</title>
<link rel="stylesheet" href="/static/{design.stylesheet}">
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="alternate" type="application/rss+xml" title="{attribute(design.name)}" href="{design.feed}">
{head}
</head>
<body class="{body_class}">
<a class="skip" href="#main">Skip to main content</a>
<div class="cookie-banner" role="dialog" aria-label="Cookies"><p>We use cookies to remember what you have read and to measure
our audience. You can change your choice at any time.</p><button>Accept all</button><button>Only what is needed</button>
<a href="/privacy/">Privacy policy</a></div>
<header class="masthead">
<div class="strip"><span>Wednesday, April 17, 2024</span><span class="weather">Rain, clearing late · 7°C</span>
<form action="/search/" method="get" role="search"><input name="q" placeholder="Search" aria-label="Search"><button>Go</button></form>
<a class="sub" href="/subscribe/">Subscribe</a></div>
<a class="logo" href="/">{text(design.name)}</a>
<p class="motto">{text(design.motto)}</p>
<nav class="menu" aria-label="Sections"><ul><li><a href="/">Home</a></li>{menu}</ul></nav>
</header>
<main id="main">
{main}
</main>
<footer class="foot">
<div class="cols"><ul>{links}</ul>
<ul><li><a href="/tag/{tag[0]}/">{text(tag[1])}</a></li><li><a href="/author/{author[0]}/">{text(author[1])}</a></li>
<li><a href="/search/?q={tag[0]}">Search the archive</a></li><li><a href="{design.feed}">RSS</a></li></ul>
<ul><li><a href="{press.other[1]}/">Our partner: {text(press.other[0])}</a></li>
<li><a href="https://social.example/share?u={press.base}/" rel="nofollow">Follow us</a></li>
<li><a href="/internal/desk/" rel="nofollow" class="quiet">Staff</a></li></ul></div>
<p>© 2024 {text(design.name)}, {text(design.county)}. All rights reserved. No part of this page may be reprinted without permission.</p>
</footer>
</body>
</html>
"""
