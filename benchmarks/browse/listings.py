"""Front pages, sections and runs of ten years: what was announced where, and that somebody looked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlite_utils import Database

from benchmarks.browse.world import END, SITES, START, Place, Story, stamp
from newscrawl.archive.connection import immediate
from newscrawl.urls import bare, family

__all__ = ["run_at", "write_listings"]

EVERY = timedelta(hours=8)
"""How often each site is visited."""
_PLACES = 44
"""Teasers of a front page."""
_HEALTH = END - timedelta(days=900)
"""Since when runs tell what they saw of their sites."""
_TEASER = """
INSERT INTO teasers (listing_url, rail, article_url, headline, description, position, first_seen, last_seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_RUN = """
INSERT INTO runs (id, spider, site, started_at, finished_at, finish_reason, exit_status, counts, problems)
VALUES (?, 'news', ?, ?, ?, 'finished', ?, ?, ?)
"""
_LISTING = """
INSERT INTO pages (site, url, kind, state, depth, family, bare, discovered_at, visited_at, http_status, visit_count)
VALUES (?, ?, ?, 'done', ?, ?, ?, ?, ?, 200, ?)
"""
_VISIT = "INSERT INTO visits (url, at, run_id, http_status, bytes, outcome) VALUES (?, ?, ?, 200, 90000, ?)"


def write_listings(db: Database, stories: Iterable[Story]) -> None:
    """Runs and visits of listings; then, for each story that comes by, its teasers."""
    _runs(db)
    rng, rows = Random(3), list[tuple[Any, ...]]()
    next_place: dict[str, int] = defaultdict(int)
    for story in stories:
        rows += _stays(story, rng, next_place)
        if len(rows) > 20_000:
            _teasers(db, rows)
            rows = []
    _teasers(db, rows)


def run_at(at: datetime, place: Place) -> int:
    """The run of a site that a moment belongs to."""
    return max(0, (at - START) // EVERY) * len(SITES) + SITES.index(place) + 1


def _teasers(db: Database, rows: list[tuple[Any, ...]]) -> None:
    with immediate(db):
        db.conn.executemany(_TEASER, rows)


def _look(at: datetime) -> datetime:
    """The first run at or after a moment."""
    return START + EVERY * -((START - at) // EVERY)


def _stays(story: Story, rng: Random, next_place: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    """Where a story was announced: in its section, most of them on the front page, some of them in two places."""
    if story.versions[0].first - story.published > timedelta(days=2):
        return  # it came by a backfill, when it was announced nowhere any more
    first, place = _look(story.versions[0].first), story.site
    section = f"{place.home}{story.section.lower()}/"
    held = rng.choice((1, 2, 4, 7))
    yield from _stay(story, rng, next_place, section, story.section, first, held)
    if rng.random() < 0.6:
        yield from _stay(story, rng, next_place, section, story.section, first + EVERY * held, rng.choice((2, 5, 9)))
    if rng.random() < 0.75:
        held = rng.choice((1, 1, 2, 3, 5))
        yield from _stay(story, rng, next_place, place.home, rng.choice(("Top Stories", story.section)), first, held)
        if rng.random() < 0.35:  # it moves down, perhaps in other words
            later = first + EVERY * held
            yield from _stay(story, rng, next_place, place.home, story.section, later, rng.choice((1, 2, 3)))


def _stay(
    story: Story, rng: Random, next_place: dict[str, int], listing: str, rail: str, first: datetime, looks: int
) -> Iterator[tuple[Any, ...]]:
    if first >= END:
        return
    next_place[listing] = next_place[listing] % _PLACES + 1
    headline = story.versions[0].headline if rng.random() < 0.7 else story.versions[0].headline.partition(" ")[2]
    last = min(first + EVERY * (looks - 1), END)
    description = story.versions[0].description if rng.random() < 0.3 else None
    yield (
        listing, rail, story.url, headline or story.url, description, next_place[listing], stamp(first), stamp(last)
    )  # fmt: skip


def _runs(db: Database) -> None:
    """A run of each site every eight hours, with its visits of front page and sections."""
    rng, number, at = Random(4), 0, START
    while at <= END:
        runs, seen, visits = [], [], []
        for _ in range(90):
            for place in SITES:
                number += 1
                bad = rng.random() < 0.02 or (place.name == "quiet.example" and at > END - timedelta(days=40))
                runs.append(_run(number, place, at, rng, bad=bad))
                visits.append((place.home, stamp(at), number, rng.choice(("changed", "changed", "unchanged"))))
                url, _ = place.sections[number // len(SITES) % 8]
                visits.append((url, stamp(at + timedelta(seconds=4)), number, rng.choice(("changed", "unchanged"))))
                if at > _HEALTH:
                    seen.append(_saw(number, place, at, rng, bad=bad))
            at += EVERY
            if at > END:
                break
        with immediate(db):
            db.conn.executemany(_RUN, runs)
            db.conn.executemany(_VISIT, visits)
            sql = "INSERT INTO run_sites (run_id, site, at, whole, figures, findings) VALUES (?, ?, ?, 1, ?, ?)"
            db.conn.executemany(sql, seen)
    with immediate(db):
        for place in SITES:
            listings = [(place.home, "front", 0), *((url, "section", 1) for url, _ in place.sections)]
            db.conn.executemany(
                _LISTING,
                [
                    (place.name, url, kind, depth, family(url), bare(url), stamp(START), stamp(END), 9000)
                    for url, kind, depth in listings
                ],
            )


def _run(number: int, place: Place, at: datetime, rng: Random, *, bad: bool) -> tuple[Any, ...]:
    counts = {"pages": rng.randint(20, 90), "articles_new": rng.randint(0, 9), "articles_changed": rng.randint(0, 3),
              "articles_unchanged": rng.randint(5, 40), "not_modified": rng.randint(5, 40)}  # fmt: skip
    problems = [f"{place.name}: no new story for 9 days"] if bad else []
    end = stamp(at + timedelta(seconds=rng.randint(30, 400)))
    return (number, place.name, stamp(at), end, 4 if bad else 0, json.dumps(counts), json.dumps(problems))


def _saw(number: int, place: Place, at: datetime, rng: Random, *, bad: bool) -> tuple[Any, ...]:
    figures = {name: [rng.randint(20, 40), 40] for name in ("dated", "signed", "pictured", "refused", "broken", "gone")}
    finding = {"site": place.name, "monitor": "quiet", "text": "no new story for 9 days", "usual": "", "examples": [],
               "since_run": number, "since": stamp(at), "newest": stamp(at - timedelta(days=9))}  # fmt: skip
    return (number, place.name, stamp(at), json.dumps(figures), json.dumps([finding] if bad else []))
