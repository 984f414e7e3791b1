"""What became of the addresses of stories: by day of publication, and by site. All pages count by this one rule.

A story's further addresses do not count, nor what was taken down. Of the addresses that are gone, those whose story
had been archived before are told apart: they vanished, and nothing was lost.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Ledger", "by_site", "completeness"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Addresses of stories by what became of them, of one day or of several. `found` is the sum of the others."""

    found: int = 0
    archived: int = 0
    """Their story is in the archive, and its page was there at the last look."""
    skipped: int = 0
    failed: int = 0
    gone: int = 0
    """Gone before their story could be read."""
    pending: int = 0
    vanished: int = 0
    """Gone, too, but their story is in the archive."""

    def __add__(self, other: Ledger) -> Ledger:
        return Ledger(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


# What the view `completeness` tells, which has what vanished among what is gone. An index has it all but for two
# things, which are few, and taken off again: asking every page for its story would take most of a second.
_COUNTED = """
SELECT {0} AS part, sum(n), sum(n * (state = 'done')), sum(n * (state = 'skipped')), sum(n * (state = 'failed')),
    sum(n * (state = 'gone')), sum(n * (state = 'pending')), sum(n * (state = 'vanished'))
FROM (
    SELECT site, substr(date_hint, 1, 10) AS day, state, count(*) AS n FROM pages INDEXED BY pages_stories
    WHERE kind = 'article' AND redirects_to IS NULL AND (:site IS NULL OR site = :site) GROUP BY {0}, state
    UNION ALL  -- gone, but the story is in the archive: {{"gone": -n, "vanished": n}}
    SELECT site, substr(date_hint, 1, 10) AS day, told.value, sum(CASE told.value WHEN 'gone' THEN -1 ELSE 1 END)
    FROM pages INDEXED BY pages_stories CROSS JOIN json_each('["gone", "vanished"]') AS told
    WHERE kind = 'article' AND redirects_to IS NULL AND (:site IS NULL OR site = :site)
        AND state = 'gone' AND article_id IS NOT NULL GROUP BY {0}, told.value
    UNION ALL  -- further pages of a story
    SELECT pages.site, substr(date_hint, 1, 10) AS day, iif(state = 'gone', 'vanished', state), -count(*)
    FROM pages JOIN articles ON articles.id = article_id
    WHERE article_id IN (SELECT article_id FROM pages WHERE article_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1)
        AND pages.kind = 'article' AND redirects_to IS NULL AND page_url != pages.url
        AND (:site IS NULL OR pages.site = :site) GROUP BY pages.{1}, 3
)
GROUP BY part HAVING sum(n) ORDER BY part
"""
_BY_DAY = _COUNTED.format("day", "date_hint")
_BY_SITE = _COUNTED.format("site", "site")


def completeness(db: Database, site: str | None = None) -> dict[str | None, Ledger]:
    """What became of the addresses of stories, by day of publication; None: those of which no day is known."""
    return {day: Ledger(*counts) for day, *counts in db.conn.execute(_BY_DAY, {"site": site})}


def by_site(db: Database, site: str | None = None) -> dict[str, Ledger]:
    """The same by site: of one, or of all. A site without an address has nothing in it."""
    found: dict[str, Ledger] = defaultdict(Ledger)
    found.update({name: Ledger(*counts) for name, *counts in db.conn.execute(_BY_SITE, {"site": site})})
    return found
