"""`scrapy crawl demo`: the archive holds the bundled newsrooms as they know themselves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.newsroom import Newsroom, build
from newscrawl.urls import canonical
from tests.crawling import ROOT, command, rows, scrapy, state

NEWSROOM = build("small")
TRUTH = {canonical(story.url): story for host in NEWSROOM.hosts for story in NEWSROOM.truth(host)}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    archive = tmp_path_factory.mktemp("demo") / "archive.db"
    # Started as users start it, and not off the zygote as other crawls of the tests.
    crawl = command("crawl", "demo", archive=archive)
    return archive, subprocess.run(crawl, cwd=ROOT, capture_output=True, text=True, timeout=90, check=False)


def stored(archive: Path) -> dict[str, dict[str, Any]]:
    names = [column[1] for column in rows(archive, "PRAGMA table_info(articles)")]
    return {
        row[names.index("url")]: dict(zip(names, row, strict=True)) for row in rows(archive, "SELECT * FROM articles")
    }


def test_every_article_is_archived_once_and_no_furniture(crawled: tuple[Path, Any]) -> None:
    archive, _ = crawled
    assert sorted(stored(archive)) == sorted(TRUTH)


@pytest.mark.parametrize(
    "field", ["headline", "article_body", "article_section", "date_published", "date_published_utc", "kind", "agency",
              "image_caption", "image_credit", "dateline", "in_language"]
)  # fmt: skip
def test_fields_equal_the_truth(crawled: tuple[Path, Any], field: str) -> None:
    archive, _ = crawled
    articles = stored(archive)
    wrong = {url: (getattr(story, field), articles[url][field]) for url, story in TRUTH.items()
             if (getattr(story, field) or None) != (articles[url][field] or None)}  # fmt: skip
    assert wrong == {}


@pytest.mark.parametrize("field", ["authors", "keywords"])
def test_lists_equal_the_truth(crawled: tuple[Path, Any], field: str) -> None:
    archive, _ = crawled
    articles = stored(archive)
    wrong = {url: (list(getattr(story, field)), json.loads(articles[url][field])) for url, story in TRUTH.items()
             if list(getattr(story, field)) != json.loads(articles[url][field])}  # fmt: skip
    assert wrong == {}


def test_the_report_tells_what_a_person_wants_to_know(crawled: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    archive, done = crawled
    assert done.returncode == 0
    assert done.stderr == ""
    assert f"{len(NEWSROOM.truth('newsroom.test'))} new" in done.stdout
    for words in ("section", "articles", "not stored", str(archive), "scrapy search"):
        assert words in done.stdout


def test_what_robots_txt_forbids_is_not_asked_and_told(crawled: tuple[Path, Any]) -> None:
    archive, _ = crawled
    forbidden = rows(archive, "SELECT state, http_status FROM pages WHERE url LIKE '%/internal/%'")
    assert forbidden
    assert set(forbidden) == {("skipped", None)}


def test_every_address_has_ended_with_a_reason(crawled: tuple[Path, Any]) -> None:
    archive, _ = crawled
    assert rows(archive, "SELECT url FROM pages WHERE state = 'pending' OR reason IS NULL OR reason = ''") == []


def test_front_page_teasers_stand_as_they_stood(crawled: tuple[Path, Any]) -> None:
    archive, _ = crawled
    for host in NEWSROOM.hosts:
        home = NEWSROOM.home(host)
        sql = "SELECT rail, headline, description, article_url FROM teasers WHERE listing_url = ? ORDER BY position"
        got = [
            (rail, headline, description or None, url) for rail, headline, description, url in rows(archive, sql, home)
        ]
        want = [
            (teaser.rail, teaser.headline, teaser.description or None, canonical(teaser.article_url))
            for teaser in NEWSROOM.expected_teasers(host, home)
        ]
        assert got == want


def test_a_second_run_stores_nothing_twice_and_says_so(crawled: tuple[Path, Any]) -> None:
    archive, _ = crawled
    before = state(archive)
    done = scrapy("crawl", "demo", archive=archive)
    assert done.returncode == 0
    assert "newsroom.test: nothing new" in done.stdout
    assert state(archive) == before
    outcomes = rows(archive, "SELECT DISTINCT outcome FROM visits WHERE run_id = (SELECT max(id) FROM runs)")
    assert "not_modified" in outcomes
    assert not {"new", "changed"} & set(outcomes)


def test_search_and_runs_read_the_archive(crawled: tuple[Path, Any]) -> None:
    archive, _ = crawled
    story: Any = NEWSROOM.truth("newsroom.test")[0]
    found = scrapy("search", "--json", f'"{story.headline}"', archive=archive)
    assert story.headline in [json.loads(line)["headline"] for line in found.stdout.splitlines()]
    runs = scrapy("runs", "--json", archive=archive)
    assert json.loads(runs.stdout.splitlines()[0])["exit_status"] == 0


def test_the_newsroom_is_the_same_whenever_it_is_built() -> None:
    again: Newsroom = build("small")
    assert [story.article_body for story in again.truth("gazette.test")] == [
        story.article_body for story in NEWSROOM.truth("gazette.test")
    ]


README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("sql", "shown"), re.findall(r"```sql\n(.*?)```\n```\n(.*?)\n```", README, re.DOTALL))
def test_the_readme_shows_what_the_archive_answers(crawled: tuple[Path, Any], sql: str, shown: str) -> None:
    archive, _ = crawled
    query = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    tool = Path(sys.executable).with_name("sqlite-utils")
    done = subprocess.run([tool, "query", archive, query, "--table"], capture_output=True, text=True, check=True)
    assert [line.rstrip() for line in done.stdout.splitlines()] == shown.splitlines()
