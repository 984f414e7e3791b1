"""Answers requests: the page of a story, a front page, a feed, or what a server says when it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from random import Random
from zlib import crc32

from benchmarks.living import modern, old, wordpress
from benchmarks.living.fronts import Fronts, Shown, listings
from benchmarks.living.model import Site, Story, World
from benchmarks.living.noise import Noise

__all__ = ["Answer", "Newsstand"]

_STORY_PAGES = {"daily": wordpress.story_page, "herald": modern.story_page, "semanario": old.story_page}
_PAGES: dict[str, Callable[[Site, Noise, str, str, str], str]] = {
    "daily": wordpress.page, "herald": modern.page, "semanario": old.page,
}  # fmt: skip
_MISSING = {
    "daily": ("Page not found", "Oops! That page can’t be found. It looks like nothing was found at this location."),
    "herald": (
        "This article is no longer available",
        "The article that you are looking for has been removed or has expired.",
    ),
    "semanario": ("Página no encontrada", "La página que busca no existe o ha sido retirada de nuestro servidor."),
}
_ABOUT = ("/about/", "/contact/", "/about", "/privacy", "/contacto.php", "/quienes.php")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent, and what it tells of which story."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    story: str = ""
    version: int = 0
    what: str = "other"


class Newsstand:
    """All sites, at one moment."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.seed = seed
        self.fronts = Fronts(world, seed)
        self._addresses = {
            (world.sites[story.site].host, path): story
            for story in world.stories for text in story.texts.values() for path in (text.path, text.twin) if path
        }  # fmt: skip
        self._names = {site.host: name for name, site in world.sites.items()}

    def answer(self, host: str, path: str, visit: int, asked: int, tag: str) -> Answer | None:
        """The answer to the `asked`th request of an address; None: the host is out of reach.

        `tag` is If-None-Match.
        """
        name = self._names.get(host)
        if name is None:
            return Answer(404, b"no such host", what="unknown host")
        site = self.world.sites[name]
        if visit in site.down:
            return None
        rng = Random(f"{self.seed} {host}{path} {visit} {asked}")
        others = [
            (self._address(story, visit), story.text(visit).headline) for story in site.stories if story.shown(visit)
        ]
        noise = Noise(rng, self.world.times[visit], site.language, others)
        story = self._addresses.get((host, path))
        if story is not None and story.born <= visit:
            return self._story(story, name, path, visit, noise, tag)
        return self._other(name, site, path, visit, noise)

    def _address(self, story: Story, visit: int) -> str:
        return f"http://{self.world.sites[story.site].host}{story.text(visit).path}"

    def _story(self, story: Story, name: str, path: str, visit: int, noise: Noise, tag: str) -> Answer:
        site, text = self.world.sites[name], story.text(visit)
        away = story.away.get(visit, "").removeprefix("bad").replace("dead", "500")
        if away == "front":
            return Answer(302, b"", (("Location", f"http://{site.host}/"),), story.key, what="front")
        if away == "soft":
            return self._missing(name, site, noise, 200, story.key)
        if away:
            return self._missing(name, site, noise, int(away), story.key)
        if path not in (text.path, text.twin):
            if path in story.lost:
                return replace(self._missing(name, site, noise, 404, story.key), what="left")
            if all(path not in (known.path, known.twin) for at, known in story.texts.items() if at <= visit):
                return self._nowhere(name, site, noise)
            return Answer(301, b"", (("Location", self._address(story, visit)),), story.key, what="moved")
        version = story.version(visit)
        fields: list[tuple[str, str]] = [("ETag", f'"{noise.token()}"')]
        modified = self.world.times[story.modified(visit)] - timedelta(
            minutes=30 if story.modified(visit) > story.born else 0
        )
        modified = max(text.published, modified) if story.modified(visit) > story.born else text.published
        if story.static:
            own = crc32(self._address(story, visit).encode())  # its canonical link is part of the page
            fields = [("ETag", f'"v{version}-{story.modified(visit)}-{own:x}"')]
            if tag == fields[0][1]:
                return Answer(304, b"", tuple(fields), story.key, version, "same")
        page = _STORY_PAGES[name](site, text, modified, noise, self._address(story, visit))
        return _html(name, 200, page, story.key, version, "story", fields)

    def _other(self, name: str, site: Site, path: str, visit: int, noise: Noise) -> Answer:
        if path == "/":
            return self._listing(name, site, self.fronts.front(name, visit), site.name, noise)
        for section in site.sections:
            if f"http://{site.host}{path}" == listings(name, section):
                return self._listing(name, site, self.fronts.section(name, section, visit), section, noise)
        if path == "/robots.txt":
            rules = "User-agent: *\nDisallow: /wp-admin/\n"
            rules += f"Sitemap: http://{site.host}/news-sitemap.xml\n" if name == "herald" else ""
            return Answer(200, rules.encode(), (("Content-Type", "text/plain"),))
        if path == "/feed/" and name == "daily":
            return self._feed(site, visit)
        if path == "/news-sitemap.xml" and name == "herald":
            return self._sitemap(site, visit)
        if path in _ABOUT:
            main = f"<h1>{site.name}</h1><p>{site.name} has told what happens since 1894. Write to us at any time.</p>"
            return _html(name, 200, _PAGES[name](site, noise, site.name, "", main))
        return self._nowhere(name, site, noise)

    def _nowhere(self, name: str, site: Site, noise: Noise) -> Answer:
        """What the site says of an address that has never been: the old one says that all is well."""
        return self._missing(name, site, noise, 200 if name == "semanario" else 404, "")

    def _missing(self, name: str, site: Site, noise: Noise, status: int, key: str) -> Answer:
        title, words = _MISSING[name]
        if status >= 500:
            title, words = "Service unavailable", "Please try again in a moment."
        body = _PAGES[name](site, noise, f"{title} - {site.name}", "", f"<h1>{title}</h1><p>{words}</p>")
        return _html(name, status, body, key, 0, f"missing {status}")

    def _listing(self, name: str, site: Site, shown: list[Shown], title: str, noise: Noise) -> Answer:
        parts: list[str] = []
        rail = ""
        for teaser in shown:
            if teaser.rail != rail:
                parts += ["</section>" if rail else "", _RAIL[name].format(name=teaser.rail, token=noise.token(5))]
                rail = teaser.rail
            visit = self.world.times.index(noise.now)
            text = teaser.story.text(visit)
            listed = rail not in ("Most read", "Trending", "Lo más visto")
            parts.append(_TEASER[name].format(
                url=text.path.replace("&", "&amp;"), words=noise.text(teaser.words), token=noise.token(6),
                standfirst=noise.text(text.standfirst) if listed else "", ago=noise.ago(text.published),
                count=noise.count(0, 90),
            ))  # fmt: skip
        main = "\n".join([*parts, "</section>"])
        return _html(name, 200, _PAGES[name](site, noise, title, "", main), what="listing")

    def _feed(self, site: Site, visit: int) -> Answer:
        there = sorted(
            (story for story in site.stories if story.shown(visit)), key=lambda story: story.text(visit).published
        )
        items = "".join(
            f"<item><title>{Noise.text(self._quiet(visit), story.text(visit).headline)}</title>"
            f"<link>{self._address(story, visit)}</link>"
            f"<pubDate>{format_datetime(story.text(visit).published)}</pubDate></item>"
            for story in reversed(there[-15:])
        )
        head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">'
        body = f"{head}<channel><title>{site.name}</title>{items}</channel></rss>"
        return Answer(200, body.encode(), (("Content-Type", "application/rss+xml; charset=UTF-8"),), what="feed")

    def _quiet(self, visit: int) -> Noise:
        made = Noise(Random(0), self.world.times[visit], "en", [])
        made.quotes = "typographic"
        return made

    def _sitemap(self, site: Site, visit: int) -> Answer:
        urls = "".join(
            f"<url><loc>{self._address(story, visit)}</loc><news:news><news:publication>"
                f"<news:name>{site.name}</news:name>"
            f"<news:language>en</news:language></news:publication>"
                f"<news:publication_date>{story.text(visit).published.isoformat()}"
            f"</news:publication_date>"
                f"<news:title>{Noise.text(self._quiet(visit), story.text(visit).headline)}</news:title></news:news>"
                f"</url>"
            for story in site.stories if story.shown(visit)
        )  # fmt: skip
        body = ('<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
                f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>')  # fmt: skip
        return Answer(200, body.encode(), (("Content-Type", "application/xml"),), what="sitemap")


_RAIL = {
    "daily": '<section class="rail rail-{token}"><h2 class="section-title">{name}</h2>',
    "herald": '<section class="Rail_{token}"><h2>{name}</h2>',
    "semanario": '<section><h2><font color="#990000">{name}</font></h2>',
}
_TEASER = {
    "daily": '<article class="post hentry t-{token}"><h3 class="entry-title">'
        '<a href="{url}" rel="bookmark">{words}</a></h3>'
             '<p class="excerpt">{standfirst}</p><span class="ago">{ago}</span> '
                 '<span class="comments">{count} comments</span></article>',
    "herald": '<div class="Card_{token}"><a href="{url}"><h3>{words}</h3></a><p>{standfirst}</p><time>{ago}</time>'
        '<span>{count} shares</span></div>',
    "semanario": '<table width="100%"><tr><td><b><a href="{url}">{words}</a></b><br>{standfirst}<br>'
        '<font size="1">{ago} | {count} com.</font></td></tr></table>',
}  # fmt: skip


def _html(name: str, status: int, page: str, story: str = "", version: int = 0, what: str = "other",
          fields: list[tuple[str, str]] | None = None) -> Answer:  # fmt: skip
    """A page in the encoding of its site."""
    codec, charset = ("cp1252", "") if name == "semanario" else ("utf-8", "; charset=utf-8")
    headers = (("Content-Type", f"text/html{charset}"), ("Cache-Control", "no-cache"), *(fields or []))
    return Answer(status, page.encode(codec, "xmlcharrefreplace"), headers, story, version, what)
