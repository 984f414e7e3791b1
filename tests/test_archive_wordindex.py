"""What is written is found by its words as soon as its transaction has ended, and not indexed twice."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.connection import immediate
from newscrawl.archive.erasing import erase
from newscrawl.archive.indexes import index_findings
from newscrawl.archive.migrations import archive_migrations
from newscrawl.doors import Page
from newscrawl.items import Article, Visit
from tests.conftest import Scribe, an_article, at

DAM = "The old dam at Gannet Harbour holds.\n\nEngineers looked at every stone of it."


def found(scribe: Scribe, words: str) -> tuple[list[int], list[int]]:
    """Ids of the articles and of the versions that have these words; both indexes must be those of the texts."""
    assert [finding for _, finding in index_findings(scribe.archive.path) if finding] == []
    both = [scribe.all(f"SELECT rowid FROM {t} WHERE {t} MATCH ?", words) for t in ("articles_fts", "revisions_fts")]
    return both[0], both[1]


def settle(scribe: Scribe, article: Article, minute: int) -> None:
    """Have a page wait to be written."""
    visit = Visit(url=article.page_url, at=at(minute), outcome="read", http_status=200, kind="article")
    scribe.archive.settle(Page(site=scribe.site, run_id=scribe.run_id, visit=visit, article=article))


def test_no_trigger_indexes_row_by_row(scribe: Scribe) -> None:
    assert scribe.all("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_fts_insert'") == []


def test_a_story_and_its_edit_in_one_transaction(scribe: Scribe) -> None:
    settle(scribe, an_article(), 0)
    settle(scribe, an_article(headline="Council votes to scrap pier"), 5)
    settle(scribe, an_article("/news/dam", article_body=DAM, headline="The dam holds"), 5)
    scribe.archive.flush()
    assert found(scribe, "headline : scrap") == ([1], [2])
    assert found(scribe, "headline : rebuild") == ([], [1])
    assert found(scribe, "stone") == ([2], [3])


def test_a_page_that_cannot_be_stored_leaves_no_words(scribe: Scribe, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(scribe, an_article(), 0)
    settle(scribe, an_article("/news/dam", article_body=DAM, headline="The dam holds"), 5)
    settle(scribe, an_article("/news/lamp", article_body="A lamp was lit.", headline="Light"), 5)
    write = scribe.archive.images.after

    def fail_at_dam(page: object, written: object) -> None:
        write(page, written)  # type: ignore[arg-type]
        if page.visit.url.endswith("/dam"):  # type: ignore[attr-defined]
            raise ValueError("too strange")

    monkeypatch.setattr(scribe.archive.images, "after", fail_at_dam)
    scribe.archive.flush()
    assert found(scribe, "stone") == ([], [])
    assert found(scribe, "lamp") == ([2], [2])


def test_a_transaction_that_fails_leaves_no_words(scribe: Scribe) -> None:
    scribe.read(an_article())
    with pytest.raises(KeyError), immediate(scribe.archive.db):
        scribe.archive.db.execute("UPDATE articles SET headline = 'forged'")
        raise KeyError
    assert found(scribe, "forged") == ([], [])
    assert found(scribe, "rebuild") == ([1], [1])


def test_rows_that_go_in_the_transaction_in_which_they_came(scribe: Scribe) -> None:
    scribe.read(an_article())
    conn = scribe.archive.db.conn
    with immediate(scribe.archive.db):
        for number in (1, 2):
            article_id = copied(conn, "articles", f"https://example.org/{number}")
            conn.execute("UPDATE articles SET headline = 'Harpsichord' WHERE id = ?", (article_id,))
        conn.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    assert found(scribe, "harpsichord") == ([2], [])


def copied(conn: sqlite3.Connection, table: str, url: str) -> int | None:
    """Insert the first row of a table again, under another address."""
    names = [row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[1] not in ("id", "url")]
    sql = f"INSERT INTO {table} (url, {', '.join(names)}) SELECT ?, {', '.join(names)} FROM {table} WHERE id = 1"
    return conn.execute(sql, (url,)).lastrowid


def test_erasing_an_address_without_a_story(scribe: Scribe) -> None:
    scribe.read(an_article())
    erase(scribe.archive.db, "https://example.org/news/never", at=at(1), reason="a letter")
    erase(scribe.archive.db, "https://example.org/news/pier", at=at(1), reason="a letter")
    assert found(scribe, "rebuild") == ([], [])
    scribe.read(an_article("/news/dam", article_body=DAM, headline="The dam holds"), 5)
    assert found(scribe, "stone")[0] == [3]


def test_an_archive_of_the_schema_before_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = [step for step in archive_migrations.steps if step.__name__ < "m014"]
    with monkeypatch.context() as patch:
        patch.setattr(archive_migrations, "steps", older)
        patch.setattr("newscrawl.archive.connection.index_new", lambda conn: None)
        scribe = Scribe(Archive(tmp_path / "archive.db"))
        scribe.read(an_article())
        scribe.archive.close()
    scribe = Scribe(Archive(tmp_path / "archive.db"))
    scribe.read(an_article("/news/dam", article_body=DAM, headline="The dam holds"), 5)
    assert found(scribe, "rebuild") == ([1], [1])
    assert found(scribe, "stone") == ([2], [2])
    scribe.archive.close()
