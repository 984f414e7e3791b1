"""What a run asks of the archive is answered by indexes: it costs the same however many stories its site has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.summary import summarize, unread_front
from newscrawl.doors import Page, Revisit
from newscrawl.items import Article, Capture, Found, Kind, Teaser, Visit
from newscrawl.site import Site
from newscrawl.window import Window

SITE = Site(name="growing.example", home="https://growing.example/", domains=("growing.example",))
AT, LATER = "2024-04-17T10:00:00.000+00:00", "2024-04-18T10:00:00.000+00:00"
LARGE = ("pages", "articles", "revisions", "aliases", "visits", "teasers", "links", "images", "story_marks",
         "fingerprints", "captures")  # fmt: skip
WHOLE = re.compile(
    rf"SCAN ({'|'.join(LARGE)})\b(?! USING (COVERING )?INDEX articles_erased)|"
    # Any index with the site in front is the site's whole ledger.
    r"SEARCH (pages|articles) USING (COVERING )?INDEX (pages_family|pages_bare|pages_url|pages_due|pages_stories|"
    r"sqlite_autoindex_pages_1|articles_\w+) \(site=\?\)|"
    r"SEARCH pages USING INDEX pages_due \(site=\? AND due_at>\?\)"
)
"""A step that reads a large table from end to end, or all rows of a site."""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive(tmp_path / "archive.db")) as archive:
        yield archive


def whole(archive: Archive, asked: list[str]) -> list[str]:
    """Those of some statements that read a large table as a whole."""
    found = []
    for sql in dict.fromkeys(asked):
        if sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            steps = archive.db.conn.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
            found += [f"{step['detail']}: {sql}" for step in steps if WHOLE.search(step["detail"])]
    return found


@pytest.fixture
def asked(archive: Archive) -> list[str]:
    """The statements that are run from now on."""
    statements: list[str] = []
    archive.db.conn.set_trace_callback(statements.append)
    return statements


def visit(url: str, kind: str = "article", at: str = AT, **told: object) -> Visit:
    return Visit(url=url, at=at, outcome="read", http_status=200, kind=kind, **told)  # type: ignore[arg-type]


def pages(at: str = AT) -> list[Page]:
    """A front page and its story, as a crawl settles them."""
    story = f"{SITE.home}a-story"
    front = visit(SITE.home, "front", at, found=[Found(url=story, kind="article", priority=500)], shown=[(story, "")])
    teasers = [Teaser(listing_url=SITE.home, article_url=story, headline="A story")]
    words = " ".join(f"word{number}" for number in range(60))
    article = Article(url=story, page_url=story, headline="A story", article_body=f"{words} {at}", reader_version="1")
    capture = Capture(url=story, fetched_at=at, http_status=200, headers=[], body=f"<p>{words} {at}</p>".encode())
    return [
        Page(site=SITE, run_id=1, visit=front, teasers=teasers),
        Page(site=SITE, run_id=1, visit=visit(story, at=at, capture=capture), article=article),
    ]


def settle(archive: Archive, some: list[Page]) -> None:
    for page in some:
        archive.settle(page)
        archive.flush()


def test_writing_pages_reads_no_table_as_a_whole(archive: Archive, asked: list[str]) -> None:
    archive.runs.start("news", [SITE], AT)
    settle(archive, pages())
    settle(archive, pages(LATER))  # edited
    settle(archive, [Page(site=SITE, run_id=1, visit=Visit(url=f"{SITE.home}a-story", at=LATER, outcome="gone"))])
    assert whole(archive, asked) == []


def test_a_story_that_did_not_come_reads_no_table_as_a_whole(archive: Archive, asked: list[str]) -> None:
    archive.runs.start("news", [SITE], AT)
    story, gate = f"{SITE.home}a-story", f"{SITE.home}login?return=%2Fa-story"
    led = Visit(url=story, at=AT, outcome="redirected", http_status=302, redirects_to=gate)
    led.found = [Found(url=gate, kind="article", priority=500)]
    nothing = visit(gate, "other", reason="no story, and no list of stories: no text")
    settle(archive, [pages()[0], *(Page(site=SITE, run_id=1, visit=one) for one in (led, nothing))])
    assert any("redirects_to = " in sql for sql in asked)
    assert whole(archive, asked) == []


@pytest.mark.parametrize("revisit", ["due", "none"])
@pytest.mark.parametrize("window", [Window(), Window(since=date(2024, 4, 1))])
def test_starting_a_run_and_asking_what_is_next_reads_no_ledger_as_a_whole(
    archive: Archive, asked: list[str], revisit: Revisit, window: Window
) -> None:
    archive.runs.start("news", [SITE], AT)
    archive.ledger.start(SITE.name, Found(url=SITE.home, kind="front"), at=AT, before=AT)
    archive.ledger.begin(SITE.name, now=LATER, before=LATER, deep=True, articles=False)
    archive.ledger.frontier(SITE.name, now=LATER, deep=True, revisit=revisit, limit=64, window=window)
    archive.ledger.left(SITE.name, now=LATER, deep=True, revisit=revisit, limit=64, window=window)
    assert whole(archive, asked) == []


@pytest.mark.parametrize("revisit", ["due", "none"])
@pytest.mark.parametrize("kind", ["article", "section"])
def test_what_is_due_is_not_walked_for_what_is_asked_first(archive: Archive, kind: Kind, revisit: Revisit) -> None:
    """Ten thousand known pages are due at once; what is asked first is found without a look at the others."""
    found = [Found(url=f"{SITE.home}{number}", kind=kind) for number in range(10_000)]
    conn = archive.db.conn
    conn.execute("BEGIN")
    archive.ledger._discoveries.add(SITE.name, found, source=None, depth=1, at=AT)
    conn.execute("UPDATE pages SET state = 'done', visited_at = ?, due_at = ?", (AT, AT))
    conn.execute("COMMIT")
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    conn.set_progress_handler(count, 100)
    archive.ledger.frontier(SITE.name, now=LATER, deep=True, revisit=revisit, limit=10)
    assert steps * 100 < 5_000


def test_ending_a_run_reads_no_ledger_as_a_whole(archive: Archive, asked: list[str]) -> None:
    run_id, _ = archive.runs.start("news", [SITE], AT)
    archive.health.figures(run_id, [SITE.name], since=AT, mark=0)
    unread_front(archive.db, SITE.name)
    archive.runs.finish(run_id, at=LATER, reason="finished", status=0, counts={}, problems=[])
    assert whole(archive, asked) == []


def test_the_report_counts_by_indexes_and_reads_no_article(archive: Archive, asked: list[str]) -> None:
    summarize(archive.db, SITE.name, 1)
    steps = [row["detail"] for sql in asked for row in archive.db.conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in steps if "articles" in step and "COVERING" not in step and "erased" not in step] == []
    assert any("pages_meta" in step for step in steps)
    assert any("pages_pending" in step for step in steps)
