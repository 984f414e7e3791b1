"""A site that is described later goes on with what was archived under its domain."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.renaming import former_names, rename
from newscrawl.archive.verify import Verification
from newscrawl.exceptions import SiteLockedError
from newscrawl.extensions.archive import _go_on
from newscrawl.extensions.lock import SiteLocks
from newscrawl.site import Site
from tests.conftest import Scribe, an_article

DESCRIBED = Site(name="harbour", home="https://example.org/", domains=("example.org",))
NAMES = "SELECT DISTINCT site FROM {} ORDER BY site"


def read_two(scribe: Scribe) -> None:
    scribe.found("/news/pier", "/news/ferry", "/news/later")
    scribe.read(an_article())
    scribe.read(an_article("/news/ferry", headline="Ferry", article_body="The ferry sails again. It was about time."))


def test_articles_ledger_and_runs_have_the_new_name(scribe: Scribe) -> None:
    read_two(scribe)
    assert former_names(scribe.archive.db, DESCRIBED) == ["example.org"]
    _go_on(scribe.archive, DESCRIBED)
    for table in ("articles", "pages", "runs"):
        assert scribe.all(NAMES.format(table)) == ["harbour"]
    assert scribe.all("SELECT name FROM sites") == ["harbour"]
    assert scribe.all("SELECT state, count(*) FROM pages GROUP BY 1") == [("done", 2), ("pending", 1)]
    assert former_names(scribe.archive.db, DESCRIBED) == []
    assert list(Verification(scribe.archive.path)) == []


def test_an_address_that_both_know_keeps_the_row_of_the_one_that_asked_it(scribe: Scribe) -> None:
    read_two(scribe)
    other = Scribe(scribe.archive, DESCRIBED)
    other.found("/news/pier", "/news/later", "/news/new")
    other.visit("/news/later")  # no article, which the older ledger does not know yet
    rename(scribe.archive.db, "example.org", "harbour")
    rows = "SELECT url, site, visited_at IS NOT NULL FROM pages ORDER BY url"
    assert scribe.all(rows) == [
        ("https://example.org/news/ferry", "harbour", 1),
        ("https://example.org/news/later", "harbour", 1),
        ("https://example.org/news/new", "harbour", 0),
        ("https://example.org/news/pier", "harbour", 1),
    ]
    assert scribe.all("SELECT name FROM sites") == ["harbour"]


def test_other_sites_keep_their_names_also_in_runs_of_several(archive: Archive) -> None:
    both = [Site(name="example.org", home="https://example.org/"), Site(name="sub.example.org", home="https://s.org/")]
    archive.runs.start("news", both, "2024-04-17T10:00:00.000+00:00")
    rename(archive.db, "example.org", "harbour")
    assert [row[0] for row in archive.db.conn.execute("SELECT site FROM runs")] == ["harbour, sub.example.org"]
    assert [row[0] for row in archive.db.conn.execute("SELECT name FROM sites ORDER BY 1")] == [
        "harbour",
        "sub.example.org",
    ]


def test_nothing_is_renamed_while_a_run_still_crawls_under_the_old_name(scribe: Scribe, tmp_path: Path) -> None:
    read_two(scribe)
    crawling = SiteLocks(scribe.archive.path, ["example.org"])
    with pytest.raises(SiteLockedError, match="example.org is being crawled"):
        _go_on(scribe.archive, DESCRIBED)
    crawling.release()
    assert scribe.all(NAMES.format("articles")) == ["example.org"]
