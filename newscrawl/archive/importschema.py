"""The SQL of the ninth migration: how far files of captured pages were read."""

from __future__ import annotations

__all__ = ["IMPORTS"]

IMPORTS = """
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    selection TEXT NOT NULL DEFAULT '',
    head_digest TEXT NOT NULL,
    head_bytes INTEGER NOT NULL,
    offset INTEGER NOT NULL DEFAULT 0,
    offset_within INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    broken INTEGER NOT NULL DEFAULT 0,
    started_at TEXT NOT NULL,
    read_at TEXT NOT NULL,
    UNIQUE (path, selection)
);
"""
