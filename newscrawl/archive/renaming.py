"""A site that is described goes on with what was archived of it before, under the name of its domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.archive.connection import immediate

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.site import Site

__all__ = ["former_names", "rename"]

_LEARNT = ("barren", "site_hosts", "parameters", "site_knowledge", "run_sites")
"""Tables of what runs have learnt of a site: where both names know something, the newer one's counts."""


def former_names(db: Database, site: Site) -> list[str]:
    """Names under which the archive holds the site: those of its domains, as long as nobody had described it."""
    names = [name for name in site.domains if name != site.name]
    sql = "SELECT name FROM sites WHERE name = ?"
    return [name for name in names if db.conn.execute(sql, (name,)).fetchone()]


def rename(db: Database, old: str, new: str) -> None:
    """Let all that the archive holds of a site be that of another name (writes, in one transaction)."""
    names = {"old": old, "new": new}
    with immediate(db):
        run = db.conn.execute
        # An address that both know was visited under one of the names, or under none: one row of it goes on.
        known = "url IN (SELECT url FROM pages WHERE site = :old AND visited_at IS NOT NULL)"
        run(f"DELETE FROM pages WHERE site = :new AND visited_at IS NULL AND {known}", names)
        for table in ("articles", "pages", *_LEARNT):
            run(f"UPDATE OR IGNORE {table} SET site = :new WHERE site = :old", names)
        for table in ("pages", *_LEARNT):
            run(f"DELETE FROM {table} WHERE site = :old", names)
        run("UPDATE OR IGNORE sites SET name = :new WHERE name = :old", names)
        run("DELETE FROM sites WHERE name = :old", names)
        listed = "', ' || site || ', '"
        run(
            f"UPDATE runs SET site = trim(replace({listed}, ', ' || :old || ', ', ', ' || :new || ', '), ', ')"
            f" WHERE instr({listed}, ', ' || :old || ', ')",
            names,
        )
