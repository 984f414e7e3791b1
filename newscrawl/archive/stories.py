"""Articles and their revisions: which story a reading belongs to, and whether it changed it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newscrawl.archive import entries
from newscrawl.archive.similarity import STORY_FIELDS, changed_fields, content_hash, same_story, story_of, text_hash
from newscrawl.urls import canonical

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.items import Article

__all__ = ["StoryReading", "keep_links", "set_in_place", "write"]

_JSON = ("authors", "keywords", "provenance")
_DETAILS = (
    "dateline",
    "agency",
    "keywords",
    "in_language",
    "date_published_raw",
    "date_precision",
    "date_modified",
    "image_credit",
    "is_accessible_for_free",
    "word_count",
    "kind",
    "reader_version",
    "provenance",
)
"""Columns beside the story's fields that follow the latest reading."""


@dataclass
class StoryReading:
    """One reading on its way into the archive."""

    article: Article
    site: str
    at: str
    run_id: int | None
    digest: str | None
    url: str
    """Canonical form of the address that the story claims; the page's own once the claim is refused."""
    page: str
    """Canonical form of the page's address."""

    @cached_property
    def columns(self) -> dict[str, Any]:
        article = self.article
        values = {name: getattr(article, name) for name in (*STORY_FIELDS, *_DETAILS)}
        for name in _JSON:
            values[name] = json.dumps(values[name], ensure_ascii=False)
        values["page_url"] = self.page
        values["claimed_url"] = canonical(article.url) if canonical(article.url) != self.page else None
        values["date_published_utc"] = utc(article.date_published)
        values["content_hash"] = content_hash(story_of(article))
        # Copies of a text are the same text, whatever was known of the site as they were read.
        values["text_hash"] = text_hash(article.headline, article.plain_body or article.article_body)
        return values

    @property
    def learnt(self) -> str:
        """Version of the site's knowledge that concerned the page; empty: none did."""
        return self.article.reader_version.partition("+")[2]


def write(
    db: Database, article: Article, *, site: str, at: str, run_id: int | None = None, digest: str | None = None
) -> tuple[str, bool]:
    """Store a reading of a story: "new", "changed" (a new revision) or "unchanged"; and whether its text was kept.

    `at`: ISO 8601, UTC, when the page was fetched. `digest`: key of its capture, which belongs into the archive if
    the text was kept. Call it inside a transaction.
    """
    reading = StoryReading(article, site, at, run_id, digest, canonical(article.url), canonical(article.page_url))
    known = _known(db, reading)
    if known is None:
        article_id = _insert(db, reading)
        outcome, kept = "new", True
    else:
        article_id = known["id"]
        outcome, kept = _update(db, reading, known)
    db.conn.executemany(
        "INSERT INTO aliases (url, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(url, article_id) for url in dict.fromkeys((reading.url, reading.page, *map(canonical, article.aliases)))],
    )
    keep_links(db, reading, article_id)
    entries.write(db, article_id, article.live_entries, at=at)
    return outcome, kept


_BY_ALIAS = "SELECT articles.* FROM aliases JOIN articles ON articles.id = article_id WHERE aliases.url = ?"
_CLAIMANTS = _BY_ALIAS + " UNION SELECT * FROM articles WHERE claimed_url = ? ORDER BY id LIMIT 50"
_SAME_TEXT = "SELECT * FROM articles WHERE site = ? AND text_hash = ? AND status != 'erased' ORDER BY id"


def _known(db: Database, reading: StoryReading) -> sqlite3.Row | None:
    """The article that a reading belongs to: by the page it was read from, by the address it claims, by its words.

    Where different stories claim one address (a careless template), none of them gets it.
    """
    by_page: sqlite3.Row | None = db.conn.execute(_BY_ALIAS, (reading.page,)).fetchone()
    if by_page is not None and reading.page in (reading.url, by_page["page_url"]):
        return by_page
    if reading.url != reading.page:
        article = reading.article
        claimants = db.conn.execute(_CLAIMANTS, (reading.url, reading.url)).fetchall()
        other: sqlite3.Row
        for other in claimants:
            if same_story(other["headline"], other["article_body"], article.headline, article.article_body):
                return other
        for other in claimants:
            if other["url"] == reading.url != other["page_url"]:
                db.conn.execute("UPDATE articles SET url = page_url WHERE id = ?", (other["id"],))
                db.conn.execute("DELETE FROM aliases WHERE url = ?", (reading.url,))
        if claimants:
            reading.url = reading.page
    if by_page is None:
        by_page = db.conn.execute(_SAME_TEXT, (reading.site, reading.columns["text_hash"])).fetchone()
    return by_page


def _insert(db: Database, reading: StoryReading) -> int:
    first = dict.fromkeys(("first_seen", "last_seen", "changed_at"), reading.at)
    columns = {**reading.columns, "url": reading.url, "site": reading.site, **first}
    names = ", ".join(columns)
    marks = ", ".join(f":{name}" for name in columns)
    article_id = db.conn.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", columns).lastrowid
    assert article_id is not None
    db.conn.execute("UPDATE articles SET cluster_id = id WHERE id = ?", (article_id,))
    _revision(db, reading, article_id, number=1, changed=[])
    _keep_marks(db, reading, article_id)
    return article_id


def _update(db: Database, reading: StoryReading, known: sqlite3.Row) -> tuple[str, bool]:
    """A further reading of a known story.

    The story's own address outranks its twins, and a shorter address a longer one: whatever the order in which
    they are read, the archive ends up with the same text under the same address.
    """
    replaces = reading.page != known["page_url"]  # a better page of the same version, not a new version
    _seen(db, known["id"], reading.at)
    if replaces and _rank(reading.page, reading.url) > _rank(known["page_url"], known["url"]):
        return "unchanged", False
    old = {name: json.loads(known[name]) if name in _JSON else known[name] for name in STORY_FIELDS}
    changed = changed_fields(old, story_of(reading.article))
    if not changed and not replaces:
        _keep_marks(db, reading, known["id"], first=True)
        return "unchanged", False
    if not replaces and _same_bytes(db, reading, known):
        set_in_place(db, reading, known["id"], known["revision_count"])
        return "unchanged", False
    if not replaces and _same_page(reading, known):
        changed = [name for name in changed if name not in _LEARNT_FIELDS]
        if not changed:
            set_in_place(db, reading, known["id"], known["revision_count"])
            return "unchanged", False
    holder = db.conn.execute("SELECT article_id FROM aliases WHERE url = ?", (reading.url,)).fetchone()
    count = known["revision_count"] + (not replaces)
    columns = {
        **reading.columns,
        "url": reading.url if holder is None or holder["article_id"] == known["id"] else known["url"],
        "revision_count": count,
        "changed_at": known["changed_at"] if replaces else reading.at,
    }
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    db.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**columns, "id": known["id"]})
    _keep_marks(db, reading, known["id"])
    if replaces:
        _rewrite(db, reading, known["id"], count)
        return "unchanged", True
    _revision(db, reading, known["id"], number=count, changed=changed)
    return "changed", True


_LEARNT_FIELDS = ("article_body", "correction")
"""What the site's knowledge changes in a reading."""
_PLACE = ("page_url", "claimed_url")


def _same_bytes(db: Database, reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether a page is the one that was kept, and only its reader, or what describes the site, is another."""
    sql = "SELECT capture_digest FROM revisions WHERE article_id = ? AND number = ?"
    row = db.conn.execute(sql, (known["id"], known["revision_count"])).fetchone()
    return reading.digest is not None and row is not None and bool(row["capture_digest"] == reading.digest)


def _same_page(reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether a page says what it said, and was only read with other knowledge of its site."""
    learnt = known["reader_version"].partition("+")[2]
    return learnt != reading.learnt and bool(known["text_hash"] == reading.columns["text_hash"])


def set_in_place(db: Database, reading: StoryReading, article_id: int, number: int) -> None:
    """The same version of a story, read better."""
    columns = {name: value for name, value in reading.columns.items() if name not in _PLACE}
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    db.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**columns, "id": article_id})
    row = {name: columns[name] for name in _VERSION} | {"article_id": article_id, "number": number}
    sets = ", ".join(f"{name} = :{name}" for name in _VERSION)
    db.conn.execute(f"UPDATE revisions SET {sets} WHERE article_id = :article_id AND number = :number", row)
    _keep_marks(db, reading, article_id)


def _keep_marks(db: Database, reading: StoryReading, article_id: int, *, first: bool = False) -> None:
    """What the site's knowledge needs of a reading (`archive.learning`); `first`: only where nothing is kept yet."""
    if reading.article.marks:
        otherwise = "IGNORE" if first else "REPLACE"
        db.conn.execute(
            f"INSERT OR {otherwise} INTO story_marks (article_id, marks, learnt) VALUES (?, ?, ?)",
            (article_id, bytes.fromhex(reading.article.marks), reading.learnt),
        )
    elif not first:
        db.conn.execute("DELETE FROM story_marks WHERE article_id = ?", (article_id,))


def keep_links(db: Database, reading: StoryReading, article_id: int) -> None:
    db.conn.executemany(
        "INSERT INTO links (article_id, url, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(article_id, link.url, link.text) for link in reading.article.links],
    )


def _rank(page: str, own: str) -> tuple[bool, int, str]:
    return (page != own, len(page), page)


def _seen(db: Database, article_id: int, at: str) -> None:
    db.conn.execute("UPDATE articles SET last_seen = max(last_seen, ?) WHERE id = ?", (at, article_id))
    db.conn.execute(
        "UPDATE revisions SET last_seen = max(last_seen, ?) WHERE article_id = ?"
        " AND number = (SELECT revision_count FROM articles WHERE id = article_id)",
        (at, article_id),
    )


_VERSION = (*STORY_FIELDS, "date_modified", "content_hash", "reader_version")


def _revision(db: Database, reading: StoryReading, article_id: int, *, number: int, changed: list[str]) -> None:
    columns = reading.columns
    row = {name: columns[name] for name in _VERSION} | {
        "article_id": article_id,
        "number": number,
        "first_seen": reading.at,
        "last_seen": reading.at,
        "changed_fields": json.dumps(changed),
        "capture_digest": reading.digest,
        "run_id": reading.run_id,
    }
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    db.conn.execute(f"INSERT INTO revisions ({names}) VALUES ({marks})", row)


def _rewrite(db: Database, reading: StoryReading, article_id: int, number: int) -> None:
    columns = reading.columns
    row = {name: columns[name] for name in _VERSION} | {"capture_digest": reading.digest}
    sets = ", ".join(f"{name} = :{name}" for name in row)
    key = {"article_id": article_id, "number": number}
    db.conn.execute(f"UPDATE revisions SET {sets} WHERE article_id = :article_id AND number = :number", {**row, **key})


def utc(moment: str | None) -> str | None:
    """An ISO 8601 time with an offset as UTC, "2024-04-17T19:07:00+00:00"; None where it cannot be told."""
    if not moment:
        return None
    try:
        parsed = datetime.fromisoformat(moment)
        return parsed.astimezone(UTC).isoformat() if parsed.tzinfo else parsed.replace(tzinfo=UTC).isoformat()
    except (ValueError, OverflowError):
        return None
