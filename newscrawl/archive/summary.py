"""What the archive holds of a site, in a few figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Reason", "SectionCount", "Summary", "summarize", "unread_front"]


@dataclass(frozen=True, slots=True)
class SectionCount:
    """Articles of one section."""

    section: str
    count: int
    first: str
    """Day of the oldest, ISO 8601; empty where no article has a date."""
    last: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Addresses that share one state and reason."""

    reason: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the archive holds of a site."""

    articles: int
    visits: int
    outcomes: dict[str, int]
    """Visits of one run to articles, by outcome."""
    sections: list[SectionCount]
    reasons: list[Reason]
    """Why addresses were skipped or failed, the most frequent first."""
    waiting: list[Reason]
    """What is known and was not asked yet."""
    reserved: Reason | None
    """Archived articles whose pages say that they want to be neither indexed nor archived."""

    @property
    def headline(self) -> str:
        """The run and the archive in one line."""
        new, changed = self.outcomes.get("new", 0), self.outcomes.get("changed", 0)
        told = f"{new} new, {changed} changed" if new or changed else "nothing new"
        return f"{told} ({self.visits} pages asked); the archive holds {self.articles} of its articles"


# (By this index alone: the articles themselves are twenty times as large.)
_SECTIONS = """
SELECT coalesce(article_section, '(none)') AS section, count(*), coalesce(min(substr(date_published, 1, 10)), ''),
    coalesce(max(substr(date_published, 1, 10)), '')
FROM articles INDEXED BY articles_filter WHERE site = ? AND status != 'erased' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 15
"""
# Two indexes are read for it, and no article.
_ARTICLES = """
SELECT (SELECT count(*) FROM articles WHERE site = ?1)
    - (SELECT count(*) FROM articles INDEXED BY articles_erased WHERE site = ?1 AND status = 'erased')
"""
_OUTCOMES = """
SELECT outcome, count(*) FROM visits JOIN pages ON pages.url = visits.url
WHERE run_id = ? AND pages.site = ? AND pages.kind = 'article' GROUP BY 1
"""
# A reason that names an address is counted with the others of its kind.
_REASONS = """
SELECT CASE state WHEN 'done' THEN 'no article' ELSE state END || ': ' ||
    CASE WHEN state = 'done' THEN substr(reason, 1, instr(reason || ':', ':') - 1)
    WHEN instr(reason, ' of http') THEN substr(reason, 1, instr(reason, ' of http') - 1)
    WHEN instr(reason, ': http') THEN substr(reason, 1, instr(reason, ': http') - 1)
    ELSE coalesce(reason, '') END, count(*), min(url)
FROM pages WHERE site = ? AND (state IN ('skipped', 'failed', 'gone')
    -- Expected to be an article (a teaser, a list of addresses), and none was found on it.
    OR (state = 'done' AND kind = 'other' AND redirects_to IS NULL AND priority >= 200)) GROUP BY 1 ORDER BY 2 DESC, 1
"""
_WAITING = """
SELECT kind || CASE WHEN kind = 'image' THEN 's, for a run with -s KEEP_IMAGES=1'
    WHEN deep THEN ' pages deep in listings, for a run with -a backfill=1' ELSE ' pages' END,
    count(*), min(url)
FROM pages INDEXED BY pages_pending WHERE site = ? AND state = 'pending' GROUP BY 1 ORDER BY 2 DESC
"""

_RESERVED = """
SELECT 'say noindex or noarchive', count(*), min(url) FROM pages
WHERE site = ? AND robots_meta IS NOT NULL AND article_id IS NOT NULL
    AND (robots_meta LIKE '%noindex%' OR robots_meta LIKE '%noarchive%' OR robots_meta LIKE '%none%') HAVING count(*)
"""


def summarize(db: Database, site: str, run_id: int) -> Summary:
    """The summary of a site after a run."""
    one = db.conn.execute
    return Summary(
        articles=one(_ARTICLES, (site,)).fetchone()[0],
        visits=one(
            "SELECT count(*) FROM visits JOIN pages ON pages.url = visits.url WHERE run_id = ? AND pages.site = ?"
            " AND pages.kind != 'robots'",
            (run_id, site),
        ).fetchone()[0],
        outcomes=dict(one(_OUTCOMES, (run_id, site)).fetchall()),
        sections=[SectionCount(*row) for row in one(_SECTIONS, (site,))],
        reasons=_first([Reason(*row) for row in one(_REASONS, (site,))]),
        waiting=[Reason(*row) for row in one(_WAITING, (site,))],
        reserved=next((Reason(*row) for row in one(_RESERVED, (site,))), None),
    )


def _first(reasons: list[Reason], limit: int = 12) -> list[Reason]:
    """The most frequent reasons, and how many addresses the others stand for."""
    rest = reasons[limit:]
    if not rest:
        return reasons
    other = Reason("for other reasons, in the table `pages`", sum(r.count for r in rest), rest[0].example)
    return [*reasons[:limit], other]


def unread_front(db: Database, site: str) -> str | None:
    """Why a site's front page could not be read at its last visit; None where one could."""
    rows = db.conn.execute(
        "SELECT url, coalesce(reason, 'it was not asked') AS reason,"
        # (A known page that was not asked, or gave no answer, has no status.)
        " state = 'done' AND attempts = 0 AND http_status IS NOT NULL AND redirects_to IS NULL AS fine FROM pages"
        " WHERE site = ? AND kind = 'front' ORDER BY fine DESC, redirects_to IS NULL DESC",
        (site,),
    ).fetchall()
    return None if not rows or rows[0]["fine"] else f"{rows[0]['url']}: {rows[0]['reason']}"
