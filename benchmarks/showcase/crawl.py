"""Thirty days of runs through the archive's own doors: what a crawl would ask, read and store, without a network.

Listings are written as they were planned; stories are read from their pages by the reader itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from zlib import crc32

from benchmarks.showcase import fronts, pages
from benchmarks.showcase.model import FIRST, LAST, Paper, Story
from benchmarks.showcase.papers import FRENCH
from newscrawl.archive import Archive, Seen
from newscrawl.archive.erasing import captures_of, erase
from newscrawl.cleaning import clean_item
from newscrawl.doors import Due, Page
from newscrawl.extraction import extract
from newscrawl.failures import explain_status
from newscrawl.items import Capture, Found, Teaser, Visit
from newscrawl.monitors.judge import Look, judge

__all__ = ["Crawl", "looks"]

HOURS = (4, 7, 10, 13, 17, 21)
"""When runs start, UTC, every day."""
HOLE = datetime(2024, 4, 3, tzinfo=UTC)
"""A day without runs: the machine was off, and most of that day's stories left the listings before it was on again."""
WALL = datetime(2024, 4, 16, 12, tzinfo=UTC)
"""Since when one of the papers refuses its stories."""
_HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Server", "press"), ("Cache-Control", "max-age=60")]


def looks(days: int) -> list[datetime]:
    """When runs start, on the last so many days."""
    first = LAST.replace(hour=0) - timedelta(days=days - 1)
    every = [first + timedelta(days=day, hours=hour) for day in range(days) for hour in HOURS]
    return [at for at in every if at.date() != HOLE.date()]


class Crawl:
    """The runs of all papers, one after the other."""

    def __init__(self, archive: Archive, stories: list[Story], picture: Callable[[str], bytes]) -> None:
        self._archive = archive
        self._stories = stories
        self._picture = picture
        self._of = {url: s for s in stories for url in (s.paper.home + s.path, s.url(LAST))}
        self._pictures = {url: s for s in stories if (url := pages.picture_url(s))}
        self._now = FIRST

    def run(self, paper: Paper, at: datetime) -> None:
        """One run over one paper."""
        self._now = at + timedelta(seconds=len(paper.title) * 7)
        archive, site, started = self._archive, paper.site, self._stamp()
        run_id, before = archive.runs.start("news", [site], started)
        mark = archive.health.mark()
        archive.start(site.name, Found(url=paper.home, kind="front", priority=500), at=started, before=before)
        archive.ledger.begin(site.name, now=started, before=before, deep=False, articles=False)
        counts = {"pages": 0, "articles_new": 0, "articles_changed": 0, "articles_unchanged": 0}
        asked: set[str] = set()
        while due := self._frontier(site.name, started, asked):
            for page in due:
                asked.add(page.url)
                archive.settle(self._visit(paper, run_id, page))
            for written in archive.flush():
                counts["pages"] += 1
                name = f"articles_{written.outcome}" if written.article else written.outcome
                if name in (*counts, "not_modified", "redirected", "skipped", "failed", "gone"):
                    counts[name] = counts.get(name, 0) + 1
        self._end(paper, run_id, started, mark, counts)

    def _frontier(self, site: str, now: str, asked: set[str]) -> list[Due]:
        due = self._archive.ledger.frontier(site, now=now, deep=False, revisit="due", limit=400, images=True)
        return [page for page in due if page.url not in asked][:50]

    def _end(self, paper: Paper, run_id: int, started: str, mark: int, counts: dict[str, int]) -> None:
        archive, name = self._archive, paper.site.name
        seen = archive.health.figures(run_id, [name], since=started, mark=mark)[name]
        look = Look(
            site=name, run_id=run_id, started=datetime.fromisoformat(started), now=self._now, whole=True,
            ratios=seen.ratios, examples=seen.examples, past=archive.health.past(name, run_id, self._now),
            stories=archive.health.stories(name, self._now), looks=archive.health.looks(name, run_id), front=paper.home,
        )  # fmt: skip
        stamp = self._stamp()
        found = judge(look)
        told = Seen(run_id, name, stamp, True, dict(seen.ratios), [], [finding.as_json() for finding in found])
        archive.runs.finish(
            run_id, at=stamp, reason="finished", status=4 if found else 0, counts=counts,
            problems=[finding.line(stamp) for finding in found], seen=[told],
        )  # fmt: skip

    def _stamp(self) -> str:
        self._now += timedelta(milliseconds=870)
        return self._now.isoformat(timespec="milliseconds")

    # -- what a page answers ----------------------------------------------------------------------------------------

    def _visit(self, paper: Paper, run_id: int, due: Due) -> Page:
        at = self._stamp()
        visit = Visit(url=due.url, at=at, outcome="read", http_status=200, kind=due.kind)
        page = Page(site=paper.site, run_id=run_id, visit=visit)
        if due.url == paper.home:
            self._list(page, paper, "front", fronts.front(paper, self._stories, self._now), paper.title)
        elif slug := next((slug for slug in paper.sections if due.url == paper.section_url(slug)), None):
            self._list(page, paper, "section", fronts.section(paper, slug, self._stories, self._now), slug)
        elif due.url in self._pictures:
            self._show(page, due.url)
        elif due.url in self._of:
            self._tell(page, self._of[due.url], due)
        else:
            _answer(visit, 404)
        return page

    def _list(self, page: Page, paper: Paper, kind: str, shown: list[fronts.Shown], title: str) -> None:
        visit = page.visit
        shown = [one for one in shown if not _is_missed(one.story, self._now)]
        page.teasers = [
            Teaser(
                listing_url=visit.url, article_url=one.story.url(self._now), headline=one.headline, rail=one.rail,
                description=one.description, label=one.label, position=place,
            )
            for place, one in enumerate(shown, 1)
        ]  # fmt: skip
        visit.kind = kind  # type: ignore[assignment]
        visit.shown = [(teaser.article_url, teaser.rail) for teaser in page.teasers]
        visit.found = [
            Found(url=teaser.article_url, kind="article", priority=300, date_hint=f"{one.story.published:%Y-%m-%d}")
            for teaser, one in zip(page.teasers, shown, strict=True)
        ]
        if kind == "front":
            visit.found += [Found(url=paper.section_url(slug), kind="section", priority=200) for slug in paper.sections]
            visit.found += [
                Found(url=f"{paper.home}subscribe/", skip="a form, an account or a shop"),
                Found(url="https://weather.example/coast", skip="another site"),
                Found(url=f"{paper.home}archive/2023/", kind="section", priority=20, deep=True),
            ]
            visit.found += _left_aside(paper, self._now)
        self._keep(visit, pages.listing(paper, title, shown, self._now), kind)

    def _show(self, page: Page, url: str) -> None:
        visit, story = page.visit, self._pictures[url]
        if story.picture and story.picture.endswith("7"):  # some are not there any more
            _answer(visit, 404)
            return
        body = self._picture(story.picture or "")
        visit.kind, visit.bytes = "image", len(body)
        headers = [("Content-Type", "image/jpeg"), ("Content-Length", str(len(body)))]
        visit.capture = Capture(url=url, fetched_at=visit.at, http_status=200, headers=headers, body=body, kind="image")

    def _tell(self, page: Page, story: Story, due: Due) -> None:
        visit, now = page.visit, self._now
        if story.moved and story.moved[0] <= now and due.url != story.url(now):
            visit.outcome, visit.http_status, visit.redirects_to = "redirected", 301, story.url(now)
            visit.found = [Found(url=story.url(now), kind="article", priority=300)]
        elif story.missing or not story.is_out(now):
            _answer(visit, 404)
        elif story.broken:
            _answer(visit, 500)
        elif story.paper is FRENCH and now >= WALL:
            _answer(visit, 403)
        else:
            self._read(page, story, due)

    def _read(self, page: Page, story: Story, due: Due) -> None:
        visit, html = page.visit, pages.article(story, self._now)
        visit.etag = f'"{blake2b(html.encode(), digest_size=8).hexdigest()}"'
        if due.etag == visit.etag:
            visit.outcome, visit.http_status = "not_modified", 304
            return
        article = extract(html.encode(), visit.url, fetched_at=self._now, site=page.site)
        assert article is not None, visit.url
        article.page_url = visit.url
        clean_item(article)
        page.article = article
        self._keep(visit, html, "article")

    def _keep(self, visit: Visit, html: str, kind: str) -> None:
        body = html.encode()
        visit.kind, visit.bytes = kind, len(body)  # type: ignore[assignment]
        headers = [*_HEADERS, ("Date", f"{self._now:%a, %d %b %Y %H:%M:%S GMT}"), ("Content-Length", str(len(body)))]
        visit.capture = Capture(
            url=visit.url, fetched_at=visit.at, http_status=200, headers=headers, body=body, kind=kind,
            protocol="HTTP/1.1",
        )  # fmt: skip

    def take_down(self) -> None:
        """Erase what has to be erased, as `scrapy erase` does."""
        archive = self._archive
        for story in self._stories:
            if story.erased:
                url = story.url(LAST)
                if archive.captures:
                    archive.captures.erase(captures_of(archive, url))
                erase(archive.db, url, at=self._stamp(), reason=story.erased)


def _left_aside(paper: Paper, now: datetime) -> list[Found]:
    """Stories of the day that no run asks: deep in an archive, kept back by robots.txt, or no stories at all."""
    day, hint, slug = f"{paper.home}{{}}/{now:%Y/%m/%d}/", f"{now:%Y-%m-%d}", next(iter(paper.sections))
    count = crc32(f"{paper.key} {now:%d}".encode())
    found = [
        Found(url=f"{day.format(slug)}notices-{n}", kind="article", priority=100, deep=True, date_hint=hint)
        for n in range(count % 3)
    ]
    if count % 4 == 0:
        url = f"{day.format('subscribers')}letters"
        found.append(Found(url=url, kind="article", priority=250, date_hint=hint, skip="robots.txt forbids it"))
    return found


def _answer(visit: Visit, status: int) -> None:
    outcome, reason, retry = explain_status(status)
    visit.outcome, visit.reason, visit.retry = outcome, reason, retry
    visit.http_status, visit.kind = status, "other"


def _is_missed(story: Story, now: datetime) -> bool:
    """Whether a story of the day without runs has left the listings by the next day (most have)."""
    of_hole = HOLE <= story.published < HOLE + timedelta(hours=21)
    return of_hole and now > HOLE + timedelta(days=1) and len(story.key) % 4 != 0
