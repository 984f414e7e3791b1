"""A small made-up site as pages in memory, toured without a crawl."""

from __future__ import annotations

from datetime import UTC, datetime

from newscrawl import sites
from newscrawl.probe.survey import Survey, survey
from newscrawl.probe.tour import Stop, Tour
from newscrawl.site import Site

__all__ = ["AT", "HOME", "MENU", "PAGES", "STORIES", "article", "front", "look", "toured"]

HOME = "https://news.example.ca/"
AT = datetime(2024, 4, 18, 9, tzinfo=UTC)


def article(number: int, *, head: str = "") -> str:
    """A story with a date, an author and some words."""
    text = "".join(
        f"<p>Sentence {n} of story {number} tells what the council of the county said.</p>" for n in range(9)
    )
    return (
        f"<html lang='en-CA'><head>{head}<title>Story {number}</title><script type='application/ld+json'>"
        f'{{"@type": "NewsArticle", "headline": "Story {number} of a long day", "datePublished":'
        f' "2024-04-1{number % 8}T10:00:00-03:00", "author": {{"@type": "Person", "name": "Ann Lee"}}}}</script></head>'
        f"<body><main><h1>Story {number} of a long day</h1>{text}</main></body></html>"
    )


def front(rails: dict[str, list[str]], *, title: str = "The Example", menu: str = "") -> str:
    """A page of teasers: heading -> addresses."""
    body = "".join(
        f"<section><h2>{heading}</h2>"
        + "".join(f"<article><h3><a href='{url}'>What {url} tells of a long day</a></h3></article>" for url in urls)
        + "</section>"
        for heading, urls in rails.items()
    )
    head = f"<html lang='en-CA'><head><title>{title}</title></head>"
    return f"{head}<body><nav>{menu}</nav><main>{body}</main></body></html>"


MENU = "<a href='/world/'>World</a><a href='/local/'>Local</a><a href='/rss.xml'>RSS</a>"
STORIES = [f"/{'local' if n % 2 else 'world'}/a-story-of-the-day-{12340 + n}" for n in range(8)]
_RSS = "<rss><channel>{}</channel></rss>".format(
    "".join(
        f"<item><link>{HOME}{url[1:]}</link><pubDate>Wed, 1{n} Apr 2024 10:00:00 GMT</pubDate></item>"
        for n, url in enumerate(STORIES)
    )
)
_INDEX = "<sitemapindex>{}</sitemapindex>".format(
    "".join(f"<sitemap><loc>{HOME}map-2024-0{n}.xml</loc></sitemap>" for n in (4, 3, 2, 1))
)
_MAP = "<urlset>" + "".join(f"<url><loc>{HOME}{url[1:]}</loc></url>" for url in STORIES) + "</urlset>"
PAGES: dict[str, str] = {
    "/": front(
        {"Top stories": STORIES[:4], "World": STORIES[4:6]},
        menu=MENU,
    ),
    "/world/": front({"World": STORIES[::2]}),
    "/rss.xml": _RSS,
    "/sitemap.xml": _INDEX,
    "/map-2024-04.xml": _MAP,
    **{url: article(n) for n, url in enumerate(STORIES)},
}


def toured(
    pages: dict[str, str], start: str = "/", *, described: dict[str, Site] | None = None, sitemaps: tuple[str, ...] = ()
) -> tuple[Tour, list[str]]:
    """The tour from a page, and every path that it asked."""
    known = described or {}
    site = sites.find(HOME, known)
    tour = Tour(site=site, described=known, whole=site, start=HOME.rstrip("/") + start, sitemaps=list(sitemaps))
    asked = [start]
    kinds = {start: "article"}
    for path in asked:
        url = HOME.rstrip("/") + path
        if path not in pages:
            tour.fail(kinds[path], url, "HTTP 404: not there")  # type: ignore[arg-type]
            continue
        stop = Stop(
            kind=kinds[path],  # type: ignore[arg-type]
            url=url,
            body=pages[path].encode("utf-8", "surrogatepass"),
            http_status=200,
            content_type="text/html; charset=utf-8" if pages[path].startswith("<html") else "application/xml",
            fetched_at=AT,
            seconds=0.5,
        )
        for found in tour.add(stop):
            kinds[found.url.removeprefix(HOME.rstrip("/"))] = found.kind
            asked.append(found.url.removeprefix(HOME.rstrip("/")))
    return tour, asked


def look(pages: dict[str, str], start: str = "/", **more: object) -> Survey:
    """The survey of these pages, at one request a second."""
    tour, _ = toured(pages, start, **more)  # type: ignore[arg-type]
    return survey(tour, delay=1.0, crawl_delay=0.0, robots=lambda url: "/world" not in url, has_rules=True)
