"""Three sites and a year of their stories: a rhythm of weekdays, hours, holidays and a summer lull for each."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

__all__ = ["START", "Rhythm", "Site", "Story", "make_sites"]

START = datetime(2024, 1, 1, tzinfo=UTC)
"""A Monday; the year has a leap day."""
BACKLOG = timedelta(days=12)
"""How far back the stories reach that stand on a front page when the first run comes."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

_HOLIDAYS = {(1, 1), (3, 29), (4, 1), (5, 1), (7, 1), (10, 14), (11, 11), (12, 24), (12, 25), (12, 26), (12, 31)}
"""Month and day. Newsrooms work with a skeleton staff then."""
_OFFICE = (0, 0, 0, 0, 0, 1, 3, 5, 6, 6, 6, 5, 4, 4, 4, 4, 4, 4, 3, 2, 1, 1, 0.3, 0.1)
_ROUND_THE_CLOCK = (1, 1, 1, 1, 1, 2, 4, 5, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5, 4, 3, 3, 2, 2, 1)


@dataclass(frozen=True)
class Rhythm:
    """When a newsroom publishes."""

    per_day: float
    """Stories on an ordinary weekday; of a weekly, in its issue."""
    hours: tuple[float, ...]
    """Weights of the local hours."""
    days: tuple[float, ...]
    """Weights from Monday to Sunday, beside an ordinary weekday."""
    holiday: float = 0.2
    summer: float = 0.65
    """The same, from the 10th of July to the 20th of August."""

    def expected(self, local: datetime) -> float:
        """Stories of the hour that begins at a local time, on average."""
        weight = self.days[local.weekday()]
        if (local.month, local.day) in _HOLIDAYS:
            weight *= self.holiday
        if date(local.year, 7, 10) <= local.date() <= date(local.year, 8, 20):
            weight *= self.summer
        return self.per_day * weight * self.hours[local.hour] / sum(self.hours)

    def draw(self, rng: Random, hour: datetime, zone: ZoneInfo) -> list[datetime]:
        """Times of publication in one hour: independent of each other."""
        limit, product = math.exp(-self.expected(hour.astimezone(zone))), rng.random()
        found = []
        while product > limit:
            found.append(hour + timedelta(seconds=rng.randrange(3600)))
            product *= rng.random()
        return sorted(found)


class Weekly(Rhythm):
    """A paper that comes out on one morning of the week with the same number of stories, holiday or not."""

    def draw(self, rng: Random, hour: datetime, zone: ZoneInfo) -> list[datetime]:
        local = hour.astimezone(zone)
        if not (self.days[local.weekday()] and self.hours[local.hour]):
            return []
        return [hour + timedelta(minutes=3 * number) for number in range(round(self.per_day))]


@dataclass(slots=True)
class Story:
    """A story and its life."""

    site: str
    number: int
    published: datetime
    edits: list[datetime] = field(default_factory=list)
    gone: datetime | None = None
    """When it is taken away for good (410)."""
    moved: datetime | None = None
    """When it gets another address, to which the old one redirects."""
    section: int = 0

    def version(self, now: datetime) -> int:
        """1 as first published; each edit adds one."""
        return 1 + sum(edit <= now for edit in self.edits)

    def path(self, now: datetime) -> str:
        """Where it stands."""
        moved = self.moved is not None and self.moved <= now
        folder = f"archive/{self.published:%Y}" if moved else f"{self.published:%Y/%m/%d}"
        return f"/{folder}/story-{self.site}-{self.number}/"


@dataclass
class Site:
    """A site and all stories of its year, the oldest first."""

    name: str
    host: str
    zone: ZoneInfo
    rhythm: Rhythm
    sections: tuple[str, ...]
    shown: int
    """Stories on the front page."""
    stories: list[Story] = field(default_factory=list)
    _published: list[datetime] = field(default_factory=list)

    def fill(self, days: int, seed: int, silent: Callable[[str, datetime], bool]) -> None:
        """Write the stories of some days; none while the newsroom is silent."""
        rng = Random(f"{seed} {self.name}")
        hour = START - BACKLOG
        while hour < START + days * DAY:
            for published in self.rhythm.draw(rng, hour, self.zone):
                story = self._story(rng, published)  # (drawn in any case: silence changes nothing else)
                if not silent(self.name, published):
                    self.stories.append(story)
            hour += HOUR
        for number, story in enumerate(self.stories, 1):
            story.number = number
        self._published = [story.published for story in self.stories]

    def _story(self, rng: Random, published: datetime) -> Story:
        story = Story(self.name, 0, published, section=rng.randrange(len(self.sections)))
        for _ in range(rng.choice((0, 0, 0, 0, 1, 1, 2))):
            story.edits.append(published + timedelta(hours=4 * math.exp(1.8 * rng.gauss(0, 1))))
        story.edits.sort()
        fate = rng.random()
        if fate < 0.01:
            story.gone = published + timedelta(hours=rng.uniform(2, 900))
        elif fate < 0.02:
            story.moved = published + timedelta(hours=rng.uniform(2, 900))
        return story

    def latest(self, now: datetime, count: int, section: int | None = None) -> list[Story]:
        """Stories that can be read, the newest first."""
        found: list[Story] = []
        for at in range(bisect_right(self._published, now) - 1, -1, -1):
            story = self.stories[at]
            if (section is None or story.section == section) and (story.gone is None or story.gone > now):
                found.append(story)
                if len(found) == count:
                    break
        return found

    def of_path(self, path: str) -> Story | None:
        """The story that has, or had, an address."""
        number = path.rstrip("/").rpartition("-")[2]
        at = int(number) - 1 if number.isdigit() else -1
        return self.stories[at] if 0 <= at < len(self.stories) else None


def make_sites(days: int, seed: int, scale: float, silent: Callable[[str, datetime], bool]) -> dict[str, Site]:
    """An agency, a daily and a weekly, by host. `scale`: how much the first two write; the weekly is small already."""
    weekly = Weekly(3, (0,) * 9 + (1,) + (0,) * 14, (0, 0, 0, 1, 0, 0, 0))
    sites = [
        Site("agency", "www.agency.test", ZoneInfo("Europe/Berlin"),
             Rhythm(150 * scale, _ROUND_THE_CLOCK, (1, 1, 1, 1, 1, 0.6, 0.5), holiday=0.5, summer=0.85),
             ("World", "Business", "Sports", "Culture"), 40),
        Site("daily", "www.daily.test", ZoneInfo("America/Halifax"),
             Rhythm(30 * scale, _OFFICE, (1.1, 1, 1, 1, 1.1, 0.4, 0.15)), ("Local", "Region", "Opinion"), 24),
        Site("weekly", "weekly.test", ZoneInfo("Europe/London"), weekly, ("Parish",), 9),
    ]  # fmt: skip
    for site in sites:
        site.fill(days, seed, silent)
    return {site.host: site for site in sites}
