"""Runs at stepped times (CRAWL_CLOCK), seen from the server that is asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, page, serve

START = datetime(2024, 4, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MODIFIED = "Wed, 17 Apr 2024 07:59:59 GMT"
WORDS = (
    "The council of Harbour County voted on Monday to rebuild the old pier, six years after a storm took half of it.",
    "Work begins in the spring, said the mayor, who had promised a new pier when she was elected for the first time.",
    "Fishermen who had landed their catch at the ferry terminal since then welcomed the vote with a row of horns.",
)


def story(path: str, published: datetime | None) -> Answer:
    """An article whose server answers conditional requests by the date alone."""
    facts = {"@type": "NewsArticle", "author": "Ann Lee", "headline": f"Council votes to rebuild the pier, part {path}"}
    if published:
        facts["datePublished"] = published.isoformat()
    paragraphs = "".join(f"<p>{words}</p>" for words in (*WORDS, f"This is what the page at {path} has to tell."))
    html = (
        f"<!doctype html><title>{facts['headline']}</title>"
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **facts})}</script>'
        f"<body><article><h1>{facts['headline']}</h1>{paragraphs}</article>"
    )
    fields = {"Content-Type": "text/html; charset=utf-8", "Last-Modified": MODIFIED}
    return Answer(html.encode(), headers=fields)


def crawl(site: Site, archive: Path, now: datetime) -> list[str]:
    """One run; the stories that it asked."""
    before = len(site.asked)
    clock = ("-s", f"CRAWL_CLOCK={now.isoformat()}")
    done = scrapy("crawl", "news", "-a", f"url={site.home}", *HASTE, *clock, archive=archive)
    assert (done.returncode, done.stderr) == (0, "")
    asked = site.paths()[before:]
    assert asked.count("/") == 1
    return sorted(path for path in asked if path.startswith("/news/"))


def test_runs_ask_ever_fewer_stories_as_these_grow_old(tmp_path: Path) -> None:
    published = {
        "/news/now": START,
        "/news/tomorrow": START + 26 * HOUR,
        "/news/week": START - 7 * 24 * HOUR,
        "/news/undated": None,
    }
    archive = tmp_path / "archive.db"
    with serve() as site:
        site.pages["/"] = page(*published)
        for path, moment in published.items():
            site.pages[path] = lambda before, path=path, moment=moment: (  # type: ignore[misc]
                Answer(b"", 304) if before else story(path, moment)
            )
        asked = [crawl(site, archive, START + hours * HOUR) for hours in (0, 1, 24, 720, 721)]
        since = dict(site.since)
    young = ["/news/now", "/news/tomorrow", "/news/undated"]  # a date of tomorrow is none
    assert asked == [sorted(published), young[:1], young, sorted(published), []]
    assert since == dict.fromkeys(published, MODIFIED)
    assert rows(archive, "SELECT count(*) FROM articles WHERE revision_count = 1") == [4]
    shown = rows(archive, "SELECT DISTINCT visited_at FROM pages WHERE kind = 'article' AND due_at <= visited_at")
    assert shown == []
