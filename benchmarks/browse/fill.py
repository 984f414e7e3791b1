"""Writes the archive: rows in bulk, indexes at the end, which is far quicker than page by page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlite_utils import Database

from benchmarks.browse.kept import Kept
from benchmarks.browse.listings import EVERY, run_at, write_listings
from benchmarks.browse.world import END, SITES, Story, Version, stamp, stories
from newscrawl.archive import Archive
from newscrawl.archive.captures import payload_digest
from newscrawl.archive.connection import immediate, locked
from newscrawl.archive.scripts import backfill
from newscrawl.archive.similarity import content_hash, text_hash
from newscrawl.archive.sites import keep_site
from newscrawl.items import Capture
from newscrawl.site import Site
from newscrawl.urls import bare, family

__all__ = ["fill"]

_BATCH = 4_000
_PICTURES = 24
_TABLES: dict[str, tuple[str, ...]] = {
    "articles": (
        "id", "url", "site", "page_url", "headline", "description", "article_body", "article_section", "authors",
        "agency", "in_language", "date_published", "date_published_utc", "date_published_raw", "date_precision",
        "image_url", "image_caption", "image_credit", "correction", "word_count", "kind", "status", "first_seen",
        "last_seen", "changed_at", "revision_count", "revision_id", "content_hash", "text_hash", "cluster_id",
        "reader_version", "provenance",
    ),
    "revisions": (
        "id", "article_id", "number", "first_seen", "last_seen", "headline", "description", "article_body", "authors",
        "date_published", "image_url", "image_caption", "article_section", "correction", "content_hash",
        "changed_fields", "capture_digest", "reader_version", "run_id",
    ),
    "events": ("article_id", "at", "event", "detail"),
    "aliases": ("url", "article_id"),
    "images": ("article_id", "url", "position", "caption", "credit"),
    "links": ("article_id", "url", "text"),
    "copies": ("article_id", "other_id"),
    "live_entries": ("article_id", "position", "headline", "text", "date_published", "entry_hash", "first_seen",
                     "last_seen"),
    "pages": (
        "site", "url", "kind", "state", "reason", "depth", "priority", "deep", "family", "bare", "discovered_from",
        "discovered_at", "date_hint", "visited_at", "due_at", "http_status", "etag", "visit_count", "change_count",
        "article_id",
    ),
    "visits": ("url", "at", "run_id", "http_status", "bytes", "outcome", "reason", "revision_id"),
    "story_marks": ("article_id", "marks", "learnt"),
    "story_prints": ("article_id", "prints"),
}  # fmt: skip
Row = tuple[Any, ...]


_LATER = "SELECT type, name, sql FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL"
"""What is made once all rows are there."""


def fill(path: Path, count: int, draw: Callable[[str], bytes]) -> None:
    """Write an archive of so many articles; `draw` gives the bytes of a picture of some name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(Archive(path)) as archive:
        assert archive.captures is not None
        later = [(db, tuple(row)) for db in (archive.db, archive.captures.db) for row in db.conn.execute(_LATER)]
        for db, (kind, name, _) in later:
            db.conn.execute(f"DROP {kind} {name}")
        for db in (archive.db, archive.captures.db):
            db.conn.execute("PRAGMA synchronous = OFF")
            db.conn.execute("PRAGMA foreign_keys = OFF")
            db.conn.execute("PRAGMA cache_size = -1000000")
        _sites(archive.db)
        with Kept(archive) as kept:
            write_listings(archive.db, _stories(archive.db, count, kept))
        with immediate(archive.db):
            for index in ("articles_fts", "revisions_fts"):
                archive.db.conn.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            backfill(archive.db)
        for db, (_, _, sql) in sorted(later, key=lambda one: one[1][0]):  # triggers last
            db.conn.execute(sql)
        pictures(archive, draw)
        for db in (archive.db, archive.captures.db):
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def pictures(archive: Archive, draw: Callable[[str], bytes]) -> None:
    """Keep a few pictures, by turns those of all stories."""
    assert archive.captures is not None
    bodies = [draw(f"a picture {number}") for number in range(_PICTURES)]
    archive.captures.keep(
        Capture(url=f"https://daily.example/pictures/{n}.jpg", fetched_at=stamp(END), http_status=200,
                headers=[("Content-Type", "image/jpeg")], body=body, kind="image")
        for n, body in enumerate(bodies)
    )  # fmt: skip
    with immediate(archive.db):
        for number, body in enumerate(bodies):
            sql = "UPDATE images SET payload_digest = ? WHERE article_id % ? = ?"
            archive.db.conn.execute(sql, (payload_digest(body), _PICTURES, number))


def _sites(db: Database) -> None:
    with immediate(db):
        for place in SITES:
            site = Site(
                name=place.name, home=place.home, domains=(place.name,), time_zone=place.zone, language=place.language
            )
            keep_site(db, site)


def _stories(db: Database, count: int, kept: Kept) -> Iterator[Story]:
    """Write the stories, and hand each on."""
    rng, waiting, revision = Random(2), {name: list[Row]() for name in _TABLES}, 0
    for story in stories(count):
        _story(story, revision, rng, waiting, kept)
        revision += len(story.versions)
        yield story
        if story.number % _BATCH == 0 or story.number == count:
            _write(db, waiting)
            kept.write()


def _write(db: Database, waiting: dict[str, list[Row]]) -> None:
    with locked(db):
        for table, rows in waiting.items():
            names = _TABLES[table]
            marks = ", ".join("?" * len(names))
            db.conn.executemany(f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
            rows.clear()


def _story(story: Story, revision: int, rng: Random, waiting: dict[str, list[Row]], kept: Kept) -> None:
    now, first, place = story.versions[-1], story.versions[0], story.site
    published, authors = story.published.isoformat(), json.dumps(story.authors)
    utc = story.published.astimezone(tz=END.tzinfo).isoformat()
    body = "\n\n".join(now.body)
    caption, credit = (first.description[:90], "Staff/" + place.name) if story.image else (None, None)
    digest = ""
    for number, version in enumerate(story.versions, 1):
        digest = _hash(story, version, caption)
        waiting["revisions"].append((
            revision + number, story.number, number, stamp(version.first), stamp(version.last), version.headline,
            version.description, "\n\n".join(version.body), authors, published, story.image, caption, story.section,
            version.correction, digest, json.dumps(version.changed), kept.capture(story, version), "1",
            run_at(version.first, place),
        ))  # fmt: skip
    waiting["articles"].append((
        story.number, story.url, place.name, story.url, now.headline, now.description, body, story.section, authors,
        story.agency, place.language, published, utc, published, story.precision, story.image, caption, credit,
        now.correction, body.count(" ") + 1, story.kind, story.status, stamp(first.first), stamp(now.last),
        stamp(now.first), len(story.versions), revision + len(story.versions), digest, text_hash(now.headline, body),
        story.lead, "1", '{"headline": "json-ld", "article_body": "html", "date_published": "json-ld"}',
    ))  # fmt: skip
    waiting["story_marks"].append((story.number, rng.randbytes(8 * len(now.body)), ""))
    waiting["story_prints"].append((story.number, kept.prints(story.number)))
    _surroundings(story, revision, rng, waiting)
    _ledger(story, revision, rng, waiting)


def _hash(story: Story, version: Version, caption: str | None) -> str:
    return content_hash({
        "headline": version.headline, "alternative_headline": None, "description": version.description,
        "article_body": "\n\n".join(version.body), "authors": story.authors, "image_url": story.image,
        "date_published": story.published.isoformat(), "article_section": story.section, "image_caption": caption,
        "correction": version.correction,
    })  # fmt: skip


def _surroundings(story: Story, revision: int, rng: Random, waiting: dict[str, list[Row]]) -> None:
    """Events, addresses, pictures, links, copies, entries."""
    number = story.number
    for version in story.versions:
        if version.changed == ["correction"]:
            waiting["events"].append((number, stamp(version.first), "corrected", version.correction))
    after = story.versions[-1].last
    if story.status == "gone":
        waiting["events"].append((number, stamp(after), "gone", f"HTTP 404: not there; not there since {stamp(after)}"))
    for event, share in (("restored", 0.002), ("moved", 0.005), ("reverted", 0.004)):
        if rng.random() < share:
            waiting["events"].append((number, stamp(after), event, f"{story.url}?old -> {story.url}"))
    waiting["aliases"].append((story.url, number))
    if rng.random() < 0.1:
        waiting["aliases"].append((f"{story.url}?amp=1", number))
    if story.image:
        waiting["images"].append((number, story.image, 1, story.versions[0].description[:90], "Staff"))
        if rng.random() < 0.15:
            waiting["images"].append((number, story.image.replace(".jpg", "-b.jpg"), 2, "Another one", None))
    for _ in range(rng.choice((0, 1, 1, 3))):
        other = rng.choice(SITES)
        waiting["links"].append((number, f"{other.home}news/{rng.randrange(10**6)}", "said"))
    if story.lead != number:
        waiting["copies"].append((story.lead, number))
    if story.kind == "liveblog":
        for place in range(1, rng.randint(6, 60)):
            at = story.published + timedelta(minutes=place * 17)
            words = story.versions[0].body[place % len(story.versions[0].body)]
            waiting["live_entries"].append((
                number, place, words[:60], words, at.isoformat(), f"{number}-{place}", stamp(at), stamp(after),
            ))  # fmt: skip


def _ledger(story: Story, revision: int, rng: Random, waiting: dict[str, list[Row]]) -> None:
    """The story's page, its picture's, and one that became nothing for every fourth; and who looked when."""
    place, first, last = story.site, story.versions[0].first, story.versions[-1].last
    hint, looks = f"{story.published:%Y-%m-%d}", 1 + int(rng.expovariate(0.4))
    state = "gone" if story.status == "gone" else "done"

    # Half of what its age tells after the last look, as `revisit` has it; at the archive's end nothing is due.
    due = stamp(max(last + max(last - story.published, EVERY) / 2, END + EVERY)) if state == "done" else None

    def page(url: str, kind: str, state: str, reason: str | None, status: int | None, article: int | None) -> None:
        asked = stamp(last) if status else None
        waiting["pages"].append((
            place.name, url, kind, state, reason, 2, 300, 2 if kind == "image" else 0, family(url), bare(url),
            place.home, stamp(first), hint if kind == "article" else None, asked, due if article else None, status,
            f'"{story.number * 7919:x}"' if article else None,
            looks if article else 1 if status else 0, len(story.versions) - 1 if article else 0, article,
        ))  # fmt: skip

    page(story.url, "article", state, "HTTP 404: not there" if state == "gone" else None, 200, story.number)
    if story.image:
        page(story.image, "image", "done", None, 200, None)
    chance, url = rng.random(), f"{story.url}-x"
    for share, kind, why, code in _NOTHING:
        if chance < share:
            page(url, "article", kind, why, code, None)
            if code:
                waiting["visits"].append((url, stamp(first), None, code, 900, kind, why, None))
            break
    spread = (last - first) / looks
    for look in range(looks):
        at = first + spread * look
        seen = max(n for n, version in enumerate(story.versions, 1) if version.first <= at or n == 1)
        outcome = "new" if look == 0 else rng.choice(("unchanged", "not_modified", "not_modified"))
        status = 304 if outcome == "not_modified" else 200
        waiting["visits"].append(
            (story.url, stamp(at), run_at(at, place), status, 60_000, outcome, None, revision + seen)
        )
    for number, version in enumerate(story.versions[1:], 2):
        waiting["visits"].append(
            (
                story.url,
                stamp(version.first),
                run_at(version.first, place),
                200,
                60_000,
                "changed",
                None,
                revision + number,
            )
        )


_NOTHING = (
    (0.12, "skipped", "a form, an account or a shop", None),
    (0.15, "skipped", "robots.txt forbids it", None),
    (0.17, "failed", "HTTP 500: the server could not answer now", 500),
    (0.19, "gone", "HTTP 404: not there", 404),
    (0.27, "pending", None, None),
)
"""Up to which share, what an address became that is no story; the rest has none."""
