"""A site that goes quiet is told of, and a site that rests as it always does is not."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.monitors.silence import unusual_silence

START = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = START + 31 * DAY + 7.5 * HOUR
HOLIDAYS = {(3, 29), (4, 1), (5, 1), (5, 27), (7, 4), (9, 2), (11, 28), (12, 25), (12, 26)}

# Stories a day from Monday to Sunday, from which hour to which, and whether holidays are kept.
KINDS: dict[str, tuple[tuple[float, ...], float, float, bool]] = {
    "round the clock": ((40, 40, 40, 40, 40, 25, 20), 0, 24, False),
    "a city's daily": ((30, 30, 30, 30, 30, 12, 8), 6, 23, False),
    "three a day": ((3, 3, 3, 3, 3, 3, 3), 7, 21, False),
    "working days": ((12, 12, 12, 12, 12, 0, 0), 8, 18, True),
    "a weekly": ((0, 0, 0, 15, 0, 0, 0), 8, 10, False),
    "now and then": ((0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 0.2), 7, 22, False),
}
PAUSES = {"every six hours": (6.0, 6.0), "daily": (24.0, 24.0), "at random": (1.0, 60.0)}


def lived(kind: str, days: int = 400) -> list[datetime]:
    """When the stories of a site of some kind come."""
    week, first, last, rests = KINDS[kind]
    rng, came = Random(kind), []  # noqa: S311
    for number in range(days):
        day = START + number * DAY
        if rests and (day.month, day.day) in HOLIDAYS:
            continue
        moment = rng.expovariate(1)
        while moment < week[day.weekday()]:
            came.append(day + rng.uniform(first, last) * HOUR)
            moment += rng.expovariate(1)
    return sorted(came)


def visits(cron: str) -> list[datetime]:
    """When it is visited."""
    rng, at, looks = Random(cron), BEGIN, []  # noqa: S311
    while at < BEGIN + 365 * DAY:
        looks.append(at)
        at += rng.uniform(*PAUSES[cron]) * HOUR
    return looks


def told(stories: list[datetime], looks: list[datetime]) -> list[datetime]:
    """The visits at which its silence is told."""
    spoke: list[datetime] = []
    reported: dict[datetime, datetime] = {}
    for number, now in enumerate(looks):
        known = stories[: bisect_right(stories, now)]
        if not known or now - known[-1] < 4 * HOUR:
            continue
        silence = unusual_silence(known, now, watched=BEGIN, looks=looks[:number], reported=list(reported.items()))
        if silence:
            reported[silence.since] = now
            spoke.append(now)
    return spoke


@pytest.mark.parametrize("cron", PAUSES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_year_of_an_ordinary_rhythm_raises_no_alarm(kind: str, cron: str) -> None:
    assert told(lived(kind), visits(cron)) == []


@pytest.mark.parametrize(
    ("kind", "days"),
    [("round the clock", 1.5), ("a city's daily", 2), ("three a day", 5), ("working days", 7), ("a weekly", 15)],
)
def test_a_site_that_goes_quiet_is_told_of_from_then_on(kind: str, days: float) -> None:
    end = START + 150 * DAY
    stories = [story for story in lived(kind) if story < end]
    looks = [look for look in visits("daily") if look < end + 20 * DAY]
    spoke = told(stories, looks)
    assert end < spoke[0] <= stories[-1] + (days + 1) * DAY
    assert spoke == [look for look in looks if look >= spoke[0]]


def test_the_first_daily_run_without_a_story_is_told_where_each_day_had_some() -> None:
    stories = [START + day * DAY + hour * HOUR for day in range(40) for hour in (8, 12, 17)]
    looks = [START + 21 * HOUR + day * DAY for day in range(42)]
    assert unusual_silence(stories, looks[39], watched=looks[0], looks=looks[:39]) is None
    silence = unusual_silence(stories, looks[40], watched=looks[0], looks=looks[:40])
    assert silence and (silence.since, round(silence.hours), round(silence.usual)) == (stories[-1], 28, 15)


def test_a_site_that_was_silent_when_we_came_has_not_gone_quiet() -> None:
    stories = [START + hours * HOUR for hours in range(0, 500, 5)]
    begin = stories[-1] + 30 * DAY
    assert unusual_silence(stories, begin + 90 * DAY, watched=begin) is None


def test_a_week_has_to_be_known_before_a_silence_is_judged() -> None:
    stories = [START + hours * HOUR for hours in range(60)]
    assert unusual_silence(stories, START + 6.9 * DAY, watched=START) is None
    assert unusual_silence(stories, START + 7.1 * DAY, watched=START)


def test_a_pause_of_ours_is_no_silence_of_the_site() -> None:
    stories = [START + hours * HOUR for hours in range(0, 24 * 60, 4)]
    missed = [story for story in stories if not START + 20 * DAY < story < START + 30 * DAY]
    looks = [START + day * DAY for day in (*range(20), *range(30, 60))]
    now = stories[-1] + 3 * DAY
    assert unusual_silence(missed, now, watched=START, looks=looks)


@pytest.mark.parametrize(("times", "usual"), [(2, False), (3, True)])
def test_silences_that_were_told_become_usual_at_the_third_time(times: int, usual: bool) -> None:
    days = [30 * month + day for month in range(times + 1) for day in range(24)]  # then six days of silence
    stories = [START + day * DAY + hour * HOUR for day in days for hour in (6, 12, 18)]
    looks = [START + day * DAY + 20 * HOUR for day in range(days[-1])]
    gaps = [(START + (23 + 30 * n) * DAY + 18 * HOUR, START + (29 + 30 * n) * DAY) for n in range(times)]
    silence = unusual_silence(stories, stories[-1] + 6 * DAY, watched=START, looks=looks, reported=gaps)
    assert (silence is None) is usual


@given(st.lists(st.integers(0, 20_000), max_size=60), st.integers(0, 30_000), st.integers(0, 30_000))
def test_whatever_came_when_a_silence_is_longer_than_usual(hours: list[int], now: int, watched: int) -> None:
    stories = sorted(START + hour * HOUR for hour in hours if hour <= now)
    silence = unusual_silence(stories, START + now * HOUR, watched=START + min(watched, now) * HOUR)
    assert silence is None or silence.hours > silence.usual > 0


@pytest.mark.parametrize(
    ("count", "times", "told"), [(9, 9.0, False), (12, 2.5, False), (12, 3.5, True), (30, 2.5, True)]
)
def test_the_fewer_stories_are_known_the_longer_a_silence_has_to_be(count: int, times: float, told: bool) -> None:
    stories = [START + 2 * day * DAY for day in range(count)]
    now = stories[-1] + times * 2 * DAY
    looks = [START + day * DAY / 2 for day in range(4 * count)]
    assert bool(unusual_silence(stories, now, watched=START, looks=looks)) is told


@pytest.mark.parametrize(("hours", "is_told"), [(16, False), (19, True)])
def test_a_record_that_is_broken_by_a_little_is_not_told(hours: int, is_told: bool) -> None:
    """An agency was silent for 15 hours once, on a quiet night, and nobody was told then."""
    stories = [START + number * HOUR / 2 for number in range(48 * 40)]
    night = START + 12 * DAY
    stories = [moment for moment in stories if not night < moment < night + 15 * HOUR]
    now = stories[-1] + hours * HOUR
    looks = [START + number * 6 * HOUR for number in range(4 * 40)]
    assert bool(unusual_silence(stories, now, watched=START, looks=looks)) is is_told
