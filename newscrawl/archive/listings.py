"""Teasers: what stood where on a listing, and from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.archive.revisit import RETRIES
from newscrawl.archive.similarity import fold
from newscrawl.archive.states import LISTINGS, LOOKED
from newscrawl.reasons import NO_STORY
from newscrawl.urls import canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.items import Teaser, Visit

__all__ = ["is_known", "judge", "touch", "write"]

_STANDING = "listing_url = ? AND last_seen >= ?"
_NAMES = ("rail", "article_url", "headline", "description", "label", "position")
_INSERT = (
    "INSERT INTO teasers (listing_url, rail, article_url, headline, description, label, position, first_seen,"
    " last_seen) VALUES (:listing_url, :rail, :article_url, :headline, :description, :label, :position, :first, :last)"
)
_LAST_LOOK = f"""
SELECT max(at) FROM (
    SELECT max(last_seen) AS at FROM teasers WHERE listing_url = ?1
    UNION ALL SELECT at FROM (SELECT at FROM visits WHERE url = ?1 AND {LOOKED} ORDER BY at DESC LIMIT 1)
)
"""
"""At the last look nothing may have stood there."""
_LISTINGS = tuple(kind for kind in LISTINGS if kind != "front")  # front pages are asked whatever they show


def judge(visit: Visit, row: sqlite3.Row) -> None:
    """Let a look at a listing that showed nothing fail, so that it is asked again: it may be empty, or behind a wall,
    for a day. Only after several such looks in a row it is what the page says, a page of another kind, which is not
    asked in every run; and one that led to another site several times is not asked any more.

    A listing that was never seen before fails only if its page leads nowhere else, either: an empty listing has a menu,
    a wall or a page on maintenance has none.
    """
    if row["attempts"] >= RETRIES:
        visit.retry = visit.retry and (visit.outcome != "skipped" or row["kind"] not in _LISTINGS)
        return
    if visit.outcome != "read" or visit.kind != "other":
        return
    if row["kind"] in _LISTINGS and row["state"] == "done" and row["visit_count"]:
        visit.outcome, visit.retry = "failed", True
        visit.reason = f"no {row['kind']} where one was: {visit.reason}"
    elif row["kind"] == "section" and (visit.reason or "").startswith(NO_STORY) and not _leads_on(visit):
        visit.outcome, visit.retry = "failed", True


def _leads_on(visit: Visit) -> bool:
    """Whether a page leads to sections, or to stories."""
    return any(found.kind in ("section", "article") and not found.skip for found in visit.found)


def is_known(db: Database, site: str, visit: Visit) -> bool:
    """Whether the address to which a page redirects was read, and is a section."""
    sql = "SELECT 1 FROM pages WHERE site = ? AND url = ? AND kind = 'section' AND http_status IN (200, 304)"
    return db.conn.execute(sql, (site, canonical(visit.redirects_to or visit.url))).fetchone() is not None


def write(db: Database, teasers: Sequence[Teaser], listing_url: str, *, at: str) -> bool:
    """Record what a listing shows at a time; say whether it differs from the look before.

    A teaser that stood in the same place with the same words goes on with its stay; any other begins a new one.
    """
    rows = [_row(teaser, listing_url) for teaser in teasers]
    last = _last_look(db, listing_url)
    if last is not None and at < last:
        return _write_past(db, rows, listing_url, at)
    before = db.conn.execute(f"SELECT * FROM teasers WHERE {_STANDING}", (listing_url, last))
    standing = {_key(row): row["id"] for row in before}
    stay, fresh = [], []
    for row in rows:
        known = standing.pop(_key(row), None)
        if known is None:
            fresh.append({**row, "first": at, "last": at})
        else:
            stay.append((at, known))
    db.conn.executemany("UPDATE teasers SET last_seen = ? WHERE id = ?", stay)
    db.conn.executemany(_INSERT, fresh)
    return bool(fresh or standing)


def _write_past(db: Database, rows: Sequence[dict[str, Any]], listing_url: str, at: str) -> bool:
    """Record a look that is older than the last one: stays that it confirms grow, those that it denies are parted."""
    near = "SELECT {}(at) FROM visits WHERE url = ? AND at {} ? AND " + LOOKED
    before = db.conn.execute(near.format("max", "<"), (listing_url, at)).fetchone()[0] or at
    after = db.conn.execute(near.format("min", ">"), (listing_url, at)).fetchone()[0] or at
    around = db.conn.execute(
        "SELECT * FROM teasers WHERE listing_url = ? AND first_seen <= ? AND last_seen >= ?",
        (listing_url, after, before),
    ).fetchall()
    shown = {_key(row): row for row in rows}
    denied = [row for row in around if row["first_seen"] < at < row["last_seen"] and _key(row) not in shown]
    for row in denied:
        db.conn.execute("UPDATE teasers SET last_seen = ? WHERE id = ?", (before, row["id"]))
        db.conn.execute(_INSERT, {**dict(row), "first": after, "last": row["last_seen"]})
    fresh = []
    for key, row in shown.items():
        stays = sorted((stay for stay in around if _key(stay) == key), key=lambda stay: str(stay["first_seen"]))
        if not stays:
            fresh.append({**row, "first": at, "last": at})
            continue
        # Of two stays, one up to the look before and one from the look after, this look makes one.
        first = min(at, *(stay["first_seen"] for stay in stays), at)
        last = max(at, *(stay["last_seen"] for stay in stays), at)
        db.conn.execute("UPDATE teasers SET first_seen = ?, last_seen = ? WHERE id = ?", (first, last, stays[0]["id"]))
        db.conn.executemany("DELETE FROM teasers WHERE id = ?", [(stay["id"],) for stay in stays[1:]])
    db.conn.executemany(_INSERT, fresh)
    return bool(fresh or denied)


def touch(db: Database, listing_url: str, *, at: str) -> None:
    """The listing has not changed: all that stood there at the last look still stands."""
    sql = f"UPDATE teasers SET last_seen = max(last_seen, ?) WHERE {_STANDING}"  # a clock may have been set back
    db.conn.execute(sql, (at, listing_url, _last_look(db, listing_url)))


def _last_look(db: Database, listing_url: str) -> str | None:
    at: str | None = db.conn.execute(_LAST_LOOK, (listing_url,)).fetchone()[0]
    return at


def _row(teaser: Teaser, listing_url: str) -> dict[str, Any]:
    row = {name: getattr(teaser, name) for name in _NAMES}
    return {**row, "listing_url": listing_url, "article_url": canonical(teaser.article_url)}


def _key(row: Any) -> tuple[object, ...]:
    """What makes a teaser the same at the next look: its place and its words, however their quotes are encoded."""
    return tuple(row[name] if name in ("article_url", "position") else fold(row[name]) for name in _NAMES)
