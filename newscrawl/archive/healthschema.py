"""The SQL of migration m011: what each run saw of each site, and what it was told of it."""

from __future__ import annotations

__all__ = ["HEALTH"]

HEALTH = """
CREATE TABLE run_sites (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    site TEXT NOT NULL,
    at TEXT NOT NULL,
    whole INTEGER NOT NULL DEFAULT 1,
    figures TEXT NOT NULL DEFAULT '{}',
    layout TEXT NOT NULL DEFAULT '[]',
    findings TEXT NOT NULL DEFAULT '[]',
    UNIQUE (run_id, site)
);
CREATE INDEX run_sites_site ON run_sites (site, id);
ALTER TABLE sites ADD COLUMN description_digest TEXT;
CREATE INDEX pages_forbidden ON pages (site, visited_at) WHERE reason = 'robots.txt forbids it';
"""
