"""The pages of the maze: fronts, stories, listings, feeds and sitemaps, and the links that lead astray beside them."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from html import escape
from urllib.parse import quote_plus

from tests.mazestories import NOW, SECTIONS, SPORT, SPORTS, WWW, Story, page_size, plan

__all__ = ["MOBILE", "Pages"]

MOBILE, SHOP, PARTNER = "m.maze-news.com", "shop.maze-news.com", "partner.example"


class Pages:
    """What the site shows."""

    def __init__(self, count: int) -> None:
        self.stories = plan(count)
        self.size = page_size(count)
        self._visit = 0
        self._index()

    def _index(self) -> None:
        self.at = {(s.host, s.path): s for s in self.stories}
        self.spelled = {(s.host, s.path.lower().rstrip("/")): s for s in self.stories}
        self.listed = {
            name: [s for s in self.stories if s.section == name and s.way in ("section", "page 7")] for name in SECTIONS
        }

    def edit(self, story: Story) -> None:
        """Correct a story."""
        story.edits += 1

    def publish(self, published: datetime) -> Story:
        """Print a new story."""
        story = Story(len(self.stories), "world", published)
        self.stories.insert(0, story)
        self._index()
        return story

    # --- pages -------------------------------------------------------------------------------------------------------

    def page(self, host: str, path: str, title: str, main: str, head: str = "") -> bytes:
        """A page with all that surrounds it."""
        rng = random.Random(zlib.crc32(f"{host}{path}".encode()))
        menu = "".join(
            f'<li><a href="http://{WWW}/{name}/">{name.title()}</a></li>' for name in SECTIONS if name not in SPORTS
        )
        menu += "".join(f'<li><a href="http://{SPORT}/{name}/">{name.title()}</a></li>' for name in SPORTS)
        around = "".join(
            f'<li><a href="{escape(href)}">{words}</a></li>' for href, words in self.surroundings(rng, path)
        )
        chores = "".join(f'<li><a href="/{name}/">{name.title()}</a></li>' for name in ("about", "privacy", "contact"))
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
            f'<body><header><nav><ul><li><a href="http://{WWW}/">Home</a></li>{menu}<li><a href="http://{SPORT}/">Sport</a></li>'
            f"</ul></nav></header><main>{main}</main><aside><ul>{around}</ul></aside>"
            f'<footer><ul>{chores}<li><a href="http://{MOBILE}{escape(path)}">Mobile</a></li></ul></footer></body></html>'
        ).encode()

    def surroundings(self, rng: random.Random, path: str) -> Iterator[tuple[str, str]]:
        """Links into the traps, which stand on the first host and are linked from every page."""
        day = NOW + timedelta(days=rng.randint(-900, 900))
        yield f"http://{SHOP}/mug/", "Our shop"
        yield f"http://{PARTNER}/offer/", "Offers"
        yield f"{path}#!/live", "Live view"
        yield "javascript:void(0)", "Share"
        yield "data:text/html,<p>nothing</p>", "Nothing"
        for href, words in (
            (f"/events/{day:%Y/%m/%d}/", f"Events on {day:%d %B}"),
            (f"/archive/{NOW:%Y/%m}/", "All months"),
            (f"/browse/?topic={rng.randint(1, 9)}&region={rng.randint(1, 9)}", "Browse"),
            (f"/search/?q={rng.choice(('storm', 'ferry', 'pier'))}+{rng.randint(1, 99)}", "Search this"),
            (f"/market/used-boat-{rng.randint(1, 400)}/", "Boats for sale in the neighbourhood this week"),
            (f"/tag/topic-{rng.randint(1, 200)}/", "More of this topic"),
            ("/go/latest/", "The latest from our newsroom"),
            (f"/track/?n={rng.randint(1, 99)}", "Follow us"),
            (f"/files/report-{rng.randint(1, 99)}.pdf", "The report in full"),
            ("/intern/desk/", "Newsroom desk"),
            (f"/poll/?vote={rng.randint(1, 9)}", "Vote in our poll of the day"),
        ):
            yield f"http://{WWW}{href}", words

    def teaser(self, story: Story, dress: str = "", words: int = 20) -> str:
        """A teaser with a link in some dress."""
        path = story.path
        if dress == "case":
            path = path.title() if "?" not in path else path
        elif dress == "slash":
            path = path[:-1] if path.endswith("/") else path
        elif dress:
            path += ("&" if "?" in path else "?") + dress
        text = " ".join(story.paragraphs[0].split()[:words])
        return (
            f'<article class="teaser"><h2><a href="http://{story.host}{escape(path)}">{escape(story.headline)}</a></h2>'
            f"<p>{escape(text)} …</p>{_time(story, '%d %B %Y')}</article>"
        )

    def article(self, story: Story, dress: str = "") -> bytes:
        """A story's page; with a dress its print or AMP form."""
        facts = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.headline,
            "datePublished": story.published.isoformat(), "author": {"@type": "Person", "name": story.author},
        }  # fmt: skip
        head = f'<link rel="canonical" href="{story.url}">'
        told = (
            f"<h1>{escape(story.headline)}</h1><p class=byline>By <a href='http://{WWW}/author/{quote_plus(story.author)}/'>"
            f"{story.author}</a> {_time(story, '%d %B %Y %H:%M')}</p>"
        )
        body = f"<article>{told}{story.html}</article>"
        if dress:
            return f"<!doctype html><title>{escape(story.headline)}</title>{head}{body}".encode()
        plain, mark = story.url, "&" if "?" in story.url else "?"
        hangs = f"{plain.rstrip('/')}/" if "?" not in plain and ".html" not in plain else ""
        if story.section in ("local", "football", "court"):
            head += f'<script type="application/ld+json">{json.dumps(facts)}</script>'
        else:
            head += '<meta property="og:type" content="article">'
            head += f'<meta property="og:title" content="{escape(story.headline)}">'
            head += f'<meta property="article:published_time" content="{story.published.isoformat()}">'
        if hangs:
            head += f'<link rel="amphtml" href="{hangs}amp/">'
            head += f'<link rel="alternate" type="application/rss+xml" href="{hangs}feed/">'
        rng = random.Random(story.number)
        shown = [
            s
            for s in rng.sample(self.stories, 5)
            if s.host == story.host and s.way == "section" and s.section != "court"
        ]
        dresses = ("", "mz_from=rail", "case", "slash", "utm_source=rail")
        rail = "".join(self.teaser(s, dresses[(s.number + i) % 5]) for i, s in enumerate(shown))
        rail += "".join(map(self.teaser, story.shows))
        if story.number % 8 == 0 and story.number < 80:  # what was taken down long ago
            dead = f"http://{WWW}/local/council-drops-plan-for-the-{story.number}-ferry/"
            rail += f'<h2><a href="{dead}">Council drops its plan for the ferry</a></h2>'
        more = f'<a href="{escape(plain)}{mark}print=1">Print this</a>' + (
            f' <a href="{hangs}comments/">12 comments</a>' if hangs else ""
        )
        more += "".join(
            f' <a rel="tag" href="http://{WWW}/tag/topic-{rng.randint(1, 200)}/">Topic</a>' for _ in range(3)
        )
        main = f"{body}<p>{more}</p><section><h3>Read next</h3>{rail}</section>"
        return self.page(story.host, story.path, f"{story.headline} - Maze News", main, head)

    def listing(self, host: str, section: str, number: int) -> bytes:
        """A page of a section; beyond the last stands the last once more, with a link to the next."""
        stories = self.listed[section]
        last = max(1, -(-len(stories) // self.size))
        shown = stories[(min(number, last) - 1) * self.size :][: self.size]
        visit = f"sid={self._session()}" if section == "business" else ""
        base = f"http://{host}/{section}/"
        further = f"{base}page/{number + 1}/" if section == "world" else f"{base}?page={number + 1}"
        further += ("&" if "?" in further else "?") + visit if visit else ""
        words = "Load more" if section in SPORTS else "Older stories"
        sorts = "".join(f'<a href="{base}?sort={name}">{name}</a> ' for name in ("newest", "views", "comments"))
        feed = f'<link rel="alternate" type="application/rss+xml" href="{base}feed/">' if section == "world" else ""
        main = f"<h1>{section.title()}</h1><p>{sorts}</p>" + "".join(self.teaser(s, visit) for s in shown)
        main += f'<nav class="pagination"><a rel="next" href="{escape(further)}">{words}</a></nav>'
        return self.page(host, f"/{section}/", f"{section.title()} - page {min(number, last)}", main, feed)

    def front(self, host: str) -> bytes:
        """A front page: the newest stories of its host, on the first also some of the second."""
        shown = self._usual(host)[: 12 if host == WWW else 6] + (self._usual(SPORT)[:3] if host == WWW else [])
        dresses = ("", "utm_source=front", "", "mz_from=front")
        main = "<h1>Maze News</h1>" + "".join(
            self.teaser(s, dresses[i % 4] if s.section != "court" else "") for i, s in enumerate(shown)
        )
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        return self.page(host, "/", "Maze News", main, feed)

    def _usual(self, host: str) -> list[Story]:
        return [s for s in self.stories if s.host == host and s.way == "section"]

    def month(self, first: date) -> bytes:
        """A page of the archive by months, which goes on for ever in both directions."""
        stories = [s for s in self.stories if s.host == WWW and s.way in ("section", "month") and s.section != "court"]
        stories = [s for s in stories if (s.published.year, s.published.month) == (first.year, first.month)]
        before, after = first - timedelta(days=1), first + timedelta(days=31)
        main = f"<h1>{first:%B %Y}</h1>" + "".join(map(self.teaser, stories))
        main += f'<a href="/archive/{before:%Y/%m}/">Month before</a> <a href="/archive/{after:%Y/%m}/">Month after</a>'
        return self.page(WWW, f"/archive/{first:%Y/%m}/", f"{first:%B %Y}", main)

    def _session(self) -> str:
        self._visit += 1
        return f"{self._visit:08d}a7f3b2c1d9e8"

    # --- feeds and sitemaps ------------------------------------------------------------------------------------------

    def feed(self, host: str, path: str) -> bytes:
        """The feed of a host, with some stories that stand nowhere else; or that of a section."""
        only = [s for s in self.stories if s.host == host and s.way == "feed"]
        shown = only + self._usual(host)[:15] if path == "/feed.xml" else self.listed["world"][:10]
        items = "".join(
            f"<item><title>{escape(s.headline)}</title><link>{escape(s.url)}</link>"
            f"<comments>{escape(s.url)}#respond</comments><pubDate>{format_datetime(s.published)}</pubDate></item>"
            for s in shown
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Maze News</title>{items}</channel></rss>'.encode()
        )

    def sitemap(self, host: str, path: str) -> bytes:
        """The index, a map of a month (packed) or the news sitemap; on the second host there is one map of all."""
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        mapped = [s for s in self.stories if s.mapped and s.host == host]
        months = sorted({f"{s.published:%Y-%m}" for s in mapped if s.way != "newsmap"}, reverse=True)
        if path == "/sitemap.xml" and host == WWW:
            names = [f"/maps/{month}.xml.gz" for month in months] + ["/maps/news.xml"]
            maps = "".join(f"<sitemap><loc>http://{WWW}{name}</loc></sitemap>" for name in names)
            return f"<sitemapindex {space}>{maps}</sitemapindex>".encode()
        if path == "/maps/news.xml":
            shown = [s for s in mapped if s.way == "newsmap" or s.published > NOW - timedelta(days=2)]
            news = "".join(
                f"<url><loc>{s.url}</loc><news:news><news:publication><news:name>Maze News</news:name>"
                f"<news:language>en</news:language></news:publication><news:title>{escape(s.headline)}</news:title>"
                f"<news:publication_date>{s.published.isoformat()}</news:publication_date></news:news></url>"
                for s in shown
            )
            more = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
            return f"<urlset {space} {more}>{news}</urlset>".encode()
        shown = [s for s in mapped if s.way != "newsmap" and (host == SPORT or f"{s.published:%Y-%m}" in path)]
        urls = "".join(f"<url><loc>{s.url}</loc><lastmod>{s.published.isoformat()}</lastmod></url>" for s in shown)
        return f"<urlset {space}>{urls}</urlset>".encode()


def _time(story: Story, form: str) -> str:
    return f'<time datetime="{story.published.isoformat()}">{story.published:{form}}</time>'
