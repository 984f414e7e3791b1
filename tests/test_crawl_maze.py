"""What a crawl finds on a site full of traps, and what it asks for that: told by the server's own list of requests."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawling import HASTE, rows, scrapy, start, stop
from tests.maze import Asked, Maze, serve
from tests.mazestories import NOW, SECTIONS, WWW, Story

STORIES = 120
MOST = 1000
"""Requests after which a run is stopped: one that fell into a trap would not end by itself."""
CONTENT = "SELECT url, headline, article_body, date_published_utc, authors, revision_count FROM articles ORDER BY url"


def command(now: datetime, *args: str) -> tuple[str, ...]:
    clock = ("-s", f"CRAWL_CLOCK={now.isoformat()}", "-s", f"CLOSESPIDER_PAGECOUNT={MOST}")
    return ("crawl", "news", "-a", f"url=http://{WWW}/", *HASTE, *clock, *args)


def crawl(maze: Maze, archive: Path, now: datetime, *args: str) -> int:
    """One run to its end. Returns how much had been asked before it."""
    before = len(maze.asked)
    done = scrapy(*command(now, *args), archive=archive, proxy=maze.proxy)
    assert (done.returncode, done.stderr) == (0, "")
    return before


def fresh(maze: Maze, folder: Path, *args: str) -> tuple[Path, int]:
    """A first run into a new archive: its file, and how much had been asked before it."""
    archive = folder / "archive.db"
    return archive, crawl(maze, archive, NOW, *args)


@pytest.fixture(scope="module")
def maze() -> Iterator[Maze]:
    with serve(Maze(STORIES)) as served:
        yield served


@pytest.fixture(scope="module")
def whole(maze: Maze, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Asked]]:
    """A backfill of the whole site: its archive, and which requests were made for it."""
    archive, before = fresh(maze, tmp_path_factory.mktemp("whole"), "-a", "backfill=1")
    return archive, maze.asked[before:]


Whole = tuple[Path, list[Asked]]


def urls(stories: list[Story]) -> list[str]:
    return sorted(story.url for story in stories)


def test_every_story_is_archived_once_and_nothing_else(maze: Maze, whole: Whole) -> None:
    archive, _ = whole
    assert sorted(rows(archive, "SELECT url FROM articles")) == urls(maze.stories)


def test_no_trap_costs_more_than_twenty_requests(whole: Whole) -> None:
    asked = Counter(asked.what for asked in whole[1])
    assert {what: times for what, times in asked.items() if what.startswith("trap:") and times > 20} == {}


def test_nothing_forbidden_is_asked_and_no_host_of_others(whole: Whole) -> None:
    assert [asked.url for asked in whole[1] if asked.what.startswith(("forbidden", "host:"))] == []


def test_a_story_is_asked_once_by_whichever_address(whole: Whole) -> None:
    asked = Counter(asked.story for asked in whole[1] if asked.story)
    again = [story for story, times in asked.items() if times > 1]
    assert len(again) <= 0.1 * STORIES, again  # some have to be, to learn that a parameter tells nothing
    assert len(whole[1]) <= STORIES * 2.4  # traps cost a small site as much as a large one


def test_a_later_run_costs_little_and_finds_what_is_new(maze: Maze, whole: Whole, tmp_path: Path) -> None:
    original, asked = whole
    archive = tmp_path / "archive.db"
    shutil.copy(original, archive)
    before = crawl(maze, archive, NOW + timedelta(minutes=30))
    assert maze.sent(before) <= 0.03 * sum(page.sent for page in asked)
    assert rows(archive, CONTENT) == rows(original, CONTENT)

    later = NOW + timedelta(hours=6)
    with serve(Maze(STORIES)) as other:
        corrected = next(story for story in other.stories if story.way == "section")
        other.edit(corrected)
        printed = other.publish(later - timedelta(minutes=5))
        crawl(other, archive, later)
    assert rows(archive, "SELECT url FROM articles WHERE revision_count > 1") == [corrected.url]
    assert rows(archive, "SELECT url FROM articles WHERE first_seen > ?", later.isoformat()) == [printed.url]


def test_a_killed_run_and_the_next_give_what_one_run_gives(maze: Maze, whole: Whole, tmp_path: Path) -> None:
    archive, before = tmp_path / "archive.db", len(maze.asked)
    process = start(*command(NOW, "-a", "backfill=1"), archive=archive, proxy=maze.proxy)
    deadline = time.monotonic() + 30
    while maze.counts(before)["article"] < 40 and time.monotonic() < deadline:
        time.sleep(0.01)
    stop(process)
    assert process.returncode == -9
    crawl(maze, archive, NOW, "-a", "backfill=1")
    assert rows(archive, CONTENT) == rows(whole[0], CONTENT)
    stories = sum(maze.told(before).values())
    assert stories <= STORIES * 1.1 + 60  # what was under way, and one burst of pages


def walked(maze: Maze, before: int) -> dict[str, int]:
    """The furthest page that was asked of each section."""
    furthest: dict[str, int] = {}
    for asked in maze.asked[before:]:
        if asked.what == "listing" and (found := re.search(r"com/(\w+)/(?:page/|\?page=)?(\d*)", asked.url)):
            furthest[found[1]] = max(furthest.get(found[1], 1), int(found[2] or 1))
    furthest.pop("archive", None)
    return furthest


def test_a_range_of_days_costs_what_lies_in_it(maze: Maze, tmp_path: Path) -> None:
    since = date(2024, 3, 17)
    archive, before = fresh(maze, tmp_path, "-a", "backfill=1", "-a", f"since={since}")
    wanted = [story for story in maze.stories if story.published.astimezone(UTC).date() >= since]
    assert sorted(rows(archive, "SELECT url FROM articles")) == urls(wanted)
    old = {story.url for story in maze.stories} - set(urls(wanted))
    assert len([asked for asked in maze.asked[before:] if asked.url in old]) <= len(wanted) * 0.25
    assert not [
        asked.url for asked in maze.asked[before:] if re.search(r"/archive/2024/0[12]|maps/20(23|24-0[12])", asked.url)
    ]
    for section, furthest in walked(maze, before).items():
        listed = [story for story in wanted if story in maze.listed[section]]
        assert furthest <= len(listed) // maze.size + 2, section  # one page that tells that what follows is older


def test_sections_cost_what_they_hold(maze: Maze, tmp_path: Path) -> None:
    archive, before = fresh(maze, tmp_path, "-a", "backfill=1", "-a", "sections=local,football")
    found = rows(archive, "SELECT url FROM articles")
    # The second host's feed is named by its front page alone, which is in no section.
    ways = {"local": ("section", "page 7", "feed", "sitemap", "newsmap"), "football": ("section", "page 7", "sitemap")}
    wanted = [s for s in maze.stories if s.way in ways.get(s.section, ())]
    assert set(urls(wanted)) <= set(found)
    assert set(walked(maze, before)) == {"local", "football"}
    others = {s.url for s in maze.stories if s.section in SECTIONS and s.section not in ("local", "football", "world")}
    assert others & set(found) == set()  # the addresses of the world's stories name no section


@pytest.mark.parametrize("how", [("-a", "backfill=1"), ()])
def test_a_run_cut_short_has_the_newest(maze: Maze, tmp_path: Path, how: tuple[str, ...]) -> None:
    archive, _ = fresh(maze, tmp_path, *how, "-s", "CLOSESPIDER_PAGECOUNT=50")
    ranks = {story.url: rank for rank, story in enumerate(maze.stories)}
    found = sorted(ranks[url] for url in rows(archive, "SELECT url FROM articles"))
    assert len(found) >= 20
    assert found[len(found) // 2] <= STORIES // 4, found  # most are of the newest quarter
    assert rows(archive, "SELECT count(*) > 0 FROM pages WHERE state = 'pending'") == [1]
