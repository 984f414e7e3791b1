"""Indexes that the reading room's pages need to answer at once from an archive of some hundred thousand articles."""

from __future__ import annotations

__all__ = ["VIEWS"]

VIEWS = """
-- What stood on a listing at a moment, and when it showed something else, are answered by these alone. The second one
-- is left alone by the visits that only move `last_seen` on.
DROP INDEX teasers_listing;
CREATE INDEX teasers_listing ON teasers (listing_url, last_seen, first_seen);
CREATE INDEX teasers_began ON teasers (listing_url, first_seen);

-- What is counted of stories, so that their texts are not read: the first two columns are those that it always had.
DROP INDEX articles_site_published;
CREATE INDEX articles_site_published ON articles (
    site, date_published_utc, first_seen, date_published, date_precision, status, kind, word_count, revision_count
);

-- Edits by their time: few versions are not the first of their story.
CREATE INDEX revisions_edits ON revisions (first_seen, article_id, number) WHERE number > 1;

-- A search by language reads no article either, and languages are counted with sites, sections and authors.
DROP INDEX articles_filter;
CREATE INDEX articles_filter ON articles (
    id, site, status, date_published_utc, date_published, article_section, authors, revision_id, in_language
);

-- What became of the addresses of stories; on the whole and by day.
CREATE INDEX pages_stories ON pages (site, state, date_hint) WHERE kind = 'article' AND redirects_to IS NULL;
"""
