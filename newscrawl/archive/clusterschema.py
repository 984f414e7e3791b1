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

-- The leader of a cluster is found by two steps into this index, however many copies there are.
CREATE INDEX articles_cluster ON articles (cluster_id, date_published_utc, first_seen);
"""
