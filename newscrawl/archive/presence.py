"""Whether a story is still there: gone, out of reach for now, or back again.

One bad minute is no tombstone: a story counts as gone, or as unreachable, once a second look some hours later saw the
same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.archive import events
from newscrawl.archive.identity import at_address, led_here
from newscrawl.archive.merging import merge
from newscrawl.archive.similarity import in_common, same_story
from newscrawl.archive.states import MISSED, one_of
from newscrawl.reasons import AWAY
from newscrawl.urls import bare, canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.items import Visit

__all__ = ["SECOND_LOOK", "found", "gone_due", "judge", "missed", "move", "parted"]

SECOND_LOOK = timedelta(hours=3)
"""When a page is due again that is not there any more."""
APART = timedelta(hours=2)
"""How far apart two looks have to be that prove it."""
NEXT_LOOK = timedelta(days=1)
"""When a page that is gone is looked at again, at the soonest; then after as long as it has been gone."""
_SAME_FRONT = 0.6
"""Share of the front page's stories that a page shows which took a story's place."""
_SAME_TEXT = 0.8
"""What a story and its successor have in common: an edit takes little out, stories of one make differ by more."""
_SINCE = "; not there since "
"""Between the two parts of what the event "gone" tells."""


def judge(db: Database, visit: Visit, row: sqlite3.Row, shown: Sequence[str], run_id: int) -> None:
    """Tell that a known story's page is gone where a listing, or another story's page, stands in its place.

    `shown`: the stories that the page as it is now announces.
    """
    if row["article_id"] is None:
        return
    if (
        visit.outcome == "redirected"
        and visit.redirects_to
        and (place := _other(db, visit.redirects_to, row, visit.at, run_id))
    ):
        visit.outcome, visit.reason = "gone", f"{AWAY}{place}: {visit.redirects_to}"
        visit.redirects_to, visit.found = None, []
    elif visit.outcome == "read" and visit.kind in ("front", "section") and _is_front(db, row["site"], shown):
        visit.outcome, visit.reason, visit.found = "gone", "the front page stands in its place", []


def _other(db: Database, target: str, row: sqlite3.Row, at: str, run_id: int) -> str | None:
    """What stands at a redirect's target, where it is known and not the story; None: it may be the story."""
    target = canonical(target)
    page = db.conn.execute(
        "SELECT kind, visit_count, http_status FROM pages WHERE site = ? AND url = ?", (row["site"], target)
    ).fetchone()
    if page is None or not page["visit_count"]:
        return None
    if page["kind"] in ("front", "section"):
        return "the front page" if page["kind"] == "front" else "a listing"
    other = at_address(db, target)
    if other is None:
        return None
    if other["id"] == row["article_id"]:
        if page["http_status"] not in (200, 304):
            return None  # it redirects, too: a loop, or one more step
        if other["page_url"] == row["url"] != target:
            move(db, other, target, at=at, run_id=run_id)
            # It is asked as the story's own page from now on; what it said as another page of it was kept nowhere.
            sql = (
                "UPDATE pages SET due_at = ?, etag = NULL, last_modified = NULL"
                " WHERE site = ? AND url = ? AND state = 'done'"
            )
            db.conn.execute(sql, (at, row["site"], target))
        elif other["page_url"] == target and _was_first(db, row, target):
            # It was read at its new address, as a better page of the same text, before its old one redirected.
            detail = f"{row['url']} -> {target}"
            told = "SELECT 1 FROM events WHERE article_id = ? AND event = 'moved' AND detail = ?"
            if db.conn.execute(told, (other["id"], detail)).fetchone() is None:
                events.note(db, other["id"], "moved", at=at, detail=detail, run_id=run_id)
        return None
    story = db.conn.execute("SELECT * FROM articles WHERE id = ?", (row["article_id"],)).fetchone()
    texts = [(s["headline"], s["article_body"]) for s in (story, other)]
    if "erased" in (story["status"], other["status"]) or not same_story(*texts[0], *texts[1]):
        return "another story"
    merge(db, story["id"], other["id"], at=at, run_id=run_id)  # it was read at its new address first
    return None


def _was_first(db: Database, row: sqlite3.Row, target: str) -> bool:
    """Whether a page that redirects for the first time is the one where its story was found, and no other spelling of
    the target."""
    if row["http_status"] not in (200, 304) or bare(row["url"]).partition("?")[0] == bare(target).partition("?")[0]:
        return False
    first = "SELECT outcome FROM visits WHERE url = ? AND http_status = 200 ORDER BY at LIMIT 1"
    found = db.conn.execute(first, (row["url"],)).fetchone()
    later = db.conn.execute(first, (target,)).fetchone()
    return found is not None and found["outcome"] == "new" and later is not None and later["outcome"] != "new"


def move(db: Database, story: sqlite3.Row, target: str, *, at: str, run_id: int | None) -> None:
    """Make another one of a story's pages its own: its old one redirects to it, or is gone."""
    url = target if story["url"] == story["page_url"] else story["url"]
    db.conn.execute("UPDATE articles SET url = ?, page_url = ? WHERE id = ?", (url, target, story["id"]))
    if bare(url) != bare(story["url"]):
        events.note(db, story["id"], "moved", at=at, detail=f"{story['url']} -> {url}", run_id=run_id)


def _is_front(db: Database, site: str, shown: Sequence[str]) -> bool:
    """Whether these are most of the stories that one of the site's front pages showed last."""
    stories = set(map(canonical, shown))
    fronts = db.conn.execute("SELECT url FROM pages WHERE site = ? AND kind = 'front'", (site,)).fetchall()
    for front in fronts:
        sql = (
            "SELECT DISTINCT article_url FROM teasers WHERE listing_url = :front"
            " AND last_seen = (SELECT max(last_seen) FROM teasers WHERE listing_url = :front)"
        )
        stood = {row["article_url"] for row in db.conn.execute(sql, {"front": front["url"]})}
        if len(stood) >= 3 and len(stood & stories) >= _SAME_FRONT * len(stood):
            return True
    return False


def missed(db: Database, visit: Visit, row: sqlite3.Row, run_id: int) -> bool:
    """Take in that a known story's page was not there ("gone") or not to be had ("failed").

    True: a second look has to tell. Where it did, the story's status says so; its text stays.
    """
    story = _story_of(db, row)
    if story is None or story["status"] in ("gone", "erased") or visit.at < story["last_seen"]:
        return False
    since = _since(db, visit)
    confirmed = datetime.fromisoformat(visit.at) - datetime.fromisoformat(since) >= APART
    if story["page_url"] not in led_here(db, row["url"]):
        return not confirmed  # its text is read from another page
    if visit.outcome == "failed":
        if confirmed:
            db.conn.execute("UPDATE articles SET status = 'unreachable' WHERE id = ?", (story["id"],))
        return False
    if confirmed and (successor := _successor(db, story)) is not None:
        merge(db, story["id"], successor["id"], at=visit.at, run_id=run_id)
    elif confirmed and not _ask_twins(db, story["id"], row, visit.at):
        db.conn.execute("UPDATE articles SET status = 'gone' WHERE id = ?", (story["id"],))
        detail = f"{visit.reason}{_SINCE}{since}"
        events.note(db, story["id"], "gone", at=visit.at, detail=detail, run_id=run_id)
    return not confirmed


def _successor(db: Database, story: sqlite3.Row) -> sqlite3.Row | None:
    """A story that was found after another one, gone now, was last there, that has its date to the minute and most of
    its text: it was edited when it moved, and nothing redirects there. (Less than that, notices of one make share; and
    midnight is what systems write that know the day alone.)"""
    if story["date_precision"] not in ("second", "minute") or (story["date_published"] or "")[11:19] == "00:00:00":
        return None
    sql = (
        "SELECT * FROM articles WHERE site = ? AND date_published_utc = ? AND first_seen > ? AND id != ?"
        " AND status = 'live' ORDER BY id LIMIT 50"
    )
    found = db.conn.execute(sql, (story["site"], story["date_published_utc"], story["last_seen"], story["id"]))
    body = story["article_body"]
    return next((other for other in found if in_common(body, other["article_body"]) >= _SAME_TEXT), None)


def parted(detail: str) -> tuple[str, str | None]:
    """What the event "gone" tells: the site's answer, and when a look first missed the story (ISO 8601, UTC)."""
    reason, _, since = detail.rpartition(_SINCE)
    try:
        told = datetime.fromisoformat(since).tzinfo is not None
    except ValueError:
        told = False
    return (reason, since) if told else (detail, None)


def _story_of(db: Database, row: sqlite3.Row) -> sqlite3.Row | None:
    """The story of a page, or that of one that redirects to it."""
    article_id = row["article_id"]
    if article_id is None:
        urls = led_here(db, row["url"])[1:]
        marks = ", ".join("?" * len(urls))
        sql = f"SELECT article_id FROM pages WHERE url IN ({marks}) AND article_id IS NOT NULL"
        article_id = next((found["article_id"] for found in db.conn.execute(sql, urls)), None)
    story: sqlite3.Row | None = db.conn.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    return story


def _since(db: Database, visit: Visit) -> str:
    """Since when every look at a page has ended like this one."""
    sql = (
        "SELECT min(at) FROM visits WHERE url = :url AND outcome = :outcome AND at > coalesce("
        f"(SELECT max(at) FROM visits WHERE url = :url AND outcome NOT IN {one_of(MISSED)}), '')"
    )
    since = db.conn.execute(sql, {"url": visit.url, "outcome": visit.outcome}).fetchone()[0]
    return min(since or visit.at, visit.at)


def _ask_twins(db: Database, article_id: int, row: sqlite3.Row, at: str) -> bool:
    """Have the story's other pages asked, where there are some: it may have moved."""
    cursor = db.conn.execute(
        "UPDATE pages SET due_at = ? WHERE article_id = ? AND id != ? AND state = 'done' AND redirects_to IS NULL",
        (at, article_id, row["id"]),
    )
    return cursor.rowcount > 0


def found(db: Database, story: sqlite3.Row, *, at: str, run_id: int | None) -> None:
    """Take in that a story is there, on its own page or on another one; what a later look at its page told stays."""
    db.conn.execute("UPDATE articles SET last_seen = max(last_seen, ?) WHERE id = ?", (at, story["id"]))
    later = "SELECT 1 FROM pages WHERE url = ? AND visited_at > ?"
    if story["status"] in ("gone", "unreachable") and not db.conn.execute(later, (story["page_url"], at)).fetchone():
        db.conn.execute("UPDATE articles SET status = 'live' WHERE id = ?", (story["id"],))
        if story["status"] == "gone":
            events.note(db, story["id"], "restored", at=at, detail=None, run_id=run_id)


def gone_due(db: Database, visit: Visit, latest: timedelta) -> datetime:
    """When to look again whether a story that is gone is back."""
    now = datetime.fromisoformat(visit.at)
    gone = now - datetime.fromisoformat(_since(db, visit))
    return now + min(max(gone, NEXT_LOOK), latest)
