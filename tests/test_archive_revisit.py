"""The schedule: whatever the times, the next visit lies within its bounds, and quiet puts it off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.archive import Schedule
from newscrawl.archive.revisit import LISTING_LATEST, LISTING_SOONEST, RESTLESS, WHOLE, article_due, born, listing_due
from newscrawl.items import Found
from tests.conftest import Scribe, a_teaser, an_article, at
from tests.test_archive_ledger import frontier

NOW = datetime(2024, 4, 17, 12, tzinfo=UTC)
SCHEDULE = Schedule()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

zones = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
present = st.integers(800_000_000, 7_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
any_time = st.datetimes(timezones=zones)
schedules = st.builds(
    lambda low, high, share: Schedule(timedelta(seconds=min(low, high)), timedelta(seconds=max(low, high)), share),
    st.floats(1, 1e8), st.floats(1, 1e8), st.floats(0.001, 10),
)  # fmt: skip


@given(present, any_time, st.none() | any_time, schedules)
def test_bounds_hold_for_any_times(
    now: datetime, published: datetime, changed: datetime | None, schedule: Schedule
) -> None:
    assert now + schedule.soonest <= article_due(now, published, changed, schedule) <= now + schedule.latest


@given(present, any_time, st.lists(any_time, min_size=2, max_size=2))
def test_the_longer_a_story_was_quiet_the_later_it_is_due(
    now: datetime, published: datetime, moments: list[datetime]
) -> None:
    longer, shorter = sorted(moments)
    due = [article_due(now, published, changed, SCHEDULE) for changed in (shorter, longer, None)]
    assert due == sorted(due)


@given(present, st.lists(any_time, min_size=2, max_size=2), st.none() | any_time)
def test_the_older_a_story_the_later_it_is_due(now: datetime, births: list[datetime], changed: datetime | None) -> None:
    older, younger = sorted(births)
    assert article_due(now, younger, changed, SCHEDULE) <= article_due(now, older, changed, SCHEDULE)


@given(st.none() | any_time, present, st.booleans(), st.booleans())
def test_no_story_is_younger_than_its_address_is_known(
    published: datetime | None, found: datetime, day: bool, deep: bool
) -> None:
    assert born(published, found, day=day, deep=deep) <= found


@given(present, st.none() | any_time)
def test_listings_keep_their_bounds(now: datetime, before: datetime | None) -> None:
    assert now + LISTING_SOONEST <= listing_due(now, before) <= now + LISTING_LATEST


def wait(age: timedelta, quiet: timedelta | None = None) -> timedelta:
    return article_due(NOW, NOW - age, None if quiet is None else NOW - quiet, SCHEDULE) - NOW


def test_minutes_then_hours_then_days_then_weeks() -> None:
    assert wait(HOUR) == timedelta(minutes=15)
    assert wait(DAY) == 6 * HOUR
    assert wait(8 * DAY) == 2 * DAY
    assert wait(56 * DAY) == 14 * DAY
    assert wait(4000 * DAY) == 60 * DAY


def test_a_change_brings_the_next_visit_closer() -> None:
    assert wait(DAY, timedelta(0)) == timedelta(minutes=14.4)
    assert wait(DAY, 4 * HOUR) < HOUR < wait(DAY)


def test_a_page_that_changes_at_every_look_is_bounded() -> None:
    age, visits = HOUR, 0
    while age < 365 * DAY:
        age += wait(age, timedelta(0))
        visits += 1
    assert visits < RESTLESS * 10


def test_a_story_of_tomorrow_counts_as_new_and_one_of_a_day_as_late_that_day() -> None:
    assert born(NOW + DAY, NOW) == NOW
    assert born(NOW.replace(hour=0), NOW, day=True) == NOW
    assert born(NOW.replace(hour=0) - 9 * DAY, NOW, day=True) == NOW.replace(hour=0) - 8 * DAY


def test_a_listing_that_shows_the_same_is_asked_ever_more_seldom_until_it_changes() -> None:
    looks = [NOW, NOW + LISTING_SOONEST]
    while looks[-1] - looks[-2] < LISTING_LATEST:
        looks.append(listing_due(looks[-1], looks[-2]))
    gaps = [late - early for early, late in zip(looks, looks[1:], strict=False)]
    assert gaps == sorted(gaps)
    assert len(gaps) < 12
    assert listing_due(looks[-1], None) == looks[-1] + LISTING_SOONEST


def minutes_until_due(scribe: Scribe, path: str) -> float:
    row = scribe.row(path)
    return (datetime.fromisoformat(row["due_at"]) - datetime.fromisoformat(row["visited_at"])) / timedelta(minutes=1)


def test_a_section_that_shows_the_same_is_left_alone_for_longer_and_the_front_page_never(scribe: Scribe) -> None:
    shown = [a_teaser("/news/pier", listing_url="https://example.org/world/")]
    waits = []
    for minute, teasers in ((0, shown), (20, shown), (50, shown), (100, [])):
        scribe.visit("/", minute, kind="front")
        scribe.visit("/world/", minute, kind="section", teasers=teasers)
        assert minutes_until_due(scribe, "/") == 15
        waits.append(minutes_until_due(scribe, "/world/"))
    assert waits == [15, 30, 45, 15]


def test_of_a_feed_a_304_alone_tells_that_it_is_the_same(scribe: Scribe) -> None:
    waits = []
    for minute, status in ((0, 200), (40, 200), (80, 304)):
        outcome = "read" if status == 200 else "not_modified"
        scribe.visit("/feed/", minute, kind="feed", outcome=outcome, http_status=status)
        waits.append(minutes_until_due(scribe, "/feed/"))
    assert waits == [15, 15, 60]


def test_a_304_leaves_a_story_its_date_and_its_last_change(scribe: Scribe) -> None:
    scribe.found("/news/pier")
    scribe.read(an_article(date_published="2024-04-17T06:00:00+00:00"), 0)
    assert minutes_until_due(scribe, "/news/pier") == 60
    scribe.visit("/news/pier", 60, outcome="not_modified", http_status=304)
    assert minutes_until_due(scribe, "/news/pier") == 75
    scribe.read(an_article(date_published="2024-04-17T06:00:00+00:00", article_body="Other words."), 120)
    assert minutes_until_due(scribe, "/news/pier") == 10
    scribe.visit("/news/pier", 240, outcome="not_modified", http_status=304)
    assert minutes_until_due(scribe, "/news/pier") == 24  # eight hours old, quiet for two


def test_a_story_told_live_is_followed_from_the_start(scribe: Scribe) -> None:
    scribe.read(an_article("/live", kind="liveblog"), 0)
    assert minutes_until_due(scribe, "/live") == 10


def test_a_story_without_a_date_is_a_day_old_and_a_month_where_it_lay_deep(scribe: Scribe) -> None:
    deep = Found(url="https://example.org/old", kind="article", deep=True)
    scribe.visit("/", 0, kind="front", found=[Found(url="https://example.org/new", kind="article"), deep])
    for path in ("/new", "/old"):
        scribe.read(an_article(path, headline=path, article_body=path, date_published=None), 0)
    assert (minutes_until_due(scribe, "/new"), minutes_until_due(scribe, "/old")) == (360, 30 * 360)


def test_what_redirects_is_asked_again_after_a_long_time(scribe: Scribe) -> None:
    scribe.found("/short")
    scribe.visit("/short", 0, outcome="redirected", http_status=301, redirects_to="https://example.org/news/pier")
    assert minutes_until_due(scribe, "/short") == 60 * 24 * 60


def test_all_known_articles_are_due_where_a_run_wants_them_however_deep_they_were_found(scribe: Scribe) -> None:
    scribe.found("/news/pier", kind="article", deep=True)
    scribe.read(an_article(), 1)
    ledger = scribe.archive.ledger
    ledger.begin("example.org", now=at(5), before=at(5), deep=False, articles=True)
    due = ledger.frontier("example.org", now=at(5), deep=False, revisit="all", limit=9)
    assert [row.url for row in due] == ["https://example.org/news/pier"]


@pytest.mark.parametrize("kind", ["article", "front"])
def test_a_server_that_always_says_that_nothing_changed_is_asked_for_the_whole_page_now_and_then(
    scribe: Scribe, kind: str
) -> None:
    answer = {"etag": '"4120"', "last_modified": "Wed, 17 Apr 2024 09:00:00 GMT"}
    path = "/news/pier"
    if kind == "article":
        scribe.read(an_article(path), 0, **answer)
    else:
        scribe.visit(path, 0, kind="front", **answer)
    asked = []
    for look in range(1, 2 * WHOLE):
        asked.append(scribe.row(path)["etag"])
        if asked[-1]:
            scribe.visit(path, look, outcome="not_modified", http_status=304, **answer)
        elif kind == "article":
            scribe.read(an_article(path), look, **answer)
        else:
            scribe.visit(path, look, kind="front", **answer)
    assert [look for look, etag in enumerate(asked, 1) if etag is None] == [WHOLE]


def test_a_sitemap_of_days_that_are_over_is_left_to_backfills(scribe: Scribe) -> None:
    day, last = 24 * 60, 9
    for date in range(last):
        told, path = f"2024-04-{17 + date}", f"/maps/{date}.xml"
        found = Found(url=f"https://example.org{path}", kind="sitemap", date_first=told, date_hint=told)
        scribe.visit("/maps.xml", date * day, kind="sitemap", found=[found])
        for map_ in scribe.all("SELECT url FROM pages WHERE url LIKE '%/maps/%' AND NOT deep"):
            scribe.visit(map_.removeprefix("https://example.org"), date * day + 1, kind="sitemap")
    watched = scribe.all("SELECT date_hint FROM pages WHERE url LIKE '%/maps/%' AND due_at IS NOT NULL AND NOT deep")
    assert watched == [f"2024-04-{17 + date}" for date in range(last - 4, last)]
    scribe.archive.ledger.begin("example.org", now=at(last * day), before=at(last * day), deep=True, articles=False)
    assert "/maps/0.xml" in frontier(scribe, last * day, deep=True)
