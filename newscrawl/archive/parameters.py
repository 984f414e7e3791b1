"""Parameters of addresses that tell nothing, learnt from a site's own pages: `?ref=home`, `?sid=…`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from newscrawl.pagenumbers import OFFSET_NAMES, PAGE_NAMES
from newscrawl.urls import without

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

__all__ = ["PROOFS", "Parameters"]

PROOFS = 3
"""Stories whose pages have to agree that a parameter tells nothing; one that says otherwise outweighs them all."""
_PAGES = re.compile(rf"{PAGE_NAMES}|página|{OFFSET_NAMES}")
"""Behind a story's address they may tell nothing, behind a listing's they do."""
_SCRIPT = re.compile(r"/([^/]+\.(?:php\d?|aspx?|jsp|cgi|do|cfm|pl))$", re.IGNORECASE)


class Parameters:
    """What is known of the parameters of one archive's sites. Methods that write say so."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._idle: dict[str, frozenset[str]] = {}

    def idle(self, site: str) -> frozenset[str]:
        """Names of the parameters that tell nothing, each behind that of the script whose they are: "story.php?ref"."""
        known = self._idle.get(site)
        if known is None:
            sql = "SELECT name FROM parameters WHERE site = ? AND idle >= ? AND NOT telling"
            known = self._idle[site] = frozenset(row["name"] for row in self._db.conn.execute(sql, (site, PROOFS)))
        return known

    def strip(self, site: str, url: str) -> str:
        """A canonical address without the parameters that tell nothing."""
        if "?" not in url or not (idle := self.idle(site)):
            return url
        script = _script(url)
        return without(url, frozenset(name.removeprefix(script) for name in idle if name.startswith(script)))

    def note(self, site: str, page: str, story: str, *, same_text: bool = False) -> frozenset[str]:
        """Learn from a page and the address that its story goes by, both canonical (writes; inside a transaction).

        What the story's address leaves out is idle, what both have tells stories apart. Another value is another
        story, unless it was the `same_text` that made them one. Returns the names, as `idle` gives them, that are idle
        only now.
        """
        one, other = urlsplit(page), urlsplit(story)
        if not one.query or (one.netloc, one.path.rstrip("/")) != (other.netloc, other.path.rstrip("/")):
            return frozenset()
        here, there = dict(parse_qsl(one.query, True)), dict(parse_qsl(other.query, True))
        names = {name for name in here if not _PAGES.fullmatch(name)}
        idle = {name for name in names if name not in there or here[name] != there[name]}
        if there.keys() - here.keys() or (any(name in there for name in idle) and not same_text):
            return frozenset()
        if same_text:
            if self._tells_apart(page):
                return frozenset()
            names = idle  # a text tells nothing of what did not differ
        return self.weigh(site, page, {name: name in idle for name in names})

    def weigh(self, site: str, page: str, verdicts: Mapping[str, bool]) -> frozenset[str]:
        """Take in which parameters of a page's address tell nothing, and which do (writes; inside a transaction).

        Returns the names, as `idle` gives them, that are idle only now.
        """
        self._db.conn.executemany(
            "INSERT INTO parameters (site, name, idle, telling, example) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET idle = idle + excluded.idle, telling = telling + excluded.telling",
            [(site, _script(page) + name, int(idle), int(not idle), page) for name, idle in verdicts.items()],
        )
        before = self._idle.pop(site, frozenset())
        return self.idle(site) - before

    def _tells_apart(self, url: str) -> bool:
        """Whether different stories are known at one path: then pages with the same words are notices."""
        path = url.partition("?")[0] + "?"
        sql = (
            "SELECT count(DISTINCT article_id) FROM (SELECT article_id FROM aliases WHERE url BETWEEN ? AND ? LIMIT 50)"
        )
        return bool(self._db.conn.execute(sql, (path, path + "\uffff")).fetchone()[0] > 1)


def _script(url: str) -> str:
    """What stands before the names of an address's parameters: the name of its script, since each has its own."""
    found = _SCRIPT.search(url.partition("?")[0])
    return f"{found[1]}?" if found else "?"
