"""Pages that gave no story are asked again once what was wrong is mended: the site, or its description."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newscrawl.archive import Seen
from newscrawl.site import Layout
from tests.conftest import SITE, Scribe, an_article, at

UNREAD = "it should tell a story, but none could be read: no text"
FORBIDDEN = "robots.txt forbids it"


def book(scribe: Scribe, minute: int, *monitors: str, since_run: int | None = None, whole: bool = True) -> None:
    """A run ends, and these monitors spoke."""
    since = since_run or scribe.run_id
    findings: list[dict[str, Any]] = [{"monitor": name, "since_run": since, "since": at(minute)} for name in monitors]
    seen = Seen(scribe.run_id, SITE.name, at(minute), whole, findings=findings)
    scribe.archive.runs.finish(
        scribe.run_id, at=at(minute), reason="finished", status=0, counts={}, problems=[], seen=[seen]
    )
    scribe.run_id, _ = scribe.archive.runs.start("news", [SITE], at(minute))


def due(scribe: Scribe) -> list[str]:
    return scribe.all("SELECT substr(url, 20) FROM pages WHERE due_at IS NOT NULL AND url LIKE '%/s%' ORDER BY url")


@pytest.fixture
def emptied(scribe: Scribe) -> Scribe:
    """After a healthy run one whose stories have no text, and one that robots.txt forbids."""
    scribe.found("/s0", "/s1", "/s2", "/s3", priority=500)
    scribe.visit("/s0", 0, kind="other", reason=UNREAD)
    book(scribe, 1)
    scribe.visit("/s1", 2, kind="other", reason="no story, and no list of stories: no text")
    scribe.visit("/s2", 2, outcome="skipped", http_status=None, reason=FORBIDDEN)
    scribe.read(an_article("/s3"), 2)
    scribe.archive.db.execute("UPDATE pages SET due_at = NULL")
    return scribe


def test_what_could_not_be_read_is_asked_again_by_the_run_after_the_first_good_one(emptied: Scribe) -> None:
    book(emptied, 3, "unread", "forbidden")
    assert due(emptied) == []
    book(emptied, 4)
    assert due(emptied) == ["/s1", "/s2"]
    assert [emptied.row(path)["state"] for path in ("/s1", "/s2")] == ["done", "pending"]


def test_only_what_the_trouble_kept_back_is_asked_again(emptied: Scribe) -> None:
    book(emptied, 3, "forbidden")
    book(emptied, 4)
    assert due(emptied) == ["/s2"]


def test_nothing_is_asked_again_while_it_lasts_nor_by_a_run_over_a_part_of_the_site(emptied: Scribe) -> None:
    first = emptied.run_id
    book(emptied, 3, "unread")
    book(emptied, 4, "unread", since_run=first)
    book(emptied, 5, whole=False)
    assert due(emptied) == []
    book(emptied, 6)
    assert due(emptied) == ["/s1"]


def test_a_corrected_description_has_unread_pages_asked_again(emptied: Scribe) -> None:
    book(emptied, 3)
    assert due(emptied) == []  # the description is as it was
    corrected = replace(SITE, layouts=(Layout(body="td.text"),))
    emptied.archive.runs.start("news", [corrected], at(4))
    assert due(emptied) == ["/s0", "/s1"]
    emptied.archive.db.execute("UPDATE pages SET due_at = NULL")
    emptied.archive.runs.start("news", [corrected], at(5))
    assert due(emptied) == []


def test_what_was_not_there_while_the_front_page_was_not_is_asked_again(scribe: Scribe) -> None:
    scribe.found("/s0", "/s1", priority=500)
    scribe.found("/s2", kind="section", priority=140)
    book(scribe, 1)
    for path in ("/s0", "/s2"):
        scribe.visit(path, 2, outcome="gone", http_status=404, reason="HTTP 404: not there")
    led = {"outcome": "redirected", "http_status": 302, "redirects_to": "https://example.org/"}
    scribe.visit("/s1", 2, reason="redirects to https://example.org/", **led)
    scribe.archive.db.execute("UPDATE pages SET due_at = NULL")
    book(scribe, 3, "front page")
    book(scribe, 4)
    assert due(scribe) == ["/s0", "/s1", "/s2"]
    assert {scribe.row(path)["state"] for path in ("/s0", "/s2")} == {"pending"}


def test_a_description_with_the_domain_that_a_site_moved_to_has_stories_asked_again(scribe: Scribe) -> None:
    scribe.found("/s0", priority=500)
    scribe.found("/s1", kind="section", priority=450)
    for path in ("/s0", "/s1"):
        reason = "redirects to another site: https://example.net/"
        scribe.visit(path, 1, outcome="skipped", http_status=301, reason=reason)
    moved = replace(SITE, home="https://example.net/", domains=("example.net", "example.org"))
    scribe.archive.runs.start("example.org", [moved], at(2))
    assert {scribe.row(path)["state"] for path in ("/s0", "/s1")} == {"pending"}
