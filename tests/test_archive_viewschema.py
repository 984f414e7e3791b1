"""The pages of the reading room are answered by indexes, however large the archive is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlite_utils import Database

from newscrawl.archive import Archive, glance
from newscrawl.archive.search import candidates
from newscrawl.archive.selection import Selection
from newscrawl.archive.views import changed, ledger, listings, looks, numbers, sites, standing
from newscrawl.archive.views.ledger import Ledger


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with closing(Archive(tmp_path_factory.mktemp("plans") / "archive.db", keep_raw=False)) as archive:
        yield archive.db


def plan(db: Database, sql: str) -> str:
    """How SQLite goes about a question, a line for each step."""
    told = db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", dict.fromkeys(("site", "at", "ids", "most", "first", "after")))
    return "\n".join(row["detail"] for row in told)


@pytest.mark.parametrize(
    ("sql", "step"),
    [
        (standing._AFTER.replace("?", ":at"), "SEARCH teasers USING COVERING INDEX teasers_listing"),
        (
            standing._ALL.replace("?1", ":at").replace("?2", ":at"),
            "SEARCH teasers USING COVERING INDEX teasers_listing",
        ),
        (standing._STANDING, "SEARCH teasers USING INTEGER PRIMARY KEY (rowid=?)"),
        (looks._BEGIN.replace("?", ":at"), "SEARCH teasers USING COVERING INDEX teasers_began (listing_url=?"),
        (looks._END.replace("?", ":at"), "SEARCH teasers USING COVERING INDEX teasers_listing (listing_url=?"),
        (standing._STAY.format("<=", "DESC").replace("?", ":at"), "SEARCH teasers USING INDEX teasers_article"),
        (listings._SHOWN, "SEARCH teasers USING COVERING INDEX teasers_began (listing_url=?)"),
        (listings._SHOWN, "SEARCH led USING INDEX pages_redirects (redirects_to=?)"),
        (ledger._BY_SITE, "SCAN pages USING INDEX pages_stories"),
        (ledger._BY_DAY, "SCAN pages USING INDEX pages_stories"),
        (sites._ERASED, "SCAN articles USING INDEX articles_erased"),
        (
            numbers._LENGTHS.replace("?", ":site"),
            "SEARCH articles USING COVERING INDEX articles_site_published (site=?)",
        ),
        (numbers._EDITED, "SCAN second USING COVERING INDEX revisions_edits"),
        (numbers._WATCHED, "SCAN articles USING COVERING INDEX articles_site_published"),
        (
            changed._EDITS.format(join=changed._JOIN, site="AND articles.site = :site"),
            "SEARCH revisions USING INDEX revisions_edits (first_seen>? AND first_seen<?)",
        ),
        (glance._RUNS, "SEARCH runs USING COVERING INDEX runs_site (site=?)"),
    ],
)
def test_a_page_of_the_reading_room_is_answered_by_an_index(db: Database, sql: str, step: str) -> None:
    assert step in plan(db, sql)
    assert "SCAN teasers" not in plan(db, sql)
    assert "SCAN runs" not in plan(db, sql).replace("SCAN runs USING COVERING", "")


@pytest.mark.parametrize("words", [None, "ferry"])
def test_a_search_by_language_reads_no_article(db: Database, words: str | None) -> None:
    sql, values = candidates(db, words, Selection(language="en"))
    told = db.conn.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    assert any("articles USING COVERING INDEX articles_filter" in row["detail"] for row in told)


def test_completeness_counts_a_story_once_as_its_view_does(db: Database) -> None:
    sql = (
        "INSERT INTO pages (site, url, kind, state, date_hint, discovered_at, article_id) VALUES (?, ?, ?, ?, ?, '', ?)"
    )
    own, twin = "https://a.example/1", "https://a.example/1?print=1"
    with db.conn:
        db.conn.executemany(
            "INSERT INTO articles (id, url, site, page_url, headline, article_body, first_seen, last_seen, changed_at,"
            " content_hash, text_hash, reader_version) VALUES (?1, ?2, 'a', ?2, '', '', '', '', '', '', '', '')",
            [(1, own), (2, "https://a.example/5")],
        )
        db.conn.executemany(
            sql,
            [
                ("a", own, "article", "done", "2024-04-17T09:00:00+02:00", 1),
                ("a", twin, "article", "done", "2024-04-17T09:00:00+02:00", 1),
                ("a", "https://a.example/2", "article", "failed", "2024-04-17", None),
                ("a", "https://a.example/3", "article", "pending", None, None),
                ("a", "https://a.example/4", "article", "gone", "2024-04-17", None),
                ("a", "https://a.example/5", "article", "gone", "2024-04-17", 2),
                ("a", "https://a.example/5?print=1", "article", "gone", "2024-04-17", 2),
            ],
        )
    view = db.conn.execute("SELECT day, found, archived, skipped, failed, gone, pending FROM completeness").fetchall()
    told = ledger.completeness(db, "a")
    assert told == ledger.completeness(db)
    assert {row[0]: tuple(row)[1:] for row in view} == {
        day: (one.found, one.archived, one.skipped, one.failed, one.gone + one.vanished, one.pending)
        for day, one in told.items()
    }
    assert told["2024-04-17"] == Ledger(found=4, archived=1, failed=1, gone=1, vanished=1)
    assert ledger.by_site(db) == ledger.by_site(db, "a") == {"a": sum(told.values(), Ledger())}
    assert ledger.by_site(db, "b")["b"] == Ledger()
