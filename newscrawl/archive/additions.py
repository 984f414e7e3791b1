"""The SQL of the later migrations, in their order. What an archive has is the first and all of these."""

from __future__ import annotations

__all__ = ["ENOUGH_AND_ONCE", "LEARNING", "LIVE_ENTRIES", "MANNERS"]

ENOUGH_AND_ONCE = """
ALTER TABLE pages ADD COLUMN date_first TEXT;
ALTER TABLE pages ADD COLUMN bare TEXT NOT NULL DEFAULT '';
CREATE INDEX pages_bare ON pages (site, bare);
DROP INDEX pages_family;
CREATE INDEX pages_family ON pages (site, family);
CREATE INDEX pages_sections ON pages (site, url) WHERE kind = 'section';

ALTER TABLE barren ADD COLUMN stories INTEGER NOT NULL DEFAULT 0;

CREATE TABLE site_hosts (
    site TEXT NOT NULL,
    host TEXT NOT NULL,
    since TEXT NOT NULL,
    menu INTEGER NOT NULL DEFAULT 0,
    missing TEXT,
    PRIMARY KEY (site, host)
) WITHOUT ROWID;

CREATE TABLE parameters (
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    idle INTEGER NOT NULL DEFAULT 0,
    telling INTEGER NOT NULL DEFAULT 0,
    example TEXT NOT NULL,
    PRIMARY KEY (site, name)
) WITHOUT ROWID;

DROP VIEW completeness;
CREATE VIEW completeness AS
SELECT pages.site AS site, substr(date_hint, 1, 10) AS day,
    count(*) AS found,
    sum(state = 'done') AS archived,
    sum(state = 'skipped') AS skipped,
    sum(state = 'failed') AS failed,
    sum(state = 'gone') AS gone,
    sum(state = 'pending') AS pending
FROM pages LEFT JOIN articles ON articles.id = article_id
-- A story counts once, at the address that it is read from.
WHERE pages.kind = 'article' AND redirects_to IS NULL AND coalesce(page_url = pages.url, 1)
GROUP BY 1, 2;
"""

MANNERS = """
CREATE TABLE robots (
    url TEXT PRIMARY KEY,
    fetched_at TEXT NOT NULL,
    rules TEXT NOT NULL
);

CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    rest_until TEXT NOT NULL,
    rest_seconds REAL NOT NULL,
    why TEXT NOT NULL
) WITHOUT ROWID;

ALTER TABLE pages ADD COLUMN robots_meta TEXT;
"""

LEARNING = """
CREATE TABLE story_marks (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    marks BLOB NOT NULL,
    learnt TEXT NOT NULL
);

CREATE TABLE site_knowledge (
    site TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    stories INTEGER NOT NULL,
    learnt_at TEXT NOT NULL,
    recurs TEXT NOT NULL,
    everywhere TEXT NOT NULL
) WITHOUT ROWID;
"""

LIVE_ENTRIES = """
CREATE TABLE live_entries (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,
    headline TEXT,
    text TEXT NOT NULL,
    date_published TEXT,
    authors TEXT NOT NULL DEFAULT '[]',
    entry_hash TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    UNIQUE (article_id, entry_hash)
);
"""
