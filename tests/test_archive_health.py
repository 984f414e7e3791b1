"""What a run saw of its sites, as figures from its own visits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.archive import Archive, Seen
from newscrawl.archive.figures import Figures
from newscrawl.archive.glance import glances
from newscrawl.items import Capture, Found, Kind
from newscrawl.reasons import MADE_UP
from tests.conftest import Scribe, a_teaser, an_article, at

SITE = "example.org"
UNREAD = "it should tell a story, but none could be read: no text"
LONG = "A sentence that the story tells, and another one. " * 20


def figures(scribe: Scribe, mark: int = 0) -> Figures:
    return scribe.archive.health.figures(scribe.run_id, [SITE], since=at(0), mark=mark)[SITE]


def ratio(scribe: Scribe, name: str) -> tuple[float, float]:
    return figures(scribe).ratios[name]


def body(path: str) -> Capture:
    return Capture(url=f"https://example.org{path}", fetched_at=at(1), http_status=200, headers=[], body=path.encode())


def test_answers_are_counted_by_what_is_wrong_with_them(scribe: Scribe) -> None:
    scribe.found("/", "/a", "/b", "/c", "/d")
    scribe.visit("/", 1, kind="front")
    for path, status in (("/a", 403), ("/b", 429), ("/c", 502), ("/d", None)):
        scribe.visit(path, 2, outcome="failed", http_status=status, reason="because", retry=True)
    told = figures(scribe)
    assert [told.ratios[name] for name in ("refused", "broken", "silent")] == [(2, 5), (1, 5), (1, 5)]
    assert told.examples["refused"] == ["https://example.org/a", "https://example.org/b"]


def test_what_asking_for_robots_txt_and_for_nothing_gives_is_no_figure(scribe: Scribe) -> None:
    scribe.found("/x")
    scribe.visit("/x", 1, outcome="skipped", http_status=404, reason=MADE_UP)
    assert "refused" not in figures(scribe).ratios


def test_stories_are_measured_by_what_was_read_of_them(scribe: Scribe) -> None:
    scribe.found("/1", "/2", "/3", priority=500)
    scribe.read(
        an_article("/1", headline="One", authors=["Ann Lee"], image_url="https://example.org/i.jpg"), 1, bytes=900
    )
    scribe.read(an_article("/2", headline="Two", article_body="Short. " * 30, date_published=None), 1, bytes=100)
    scribe.visit("/3", 1, kind="other", reason=UNREAD)
    told = figures(scribe)
    ratios = {name: told.ratios[name] for name in ("unread", "dated", "signed", "pictured", "new", "bytes")}
    assert ratios == {"unread": (1, 3), "dated": (1, 2), "signed": (1, 2), "pictured": (1, 2), "new": (2, 2),
                      "bytes": (1000, 2)}  # fmt: skip
    assert told.ratios["text"][1] == 2
    assert told.examples["unread"] == ["https://example.org/3"]


def test_a_known_story_whose_page_tells_none_is_unread_and_one_that_shrank_collapsed(scribe: Scribe) -> None:
    scribe.read(an_article("/1", headline="One", article_body=LONG), 1)
    scribe.read(an_article("/2", headline="Two, another story", article_body=LONG[::-1]), 1)
    scribe.run_id, _ = scribe.archive.runs.start("news", [scribe.site], at(60))
    scribe.visit("/1", 61, kind="other", reason=UNREAD)
    scribe.read(an_article("/2", headline="Two, another story", article_body="Subscribe to read on."), 62)
    told = figures(scribe)
    assert (told.ratios["unread"], told.ratios["collapsed"], told.ratios["edited"]) == ((1, 2), (1, 1), (1, 1))


def test_listings_are_measured_by_the_stories_that_they_announce(scribe: Scribe) -> None:
    scribe.visit("/", 1, kind="front", teasers=[a_teaser("/1", 1), a_teaser("/2", 2)])
    world = [a_teaser("/3", 1, listing_url="https://example.org/world")]
    scribe.visit("/world", 1, kind="section", teasers=world)
    assert (ratio(scribe, "front"), ratio(scribe, "sections"), ratio(scribe, "blank")) == ((2, 1), (1, 1), (0, 1))
    scribe.run_id, _ = scribe.archive.runs.start("news", [scribe.site], at(60))
    scribe.visit("/", 61, kind="front")
    scribe.visit("/world", 61, outcome="not_modified", http_status=304)
    told = figures(scribe).ratios
    assert (told["front"], told["blank"]) == ((0, 1), (1, 1))
    assert "sections" not in told


@pytest.mark.parametrize("kind", ["section", "feed", "sitemap"])
def test_a_listing_that_is_empty_for_a_day_is_still_one(scribe: Scribe, kind: Kind) -> None:
    scribe.found("/world", kind=kind)
    scribe.visit("/world", 1, kind=kind, teasers=[a_teaser("/3", 1, listing_url="https://example.org/world")])
    scribe.run_id, _ = scribe.archive.runs.start("news", [scribe.site], at(60))
    assert scribe.visit("/world", 61, kind="other", reason="an empty answer, not a page") == "failed"
    row = scribe.row("/world")
    assert (row["kind"], row["state"], row["attempts"]) == (kind, "done", 1)
    assert row["reason"] == f"no {kind} where one was: an empty answer, not a page"
    assert figures(scribe).ratios.get("sections") == ((0, 1) if kind == "section" else None)
    for day in range(10):
        scribe.visit("/world", 70 + day, kind="other", reason="an empty answer, not a page")
    assert scribe.row("/world")["kind"] == "other"  # it is none any more


def test_dates_tell_of_clocks(scribe: Scribe) -> None:
    well = Seen(scribe.run_id, SITE, at(1), True)
    scribe.archive.runs.finish(
        scribe.run_id, at=at(1), reason="finished", status=0, counts={}, problems=[], seen=[well]
    )  # it began at 10:00
    troubled, _ = scribe.archive.runs.start("news", [scribe.site], at(170))
    unwell = Seen(troubled, SITE, at(171), True, findings=[{"monitor": "refused", "since_run": troubled}])
    scribe.archive.runs.finish(
        troubled, at=at(171), reason="finished", status=4, counts={}, problems=["refused"], seen=[unwell]
    )  # and may have missed what was there
    scribe.run_id, _ = scribe.archive.runs.start("news", [scribe.site], at(180))
    times = {"/1": "2024-04-17T16:00:00+00:00", "/2": "2024-04-17T12:30:00+00:00", "/3": "2024-04-17T07:00:00+00:00",
             "/4": "2024-04-01T07:00:00+00:00", "/5": "2024-04-17", "/6": None}  # fmt: skip
    for path, published in times.items():
        story = an_article(
            path, headline=f"Story {path}", article_body=f"{path} tells. " * 30, date_published=published
        )
        scribe.read(story, 181)
    told = figures(scribe)
    assert (told.ratios["future"], told.ratios["late"]) == ((1, 4), (1, 3))
    assert told.examples["late"] == ["https://example.org/3"]


def test_stories_that_robots_txt_forbids_and_addresses_that_are_new_are_counted(scribe: Scribe) -> None:
    scribe.found("/1", "/2", priority=500)
    mark = scribe.archive.health.mark()
    scribe.visit("/", 1, kind="front", found=[Found(url=f"https://example.org/q?{n}") for n in range(7)])
    scribe.visit("/1", 1, outcome="skipped", http_status=None, asked=False, reason="robots.txt forbids it")
    scribe.read(an_article("/2"), 1)
    told = figures(scribe, mark)
    assert (told.ratios["forbidden"], told.ratios["found"]) == ((1, 2), (8, 2))  # the front page, too, was not known


def test_a_capture_that_is_not_in_the_file_of_raw_pages_is_told(scribe: Scribe) -> None:
    assert scribe.archive.captures
    for number in range(3):
        story = an_article(f"/{number}", headline=f"Story {number}", article_body=f"{number} tells. " * 30)
        scribe.read(story, 1, capture=body(f"/{number}"))
    assert ratio(scribe, "unkept") == (0, 3)
    scribe.archive.captures.db.conn.execute("DELETE FROM captures WHERE url LIKE '%/1'")
    assert ratio(scribe, "unkept") == (1, 3)
    assert figures(scribe).examples["unkept"] == ["https://example.org/1"]


def test_what_runs_saw_is_kept_with_their_end_and_read_back(archive: Archive) -> None:
    now = datetime(2024, 4, 17, 12, tzinfo=UTC)
    seen = []
    for hour in range(3):
        run_id, _ = archive.runs.start("news", [Scribe(archive).site], at(hour))
        one = Seen(run_id, SITE, at(hour), hour != 1, {"dated": (3, 4)}, ["story"], [{"monitor": "text"}])
        archive.runs.finish(run_id, at=at(hour), reason="finished", status=0, counts={}, problems=[], seen=[one])
        seen.append(one)
    assert archive.health.past(SITE, seen[-1].run_id, now) == seen[1::-1]
    assert archive.health.past("other.org", 99, now) == []
    assert archive.health.past(SITE, 99, now + timedelta(days=61)) == []


def test_stories_came_when_they_say_but_never_after_they_were_found(scribe: Scribe) -> None:
    times = ["2024-04-17T08:00:00+02:00", "2024-04-19T00:00:00+00:00", "2024-04-17", "2024-04-10", None]
    for number, published in enumerate(times):
        precision = "day" if published and len(published) == 10 else "second" if published else None
        scribe.read(an_article(f"/{number}", headline=f"Story {number}", article_body=f"{number} tells. " * 30,
                               date_published=published, date_precision=precision), 60)  # fmt: skip
    came = scribe.archive.health.stories(SITE, datetime(2024, 4, 17, 12, tzinfo=UTC))
    found = "2024-04-17T11:00:00+00:00"
    assert [moment.isoformat() for moment in came] == [
        "2024-04-11T00:00:00+00:00",
        "2024-04-17T06:00:00+00:00",
        *[found] * 3,
    ]


def test_sites_are_seen_at_a_glance(archive: Archive) -> None:
    scribe = Scribe(archive)
    scribe.read(an_article("/1"), 1)
    finding = {"monitor": "text", "text": "short", "since": at(5), "since_run": 1}
    seen = [Seen(scribe.run_id, SITE, at(5), True, {}, [], [finding])]
    archive.runs.finish(scribe.run_id, at=at(5), reason="finished", status=4, counts={}, problems=["short"], seen=seen)
    running, _ = archive.runs.start("news", [scribe.site], at(60))
    (one,) = glances(archive.db, today=datetime(2024, 4, 18, tzinfo=UTC).date(), days=3)
    assert (one.site, one.run_id, one.told_by, one.exit_status, one.finish_reason) == (SITE, running, 1, None, None)
    assert (one.newest, one.days, one.problems, one.findings) == (
        "2024-04-17T09:00:00+00:00",
        [0, 1, 0],
        ["short"],
        [finding],
    )


@pytest.mark.parametrize("runs", [1_000])
def test_a_long_past_costs_little(archive: Archive, runs: int) -> None:
    run_id, _ = archive.runs.start("news", [Scribe(archive).site], at(0))
    plan = archive.db.conn.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM run_sites WHERE site = ? AND run_id < ? AND at >= ? ORDER BY id DESC LIMIT ?",
        (SITE, run_id, at(0), runs),
    ).fetchall()
    assert [row["detail"] for row in plan] == ["SEARCH run_sites USING INDEX run_sites_site (site=?)"]


def test_an_archive_without_captures_has_no_figure_of_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db", keep_raw=False)
    scribe = Scribe(archive)
    scribe.read(an_article(), 1, capture=body("/news/pier"))
    assert "unkept" not in figures(scribe).ratios
    archive.close()


def test_what_came_back_is_no_edit(scribe: Scribe) -> None:
    """A redesign hides the texts for a day: that is a new version of each, and the way back is none."""
    told = []
    for minute, text in ((1, LONG), (2, "Hidden."), (3, LONG)):
        scribe.read(an_article("/1", article_body=text), minute)
        told.append(figures(scribe).ratios.get("edited"))
        scribe.run_id, _ = scribe.archive.runs.start("news", [scribe.site], at(minute))
    assert told == [None, (1, 1), (0, 1)]


def test_walls_and_notices_in_place_of_stories_are_counted(scribe: Scribe) -> None:
    wall = "Before you go on, choose which cookies we may set. " * 5
    scribe.read(an_article("/0", headline="Zero", article_body=LONG), 1)
    for path in ("/1", "/2", "/3", "/4"):
        scribe.read(an_article(path, headline=f"Story {path}", article_body=wall), 1)
    scribe.read(an_article("/5", headline="Five", article_body="Please switch JavaScript on."), 1)
    scribe.read(an_article("/6", headline="Six", article_body="What the film shows.", kind="video"), 1)
    told = figures(scribe)
    assert (told.ratios["same"], told.ratios["brief"]) == ((4, 7), (1, 6))
    assert told.examples["brief"] == ["https://example.org/5"]


def test_known_stories_that_were_gone_are_no_new_addresses_after_the_site_has_moved(scribe: Scribe) -> None:
    scribe.read(an_article("/1", headline="One"), 1)
    found = [Found(url="https://example.org/en/1", kind="article")]
    moved = {"http_status": 301, "redirects_to": found[0].url, "found": found}
    scribe.visit("/1", 2, outcome="redirected", **moved)
    scribe.found("/2")
    for path in ("/en/1", "/2"):
        scribe.visit(path, 3, outcome="gone", http_status=404, reason="HTTP 404", kind="article")
    assert figures(scribe).examples["gone"] == ["https://example.org/2"]
