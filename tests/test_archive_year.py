"""A year of hourly runs against a simulated site: what is asked, and what is seen of its edits."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archive import Archive
from newscrawl.doors import Page
from newscrawl.items import Article, Found, Visit
from tests.conftest import SITE

RUNS = 365 * 24
START = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = "https://example.org/"
DOWN = range(2000, 2030)
"""Runs in which stories are answered with 503."""


@dataclass
class Story:
    """A story of the site."""

    published: float
    """Hours since START; negative for what is old when the first run comes."""
    edits: list[float]
    kind: str = "article"
    dated: timedelta | None = timedelta(0)
    """How far the date that the page tells is off; None: it tells none."""
    asked: list[int] = field(default_factory=list)
    """Runs that asked it."""
    seen: set[int] = field(default_factory=set)
    """Versions that were seen."""

    def version(self, hour: float) -> int:
        return sum(edit <= hour for edit in self.edits)


def stories(rng: random.Random) -> dict[str, Story]:
    """300 stories: a third edited soon after publication, some late, one live, one restless, some badly dated."""
    found: dict[str, Story] = {}
    for number in range(300):
        published = rng.uniform(-2000, RUNS - 200)
        count = rng.choice((0, 0, 1, 2))
        edits = [published + rng.lognormvariate(1.4, 1.5) for _ in range(count)]
        edits += [published + rng.uniform(300, 3000)] if number % 20 == 0 else []
        dated = (None, timedelta(hours=30), timedelta(days=4000), timedelta(0))[number % 12 if number % 12 < 3 else 3]
        found[f"{HOME}story/{number}"] = Story(published, sorted(edits), dated=dated)
    found[f"{HOME}live"] = Story(1000, [1000 + n / 3 for n in range(1, 90)], kind="liveblog")
    found[f"{HOME}restless"] = Story(1500, [1500 + n / 2 for n in range(2 * RUNS)])
    return found


def article(url: str, story: Story, version: int) -> Article:
    moment = None if story.dated is None else START + story.published * HOUR + story.dated
    return Article(
        url=url,
        page_url=url,
        headline=f"A story at {url}",
        article_body=f"Version {version} of {url}.",
        date_published=moment.isoformat() if moment else None,
        kind=story.kind,  # type: ignore[arg-type]
        reader_version="1",
    )


class Year:
    """The runs, as scheduler, spider and store make them."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path, keep_raw=False)
        self.archive.db.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug, and nobody else reads
        self.archive.db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.archive.db.execute("PRAGMA journal_mode = MEMORY").fetchall()
        self.stories = stories(random.Random(7))
        self.listed: dict[int, list[Found]] = defaultdict(list)
        """The run that is the first to come after publication -> what it finds."""
        for address, story in self.stories.items():
            self.listed[max(0, ceil(story.published))].append(Found(url=address, kind="article"))
        self.fronts = 0
        self.requests: Counter[int] = Counter()
        self.latest: dict[str, Any] = {}

    def run(self, hour: int) -> None:
        """One run of the cron job."""
        archive, now = self.archive, stamp(hour)
        run_id, since = archive.runs.start("news", [SITE], now)
        archive.ledger.begin(SITE.name, now=now, before=since, deep=False, articles=False)
        archive.start(SITE.name, Found(url=HOME, kind="front"), at=now, before=since)
        minutes = 0.0
        while due := archive.ledger.frontier(SITE.name, now=stamp(hour), deep=False, revisit="due", limit=64):
            for row in due:
                minutes += 0.02
                archive.settle(self.page(row.url, hour, stamp(hour + minutes / 60), run_id))
            archive.flush()
        archive.runs.finish(run_id, at=now, reason="finished", status=0, counts={}, problems=[])

    def page(self, url: str, hour: int, at: str, run_id: int) -> Page:
        """What the site answers."""
        if url == HOME:
            self.fronts += 1
            visit = Visit(url=url, at=at, outcome="read", kind="front", http_status=200, found=self.listed[hour])
            return Page(site=SITE, run_id=run_id, visit=visit)
        story = self.stories[url]
        story.asked.append(hour)
        self.requests[hour] += 1
        if hour in DOWN:
            visit = Visit(url=url, at=at, outcome="failed", reason="HTTP 503", http_status=503, retry=True)
            return Page(site=SITE, run_id=run_id, visit=visit)
        version = story.version(hour)
        if version in story.seen:
            visit = Visit(url=url, at=at, outcome="not_modified", http_status=304)
            return Page(site=SITE, run_id=run_id, visit=visit)
        story.seen.add(version)
        visit = Visit(url=url, at=at, outcome="read", kind="article", http_status=200)
        return Page(site=SITE, run_id=run_id, visit=visit, article=article(url, story, version))


def stamp(hour: float) -> str:
    return (START + hour * HOUR).isoformat(timespec="milliseconds")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    year = Year(tmp_path_factory.mktemp("year") / "archive.db")
    for hour in range(RUNS):
        year.run(hour)
    yield year
    year.archive.close()


def usual(year: Year) -> dict[str, Story]:
    return {url: story for url, story in year.stories.items() if "/story/" in url}


def test_the_front_page_is_asked_in_every_run_once(year: Year) -> None:
    assert year.fronts == RUNS


def test_every_story_is_found_by_the_run_after_its_publication(year: Year) -> None:
    late = {url: s for url, s in year.stories.items() if s.asked[0] - max(s.published, 0) > 1}
    assert {url for url, s in late.items() if s.asked[0] not in DOWN and s.asked[0] - 1 not in DOWN} == set()


def test_nearly_all_edits_are_seen_at_little_cost(year: Year) -> None:
    possible = seen = requests = 0
    for story in usual(year).values():
        first = story.asked[0]
        versions = {story.version(hour) for hour in range(first, RUNS)}  # what hourly visits would have seen
        possible += len(versions)
        seen += len(story.seen & versions)
        requests += len(story.asked)
    assert seen / possible > 0.95
    assert requests / len(usual(year)) < 45


def test_no_story_is_given_up_and_none_is_pestered(year: Year) -> None:
    rows = year.archive.db.conn.execute("SELECT url, state, due_at FROM pages WHERE kind = 'article'").fetchall()
    assert {row["state"] for row in rows} == {"done"}
    assert all(stamp(RUNS - 1) < row["due_at"] < stamp(RUNS + 61 * 24) for row in rows)
    for url, story in usual(year).items():
        gaps = [later - earlier for earlier, later in zip(story.asked, story.asked[1:], strict=False)]
        assert max(gaps, default=0) <= 61 * 24, url


def test_old_stories_are_asked_a_few_times_in_a_month(year: Year) -> None:
    for url, story in usual(year).items():
        last = [hour for hour in story.asked if hour >= RUNS - 30 * 24]
        quiet = not any(edit > RUNS - 60 * 24 for edit in story.edits)
        if quiet and story.published < RUNS - 180 * 24:
            assert len(last) <= 2, url


def test_requests_settle_down(year: Year) -> None:
    """A site that publishes all year costs the same at its end as after its first months."""
    quarters = [sum(year.requests[hour] for hour in range(start, start + RUNS // 4)) for start in range(0, RUNS, 2190)]
    assert quarters[3] < 1.25 * quarters[1]


def test_a_story_told_live_is_followed_and_left_when_it_ends(year: Year) -> None:
    story = year.stories[f"{HOME}live"]
    assert set(range(1002, 1028)) <= set(story.asked)
    assert len([hour for hour in story.asked if hour > 1100]) < 60


def test_a_page_that_changes_at_every_look_is_bounded(year: Year) -> None:
    assert len(year.stories[f"{HOME}restless"].asked) < 700
