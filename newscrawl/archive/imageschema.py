"""The SQL of migration m010: the pictures of stories."""

from __future__ import annotations

__all__ = ["IMAGES"]

IMAGES = """
CREATE TABLE images (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    position INTEGER NOT NULL,
    caption TEXT,
    credit TEXT,
    payload_digest TEXT,
    PRIMARY KEY (article_id, url)
) WITHOUT ROWID;
CREATE INDEX images_url ON images (url);
CREATE INDEX images_payload ON images (payload_digest) WHERE payload_digest IS NOT NULL;
"""
