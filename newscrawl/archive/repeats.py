"""What a run need not write again: menus and teasers lead to the same addresses from every page.

What a find does to the ledger depends on itself and on the rows of its address in all spellings (`urls.bare`), and on
nothing else; and what it did once, it does not do again. So it changes nothing as long as none of these rows does, but
for changes after which a find has less to add: that a page was visited, is nearer, or worth more. Triggers of the
connection tell which change otherwise, whoever writes, and SQLite tells when another process has written.
"""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.items import Found

__all__ = ["Find", "Repeats"]

_MOST = 20_000
"""Addresses whose finds are remembered: some 10 MB. What stands on every page is soon known again."""

_WATCH = """
CREATE TEMP TRIGGER page_inserted AFTER INSERT ON main.pages BEGIN SELECT page_changed(new.site, new.bare); END;
CREATE TEMP TRIGGER page_deleted AFTER DELETE ON main.pages BEGIN SELECT page_changed(old.site, old.bare); END;
-- These columns are all that writing a find looks at.
CREATE TEMP TRIGGER page_updated
AFTER UPDATE OF site, url, bare, kind, state, priority, deep, depth, date_hint, visited_at ON main.pages
WHEN old.site != new.site OR old.url != new.url OR old.bare != new.bare OR old.kind != new.kind
    OR new.priority < old.priority OR new.deep > old.deep OR new.depth > old.depth
    OR (old.date_hint IS NOT new.date_hint AND (new.kind = 'section' OR new.date_hint IS NULL))
    OR (old.state != new.state AND NOT (old.state = 'pending' AND new.state = 'done' AND new.visited_at IS NOT NULL))
    OR (old.visited_at IS NOT NULL AND new.visited_at IS NULL)
BEGIN
    SELECT page_changed(old.site, old.bare), page_changed(new.site, new.bare);
END;
"""


class Find(NamedTuple):
    """An address that was found, as the ledger takes it."""

    url: str
    """Canonical, without what tells nothing."""
    bare: str
    """What all its spellings have in common."""
    plain: bool
    """Whether `url` is all that was found, or parameters were left out."""
    found: Found


class Repeats:
    """Finds that would change nothing in the ledger of one archive."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._version = 0
        self._wrote: list[tuple[tuple[str, str], tuple[object, ...], int]] = []
        # By site and `bare`: what was found, and from how many steps away at the least.
        self._idle: dict[tuple[str, str], dict[tuple[object, ...], int]] = {}
        db.conn.create_function("page_changed", 2, self._changed)
        db.conn.executescript(_WATCH)

    def _changed(self, site: str, key: str) -> None:
        self._idle.pop((site, key), None)

    def clear(self) -> None:
        """Forget all: a transaction was rolled back, and with it rows that made finds idle."""
        self._idle.clear()

    def less(self, site: str, finds: Sequence[Find], depth: int) -> list[Find]:
        """The finds that may change something.

        Call it in the transaction that writes them, and `wrote` after that: they count as idle then, until a row of
        theirs changes. Of several of one address, only where none of them changed anything.
        """
        version = self._db.conn.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version or len(self._idle) > _MOST:
            self._idle.clear()
            self._version = version
        offers = [(find, (site, find.bare), _offer(find)) for find in finds]
        idle = self._idle
        # A find that changes rows may make others of the same page count again.
        busy = {key for _, key, offer in offers if depth < idle.get(key, {}).get(offer, inf)}
        fresh = [offered for offered in offers if offered[1] in busy]
        keys = Counter(key for _, key, _ in fresh)
        self._wrote = [(key, offer, depth) for _, key, offer in fresh if keys[key] == 1]
        for _, key, offer in fresh:
            if keys[key] > 1:
                self._keep(key, offer, depth)
        return [find for find, _, _ in fresh]

    def wrote(self) -> None:
        """The finds that `less` returned last have been written."""
        for key, offer, depth in self._wrote:
            self._keep(key, offer, depth)

    def _keep(self, key: tuple[str, str], offer: tuple[object, ...], depth: int) -> None:
        known = self._idle.setdefault(key, {})
        known[offer] = min(depth, known.get(offer, depth))


def _offer(find: Find) -> tuple[object, ...]:
    """What a find says of its address that may change a row."""
    found = find.found
    return (find.url, found.kind, found.skip is None, found.priority, found.deep, found.date_hint)
