"""The SQL of the first migrations, of the archive and of its captures; `additions` has what came later."""

from __future__ import annotations

__all__ = ["FIRST", "RAW_FIRST"]

FIRST = """
CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    home TEXT NOT NULL,
    domains TEXT NOT NULL,
    time_zone TEXT,
    language TEXT,
    country TEXT
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    spider TEXT NOT NULL,
    site TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    finish_reason TEXT,
    exit_status INTEGER,
    counts TEXT NOT NULL DEFAULT '{}',
    problems TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX runs_site ON runs (site, id);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    page_url TEXT NOT NULL,
    claimed_url TEXT,
    headline TEXT NOT NULL,
    alternative_headline TEXT,
    description TEXT,
    article_body TEXT NOT NULL,
    dateline TEXT,
    article_section TEXT,
    authors TEXT NOT NULL DEFAULT '[]',
    agency TEXT,
    keywords TEXT NOT NULL DEFAULT '[]',
    in_language TEXT,
    date_published TEXT,
    date_published_utc TEXT,
    date_published_raw TEXT,
    date_precision TEXT,
    date_modified TEXT,
    image_url TEXT,
    image_caption TEXT,
    image_credit TEXT,
    is_accessible_for_free INTEGER,
    correction TEXT,
    word_count INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'article',
    status TEXT NOT NULL DEFAULT 'live',
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    revision_count INTEGER NOT NULL DEFAULT 1,
    content_hash TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    cluster_id INTEGER,
    reader_version TEXT NOT NULL,
    provenance TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX articles_published ON articles (date_published_utc);
CREATE INDEX articles_site_published ON articles (site, date_published_utc);
CREATE INDEX articles_section ON articles (site, article_section);
CREATE INDEX articles_text ON articles (site, text_hash);
CREATE INDEX articles_claimed ON articles (claimed_url) WHERE claimed_url IS NOT NULL;

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    headline, description, article_body, content="articles", content_rowid="id",
    tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, headline, description, article_body)
    VALUES (new.id, new.headline, new.description, new.article_body);
END;
CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, description, article_body)
    VALUES ('delete', old.id, old.headline, old.description, old.article_body);
END;
-- Only the words matter to the index: a visit that moves last_seen must not rewrite it.
CREATE TRIGGER articles_fts_update AFTER UPDATE OF headline, description, article_body ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, description, article_body)
    VALUES ('delete', old.id, old.headline, old.description, old.article_body);
    INSERT INTO articles_fts (rowid, headline, description, article_body)
    VALUES (new.id, new.headline, new.description, new.article_body);
END;

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    headline TEXT NOT NULL,
    alternative_headline TEXT,
    description TEXT,
    article_body TEXT NOT NULL,
    authors TEXT NOT NULL DEFAULT '[]',
    date_published TEXT,
    date_modified TEXT,
    image_url TEXT,
    image_caption TEXT,
    article_section TEXT,
    correction TEXT,
    content_hash TEXT NOT NULL,
    changed_fields TEXT NOT NULL DEFAULT '[]',
    capture_digest TEXT,
    reader_version TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id),
    UNIQUE (article_id, number)
);

CREATE TABLE aliases (
    url TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id)
) WITHOUT ROWID;
CREATE INDEX aliases_article ON aliases (article_id);

CREATE TABLE teasers (
    id INTEGER PRIMARY KEY,
    listing_url TEXT NOT NULL,
    rail TEXT NOT NULL DEFAULT '',
    article_url TEXT NOT NULL,
    headline TEXT NOT NULL,
    description TEXT,
    label TEXT,
    position INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
);
CREATE INDEX teasers_listing ON teasers (listing_url, last_seen);
CREATE INDEX teasers_article ON teasers (article_url);

CREATE TABLE links (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    url TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, url, text)
) WITHOUT ROWID;
CREATE INDEX links_url ON links (url);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    href TEXT,
    kind TEXT NOT NULL DEFAULT 'other',
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'skipped', 'failed', 'gone')),
    reason TEXT,
    depth INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    deep INTEGER NOT NULL DEFAULT 0,
    family TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    discovered_from TEXT,
    discovered_at TEXT NOT NULL,
    date_hint TEXT,
    visited_at TEXT,
    due_at TEXT,
    http_status INTEGER,
    etag TEXT,
    last_modified TEXT,
    visit_count INTEGER NOT NULL DEFAULT 0,
    change_count INTEGER NOT NULL DEFAULT 0,
    redirects_to TEXT,
    article_id INTEGER REFERENCES articles (id),
    UNIQUE (site, url)
);
CREATE INDEX pages_url ON pages (url);
CREATE INDEX pages_pending ON pages (site, deep, priority DESC, id) WHERE state = 'pending';
CREATE INDEX pages_due ON pages (site, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX pages_redirects ON pages (redirects_to) WHERE redirects_to IS NOT NULL;
CREATE INDEX pages_article ON pages (article_id) WHERE article_id IS NOT NULL;

CREATE INDEX pages_family ON pages (site, family) WHERE state = 'pending' AND kind != 'article';

CREATE TABLE barren (
    site TEXT NOT NULL,
    family TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (site, family)
) WITHOUT ROWID;

CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id),
    http_status INTEGER,
    bytes INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX visits_url ON visits (url, at);
CREATE INDEX visits_run ON visits (run_id);

CREATE VIEW completeness AS
SELECT pages.site AS site,
    coalesce(substr(pages.date_hint, 1, 10), substr(articles.date_published, 1, 10)) AS day,
    count(*) AS found,
    sum(pages.state = 'done') AS archived,
    sum(pages.state = 'skipped') AS skipped,
    sum(pages.state = 'failed') AS failed,
    sum(pages.state = 'gone') AS gone,
    sum(pages.state = 'pending') AS pending
FROM pages LEFT JOIN articles ON articles.id = pages.article_id
WHERE pages.kind = 'article' AND pages.redirects_to IS NULL
GROUP BY 1, 2;
"""

RAW_FIRST = """
CREATE TABLE dictionaries (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    made_at TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE captures (
    payload_digest TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    dictionary_id INTEGER REFERENCES dictionaries (id),
    uncompressed_bytes INTEGER NOT NULL
);
CREATE INDEX captures_url ON captures (url, fetched_at);
"""
