"""What front pages and sections said at a moment."""

from __future__ import annotations

import calendar
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from newscrawl.archive.views.frontpage import Day, FrontPage, Site, front_page, until
from newscrawl.archive.views.fronts import fronts as all_fronts
from newscrawl.browse.answering import NotFound, Request, Response, ask, page
from newscrawl.browse.looks import query

if TYPE_CHECKING:
    from datasette.app import Datasette

    from newscrawl.archive.views.listings import Listing
    from newscrawl.archive.views.looks import Look
    from newscrawl.archive.views.shifts import Shifts

__all__ = ["front_page_json", "front_page_of_day", "fronts"]

_HOLE = timedelta(hours=12)
"""A time without a look that is told as one in which nobody knows."""
_LISTINGS = 60
"""Listings of a site that its page offers."""
_UNKNOWN = "The archive has no front page of that name: /fronts lists those that it has"


async def fronts(datasette: Datasette, request: Request) -> Response:
    """What all front pages say, side by side, now or at a moment, and every listing that the archive has teasers of."""
    text = request.args.get("at")
    asked = until(text, ZoneInfo("UTC")) if text else None
    found = await ask(datasette, all_fronts, asked)
    moment = asked or max((one.look.at for one in found if one.look), default="")
    return await page(
        datasette, request, "fronts.html", fronts=found, asked=asked, picked=moment[:16], link=_link, place=place
    )


async def front_page_of_day(datasette: Datasette, request: Request) -> Response:
    """What a listing said at a moment."""
    found = await _asked(datasette, request)
    moment = found.asked or (found.look.at if found.look else found.first.at)
    return await page(
        datasette,
        request,
        "frontpage.html",
        found=found,
        compare="changes" in request.args,
        blocks=[(rail, list(some)) for rail, some in groupby(enumerate(found.teasers), lambda pair: pair[1].rail)],
        weeks=_weeks(found),
        ticks=_ticks(found.day),
        hole=_hole(found),
        gap=_gap(found),
        total=_sum,
        when=_when,
        offered=[one for one in found.listings if not one.deep or one == found.listing][:_LISTINGS],
        picked=found.site.local(moment).strftime("%Y-%m-%dT%H:%M"),
        clock=clock,
        span=span,
        link=_link,
        place=place,
        to=lambda look, **more: _to(found, request, look, **more),
        json_address=_link(found.site.name, found.listing, found.look.at if found.look else found.asked, ".json"),
    )


async def front_page_json(datasette: Datasette, request: Request) -> Response:
    """The same as JSON."""
    found = await _asked(datasette, request)
    return Response.json(_as_dict(found))


async def _asked(datasette: Datasette, request: Request) -> FrontPage:
    found = await ask(
        datasette,
        front_page,
        unquote(request.url_vars["site"]),
        request.args.get("listing"),
        request.args.get("at"),
        compare="changes" in request.args,
    )
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def clock(at: str, site: Site) -> str:
    """ "09:30": a time of the archive, in the site's zone."""
    return f"{site.local(at):%H:%M}"


def span(since: str, until: str) -> str:
    """ "3 h 20 min", "2 days 4 h": how long it is from one time to another."""
    minutes = int((datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{days} day{'' if days == 1 else 's'}" if days else "", f"{hours} h" if hours else ""]
    parts.append(f"{minutes} min" if minutes and not days else "")
    return " ".join(filter(None, parts)) or "less than a minute"


def place(url: str) -> str:
    """ "/business/": what tells a listing from the others of its site; of the root, the host."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return parts.netloc if path in ("", "/") else path


def _link(site: str, listing: Listing, at: str | None = None, ending: str = "", **more: Any) -> str:
    """Address of a listing at a moment; of the site's own front page it does not name the listing."""
    told = at.replace("+00:00", "Z").replace(".000Z", "Z") if at else None
    named = None if listing.is_home else listing.url
    return f"/fronts/{quote(site)}{ending}{query({'listing': named, 'at': told}, **more)}"


def _to(found: FrontPage, request: Request, look: Look | None, **more: Any) -> str | None:
    """Address of a look, with the layer of changes where it is on."""
    layer = {"changes": request.args.get("changes"), **more}
    return _link(found.site.name, found.listing, look.at, **layer) if look else None


def _hole(found: FrontPage) -> bool:
    """Whether the moment that was asked for lies so long after the look that the page may well have been another."""
    if not found.asked or not found.look:
        return False
    return datetime.fromisoformat(found.asked) - datetime.fromisoformat(found.look.at) >= _HOLE


def _gap(found: FrontPage) -> str | None:
    """How long nobody looked after this look, where that was long."""
    after = found.steps.after if found.steps else None
    if not found.look or not after:
        return None
    gap = datetime.fromisoformat(after.at) - datetime.fromisoformat(found.look.at)
    return span(found.look.at, after.at) if gap >= _HOLE else None


def _sum(found: Shifts) -> str:
    """ "2 new, 1 gone, 1 moved"; empty: nothing changed."""
    counts = ((found.new, "new"), (len(found.gone), "gone"), (found.moved, "moved"))
    told = [f"{count} {name}" for count, name in counts if count]
    if found.reworded:
        told.append("1 with another headline" if found.reworded == 1 else f"{found.reworded} with other headlines")
    return ", ".join(told)


def _when(at: str, seen: str, site: Site) -> str:
    """ "09:30", "11 Apr, 09:30", "31 Dec 2023, 09:30": a time as one tells it beside another, in the site's zone."""
    told, beside = site.local(at), site.local(seen)
    if told.date() == beside.date():
        return f"{told:%H:%M}"
    return f"{told:%-d %b, %H:%M}" if told.year == beside.year else f"{told:%-d %b %Y, %H:%M}"


def _weeks(found: FrontPage) -> list[list[date | None]]:
    """The month of the look in weeks from Monday on; None: the day is another month's."""
    if not found.look:
        return []
    today = found.site.local(found.look.at).date()
    weeks = calendar.Calendar().monthdatescalendar(today.year, today.month)
    return [[day if day.month == today.month else None for day in week] for week in weeks]


def _ticks(day: Day | None) -> list[tuple[Look, float, bool]]:
    """The looks of the day: each with its place in the day (3 to 997), and whether it saw something new."""
    if not day:
        return []
    length = day.end.timestamp() - day.start.timestamp()
    places = ((look, datetime.fromisoformat(look.at).timestamp() - day.start.timestamp()) for look in day.looks)
    return [(look, min(max(round(1000 * place / length, 1), 3), 997), look.at in day.changed) for look, place in places]


def _as_dict(found: FrontPage) -> dict[str, Any]:
    """For JSON: `site`, `listing`, `look` and the looks around it, `teasers` in their order, and `changes`."""
    steps = found.steps
    told: dict[str, Any] = {
        "site": found.site.name,
        "time_zone": found.site.time_zone,
        "listing": found.listing.url,
        "addresses": found.listing.addresses,
        "asked": found.asked,
        "look": found.look.at if found.look else None,
        "first_look": found.first.at,
        "look_before": steps.before.at if steps and steps.before else None,
        "look_after": steps.after.at if steps and steps.after else None,
        "teasers": [asdict(one) for one in found.teasers],
    }
    if found.shifts is not None:
        told["changes"] = {
            "shifts": [
                {
                    "position": found.teasers[n].position,
                    "was": shift.was,
                    "moved": shift.moved,
                    "headline": [piece._asdict() for piece in shift.headline] if shift.headline else None,
                }
                for n, shift in found.shifts.of.items()
            ],
            "gone": [asdict(one) for one in found.shifts.gone],
        }
    return told
