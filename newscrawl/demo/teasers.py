# ruff: noqa: E501 - lines of HTML are left as long as they are
"""Draws rails of teasers, in each newsroom's own markup."""

from __future__ import annotations

from newscrawl.demo.markup import attribute, plain, text, to_html
from newscrawl.demo.model import Item, Listing, Rail, TeaserTruth
from newscrawl.demo.truth import picture_path

__all__ = ["draw_rail", "expected"]


def expected(listing: Listing, base: str) -> list[TeaserTruth]:
    """The teasers of a page in reading order."""
    found: list[TeaserTruth] = []
    for rail in listing.rails:
        for item in rail.items:
            url = base + item.story.path
            description = plain(item.description) if item.description else None
            found.append(TeaserTruth(rail.heading, item.headline, description, url, len(found) + 1))
    return found


def draw_rail(rail: Rail, host: str) -> str:
    """One block of teasers with its heading."""
    draw = _card if host == "gazette.test" else _teaser
    tag = "ol" if rail.look == "ranked" else "div"
    items = "\n".join(f"<li>{_ranked(item)}</li>" if tag == "ol" else draw(item) for item in rail.items)
    heading = ""
    if rail.heading:
        words = text(rail.heading)
        heading = f'<h2 class="rail-title">{f"""<a href="{rail.href}">{words}</a>""" if rail.href else words}</h2>'
    return f'<section class="rail rail-{rail.look}">{heading}\n<{tag} class="items">\n{items}\n</{tag}></section>'


def _href(item: Item) -> str:
    return attribute(item.story.path + (f"?{item.query}" if item.query else ""))


def _picture(item: Item, *, always: bool = False) -> str:
    if not (item.picture or always) or item.story.picture is None:
        return ""
    return f'<img src="{picture_path(item.story.picture.name)}" alt="" width="640" height="400" loading="lazy">'


def _ranked(item: Item) -> str:
    return f'<a href="{_href(item)}">{text(item.headline)}</a>'


def _teaser(item: Item) -> str:
    """The Current: headline and text apart, the picture a link of its own."""
    label = f'<span class="label">{item.label}</span> ' if item.label else ""
    picture = _picture(item)
    if picture:
        picture = f'<a class="pic" href="{_href(item)}" tabindex="-1" aria-hidden="true">{picture}</a>'
    dek = f'<p class="dek">{to_html(item.description)}</p>' if item.description else ""
    return f'<article class="teaser">{picture}<h3>{label}<a href="{_href(item)}">{text(item.headline)}</a></h3>{dek}</article>'


def _card(item: Item) -> str:
    """The Gazette: one link around everything."""
    label = f'<span class="label">{item.label}</span>' if item.label else ""
    dek = f"<p>{to_html(item.description)}</p>" if item.description else ""
    return f'<div class="card"><a href="{_href(item)}">{_picture(item, always=True)}{label}<h3>{text(item.headline)}</h3>{dek}</a></div>'
