"""Stories in whose place something else stood for a while: a wall, a login, a page on maintenance, nothing."""

from __future__ import annotations

import pytest

from newscrawl.archive.figures import figures
from newscrawl.archive.revisit import LOOKS
from newscrawl.items import Found
from newscrawl.reasons import GATED
from tests.conftest import Scribe, an_article, at
from tests.test_archive_ledger import frontier

DAY = 24 * 60
SITE = "https://example.org"
NONE = "no story, and no list of stories: 11 words, but no date"
UNREAD = "it should tell a story, but none could be read: 11 words"


def announce(scribe: Scribe, *paths: str, deep: bool = False) -> None:
    """A front page announces stories."""
    found = [Found(url=f"{SITE}{path}", kind="article", priority=580, deep=deep) for path in paths]
    scribe.visit("/", kind="front", found=found)


def redirect(scribe: Scribe, path: str, minute: int, to: str) -> None:
    found = [Found(url=f"{SITE}{to}", kind="article", priority=580)]
    scribe.visit(path, minute, outcome="redirected", http_status=302, redirects_to=f"{SITE}{to}", found=found)


@pytest.mark.parametrize("reason", [UNREAD, NONE, "an empty answer"])
def test_a_page_that_should_tell_a_story_and_told_none_is_looked_at_again(scribe: Scribe, reason: str) -> None:
    announce(scribe, "/news/pier")
    scribe.visit("/news/pier", 1, reason=reason)
    assert scribe.row("/news/pier")["due_at"] == at(DAY + 1)
    assert "/news/pier" in frontier(scribe, DAY + 2)
    scribe.read(an_article(), DAY + 2)
    assert scribe.row("/news/pier")["attempts"] == 0
    assert scribe.all("SELECT url FROM articles") == [f"{SITE}/news/pier"]


def test_it_is_believed_after_some_looks(scribe: Scribe) -> None:
    announce(scribe, "/news/game")
    for day in range(LOOKS):
        assert scribe.row("/news/game")["due_at"] or not day
        scribe.visit("/news/game", day * 5 * DAY + 1, reason=UNREAD)
    assert scribe.row("/news/game")["due_at"] is None


@pytest.mark.parametrize("told", [False, True])
def test_pages_like_many_that_never_told_a_story_are_looked_at_once(scribe: Scribe, told: bool) -> None:
    """A quiz of each day; where one of their family tells a story, the others may as well."""
    games = [f"/games/{day}" for day in range(6)]
    announce(scribe, *games, "/games/77", "/games/78")
    for look in range(LOOKS):
        for game in games:
            scribe.visit(game, look * 5 * DAY + 1, reason=NONE)
    if told:
        scribe.read(an_article("/games/77"), 10 * DAY + 2)
    scribe.visit("/games/78", 10 * DAY + 3, reason=NONE)
    assert scribe.row("/games/78")["due_at"] == (at(11 * DAY + 3) if told else None)


def test_what_nobody_announced_is_looked_at_once(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url=f"{SITE}/about", priority=60)])
    scribe.visit("/about", 1, reason=NONE)
    assert scribe.row("/about")["due_at"] is None


@pytest.mark.parametrize("first", [True, False])
def test_stories_that_lead_to_a_login_for_an_hour_are_looked_at_again(scribe: Scribe, first: bool) -> None:
    """Whether the login was read before they were asked, or after that."""
    announce(scribe, "/news/pier", "/news/ferry")
    redirect(scribe, "/news/ferry", 1, "/login")
    if first:
        scribe.visit("/login", 2, reason=NONE)
    redirect(scribe, "/news/pier", 3, "/login")
    if not first:
        scribe.visit("/login", 4, reason=NONE)
    assert {"/news/pier", "/news/ferry"} <= set(frontier(scribe, DAY + 10))


def test_a_login_that_sends_back_to_a_story_is_not_looked_at_again_itself(scribe: Scribe) -> None:
    announce(scribe, "/news/pier")
    redirect(scribe, "/news/pier", 1, "/login?return=%2Fnews%2Fpier")
    scribe.visit("/login?return=%2Fnews%2Fpier", 2, reason=NONE)
    assert scribe.row("/login?return=%2Fnews%2Fpier")["due_at"] is None
    assert scribe.row("/news/pier")["due_at"] == at(DAY + 2)


def test_a_story_whose_address_holds_that_of_the_list_that_shows_it_is_looked_at_again(scribe: Scribe) -> None:
    found = [Found(url=f"{SITE}/go?to=%2Fnews%2Fpier", kind="article", priority=580)]
    scribe.visit("/", kind="front", found=[Found(url=f"{SITE}/news", kind="section", priority=580)])
    scribe.visit("/news", 1, kind="section", found=found)
    scribe.visit("/go?to=%2Fnews%2Fpier", 2, reason=NONE)
    assert scribe.row("/go?to=%2Fnews%2Fpier")["due_at"] == at(DAY + 2)


def test_a_story_behind_a_login_is_asked_no_more_often_than_one_that_leads_to_it(scribe: Scribe) -> None:
    announce(scribe, "/news/pier")
    due = []
    for day in (0, 1, 5):
        reason = f"{GATED}: https://example.org/login?return=%2Fnews%2Fpier"
        scribe.visit("/news/pier", day * DAY + 1, outcome="failed", http_status=302, retry=True, reason=reason)
        due.append(scribe.row("/news/pier")["due_at"])
    assert due == [at(DAY + 1), at(5 * DAY + 1), at(65 * DAY + 1)]


def test_a_known_story_behind_a_login_is_tried_again_as_soon_as_after_any_failure(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    reason = f"{GATED}: https://example.org/login?return=%2Fnews%2Fpier"
    scribe.visit("/news/pier", 1, outcome="failed", http_status=302, retry=True, reason=reason)
    assert scribe.row("/news/pier")["due_at"] == at(11)


@pytest.mark.parametrize(("kind", "priority"), [("article", 100), ("section", 450)])
def test_a_page_from_which_no_story_is_awaited_is_believed_at_once(scribe: Scribe, kind: str, priority: int) -> None:
    scribe.found("/about", kind=kind, priority=priority)
    scribe.visit("/about", 1, reason=UNREAD, found=[Found(url=f"{SITE}/jobs", kind="section")])
    assert scribe.row("/about")["due_at"] is None


def test_a_story_that_moved_is_not_looked_for_at_its_old_address(scribe: Scribe) -> None:
    announce(scribe, "/old/pier")
    redirect(scribe, "/old/pier", 1, "/news/pier")
    scribe.read(an_article(), 2)
    assert scribe.row("/old/pier")["due_at"] > at(50 * DAY)


def test_a_story_that_is_announced_before_it_is_there_is_looked_for_again(scribe: Scribe) -> None:
    gone = {"outcome": "gone", "http_status": 404, "reason": "HTTP 404: not there"}
    announce(scribe, "/news/pier")
    announce(scribe, "/2009/old", deep=True)
    for path in ("/news/pier", "/2009/old"):
        scribe.visit(path, 1, **gone)
    assert scribe.row("/news/pier")["due_at"] == at(DAY + 1)
    assert scribe.row("/2009/old")["due_at"] is None  # old sitemaps are full of them


def test_a_further_page_of_a_listing_that_leads_nowhere_is_asked_again(scribe: Scribe) -> None:
    """An empty page of a listing has a menu; a page on maintenance in its place has none."""
    further = [Found(url=f"{SITE}/world/?page={n}", kind="section", priority=140, deep=True) for n in (2, 3)]
    scribe.visit("/world/", kind="section", found=further)
    scribe.visit("/world/?page=2", 1, kind="other", reason=NONE)
    menu = [Found(url=f"{SITE}/local/", kind="section", priority=450)]
    scribe.visit("/world/?page=3", 1, kind="other", reason=NONE, found=menu)
    assert scribe.row("/world/?page=2")["state"] == "failed"
    assert scribe.row("/world/?page=2")["due_at"] is not None
    assert scribe.row("/world/?page=3")["state"] == "done"


def test_stories_that_all_lead_to_one_page_that_is_none_count_as_unread(scribe: Scribe) -> None:
    stories = [f"/news/{n}" for n in range(4)]
    announce(scribe, *stories, "/news/moved")
    scribe.visit("/login", 0, reason=NONE)
    for path in stories:
        redirect(scribe, path, 1, "/login")
    redirect(scribe, "/news/moved", 1, "/news/pier")
    scribe.read(an_article(), 2)
    told = figures(scribe.archive.db, scribe.run_id, ["example.org"], since=at(0), before={}, mark=0)
    assert told["example.org"].ratios["unread"] == (4, 5)
