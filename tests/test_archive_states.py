"""What becomes of an address however its visit ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args, get_type_hints

from newscrawl.archive.states import OUTSIDE
from newscrawl.doors import Page
from newscrawl.items import Kind, Visit
from tests.conftest import SITE, Scribe, an_article, at

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = "https://example.org"
OUTCOMES = get_args(get_type_hints(Visit)["outcome"])


def endings() -> Iterator[Page]:
    """A page for every way in which a visit can end without a story, of an address that was taken for each kind."""
    for kind in (kind for kind in get_args(Kind) if kind != "robots"):
        for outcome in OUTCOMES:
            # What is skipped was not asked, or led to another site.
            for status in (None, 302) if outcome == "skipped" else (None, 200, 304, 302, 404, 503):
                for retry in (False, True):
                    url = f"{HOME}/{kind}/{outcome}/{status}/{retry}"
                    to = f"{url}/there" if outcome == "redirected" else None
                    visit = Visit(url=url, at=at(0), outcome=outcome, kind=kind, http_status=status, redirects_to=to)
                    visit.retry = retry
                    yield Page(site=SITE, run_id=1, visit=visit)


def dropped(path: str, outside: str | None = None) -> Page:
    """A page whose story was read, and dropped by a pipeline; `outside`: for its date."""
    visit = Visit(url=f"{HOME}{path}", at=at(0), outcome="read", kind="article", http_status=200)
    why = "a pipeline dropped it"
    return Page(site=SITE, run_id=1, visit=visit, article=an_article(path), rejected=why, outside=outside)


def due(scribe: Scribe) -> set[tuple[str, str | None]]:
    """Address and due time of all rows that are skipped."""
    return set(scribe.all("SELECT url, due_at FROM pages WHERE state = 'skipped'"))


def test_no_skipped_row_is_due_at_a_runs_start_but_stories_of_other_days(scribe: Scribe) -> None:
    for page in (*endings(), dropped("/dropped"), dropped("/outside", outside="2024-01-01")):
        scribe.found(page.visit.url.removeprefix(HOME), kind=page.visit.kind, priority=500)
        scribe.archive.settle(page)
    scribe.archive.flush()
    before = due(scribe)
    assert {f"{HOME}/article/skipped/302/True", f"{HOME}/dropped"} < {url for url, _ in before}
    scribe.archive.ledger.begin("example.org", now=at(60), before=at(50), deep=True, articles=True)
    assert {url for url, _ in due(scribe) - before} == {f"{HOME}/outside"}
    assert scribe.all(f"SELECT url FROM pages WHERE {OUTSIDE}") == [f"{HOME}/outside"]
