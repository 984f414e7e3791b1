"""A small archive whose numbers are known: three sites, spring 2024 (and one story of 2023)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newscrawl.archive import Archive
from newscrawl.archive.connection import immediate

__all__ = ["build"]

HARBOUR, DELHI, PLAIN = "harbour.example", "delhi.example", "plain.example"
ZONES = {HARBOUR: "Europe/London", DELHI: "Asia/Kolkata", PLAIN: None}


class Counted:
    """Writes rows, as short as they can be."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path)
        self.db = self.archive.db
        for site, zone in ZONES.items():
            self._insert("sites", name=site, home=f"https://{site}/", domains="[]", time_zone=zone)

    def run(self, site: str, since: str, until: str | None, spider: str = "news") -> int:
        return self._insert("runs", spider=spider, site=site, started_at=since, finished_at=until)

    def story(self, site: str, published: str | None, *, words: int = 300, seen: float = 1, **more: Any) -> int:
        """A story that was first seen so many hours after its publication; `edited`: hours after publication."""
        edited, state, precision = more.pop("edited", None), more.pop("state", "done"), more.pop("precision", "minute")
        told = datetime.fromisoformat(published) if published else None
        utc = told.astimezone(UTC) if told else None
        first = (utc or datetime(2024, 3, 5, tzinfo=UTC)) + timedelta(hours=seen)
        number = self.db["articles"].count + 1
        url = f"https://{site}/{number}"
        story = self._insert(
            "articles",
            url=url,
            page_url=url,
            site=site,
            headline=f"Story {number}",
            article_body="Words.",
            date_published=published,
            date_published_utc=utc and utc.isoformat(timespec="milliseconds"),
            date_precision=precision if told else None,
            word_count=words,
            revision_count=1 + bool(edited),
            **dict.fromkeys(("first_seen", "last_seen", "changed_at"), first.isoformat(timespec="milliseconds")),
            **{**dict.fromkeys(("content_hash", "text_hash", "reader_version"), "1"), **more},
        )
        versions = [first, *([utc + timedelta(hours=edited)] if edited and utc else [])]
        for version, at in enumerate(versions, 1):
            self._insert(
                "revisions",
                article_id=story,
                number=version,
                headline="h",
                article_body="b",
                **dict.fromkeys(("first_seen", "last_seen"), at.isoformat(timespec="milliseconds")),
                **dict.fromkeys(("content_hash", "reader_version"), "1"),
            )
        self.page(site, url, state, published, story)
        return story

    def page(self, site: str, url: str, state: str, day: str | None, story: int | None = None) -> None:
        self._insert(
            "pages",
            site=site,
            url=url,
            kind="article",
            state=state,
            discovered_at="2024-03-01T00:00",
            date_hint=day,
            article_id=story,
        )

    def event(self, story: int, at: str, event: str) -> None:
        self._insert("events", article_id=story, at=at, event=event)

    def _insert(self, table: str, **values: Any) -> int:
        names = ", ".join(values)
        sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})"
        return self.db.conn.execute(sql, list(values.values())).lastrowid or 0


def build(path: Path) -> Path:
    """The archive at a path."""
    counted = Counted(path)
    with immediate(counted.db):
        _fill(counted)
    counted.archive.close()
    return path


def _fill(counted: Counted) -> None:
    # Runs on 1 to 4 March, a long one from 8 to 10, none on 5 to 7; captured pages are no run at the site.
    for day in (1, 2, 3, 4):
        counted.run(HARBOUR, f"2024-03-{day:02}T04:00:00+00:00", f"2024-03-{day:02}T04:10:00+00:00")
    counted.run("warc", "2024-03-06T04:00:00+00:00", "2024-03-06T05:00:00+00:00", spider="warc")
    counted.run(f"{HARBOUR}, {DELHI}", "2024-03-08T04:00:00+00:00", "2024-03-10T04:00:00+00:00")

    # Harbour: two stories on the 1st, none on the 2nd, one each on the 3rd (late in London's evening), 4th and 9th.
    first = counted.story(HARBOUR, "2024-03-01T09:30:00+00:00", words=100, edited=2)
    counted.story(HARBOUR, "2024-03-01T09:59:00+00:00", words=200)
    counted.story(HARBOUR, "2024-03-03T23:30:00+00:00", words=300, edited=50)
    gone = counted.story(HARBOUR, "2024-03-04T10:00:00+00:00", words=400, status="gone")
    counted.story(HARBOUR, "2024-03-09T00:00:00+00:00", words=2500, precision="day")
    # Found months later: whether it was edited before, nobody knows.
    counted.story(HARBOUR, "2023-06-15T12:00:00+01:00", words=150, seen=24 * 200, edited=24 * 201)
    counted.story(HARBOUR, None, words=50)
    counted.story(HARBOUR, "2024-03-04T11:00:00+00:00", status="erased", edited=3)
    # Summer time: 07:15 UTC is 08:15 in London after 31 March, the zone of the offset does not matter.
    counted.story(HARBOUR, "2024-04-01T07:15:00Z", words=300, kind="gallery")

    # Delhi is half an hour off: 18:45 UTC on Thursday 7 March is 00:15 on Friday.
    counted.story(DELHI, "2024-03-07T18:45:00Z", words=1000, edited=0.2, seen=0.1)
    # No zone is known of the third: its pages' own clock counts.
    counted.story(PLAIN, "2024-03-04T22:10:00-05:00", words=700)

    for state in ("skipped", "failed", "gone", "pending"):
        counted.page(HARBOUR, f"https://{HARBOUR}/{state}", state, "2024-03-02")
    counted.page(HARBOUR, f"https://{HARBOUR}/again", "done", "2024-03-02", first)  # another address of a story
    counted.page(HARBOUR, f"https://{HARBOUR}/undated", "pending", None)

    counted.event(gone, "2024-03-05T10:00:00+00:00", "gone")
    counted.event(first, "2024-03-20T10:00:00+00:00", "gone")
    counted.event(first, "2024-05-21T10:00:00+00:00", "restored")
    counted.event(first, "2024-03-20T10:00:00+00:00", "corrected")
