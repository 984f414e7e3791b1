"""What feeds and sitemaps have in common: addresses that are named with a moment, and what is expected behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from newscrawl.items import Found, Kind
from newscrawl.reading.addresses import file_type, parts, shape
from newscrawl.reading.chores import chore, is_house
from newscrawl.reading.moments import Moment
from newscrawl.reading.scope import Scope
from newscrawl.reading.twins import twin_of
from newscrawl.urls import MAX_LENGTH, absolute

__all__ = ["OLDEST", "Named", "count_of", "judge", "newest_first", "resolve", "summary"]

OLDEST = datetime.min.replace(tzinfo=UTC)
# Addresses that need no resolving, as nearly all in feeds and sitemaps.
_WHOLE = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/[\w/%&+,.:;=?@!~*()-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Named:
    """An address that a feed names."""

    url: str
    """Absolute address."""
    moment: Moment | None
    """When its story was published."""


def resolve(base: str, text: str) -> str | None:
    """The absolute address that a text means; None for anything that is not a web address."""
    if "&amp;" in text:
        text = text.replace("&amp;", "&")  # escaped twice, as often; no address means "&amp;"
    return text if len(text) <= MAX_LENGTH and _WHOLE.fullmatch(text) else absolute(base, text)


def judge(url: str, scope: Scope, expected: Kind | None = None) -> Iterator[Found]:
    """What is expected behind an address, and, for a print, AMP or mobile twin, the story that it is the twin of.

    The site's description decides first, then `expected`, then the shape of the address. Priority, depth and date are
    left to the caller; what is skipped, or of another newsroom, has the kind "other" and needs none.
    """
    if (what := file_type(url)) is not None:
        yield Found(url=url, skip=what)
        return
    if not scope.newsroom(url):
        yield Found(url=url)
        return
    verdict = scope.described(url)
    if (skip := scope.ignored(url) or (chore(url) if verdict is None else None)) is not None:
        yield Found(url=url, skip=skip)
        return
    if verdict is None and is_house(parts(url)[1]) and shape(url)[0] != "article":
        yield Found(url=url, skip="a page about the publisher")
        return
    if (original := twin_of(url, "", frozenset())) is not None:
        yield Found(url=url, skip=f"print, AMP or mobile twin of {original}")
        url = original
    kind: Kind
    if verdict is not None:
        kind = "article" if verdict == "article" else "section"
    elif expected is not None:
        kind = expected
    else:
        form, _ = shape(url)
        kind = "article" if form == "article" else "other" if form == "unknown" else "section"
    yield Found(url=url, kind=kind)


def newest_first(named: Sequence[Named]) -> list[Named]:
    """In the order of their moments; those without one stand where the entry before them stands."""
    before = max((n.moment.when for n in named if n.moment), default=OLDEST)
    keys = []
    for entry in named:
        before = entry.moment.when if entry.moment else before
        keys.append(before)
    return [named[n] for n in sorted(range(len(named)), key=lambda n: keys[n], reverse=True)]


def summary(moments: Sequence[datetime | None]) -> str:
    """ "20 entries, the newest of 2024-04-17", of the moments of so many entries."""
    newest = max(filter(None, moments), default=None)
    return count_of(len(moments)) + (f", the newest of {newest.date().isoformat()}" if newest else "")


def count_of(number: int, one: str = "entry", many: str = "entries") -> str:
    """ "1 entry", "50,000 entries", "no entries"."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}" if number else f"no {many}"
