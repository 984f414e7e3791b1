"""Sitemaps (sitemaps.org protocol): maps of pages, indexes of maps, Google News sitemaps, lists of plain addresses.

`<lastmod>` tells when a page was changed, often when the file was made: it orders, and is taken for the date of
publication only where nothing else tells one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from newscrawl.items import Found
from newscrawl.reading.addresses import date_in
from newscrawl.reading.mapnames import FRESH_MAPS, SITEMAP, is_news, period
from newscrawl.reading.moments import Dates, Moment
from newscrawl.reading.named import OLDEST, count_of, judge, resolve, summary
from newscrawl.reading.reading import Reading
from newscrawl.reading.scan import Entry, entries
from newscrawl.reading.scope import Scope
from newscrawl.site import Site

__all__ = ["is_list", "read_addresses", "read_sitemap"]

NEWS_STORY, FRESH_STORY, OLD_STORY, OLDEST_STORY, LISTING, OTHER = 580, 470, 390, 260, 90, 60
_LAST_NEWS_STORY, _LAST_SITEMAP = 480, 700

_MOST = 100_000
"""Entries that are read; the protocol allows half of it."""
_NEWS_MOST = 1_000
"""Entries of a Google News sitemap; one with more is an archive."""
_FRESH = timedelta(days=3)

_ADDRESS_LINE = re.compile(rb"\A\s*https?://[^\s<>\"]+[ \t]*(?:[\r\n]|\Z)")
_NAMES = frozenset(("url", "sitemap"))
_WANTED = frozenset(("loc", "lastmod", "publication_date", "news"))


@dataclass(frozen=True, slots=True)
class _Entry:
    url: str
    when: datetime | None
    """When it was published, else changed: for the order."""
    hint: str | None
    published: datetime | None
    """By the map or the address."""
    changed: datetime | None
    news: bool


def read_sitemap(
    body: bytes,
    url: str,
    words: str = "a sitemap",
    *,
    site: Site,
    page_url: str | None = None,
    fetched_at: datetime | None = None,
) -> Reading:
    """Read a sitemap or an index of sitemaps; `words` say which. Pure, and nothing in it can make it raise."""
    dates = Dates(site.time_zone, site.language, fetched_at)
    named: list[_Entry] = []
    maps: list[_Entry] = []
    more = ""
    within = period(url)
    for number, entry in enumerate(entries(body, _NAMES, _WANTED, url)):
        if number >= _MOST:
            more = f", the first {_MOST:,} read"
            break
        if (known := _entry(entry, dates, within)) is not None:
            (maps if entry.name == "sitemap" else named).append(known)
    scope = Scope(site, url, page_url)
    if maps and not named:
        reason = f"an index of {count_of(len(maps), 'sitemap', 'sitemaps')}{more}"
        return Reading(kind="sitemap", reason=reason, found=list(_maps(maps, scope, fetched_at)))
    if named and all(entry.news for entry in named):
        words = "a news sitemap"
    reason = f"{words} with {summary([entry.when for entry in named])}{more}"
    found = [*_maps(maps, scope, fetched_at), *_pages(named, scope, fetched_at, (url, page_url or url))]
    return Reading(kind="sitemap", reason=reason, found=found)


def is_list(body: bytes) -> bool:
    """Whether a body begins with an address on a line of its own, as a plain-text sitemap does."""
    return _ADDRESS_LINE.match(body.removeprefix(b"\xef\xbb\xbf")) is not None


def read_addresses(
    body: bytes, url: str, *, site: Site, page_url: str | None = None, fetched_at: datetime | None = None
) -> Reading:
    """Read a plain-text sitemap: one address a line."""
    named = []
    for number, line in enumerate(body.removeprefix(b"\xef\xbb\xbf").splitlines()):
        if number >= _MOST:
            break
        text = line.decode("utf-8", "replace").strip()
        if text.startswith(("http://", "https://")) and (address := resolve(url, text)) is not None:
            named.append(_placed(address, None, None, False, None))
    reason = f"a plain-text sitemap with {summary([entry.when for entry in named])}"
    found = list(_pages(named, Scope(site, url, page_url), fetched_at, (url, page_url or url)))
    return Reading(kind="sitemap", reason=reason, found=found)


def _entry(entry: Entry, dates: Dates, within: tuple[date, date] | None) -> _Entry | None:
    address = changed = published = None
    news = False
    for field in entry.fields:
        if field.parent not in ("", "news") or "sitemap-image" in field.space or "sitemap-video" in field.space:
            continue
        if field.name == "loc" and not field.parent and address is None:
            address = resolve(entry.base, field.text)
        elif field.name == "lastmod":
            changed = dates.read(field.text, easy=True)
        elif field.name == "publication_date":
            published = dates.read(field.text)
        elif field.name == "news":
            news = True
    return None if address is None else _placed(address, published, changed, news, within)


def _placed(
    url: str, published: Moment | None, changed: Moment | None, news: bool, within: tuple[date, date] | None
) -> _Entry:
    """An entry with the best that is known of its date: the map's, the address's, the map's name, the last change."""
    url = url.partition("#")[0]
    if published is not None:
        hint, when = published.hint, published.when
    elif (day := date_in(url)) is not None:
        hint, when = day, _instant(date.fromisoformat(day))
    elif within is not None and within[0] == within[1]:
        hint, when = within[0].isoformat(), _instant(within[0])
    else:
        hint = changed.when.date().isoformat() if changed and changed.hint else None
        if hint and within and not within[0].isoformat() <= hint <= within[1].isoformat():
            hint = None  # a story of that month, changed since
        return _Entry(url, changed.when if changed else None, hint, None, changed.when if changed else None, news)
    return _Entry(url, when, hint, when, changed.when if changed else None, news)


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _pages(named: list[_Entry], scope: Scope, now: datetime | None, own: tuple[str, ...]) -> Iterator[Found]:
    """The pages of a map, the newest first; empties `named`. Every run asks news, a backfill the rest."""
    believed = _lastmod_is_true(named, now)
    news = sum(entry.news for entry in named) <= _NEWS_MOST
    rank = 0
    seen = set(own)
    named.sort(key=lambda entry: entry.when or OLDEST, reverse=True)
    named.reverse()
    while named:  # what is told of an entry goes as what is found comes: 50,000 are never held twice
        entry = named.pop()
        if entry.url in seen:
            continue
        seen.add(entry.url)
        fresh = _is_fresh(entry.published, now) or (believed and _is_fresh(entry.changed, now))
        for found in judge(entry.url, scope, "article" if entry.news else None):
            if found.skip is None and scope.newsroom(found.url):
                current = (entry.news and news) or fresh
                found.deep = not current or found.kind == "section"
                if found.kind == "section":
                    found.priority = LISTING
                elif entry.news and news:
                    found.priority = max(NEWS_STORY - rank // 10, _LAST_NEWS_STORY)
                elif found.kind == "other":
                    found.priority = OTHER
                else:
                    found.priority = FRESH_STORY if current else _by_age(entry.when, now)
                if found.kind != "section":
                    found.date_hint = entry.hint
            yield found
        rank += 1


def _lastmod_is_true(named: list[_Entry], now: datetime | None) -> bool:
    """Whether `<lastmod>` tells of changes at all: not where too much is new, or most of it at the same second."""
    fresh = [entry.changed for entry in named if _is_fresh(entry.changed, now)]
    if len(fresh) < 20:
        return True
    stamped = [moment for moment in fresh if moment and (moment.second or moment.minute)]
    return len(fresh) <= _NEWS_MOST and (len(stamped) * 2 < len(fresh) or len(set(stamped)) * 4 > len(stamped))


def _is_fresh(moment: datetime | None, now: datetime | None) -> bool:
    return moment is not None and now is not None and now - moment <= _FRESH


def _by_age(when: datetime | None, now: datetime | None) -> int:
    """A point less for each month: so a backfill goes backwards through all maps at once."""
    if when is None or now is None:
        return OLDEST_STORY
    return max(OLD_STORY - max((now - when).days, 0) // 30, OLDEST_STORY)


def _maps(maps: list[_Entry], scope: Scope, now: datetime | None) -> Iterator[Found]:
    """The maps of an index, those of news first, then the newest. Only these are for every run."""
    ordered = []
    for entry in maps:
        span = period(entry.url)
        ended = span is not None and now is not None and span[1] < (now - _FRESH).date()
        last = _instant(span[1]) if span else entry.changed
        news = is_news(entry.url) and not ended
        current = news or (not ended and (_is_fresh(entry.changed, now) or (span is not None and _is_fresh(last, now))))
        ordered.append((news, current, last or OLDEST, entry.changed or OLDEST, entry, span))
    ordered.sort(key=lambda known: known[:4], reverse=True)
    for rank, (_, current, _, _, entry, span) in enumerate(ordered):
        if scope.is_own(entry.url):
            continue
        if not scope.newsroom(entry.url):
            yield Found(url=entry.url)
            continue
        yield Found(
            url=entry.url,
            kind="sitemap",
            priority=max(SITEMAP - rank, _LAST_SITEMAP),
            deep=not current or rank >= FRESH_MAPS,
            date_hint=span[1].isoformat() if span else None,
            date_first=span[0].isoformat() if span else None,
            skip=scope.ignored(entry.url),
        )
