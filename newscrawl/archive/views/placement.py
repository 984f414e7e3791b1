"""Where a story stood on front pages and in sections, and which headlines it wore there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.archive.similarity import fold

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

__all__ = ["Place", "Placement", "Stay", "Worn", "placement"]

_MOST = 5_000
"""Stays that are looked at: a story may have stood in a list for years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One uninterrupted stay in one place."""

    position: int
    """Place on the page, from 1."""
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A listing that showed the story."""

    listing_url: str
    site: str | None
    kind: str
    """"front" or "section", or what else the ledger takes the page for."""
    rails: list[str]
    """Headings of the blocks it stood in."""
    best: int
    """Its highest place."""
    first_seen: str
    last_seen: str
    hours: float
    """Between the first and the last look of each stay, added up; what overlaps counts once."""
    still: bool
    """Whether it stood there at the last look."""
    stays: list[Stay]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worn:
    """A headline that the story wore."""

    headline: str
    first_seen: str
    last_seen: str
    on_page: bool
    """On its own page."""
    listings: list[str]
    """Addresses of the listings that showed it under this one."""
    current: bool
    """Whether it is that of the current version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a story stood, and how it was called."""

    places: list[Place]
    """Front pages first, then by how long it stood there."""
    headlines: list[Worn]
    """In the order in which they were first seen."""


_TEASERS = """
SELECT listing_url, rail, teasers.headline, position, teasers.first_seen, teasers.last_seen
FROM aliases JOIN teasers ON article_url = aliases.url WHERE article_id = ? ORDER BY teasers.first_seen LIMIT ?
"""
_LISTING = """
SELECT site, kind, (SELECT max(last_seen) FROM teasers WHERE listing_url = ?1) AS looked
FROM pages WHERE url = ?1 ORDER BY kind != 'front' LIMIT 1
"""
_OWN = "SELECT headline, first_seen, last_seen FROM revisions WHERE article_id = ? ORDER BY number"
_CURRENT = "SELECT headline FROM articles WHERE id = ?"


def placement(db: Database, article_id: int) -> Placement:
    """Where the story with an id stood. Of one that was erased nothing is known any more."""
    rows = db.conn.execute(_TEASERS, (article_id, _MOST)).fetchall()
    by_listing: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        by_listing[row["listing_url"]].append(row)
    places = [_place(db, url, found) for url, found in by_listing.items()]
    places.sort(key=lambda p: (p.kind != "front", -p.hours, p.best, p.listing_url))
    return Placement(places=places, headlines=_headlines(db, article_id, rows))


def _place(db: Database, url: str, rows: list[sqlite3.Row]) -> Place:
    listing = db.conn.execute(_LISTING, (url,)).fetchone()
    last = max(row["last_seen"] for row in rows)
    return Place(
        listing_url=url,
        site=listing["site"] if listing else None,
        kind=listing["kind"] if listing else "other",
        rails=sorted({row["rail"] for row in rows if row["rail"]}),
        best=min(row["position"] for row in rows),
        first_seen=min(row["first_seen"] for row in rows),
        last_seen=last,
        hours=_hours(rows),
        still=bool(listing and listing["looked"] is not None and last >= listing["looked"]),
        stays=[Stay(position=r["position"], first_seen=r["first_seen"], last_seen=r["last_seen"]) for r in rows],
    )


def _hours(rows: list[sqlite3.Row]) -> float:
    """Hours that some stays cover."""
    total, until = timedelta(), None
    for first, last in sorted((_time(row["first_seen"]), _time(row["last_seen"])) for row in rows):
        start = first if until is None else max(first, until)
        if last > start:
            total += last - start
        until = last if until is None else max(until, last)
    return total.total_seconds() / 3600


def _time(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def _headlines(db: Database, article_id: int, teasers: list[sqlite3.Row]) -> list[Worn]:
    current = db.conn.execute(_CURRENT, (article_id,)).fetchone()
    now = fold(current["headline"]) if current else ""
    own = db.conn.execute(_OWN, (article_id,)).fetchall()
    found: dict[str, list[tuple[str | None, sqlite3.Row]]] = defaultdict(list)
    for row in own:
        found[fold(row["headline"])].append((None, row))
    for row in teasers:
        found[fold(row["headline"])].append((row["listing_url"], row))
    told = [
        Worn(
            headline=seen[0][1]["headline"],
            first_seen=min(row["first_seen"] for _, row in seen),
            last_seen=max(row["last_seen"] for _, row in seen),
            on_page=any(url is None for url, _ in seen),
            listings=sorted({url for url, _ in seen if url is not None}),
            current=words == now,
        )
        for words, seen in found.items()
        if words
    ]
    return sorted(told, key=lambda worn: (worn.first_seen, worn.headline))
