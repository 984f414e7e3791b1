"""Between which looks a story vanished: the last that saw it, the first that missed it, the one that made sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.archive.presence import parted
from newscrawl.archive.states import SEEN, one_of

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Vanishing", "vanishing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanishing:
    """One disappearance. Times are ISO 8601, UTC."""

    last_seen: str | None
    """The last look that saw the story; None: none is known."""
    missing: str | None
    """The first look that missed it; None where the event does not tell."""
    confirmed: str
    """The look that saw the same once more."""
    reason: str
    """What the site answered."""


_LAST_SEEN = f"""
SELECT max(at) FROM (
    SELECT (SELECT max(at) FROM visits WHERE visits.url = aliases.url AND at < ?2
        AND outcome IN {one_of(SEEN)}) AS at
    FROM aliases WHERE article_id = ?1
    UNION ALL SELECT last_seen FROM revisions WHERE article_id = ?1 AND last_seen < ?2
    UNION ALL SELECT last_seen FROM articles WHERE id = ?1 AND last_seen < ?2
)
"""


def vanishing(db: Database, article_id: int, event: str, at: str, detail: str | None) -> Vanishing | None:
    """What an event of the archive tells of a disappearance; None of an event of another kind."""
    if event != "gone":
        return None
    reason, missing = parted(detail or "")
    last = db.conn.execute(_LAST_SEEN, (article_id, missing or at)).fetchone()[0]
    return Vanishing(last_seen=last, missing=missing, confirmed=at, reason=reason)
