"""What a run saw of each of its sites, in figures that monitors compare: shares and means, each as part and whole.

Read from the run's own visits, by their index; so it costs what the run has asked, however large the archive is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.archive.states import READ
from newscrawl.reasons import FORBIDDEN, GATED, MADE_UP, UNREAD

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping

    from sqlite_utils import Database

__all__ = ["EXPECTED", "Figures", "figures"]

EXAMPLES = 3
_REFUSED = (401, 402, 403, 407, 429, 451)
EXPECTED = 200
"""The least priority of addresses that are expected to be stories."""
_LONG = 400
"""Characters of a text whose loss says something."""
_BRIEF = 150
"""Characters of a text that are hardly a story: a notice in its place, a standfirst without what it stands for."""
_COPIES = 3
"""Stories that may have one text, or are told under several addresses."""
_KEPT = 200
"""Captures of a run that are looked for."""
_LATE = timedelta(days=2)
"""Stories older than that when they are found say nothing of clocks."""

_VISITS = f"""
SELECT pages.site, pages.url, pages.kind, pages.priority, pages.article_id, visits.at, visits.outcome,
    iif(pages.attempts AND visits.outcome = 'redirected', pages.redirects_to, NULL) AS led_away,
    visits.http_status AS status, visits.bytes, coalesce(visits.reason, '') AS reason, visits.revision_id,
    versions.number, versions.article_id AS story, length(versions.article_body) AS length,
    versions.authors != '[]' AS signed, versions.image_url IS NOT NULL AS pictured,
    substr(versions.article_body, 1, 200) AS beginning, articles.kind IN ('gallery', 'video') AS pictures,
    versions.date_published AS published, versions.run_id = visits.run_id AS fresh, versions.capture_digest AS digest
FROM visits JOIN pages ON pages.url = visits.url
LEFT JOIN revisions AS versions ON versions.id = visits.revision_id AND visits.outcome != 'not_modified'
LEFT JOIN articles ON articles.id = versions.article_id
WHERE visits.run_id = ? AND pages.kind NOT IN ('robots', 'image')
    AND coalesce(visits.reason, '') != '{MADE_UP}'
"""
_SHOWN = "SELECT count(*) FROM teasers WHERE listing_url = ?1 AND last_seen >= ?2 AND first_seen <= ?2"
_BARE = """
SELECT NOT EXISTS (SELECT 1 FROM teasers WHERE listing_url = ?1)
    AND EXISTS (SELECT 1 FROM pages WHERE site = ?2 AND discovered_from = ?1 AND article_id IS NOT NULL)
"""
"""Whether a listing leads to stories though none of its links ever looked like a teaser."""
_BEFORE = "SELECT length(article_body) FROM revisions WHERE article_id = ? AND number < ? ORDER BY number DESC LIMIT 1"
_LED = "SELECT 1 FROM pages WHERE redirects_to = ? AND article_id IS NOT NULL LIMIT 1"
"""Whether the old address of a known story leads to an address: it is no new one."""
_FORBIDDEN = f"""
SELECT url FROM pages WHERE site = ? AND reason = '{FORBIDDEN}' AND visited_at >= ? AND priority >= ?
"""
_FOUND = "SELECT site, url FROM pages WHERE id > ?"
_NEWEST = "SELECT coalesce(max(id), 0) FROM pages"


@dataclass(slots=True)
class Figures:
    """The figures of one run and site."""

    ratios: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Name -> part and whole: 3 of 40 pages, 12,000 words on 30 pages."""
    examples: dict[str, list[str]] = field(default_factory=dict)
    """Name -> addresses of what makes up the part, or of the worst of it; three at most."""

    def add(self, name: str, part: float, url: str = "", *, whole: float = 1) -> None:
        """Count something; `url`: its address, where it is an example of what a monitor would tell."""
        before = self.ratios.get(name, (0, 0))
        self.ratios[name] = before[0] + part, before[1] + whole
        if url and len(known := self.examples.setdefault(name, [])) < EXAMPLES:
            known.append(url)


def newest_page(db: Database) -> int:
    """A mark in the ledger: what is found later has a greater id."""
    return int(db.conn.execute(_NEWEST).fetchone()[0])


def figures(
    db: Database,
    run_id: int,
    sites: Collection[str],
    *,
    since: str,
    before: Mapping[str, str],
    mark: int,
    raw: Database | None = None,
) -> dict[str, Figures]:
    """The figures of each of some sites.

    `since`: the run's start; `before`: site -> when the last run began that found it well; `mark`: the greatest id
    of `pages` at the run's start; `raw`: the file of captures, where pages are kept as they come.
    """
    told = {site: Figures() for site in sites}
    visits = [row for row in db.conn.execute(_VISITS, (run_id,)).fetchall() if row["site"] in told]
    by_site: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in visits:
        by_site[row["site"]].append(row)
        _page(told[row["site"]], row)
        _listing(db, told[row["site"]], row)
        _story(db, told[row["site"]], row, before.get(row["site"]))
    for site, rows in by_site.items():
        _same(told[site], rows)
        _led_away(told[site], rows)
    for row in db.conn.execute(_FOUND, (mark,)):
        if row["site"] in told:
            told[row["site"]].add("found", 1, row["url"], whole=0)
    for site, one in told.items():
        _whole(db, one, site, since)
    if raw is not None:
        for row in [row for row in visits if row["fresh"]][:_KEPT]:
            _unkept(raw, told[row["site"]], row)
    return told


def _same(one: Figures, rows: list[sqlite3.Row]) -> None:
    """New stories of which several have one text."""
    texts: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in rows:
        if row["outcome"] == "new" and row["length"]:
            texts[row["length"], row["beginning"]].append(row["url"])
    for urls in texts.values():
        for url in urls:
            one.add("same", len(urls) > _COPIES, url if len(urls) > _COPIES else "")


def _led_away(one: Figures, rows: list[sqlite3.Row]) -> None:
    """Pages that all lead to one that is no story: a login, a wall."""
    away: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["led_away"]:
            away[row["led_away"]].append(row["url"])
    for url in (url for urls in away.values() if len(urls) > _COPIES for url in urls):
        one.add("unread", 1, url)


def _whole(db: Database, one: Figures, site: str, since: str) -> None:
    """What only the whole run tells of a site: what robots.txt keeps back, and whether nothing was shown at all."""
    for row in db.conn.execute(_FORBIDDEN, (site, since, EXPECTED)):
        one.add("forbidden", 1, row["url"])
    one.add("forbidden", 0, whole=one.ratios.get("unread", (0, 0))[1])
    one.add("found", 0, whole=one.ratios.get("refused", (0, 0))[1])
    shown = sum(one.ratios.get(name, (0, 0))[0] for name in ("front", "sections"))
    if "front" in one.ratios:
        one.add("blank", not shown and "unread" not in one.ratios)


def _unkept(raw: Database, one: Figures, row: sqlite3.Row) -> None:
    """Whether the page of a fresh version is in the file of captures."""
    lost = not raw.conn.execute("SELECT 1 FROM captures WHERE payload_digest = ?", (row["digest"],)).fetchone()
    one.add("unkept", lost, row["url"] if lost else "")


def _page(one: Figures, row: sqlite3.Row) -> None:
    """How the server answered."""
    status, url = row["status"] or 0, row["url"]
    refused, broken = status in _REFUSED, status >= 500
    silent = not status and row["outcome"] == "failed"
    for name, hit in (("refused", refused), ("broken", broken), ("silent", silent)):
        one.add(name, hit, url if hit else "")


def _listing(db: Database, one: Figures, row: sqlite3.Row) -> None:
    """How many stories a front page or section announces."""
    if row["kind"] in ("front", "section") and row["outcome"] in READ:
        shown = db.conn.execute(_SHOWN, (row["url"], row["at"])).fetchone()[0]
        if shown or not db.conn.execute(_BARE, (row["url"], row["site"])).fetchone()[0]:
            one.add("front" if row["kind"] == "front" else "sections", shown, row["url"])
    elif row["kind"] == "section" and row["outcome"] == "failed" and row["status"] == 200:
        one.add("sections", 0, row["url"])  # no section where one was


def _story(db: Database, one: Figures, row: sqlite3.Row, before: str | None) -> None:
    """What the page of a story gave, or of what should have been one."""
    url, outcome = row["url"], row["outcome"]
    if row["status"] == 200 and (row["priority"] >= EXPECTED or row["article_id"]):
        unread = row["reason"].startswith(UNREAD)
        if unread or (outcome in READ and row["kind"] == "article"):
            one.add("unread", unread, url if unread else "")
    elif row["reason"].startswith(GATED):
        one.add("unread", 1, url)
    if row["kind"] == "article" and (outcome == "new" or (outcome == "gone" and _is_strange(db, row))):
        one.add("gone", outcome == "gone", url if outcome == "gone" else "")
    if row["kind"] != "article" or row["revision_id"] is None or row["number"] is None:
        return
    if outcome == "new" and not row["pictures"]:
        brief = row["length"] < _BRIEF
        one.add("brief", brief, url if brief else "")
    one.add("text", row["length"], url if row["length"] < _LONG else "")
    one.add("bytes", row["bytes"], url)
    for name, there in (("dated", row["published"]), ("signed", row["signed"]), ("pictured", row["pictured"])):
        one.add(name, bool(there), "" if there else url)
    if outcome == "new":
        one.add("new", 1)
        _dates(one, row, before)
        return
    edited = outcome == "changed" and bool(row["fresh"])  # not back to what it said before
    one.add("edited", edited, url if edited else "")
    if row["fresh"]:
        old = db.conn.execute(_BEFORE, (row["story"], row["number"])).fetchone()
        if old and old[0] >= _LONG:
            collapsed = row["length"] < old[0] / 5
            one.add("collapsed", collapsed, url if collapsed else "")


def _is_strange(db: Database, row: sqlite3.Row) -> bool:
    """Whether an address never told a story, and is none to which one has moved."""
    return not row["article_id"] and not db.conn.execute(_LED, (row["url"],)).fetchone()


def _dates(one: Figures, row: sqlite3.Row, before: str | None) -> None:
    """Whether a new story is dated in the future, or so early that the run before should have found it."""
    try:
        published, found = datetime.fromisoformat(row["published"] or ""), datetime.fromisoformat(row["at"])
        if len(row["published"]) <= len("2024-04-17") or published.tzinfo is None:
            return
        future = published > found + timedelta(minutes=10)
        one.add("future", future, row["url"] if future else "")
        if before and found - published < _LATE:
            late = published < datetime.fromisoformat(before) - timedelta(minutes=50)
            one.add("late", late, row["url"] if late else "")
    except (ValueError, OverflowError):
        return
