"""What changed, day by day: a page, its JSON, and a feed for whoever watches."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl.archive.sites import known_site
from newscrawl.archive.views import changed, latest, sites
from newscrawl.browse import changefeed, feeds
from newscrawl.browse.answering import Request, Response, ask, page
from newscrawl.browse.looks import query
from newscrawl.browse.wordings import FIELDS, KINDS, way
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    from datasette.app import Datasette
    from sqlite_utils import Database

__all__ = ["changes", "changes_json", "changes_rss"]

PER_PAGE = 60
STRIP = 42
"""Days of which the strip shows how much changed on them."""
FEED = 100


async def changes(datasette: Datasette, request: Request) -> Response:
    """A day's changes, and the way to other days."""
    told = await ask(datasette, _day, *_asked(request), PER_PAGE)
    return await page(datasette, request, "changes.html", kinds=KINDS, fields=FIELDS, **told)


async def changes_json(datasette: Datasette, request: Request) -> Response:
    """The same as an object."""
    told = await ask(datasette, _day, *_asked(request), PER_PAGE)
    return Response.json(
        {name: _plain(told[name]) for name in ("day", "site", "kind", "earlier", "later", "number", "page", "pages")}
        | {"changes": [_record(change) for change in told["changes"]]}
    )


async def changes_rss(datasette: Datasette, request: Request) -> Response:
    """The last changes of all, or of one site or kind, as RSS."""
    _, wanted, _ = _asked(request)
    told, at = await ask(datasette, _last, wanted)
    here = feeds.here(request)
    return feeds.answer(
        request,
        [changefeed.item(change, here) for change in told],
        title="What changed in the archive",
        link=f"{here}/changes{query({'site': wanted.site, 'kind': request.args.get('kind')})}",
        description="Edits, corrections and what vanished, as newscrawl saw them",
        built_at=at,
    )


def _asked(request: Request) -> tuple[date | None, changed.Wanted, int]:
    """Day, choice and page of a request's parameters. Raises ArgumentError."""
    args = request.args
    kind = (args.get("kind") or "").strip()
    if kind and kind not in changed.KINDS:
        raise ArgumentError(f"there is no kind of change {kind!r}: it is one of {', '.join(changed.KINDS)}")
    kinds = tuple(known for known in changed.KINDS if kind in ("", known))
    wanted = changed.Wanted(site=(args.get("site") or "").strip() or None, kinds=kinds)
    stated = (args.get("day") or "").strip()
    try:
        day = date.fromisoformat(stated) if stated else None
    except ValueError:
        day = date.min
    if day and not date(1000, 1, 1) <= day < date(9000, 1, 1):
        raise ArgumentError(f"{stated!r} is no day of the news: write it as 2024-04-17")
    number = args.get("page") or "1"
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 100_000):
        raise ArgumentError(f"{number!r} is no page: they are numbered from 1")
    return day, wanted, int(number)


def _day(db: Database, day: date | None, wanted: changed.Wanted, number: int, size: int) -> dict[str, Any]:
    """What a page on a day shows; the last day that had a change, where none is named."""
    known_site(db, wanted.site)
    today = latest.now(db).date()
    day = day or changed.latest_day(db, today, wanted) or today
    earlier, later = changed.around(db, day, wanted)
    last = max(day, min(today, day + timedelta(days=STRIP // 2)))
    first = last - timedelta(days=STRIP - 1)
    found = changed.counts(db, first, last, wanted)
    count = found.get(day, 0)
    return {
        "day": day,
        "today": today,
        "site": wanted.site,
        "kind": wanted.kinds[0] if len(wanted.kinds) == 1 else None,  # type: ignore[index]
        "earlier": earlier,
        "later": later,
        "number": count,
        "page": number,
        "pages": max(1, -(-count // size)),
        "strip": [(first + timedelta(days=n), found.get(first + timedelta(days=n), 0)) for n in range(STRIP)],
        "changes": changed.changes(db, day, wanted, limit=size, offset=(number - 1) * size),
        "names": sites.names(db),
    }


def _last(db: Database, wanted: changed.Wanted) -> tuple[list[changed.Change], datetime]:
    known_site(db, wanted.site)
    told = changed.changes(db, None, wanted, limit=FEED)
    return told, datetime.fromisoformat(told[0].at) if told else latest.now(db)


def _record(change: changed.Change) -> dict[str, Any]:
    words = [{"op": piece.op, "text": piece.text} for piece in change.pieces]
    record = asdict(change)
    del record["pieces"]
    return record | {"words": words, "shown_at": way(change)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
