"""Parameters of addresses that tell nothing, learnt from a site's own pages: `?ref=home`, `?sid=…`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.urls import without

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["PROOFS", "Parameters"]

PROOFS = 3
"""Stories whose pages have to agree that a parameter tells nothing; one that says otherwise outweighs them all."""


# Behind a story's address they may tell nothing, behind a listing's they do.
_PAGES = frozenset(
    "page paged seite pagina página pag p pg pn pageno page_no pagenum pagenumber currentpage start offset from skip".split()
)


class Parameters:
    """What is known of the parameters of one archive's sites. Methods that write say so."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._idle: dict[str, frozenset[str]] = {}

    def idle(self, site: str) -> frozenset[str]:
        """Names of the parameters that tell nothing."""
        known = self._idle.get(site)
        if known is None:
            sql = "SELECT name FROM parameters WHERE site = ? AND idle >= ? AND NOT telling"
            known = self._idle[site] = frozenset(row["name"] for row in self._db.conn.execute(sql, (site, PROOFS)))
        return known

    def strip(self, site: str, url: str) -> str:
        """A canonical address without the parameters that tell nothing."""
        return without(url, self.idle(site)) if "?" in url else url

    def note(self, site: str, page: str, story: str) -> bool:
        """Learn from a page and the address that its story goes by, both canonical (writes; inside a transaction).

        Where the two differ in parameters alone, those are idle; those that both have tell stories apart. Returns
        whether that changed what is idle.
        """
        one, other = urlsplit(page), urlsplit(story)
        if not one.query or (one.netloc, one.path.rstrip("/")) != (other.netloc, other.path.rstrip("/")):
            return False
        names = {part.partition("=")[0] for part in one.query.split("&")} - _PAGES
        kept = {part for part in other.query.split("&") if part}
        if not kept <= set(one.query.split("&")):
            return False  # another value is another story
        kept_names = {part.partition("=")[0] for part in kept}
        self._db.conn.executemany(
            "INSERT INTO parameters (site, name, idle, telling, example) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET idle = idle + excluded.idle, telling = telling + excluded.telling",
            [(site, name, int(name not in kept_names), int(name in kept_names), page) for name in names if name],
        )
        before = self._idle.pop(site, frozenset())
        return self.idle(site) != before
