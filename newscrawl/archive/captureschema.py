"""The SQL of the second migration of `archive.raw.db`: dictionaries by site, what a WARC needs beside the payload."""

from __future__ import annotations

__all__ = ["DICTIONARIES_AND_SIGHTINGS"]

DICTIONARIES_AND_SIGHTINGS = """
ALTER TABLE dictionaries ADD COLUMN kind TEXT NOT NULL DEFAULT 'article';
ALTER TABLE dictionaries ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE dictionaries ADD COLUMN sources TEXT NOT NULL DEFAULT '[]';
ALTER TABLE dictionaries ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;
CREATE INDEX dictionaries_site ON dictionaries (site, kind);

CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    headers TEXT NOT NULL UNIQUE
);

ALTER TABLE captures ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE captures ADD COLUMN kind TEXT NOT NULL DEFAULT 'article';
ALTER TABLE captures ADD COLUMN ip_address TEXT;
ALTER TABLE captures ADD COLUMN protocol TEXT;
ALTER TABLE captures ADD COLUMN request_id INTEGER REFERENCES requests (id);
CREATE INDEX captures_site ON captures (site, kind);
CREATE INDEX captures_plain ON captures (site, kind) WHERE dictionary_id IS NULL;
CREATE INDEX captures_dictionary ON captures (dictionary_id) WHERE dictionary_id IS NOT NULL;

CREATE TABLE sightings (
    payload_digest TEXT NOT NULL REFERENCES captures (payload_digest) ON DELETE CASCADE,
    url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    PRIMARY KEY (payload_digest, url, fetched_at)
) WITHOUT ROWID;
CREATE INDEX sightings_url ON sightings (url, fetched_at);
"""
