"""What one sees in each picture of the archive, in words, computed from the same numbers. Pure.

Of equals a superlative names all, or how many there are.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from newscrawl.browse.series import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newscrawl.archive.views.ledger import Ledger
    from newscrawl.archive.views.numbers import Edits, Lengths, Vanished
    from newscrawl.archive.views.rhythm import Rhythm
    from newscrawl.browse.calendars import Calendar
    from newscrawl.browse.series import Series

__all__ = ["of_calendars", "of_edits", "of_ledger", "of_lengths", "of_rhythm", "of_vanished", "span"]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def count(number: int, one: str, many: str = "") -> str:
    """ "1 story", "1,200 stories"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(part: float, whole: float) -> str:
    """ "12 %"; with a decimal below ten, and "under 0.1 %" of what is not nothing."""
    share = 100 * part / whole if whole else 0
    if 0 < share < 0.1:
        return "under 0.1\N{NO-BREAK SPACE}%"
    if 99.9 < share < 100:
        return "over 99.9\N{NO-BREAK SPACE}%"
    digits = 1 if 0 < share < 10 or 99 <= share < 100 else 0
    return f"{share:.{digits}f}\N{NO-BREAK SPACE}%"


def span(hours: float) -> str:
    """ "20 minutes", "3 hours", "2 days"."""
    for size, name in ((24 * 7, "week"), (24, "day"), (1, "hour")):
        if hours >= size * 1.95 or (name != "week" and hours >= size):
            return count(round(hours / size), name)
    return count(max(1, round(hours * 60)), "minute")


def _day(day: str) -> str:
    told = date.fromisoformat(day)
    return f"{told.day} {told:%B}"


def _all(names: Sequence[str]) -> str:
    """ "Monday", "Monday and Friday"; of many "Monday and 3 others"."""
    rest = len(names) - 1
    return names[0] + (f" and {names[1]}" if rest == 1 else f" and {rest:,} others" if rest else "")


def _busiest(what: str, counts: Mapping[str, int]) -> str:
    """ "busiest day: 16 April"; "busiest days: 16 April and 2 others" that are equals."""
    names = [name for name, count in counts.items() if count == max(counts.values())]
    return f"busiest {what}{'s' if len(names) > 1 else ''}: {_all(names)}"


def of_calendars(year: int, calendars: Sequence[Calendar]) -> str:
    """How many stories a year has, its busiest day, and the longest time of which nothing is known."""
    stories = sum(calendar.stories for calendar in calendars)
    if not calendars:
        return f"Nothing is known of {year}."
    many = len(calendars) > 1
    where = f" on {len(calendars)} sites" if many else ""
    told = [f"{count(stories, 'story', 'stories')} {'is' if stories == 1 else 'are'} dated {year}{where}."]
    if stories:
        days = {f"{_day(day)}{f' at {one.site}' if many else ''}": n for one in calendars for day, n in one.busiest()}
        best, most = _busiest("day", days), max(days.values())
        told.append(
            f"{best[:1].upper()}{best[1:]}, {count(most, 'story', 'stories')}{' each' if 's: ' in best else ''}."
        )
    sites: dict[tuple[str, str, int], list[str]] = {}
    for calendar in calendars:
        for gap in calendar.gaps():
            sites.setdefault(gap, []).append(calendar.site)
    if not sites:
        return " ".join([*told, "Every day has a run or a story."])
    first, last, days_ = gap = max(sites, key=lambda gap: (gap[2], len(sites[gap])))
    since = str(int(first[8:])) if first[:7] == last[:7] else _day(first)
    when = _day(first) if days_ == 1 else f"{since} to {_day(last)} ({days_} days)"
    missed = sites[gap]
    at = "" if not many else f", at {missed[0]}" if len(missed) == 1 else f", at {len(missed)} of the sites"
    at = ", at every site" if many and len(missed) == len(calendars) else at
    return " ".join([*told, f"Longest time without a run and without a story: {when}{at}."])


def of_rhythm(rhythm: Rhythm, site: str | None) -> str:
    """The busiest weekday and hour, and how much falls on weekends."""
    days = [sum(hours) for hours in rhythm.hours]
    total = sum(days)
    left = f" {count(rhythm.left_out, 'story tells', 'stories tell')} no hour." if rhythm.left_out else ""
    if not total:
        return f"No story tells the hour of its publication.{left}"
    hours = [sum(column) for column in zip(*rhythm.hours, strict=True)]
    clock = "the site's own clock" if site else "the clock of each site"
    weekday = _busiest("weekday", dict(zip(DAYS, days, strict=True)))
    hour = _busiest("hour", {f"{n:02}:00 to {(n + 1) % 24:02}:00": number for n, number in enumerate(hours)})
    weekend = f"{percent(days[5] + days[6], total)} of {count(total, 'story', 'stories')}"
    return f"{weekday[:1].upper()}{weekday[1:]}; {hour}, by {clock}. {weekend} came on a Saturday or a Sunday.{left}"


def of_lengths(lengths: Sequence[Lengths]) -> str:
    """The median and the long ones; of several sites the shortest and the longest median."""
    if not lengths:
        return "There is no story with a text."
    if len(lengths) == 1:
        one = lengths[0]
        return (
            f"Half of {count(one.stories, 'story', 'stories')} have up to {count(one.quantile(0.5), 'word')},"
            f" nine in ten up to {one.quantile(0.9):,}."
        )
    ordered = sorted(lengths, key=lambda one: one.quantile(0.5))
    short, long = ordered[0], ordered[-1]
    return (
        f"The median story has {count(short.quantile(0.5), 'word')} at {short.site}, where stories are shortest,"
        f" and {long.quantile(0.5):,} at {long.site}, where they are longest."
    )


def of_edits(edits: Sequence[Edits]) -> str:
    """How many stories changed, and how soon."""
    watched = sum(one.watched for one in edits)
    hours = sorted(hour for one in edits for hour in one.hours)
    if not watched:
        return "No story was seen within a day of its publication, so nothing can be said of edits."
    were = "was" if watched == 1 else "were"
    seen = f"{count(watched, 'story', 'stories')} that {were} seen within a day of publication"
    if not hours:
        return f"None of {seen} has changed since, as far as was seen."
    told = f"{percent(len(hours), watched)} of {seen} changed afterwards;"
    told += f" half of the first edits had been seen {span(hours[(len(hours) - 1) // 2])} after publication."
    many = [one for one in edits if one.watched >= 20]
    if len(many) > 1:
        best = max(many, key=lambda one: len(one.hours) / one.watched)
        told += f" Most are edited at {best.site}: {percent(len(best.hours), best.watched)}."
    return told


def of_ledger(ledger: Ledger) -> str:
    """What became of all addresses."""
    if not ledger.found:
        return "No address of a story is known."
    parts = [
        f"{percent(number, ledger.found)} {name}"
        for number, name in (
            (ledger.gone, "were gone before they could be read"),
            (ledger.failed, "failed"),
            (ledger.skipped, "were left out"),
            (ledger.pending, "were not asked yet"),
        )
        if number
    ]
    rest = f"; {', '.join(parts)}" if parts else ""
    known = count(ledger.found, "known address", "known addresses")
    got = ledger.archived + ledger.vanished
    since = f" ({ledger.vanished:,} of them have vanished since)" if ledger.vanished else ""
    return f"Of {known} of stories {percent(got, ledger.found)} are archived{since}{rest}."


def of_vanished(series: Series[Vanished]) -> str:
    """How many stories vanished, when most did, and how many came back."""
    gone = sum(entry.value.gone for entry in series.entries)
    back = sum(entry.value.restored for entry in series.entries)
    if not gone:
        return "No story was seen to vanish."
    told = f"{count(gone, 'story', 'stories')} vanished"
    if gone > 1 and len(series.entries) > 1:
        most = max(series.entries, key=lambda entry: entry.value.gone)
        part = "all" if most.value.gone == gone else f"{most.value.gone:,}"
        told += f", {part} of them {'on' if series.step == 'day' else 'in'} {in_words(most.name)}"
    return f"{told}; {back:,} came back." if back else f"{told}; none came back."
