"""What all front pages say at a moment, and which listings the archive has of each site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.views.frontpage import Site, sites
from newscrawl.archive.views.listings import Listing, listings
from newscrawl.archive.views.looks import Look, Looks
from newscrawl.archive.views.standing import Standing, standing

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Fronts", "ListingNow", "fronts"]

_NOW = "SELECT count(*) FROM teasers WHERE listing_url = ? AND last_seen = ?"
_TOP = 6
"""Teasers of each front page that are told."""
_LISTINGS = 40
"""Listings of each site that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingNow:
    """A listing, and how much it shows."""

    listing: Listing
    teasers: int
    """How many stood there at the last look that saw any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fronts:
    """The front page of a site at a look, and the site's listings."""

    site: Site
    look: Look | None
    """The last look at its front page up to the moment; None: there was none."""
    has_front: bool
    """Whether the archive has a front page of it at all."""
    top: list[Standing]
    """The first teasers of the front page."""
    listings: list[ListingNow]
    """Its front pages and sections."""
    others: int
    """Listings beside them: further pages, which a backfill visits, and sections beyond the number that is told."""


def fronts(db: Database, at: str | None = None) -> list[Fronts]:
    """Every site that has listings, by name; `at`: the moment (as `visits` tells it; None: the last look of each)."""
    by_site: dict[str, list[Listing]] = {}
    for one in listings(db):
        by_site.setdefault(one.site, []).append(one)
    return [_fronts(db, site, by_site[site.name], at) for site in sites(db) if site.name in by_site]


def _fronts(db: Database, site: Site, found: list[Listing], at: str | None) -> Fronts:
    looks = Looks(db, found[0].addresses) if found[0].is_front else None
    look = None if looks is None else looks.upto(at) if at else looks.last()
    told = [one for one in found if not one.deep][:_LISTINGS]
    return Fronts(
        site=site,
        look=look,
        has_front=looks is not None,
        top=standing(db, site.name, look, _TOP) if look else [],
        listings=[ListingNow(listing=one, teasers=_count(db, one)) for one in told],
        others=len(found) - len(told),
    )


def _count(db: Database, listing: Listing) -> int:
    count: int = db.conn.execute(_NOW, (listing.url, listing.until)).fetchone()[0]
    return count
