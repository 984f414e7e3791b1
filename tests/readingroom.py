"""A small archive with a bit of everything that the reading room shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newscrawl.archive import Archive

__all__ = ["DIGEST", "HOSTILE", "NOW", "stocked"]

NOW = "2024-04-17T12:00:00+00:00"
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">'
DIGEST = "sha256:" + "ab" * 32
_EARLY = "2024-04-08T09:00:00.000+00:00"


def stocked(path: Path) -> None:
    """Write the archive: two sites, stories of every fate, runs and findings."""
    archive = Archive(path, keep_raw=False)
    db = archive.db
    for name in ("a.example", "b.example"):
        home = f"https://{name}/"
        _row(db, "sites", name=name, home=home, domains="[]", time_zone="Europe/Athens", language="en", country="GR")
    _story(db, 1, headline="Storm sinks three boats", article_section="Harbour", authors='["Ann Lee"]')
    _version(db, 1, 2, "2024-04-17T08:00:00.000+00:00", "Storm sinks three boats", ["headline", "correction"])
    _event(db, 1, "2024-04-17T08:00:00.000+00:00", "corrected", "It was three boats.")
    _story(db, 2, site="b.example", headline="Ferry runs aground", published="2024-04-16T10:00:00", cluster_id=2)
    _story(db, 3, headline="Ferry runs aground", published="2024-04-16T09:00:00", cluster_id=2)
    _story(db, 4, headline="A date in the next century", published="2124-01-01T00:00:00")
    _story(db, 5, headline="The newest of all", published="2024-04-17T11:00:00", article_section="Harbour")
    _story(db, 6, headline="A story without a date", date_published=None, date_published_utc=None)
    _story(db, 7, headline=HOSTILE, description=HOSTILE, published="2024-04-17T10:00:00", article_section="Harbour",
           authors='["Ann Lee"]', image_url="javascript:alert(1)")  # fmt: skip
    _story(db, 8, headline="", article_body="", status="erased")
    _event(db, 8, "2024-04-11T08:00:00.000+00:00", "erased", HOSTILE)
    _event(
        db,
        2,
        "2024-04-09T08:00:00.000+00:00",
        "gone",
        "HTTP 404: not there; not there since 2024-04-09T05:00:00.000+00:00",
    )
    for number, (kind, state) in enumerate([("article", "done"), ("article", "failed"), ("article", "pending")]):
        url = f"https://a.example/{number}"
        _row(db, "pages", site="a.example", url=url, kind=kind, state=state, discovered_at=_EARLY)
    for kind, url in (("front", "https://a.example/"), ("section", "https://a.example/harbour/")):
        _row(db, "pages", site="a.example", url=url, kind=kind, state="done", discovered_at=_EARLY)
        _row(db, "teasers", listing_url=url, article_url="https://a.example/1", headline="x", position=1,
             first_seen=_EARLY, last_seen=_EARLY)  # fmt: skip
    found = {"monitor": "quiet", "text": "no new story for 9 days", "usual": "1 day", "since_run": 1, "since": _EARLY,
             "examples": ["https://a.example/", "javascript:alert(1)"]}  # fmt: skip
    _row(db, "runs", id=1, spider="news", site="a.example", started_at=_EARLY, finished_at=_EARLY, exit_status=4,
         finish_reason="finished", problems='["a.example: no new story for 9 days"]')  # fmt: skip
    _row(db, "run_sites", run_id=1, site="a.example", at=_EARLY, findings=json.dumps([found]))
    _row(db, "visits", url="https://a.example/", at=NOW, outcome="unchanged")
    archive.close()


def _story(db: Any, number: int, *, published: str = "2024-04-08T09:00:00", **changes: Any) -> None:
    url = f"https://{changes.get('site', 'a.example')}/{number}"
    values = {
        "id": number, "url": url, "site": "a.example", "page_url": url, "article_body": "Text.", "in_language": "en",
        "date_published": f"{published}+00:00", "date_published_utc": f"{published}+00:00", "first_seen": _EARLY,
        "last_seen": _EARLY, "changed_at": _EARLY, "content_hash": "x", "text_hash": "x", "cluster_id": number,
        "reader_version": "1",
    }  # fmt: skip
    _row(db, "articles", **{**values, **changes})
    was = "Storm sinks two boats" if number == 1 else changes["headline"]
    _version(db, number, 1, _EARLY, was, [])


def _version(db: Any, story: int, number: int, at: str, headline: str, fields: list[str]) -> None:
    _row(db, "revisions", article_id=story, number=number, first_seen=at, last_seen=at, headline=headline,
         article_body="Text.", content_hash=str(number), reader_version="1",
         changed_fields=json.dumps(fields))  # fmt: skip
    db.execute("UPDATE articles SET revision_count = ? WHERE id = ?", (number, story))


def _event(db: Any, story: int, at: str, event: str, detail: str) -> None:
    _row(db, "events", article_id=story, at=at, event=event, detail=detail)


def _row(db: Any, table: str, **values: Any) -> None:
    names = ", ".join(values)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values()))
