"""The SQL of migration m007: which articles are copies of one story (`archive.clusters`)."""

from __future__ import annotations

__all__ = ["CLUSTERS"]

CLUSTERS = """
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (hash, article_id)
) WITHOUT ROWID;

CREATE TABLE story_prints (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    prints BLOB NOT NULL
);

CREATE TABLE copies (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX copies_other ON copies (other_id);

CREATE TABLE unplaced (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
);
INSERT INTO unplaced SELECT id FROM articles WHERE status != 'erased';
UPDATE articles SET cluster_id = id WHERE cluster_id IS NULL;

-- What is new, or tells another story or another time, waits to be placed (again).
CREATE TRIGGER articles_unplaced_insert AFTER INSERT ON articles BEGIN
    INSERT OR IGNORE INTO unplaced VALUES (new.id);
END;
CREATE TRIGGER articles_unplaced_update
AFTER UPDATE OF headline, article_body, date_published_utc, first_seen, status ON articles
WHEN old.headline IS NOT new.headline OR old.article_body IS NOT new.article_body
    OR old.date_published_utc IS NOT new.date_published_utc OR old.first_seen IS NOT new.first_seen
    OR old.status IS NOT new.status AND 'erased' IN (old.status, new.status) BEGIN
    INSERT OR IGNORE INTO unplaced VALUES (new.id);
END;

-- The leader of a cluster is found by two steps into this index, however many copies there are.
CREATE INDEX articles_cluster ON articles (cluster_id, date_published_utc, first_seen);
"""
