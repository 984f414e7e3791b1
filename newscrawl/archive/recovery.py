"""Pages that gave no story while something was wrong are asked again once that is mended: site or description."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from newscrawl.archive.figures import EXPECTED
from newscrawl.reasons import ANOTHER_SITE, AWAY, FORBIDDEN, NO_STORY, NOT_THERE

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newscrawl.archive.health import Seen
    from newscrawl.site import Site

__all__ = ["note_description", "recover"]

_NONE = (*NO_STORY, AWAY)
_KEPT_BACK = {
    "unread": _NONE,
    "nothing": _NONE,
    "forbidden": (FORBIDDEN,),
    "gone": (NOT_THERE,),
    "front page": (*_NONE, NOT_THERE),
}
"""Name of a monitor -> how the reasons begin of the pages that it speaks of."""
_MENDED = (*NO_STORY, ANOTHER_SITE)
"""How the reasons begin of pages that another description of the site may mend."""
_LAST = "SELECT findings FROM run_sites WHERE site = ? AND run_id < ? AND whole ORDER BY id DESC LIMIT 1"
_ASK_AGAIN = """
UPDATE pages SET state = iif(state = 'done', 'done', 'pending'), due_at = :at, attempts = 0, etag = NULL,
    last_modified = NULL
WHERE site = :site AND article_id IS NULL AND (priority >= :expected OR kind = 'section') AND visited_at >= :since
    AND EXISTS (SELECT 1 FROM json_each(:reasons) WHERE substr(reason, 1, length(value)) = value)
    AND NOT EXISTS (SELECT 1 FROM aliases WHERE aliases.url = pages.url)
"""


def recover(db: Database, seen: Seen) -> None:
    """Make due what a site kept back in the runs whose monitors told so, if this one is the first that is well again
    (writes; call it inside a transaction, before what this run saw is booked)."""
    last = db.conn.execute(_LAST, (seen.site, seen.run_id)).fetchone()
    if not seen.whole or last is None:
        return
    wrong = {finding["monitor"] for finding in seen.findings}
    over = [finding for finding in json.loads(last["findings"]) if finding["monitor"] not in wrong]
    for finding in (finding for finding in over if finding["monitor"] in _KEPT_BACK):
        began = db.conn.execute("SELECT started_at FROM runs WHERE id = ?", (finding["since_run"],)).fetchone()
        if began:
            values = {"site": seen.site, "at": seen.at, "since": began["started_at"], "expected": EXPECTED}
            reasons = json.dumps(_KEPT_BACK[finding["monitor"]])
            db.conn.execute(_ASK_AGAIN, {**values, "reasons": reasons})


def note_description(db: Database, site: Site, at: str) -> None:
    """Keep the digest of a site's description; where it is another one than before, make due what should have told a
    story and did not (writes; call it inside a transaction, once the site is recorded)."""
    digest = sha256(repr(replace(site, learnt=None)).encode()).hexdigest()
    (before,) = db.conn.execute("SELECT description_digest FROM sites WHERE name = ?", (site.name,)).fetchone()
    if digest != before:
        db.conn.execute("UPDATE sites SET description_digest = ? WHERE name = ?", (digest, site.name))
        values = {"site": site.name, "at": at, "since": "", "expected": EXPECTED, "reasons": json.dumps(_MENDED)}
        db.conn.execute(_ASK_AGAIN, values)
