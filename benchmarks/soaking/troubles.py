"""What befalls the sites, the machine and its clock, and when: all of it planted, so that it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.soaking.world import START

__all__ = ["EVERYWHERE", "KINDS", "Kind", "Trouble", "Troubles", "year"]

EVERYWHERE = "every site"


@dataclass(frozen=True)
class Kind:
    """A sort of trouble, and what is expected of a run that meets it."""

    words: str
    told: str = "must"
    """`must`, `may` (nothing is lost by it, so silence is right as well), `no` (the next run goes on; that is all)."""
    after: int = 1
    """Answers spoilt by it (of those that show it at all) from which on it can be seen."""
    status: tuple[int, ...] = (4,)
    """Exit statuses of a run that tells it."""


KINDS = {
    "dead": Kind("does not answer"),
    "forbidden": Kind("403 to everything"),
    "storm": Kind("429 to everything, come back in half an hour"),
    "empty": Kind("article pages without text", after=3),
    "hidden": Kind("redesign: the text is fetched by a script", after=3),
    "nolinks": Kind("front page without a link to a story"),
    "robots": Kind("robots.txt closed"),
    "zone": Kind("dates nine hours off", after=3),
    "quiet": Kind("nothing new"),
    "redesign": Kind("redesign: all class names change", told="may"),
    "calendar": Kind("an endless calendar", told="may"),
    "disk": Kind("full disk", status=(1, 2)),
    "forward": Kind("our clock three days ahead", told="may"),  # under CRAWL_CLOCK nothing can tell
    "back": Kind("our clock a day behind"),
    "kill": Kind("runs killed (SIGKILL)", told="no"),
    "term": Kind("runs told to stop (SIGTERM)", told="no"),
}


@dataclass(frozen=True)
class Trouble:
    """One of them."""

    kind: str
    site: str
    """Name, or EVERYWHERE."""
    start: datetime
    end: datetime
    within: timedelta | None = None
    """Time after its start by which it has to be told; None: in the first run that can see it."""

    def on(self, site: str, now: datetime) -> bool:
        """Whether a site has it at a time."""
        return self.site in (site, EVERYWHERE) and self.start <= now < self.end

    @property
    def sort(self) -> Kind:
        """What is expected."""
        return KINDS[self.kind]


class Troubles:
    """All of a year."""

    def __init__(self, planted: Iterable[Trouble]) -> None:
        self.planted = sorted(planted, key=lambda trouble: trouble.start)

    def at(self, site: str, now: datetime) -> dict[str, Trouble]:
        """What a site has at a time, by kind."""
        return {trouble.kind: trouble for trouble in self.planted if trouble.on(site, now)}

    def silent(self, site: str, now: datetime) -> bool:
        """Whether a newsroom writes nothing."""
        return "quiet" in self.at(site, now)

    def of(self, site: str) -> Iterator[Trouble]:
        """What befalls a site."""
        return (trouble for trouble in self.planted if trouble.site in (site, EVERYWHERE))


_YEAR = """
6 Feb 10    6h     dead       daily
12 Feb 3    2d     kill       every site
20 Feb 8    1d     forbidden  weekly
9 Apr 5     4d     empty      daily
16 Apr 6    8h     storm      agency
22 Apr 20   2d     dead       weekly
26 Apr 7    6h     disk       every site
4 Jun 9     1d     nolinks    agency
11 Jun 4    for-good redesign daily
12 Jun 22   3d     empty      weekly
20 Jun 11   10h    forbidden  agency
25 Jun 6    6h     forward    every site
3 Sep 7     3d     hidden     agency
10 Sep 9    2d     robots     daily
17 Sep 9    7d     calendar   daily
19 Sep 5    1d     term       every site
1 Oct 8     3d     calendar   weekly
8 Oct 1     4d     quiet      daily      2d
8 Oct 1     23d7h  quiet      weekly     12d
15 Oct 5    20h    quiet      agency     14h
22 Oct 6    2d     zone       agency
26 Oct 6    2d     dead       daily
3 Dec 7     6h     back       every site
10 Dec 6    3d     hidden     daily
12 Dec 9    2d     robots     agency
17 Dec 3    2d     kill       every site
"""
"""When (UTC), for how long, what, where, and by when it has to be told where no single run can see it. January, March
(clocks change), May, July, August (a summer lull) and November are left alone, and so is the 29th of February."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def year() -> Troubles:
    """The year's."""
    return Troubles(_planted(line.split(maxsplit=3)) for line in _YEAR.strip().splitlines())


def _planted(words: list[str]) -> Trouble:
    day, month, hour, rest = words
    span, kind, *where = rest.split()
    within = _span(where.pop()) if where[-1][0].isdigit() else None
    start = START.replace(month=_MONTHS.index(month) + 1, day=int(day), hour=int(hour))
    return Trouble(kind, " ".join(where), start, start + _span(span), within)


def _span(text: str) -> timedelta:
    """ "23d12h" and the like."""
    if text == "for-good":
        return timedelta(days=3660)
    days, _, hours = text.rpartition("d")
    return timedelta(days=int(days or 0), hours=int(hours.rstrip("h") or 0))
