"""When a page is due again. Pure functions of times; docs/revisits.md argues for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl import settings

__all__ = ["LOOKS", "RETRIES", "Schedule", "article_due", "born", "listing_due", "look_due", "retry_due"]

UNDATED = timedelta(days=1)
"""Age, when it is found, of a story that tells no date."""
UNDATED_DEEP = timedelta(days=30)
"""The same of one that was found deep in a listing."""
RESTLESS = 100
"""A story is never due before this part of its age: some pages change at every look."""
GONE = timedelta(days=1)
"""The second look at a page that gave nothing, or that a redirect says is not there: it may have been a bad hour."""
LOOKS = 3
"""Looks after which that is believed."""
MISSING = timedelta(days=30)
"""How long it is believed what a host answers for addresses that do not exist."""
WHOLE = 8
"""Of so many answers one is asked for whole: some servers say that nothing has changed whatever was edited."""
LISTING_SOONEST = timedelta(minutes=15)
LISTING_STEP = 1.5
LISTING_LATEST = timedelta(hours=6)
MAP_OVER = timedelta(days=3)
"""How long after its last day a sitemap of some days is looked at in every run."""
RETRY_FIRST = timedelta(minutes=10)
RETRY_LAST = timedelta(days=7)
RETRIES = 8


@dataclass(frozen=True, slots=True)
class Schedule:
    """Bounds and shape of the waits between the visits of a page."""

    soonest: timedelta = timedelta(seconds=settings.REVISIT_SOONEST)
    """No known article is due before that."""
    latest: timedelta = timedelta(seconds=settings.REVISIT_LATEST)
    """No known article is due later."""
    share: float = settings.REVISIT_SHARE
    """The part of its age after which a story that never changed is due."""


def born(published: datetime | None, found: datetime, *, day: bool = False, deep: bool = False) -> datetime:
    """When a story counts as published: as it says, but never after it was found (a wrong clock or zone).

    `day`: it tells the day alone, so that it may be as young as the day's end. `deep`: it was found deep in a listing,
    among old stories; that matters to one without a date.
    """
    if published is None:
        return found - (UNDATED_DEEP if deep else UNDATED)
    told = min(published, found)
    return min(told + timedelta(days=1), found) if day else told


def article_due(now: datetime, published: datetime, changed: datetime | None, schedule: Schedule) -> datetime:
    """The next visit of an article, published and last seen to change at these times (None: it never was).

    Edits come at a rate that falls as one over the time since publication, and anew with every edit; the wait is what
    makes an edit as likely each time.
    """
    age = max(now - published, timedelta(0))
    wait = age
    if changed is not None:
        quiet = max(now - changed, timedelta(0))
        wait = age * (quiet / (age + quiet)) if quiet else quiet  # 1 / (1 / age + 1 / quiet)
    return now + min(max(wait * schedule.share, age / RESTLESS, schedule.soonest), schedule.latest)


def listing_due(now: datetime, before: datetime | None) -> datetime:
    """The next visit of a listing within one long run; a new run asks it at once.

    `before`: the look before this one, where both showed the same; each wait is then longer than the last.
    """
    wait = (now - before) * LISTING_STEP if before else LISTING_SOONEST
    return now + min(max(wait, LISTING_SOONEST), LISTING_LATEST)


def look_due(at: str, looks: int) -> str:
    """The next look at a page that gave nothing `looks` times, the last time `at`: a day later, then four."""
    wait: timedelta = GONE * 4 ** (looks - 1)
    return (datetime.fromisoformat(at) + wait).isoformat(timespec="milliseconds")


def retry_due(now: datetime, attempts: int) -> datetime | None:
    """The next try after `attempts` failures in a row, each wait four times the last; None: give up."""
    if attempts > RETRIES:
        return None
    wait: timedelta = RETRY_FIRST * 4 ** (attempts - 1)
    return now + min(wait, RETRY_LAST)
