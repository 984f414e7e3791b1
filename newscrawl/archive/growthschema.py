"""The SQL of migration m013: what a run asks of the ledger, however many stories its site has."""

from __future__ import annotations

__all__ = ["GROWTH"]

GROWTH = """
-- A run asks a handful of rows of each of these kinds; without these indexes it reads the site's whole ledger for them,
-- at its start and end, or all stories that are due, with every burst.
CREATE INDEX pages_fronts ON pages (site) WHERE kind = 'front';
CREATE INDEX pages_listings ON pages (site) WHERE kind IN ('front', 'section', 'feed', 'sitemap');
CREATE INDEX pages_outside ON pages (site) WHERE state = 'skipped' AND kind = 'article' AND http_status IS NOT NULL;
CREATE INDEX pages_due_listings ON pages (site, due_at) WHERE due_at IS NOT NULL AND kind NOT IN ('article', 'image');
CREATE INDEX pages_retries ON pages (site, due_at) WHERE due_at IS NOT NULL AND state != 'done';
CREATE INDEX runs_open ON runs (spider, site) WHERE finish_reason IS NULL;
CREATE INDEX pages_meta ON pages (site) WHERE robots_meta IS NOT NULL;
"""
