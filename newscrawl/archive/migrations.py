"""The archive's schema, as migrations forward. docs/archive.md tells what every column means."""

from __future__ import annotations

import json
from sqlite3 import complete_statement
from typing import TYPE_CHECKING

from newscrawl.archive.additions import ENOUGH_AND_ONCE, LEARNING, LIVE_ENTRIES, MANNERS
from newscrawl.archive.captureschema import DICTIONARIES_AND_SIGHTINGS
from newscrawl.archive.clusterschema import CLUSTERS
from newscrawl.archive.database import Steps
from newscrawl.archive.dictionaries import group_of
from newscrawl.archive.growthschema import GROWTH
from newscrawl.archive.healthschema import HEALTH
from newscrawl.archive.imageschema import IMAGES
from newscrawl.archive.importschema import IMPORTS
from newscrawl.archive.memoryschema import MEMORY
from newscrawl.archive.schema import FIRST, RAW_FIRST
from newscrawl.archive.scripts import backfill
from newscrawl.archive.searchschema import SEARCH
from newscrawl.archive.similarity import STORY_FIELDS, content_hash
from newscrawl.archive.viewschema import VIEWS
from newscrawl.archive.wordindex import IN_ONE_GO
from newscrawl.urls import bare, family

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["APPLICATION_ID", "archive_migrations", "raw_migrations"]

APPLICATION_ID = 0x6E657773
"""`PRAGMA application_id` of an archive: "news" in ASCII, so that `file` and we know one."""

archive_migrations = Steps("newscrawl")
raw_migrations = Steps("newscrawl.raw")


def _run(db: Database, script: str) -> None:
    # executescript() would commit the migration's transaction, so statement by statement.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and complete_statement(statement):
            db.execute(statement)
            statement = ""


@archive_migrations()
def m001_first_schema(db: Database) -> None:
    """Articles, revisions, the ledger and what surrounds them."""
    _run(db, FIRST)


@archive_migrations()
def m002_every_page_once(db: Database) -> None:
    """Spellings of an address, hosts of a newsroom, parameters that tell nothing; stories placed by their own day."""
    _run(db, ENOUGH_AND_ONCE)
    rows = db.conn.execute("SELECT id, url FROM pages").fetchall()
    db.conn.executemany(
        "UPDATE pages SET bare = ?, family = ? WHERE id = ?", [(bare(u), family(u), i) for i, u in rows]
    )
    db.execute(
        "UPDATE pages SET date_hint = coalesce((SELECT date_published FROM articles WHERE articles.id = article_id),"
        " date_hint) WHERE article_id IS NOT NULL"
    )


@archive_migrations()
def m003_manners(db: Database) -> None:
    """What hosts ask of crawlers: robots.txt, rests, what pages say of being indexed and archived."""
    _run(db, MANNERS)


@archive_migrations()
def m004_learning(db: Database) -> None:
    """What the stories of a site have in common."""
    _run(db, LEARNING)


@archive_migrations()
def m005_live_entries(db: Database) -> None:
    """Entries of live blogs, each with its time."""
    _run(db, LIVE_ENTRIES)


@archive_migrations()
def m006_memory(db: Database) -> None:
    """Events, the words of every version, what front pages showed; hashes that know sizes of pictures."""
    _run(db, MEMORY)
    _hash_again(db)


def _hash_again(db: Database) -> None:
    """Take the hashes of all versions anew: what counts as the same picture has changed."""
    columns = ", ".join(STORY_FIELDS)
    sql = f"SELECT id, {columns} FROM revisions WHERE id > ? ORDER BY id LIMIT 1000"
    last = 0
    while rows := db.conn.execute(sql, (last,)).fetchall():
        for row in rows:
            story = {name: json.loads(row[name]) if name == "authors" else row[name] for name in STORY_FIELDS}
            db.conn.execute("UPDATE revisions SET content_hash = ? WHERE id = ?", (content_hash(story), row["id"]))
        last = rows[-1]["id"]
    db.conn.execute(
        "UPDATE articles SET content_hash = (SELECT content_hash FROM revisions WHERE revisions.id = revision_id)"
    )


@archive_migrations()
def m007_clusters(db: Database) -> None:
    """Copies of one story; articles that are there already are placed by and by (`Clusters.place_some`)."""
    _run(db, CLUSTERS)


@archive_migrations()
def m008_search(db: Database) -> None:
    """What search asks of articles, and an index for scripts that have no spaces between words."""
    _run(db, SEARCH)
    backfill(db)


@archive_migrations()
def m009_imports(db: Database) -> None:
    """How far files of captured pages were read."""
    _run(db, IMPORTS)


@archive_migrations()
def m010_images(db: Database) -> None:
    """Pictures of stories."""
    _run(db, IMAGES)


@archive_migrations()
def m011_health(db: Database) -> None:
    """What each run saw of each site; of earlier runs nothing is known, but when their stories came."""
    _run(db, HEALTH)


@archive_migrations()
def m012_views(db: Database) -> None:
    """What the reading room asks, by indexes."""
    _run(db, VIEWS)


@archive_migrations()
def m013_growth(db: Database) -> None:
    """What a run asks of the ledger, by indexes."""
    _run(db, GROWTH)


@archive_migrations()
def m014_words_in_one_go(db: Database) -> None:
    """What a transaction brings is indexed at its end (`connection.immediate`)."""
    _run(db, IN_ONE_GO)


@raw_migrations()
def m001_first_raw_schema(db: Database) -> None:
    """Captures."""
    _run(db, RAW_FIRST)


@raw_migrations()
def m002_dictionaries_and_sightings(db: Database) -> None:
    """Dictionaries by site and kind of page; where and when a payload was seen again; addresses and requests."""
    _run(db, DICTIONARIES_AND_SIGHTINGS)
    rows = db.conn.execute("SELECT url, payload_digest FROM captures").fetchall()
    db.conn.executemany(
        "UPDATE captures SET site = ?, kind = ? WHERE payload_digest = ?",
        [(*group_of(url), digest) for url, digest in rows],
    )
