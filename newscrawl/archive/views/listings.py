"""Which listings the archive has teasers of: front pages and sections, each under all its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.urls import bare, canonical

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Listing", "listings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A front page or a section. One that moved, or is spelled in several ways, is one."""

    site: str
    url: str
    """The address under which it was seen last."""
    addresses: tuple[str, ...]
    """All addresses under which it was seen, that one first."""
    is_front: bool
    """A front page, or where one leads by a redirect; else a section."""
    deep: bool
    """A further page of a listing, which a backfill alone visits."""
    since: str
    """The first look that saw a teaser there: ISO 8601, UTC."""
    until: str
    """The last one."""
    visits: int
    """How often it answered."""
    is_home: bool
    """Whether the site's description names it as the front page, or leads there."""


# Of an index that tells the listing first, the next listing is one step away, however many teasers stand between.
# (With a "+" a column is looked up by no index: few pages lead to another, many are of one site.)
_SHOWN = """
WITH RECURSIVE shown (url) AS (
    SELECT min(listing_url) FROM teasers
    UNION ALL
    SELECT (SELECT min(listing_url) FROM teasers WHERE listing_url > shown.url) FROM shown WHERE url IS NOT NULL
)
SELECT pages.site, pages.url, home, deep, visit_count AS visits,
    kind = 'front' OR EXISTS (SELECT 1 FROM pages AS led WHERE led.redirects_to = pages.url AND +led.site = pages.site
        AND +led.kind = 'front') AS is_front,
    (SELECT min(first_seen) FROM teasers WHERE listing_url = pages.url) AS since,
    (SELECT max(last_seen) FROM teasers WHERE listing_url = pages.url) AS until
FROM shown JOIN pages ON pages.url = shown.url JOIN sites ON sites.name = pages.site
WHERE :site IS NULL OR pages.site = :site
"""
_LEADS = "SELECT redirects_to FROM pages WHERE site = ? AND url = ?"
_HOPS = 8
"""Redirects that are followed from one address of a listing to the next."""


def listings(db: Database, site: str | None = None) -> list[Listing]:
    """The listings of a site (or of all), by site; its front page first, then sections by their addresses."""
    found: dict[tuple[str, str], list[Any]] = {}
    homes: dict[str, str] = {}
    for row in db.conn.execute(_SHOWN, {"site": site}).fetchall():
        if row["site"] not in homes:
            homes[row["site"]] = _place(db, row["site"], canonical(row["home"]))
        found.setdefault((row["site"], _place(db, row["site"], row["url"])), []).append(row)
    return sorted((_listing(rows, homes[name] == place) for (name, place), rows in found.items()), key=_order)


def _order(one: Listing) -> tuple[object, ...]:
    return one.site, not one.is_front, not one.is_home, one.deep, one.url


def _place(db: Database, site: str, url: str) -> str:
    """What all addresses of a listing have in common: where it stands today, whatever the spelling."""
    spelling = bare(url)
    for _ in range(_HOPS):
        row = db.conn.execute(_LEADS, (site, url)).fetchone()
        if not row or not row["redirects_to"]:
            break
        url = row["redirects_to"]
        spelling = bare(url)
    return spelling


def _listing(rows: list[Any], is_home: bool) -> Listing:
    rows = sorted(rows, key=lambda row: str(row["until"]), reverse=True)
    return Listing(
        site=rows[0]["site"],
        url=rows[0]["url"],
        addresses=tuple(row["url"] for row in rows),
        is_front=is_home or any(row["is_front"] for row in rows),
        deep=all(row["deep"] for row in rows),
        since=min(row["since"] for row in rows),
        until=rows[0]["until"],
        visits=sum(row["visits"] for row in rows),
        is_home=is_home,
    )
