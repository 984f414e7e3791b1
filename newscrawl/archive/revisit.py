"""When a page is due again. Pure functions of times."""

from __future__ import annotations

from datetime import datetime, timedelta

__all__ = ["article_due", "listing_due", "retry_due"]

SOONEST = timedelta(minutes=30)
LATEST = timedelta(days=60)
LISTING = timedelta(minutes=15)
RETRY_FIRST = timedelta(minutes=10)
RETRY_LAST = timedelta(days=7)
RETRIES = 8


def article_due(now: datetime, published: datetime | None, visits: int, changes: int) -> datetime:
    """The next visit of an article: after a fifth of its age, sooner where it was seen to change.

    Young stories are edited, old ones hardly ever; an article without a date counts as a day old.
    """
    age = now - published if published and published <= now else timedelta(days=1)
    wait = age / 5 * (1 + visits) / (1 + visits + 2 * changes)
    return now + min(max(wait, SOONEST), LATEST)


def listing_due(now: datetime) -> datetime:
    """The next visit of a front page or section within one long run; a new run asks it at once."""
    return now + LISTING


def retry_due(now: datetime, attempts: int) -> datetime | None:
    """The next try after `attempts` failures in a row, each wait four times the last; None: give up."""
    if attempts > RETRIES:
        return None
    wait: timedelta = RETRY_FIRST * 4 ** (attempts - 1)
    return now + min(wait, RETRY_LAST)
