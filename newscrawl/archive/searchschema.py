"""The SQL of migration m008: what search and export need beside the full-text indexes."""

from __future__ import annotations

__all__ = ["SEARCH"]

SEARCH = """
-- What a search asks of each article that has its words, without reading the article itself. It begins with the id, as
-- FTS5 gives its matches by id, so that neighbours lie together.
CREATE INDEX articles_filter ON articles (
    id, site, status, date_published_utc, date_published, article_section, authors, revision_id
);
CREATE INDEX revisions_filter ON revisions (id, article_id);

-- Every version in a script that unicode61 cannot cut into words, prepared by archive/scripts.py. It keeps its text
-- (SQLite before 3.43 deletes nothing from an index without).
CREATE VIRTUAL TABLE revisions_fts_parted USING fts5 (
    headline, description, article_body, tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
-- Words that are gone are gone from here as well, whoever took them away; what is new, scripts.index() adds.
CREATE TRIGGER revisions_fts_parted_delete AFTER DELETE ON revisions BEGIN
    DELETE FROM revisions_fts_parted WHERE rowid = old.id;
END;
CREATE TRIGGER revisions_fts_parted_update AFTER UPDATE OF headline, description, article_body ON revisions BEGIN
    DELETE FROM revisions_fts_parted WHERE rowid = old.id;
END;
"""
