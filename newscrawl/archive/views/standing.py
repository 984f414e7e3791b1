"""What stood on a listing at a look, and for how long it had stood there and went on to."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from newscrawl.archive.views.looks import Look, Looks

__all__ = ["MOST", "Run", "Standing", "standing", "with_runs"]

MOST = 1_000
"""Teasers of one look that are told."""
_STAYS = 200
"""Stays of a story before a look, and after it, that its run on the page is told from."""

_RECENT = 2_000
"""Stays that went on after a look, up to which these alone are gone through."""

# A listing of years has a million stays. Those that reach beyond a look are few where it is one of the last; else all
# that began before it are gone through, in an index alone.
_AFTER = f"SELECT id, first_seen FROM teasers WHERE listing_url = ? AND last_seen >= ? LIMIT {_RECENT + 1}"
_ALL = "SELECT id FROM teasers WHERE listing_url = ?1 AND first_seen <= ?2 AND last_seen >= ?2"
_STANDING = """
SELECT position, rail, label, teasers.headline, teasers.description, article_url, articles.id AS article_id,
    articles.status, articles.in_language, articles.revision_count AS versions, pages.state, pages.reason,
    (SELECT max(number) FROM revisions WHERE article_id = articles.id AND revisions.first_seen <= :at) AS version,
    (SELECT max(at) FROM events WHERE article_id = articles.id AND event = 'gone' AND at > :at) AS gone_at,
    (SELECT payload_digest FROM images WHERE article_id = articles.id AND payload_digest IS NOT NULL
        ORDER BY position LIMIT 1) AS picture
FROM teasers LEFT JOIN aliases ON aliases.url = article_url LEFT JOIN articles ON articles.id = aliases.article_id
LEFT JOIN pages ON pages.site = :site AND pages.url = article_url
WHERE teasers.id IN (SELECT value FROM json_each(:ids)) ORDER BY position, teasers.id LIMIT :most
"""
_ADDRESSES = "SELECT url FROM aliases WHERE article_id = ?"
# By the story ("+"): it has few stays, the listing has very many.
_STAY = (
    "SELECT rail, position, headline, first_seen, last_seen FROM teasers WHERE article_url = ? AND +listing_url = ?"
    f" AND first_seen {{}} ? ORDER BY first_seen {{}} LIMIT {_STAYS}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The time for which a story stood on a listing without a break, in whatever blocks and words."""

    since: str
    """The first look that saw it: ISO 8601, UTC."""
    until: str
    """The last one."""
    from_first: bool
    """Whether the first look of all saw it: it may have stood there before."""
    there: bool
    """Whether the last look of all saw it."""
    places: list[int]
    """Where it stood in the same block, in the order of time."""
    headlines: list[str]
    """What it wore, in the order of time, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A teaser at a look."""

    position: int
    rail: str
    label: str | None
    headline: str
    description: str | None
    article_url: str
    article_id: int | None
    """None: its story is not in the archive."""
    status: str | None
    in_language: str | None
    version: int | None
    """The story's version at the look, from 1."""
    edits: int
    """Versions that came after the look."""
    gone_at: str | None
    """When it vanished after the look, and is gone still: ISO 8601, UTC."""
    picture: str | None
    """Key of the capture of its lead picture."""
    state: str | None
    """What the ledger says of its address."""
    reason: str | None
    run: Run | None = None

    @property
    def story(self) -> object:
        """What makes it the same story at two looks."""
        return self.article_id or self.article_url


def standing(db: Database, site: str, look: Look, most: int = MOST) -> list[Standing]:
    """What stood there at a look, in its order."""
    recent = db.conn.execute(_AFTER, (look.url, look.at)).fetchall()
    if len(recent) <= _RECENT:
        ids = [row["id"] for row in recent if row["first_seen"] <= look.at]
    else:
        ids = [row["id"] for row in db.conn.execute(_ALL, (look.url, look.at))]
    values = {"site": site, "ids": json.dumps(ids), "at": look.at, "most": most}
    return [_standing(dict(row)) for row in db.conn.execute(_STANDING, values)]


def _standing(row: dict[str, Any]) -> Standing:
    versions, version = row.pop("versions"), row["version"]
    if versions:  # a front page is looked at before the story that it announces
        row["version"] = version or 1
    gone_at = row["gone_at"] if row["status"] in ("gone", "erased") else None
    return Standing(**{**row, "gone_at": gone_at}, edits=(versions or 0) - (row["version"] or 0))


def with_runs(db: Database, looks: Looks, look: Look, shown: list[Standing]) -> list[Standing]:
    """The same teasers, each with its story's run on the listing."""
    ends = looks.first(), looks.last()
    stays: dict[object, list[Any]] = {}
    for one in shown:
        if one.story not in stays:
            stays[one.story] = _unbroken(_stays(db, looks.addresses, look, one), looks, look)
    return [replace(one, run=_run(stays[one.story], one.rail, *ends)) for one in shown]


def _stays(db: Database, addresses: Sequence[str], look: Look, one: Standing) -> list[Any]:
    urls = {one.article_url}
    if one.article_id is not None:
        urls |= {row[0] for row in db.conn.execute(_ADDRESSES, (one.article_id,))}
    asked = [(url, listing) for url in sorted(urls) for listing in addresses]
    stays = [row for pair in asked for row in db.conn.execute(_STAY.format("<=", "DESC"), (*pair, look.at))]
    stays += [row for pair in asked for row in db.conn.execute(_STAY.format(">", "ASC"), (*pair, look.at))]
    return sorted(stays, key=lambda row: (row["first_seen"], row["position"]))


def _unbroken(stays: list[Any], looks: Looks, look: Look) -> list[Any]:
    """The stays around a look that go on from one to the next without a look between that did not see the story."""
    run: list[Any] = []
    until = ""
    for stay in stays:
        following = looks.after(until) if until else None
        if not (following and stay["first_seen"] <= following.at):
            if until >= look.at:
                break
            run = []
        run.append(stay)
        until = max(until, stay["last_seen"])
    return run


def _run(stays: list[Any], rail: str, first: Look | None, last: Look | None) -> Run | None:
    if not stays:
        return None
    until = max(stay["last_seen"] for stay in stays)
    places = [stay["position"] for stay in stays if stay["rail"] == rail]
    return Run(
        since=stays[0]["first_seen"],
        until=until,
        from_first=first is not None and stays[0]["first_seen"] <= first.at,
        there=last is not None and until >= last.at,
        places=[place for n, place in enumerate(places) if n == 0 or place != places[n - 1]],
        headlines=list(dict.fromkeys(stay["headline"] for stay in stays)),
    )
