"""A year of a site, day by day: stories, days on which none is known, days on which nobody looked. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscrawl.archive.views.numbers import Coverage

__all__ = ["NO_RUN", "Calendar", "calendar", "trimmed"]

NO_RUN = -1
"""In place of a number of stories: none is known, and no run looked on that day."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year of a site."""

    site: str
    year: int
    days: list[int | None]
    """From 1 January to 31 December: stories; NO_RUN; None: before the site was known, or after the last run."""
    late: list[int]
    """Days (0: 1 January) between the first and the last run that have stories, but no run: a later one found them."""
    first: int = 1
    """Month that is shown first."""
    last: int = 12

    @property
    def stories(self) -> int:
        """Of the whole year."""
        return sum(number for number in self.days if number and number > 0)

    @staticmethod
    def sum_of(month: list[tuple[str, int | None]]) -> int:
        """Stories of a month."""
        return sum(number for _, number in month if number and number > 0)

    @property
    def empty(self) -> int:
        """Days on which a run looked, and no story is known."""
        return self.days.count(0)

    @property
    def missed(self) -> int:
        """Days without a run and without a story."""
        return self.days.count(NO_RUN)

    def state(self, day: str) -> str:
        """Of a day (ISO 8601), in words; empty where there is nothing to say."""
        number = (date.fromisoformat(day) - self._day(0)).days
        return "no run; found later" if number in self.late else "no run" if self.days[number] == NO_RUN else ""

    def months(self) -> list[list[tuple[str, int | None]]]:
        """Its days, of those months that are shown, each with its date (ISO 8601)."""
        months: list[list[tuple[str, int | None]]] = [[] for _ in range(12)]
        for number, count in enumerate(self.days):
            day = self._day(number)
            months[day.month - 1].append((day.isoformat(), count))
        return months[self.first - 1 : self.last]

    def busiest(self) -> list[tuple[str, int]]:
        """The days with most stories; empty where there are none."""
        most = max((number for number in self.days if number is not None), default=0)
        return [(str(self._day(n)), most) for n, count in enumerate(self.days) if count == most > 0]

    def gaps(self) -> list[tuple[str, str, int]]:
        """Days in a row without a run and without a story: the first, the last, how many."""
        found, since = list[tuple[str, str, int]](), None
        for number, count in enumerate([*self.days, None]):
            if count == NO_RUN:
                since = number if since is None else since
            elif since is not None:
                found.append((str(self._day(since)), str(self._day(number - 1)), number - since))
                since = None
        return found

    def month(self, number: int) -> int:
        """Month of a day, 1 to 12; 0 is 1 January."""
        return self._day(number).month

    def _day(self, number: int) -> date:
        return date(self.year, 1, 1) + timedelta(days=number)


def calendar(coverage: Coverage, year: int) -> Calendar:
    """The year of a site as it was covered."""
    begin = date(year, 1, 1)
    length = (date(year, 12, 31) - begin).days + 1
    days = [(begin + timedelta(days=number)).isoformat() for number in range(length)]
    since, until = coverage.watched or ("9999", "")
    unwatched = [n for n, day in enumerate(days) if since <= day <= until and day not in coverage.looked]
    late = [number for number in unwatched if days[number] in coverage.stories]
    return Calendar(coverage.site, year, [_state(coverage, day) for day in days], late)


def trimmed(calendars: list[Calendar]) -> list[Calendar]:
    """The same without the months before and after which none of them holds a story or a run."""
    held = {one.month(n) for one in calendars for n, count in enumerate(one.days) if count is not None and count >= 0}
    first, last = min(held, default=1), max(held, default=12)
    return [
        replace(
            one,
            days=[count if first <= one.month(n) <= last else None for n, count in enumerate(one.days)],
            first=first,
            last=last,
        )
        for one in calendars
    ]


def _state(coverage: Coverage, day: str) -> int | None:
    if count := coverage.stories.get(day, 0):
        return count
    if not coverage.first <= day <= coverage.last:
        return None
    return 0 if day in coverage.looked else NO_RUN
