"""What has to hold between the rows of an archive, as queries that return the rows where it does not.

Each query is one statement, so it sees one state of the archive however busily a crawl writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from newscrawl.archive.findings import Finding, name_of
from newscrawl.archive.similarity import STORY_FIELDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

__all__ = ["ASK_AGAIN", "ERASE_AGAIN", "RESTORE", "RULES", "Rule", "json_findings", "time_findings"]

ASK_AGAIN = "ask the page again (`scrapy retry URL` and a crawl), or restore a backup"
RESTORE = "restore a backup"
ERASE_AGAIN = "take it down again: `scrapy erase URL --reason TEXT`"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that has to hold."""

    check: str
    table: str
    sql: str
    """Returns key and address of each row that breaks the rule, and what `problem` tells of it."""
    problem: str
    """In words; `{0}`, `{1}`, … are the query's further columns."""
    cure: str
    error: bool = True
    """Whether it makes an archive unsound."""

    def findings(self, conn: sqlite3.Connection) -> Iterator[Finding]:
        for key, url, *told in conn.execute(self.sql):
            yield Finding(self.check, name_of(self.table, key, url), self.problem.format(*told), self.cure, self.error)


_DIFFERS = "\n    OR ".join(f"a.{name} IS NOT r.{name}" for name in (*STORY_FIELDS, "content_hash"))

RULES = (
    Rule(
        "versions",
        "articles",
        """
        SELECT a.id, a.url, revision_count, count(r.id), coalesce(min(number), '-'), coalesce(max(number), '-')
        FROM articles AS a LEFT JOIN revisions AS r ON article_id = a.id WHERE status != 'erased' GROUP BY a.id
        HAVING count(r.id) IS NOT revision_count OR min(number) IS NOT 1 OR max(number) IS NOT count(r.id)
        """,
        "revision_count is {0}, and there are {1} versions, numbered {2} to {3}",
        RESTORE,
    ),
    Rule(
        "versions",
        "articles",
        f"""
        SELECT a.id, a.url, number FROM articles AS a
        JOIN revisions AS r ON r.id = revision_id AND article_id = a.id WHERE status != 'erased' AND ({_DIFFERS})
        """,
        "its text is not that of its current version, number {0}",
        ASK_AGAIN,
    ),
    Rule(
        "versions",
        "articles",
        """
        SELECT a.id, a.url, coalesce(revision_id, 'nothing') FROM articles AS a
        LEFT JOIN revisions AS r ON r.id = revision_id AND article_id = a.id WHERE status != 'erased' AND r.id IS NULL
        """,
        "revision_id names {0}, which is no version of it",
        ASK_AGAIN,
    ),
    Rule(
        "versions",
        "revisions",
        """
        SELECT r.id, url, r.number FROM revisions AS r JOIN articles ON articles.id = r.article_id
        JOIN revisions AS later ON later.article_id = r.article_id AND later.number = r.number + 1
        WHERE later.first_seen < r.first_seen
        """,
        "version {0} was first seen after the one that follows it",
        "an archive of version 0.1.0 numbered captures as they were read; nothing is lost",
        error=False,
    ),
    Rule(
        "erased",
        "articles",
        """
        SELECT id, url FROM articles WHERE status = 'erased' AND (
            headline || article_body || coalesce(alternative_headline, '') || coalesce(description, '') != ''
            OR EXISTS (SELECT 1 FROM revisions WHERE article_id = articles.id)
            OR EXISTS (SELECT 1 FROM live_entries WHERE article_id = articles.id)
            OR EXISTS (SELECT 1 FROM images WHERE article_id = articles.id)
            OR EXISTS (SELECT 1 FROM links WHERE article_id = articles.id))
        """,
        "it was taken down, and words of it are still there",
        ERASE_AGAIN,
    ),
    Rule(
        "clusters",
        "articles",
        """
        SELECT a.id, a.url, coalesce(a.cluster_id, 'nothing') FROM articles AS a
        LEFT JOIN articles AS lead ON lead.id = a.cluster_id
        WHERE a.status != 'erased'
            AND (lead.id IS NULL OR lead.status = 'erased' OR lead.cluster_id IS NOT lead.id)
        """,
        "cluster_id names {0}, which is no article that leads a cluster",
        "set it to the article's own id: UPDATE articles SET cluster_id = id WHERE id = …",
    ),
    Rule(
        "addresses",
        "articles",
        """
        SELECT a.id, a.url, own.url FROM articles AS a,
            (SELECT id, url FROM articles UNION SELECT id, page_url FROM articles) AS own ON own.id = a.id
        WHERE status != 'erased'
            AND NOT EXISTS (SELECT 1 FROM aliases WHERE aliases.url = own.url AND article_id = a.id)
        """,
        "the table aliases does not lead from {0} to it",
        "add the row: INSERT INTO aliases (url, article_id) VALUES (…)",
    ),
    Rule(
        "ledger",
        "pages",
        """
        SELECT id, url FROM pages
        WHERE state = 'done' AND kind = 'article' AND redirects_to IS NULL AND article_id IS NULL
        """,
        "its state is done, and no article came of it",
        "ask it again: `scrapy retry URL` and a crawl",
    ),
    Rule(
        "ledger",
        "pages",
        """
        SELECT pages.id, pages.url, pages.article_id, aliases.article_id FROM pages JOIN aliases USING (url)
        WHERE state = 'done' AND kind = 'article' AND redirects_to IS NULL AND pages.article_id != aliases.article_id
        """,
        "it names article {0}, and the table aliases article {1}",
        "ask it again: `scrapy retry URL` and a crawl",
    ),
    Rule(
        "ledger",
        "completeness",
        """
        SELECT coalesce(day, 'no day'), site, found, archived + skipped + failed + gone + pending FROM completeness
        WHERE found IS NOT archived + skipped + failed + gone + pending
        """,
        "found are {0} addresses, and {1} have a state",
        RESTORE,
    ),
)

_STAYS = ("articles", "revisions", "teasers", "live_entries")
_TIMES = {
    "articles": ("first_seen", "last_seen", "changed_at", "date_published", "date_published_utc", "date_modified"),
    "revisions": ("first_seen", "last_seen", "date_published", "date_modified"),
    "teasers": ("first_seen", "last_seen"),
    "live_entries": ("first_seen", "last_seen", "date_published"),
    "pages": ("discovered_at", "visited_at", "due_at"),
    "visits": ("at",),
    "runs": ("started_at", "finished_at"),
    "run_sites": ("at",),
    "events": ("at",),
}
_JSON = {
    "articles": {"authors": "array", "keywords": "array", "provenance": "object"},
    "revisions": {"authors": "array", "changed_fields": "array"},
    "live_entries": {"authors": "array"},
    "sites": {"domains": "array"},
    "runs": {"counts": "object", "problems": "array"},
    "run_sites": {"figures": "object", "layout": "array", "findings": "array"},
    "site_hosts": {"missing": "object"},
}


def time_findings(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Times that are none, and stays that end before they begin."""
    for table, columns in _TIMES.items():
        stays = table in _STAYS
        # (To julianday a bare number is a time, too.)
        wrong = [f"{n} NOT LIKE '____-__-__%' OR ({n} IS NOT NULL AND julianday({n}) IS NULL)" for n in columns]
        wrong += ["julianday(first_seen) > julianday(last_seen)"] * stays
        for key, *values in _rows(conn, table, columns, " OR ".join(wrong)):
            where = name_of(table, key)
            # What SQLite cannot read may be a time all the same: offsets of old days have seconds.
            named = list(zip(columns, values, strict=True))
            for name, value in named:
                if value is not None and not _is_time(value):
                    yield Finding("times", where, f"{name} is no time: {value!r:.60}", RESTORE)
            if stays and all(map(_is_time, values[:2])) and _moment(values[0]) > _moment(values[1]):
                problem = f"it was last seen ({values[1]}) before it was first seen ({values[0]})"
                yield Finding("times", where, problem, "a clock went backwards, or " + RESTORE)


def json_findings(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Columns of JSON that hold none, or another kind of it."""
    for table, columns in _JSON.items():
        for name, kind in columns.items():
            wrong = f"{name} IS NOT NULL AND iif(json_valid({name}), json_type({name}), '') != '{kind}'"
            for key, value in _rows(conn, table, (name,), wrong):
                yield Finding("json", name_of(table, key), f"{name} is no JSON {kind}: {value!r:.60}", RESTORE)


def _rows(conn: sqlite3.Connection, table: str, columns: Sequence[str], where: str) -> Iterator[tuple[object, ...]]:
    """Key and columns of some rows; none where the archive has no such table."""
    known = {row[0] for row in conn.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    if known:
        key = "id" if "id" in known else "site || ' ' || host"
        yield from conn.execute(f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE {where}")


def _is_time(value: object) -> bool:
    try:
        datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def _moment(value: object) -> float:
    return datetime.fromisoformat(str(value)).timestamp()
