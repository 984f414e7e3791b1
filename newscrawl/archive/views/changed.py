"""What changed in the archive's stories, day by day, with the words that did."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from newscrawl.archive.views.excerpt import first_change
from newscrawl.archive.views.vanishing import Vanishing, vanishing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from sqlite_utils import Database

    from newscrawl.wording import Piece

__all__ = ["KINDS", "Change", "Kind", "Wanted", "around", "changes", "counts", "latest_day"]

Kind = Literal["edited", "corrected", "gone", "restored", "moved", "reverted", "erased"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for."""

    site: str | None = None
    kinds: Collection[Kind] = KINDS


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What befell a story at one moment."""

    at: str
    """ISO 8601, UTC: the first look that saw it."""
    kinds: list[Kind]
    """What it was: an edit may bring a correction, too."""
    article_id: int
    site: str
    time_zone: str | None
    """Of its site."""
    url: str
    headline: str
    """The story's current headline; empty once it was erased."""
    in_language: str | None
    number: int | None
    """The version that came of it; the one before it has the number before."""
    fields: list[str]
    """What an edit changed."""
    detail: str | None
    """What the event says."""
    vanishing: Vanishing | None
    """Where the story vanished: the looks between which it did."""
    field: str | None = None
    """The field whose words are shown."""
    pieces: Sequence[Piece] = ()
    """Its words: what was lost and won, and a little around."""


_EDITS = """
SELECT revisions.first_seen AS at, 'edited' AS event, article_id, number, changed_fields,
    (SELECT detail FROM events WHERE events.article_id = revisions.article_id AND at = revisions.first_seen
        AND event = 'corrected') AS detail
FROM revisions {join} WHERE number > 1 AND revisions.first_seen >= :first AND revisions.first_seen < :after {site}
"""
# A correction that came with an edit is told with it, where edits are told.
_EVENTS = """
SELECT at, event, article_id,
    (SELECT number FROM revisions WHERE event = 'corrected' AND revisions.article_id = events.article_id
        AND revisions.first_seen = events.at AND number > 1) AS number, '[]' AS changed_fields, detail
FROM events {join} WHERE at >= :first AND at < :after AND event IN (SELECT value FROM json_each(:kinds)) {site}
    AND NOT (:edits AND event = 'corrected' AND number IS NOT NULL)
"""
# From changes to their stories, not the other way: a site has few changes and many stories.
_JOIN = "CROSS JOIN articles INDEXED BY articles_filter ON articles.id = article_id"
_TOLD = """
SELECT told.*, articles.site, url, headline, in_language, sites.time_zone
FROM ({parts} ORDER BY at DESC, article_id LIMIT :limit OFFSET :offset) AS told
JOIN articles ON articles.id = article_id LEFT JOIN sites ON sites.name = articles.site
ORDER BY at DESC, article_id
"""
_WORDED = (
    "headline",
    "article_body",
    "description",
    "correction",
    "alternative_headline",
    "article_section",
    "image_caption",
)
"""Fields whose words are shown, the most telling first."""
FIRST, AFTER = "0", "9999"
"""Before and after every time."""


def changes(
    db: Database, day: date | None, wanted: Wanted = EVERYTHING, *, limit: int, offset: int = 0
) -> list[Change]:
    """What changed on a day (UTC), or ever, the newest first."""
    values = _values(day, day, wanted) | {"limit": limit, "offset": offset}
    rows = db.conn.execute(_TOLD.format(parts=_parts(wanted)), values).fetchall() if wanted.kinds else []
    return [_change(db, row) for row in rows]


def counts(db: Database, first: date, last: date, wanted: Wanted = EVERYTHING) -> dict[date, int]:
    """How much changed on each day of some that had a change (UTC)."""
    sql = f"SELECT substr(at, 1, 10) AS day, count(*) FROM ({_parts(wanted)}) GROUP BY day"
    found = db.conn.execute(sql, _values(first, last, wanted))
    return {date.fromisoformat(day): count for day, count in found}


def around(db: Database, day: date, wanted: Wanted = EVERYTHING) -> tuple[date | None, date | None]:
    """The last day before one that had a change, and the first after it (UTC)."""
    past = _values(None, day - timedelta(days=1), wanted)
    ahead = _values(day + timedelta(days=1), None, wanted)
    return _one(db, "max", past, wanted), _one(db, "min", ahead, wanted)


def latest_day(db: Database, until: date, wanted: Wanted = EVERYTHING) -> date | None:
    """The last day that had a change, up to one (UTC)."""
    return _one(db, "max", _values(None, until, wanted), wanted)


def _one(db: Database, end: str, values: dict[str, Any], wanted: Wanted) -> date | None:
    order = "DESC" if end == "max" else "ASC"
    firsts = [f"SELECT * FROM ({part} ORDER BY at {order} LIMIT 1)" for part in _each(wanted)]
    stamp = db.conn.execute(f"SELECT {end}(at) FROM ({' UNION ALL '.join(firsts)})", values).fetchone()[0]
    return date.fromisoformat(stamp[:10]) if stamp else None


def _each(wanted: Wanted) -> list[str]:
    """The SQL of each source of changes that is wanted."""
    join, site = (_JOIN, "AND articles.site = :site") if wanted.site else ("", "")
    sources = [_EDITS] if "edited" in wanted.kinds else []
    sources += [_EVENTS] if set(wanted.kinds) - {"edited"} else []
    return [source.format(join=join, site=site) for source in sources]


def _parts(wanted: Wanted) -> str:
    return " UNION ALL ".join(_each(wanted))


def _values(first: date | None, last: date | None, wanted: Wanted) -> dict[str, Any]:
    return {
        "first": first.isoformat() if first else FIRST,
        "after": (last + timedelta(days=1)).isoformat() if last else AFTER,
        "site": wanted.site,
        "kinds": json.dumps(list(wanted.kinds)),
        "edits": "edited" in wanted.kinds,
    }


def _change(db: Database, row: sqlite3.Row) -> Change:
    values = dict(row)
    kinds: list[Kind] = [values.pop("event")]
    fields = json.loads(values.pop("changed_fields"))
    if kinds == ["edited"]:
        kinds += ["corrected"] if row["detail"] is not None else []
        values["field"], values["pieces"] = _words(db, row["article_id"], row["number"], fields)
    gone = vanishing(db, row["article_id"], kinds[0], row["at"], row["detail"])
    return Change(kinds=kinds, fields=fields, vanishing=gone, **values)


def _words(db: Database, article_id: int, number: int, fields: list[str]) -> tuple[str | None, list[Piece]]:
    for field in (name for name in _WORDED if name in fields):
        sql = f"SELECT {field} FROM revisions WHERE article_id = ? AND number IN (?, ?) ORDER BY number"
        texts = [row[0] or "" for row in db.conn.execute(sql, (article_id, number - 1, number))]
        if len(texts) == 2 and (pieces := first_change(*texts)):
            return field, pieces
    return None, []
