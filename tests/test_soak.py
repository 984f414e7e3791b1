"""The simulated year itself: a few of its days, and its calendar."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.soak import soak
from benchmarks.soaking.pages import Look, article, text_of
from benchmarks.soaking.troubles import EVERYWHERE, KINDS, Trouble, Troubles, year
from benchmarks.soaking.world import START, make_sites

HOUR = timedelta(hours=1)


def test_a_day_with_a_dead_site_a_full_disk_and_a_kill_are_told_and_lose_nothing(tmp_path: Path) -> None:
    planted = [
        Trouble("kill", "agency", START + 11 * HOUR, START + 13 * HOUR),
        Trouble("dead", "daily", START + 11 * HOUR, START + 13 * HOUR),
        Trouble("disk", "weekly", START + 11 * HOUR, START + 13 * HOUR),
    ]
    chosen = argparse.Namespace(days=1, every=12, scale=0.05, seed=8, processes=1)
    report = soak(tmp_path, chosen, Troubles(planted))
    assert report.misses == [], "\n".join(report.lines)
    text = "\n".join(report.lines)
    assert "9 runs asked" in text
    assert "daily: does not answer" in text and "weekly: full disk" in text
    assert "cut off: 1 by SIGKILL" in text


def test_a_newsroom_has_its_weekdays_nights_holidays_and_silences() -> None:
    sites = make_sites(366, 1, 0.2, year().silent)
    by_name = {site.name: site for site in sites.values()}
    daily, weekly = by_name["daily"], by_name["weekly"]
    local = [story.published.astimezone(daily.zone) for story in daily.stories]
    days = Counter(moment.weekday() for moment in local)
    assert days[0] > 2 * days[5] > 2 * days[6] > 0
    assert not any(moment.hour < 5 for moment in local)
    assert {story.published.astimezone(weekly.zone).weekday() for story in weekly.stories} == {3}
    quiet = [
        story
        for story in daily.stories
        if datetime(2024, 10, 8, 1, tzinfo=UTC) <= story.published < datetime(2024, 10, 12, 1, tzinfo=UTC)
    ]
    assert quiet == []


def test_the_same_seed_makes_the_same_year_and_each_story_its_own_text() -> None:
    one, two = (next(iter(make_sites(20, 7, 0.2, year().silent).values())).stories for _ in range(2))
    assert one == two
    assert len({text_of("agency", story.number, 1).headline for story in one}) == len(one)
    assert text_of("agency", 1, 1).paragraphs != text_of("agency", 1, 2).paragraphs


def test_every_kind_of_trouble_is_planted_and_five_months_are_left_alone() -> None:
    troubles = year()
    assert {trouble.kind for trouble in troubles.planted} == set(KINDS)
    assert {trouble.site for trouble in troubles.planted} == {"agency", "daily", "weekly", EVERYWHERE}
    for day in range(366):
        now = START + timedelta(days=day)
        if now.month in (1, 3, 5, 7, 8, 11):
            kinds = {kind for site in ("agency", "daily", "weekly") for kind in troubles.at(site, now)}
            assert kinds <= {"redesign"}, now


def test_a_redesign_names_all_classes_anew_and_an_empty_page_keeps_its_headline() -> None:
    site = next(iter(make_sites(3, 1, 0.2, year().silent).values()))
    story, now = site.stories[0], START
    text = text_of(site.name, story.number, story.version(now))
    plain, anew = (article(site, story, now, Look(design=design)) for design in (0, 1))
    assert 'class="headline"' in plain
    assert 'class="headline"' not in anew
    assert text.paragraphs[0].split(".")[0] in anew
    for look in (Look(empty=True), Look(hidden=True)):
        page = article(site, story, now, look)
        assert text.headline in page
        assert text.paragraphs[0].split(".")[0] not in page
