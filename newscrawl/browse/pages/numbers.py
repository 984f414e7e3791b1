"""The archive in numbers: pictures, each with a sentence that says what one sees and the table behind it."""

from __future__ import annotations

import asyncio
from functools import reduce
from typing import TYPE_CHECKING, Any

from newscrawl.archive.views import numbers as figures
from newscrawl.archive.views.ledger import Ledger, completeness
from newscrawl.archive.views.rhythm import rhythm
from newscrawl.archive.views.sites import names as site_names
from newscrawl.browse import sentences
from newscrawl.browse.answering import LIMIT, Lane, NotFound, Request, Response, ask, ask_in, page
from newscrawl.browse.calendars import Calendar, calendar, trimmed
from newscrawl.browse.looks import query
from newscrawl.browse.series import in_words, series
from newscrawl.browse.wordings import STATES
from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from datasette.app import Datasette

    from newscrawl.archive.views.numbers import Edits, Lengths
    from newscrawl.browse.files import ArchiveFile
    from newscrawl.browse.series import Entry, Series

__all__ = ["numbers"]

MOST_SITES = 12
"""Sites that the page of all sites shows one by one: those with most stories."""
BIN, BINS = 100, 20
"""Words of a bar of the lengths, and how many there are before the one that has all that are longer."""
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


async def numbers(datasette: Datasette, request: Request) -> Response:
    """The numbers of all sites, or of one: `?site=NAME`; `?year=2024` chooses the calendar's year."""
    asked = tuple(request.args.get(name) or "" for name in ("site", "year"))
    archive: ArchiveFile = datasette.get_database("archive")
    body = await archive.remembered.get(asked, lambda: _numbers(datasette, request))
    return Response.html(body)


async def _numbers(datasette: Datasette, request: Request) -> str:
    names = await ask(datasette, site_names)
    site = request.args.get("site") or None
    if site is not None and site not in names:
        raise NotFound(f"The archive has no site {site!r}: choose one of those on the page of numbers")
    years = await ask_in(Lane.NUMBERS, LIMIT, datasette, figures.years, site)
    year = _year(request.args.get("year"), years)
    covered, hours, lengths, edits, ledger, vanished = await asyncio.gather(
        ask_in(Lane.NUMBERS, LIMIT, datasette, figures.coverage, year, [site] if site else names),
        ask_in(Lane.NUMBERS, LIMIT, datasette, rhythm, site),
        ask_in(Lane.NUMBERS, LIMIT, datasette, figures.lengths, site),
        ask_in(Lane.NUMBERS, LIMIT, datasette, figures.edits, site),
        ask_in(Lane.NUMBERS, LIMIT, datasette, completeness, site),
        ask_in(Lane.NUMBERS, LIMIT, datasette, figures.vanished, site),
    )
    calendars = trimmed([calendar(one, year) for one in covered])
    ledgers, gone = series(ledger, Ledger()), series(vanished, figures.Vanished())
    told = {
        "coverage": sentences.of_calendars(year, calendars),
        "rhythm": sentences.of_rhythm(hours, site),
        "lengths": sentences.of_lengths(lengths),
        "edits": sentences.of_edits(edits),
        "ledger": sentences.of_ledger(reduce(Ledger.__add__, ledger.values(), Ledger())),
        "vanished": sentences.of_vanished(gone),
    }
    shown = {
        "calendars": _most(calendars, lambda one: one.stories),
        "lengths": _most(lengths, lambda one: one.stories),
        "edits": _most([one for one in edits if one.watched], lambda one: one.watched),
    }
    links = {
        "ledger": _links(
            ledgers,
            lambda entry: "/search" + query({"site": site, "since": entry.since, "until": entry.until}),
        ),
        "vanished": _links(gone, _to_changes(site, vanished)),
    }
    answer = await page(
        datasette,
        request,
        "numbers.html",
        names=names,
        site=site,
        years=sorted(years, reverse=True),
        year=year,
        stories=sum(years.values()),
        told=told,
        calendars=shown["calendars"],
        lengths=shown["lengths"],
        edits=shown["edits"],
        more=max(len(calendars), len(lengths)) > MOST_SITES,
        shares=SHARES,
        bins=_bins(shown["lengths"][0]) if site and lengths else [],
        within=_within(edits),
        rhythm=hours,
        days=sentences.DAYS,
        states=STATES,
        ledgers=ledgers,
        undated=ledger.get(None),
        vanished=gone,
        in_words=in_words,
        span=sentences.span,
        percent=sentences.percent,
        links=links,
        drawn={
            **_drawn(site, year, hours.hours, shown, _within(edits), told),
            "states": STATES,
            "ledger": _row(ledgers, ("found", *STATES), links["ledger"]),
            "vanished": _row(gone, ("gone", "restored"), links["vanished"]),
        },
    )
    return str(answer.body)


def _year(asked: str | None, years: dict[int, int]) -> int:
    if asked:
        if asked.isascii() and asked.isdecimal() and int(asked) in years:
            return int(asked)
        raise ArgumentError(f"There are no stories of the year {asked!r}: choose one of those on the page of numbers")
    return max(years, default=2000)


def _most(found: Sequence[Any], size: Callable[[Any], int]) -> list[Any]:
    """The largest, in the order that they have."""
    kept = sorted(found, key=size, reverse=True)[:MOST_SITES]
    return [one for one in found if one in kept]


def _bins(lengths: Lengths) -> list[tuple[str, int]]:
    names = [f"{number * BIN + 1:,} to {(number + 1) * BIN:,}" for number in range(BINS)]
    return list(zip([*names, f"more than {BIN * BINS:,}"], lengths.bins(BIN, BINS), strict=True))


def _within(edits: Sequence[Edits]) -> list[float]:
    """Hours for which it is told how many stories had changed: up to the first that all edits are within."""
    longest = max((one.hours[-1] for one in edits if one.hours), default=0)
    beyond = [hours for hours in figures.WITHIN if hours >= longest]
    return [hours for hours in figures.WITHIN if hours < longest] + beyond[:1]


def _drawn(
    site: str | None,
    year: int,
    hours: list[list[int]],
    shown: dict[str, list[Any]],
    within: list[float],
    told: dict[str, str],
) -> dict[str, Any]:
    """What numbers.js draws: plain values, as the tables have them."""
    calendars: list[Calendar] = shown["calendars"]
    lengths: list[Lengths] = shown["lengths"]
    edits: list[Edits] = shown["edits"]
    return {
        "site": site,
        "year": year,
        "months": [calendars[0].first, calendars[0].last] if calendars else [1, 12],
        "told": told,
        "coverage": [{"site": one.site, "days": one.days, "late": one.late} for one in calendars],
        "rhythm": hours,
        "lengths": [
            {"site": one.site, "stories": one.stories, "shares": [one.quantile(share) for share in SHARES]}
            for one in lengths
        ],
        "bins": [count for _, count in _bins(lengths[0])] if site and lengths else [],
        "edits": [
            {
                "site": one.site,
                "watched": one.watched,
                "changed": len(one.hours),
                "curve": [{"hours": h, "share": one.within(h) / one.watched} for h in within],
            }
            for one in edits
        ],
    }


def _links(found: Series[Any], link: Callable[[Entry[Any]], str | None]) -> dict[str, str]:
    """Names of entries -> where what they count is shown."""
    return {entry.name: href for entry in found.entries if (href := link(entry))}


def _to_changes(site: str | None, days: Mapping[str, figures.Vanished]) -> Callable[[Entry[Any]], str | None]:
    """A page of changes is that of a day: the last one on which something vanished, else on which something came
    back."""

    def link(entry: Entry[Any]) -> str | None:
        kind = "gone" if entry.value.gone else "restored"
        there = [day for day in days if entry.since <= day <= entry.until and getattr(days[day], kind)]
        return "/changes" + query({"site": site, "kind": kind, "day": max(there)}) if there else None

    return link


def _row(found: Series[Any], fields: tuple[str, ...], links: dict[str, str]) -> dict[str, Any]:
    """A series as numbers.js draws it."""
    return {
        "step": found.step,
        "entries": [
            {
                "name": entry.name,
                "words": in_words(entry.name),
                "href": links.get(entry.name),
                **{field: getattr(entry.value, field) for field in fields},
            }
            for entry in found.entries
        ],
    }
