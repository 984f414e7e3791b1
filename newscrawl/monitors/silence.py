"""Whether a site has been silent for longer than it ever is. Pure.

The question is not how long ago a run brought something new, but how long ago the newest story known was published. So
it does not matter when, how often and how regularly a site is visited, and a backfill tells its past at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean, pvariance

__all__ = ["Silence", "Span", "unusual_silence"]

Span = tuple[datetime, datetime]

WATCHED = timedelta(days=7)
"""For how long a site has to be watched before its silence can be judged: a weekend has to be among it."""
FEWEST, FEW = 10, 20
"""Stories without which nothing is usual; and up to which the longest silence of all is likely still to come."""
NO_LONGER = 1.2
"""How many times the longest usual silence is none to speak of: records are broken by a little all the time."""
LONGER, MUCH_LONGER = 2.0, 3.0
"""How many times the longest usual silence is unusual, whatever the rhythm; where there are few stories.

The next of n + 1 random silences is c times as long as the longest before it with a chance of some c! / n^c.
"""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
DAYS, WEEKS = 28, 8
"""Days, and weeks, that are looked back for what comes up to this hour."""
FEWEST_DAYS, FEWEST_WEEKS = 8, 4
HOLIDAYS = 2
"""Working days in a row on which a site may rest (Easter, Christmas)."""
UNLIKELY = 1e-4
"""The chance of such a silence below which it is unusual, for the runs of a day together."""
UNSEEN = timedelta(hours=36)
"""A longer silence in which no run looked is none: stories came and went meanwhile."""
HABIT = 3
"""As many reported silences are no trouble any more, but a new rhythm."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that is unusual for a site."""

    since: datetime
    """When the newest story known was published."""
    hours: float
    usual: float
    """Hours of its longest silence so far."""


def unusual_silence(
    stories: Sequence[datetime],
    now: datetime,
    *,
    watched: datetime,
    looks: Sequence[datetime] = (),
    reported: Sequence[Span] = (),
) -> Silence | None:
    """The present silence, where it is unusual.

    `stories`: when the site's stories came, ascending; `watched`: since when the site is visited; `looks`: when it was,
    ascending; `reported`: silences that were reported before, which are not what is usual.
    """
    if len(stories) < FEWEST or now - watched < WATCHED or stories[-1] < watched:
        return None  # what was silent when we came has not gone quiet
    past = [gap for gap in reported if gap[0] != stories[-1]]
    if len(past) >= HABIT:
        past = []
    odd: list[Span] = []
    usual = timedelta(0)
    for start, end in sorted(pairwise(stories), key=lambda gap: gap[0] - gap[1]):  # the longest first
        if _overlaps((start, end), past) or (end - start > UNSEEN and not _seen((start, end), looks)):
            odd.append((start, end))
        else:
            usual = end - start
            break
    silent = now - stories[-1]
    if not usual or silent <= NO_LONGER * usual:
        return None
    unlikely = UNLIKELY * min(1.0, max((now - looks[-1]) / DAY, 0.01)) if looks else UNLIKELY
    if (
        silent > (LONGER if len(stories) > FEW else MUCH_LONGER) * usual
        or _chance(_days(stories, now, silent, watched, odd), FEWEST_DAYS) < unlikely
        or _chance(_weeks(stories, now, silent, watched, odd), FEWEST_WEEKS) < unlikely
    ):
        return Silence(stories[-1], silent / timedelta(hours=1), usual / timedelta(hours=1))
    return None


def _seen(gap: Span, looks: Sequence[datetime]) -> bool:
    place = bisect_right(looks, gap[0])
    return place < len(looks) and looks[place] < gap[1]


def _overlaps(gap: Span, spans: Sequence[Span]) -> bool:
    return any(gap[0] < end and start < gap[1] for start, end in spans)


def _days(
    stories: Sequence[datetime], now: datetime, silent: timedelta, watched: datetime, odd: Sequence[Span]
) -> list[int]:
    """How many stories came in so long a time up to this hour, day by day of the last weeks.

    Empty for a site that has days without stories: on a holiday it may have one more.
    """
    ends = [now - day * DAY for day in range(1, DAYS + 1) if now - (day + 1) * DAY >= watched]
    ends = [end for end in ends if not _overlaps((end - silent, end), odd)]
    if not all(_between(stories, end - DAY, end) for end in ends):
        return []
    return [_between(stories, end - silent, end) for end in ends]


def _weeks(
    stories: Sequence[datetime], now: datetime, silent: timedelta, watched: datetime, odd: Sequence[Span]
) -> list[int]:
    """The same up to this hour of this day of the week, where the silence is longer than holidays are: it has to hold
    more days on which stories come week by week."""
    ends = [now - week * WEEK for week in range(1, WEEKS + 1) if now - week * WEEK - silent >= watched]
    ends = [end for end in ends if not _overlaps((end - silent, end), odd)]
    lost = sum(
        sum(_between(stories, end - (day + 1) * DAY, end - day * DAY) > 0 for end in ends) >= 0.75 * len(ends)
        for day in range(silent // DAY)
    )
    return [_between(stories, end - silent, end) for end in ends] if lost > HOLIDAYS else []


def _between(stories: Sequence[datetime], start: datetime, end: datetime) -> int:
    return bisect_right(stories, end) - bisect_right(stories, start)


def _chance(counts: Sequence[int], fewest: int) -> float:
    """The chance that no story comes where so many came before: by the negative binomial distribution where the counts
    vary more than those of independent events, by the binomial one where less. 1.0 where that cannot be told."""
    if len(counts) < fewest or min(counts) < 2:
        return 1.0
    mean, variance = fmean(counts), pvariance(counts)
    if variance < mean:
        size = mean * mean / (mean - variance)
        return float(max(0.0, 1 - mean / size) ** size)
    size = mean * mean / max(variance - mean, 1e-6)
    return float((size / (size + mean)) ** size)
