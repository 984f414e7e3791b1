"""What recurs on a site's pages leaves its stories, in whatever order and however often interrupted they are read."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newscrawl.extraction import READER_VERSION
from tests.crawling import HASTE, rows, scrapy, start, stop
from tests.learntsite import Story, stories
from tests.mannered import Answer, Site, page, serve

STORIES = stories(12)
CLOCK = "2024-05-01T{hour:02}:00:00+00:00"
FOUND = """
SELECT url, article_body, reader_version, revision_count, content_hash, word_count FROM articles ORDER BY url
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        for story in STORIES:
            site.pages[story.path] = html(story)
        show(site, STORIES)
        yield site


def html(story: Story) -> Answer:
    return Answer(story.html, headers={"Content-Type": "text/html; charset=utf-8"})


def show(site: Site, listed: list[Story]) -> None:
    """Put these stories on the front page."""
    site.pages["/"] = page(*(story.path for story in listed))


def crawl(site: Site, archive: Path, *options: str, hour: int = 12) -> dict[str, Any]:
    """One run; its counts."""
    options = (*HASTE, "-s", f"CRAWL_CLOCK={CLOCK.format(hour=hour)}", *options)
    done = scrapy("crawl", "news", "-a", f"url={site.home}", *options, archive=archive)
    assert (done.returncode, done.stderr) == (0, "")
    counts: dict[str, Any] = json.loads(rows(archive, "SELECT counts FROM runs ORDER BY id DESC")[0])
    return counts


def bodies(archive: Path) -> list[str]:
    found: list[str] = rows(archive, "SELECT article_body FROM articles ORDER BY url")
    return found


def test_pages_read_before_their_site_was_known_are_read_again_at_the_runs_end(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    counts = crawl(site, archive)
    assert bodies(archive) == [story.body for story in STORIES]
    assert counts["articles_reread"] == len(STORIES)
    versions = rows(archive, "SELECT DISTINCT reader_version FROM articles")
    assert all(version.startswith(f"{READER_VERSION}+") for version in versions)
    same = "SELECT count(*) FROM articles a JOIN revisions r ON article_id = a.id AND a.content_hash = r.content_hash"
    assert rows(archive, same + " AND a.article_body = r.article_body") == [len(STORIES)]
    assert rows(archive, "SELECT count(*) FROM revisions") == [len(STORIES)]
    assert rows(archive, "SELECT count(*) FROM articles_fts('horns AND ferries AND sight')") == [0]
    assert len(rows(archive, "SELECT site FROM site_knowledge")) == 1


def test_an_unchanged_page_is_unchanged_whatever_was_learnt_since(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(site, archive)
    before = rows(archive, FOUND)
    counts = crawl(site, archive, "-a", "revisit=all", hour=13)
    assert counts["articles_unchanged"] == len(STORIES)
    assert "articles_changed" not in counts
    assert "articles_reread" not in counts
    assert rows(archive, FOUND) == before


def test_the_order_of_pages_and_runs_does_not_matter(site: Site, tmp_path: Path) -> None:
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    crawl(site, one)
    for hour, listed in enumerate((STORIES[8:], STORIES[5:8], STORIES[:5])):
        show(site, listed)
        crawl(site, other, hour=12 + hour)
    assert rows(one, FOUND) == rows(other, FOUND)
    assert rows(one, "SELECT marks FROM story_marks ORDER BY marks") == rows(
        other, "SELECT marks FROM story_marks ORDER BY marks"
    )


def test_a_run_without_time_to_read_again_leaves_it_to_the_next(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(site, archive, "-s", "REREAD_SECONDS=0")
    assert bodies(archive) == [story.plain for story in STORIES]
    crawl(site, archive, hour=13)
    assert bodies(archive) == [story.body for story in STORIES]
    assert rows(archive, "SELECT sum(revision_count) FROM articles") == [len(STORIES)]


def test_a_run_killed_among_its_stories_comes_to_the_same_end(site: Site, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    crawl(site, whole)
    for story in STORIES[6:]:
        site.pages[story.path] = Answer(story.html, headers=html(story).headers, seconds=0.7)
    run = start("crawl", "news", "-a", f"url={site.home}", *HASTE, archive=killed)
    until = time.monotonic() + 60
    while time.monotonic() < until and not _archived(killed):
        time.sleep(0.05)
    stop(run, signal.SIGKILL)
    assert 0 < _archived(killed) < len(STORIES)
    crawl(site, killed)
    assert rows(killed, FOUND) == rows(whole, FOUND)


def _archived(archive: Path) -> int:
    known = archive.exists() and rows(archive, "SELECT 1 FROM sqlite_master WHERE name = 'articles'")
    return int(rows(archive, "SELECT count(*) FROM articles")[0]) if known else 0


def test_without_captures_a_visit_puts_the_text_right_and_makes_no_new_version(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(site, archive, "-s", "KEEP_RAW=0")
    assert bodies(archive) == [story.plain for story in STORIES]
    counts = crawl(site, archive, "-s", "KEEP_RAW=0", "-a", "revisit=all", hour=13)
    assert counts["articles_unchanged"] == len(STORIES)
    assert bodies(archive) == [story.body for story in STORIES]
    assert rows(archive, "SELECT sum(revision_count) FROM articles") == [len(STORIES)]


def test_another_reader_is_no_edit_and_an_edit_is_told_from_it(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    crawl(site, archive)
    with closing(sqlite3.connect(archive)) as db, db:
        for table in ("articles", "revisions"):
            db.execute(
                f"UPDATE {table} SET reader_version = '0', article_body = 'Sign in to read.', content_hash = '0'"
            )
    edited, *others = STORIES
    for story in others:
        rail = story.html.replace(b"</body>", b"<aside><a href='/9'>A rail of today</a></aside></body>")
        site.pages[story.path] = Answer(rail, headers=html(story).headers)
    assert b"captain" in edited.html
    site.pages[edited.path] = Answer(edited.html.replace(b"captain", b"skipper"), headers=html(edited).headers)
    counts = crawl(site, archive, "-a", "revisit=all", hour=14)
    assert (counts["articles_changed"], counts["articles_unchanged"]) == (1, len(others))
    assert sorted(bodies(archive)) == sorted(
        [edited.body.replace("captain", "skipper"), *(story.body for story in others)]
    )
    told = "SELECT article_body FROM revisions WHERE number = 1 ORDER BY id"
    assert sorted(rows(archive, told)) == sorted(story.body for story in STORIES)


def test_an_import_that_did_not_come_to_its_end_is_learnt_from_by_the_next(site: Site, tmp_path: Path) -> None:
    crawled, archive, pages = tmp_path / "crawled.db", tmp_path / "archive.db", tmp_path / "pages.warc.gz"
    crawl(site, crawled)
    assert scrapy("export", str(pages), archive=crawled).returncode == 0
    command = ("crawl", "warc", "-a", f"files={pages}")
    scrapy(*command, "-s", "REREAD_SECONDS=0", archive=archive)
    with closing(sqlite3.connect(archive)) as db, db:  # as a kill before its lessons leaves it
        db.execute("UPDATE runs SET finish_reason = NULL, finished_at = NULL, exit_status = NULL")
    assert bodies(archive) != [story.body for story in STORIES]
    assert "nothing to do" in scrapy(*command, archive=archive).stderr
    assert bodies(archive) == [story.body for story in STORIES]
    before = rows(archive, "SELECT counts FROM runs ORDER BY id DESC LIMIT 1")
    assert json.loads(before[0])["articles_reread"] == len(STORIES)
    scrapy(*command, archive=archive)
    assert "articles_reread" not in json.loads(rows(archive, "SELECT counts FROM runs ORDER BY id DESC LIMIT 1")[0])
