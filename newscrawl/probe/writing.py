"""A site's description as Python source, written from a survey for a person to correct. Pure.

Whatever a site says enters the file as the literal of a text or, without line ends and control characters, as a comment
behind the second line (a comment in the first two could name an encoding, PEP 263); nothing of it is ever code.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from newscrawl.printing import plain
from newscrawl.probe.lines import short, wrap
from newscrawl.probe.survey import Survey

__all__ = ["description"]

_WIDE = 110
_INDENT = "    "


def description(survey: Survey, name: str, day: date) -> str:
    """The content of `NAME.py`. `name` has been checked (`sites.check.check_name`)."""
    return "\n".join(_lines(survey, name, day)) + "\n"


def _lines(survey: Survey, name: str, day: date) -> Iterator[str]:
    yield f'"""{name}, as `scrapy probe --save` saw it on {day.isoformat()}. Look through it: what is a guess says so.'
    yield ""
    yield "This file is yours: newscrawl writes to it only with --force. docs/adding-a-site.md explains every field."
    yield '"""'
    yield ""
    yield "from newscrawl.site import Site"
    yield ""
    yield "site = Site("
    yield from _field("name", name, f"scrapy crawl {name}")
    yield from _field("home", survey.url, f"its title: {survey.title}" if survey.title else "")
    yield from _list("domains", survey.domains, ["Addresses of these belong to it; others are recorded, not asked."])
    yield from _places(survey)
    yield from _articles(survey)
    yield from _listings(survey)
    yield from _ways(survey)
    yield ")"


def _places(survey: Survey) -> Iterator[str]:
    place = survey.place
    if place.time_zone:
        yield from _comment(f"A guess: {place.time_zone_why}. It matters to dates that are printed without a zone.")
        yield from _field("time_zone", place.time_zone)
    else:
        yield from _comment("Dates that are printed without a zone are taken for UTC. If they are not:")
        yield from _comment('time_zone="Europe/Berlin",')
    for name, value, why in (
        ("language", place.language, place.language_why),
        ("country", place.country, place.country_why),
    ):
        if value:
            yield from _field(name, value, why)


def _articles(survey: Survey) -> Iterator[str]:
    if survey.unread or survey.unreadable:
        yield from _unread(survey)
    if survey.matched and not survey.patterns:
        told = [f"As the description before this one had it: {survey.matched} of {survey.stories} stories match."]
        yield from _list("articles", list(survey.articles), told)
        return
    if not survey.patterns:
        why = "have no form that only they have" if survey.stories > 2 else "are too few to tell a form"
        yield from _comment(f"The addresses of stories that were seen ({survey.stories}) {why}.")
        if not survey.unread and not survey.unreadable:
            yield from _comment("Stories are known by their pages then, which is enough for most sites.")
        return
    told = [
        f"Forms of the addresses of {survey.stories} stories that the front page, a section, feeds and sitemaps name.",
        "A page of such an address is a story more likely; others are known by what they say.",
    ]
    notes = [f"{p.count} of them, as {short(p.example, survey.url)}" for p in survey.patterns]
    yield from _list("articles", [p.regex for p in survey.patterns], told, notes)


def _unread(survey: Survey) -> Iterator[str]:
    """What a person has to tell of stories that could not be read."""
    good = sum(bool(read.article) for read in survey.read)
    yield from _comment(f"TO DO: {good} of {len(survey.read)} stories that were asked could be read.")
    if not survey.unreadable:
        yield from _comment("The others could not be had at all: `scrapy probe` of the front page says why.")
        return
    yield from _comment("Write here what the addresses of stories have in common and where on their pages the text")
    yield from _comment(
        "stands, until `scrapy probe --check` finds nothing wrong (`from newscrawl.site import Layout`):"
    )
    if not survey.patterns:
        path = short(survey.unreadable[0].url, survey.url)
        yield from _comment(f"(a pattern that fits {path} and all others)")
        yield from _comment('articles=(r"/news/\\d+",),')
    yield from _comment('layouts=(Layout(headline="h2.title", body="div.text"),),')


def _listings(survey: Survey) -> Iterator[str]:
    if survey.listings:
        told = ["Sections that the front page leads to; such a page is never taken for a story. Take out what is none."]
        yield from _list("listings", [survey.listings], told)
    yield from _comment("More pages to start from, and addresses never to ask, as patterns like those above:")
    yield from _comment(f"front_pages=({_text(survey.url + ('' if survey.url.endswith('/') else '/') + 'local/')},),")
    yield from _comment('ignore=(r"^/games/",),')


def _ways(survey: Survey) -> Iterator[str]:
    """What needs no line: a crawl finds it by itself."""
    good = [way for way in (*survey.feeds, *survey.sitemaps) if way.good]
    if good:
        yield from _comment("Found by every run without a word here:")
        for way in good[:5]:
            yield from _comment(f"{short(way.url, survey.url)} ({way.told})")
    if survey.browser:
        yield from _comment(f"It may need a browser ({'; '.join(survey.browser)}); docs/javascript.md tells how:")
        yield from _comment("browser=True,")


# --- pieces of source ------------------------------------------------------------------------------------------------


def _field(name: str, value: str, why: str = "") -> Iterator[str]:
    line = f"{_INDENT}{name}={_text(value)},"
    note = plain(why)
    if note and len(line) + len(note) + 4 > _WIDE:
        yield from _comment(note)
        note = ""
    yield f"{line}  # {note}" if note else line


def _list(name: str, values: list[str], told: list[str], notes: list[str] | None = None) -> Iterator[str]:
    for line in told:
        yield from _comment(line)
    if len(values) == 1 and not notes and len(values[0]) < _WIDE - 30:
        yield f"{_INDENT}{name}=({_text(values[0])},),"
        return
    yield f"{_INDENT}{name}=("
    for number, value in enumerate(values):
        note = plain(notes[number]) if notes else ""
        line = f"{_INDENT * 2}{_text(value)},"
        if note and len(line) + len(note) + 4 > _WIDE:
            yield f"{_INDENT * 2}# {note}"
            note = ""
        yield f"{line}  # {note}" if note else line
    yield f"{_INDENT}),"


def _comment(text: str) -> Iterator[str]:
    yield from (f"{_INDENT}# {line}" for line in wrap(plain(text), _WIDE - 6))


def _text(value: str) -> str:
    """The literal of a text: raw where that is easier to read, in double quotes where it can be."""
    if value.isprintable() and '"' not in value:
        if "\\" not in value:
            return f'"{value}"'
        if not value.endswith("\\"):
            return f'r"{value}"'
    return ascii(value)
