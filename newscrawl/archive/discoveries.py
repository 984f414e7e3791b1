"""New rows of the ledger: every address that is found, once, however it is spelt and whatever hangs on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newscrawl.archive.erasing import Tombstones
from newscrawl.archive.families import SURE, Families
from newscrawl.archive.parameters import Parameters
from newscrawl.archive.repeats import Find, Repeats
from newscrawl.archive.samelists import SameLists
from newscrawl.items import Found
from newscrawl.reasons import BARREN, ERASED, SAME_PAGE, SPELLING
from newscrawl.urls import bare, canonical, family, without_session

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from sqlite_utils import Database

    from newscrawl.items import Visit

__all__ = ["Discoveries"]

_ADD = f"""
INSERT INTO pages (site, url, href, kind, state, reason, depth, priority, deep, discovered_from, discovered_at,
    date_hint, date_first, family, bare)
SELECT :site, :url, :href, iif(twin IS NULL, :kind, 'other'), iif(twin IS NULL, :state, 'skipped'),
    coalesce('{SPELLING}' || twin, :reason), :depth, :priority, :deep, :source, :at, :date_hint, :date_first,
    :family, :bare
-- The same address but for scheme, www, case or slash at the end is not asked again while its twin lives.
FROM (SELECT iif(:state = 'pending' AND NOT :sure
    AND NOT EXISTS (SELECT 1 FROM pages WHERE site = :site AND url = :url AND state != 'skipped'),
    (SELECT url FROM pages WHERE site = :site AND bare = :bare AND url != :url
    AND state IN ('pending', 'done')
    -- (A listing that only captured pages told of no run asks.)
    AND NOT (deep AND discovered_from IS NULL AND kind IN ('section', 'feed', 'sitemap')) LIMIT 1), NULL) AS twin)
WHERE true
ON CONFLICT (site, url) DO UPDATE SET
    -- Another way to an address may show more of it; once asked, the page itself tells what it is.
    kind = CASE WHEN visited_at IS NULL AND (excluded.priority > priority
        OR state = 'skipped' AND excluded.state = 'pending') THEN excluded.kind
        -- The front page moved there.
        WHEN excluded.kind = 'front' AND kind = 'section' THEN 'front' ELSE kind END,
    href = CASE WHEN visited_at IS NULL AND excluded.priority > priority THEN excluded.href ELSE href END,
    state = CASE WHEN visited_at IS NULL AND excluded.state = 'pending' THEN 'pending' ELSE state END,
    reason = CASE WHEN visited_at IS NULL AND excluded.state = 'pending' THEN NULL ELSE reason END,
    priority = max(priority, excluded.priority),
    -- What turned out to be a listing is looked at in every run only where it is found as one.
    deep = CASE WHEN excluded.state = 'pending' AND (visited_at IS NULL OR excluded.kind = 'section'
        OR discovered_from IS NULL AND excluded.kind IN ('feed', 'sitemap'))
        THEN min(deep, excluded.deep) ELSE deep END,
    -- A listing that only captured pages told of: what it leads to is not known yet.
    due_at = CASE WHEN excluded.state = 'pending' AND excluded.deep < deep AND discovered_from IS NULL
        AND excluded.kind IN ('section', 'feed', 'sitemap') AND state = 'done' THEN excluded.discovered_at
        ELSE due_at END,
    discovered_from = CASE WHEN excluded.deep < deep THEN coalesce(discovered_from, excluded.discovered_from)
        ELSE discovered_from END,
    depth = min(depth, excluded.depth),
    date_first = coalesce(date_first, excluded.date_first),
    -- A story's date stays; what a page of a listing reaches back to moves on.
    date_hint = CASE WHEN kind = 'section' THEN coalesce(excluded.date_hint, date_hint)
        ELSE coalesce(date_hint, excluded.date_hint) END
WHERE excluded.deep < deep OR excluded.depth < depth OR (date_hint IS NULL AND excluded.date_hint IS NOT NULL)
   OR (kind = 'section' AND excluded.date_hint IS NOT date_hint AND excluded.date_hint IS NOT NULL)
   OR (visited_at IS NULL AND (excluded.priority > priority OR (state = 'skipped' AND excluded.state = 'pending')))
   OR (excluded.kind = 'front' AND kind = 'section')
"""


_SPELLINGS = """
SELECT 1 FROM json_each(?2) AS found CROSS JOIN pages ON site = ?1 AND bare = found.value
GROUP BY found.key HAVING count(*) > 1 LIMIT 1
"""
"""Whether the ledger knows more than one spelling of one of some addresses."""


# What another spelling is worth, the one that waits is worth.
_NEARER = """
UPDATE pages SET deep = min(deep, :deep), priority = max(priority, :priority),
    kind = iif(:priority > priority, :kind, kind), date_hint = coalesce(date_hint, :date_hint)
WHERE site = :site AND bare = :bare AND url != :url AND state = 'pending' AND visited_at IS NULL
    AND (deep > :deep OR priority < :priority)
"""


class Discoveries:
    """Writes what is found into the ledger of one archive."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.families = Families(db)
        self._parameters = Parameters(db)
        self.erased = Tombstones(db)
        self.repeats = Repeats(db)
        self._lists = SameLists()

    def add(
        self, site: str, found: Iterable[Found], *, source: str | None, depth: int, at: str, sure: bool = False
    ) -> None:
        """Record discovered addresses (writes; call it inside a transaction). `at`: ISO 8601, UTC; `sure`: they are
        meant as they stand, so they are recorded even where another spelling of them is known."""
        finds = []
        erased = self.erased.keys()
        for f in found:
            plain = canonical(f.url)
            url = plain if sure else self._parameters.strip(site, plain)
            key = bare(url)
            if key in erased:
                f.skip = ERASED
            if not f.skip and not sure and self._is_barren(site, url, f, depth):
                f.skip = BARREN
            finds.append(Find(url, key, url == plain, f))
        if not sure:
            finds = self.repeats.less(site, finds, depth)
        if not finds:
            return
        rows = [{"site": site, "depth": depth, "source": source, "at": at, **_row(find, sure=sure)} for find in finds]
        self._db.conn.executemany(_ADD, rows)
        # Of most addresses there is one spelling: a look at all of them together tells whether any has another.
        waiting = [row for row in rows if row["state"] == "pending"]
        keys = json.dumps([row["bare"] for row in waiting])
        if waiting and self._db.conn.execute(_SPELLINGS, (site, keys)).fetchone():
            self._db.conn.executemany(_NEARER, waiting)
        if not sure:
            self.repeats.wrote()

    def _is_barren(self, site: str, url: str, f: Found, depth: int) -> bool:
        if f.kind == "article":
            return f.priority < SURE and self.families.is_barren(site, url, story=True)
        if f.kind == "section" and not f.deep and depth <= 1:
            return False  # the front page's own
        return f.kind in ("section", "other", "feed") and self.families.is_barren(site, url)

    def own_stories(self, site: str, visit: Visit) -> set[str]:
        """Addresses of the stories that a page shows as its own (`Families.own_stories`), without the parameters that
        tell nothing."""
        return {self._parameters.strip(site, url) for url in self.families.own_stories(site, visit)}

    def fresh(self, site: str, visit: Visit, own: Iterable[str]) -> int:
        """How many of a page's `own` stories are new, in any spelling. Addresses of the page's family do not count."""
        if visit.kind not in ("section", "other", "feed"):
            return 0
        of = family(visit.url)
        keys = {bare(url) for url in own if family(url) != of and not self.families.is_doubtful(site, url)}
        sql = (
            "SELECT count(*) FROM json_each(?) AS found"
            " WHERE NOT EXISTS (SELECT 1 FROM pages WHERE site = ? AND bare = found.value)"
        )
        return int(self._db.conn.execute(sql, (json.dumps(list(keys)), site)).fetchone()[0]) if keys else 0

    def reopen(self, site: str, url: str, kind: str) -> None:
        """An address is not there: ask another spelling of it, where one is known (writes; inside a transaction)."""
        self._db.conn.execute(
            "UPDATE pages SET state = 'pending', reason = NULL, kind = ? WHERE id = (SELECT id FROM pages"
            " WHERE site = ? AND bare = ? AND state = 'skipped' AND reason = ? LIMIT 1)",
            (kind, site, bare(url), f"{SPELLING}{url}"),
        )

    def learn(self, site: str, page: str, story: str, at: str, *, same_text: bool = False) -> None:
        """Learn from a page's address and its story's which parameters tell nothing (writes; inside a transaction).

        What waits under an address with such a parameter is the page without it, which waits in its place.
        """
        for name in self._parameters.note(site, page, story, same_text=same_text):
            self._drop(site, name, "state = 'pending'", at)

    def compare(self, site: str, visit: Visit) -> None:
        """Learn from a listing which parameters change and change nothing (writes; inside a transaction).

        What runs look at under such an address is the listing without them, which is looked at in its place.
        """
        verdict = self._lists.compare(visit)
        if verdict is not None:
            parameter, tells_nothing = verdict
            for name in self._parameters.weigh(site, visit.url, {parameter: tells_nothing}):
                self._drop(site, name, "(state = 'pending' OR state = 'done' AND kind = 'section')", visit.at)

    def _drop(self, site: str, name: str, which: str, at: str) -> None:
        """Let what waits under addresses with a parameter that tells nothing wait without it."""
        like, last = f"%{name.rpartition('?')[2]}=%", 0
        sql = f"SELECT * FROM pages WHERE site = ? AND {which} AND url LIKE ? AND id > ? ORDER BY id LIMIT 500"
        while rows := self._db.conn.execute(sql, (site, like, last)).fetchall():
            last = rows[-1]["id"]
            for row in rows:
                self._plain(site, row, at)

    def _plain(self, site: str, row: sqlite3.Row, at: str) -> None:
        """Let a row's address without the parameters that tell nothing wait in its place."""
        plain = self._parameters.strip(site, row["url"])
        if plain == row["url"]:
            return
        self._db.conn.execute(
            "UPDATE pages SET state = 'skipped', kind = 'other', reason = ?, due_at = NULL WHERE id = ?",
            (f"{SAME_PAGE}{plain}", row["id"]),
        )
        values = {name: row[name] for name in ("kind", "priority", "date_hint", "date_first")}
        found = Found(url=plain, deep=bool(row["deep"]), **values)
        self.add(site, [found], source=row["discovered_from"], depth=row["depth"], at=at)


def _row(find: Find, *, sure: bool) -> dict[str, object]:
    """A find's columns in the ledger."""
    f = find.found
    href = without_session(f.url.partition("#")[0]) if find.plain else find.url
    return {
        "url": find.url,
        "href": href if href != find.url else None,
        "kind": f.kind,
        "state": "skipped" if f.skip else "pending",
        "reason": f.skip,
        "priority": f.priority,
        "deep": int(f.deep),
        "date_hint": f.date_hint,
        "date_first": f.date_first,
        "family": family(find.url),
        "bare": find.bare,
        "sure": sure or f.kind == "front",
    }
