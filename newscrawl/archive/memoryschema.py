"""The SQL of the archive's memory: events, the words of every version, what front pages showed."""

from __future__ import annotations

__all__ = ["MEMORY"]

MEMORY = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    at TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('gone', 'restored', 'moved', 'corrected', 'reverted', 'erased')),
    detail TEXT,
    run_id INTEGER REFERENCES runs (id)
);
CREATE INDEX events_article ON events (article_id, at);
CREATE INDEX events_at ON events (at);

ALTER TABLE articles ADD COLUMN revision_id INTEGER REFERENCES revisions (id);
UPDATE articles SET revision_id =
    (SELECT revisions.id FROM revisions WHERE article_id = articles.id AND number = revision_count);
-- Else every version that is taken away has the whole table searched for who names it.
CREATE INDEX articles_revision ON articles (revision_id);
CREATE INDEX articles_changed ON articles (changed_at);
CREATE INDEX articles_erased ON articles (id) WHERE status = 'erased';
CREATE INDEX revisions_first ON revisions (first_seen);
ALTER TABLE visits ADD COLUMN revision_id INTEGER;

CREATE VIRTUAL TABLE revisions_fts USING fts5 (
    headline, description, article_body, content="revisions", content_rowid="id",
    tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO revisions_fts (revisions_fts) VALUES ('rebuild');
CREATE TRIGGER revisions_fts_insert AFTER INSERT ON revisions BEGIN
    INSERT INTO revisions_fts (rowid, headline, description, article_body)
    VALUES (new.id, new.headline, new.description, new.article_body);
END;
CREATE TRIGGER revisions_fts_delete AFTER DELETE ON revisions BEGIN
    INSERT INTO revisions_fts (revisions_fts, rowid, headline, description, article_body)
    VALUES ('delete', old.id, old.headline, old.description, old.article_body);
END;
CREATE TRIGGER revisions_fts_update AFTER UPDATE OF headline, description, article_body ON revisions BEGIN
    INSERT INTO revisions_fts (revisions_fts, rowid, headline, description, article_body)
    VALUES ('delete', old.id, old.headline, old.description, old.article_body);
    INSERT INTO revisions_fts (rowid, headline, description, article_body)
    VALUES (new.id, new.headline, new.description, new.article_body);
END;

CREATE VIEW front_page_history AS
SELECT pages.site AS site, listing_url, teasers.first_seen AS first_seen, teasers.last_seen AS last_seen, position,
    rail, label, teasers.headline AS headline, teasers.description AS description, article_url, aliases.article_id
FROM teasers JOIN pages ON pages.url = listing_url AND pages.kind = 'front'
LEFT JOIN aliases ON aliases.url = article_url;

CREATE VIEW headline_variants AS
SELECT article_id, headline, 'page' AS source, NULL AS listing_url, NULL AS highest_position,
    min(first_seen) AS first_seen, max(last_seen) AS last_seen,
    round(sum(julianday(last_seen) - julianday(first_seen)) * 24, 2) AS hours
FROM revisions GROUP BY article_id, headline
UNION ALL
SELECT article_id, headline, 'teaser', listing_url, min(position), min(first_seen), max(last_seen),
    round(sum(julianday(last_seen) - julianday(first_seen)) * 24, 2)
FROM teasers JOIN aliases ON aliases.url = article_url GROUP BY article_id, headline, listing_url;
"""
