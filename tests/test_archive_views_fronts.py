"""What front pages showed at a moment, as the archive tells it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import Archive
from newscrawl.archive.views.frontpage import FrontPage, front_page, until
from newscrawl.archive.views.fronts import fronts
from newscrawl.archive.views.listings import listings
from newscrawl.archive.views.looks import Looks
from newscrawl.archive.views.standing import standing
from newscrawl.exceptions import ArgumentError
from tests.conftest import SITE, Scribe, a_teaser, an_article, at

HOME = "https://example.org/"


def look(scribe: Scribe, minute: int, *shown: str, path: str = "/", **visit: Any) -> None:
    """A visit to a listing that shows stories in this order; "/a=Words" has a headline of its own."""
    teasers = []
    for place, told in enumerate(shown, 1):
        story, _, words = told.partition("=")
        url = f"https://example.org{path}"
        teasers.append(a_teaser(story, place, listing_url=url, headline=words or story))
    kind = "front" if path == "/" else "section"
    scribe.visit(path, minute, **{"kind": kind, "teasers": teasers, **visit})


def seen(scribe: Scribe, minute: int | None = None, **how: Any) -> FrontPage:
    """What the front page showed at a minute."""
    found = front_page(scribe.archive.db, SITE.name, None, at(minute) if minute is not None else None, **how)
    assert found is not None
    return found


def headlines(found: FrontPage) -> list[str]:
    return [one.headline for one in found.teasers]


def test_a_moment_is_told_by_the_last_look_up_to_it(scribe: Scribe) -> None:
    look(scribe, 0, "/a", "/b")
    look(scribe, 60, "/c", "/a")
    assert headlines(seen(scribe, 59)) == ["/a", "/b"]
    assert headlines(seen(scribe, 60)) == ["/c", "/a"]
    assert headlines(seen(scribe)) == ["/c", "/a"]
    found = seen(scribe, 59)
    assert found.look and found.look.at == at(0)
    assert found.steps and found.steps.after and found.steps.after.at == at(60)


def test_what_stood_there_before_the_first_look_is_not_told(scribe: Scribe) -> None:
    look(scribe, 30, "/a")
    found = seen(scribe, 29)
    assert found.look is None and found.teasers == []
    assert found.first.at == at(30)


def test_a_look_that_was_answered_with_not_modified_saw_what_the_one_before_saw(scribe: Scribe) -> None:
    look(scribe, 0, "/a")
    scribe.visit("/", 30, kind="front", outcome="not_modified", http_status=304)
    found = seen(scribe, 40)
    assert found.look and found.look.at == at(30)
    assert headlines(found) == ["/a"]


def test_a_visit_that_failed_is_no_look(scribe: Scribe) -> None:
    look(scribe, 0, "/a")
    scribe.visit("/", 30, kind="front", outcome="failed", http_status=500, retry=True)
    found = seen(scribe, 40)
    assert found.look and found.look.at == at(0)
    assert found.steps and found.steps.after is None


def test_a_look_that_saw_nothing_ends_the_stays(scribe: Scribe) -> None:
    look(scribe, 0, "/a")
    look(scribe, 30)
    scribe.visit("/", 60, kind="front", outcome="not_modified", http_status=304)
    look(scribe, 90, "/a")
    assert [headlines(seen(scribe, minute)) for minute in (0, 30, 60, 90)] == [["/a"], [], [], ["/a"]]


def test_changes_are_stepped_to_over_looks_that_saw_the_same(scribe: Scribe) -> None:
    for minute, shown in enumerate(("a", "a", "ab", "ab", "a", "a")):
        look(scribe, minute, *(f"/{name}" for name in shown))
    steps = [seen(scribe, minute).steps for minute in range(6)]
    assert [one and one.change_after and one.change_after.at for one in steps] == [
        at(2), at(2), at(4), at(4), None, None,
    ]  # fmt: skip
    assert [one and one.change_before and one.change_before.at for one in steps] == [
        None, at(0), at(0), at(2), at(2), at(4),
    ]  # fmt: skip
    day = seen(scribe).day
    assert day and day.changed == {at(0), at(2), at(4)}
    assert [one.at for one in day.looks] == [at(minute) for minute in range(6)]


def test_the_day_before_is_seen_at_the_same_time_or_the_last_one_before(scribe: Scribe) -> None:
    moments = [datetime(2024, 4, 17, 10, tzinfo=UTC) + timedelta(days=n) for n in (0, 1, 5)]
    for moment in moments:
        visit = moment.isoformat(timespec="milliseconds")
        scribe.archive.db.conn.execute(
            "INSERT INTO visits (url, at, outcome) VALUES (?, ?, 'not_modified')", (HOME, visit)
        )
    look(scribe, 0, "/a")
    ats = [moment.isoformat(timespec="milliseconds") for moment in moments]
    found = [front_page(scribe.archive.db, SITE.name, None, one) for one in ats]
    steps = [one.steps for one in found if one and one.steps]
    assert [one.day_before and one.day_before.at for one in steps] == [None, ats[0], ats[1]]
    assert [one.day_after and one.day_after.at for one in steps] == [ats[1], ats[2], None]


def test_what_is_new_gone_moved_and_reworded_is_told(scribe: Scribe) -> None:
    look(scribe, 0, "/a", "/b", "/c", "/d=Pier to open", "/e")
    look(scribe, 60, "/new", "/c", "/a", "/b", "/d=Pier to stay shut")
    found = seen(scribe, 60, compare=True)
    assert found.shifts
    told = {found.teasers[n].headline: shift for n, shift in found.shifts.of.items()}
    assert set(told) == {"/new", "/c", "Pier to stay shut"}
    assert told["/new"].was is None
    assert told["/c"].moved and told["/c"].was == 3
    pieces = told["Pier to stay shut"].headline
    assert pieces and [tuple(piece) for piece in pieces] == [
        ("equal", "Pier to "),
        ("delete", "open"),
        ("insert", "stay shut"),
    ]
    assert not told["Pier to stay shut"].moved
    assert [one.headline for one in found.shifts.gone] == ["/e"]


def test_what_is_pushed_down_by_a_new_story_has_not_moved(scribe: Scribe) -> None:
    look(scribe, 0, "/a", "/b", "/c")
    look(scribe, 60, "/new", "/a", "/b", "/c")
    found = seen(scribe, 60, compare=True)
    assert found.shifts and found.shifts.moved == 0 and found.shifts.new == 1


def test_a_storys_run_is_told_with_its_places_and_headlines(scribe: Scribe) -> None:
    look(scribe, 0, "/b", "/c", "/x", "/a=Pier")
    look(scribe, 30, "/a=Pier", "/b")
    look(scribe, 60, "/a=Old pier", "/b")
    look(scribe, 90, "/b")
    look(scribe, 120, "/a=Old pier", "/b")
    assert [one.run and one.run.from_first for one in seen(scribe, 120).teasers] == [False, True]
    run = seen(scribe, 30).teasers[0].run
    assert run and (run.since, run.until, run.there) == (at(0), at(60), False)
    assert run.places == [4, 1]
    assert run.headlines == ["Pier", "Old pier"]
    again = seen(scribe, 120).teasers[0].run
    assert again and (again.since, again.until, again.there) == (at(120), at(120), True)


def test_a_teaser_tells_what_became_of_its_story(scribe: Scribe) -> None:
    look(scribe, 0, "/news/pier", "/news/unread")
    scribe.read(an_article(), 1)
    scribe.read(an_article(headline="Pier is shut"), 60)
    first, second = seen(scribe, 0).teasers
    assert (first.article_id, first.version, first.edits) == (1, 1, 1)
    assert second.article_id is None
    look(scribe, 90, "/news/pier")
    assert (seen(scribe, 90).teasers[0].version, seen(scribe, 90).teasers[0].edits) == (2, 0)


def test_a_front_page_that_moved_is_one(scribe: Scribe) -> None:
    look(scribe, 0, "/a", path="/")
    look(scribe, 30, "/a", "/b", path="/")
    scribe.visit("/", 60, outcome="redirected", http_status=301, redirects_to="https://example.org/home/")
    look(scribe, 61, "/a", "/b", path="/home/")
    found = seen(scribe)
    assert found.listing.addresses == ("https://example.org/home/", HOME)
    assert found.listing.is_home and found.listing.is_front
    assert found.steps and found.steps.before and found.steps.before.at == at(30)
    assert headlines(seen(scribe, 45)) == ["/a", "/b"]
    run = found.teasers[0].run
    assert run and run.since == at(0)
    by_former = front_page(scribe.archive.db, SITE.name, HOME, None)
    assert by_former and by_former.listing == found.listing


def test_listings_are_told_the_front_page_first(scribe: Scribe) -> None:
    look(scribe, 0, "/a", path="/aaa/")
    look(scribe, 1, "/a", "/b")
    assert [one.url for one in listings(scribe.archive.db)] == [HOME, "https://example.org/aaa/"]
    now = fronts(scribe.archive.db)
    assert [(one.listing.is_front, one.teasers) for one in now[0].listings] == [(True, 2), (False, 1)]
    assert [one.headline for one in now[0].top] == ["/a", "/b"]


def test_a_site_or_listing_that_is_unknown_is_none(scribe: Scribe) -> None:
    look(scribe, 0, "/a")
    assert front_page(scribe.archive.db, "nowhere", None, None) is None
    assert front_page(scribe.archive.db, SITE.name, "https://example.org/none", None) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11-20T12:04", "2026-11-20T10:04:59.999+00:00"),
        ("2026-11-20T12:04:05", "2026-11-20T10:04:05.999+00:00"),
        ("2026-11-20", "2026-11-20T21:59:59.999+00:00"),
        ("2026-11-20T12:04:05.120Z", "2026-11-20T12:04:05.120+00:00"),
        ("2026-11-20T12:04:05.120 00:00", "2026-11-20T12:04:05.120+00:00"),
        ("2026-11-20T12:04-04:00", "2026-11-20T16:04:59.999+00:00"),
    ],
)
def test_a_moment_covers_what_it_names(text: str, told: str) -> None:
    assert until(text, ZoneInfo("Europe/Athens")) == told


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "9999-12-31", "0001-01-01T00:00", "x" * 10_000])
def test_a_moment_that_is_none_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        until(text, ZoneInfo("Asia/Tokyo"))
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


PAGES = st.lists(st.lists(st.sampled_from("abcd"), max_size=4, unique=True) | st.none(), min_size=1, max_size=6)


@given(PAGES, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_every_stay_is_shown_at_every_look_within_it_and_at_none_outside(empty: Path, pages: Any, random: Any) -> None:
    """In whatever order captures are read; None: not modified since the look before, told by a live look in order."""
    order = list(range(len(pages)))
    backfill = None not in pages
    if backfill:
        random.shuffle(order)
    with TemporaryDirectory() as folder:
        archive = Archive(Path(shutil.copy(empty / "archive.db", folder)), keep_raw=False)
        scribe = Scribe(archive)
        scribe.found("/", kind="front")
        shown: dict[str, list[str]] = {}
        for minute in order:
            if pages[minute] is not None:
                look(scribe, minute, *(f"/{name}" for name in pages[minute]))
                shown[at(minute)] = [f"/{name}" for name in pages[minute]]
            elif shown:
                scribe.visit("/", minute, kind="front", outcome="not_modified", http_status=304)
                shown[at(minute)] = shown[max(shown)]
        looks = Looks(archive.db, [HOME])
        found = looks.between(at(0), at(59))
        told = {one.at: [t.headline for t in standing(archive.db, SITE.name, one)] for one in found}
        assert told == shown
        changed = [one for n, one in enumerate(sorted(shown)) if n == 0 or shown[one] != shown[sorted(shown)[n - 1]]]
        dull = [one for one in shown if not shown[one]]
        assert looks.changed(at(0), at(59)) == set(changed) - ({min(shown)} & set(dull) if shown else set())
        archive.close()
