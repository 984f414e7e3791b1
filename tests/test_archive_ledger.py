"""The ledger: what is asked, in which order, and what becomes of every address."""

from __future__ import annotations

from datetime import date

from newscrawl.archive.families import BUDGET, SURE
from newscrawl.doors import Page
from newscrawl.items import Found, Visit
from newscrawl.window import Window
from tests.conftest import Scribe, a_teaser, an_article, at


def frontier(scribe: Scribe, minute: int = 0, **how: object) -> list[str]:
    values = {"now": at(minute), "deep": False, "revisit": "due", "limit": 100, **how}
    due = scribe.archive.ledger.frontier("example.org", **values)  # type: ignore[arg-type]
    return [d.href.removeprefix("https://example.org") for d in due]


def test_the_likeliest_is_asked_first_and_an_equal_in_the_order_found(scribe: Scribe) -> None:
    scribe.visit(
        "/",
        kind="front",
        found=[
            Found(url="https://example.org/a", priority=5),
            Found(url="https://example.org/b", priority=9),
            Found(url="https://example.org/c", priority=5),
        ],
    )
    assert frontier(scribe) == ["/b", "/a", "/c"]


def test_an_address_is_asked_as_the_site_wrote_it_and_known_without_its_tracking(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url="https://example.org/a?utm_source=rss#top")])
    assert frontier(scribe) == ["/a?utm_source=rss"]
    assert scribe.row("/a")["state"] == "pending"


def test_addresses_of_other_sites_are_recorded_and_never_asked(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url="https://other.net/x"), Found(url="https://www.example.org/y")])
    assert frontier(scribe) == ["https://www.example.org/y"]
    assert scribe.all("SELECT state, reason FROM pages WHERE url = 'https://other.net/x'") == [
        ("skipped", "another site")
    ]


def test_what_lies_deep_waits_for_a_backfill_unless_it_is_found_nearer(scribe: Scribe) -> None:
    deep = [Found(url=f"https://example.org/{n}", deep=True) for n in "ab"]
    scribe.visit("/", kind="front", found=deep)
    assert frontier(scribe) == []
    assert frontier(scribe, deep=True) == ["/a", "/b"]
    scribe.visit("/world/", kind="section", found=[Found(url="https://example.org/b")])
    assert frontier(scribe) == ["/b"]


def test_what_a_deep_page_leads_to_is_deep(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url="https://example.org/world/?page=2", kind="section", deep=True)])
    scribe.visit("/world/?page=2", kind="section", found=[Found(url="https://example.org/old")])
    assert frontier(scribe) == []
    assert scribe.row("/old")["deep"] == 1


def test_a_known_address_is_not_asked_again_by_being_found_again(scribe: Scribe) -> None:
    scribe.read(an_article())
    scribe.visit("/", 1, kind="front", found=[Found(url="https://example.org/news/pier", priority=99)])
    assert frontier(scribe, 1) == []


def test_a_skipped_address_that_turns_out_wanted_is_asked(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url="https://example.org/a", skip="looks like nothing")])
    assert frontier(scribe) == []
    scribe.visit("/", 1, kind="front", found=[Found(url="https://example.org/a", kind="article")])
    assert frontier(scribe, 1) == ["/a"]


def test_what_robots_txt_forbids_stays_skipped_however_often_it_is_found(scribe: Scribe) -> None:
    scribe.found("/a")
    scribe.visit("/a", outcome="skipped", reason="robots.txt forbids it", http_status=None)
    scribe.visit("/", 1, kind="front", found=[Found(url="https://example.org/a", priority=9)])
    assert frontier(scribe, 1) == []
    assert scribe.row("/a")["reason"] == "robots.txt forbids it"


def test_an_article_is_due_again_later_the_older_it_is(scribe: Scribe) -> None:
    scribe.read(an_article("/new", date_published=at(-60)), 0)
    scribe.read(an_article("/old", headline="Old", article_body="Old words.", date_published="2020-01-01T00:00:00Z"), 0)
    assert scribe.row("/new")["due_at"] < scribe.row("/old")["due_at"]
    assert frontier(scribe, 60) == ["/new"]
    assert frontier(scribe, 60, revisit="none") == []


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(scribe: Scribe) -> None:
    scribe.found("/a")
    scribe.visit("/a", 0, outcome="failed", reason="HTTP 503", http_status=503, retry=True)
    assert frontier(scribe, 1) == []
    assert frontier(scribe, 15) == ["/a"]
    for minute in range(1, 9):
        scribe.visit("/a", minute, outcome="failed", reason="HTTP 503", http_status=503, retry=True)
    assert scribe.row("/a")["due_at"] is None
    assert scribe.row("/a")["state"] == "failed"


def test_a_known_article_that_fails_today_is_still_known(scribe: Scribe) -> None:
    scribe.read(an_article())
    scribe.visit("/news/pier", 5, outcome="failed", reason="HTTP 500", http_status=500, retry=True)
    row = scribe.row("/news/pier")
    assert (row["state"], row["kind"]) == ("done", "article")
    assert row["due_at"] is not None
    assert scribe.all("SELECT outcome FROM visits ORDER BY id") == ["new", "failed"]


def test_listings_are_due_in_every_new_run_but_not_again_after_a_kill(scribe: Scribe) -> None:
    scribe.visit("/", 1, kind="front")
    ledger, runs = scribe.archive.ledger, scribe.archive.runs
    assert frontier(scribe, 2) == []
    _, since = runs.start("news", [scribe.site], at(2))  # the first run has no end: it was killed
    assert since == at(0)
    ledger.begin("example.org", now=at(2), before=since, deep=False, articles=False)
    assert frontier(scribe, 2) == []
    run_id, _ = runs.start("news", [scribe.site], at(3))
    runs.finish(run_id, at=at(3), reason="finished", status=0, counts={}, problems=[])
    _, since = runs.start("news", [scribe.site], at(4))
    assert since == at(4)
    ledger.begin("example.org", now=at(4), before=since, deep=False, articles=False)
    assert frontier(scribe, 4) == ["/"]


def test_what_was_visited_while_the_clock_was_days_ahead_is_asked_when_it_is_right_again(scribe: Scribe) -> None:
    """Or else nothing would be asked until the wrong time is reached."""
    ledger, ahead = scribe.archive.ledger, "2024-04-20T10:00:00.000+00:00"
    scribe.found("/", kind="front")
    scribe.visit("/", 0, kind="front", found=[Found(url="https://example.org/news/pier", kind="article", priority=300)])
    scribe.archive.runs.start("news", [scribe.site], ahead)
    for path, story in (("/", None), ("/news/pier", an_article())):
        visit = Visit(url=f"https://example.org{path}", at=ahead, outcome="read", http_status=200)
        visit.kind = "article" if story else "front"
        scribe.archive.settle(Page(site=scribe.site, run_id=scribe.run_id, visit=visit, article=story))
    scribe.archive.flush()
    now = at(60)
    ledger.begin("example.org", now=now, before=now, deep=False, articles=False)
    due = ledger.frontier("example.org", now=now, deep=False, revisit="due", limit=9)
    assert [row.url for row in due] == ["https://example.org/", "https://example.org/news/pier"]


def test_a_front_page_that_failed_is_asked_again_at_once(scribe: Scribe) -> None:
    scribe.found("/", kind="front")
    scribe.visit("/", 0, kind="front", outcome="failed", reason="refused", http_status=None, retry=True)
    found = Found(url="https://example.org/", kind="front")
    assert scribe.archive.ledger.start("example.org", found, at=at(1), before=at(1)) is not None
    assert frontier(scribe, 1) == ["/"]


def test_two_sites_may_know_the_same_address(scribe: Scribe) -> None:
    scribe.found("/a")
    scribe.archive.ledger.start("example.org/part", Found(url="https://example.org/a"), at=at(0), before=at(0))
    assert scribe.all("SELECT site FROM pages ORDER BY site") == ["example.org", "example.org/part"]


def test_validators_are_kept_for_pages_that_were_read_and_forgotten_for_those_that_failed(scribe: Scribe) -> None:
    scribe.visit("/", 1, kind="front", reason="why", etag='"one"', last_modified="Wed, 17 Apr 2024 10:00:00 GMT")
    scribe.visit("/", 2, outcome="not_modified", http_status=304)
    row = scribe.row("/")
    assert row["reason"] == "why"
    assert (row["etag"], row["last_modified"], row["kind"]) == ('"one"', "Wed, 17 Apr 2024 10:00:00 GMT", "front")
    scribe.visit("/", 3, outcome="failed", reason="the reader died on this page", retry=True)
    assert scribe.row("/")["etag"] is None


def test_a_listing_is_walked_no_further_back_than_a_run_wants(scribe: Scribe) -> None:
    older = Found(url="https://example.org/world/?page=2", kind="section", deep=True)
    stories = [Found(url=f"https://example.org/{d}", kind="article", date_hint=f"2024-03-{d}") for d in (20, 11)]
    scribe.visit("/world/", kind="section", found=[older, *stories])
    window = Window(since=date(2024, 3, 15))
    assert frontier(scribe, deep=True, window=window) == ["/20"]
    assert frontier(scribe, deep=True, window=Window(since=date(2024, 3, 10))) == ["/20", "/11", "/world/?page=2"]
    assert frontier(scribe, deep=True, window=Window(until=date(2024, 3, 12))) == ["/11", "/world/?page=2"]


def test_a_listing_without_dates_waits_for_those_of_its_stories(scribe: Scribe) -> None:
    older = Found(url="https://example.org/world/?before=7", kind="section", deep=True)
    stories = [Found(url=f"https://example.org/story-{n}", kind="article", priority=300) for n in range(6)]
    read = Found(url="https://example.org/much-read", kind="article", date_hint="2024-04-16", priority=300)
    teasers = [
        a_teaser(f.url.removeprefix("https://example.org"), n, listing_url="https://example.org/world/")
        for n, f in enumerate((*stories, read), 1)
    ]
    scribe.visit("/world/", kind="section", found=[older, *stories, read], teasers=teasers)
    window = Window(since=date(2024, 3, 15))
    waiting = frontier(scribe, deep=True, window=window)
    assert "/story-0" in waiting
    assert "/world/?before=7" not in waiting
    for n in range(6):
        told = {"headline": f"{n}", "article_body": f"{n} then.", "date_published": "2024-01-05T10:00:00+00:00"}
        scribe.read(an_article(f"/story-{n}", **told))
    assert "/world/?before=7" not in frontier(scribe, deep=True, window=window)
    assert "/world/?before=7" in frontier(scribe, deep=True, window=Window(since=date(2024, 1, 1)))


def test_what_was_dropped_for_its_day_is_asked_by_a_run_that_wants_it(scribe: Scribe) -> None:
    scribe.found("/a")
    values = {"outcome": "read", "http_status": 200, "kind": "article", "etag": '"x"'}
    visit = Visit(url="https://example.org/a", at=at(1), **values)  # type: ignore[arg-type]
    page = Page(site=scribe.site, run_id=scribe.run_id, visit=visit, rejected="published 2023", outside="2023-05-01")
    scribe.archive.settle(page)
    scribe.archive.flush()
    row = scribe.row("/a")
    assert (row["state"], row["date_hint"], row["etag"]) == ("skipped", "2023-05-01", None)
    assert frontier(scribe, 2) == []  # not within the same run
    scribe.archive.ledger.begin("example.org", now=at(2), before=at(2), deep=False, articles=False)
    assert frontier(scribe, 2, window=Window(since=date(2024, 1, 1))) == []
    assert frontier(scribe, 2) == ["/a"]


def calendar(scribe: Scribe, month: int, *stories: str) -> None:
    following = Found(url=f"https://example.org/events/2024/{month + 1}/", kind="section", deep=True)
    shown = [Found(url=f"https://example.org/{story}", kind="article") for story in ("most-read", *stories)]
    told = [(story.url, "") for story in shown]
    scribe.visit(f"/events/2024/{month}/", month, kind="section", found=[following, *shown], shown=told)


def given_up(scribe: Scribe) -> None:
    """The first page of a calendar gives something, so that one more than its budget is asked after it."""
    for month in range(1, BUDGET + 3):
        calendar(scribe, month)


def test_an_endless_calendar_is_given_up_and_the_ledger_says_so(scribe: Scribe) -> None:
    given_up(scribe)
    row = scribe.row(f"/events/2024/{BUDGET + 3}/")
    assert (row["state"], row["reason"]) == ("skipped", "addresses like it led to nothing new, time after time")
    calendar(scribe, 50)
    assert scribe.row("/events/2024/51/")["state"] == "skipped"
    assert frontier(scribe, deep=True) == ["/most-read"]


def test_a_listing_goes_on_while_it_shows_something_new(scribe: Scribe) -> None:
    for month in range(1, 3 * BUDGET):
        calendar(scribe, month, f"story-{month // 5}")
    assert scribe.row(f"/events/2024/{3 * BUDGET}/")["state"] == "pending"


def test_what_looks_like_a_story_is_given_up_where_none_of_its_like_was_one(scribe: Scribe) -> None:
    offers = [Found(url=f"https://example.org/homes/{n}", kind="article") for n in range(3 * BUDGET)]
    scribe.visit("/world/", kind="section", found=offers)
    for n in range(BUDGET):
        assert len(frontier(scribe)) == 3 * BUDGET - n
        scribe.visit(f"/homes/{n}", n, kind="other", reason="no story", found=offers)
    assert frontier(scribe) == []
    scribe.visit(
        "/", 20, kind="front", found=[Found(url="https://example.org/homes/99", kind="article", priority=SURE)]
    )
    assert frontier(scribe) == ["/homes/99"]  # what the front page announces is asked in any case


def test_stories_are_asked_however_many_of_their_like_cannot_be_read_today(scribe: Scribe) -> None:
    stories = [Found(url=f"https://example.org/story/{n}", kind="article") for n in range(6 * BUDGET)]
    scribe.visit("/world/", 0, kind="section", found=stories)
    for n in range(3 * BUDGET):
        scribe.read(an_article(f"/story/{n}", headline=f"Story {n}", article_body=f"The words of story {n}."))
    for n in range(3 * BUDGET, 5 * BUDGET):
        scribe.visit(f"/story/{n}", 1, kind="other", reason="no story")
    assert len(frontier(scribe, 1, revisit="none")) == BUDGET


def test_a_family_that_was_given_up_has_a_new_budget_after_a_month(scribe: Scribe) -> None:
    given_up(scribe)
    later = "2024-06-01T00:00:00.000+00:00"
    scribe.archive.ledger.begin("example.org", now=at(90), before=at(90), deep=True, articles=False)
    assert scribe.row(f"/events/2024/{BUDGET + 3}/")["state"] == "skipped"
    scribe.archive.ledger.begin("example.org", now=later, before=later, deep=True, articles=False)
    assert scribe.row(f"/events/2024/{BUDGET + 3}/")["state"] == "pending"


def test_what_was_not_asked_costs_no_attempt_and_proves_no_look(scribe: Scribe) -> None:
    scribe.found("/a")
    for minute in range(1, 20):
        scribe.visit("/a", minute, outcome="failed", reason="its host rests", http_status=None, retry=True, asked=False)
    row = scribe.row("/a")
    assert (row["state"], row["attempts"], row["due_at"] is not None) == ("failed", 0, True)
    assert scribe.all("SELECT count(*) FROM visits") == [0]


def test_a_retry_asks_again_whatever_became_of_an_address(scribe: Scribe) -> None:
    scribe.found("/a", "/b")
    scribe.visit("/a", 1, outcome="failed", reason="HTTP 404", http_status=404)
    scribe.visit("/b", 1, outcome="gone", reason="HTTP 404", http_status=404)
    ledger = scribe.archive.ledger
    assert ledger.retry(at=at(2)) == ["example.org"]
    assert frontier(scribe, 2) == ["/a"]
    assert ledger.retry(at=at(2), url="https://example.org/b?utm_source=x") == ["example.org"]
    assert frontier(scribe, 2) == ["/a", "/b"]
    assert ledger.retry(at=at(2), url="https://example.org/unknown") == []


def test_a_forgotten_address_may_be_found_anew(scribe: Scribe) -> None:
    scribe.read(an_article())
    assert scribe.archive.ledger.forget("https://example.org/news/pier") == ["example.org"]
    assert scribe.all("SELECT count(*) FROM articles") == [1]
    scribe.visit("/", 1, kind="front", found=[Found(url="https://example.org/news/pier", kind="article")])
    assert frontier(scribe, 1) == ["/news/pier"]


def test_completeness_adds_up_day_by_day(scribe: Scribe) -> None:
    day = "2024-04-16"
    found = [Found(url=f"https://example.org/{n}", kind="article", date_hint=day) for n in "abcd"]
    scribe.visit("/", kind="front", found=found)
    scribe.read(an_article("/a"))
    scribe.visit("/b", outcome="failed", reason="HTTP 500", http_status=500, kind="article")
    scribe.visit("/c", outcome="gone", reason="HTTP 404", http_status=404, kind="article")
    scribe.read(an_article("/undated", headline="No hint", article_body="Other words."))
    sql = "SELECT day, found, archived, skipped, failed, gone, pending FROM completeness ORDER BY day"
    # Once a story is read, its own day counts.
    assert scribe.all(sql) == [(day, 3, 0, 0, 1, 1, 1), ("2024-04-17", 2, 2, 0, 0, 0, 0)]


def test_a_listing_that_did_not_change_was_not_last_seen_before_it_was_first_seen(scribe: Scribe) -> None:
    """The clock was ahead at the first look, and right at the second."""
    scribe.visit("/", 90, kind="front", teasers=[a_teaser("/x")])
    scribe.visit("/", 5, kind="front", outcome="not_modified", http_status=304)
    assert scribe.all("SELECT first_seen <= last_seen FROM teasers") == [1]


def test_a_section_s_stories_are_wanted_though_the_front_page_showed_them_first(scribe: Scribe) -> None:
    flat, own, other = "/2024/04/what-the-mayor-said", "/local/a-new-bridge", "/sport/a-late-goal"
    stories = [Found(url=f"https://example.org{path}", kind="article") for path in (flat, own, other)]
    sections = [Found(url=f"https://example.org/{name}/", kind="section") for name in ("local", "sport")]
    sections.append(Found(url="https://example.org/2024/", kind="section", deep=True))  # no section: a year's archive
    scribe.visit("/", kind="front", found=[*sections, *stories], teasers=[a_teaser(flat), a_teaser(other, 2)])
    only = Window(sections=("local",))
    assert frontier(scribe, window=only) == ["/local/", own]
    shown = [a_teaser(path, listing_url="https://example.org/local/") for path in (flat, other)]
    scribe.visit("/local/", 1, kind="section", found=stories, teasers=shown)
    assert frontier(scribe, 1, window=only) == [flat, own]
