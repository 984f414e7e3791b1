"""A survey of a site on one screen, and as JSON."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from newscrawl.printing import plain
from newscrawl.probe.lines import WIDTH, cut, short, wrapped
from newscrawl.probe.survey import Read, Survey, Way

__all__ = ["as_object", "as_screen", "ending"]

_INDENT = 14
"""Columns of the words in front of each line."""
_RAILS = 6
_HEADLINES = 6
"""Headlines that are shown, over all rails."""
_WAYS = 3


def as_object(survey: Survey) -> dict[str, Any]:
    """For JSON: everything, but of the stories that were read their fields alone."""
    told = asdict(survey)
    for read in told["read"]:
        if read["article"]:
            for name in ("marks", "plain_body", "live_entries"):
                del read["article"][name]
    told["cost"]["minutes_first"] = round(survey.cost.minutes(survey.cost.first), 1)
    told["cost"]["minutes_hourly"] = round(survey.cost.minutes(survey.cost.hourly), 1)
    return told


def as_screen(survey: Survey) -> str:
    """About 40 lines for a person."""
    return "\n".join(_lines(survey))


def ending(survey: Survey, saved: str = "") -> str:
    """What to do next, with commands as they can be typed. `saved`: the name that the site was saved by."""
    name = saved or (survey.name if survey.described else "NAME")
    url = shlex.quote(plain(survey.url))
    if not survey.unread:
        if saved:
            return f"look through it, then: scrapy probe --check {saved}; scrapy crawl {saved}"
        if survey.described:
            return f"\nto archive it: scrapy crawl {name}"
        return f"\nto archive it: scrapy crawl news -a url={url}\nto describe it: scrapy probe {url} --save NAME"
    if not survey.read:
        told = "\nNo story was found, so a crawl would archive none."
        cure = "a story's address, as a browser shows it: scrapy probe ADDRESS"
        return (
            f"{told}\nto see why: {cure}\nto mend it: docs/adding-a-site.md (docs/javascript.md where pages come empty)"
        )
    told = "\nNone of the stories that were asked could be read, so a crawl would archive none."
    if not survey.unreadable:
        return f"{told}\nto see why: the lines `not read` above tell why none of their pages could be had"
    story = shlex.quote(plain(survey.unreadable[0].url))
    why = f"to see why: scrapy probe {story}"
    store = "" if saved else f"to store it: scrapy probe {story if survey.described else url} --save {name}\n"
    mend = f"to mend it: tell by `articles` and `layouts` of {name}.py where its stories are (docs/adding-a-site.md)"
    then = f"            until nothing is wrong: scrapy probe --check {name}"
    return f"{told}\n{why}\n{store}{mend}\n{then}"


def _lines(survey: Survey) -> Iterator[str]:
    yield from _at("site", survey.url)
    yield from _at("", plain(survey.title)[:200])
    known = f"described as {survey.name!r}" if survey.described else "not described yet"
    yield from _at("", f"{known}; {_where(survey)}")
    yield from _at("robots.txt", survey.robots)
    yield ""
    yield from _at("front page", _teasers(survey))
    yield from _rails(survey)
    yield from _at("sections", _sections(survey))
    yield from _ways("feeds", survey.feeds, survey.url)
    yield from _ways("sitemaps", survey.sitemaps, survey.url)
    yield ""
    yield from _patterns(survey)
    yield from _story(survey)
    yield ""
    yield from _cost(survey)
    yield from _browser(survey)


def _at(name: str, text: str) -> Iterator[str]:
    yield from wrapped(text, " " * _INDENT, f"{name:<{_INDENT}}")


def _row(name: str, text: str) -> str:
    """One line that is cut where it is too long."""
    return f"{name:<{_INDENT}}{cut(plain(text), WIDTH - _INDENT)}".rstrip()


def _where(survey: Survey) -> str:
    place = survey.place
    told = [
        place.language and f"language {place.language}",
        place.country and f"country {place.country}",
        place.time_zone and f"time zone {place.time_zone}",
    ]
    words = ", ".join(filter(None, told))
    guessed = " (a guess)" if place.time_zone and not place.time_zone_why.startswith("as ") else ""
    return words + guessed or "language and country not known"


def _teasers(survey: Survey) -> str:
    if not survey.teasers:
        return "no story could be found on it"
    return f"{_count(survey.teasers, 'teaser')} in {_count(len(survey.rails), 'block')}"


def _rails(survey: Survey) -> Iterator[str]:
    shown = survey.rails[:_RAILS]
    each = max(1, _HEADLINES // max(len(shown), 1))
    for rail in shown:
        for number, headline in enumerate(rail.headlines[:each]):
            heading = f"[{rail.heading or 'no heading'}] {rail.count}: " if not number else "  "
            yield (
                _row("", f"{heading}{headline}")
                if not number
                else _row("", "").ljust(_INDENT + 2) + cut(plain(headline), WIDTH - _INDENT - 2)
            )
    if len(survey.rails) > _RAILS:
        rest = [rail.heading for rail in survey.rails[_RAILS:] if rail.heading]
        yield _row("", f"and {len(survey.rails) - _RAILS} more: {', '.join(rest)}")


def _sections(survey: Survey) -> str:
    paths = [short(url, survey.url) for url in survey.sections]
    told = ", ".join(paths[:12]) + (", …" if len(paths) > 12 else "")
    return f"{len(paths)}: {told}" if paths else "none found"


def _ways(name: str, ways: list[Way], front: str) -> Iterator[str]:
    ordered = sorted(ways, key=lambda way: not way.good)
    if not any(way.good for way in ordered):
        why = f" ({short(ordered[0].url, front)}: {ordered[0].told})" if ordered else ""
        yield _row(name, f"none found{why}")
        return
    for number, way in enumerate(ordered[:_WAYS]):
        told, newest = (*way.told.split(", the newest of "), "")[:2]
        if way.oldest:
            told += f", {way.oldest} to {newest}" if newest else f", back to {way.oldest}"
        yield _row("" if number else name, f"{short(way.url, front)}: {told}")
    if len(ordered) > _WAYS:
        yield _row("", f"and {len(ordered) - _WAYS} more")


def _patterns(survey: Survey) -> Iterator[str]:
    if survey.articles:
        told = f"{survey.matched} of {survey.stories} stories that were seen match `articles` of its description"
        yield from _at("addresses", told)
        return
    if not survey.patterns:
        why = "have no form that only they have" if survey.stories > 2 else "are too few to tell a form"
        yield from _at("addresses", f"those of the stories that were seen ({survey.stories}) {why}")
    for number, pattern in enumerate(survey.patterns):
        yield _row("" if number else "addresses", f"{pattern.share:.0%} {pattern.regex}")
        if not number:
            yield _row("", f"such as {short(pattern.example, survey.url)}")
    rest = 1 - sum(pattern.share for pattern in survey.patterns)
    if survey.patterns and rest >= 0.01:
        yield _row("", f"{rest:.0%} of {survey.stories} stories have others, and are known by their pages")


def _story(survey: Survey) -> Iterator[str]:
    good = [read for read in survey.read if read.article]
    yield from _at("stories", f"{len(good)} of {len(survey.read)} that were asked could be read")
    for read in survey.read:
        if not read.article:
            yield from _at("", f"not read: {short(read.url, survey.url)}: {read.told}")
    if good:
        yield from _inshort(min(good, key=lambda read: len(read.doubts)))
    headlines = {read.article.headline for read in good if read.article}
    if len(good) > 1 and len(headlines) == 1:
        yield from _at("  doubt", f"all of them have one headline, {headlines.pop()}: is it the name of the site?")
    doubts = {doubt: sum(doubt in read.doubts for read in good) for read in good for doubt in read.doubts}
    for doubt, count in doubts.items():
        yield _row("  doubt", f"{doubt}: {count} of {len(good)}")


def _inshort(read: Read) -> Iterator[str]:
    article = read.article
    assert article
    lines = article.article_body.split("\n\n") if article.article_body else [""]
    yield _row("  headline", article.headline or "-")
    names = "; ".join(article.authors) or article.agency or "-"
    yield _row("  by", f"{names}, published {article.date_published or '-'}")
    yield _row("  text", f"{len(lines)} paragraphs, {article.word_count:,} words")
    yield _row("  begins", lines[0])
    yield _row("  ends", _tail(lines[-1]))


def _tail(text: str) -> str:
    text = plain(text)
    return text if len(text) <= WIDTH - _INDENT else "…" + text[-(WIDTH - _INDENT) // 2 :].partition(" ")[2]


def _cost(survey: Survey) -> Iterator[str]:
    cost = survey.cost
    why = "as its robots.txt wants it" if cost.own_delay else "by your settings"
    pace = f"one every {max(cost.delay, cost.latency):.2g} s, {why}"
    first = _minutes(cost.minutes(cost.first))
    yield from _at("a first run", f"about {_count(cost.first, 'request')}, {first} ({pace})")
    daily = "" if cost.daily is None else f"; {_published(cost.daily)}"
    hourly = _minutes(cost.minutes(cost.hourly))
    yield from _at("an hourly run", f"about {_count(cost.hourly, 'request')}, {hourly}{daily}")
    if cost.looks:
        yield from _at("", f"after a week about {cost.looks} more, to see edits of known stories")


def _published(daily: float) -> str:
    return "less than one story a day is published" if daily < 0.75 else f"some {daily:.0f} stories a day are published"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _minutes(minutes: float) -> str:
    if minutes >= 90:
        return f"{minutes / 60:.1f} hours"
    return f"{minutes:.0f} minutes" if minutes >= 1.5 else "1 minute" if minutes >= 0.75 else f"{minutes * 60:.0f} s"


def _browser(survey: Survey) -> Iterator[str]:
    told = f"needed, it seems: {'; '.join(survey.browser)} (docs/javascript.md)" if survey.browser else "not needed"
    yield from _at("a browser", told)
