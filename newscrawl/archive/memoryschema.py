"""A stand-in for migration m006, which another branch makes: take that one at the merge."""

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
CREATE INDEX articles_changed ON articles (changed_at);

-- In place of what stories.py does there.
CREATE TRIGGER stand_in AFTER INSERT ON revisions BEGIN
    UPDATE articles SET revision_id = new.id WHERE id = new.article_id;
END;

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
"""
