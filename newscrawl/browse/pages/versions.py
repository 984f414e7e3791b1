"""How a story changed: its versions in time, the words that differ between two of them, the headlines it wore."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newscrawl.archive.views.history import History, history, kept_pictures, texts
from newscrawl.browse import feeds
from newscrawl.browse.answering import NotFound, Request, Response, ask, page
from newscrawl.browse.diffing import WHOLE, shown
from newscrawl.browse.headlines import worn
from newscrawl.browse.looks import parsed
from newscrawl.browse.storyfeed import items
from newscrawl.browse.strip import strip
from newscrawl.browse.timeline import Entry, Scale, Stay, entries, stays, steps
from newscrawl.comparing import Comparison, compare
from newscrawl.exceptions import ArgumentError
from newscrawl.wording import tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from datasette.app import Datasette

__all__ = ["versions", "versions_feed", "versions_json"]

_COUNTED = 1_000_000
"""Characters of all versions up to which every edit's words are counted for the list; of more, nobody waits for it."""
_COMPARED = 60
"""Edits of which that is done."""

Pair = tuple[int, int]


async def versions(datasette: Datasette, request: Request) -> Response:
    """The page."""
    found = await _history(datasette, request)
    if found.story.status == "erased" or not found.versions:
        text = "This story was taken down at the request of somebody with a right to it. The archive keeps no version."
        title = "No version is kept"
        return await page(datasette, request, "error.html", status=410, title=title, text=text)
    view = request.args.get("view") or "inline"
    if view not in ("inline", "side"):
        raise ArgumentError(f"there is no view {view!r}: write view=inline or view=side")
    told = stays(found)
    pair = _pair(request, found, told)
    compared = await _compared(datasette, found, told, also=pair)
    scale = Scale.over(found, told)
    counts = await asyncio.to_thread(_counts, compared)
    listed = entries(found, told, {pair: list(one.fields) for pair, one in compared.items()}, counts)
    comparison = compared.get(pair) if pair else None
    kept = await ask(datasette, kept_pictures, found.story.id)
    by_number = {version.number: version for version in found.versions}
    return await page(
        datasette,
        request,
        "versions.html",
        story=found.story,
        zone=found.story.time_zone,
        versions=found.versions,
        stays=told,
        looks=sum(stay.looks for stay in told),
        entries=listed,
        first_edit=next((entry for entry in reversed(listed) if entry.old), None),
        quiet=sum(entry.quiet for entry in listed),
        strip=strip(found, told, scale),
        scale=scale,
        headlines=worn(found, told, scale),
        old=by_number[pair[0]] if pair else None,
        new=by_number[pair[1]] if pair else None,
        counts=counts.get(pair) if pair else None,
        diff=await asyncio.to_thread(shown, comparison, kept) if comparison else None,
        entry=next((e for e in listed if pair and e.old and (e.old.number, _number(e)) == pair), None),
        around=_around(told, pair),
        view=view,
        has_raw="raw" in datasette.databases,
    )


async def versions_json(datasette: Datasette, request: Request) -> Response:
    """The comparison as `scrapy diff --json` gives it."""
    found = await _history(datasette, request)
    pair = _pair(request, found, stays(found))
    if pair is None:
        raise NotFound("The story has fewer than two versions, nothing to compare")
    rows = await ask(datasette, texts, found.story.id, list(pair))
    comparison = await asyncio.to_thread(compare, found.story.url, rows[pair[0]], rows[pair[1]])
    return Response.json(comparison.as_dict())


async def versions_feed(datasette: Datasette, request: Request) -> Response:
    """RSS of what befell the story, the last first."""
    found = await _history(datasette, request)
    told = stays(found)
    compared = await _compared(datasette, found, told)
    listed = entries(found, told, {pair: list(one.fields) for pair, one in compared.items()}, {})
    base = f"{feeds.here(request)}/stories/{found.story.id}/versions"
    last = parsed(told[-1].last) if told else None
    return feeds.answer(
        request,
        items(found.story, listed, compared, base),
        title=f"Changes of “{found.story.headline or 'a story that was taken down'}”",
        link=base,
        description="Every version and event of one story, as newscrawl saw them",
        built_at=last or datetime.fromtimestamp(0, UTC),
    )


async def _history(datasette: Datasette, request: Request) -> History:
    found = await ask(datasette, history, int(request.url_vars["id"]))
    if found is None:
        raise NotFound("The archive has no such story")
    return found


def _pair(request: Request, found: History, told: list[Stay]) -> Pair | None:
    """The versions to compare: those that were asked for, else the last change; None where there is but one."""
    numbers = {version.number for version in found.versions}
    changes = steps(told)
    if len(numbers) < 2:
        return None
    last = (
        (changes[-1].old.version.number, changes[-1].new.version.number)
        if changes
        else (max(numbers) - 1, max(numbers))
    )
    wanted = [request.args.get(name) or "" for name in ("from", "to")]
    for text in filter(None, wanted):
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) in numbers):
            raise ArgumentError(f"there is no version {text[:20]!r}: the story has versions 1 to {max(numbers)}")
    old, new = (int(text) if text else None for text in wanted)
    if old is None and new is None:
        return last
    if old is None:
        assert new is not None
        return (max(1, new - 1), new)
    return old, new if new is not None else min(old + 1, max(numbers))


async def _compared(
    datasette: Datasette, found: History, told: list[Stay], *, also: Pair | None = None
) -> dict[Pair, Comparison]:
    """Comparisons of the story's last changes, if it is not too long for that, and of one more pair."""
    pairs = list(dict.fromkeys((step.old.version.number, step.new.version.number) for step in reversed(steps(told))))
    pairs = pairs[:_COMPARED] if found.size <= _COUNTED else []
    wanted = set(pairs) | ({also} if also else set())
    rows = await ask(datasette, texts, found.story.id, sorted({number for pair in wanted for number in pair}))

    def all_of_them() -> dict[Pair, Comparison]:
        return {pair: compare(found.story.url, rows[pair[0]], rows[pair[1]]) for pair in wanted}

    return await asyncio.to_thread(all_of_them)


def _counts(compared: Mapping[Pair, Comparison]) -> dict[Pair, tuple[int, int]]:
    """Words added and removed."""
    found = {}
    for pair, comparison in compared.items():
        sums = [tally(told) for name, told in comparison.fields.items() if name not in WHOLE]
        found[pair] = (sum(plus for plus, _ in sums), sum(minus for _, minus in sums))
    return found


def _number(entry: Entry) -> int:
    return entry.version.number if entry.version else 0


@dataclass(frozen=True, slots=True)
class Around:
    """The changes before and after the one that is shown."""

    before: Pair | None
    after: Pair | None


def _around(told: list[Stay], pair: Pair | None) -> Around:
    pairs: list[Any] = [(step.old.version.number, step.new.version.number) for step in steps(told)]
    if pair not in pairs:
        return Around(None, None)
    place = len(pairs) - 1 - pairs[::-1].index(pair)
    return Around(pairs[place - 1] if place else None, pairs[place + 1] if place + 1 < len(pairs) else None)
