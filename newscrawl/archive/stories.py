"""Articles: what a reading of a story changes in the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.archive import entries, events, presence, versions
from newscrawl.archive.identity import at_address, has_moved, is_gone, known_story, led_here, same_text
from newscrawl.archive.merging import merge
from newscrawl.archive.partial import completes
from newscrawl.archive.past import place
from newscrawl.archive.similarity import same_story
from newscrawl.archive.spans import dated
from newscrawl.archive.versions import Stored, StoryReading, changes
from newscrawl.archive.walls import whole
from newscrawl.urls import bare, canonical

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.items import Article

__all__ = ["confirm", "write"]

TWINS = timedelta(days=1)
"""How long after a story was found a better page of it (not its print page, its own) takes the place of its text; later
the two may differ since it was edited."""
_LEARNT_FIELDS = ("article_body", "correction")
"""What the site's knowledge changes in a reading."""


def write(
    db: Database, article: Article, *, site: str, at: str, run_id: int | None = None, digest: str | None = None
) -> Stored:
    """Store a reading of a story (call it inside a transaction).

    `at`: ISO 8601, UTC, when the page was fetched. `digest`: key of its capture, which belongs into the archive if
    the text was kept.
    """
    reading = StoryReading(article, site, at, run_id, digest, canonical(article.url), canonical(article.page_url))
    known = known_story(db, reading)
    if known is not None and known["status"] == "erased":
        _keep_aliases(db, reading, known["id"])
        return Stored("skipped")
    if known is None:
        article_id, revision_id = _insert(db, reading)
        stored = Stored("new", True, revision_id)
    else:
        article_id, stored = known["id"], _update(db, reading, known)
    _keep_aliases(db, reading, article_id)
    versions.keep_links(db, reading, article_id)
    entries.write(db, article_id, article.live_entries, at=at)
    return stored


def confirm(db: Database, url: str, *, at: str, run_id: int | None) -> int | None:
    """Take in that a page has not changed: what is read from it still stands (call it inside a transaction).

    Returns the id of the version that still stands; None: no story is read from it.
    """
    story = at_address(db, url)
    if story is None or at < story["last_seen"]:
        return None
    presence.found(db, story, at=at, run_id=run_id)
    if story["page_url"] != url:
        if not is_gone(db, story["page_url"]):
            return None  # a twin: what the story's own page says now, it does not tell
        presence.move(db, story, url, at=at, run_id=run_id)
    versions.seen(db, story["id"], at)
    revision_id: int = story["revision_id"]
    return revision_id


def _keep_aliases(db: Database, reading: StoryReading, article_id: int) -> None:
    urls = dict.fromkeys((reading.url, reading.page, *map(canonical, reading.article.aliases)))
    db.conn.executemany(
        "INSERT INTO aliases (url, article_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(url, article_id) for url in urls],
    )


def _insert(db: Database, reading: StoryReading) -> tuple[int, int]:
    """A new story, and its first version; returns the ids of both."""
    first = dict.fromkeys(("first_seen", "last_seen", "changed_at"), reading.at)
    columns = {**reading.columns, "url": reading.url, "site": reading.site, **first}
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    sql = f"INSERT INTO articles ({names}) VALUES ({marks})"
    article_id = db.conn.execute(sql, tuple(columns.values())).lastrowid
    assert article_id is not None
    revision_id = versions.add(db, reading, article_id, number=1, changed=[])
    db.conn.execute("UPDATE articles SET cluster_id = id, revision_id = ? WHERE id = ?", (revision_id, article_id))
    versions.keep_marks(db, reading, article_id)
    return article_id, revision_id


def _update(db: Database, reading: StoryReading, known: sqlite3.Row) -> Stored:
    """A further reading of a known story.

    The story's own address outranks its twins, and a shorter address a longer one: whatever the order in which
    they are read, the archive ends up with the same text under the same address.
    """
    known = _joined(db, reading, known)
    is_older = reading.at < known["last_seen"]
    anew = None if is_older else _spelt_anew(db, reading, known)
    reading = anew or reading
    is_twin = reading.page != known["page_url"] and not (
        anew or (_is_its_past(db, reading, known) if is_older else has_moved(db, reading, known))
    )
    if is_twin and _rank(reading.page, reading.url) > _rank(known["page_url"], known["url"]):
        presence.found(db, known, at=reading.at, run_id=reading.run_id)
        if is_older or changes(known, reading.article):
            return Stored("unchanged")
        versions.seen(db, known["id"], reading.at)
        return Stored("unchanged", False, known["revision_id"])
    reading = dated(whole(reading, known), known)
    changed = changes(known, reading.article)
    if (is_twin and (not changed or _is_young(reading, known))) or (changed and completes(reading, known)):
        _replace(db, reading, known)
        if is_older and not changed:
            place(db, reading, known)  # since when it stands, the older look tells
        return Stored("unchanged", True, known["revision_id"])
    if is_older:
        return place(db, reading, known)
    presence.found(db, known, at=reading.at, run_id=reading.run_id)
    _move(db, reading, known)
    if changed and _has_other_knowledge(reading, known):
        changed = [name for name in changed if name not in _LEARNT_FIELDS]
        if not changed:
            versions.set_in_place(db, reading, known["id"], known["revision_id"])
    elif changed and _has_same_bytes(db, reading, known):
        versions.set_in_place(db, reading, known["id"], known["revision_id"])
        changed = []
    if not changed:
        _refine(db, reading, known)
        _shut(db, reading, known)
        versions.seen(db, known["id"], reading.at)
        versions.keep_marks(db, reading, known["id"], first=True)
        return Stored("unchanged", False, known["revision_id"])
    if earlier := _earlier(db, reading, known):
        _revert(db, reading, known, earlier, changed)
        return Stored("changed", True, earlier["id"])
    return Stored("changed", True, _change(db, reading, known, changed))


def _joined(db: Database, reading: StoryReading, known: sqlite3.Row) -> sqlite3.Row:
    """The story, made one with that of the address which its page claims now, or of another page that has said before
    what this one says now, if they tell the same: a newsroom's system that writes each new headline into an address
    may serve the story at all of them."""
    other = at_address(db, reading.url)
    claimed = other is not None and other["id"] != known["id"]
    if not claimed:
        other = same_text(db, reading) if reading.columns["text_hash"] != known["text_hash"] else None
    if other is None or other["id"] == known["id"] or other["status"] == "erased":
        return known
    # A page that has claimed that address from the first, and tells its story now, told an earlier version of it.
    always = claimed and known["claimed_url"] == reading.url
    headline, body = known["headline"], known["article_body"]
    if always:
        headline, body = reading.article.headline, reading.article.article_body
    if not same_story(headline, body, other["headline"], other["article_body"]):
        return known
    moved = claimed and not always
    kept = merge(db, known["id"], other["id"], at=reading.at, run_id=reading.run_id, moved=moved)
    row: sqlite3.Row = db.conn.execute("SELECT * FROM articles WHERE id = ?", (kept,)).fetchone()
    return row


def _has_same_bytes(db: Database, reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether a page is the one that was kept, and only its reader, or what describes the site, is another."""
    sql = "SELECT capture_digest FROM revisions WHERE id = ?"
    row = db.conn.execute(sql, (known["revision_id"],)).fetchone()
    if reading.article.provenance.get("article_body", "").endswith(" pages"):
        return False  # what its further pages say now may be another text
    return reading.digest is not None and row is not None and bool(row["capture_digest"] == reading.digest)


def _has_other_knowledge(reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether a page says what it said, and was only read with other knowledge of its site."""
    learnt = known["reader_version"].partition("+")[2]
    return learnt != reading.learnt and bool(known["text_hash"] == reading.columns["text_hash"])


def _refine(db: Database, reading: StoryReading, known: sqlite3.Row) -> None:
    """A page that told the day alone tells the time as well."""
    if known["date_precision"] == "day" and reading.article.date_precision in ("minute", "second"):
        names = ("date_published", "date_published_utc", "date_published_raw", "date_precision", "content_hash")
        sets = ", ".join(f"{name} = :{name}" for name in names)
        db.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**reading.columns, "id": known["id"]})
        sql = "UPDATE revisions SET date_published = :date_published, content_hash = :content_hash WHERE id = :id"
        db.conn.execute(sql, {**reading.columns, "id": known["revision_id"]})


def _shut(db: Database, reading: StoryReading, known: sqlite3.Row) -> None:
    """Take in whether the page is behind a wall now."""
    free = reading.article.is_accessible_for_free
    if free is not None and free != known["is_accessible_for_free"]:
        db.conn.execute("UPDATE articles SET is_accessible_for_free = ? WHERE id = ?", (free, known["id"]))


def _change(db: Database, reading: StoryReading, known: sqlite3.Row, changed: list[str]) -> int:
    """A new version; returns its id."""
    count = known["revision_count"] + 1
    revision_id = versions.add(db, reading, known["id"], number=count, changed=changed)
    columns = {"revision_id": revision_id, "revision_count": count, **_since(reading), **_place(db, reading, known)}
    versions.show(db, reading, known["id"], **columns)
    if reading.article.correction:
        events.note_corrections(db, known["id"])
    return revision_id


def _earlier(db: Database, reading: StoryReading, known: sqlite3.Row) -> sqlite3.Row | None:
    """An earlier version that said just what the page says again."""
    sql = "SELECT * FROM revisions WHERE article_id = ? AND content_hash = ? AND id != ? ORDER BY number DESC"
    key = (known["id"], reading.columns["content_hash"], known["revision_id"])
    return next((row for row in db.conn.execute(sql, key) if not changes(row, reading.article)), None)


def _revert(db: Database, reading: StoryReading, known: sqlite3.Row, earlier: sqlite3.Row, changed: list[str]) -> None:
    """An earlier version is the current one again: a headline test, an edit that was taken back."""
    text = {name: earlier[name] for name in versions.VERSION}
    columns = {"revision_id": earlier["id"], **text, **_since(reading), **_place(db, reading, known)}
    versions.show(db, reading, known["id"], **columns)
    versions.seen(db, known["id"], reading.at)
    detail = f"version {earlier['number']} again: {', '.join(changed)}"
    events.note(db, known["id"], "reverted", at=reading.at, detail=detail, run_id=reading.run_id)


def _since(reading: StoryReading) -> dict[str, str]:
    return {"changed_at": reading.at, "last_seen": reading.at}


def _replace(db: Database, reading: StoryReading, known: sqlite3.Row) -> None:
    """A better page of the same version takes the place of its twin."""
    versions.set_in_place(db, reading, known["id"], known["revision_id"], capture_digest=reading.digest)
    _move(db, reading, known, silently=True)
    versions.seen(db, known["id"], reading.at)


def _place(db: Database, reading: StoryReading, known: sqlite3.Row) -> dict[str, str | None]:
    """Where the story stands now. A page that names no address of its own today leaves its story where it is."""
    url: str = known["url"]
    if reading.page != known["page_url"] or canonical(reading.article.canonical_url or "") == reading.url:
        holder = db.conn.execute("SELECT article_id FROM aliases WHERE url = ?", (reading.url,)).fetchone()
        url = reading.url if holder is None or holder["article_id"] == known["id"] else url
    return {"url": url, "page_url": reading.page, "claimed_url": reading.columns["claimed_url"]}


def _move(db: Database, reading: StoryReading, known: sqlite3.Row, *, silently: bool = False) -> None:
    place = _place(db, reading, known)
    if place["url"] == known["url"] and reading.page == known["page_url"]:
        return
    sets = ", ".join(f"{name} = :{name}" for name in place)
    db.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**place, "id": known["id"]})
    if not silently and bare(str(place["url"])) != bare(known["url"]):
        detail = f"{known['url']} -> {place['url']}"
        events.note(db, known["id"], "moved", at=reading.at, detail=detail, run_id=reading.run_id)


def _spelt_anew(db: Database, reading: StoryReading, known: sqlite3.Row) -> StoryReading | None:
    """A reading of the story's own page by another spelling of its address (its site had no https then, or a www);
    None where it is none, or where both spellings serve the story: the other one was looked at on the same day.

    The better spelling has the story. One that is gone by a later look stays where that was.
    """
    if reading.page == known["page_url"] or bare(reading.page) != bare(known["page_url"]):
        return None
    looked = db.conn.execute("SELECT visited_at FROM pages WHERE url = ?", (known["page_url"],)).fetchone()
    looked_at = looked["visited_at"] if looked and looked["visited_at"] else known["last_seen"]
    gone = known["status"] == "gone" and looked_at > reading.at
    if not gone and datetime.fromisoformat(reading.at) - datetime.fromisoformat(looked_at) < TWINS:
        return None
    if not gone and _rank(reading.page, reading.url) < _rank(known["page_url"], known["url"]):
        return reading
    article = replace(reading.article, url=known["url"], page_url=known["page_url"])
    return replace(reading, article=article, url=known["url"], page=known["page_url"])


def _is_its_past(db: Database, reading: StoryReading, known: sqlite3.Row) -> bool:
    """Whether a page that was captured before is the story's own of that time, in whatever spelling (http): the one
    that it has now, one that redirects to that, or one from which the story moved later."""
    if bare(reading.page) in map(bare, led_here(db, known["page_url"])):
        return True
    sql = "SELECT detail FROM events WHERE article_id = ? AND event = 'moved' AND at > ?"
    moved = db.conn.execute(sql, (known["id"], reading.at))
    return any(bare(row["detail"].partition(" -> ")[0]) == bare(reading.url) for row in moved)


def _rank(page: str, own: str) -> tuple[bool, bool, int, str]:
    return (page != own, not page.startswith("https:"), len(page), page)


def _is_young(reading: StoryReading, known: sqlite3.Row) -> bool:
    found, now = datetime.fromisoformat(known["first_seen"]), datetime.fromisoformat(reading.at)
    return abs(now - found) < TWINS
