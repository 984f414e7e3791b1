"""From a target to its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from urllib.parse import parse_qs, unquote

from newscrawl.demo.articles import draw_amp, draw_article, draw_print
from newscrawl.demo.edition import NOW
from newscrawl.demo.feeds import draw_map, draw_robots, draw_rss
from newscrawl.demo.library import pages
from newscrawl.demo.model import Story
from newscrawl.demo.otherpages import draw_forbidden, draw_furniture, draw_listing, draw_missing
from newscrawl.demo.padding import pad
from newscrawl.demo.pictures import draw_picture
from newscrawl.demo.press import Press

__all__ = ["Page", "page_for"]

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is sent."""

    status: int
    content_type: str
    body: bytes
    modified: datetime
    location: str = ""


def page_for(press: Press, stories: list[Story], target: str, page_bytes: int) -> Page:
    """The page at `target`."""
    path, _, query = target.partition("?")
    path = unquote(path)
    changed = max((s.touched for s in stories if s.touched), default=NOW)
    page = _file(press, path, changed) or _listing(press, path, query, changed) or _story(press, stories, path, query)
    if page is None:
        page = Page(404, _HTML, draw_missing(press).encode(), changed)
    if page_bytes and page.content_type.startswith("text/html") and page.status == 200:
        code = "windows-1252" if page.content_type == "text/html" else "utf-8"
        body = pad(page.body.decode(code), target, page_bytes).encode(code)
        page = Page(page.status, page.content_type, body, page.modified)
    return page


def _file(press: Press, path: str, changed: datetime) -> Page | None:
    if path == "/robots.txt":
        return Page(200, "text/plain; charset=utf-8", draw_robots(press).encode(), NOW)
    if path == press.design.feed:
        return Page(200, "application/rss+xml; charset=utf-8", draw_rss(press).encode(), changed)
    if path.startswith("/sitemap") and (xml := draw_map(press, path[1:])):
        return Page(200, "application/xml; charset=utf-8", xml.encode(), changed)
    if path.startswith("/static/") and path.endswith(".css"):
        sheet = files("newscrawl.demo") / "assets" / press.design.stylesheet
        return Page(200, "text/css; charset=utf-8", sheet.read_bytes(), NOW)
    if path.startswith(("/pictures/", "/static/")) and path.endswith(".svg"):
        name = path.rsplit("/", 1)[1].removesuffix(".svg")
        return Page(200, "image/svg+xml", draw_picture(name).encode(), NOW)
    if path.startswith(("/search/", "/internal/")):
        return Page(200, _HTML, draw_forbidden(press, path).encode(), NOW)
    if path.strip("/") in pages():
        return Page(200, _HTML, draw_furniture(press, path).encode(), NOW)
    return None


def _listing(press: Press, path: str, query: str, changed: datetime) -> Page | None:
    page = parse_qs(query).get("page", ["1"])[0]
    target = path if press.design.path_pages or page == "1" else f"{path}?page={page}"
    listing = press.plan.listings.get(target)
    if listing is not None:
        return Page(200, _HTML, draw_listing(press, listing).encode(), changed)
    if path + "/" in press.plan.listings:
        return Page(301, _HTML, b"", changed, f"{press.base}{path}/")
    return None


def _story(press: Press, stories: list[Story], path: str, query: str) -> Page | None:
    amp = path.startswith("/amp/")
    wanted = path[4:] if amp else path
    for story in stories:
        if wanted == story.path:
            changed = story.touched or story.modified or story.published
            if story.gone is not None:
                return Page(story.gone, _HTML, draw_missing(press).encode(), changed)
            if amp and story.layout != "bare":
                return Page(200, _HTML, draw_amp(press, story).encode(), changed)
            if "print=1" in query.split("&") and story.layout != "bare":
                return Page(200, _HTML, draw_print(press, story).encode(), changed)
            html = draw_article(press, story)
            if story.layout == "bare":  # the server says no charset: the page's own meta has to be read
                return Page(200, "text/html", html.encode("windows-1252", "xmlcharrefreplace"), changed)
            return Page(200, _HTML, html.encode(), changed)
        if wanted in story.old_paths or wanted.rstrip("/") == story.path or wanted + "/" == story.path:
            return Page(301, _HTML, b"", NOW, press.base + story.path)
    return None
