"""The table of sites."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from newscrawl.exceptions import ArgumentError
from newscrawl.site import Site

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["completed", "keep_site", "known_site"]


def keep_site(db: Database, site: Site) -> None:
    """Record a site; what was known of it and is not told now stays (call it inside a transaction)."""
    db.conn.execute(
        "INSERT INTO sites (name, home, domains, time_zone, language, country) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET home = excluded.home, domains = excluded.domains,"
        " time_zone = coalesce(excluded.time_zone, time_zone), language = coalesce(excluded.language, language),"
        " country = coalesce(excluded.country, country)",
        (site.name, site.home, json.dumps(site.domains), site.time_zone, site.language, site.country),
    )


def known_site(db: Database, name: str | None) -> Site | None:
    """What the archive knows of the site of a name; None for no name. Raises ArgumentError where there is none."""
    if name is None:
        return None
    if site := _site(db, name):
        return site
    names = [row["name"] for row in db.conn.execute("SELECT name FROM sites ORDER BY name LIMIT 11")]
    told = ", ".join(names[:10]) + (" and others" if len(names) > 10 else "")
    raise ArgumentError(f"the archive knows no site {name!r}; it has {told or 'none'}")


def completed(db: Database, site: Site, *, described: bool = True) -> Site:
    """A site with what the archive knows of it and its description does not tell: zone, language and country.

    The zone of a site that is not `described` is guessed by its address, and gives way to the one that is known.
    """
    known = _site(db, site.name)
    if known is None:
        return site
    return replace(
        site,
        time_zone=(site.time_zone or known.time_zone) if described else (known.time_zone or site.time_zone),
        language=site.language or known.language,
        country=site.country or known.country,
    )


def _site(db: Database, name: str) -> Site | None:
    row = db.conn.execute("SELECT * FROM sites WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    told = {name: row[name] for name in ("name", "home", "time_zone", "language", "country")}
    return Site(domains=tuple(json.loads(row["domains"])), **told)
