"""What `verify` finds in an archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeGuard

__all__ = ["Finding", "Progress", "is_damage", "name_of"]

Progress = Callable[[str, int, int], None]
"""Told now and then during long checks: what is checked, how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    check: str
    """The check that found it: "database", "versions", "index", "captures", …"""
    where: str
    """File, or table and id, and the address where there is one."""
    problem: str
    """What is wrong, in words."""
    cure: str
    """What to do."""
    error: bool = True
    """Whether the archive is unsound; False: worth knowing, and nothing is lost."""


def is_damage(error: Exception) -> TypeGuard[sqlite3.Error]:
    """Whether an error tells that the file itself is broken, and not that it is locked or that a disk is full."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def name_of(table: str, key: object, url: object = None) -> str:
    """A row's name for a person: "articles 17 (https://example.org/a)"."""
    return f"{table} {key} ({url})" if url else f"{table} {key}"
