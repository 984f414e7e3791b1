"""What a crawl writes: listings with teasers, new stories, known ones that did not change, some that did."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.browse.texts import Texts
from benchmarks.browse.world import END, SITES, stamp
from newscrawl.doors import Page
from newscrawl.items import Article, Capture, Found, Image, Link, Teaser, Visit
from newscrawl.site import Site

__all__ = ["SITE", "Crawl"]

PLACE = SITES[0]
SITE = Site(name=PLACE.name, home=PLACE.home, domains=(PLACE.name,), time_zone=PLACE.zone, language=PLACE.language)
BURST = 50
"""Pages written together."""
NEW, SAME, EDITED = 24, 20, 5
"""Pages of a burst, beside its listing."""
SHOWN = 20
"""Known stories that a listing shows beside the new ones."""


class Crawl:
    """A crawl of the largest site of an archive, burst by burst; of archives of one seed the same but for addresses."""

    def __init__(self, path: Path, run_id: int, seed: int) -> None:
        self._run, self._rng, self._texts = run_id, Random(seed), Texts(seed)
        self._seed, self._number = seed, 0
        self._now = END + timedelta(hours=1)
        self._frame = " ".join(self._texts.paragraph() for _ in range(60))
        with closing(sqlite3.connect(path)) as conn:  # another connection, so that the archive's own has read nothing
            self._known = conn.execute("SELECT max(id) FROM articles").fetchone()[0]
            sql = (
                "SELECT url, headline, article_body, date_published FROM articles"
                " WHERE id = ? AND site = ? AND status = 'live'"
            )
            some = (conn.execute(sql, (self._rng.randint(1, self._known), SITE.name)).fetchone() for _ in range(40_000))
            self._old = [row for row in some if row]

    def burst(self) -> list[Page]:
        """What is written at once, but for the pages that a listing has to announce before."""
        self._now += timedelta(seconds=9)
        old = [self._old.pop() for _ in range(SAME + EDITED)]
        fresh = [self._address() for _ in range(NEW)]
        shown = [row[0] for row in self._rng.choices(self._old, k=SHOWN)]
        pages = [self._listing([*fresh, *shown])]
        pages += [self._story(url) for url in fresh]
        pages += [self._unchanged(row[0]) for row in old[:SAME]]
        pages += [self._edited(*row) for row in old[SAME:]]
        assert len(pages) == BURST
        return pages

    def _address(self) -> str:
        self._number += 1
        return f"{SITE.home}news/2025/01/01/{self._seed}00000{self._number}"

    def _story(self, url: str) -> Page:
        body = self._texts.body()
        return self._told(url, self._texts.headline(), body, self._now.isoformat())

    def _edited(self, url: str, headline: str, text: str, published: str) -> Page:
        body = text.split("\n\n")
        body[-1] = self._texts.paragraph()
        return self._told(url, headline, body, published)

    def _told(self, url: str, headline: str, body: list[str], published: str) -> Page:
        number = self._rng.randrange(10**6)
        image = Image(f"{SITE.home}pictures/{self._seed}-{number}.jpg", caption="A picture")
        article = Article(
            url=url, page_url=url, headline=headline, description=body[0][:150], article_body="\n\n".join(body),
            word_count=sum(len(part.split()) for part in body), in_language="en-US", article_section="News",
            authors=["Ann Other"], date_published=published, date_precision="second", reader_version="1",
            links=[Link(f"{SITE.home}news/{number}", "before")], images=[image], image_url=image.url,
            marks="".join(f"{self._rng.getrandbits(64):016x}" for _ in body),
            provenance=dict.fromkeys(("headline", "article_body", "authors", "date_published"), "json-ld"),
        )  # fmt: skip
        html = f"<html><title>{headline}</title>{self._frame}<p>{'<p>'.join(body)}</html>".encode()
        page = self._page(url, "article", html)
        page.article = article
        page.visit.etag = f'"{number:x}"'
        # What stands beside every story: menu and the latest.
        page.visit.found = [Found(url=row[0], kind="article", priority=300) for row in self._old[:30]]
        page.visit.found += [Found(url=address, kind="section", priority=400) for address, _ in PLACE.sections]
        return page

    def _listing(self, urls: list[str]) -> Page:
        url = PLACE.sections[self._number % 8][0]
        page = self._page(url, "section", self._frame.encode())
        page.teasers = [
            Teaser(listing_url=url, article_url=one, headline=self._texts.headline(), position=place)
            for place, one in enumerate(urls, 1)
        ]
        page.visit.found = [Found(url=one, kind="article", priority=450, date_hint="2025-01-01") for one in urls]
        page.visit.shown = [(one, "") for one in urls]
        return page

    def _unchanged(self, url: str) -> Page:
        visit = Visit(url=url, at=stamp(self._now), outcome="not_modified", http_status=304, kind="article")
        return Page(site=SITE, run_id=self._run, visit=visit)

    def _page(self, url: str, kind: str, html: bytes) -> Page:
        at = stamp(self._now)
        headers = [("Content-Type", "text/html; charset=utf-8")]
        visit = Visit(url=url, at=at, outcome="read", http_status=200, kind=kind)  # type: ignore[arg-type]
        visit.capture = Capture(url=url, fetched_at=at, http_status=200, headers=headers, body=html)
        visit.bytes = len(html)
        return Page(site=SITE, run_id=self._run, visit=visit)
