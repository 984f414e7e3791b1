"""One story with all that the archive knows of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.archive.similarity import in_common
from newscrawl.archive.views.vanishing import Vanishing, vanishing
from newscrawl.urls import canonical

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

__all__ = ["Copy", "Entry", "Happening", "Link", "Neighbour", "Picture", "Story", "story"]

MOST_LINKS = 200
"""Links that are told; a page of addresses may have thousands."""
_MOST_ENTRIES = 3_000
_MOST_COPIES = 40
_COMPARED = 40_000
"""Characters of two copies that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the story."""

    url: str
    position: int
    """1 is the lead picture."""
    caption: str | None
    credit: str | None
    payload_digest: str | None
    """Key of its capture; None where it was not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What the body links to."""

    url: str
    text: str
    article_id: int | None
    """The story of the archive that the address led to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a live blog."""

    headline: str | None
    text: str
    date_published: str | None
    authors: list[str]
    first_seen: str
    last_seen: str
    standing: bool
    """Whether the page showed it at the last look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The same story elsewhere."""

    id: int
    site: str
    headline: str
    in_language: str | None
    date_published: str | None
    time_zone: str | None
    share: float
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    same: bool
    """Whether it has the same words."""
    leads: bool
    """Whether it is the earliest copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An edit, or an event."""

    at: str
    """ISO 8601, UTC."""
    event: str
    """"edited", "gone", "restored", "moved", "corrected", "reverted", "erased"."""
    detail: str | None
    number: int | None
    """The version that an edit made."""
    fields: list[str]
    """What an edit changed."""
    vanishing: Vanishing | None
    """Where it vanished: the looks between which it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another story of the same site."""

    id: int
    headline: str
    in_language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story, and what stands around it."""

    record: dict[str, Any]
    """The row of `articles`; authors, keywords and provenance unpacked."""
    time_zone: str | None
    """Of its site."""
    version: int | None
    """Number of the current version."""
    pictures: list[Picture]
    links: list[Link]
    link_count: int
    """All of them."""
    entries: list[Entry]
    """The newest first."""
    happenings: list[Happening]
    """The oldest first."""
    copies: list[Copy]
    addresses: list[str]
    """Other addresses that led to it."""
    earlier: Neighbour | None
    later: Neighbour | None


_STORY = """
SELECT articles.*, sites.time_zone, revisions.number AS version
FROM articles LEFT JOIN sites ON sites.name = articles.site LEFT JOIN revisions ON revisions.id = revision_id
WHERE articles.id = ?
"""
_HAPPENINGS = """
SELECT first_seen AS at, 'edited' AS event, NULL AS detail, number, changed_fields
FROM revisions WHERE article_id = ?1 AND number > 1
UNION ALL SELECT at, event, detail, NULL, '[]' FROM events WHERE article_id = ?1 ORDER BY at LIMIT 1000
"""
_COPIES = """
SELECT articles.id, site, headline, in_language, date_published, sites.time_zone, text_hash,
    substr(article_body, 1, ?3) AS body
FROM articles LEFT JOIN sites ON sites.name = site
WHERE cluster_id = ?1 AND articles.id != ?2 AND status != 'erased'
ORDER BY coalesce(date_published_utc, first_seen), articles.id LIMIT ?4
"""
_NEIGHBOUR = """
SELECT id, headline, in_language FROM articles
WHERE site = ? AND status != 'erased' AND date_published_utc {0} ? ORDER BY date_published_utc {1} LIMIT 1
"""


def story(db: Database, article_id: int) -> Story | None:
    """The story with an id; of one that was erased its tombstone is all there is."""
    row = db.conn.execute(_STORY, (article_id,)).fetchone()
    if row is None:
        return None
    count = db.conn.execute("SELECT count(*) FROM links WHERE article_id = ?", (article_id,)).fetchone()[0]
    aliases = db.conn.execute("SELECT url FROM aliases WHERE article_id = ? ORDER BY url LIMIT 50", (article_id,))
    published = row["date_published_utc"] if row["status"] != "erased" else None
    return Story(
        record=_record(row),
        time_zone=row["time_zone"],
        version=row["version"],
        pictures=_pictures(db, article_id),
        links=_links(db, article_id),
        link_count=count,
        entries=_entries(db, article_id, row["last_seen"]),
        happenings=_happenings(db, article_id),
        copies=_copies(db, row),
        addresses=[alias["url"] for alias in aliases if alias["url"] != row["url"]],
        earlier=_neighbour(db, row["site"], published, "<", "DESC"),
        later=_neighbour(db, row["site"], published, ">", "ASC"),
    )


def _record(row: sqlite3.Row) -> dict[str, Any]:
    record = {name: row[name] for name in row.keys() if name not in ("time_zone", "version")}  # noqa: SIM118
    return record | {name: unpacked(row[name]) for name in ("authors", "keywords", "provenance")}


def unpacked(text: str) -> Any:
    """A JSON column; a lone surrogate, which JSON can escape and no page can show, is a question mark."""
    return _sound(json.loads(text))


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_sound(key): _sound(item) for key, item in value.items()}
    return [_sound(item) for item in value] if isinstance(value, list) else value


def _pictures(db: Database, article_id: int) -> list[Picture]:
    sql = (
        "SELECT url, position, caption, credit, payload_digest FROM images WHERE article_id = ?"
        " ORDER BY position, payload_digest IS NULL, url LIMIT 300"
    )
    return [Picture(**dict(row)) for row in db.conn.execute(sql, (article_id,))]


def _links(db: Database, article_id: int) -> list[Link]:
    sql = "SELECT url, text FROM links WHERE article_id = ? LIMIT ?"
    found = db.conn.execute(sql, (article_id, MOST_LINKS)).fetchall()
    known = "SELECT value, article_id FROM json_each(?) JOIN aliases ON aliases.url = value"
    addresses = json.dumps(sorted({canonical(row["url"]) for row in found}))
    stories = dict(db.conn.execute(known, (addresses,)).fetchall())
    links = [Link(url=r["url"], text=r["text"], article_id=stories.get(canonical(r["url"]))) for r in found]
    return [link for link in links if link.article_id != article_id]


def _entries(db: Database, article_id: int, last_look: str) -> list[Entry]:
    sql = (
        "SELECT headline, text, date_published, authors, first_seen, last_seen FROM live_entries WHERE article_id = ?"
        " ORDER BY julianday(coalesce(date_published, first_seen)) DESC, position LIMIT ?"
    )
    rows = db.conn.execute(sql, (article_id, _MOST_ENTRIES))
    return [
        Entry(**{**dict(row), "authors": unpacked(row["authors"])}, standing=row["last_seen"] >= last_look)
        for row in rows
    ]


def _happenings(db: Database, article_id: int) -> list[Happening]:
    told = []
    for row in db.conn.execute(_HAPPENINGS, (article_id,)):
        values = dict(row)
        fields = json.loads(values.pop("changed_fields"))
        gone = vanishing(db, article_id, row["event"], row["at"], row["detail"])
        told.append(Happening(fields=fields, vanishing=gone, **values))
    return told


def _copies(db: Database, row: sqlite3.Row) -> list[Copy]:
    cluster, body = row["cluster_id"], row["article_body"][:_COMPARED]
    if cluster is None or row["status"] == "erased":
        return []
    copies = []
    for other in db.conn.execute(_COPIES, (cluster, row["id"], _COMPARED, _MOST_COPIES)):
        same = other["text_hash"] == row["text_hash"]
        values = {name: other[name] for name in ("id", "site", "headline", "in_language", "date_published")}
        share = 1.0 if same else in_common(body, other["body"])
        leads = other["id"] == cluster
        copies.append(Copy(**values, time_zone=other["time_zone"], share=share, same=same, leads=leads))
    return copies


def _neighbour(db: Database, site: str, published: str | None, sign: str, order: str) -> Neighbour | None:
    if published is None:
        return None
    row = db.conn.execute(_NEIGHBOUR.format(sign, order), (site, published)).fetchone()
    return Neighbour(**dict(row)) if row else None
