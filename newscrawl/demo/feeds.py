# ruff: noqa: E501 - lines of HTML are left as long as they are
"""RSS, robots.txt and sitemaps."""

from __future__ import annotations

from newscrawl.demo.dates import http_date, iso
from newscrawl.demo.markup import attribute, plain, text
from newscrawl.demo.press import FURNITURE, Press

__all__ = ["draw_map", "draw_robots", "draw_rss"]

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def draw_rss(press: Press) -> str:
    """The newest stories, with the tracking parameters that feeds carry."""
    items = "".join(
        f"<item><title>{text(s.headline)}</title><link>{attribute(press.base + s.path)}?utm_source=rss&amp;utm_medium=feed</link>"
        f'<guid isPermaLink="false">{s.key}</guid><pubDate>{http_date(s.published).replace("GMT", "+0000")}</pubDate>'
        f"<category>{text(press.design.section_name(s.section))}</category><description>{text(plain(s.description))}</description></item>\n"
        for s in press.plan.open[:20]
    )
    design = press.design
    return (
        f'{_XML}<rss version="2.0"><channel><title>{text(design.name)}</title><link>{press.base}/</link>'
        f"<description>{text(design.motto)}</description><language>{design.language}</language>\n{items}</channel></rss>\n"
    )


def draw_robots(press: Press) -> str:
    """What crawlers may ask."""
    return (
        f"# {press.design.name}\nUser-agent: *\nDisallow: /search/\nDisallow: /internal/\nAllow: /\n\n"
        f"Sitemap: {press.base}/sitemap.xml\nSitemap: {press.base}/sitemap-news.xml\n"
    )


def draw_map(press: Press, name: str) -> str | None:
    """The sitemap index, or one of the maps it names."""
    schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    if name == "sitemap.xml":
        maps = "".join(
            f"<sitemap><loc>{press.base}/{m}</loc></sitemap>\n" for m in ("sitemap-articles.xml", "sitemap-pages.xml")
        )
        return f"{_XML}<sitemapindex {schema}>\n{maps}</sitemapindex>\n"
    if name == "sitemap-articles.xml":
        urls = "".join(
            f"<url><loc>{attribute(press.base + s.path)}</loc><lastmod>{iso(s.modified or s.published)}</lastmod></url>\n"
            for s in press.plan.in_sitemap()
        )
    elif name == "sitemap-pages.xml":
        paths = ["/", *(f"/{slug}/" for slug, _ in press.design.sections), *(path for path, _ in FURNITURE)]
        urls = "".join(f"<url><loc>{press.base}{path}</loc></url>\n" for path in paths)
    elif name == "sitemap-news.xml":
        schema += ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        urls = "".join(
            f"<url><loc>{attribute(press.base + s.path)}</loc><news:news><news:publication><news:name>{text(press.design.name)}</news:name>"
            f"<news:language>{s.language[:2]}</news:language></news:publication><news:publication_date>{iso(s.published)}"
            f"</news:publication_date><news:title>{text(s.headline)}</news:title></news:news></url>\n"
            for s in press.plan.in_sitemap()[:10]
        )
    else:
        return None
    return f"{_XML}<urlset {schema}>\n{urls}</urlset>\n"
