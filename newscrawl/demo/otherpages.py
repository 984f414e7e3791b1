# ruff: noqa: E501 - lines of HTML are left as long as they are
"""Draws everything that is no article: listings, about and the like, drafts that robots.txt forbids, pictures."""

from __future__ import annotations

from newscrawl.demo.library import pages
from newscrawl.demo.markup import text, to_html
from newscrawl.demo.model import Listing
from newscrawl.demo.press import Press, frame
from newscrawl.demo.teasers import draw_rail

__all__ = ["draw_forbidden", "draw_furniture", "draw_listing", "draw_missing"]


def draw_listing(press: Press, listing: Listing) -> str:
    """A front page, section, tag or author page."""
    design = press.design
    rails = "\n".join(draw_rail(rail, design.host) for rail in listing.rails)
    canonical = f'<link rel="canonical" href="{press.base}{listing.target}">'
    head = f'{canonical}\n<meta property="og:type" content="website"><meta property="og:title" content="{text(listing.title)}">'
    if listing.kind == "front":
        main = f'<div class="front">{rails}</div>'
        return frame(press, title=f"{design.name} | {design.motto}", head=head, main=main, body_class="front-page")
    path = listing.target.split("?")[0].split("page/")[0]
    main = f'<h1 class="page-title">{text(listing.title)}</h1>\n<div class="listing">{rails}</div>\n{_pager(press, listing, path)}'
    title = f"{listing.title} | {design.name}"
    return frame(press, title=title, head=head, main=main, section=listing.section, body_class="listing-page")


def _pager(press: Press, listing: Listing, path: str) -> str:
    if listing.pages == 1:
        return ""
    target = press.design.page_target
    near = sorted({1, *range(max(1, listing.page - 1), min(listing.pages, listing.page + 2) + 1)})
    numbers = "".join(
        f"<b>{page}</b>" if page == listing.page else f'<a href="{target(path, page)}">{page}</a>' for page in near
    )
    older = (
        f'<a rel="next" class="next" href="{target(path, listing.page + 1)}">Older stories</a>'
        if listing.page < listing.pages
        else ""
    )
    newer = f'<a rel="prev" href="{target(path, listing.page - 1)}">Newer stories</a>' if listing.page > 1 else ""
    return f'<nav class="pager" aria-label="Pages">{newer}{numbers}{older}</nav>'


def draw_furniture(press: Press, path: str) -> str:
    """About, contact and the like: prose, but no story."""
    title, paragraphs = pages()[path.strip("/")]
    design = press.design
    body = "".join(f"<p>{to_html(p.replace('NAME', design.name).replace('HOST', design.host))}</p>" for p in paragraphs)
    head = f'<link rel="canonical" href="{press.base}{path}">'
    main = f'<div class="plain"><h1>{text(title)}</h1>{body}</div>'
    return frame(press, title=f"{title} | {design.name}", head=head, main=main, body_class="plain-page")


def draw_forbidden(press: Press, path: str) -> str:
    """A search page or an unfinished draft: robots.txt forbids both, and a crawler that asks is caught by the log."""
    main = f"""<article class="full"><h1>DRAFT: do not publish ({text(path)})</h1><p>This page is for the desk. It is linked by mistake, as such
pages are, and robots.txt asks every crawler to stay away from it.</p><p>Names, figures and the whole second half are still to be checked
with the people concerned, and the picture is last year’s.</p></article>"""
    return frame(press, title="Draft", head='<meta name="robots" content="noindex">', main=main)


def draw_missing(press: Press) -> str:
    """The 404 page."""
    main = '<div class="plain"><h1>Page not found</h1><p>The tide has taken it. Try the <a href="/">front page</a>.</p></div>'
    return frame(press, title=f"Not found | {press.design.name}", head="", main=main)
