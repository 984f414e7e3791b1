"""Where the days of an archive are chosen and not linked: a menu of months, cells of a calendar, a form for a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from urllib.parse import urlencode, urlsplit

from lxml.html import HtmlElement

from newscrawl.extraction.document import Document
from newscrawl.reading.addresses import shape
from newscrawl.reading.clicks import place_of
from newscrawl.reading.mapnames import period
from newscrawl.urls import absolute
from newscrawl.window import days_from

__all__ = ["jumps"]

_MOST_ELEMENTS, _MOST_FORMS, _MOST = 20_000, 20, 400
_HOLDERS = ("option", "td", "span", "div", "li", "button", "time")
_PLACES = ("value", "data-href", "data-url", "data-link")
_CHOICES = {
    "year": re.compile(r"(?:\w+[_-])?(?:y(?:ear)?|jahr|ann?ee|ano|año|anno|jaar)", re.IGNORECASE),
    "month": re.compile(r"(?:\w+[_-])?(?:m(?:onth)?|monat|mois|mes|mese|maand)", re.IGNORECASE),
    "day": re.compile(r"(?:\w+[_-])?(?:d(?:ay)?|tag|jour|d[ií]a|giorno|dag)", re.IGNORECASE),
}
"""What the fields of a date are called (`date.year`, …)."""
_TYPED = ("text", "search", "email", "password", "tel", "url", "file")


def jumps(document: Document, today: date | None) -> list[str]:
    """The addresses of days and months that a page leads to without a link."""
    found = [url for url in _chosen(document) if shape(url)[0] == "dates"]
    if today is not None:
        found += _asked(document, today)
    return list(dict.fromkeys(found))[:_MOST]


def _chosen(document: Document) -> Iterator[str]:
    """What elements that are no links lead to once they are chosen, or clicked."""
    for element in islice(document.tree.iter(*_HOLDERS), _MOST_ELEMENTS):
        if not len(element.attrib):
            continue
        told = [value for name in _PLACES if (value := element.get(name))]
        if (place := place_of(element)) is not None:
            told.append(place)
        for value in told:
            if "/" in value and (url := absolute(document.base_url, value)) is not None:
                yield url


def _asked(document: Document, today: date) -> Iterator[str]:
    """What forms for a day ask for: the day before the one that the page shows, or of another page yesterday and today.
    So an archive is walked back from day to day."""
    here = urlsplit(document.url)
    shown = period(document.url) if here.query else None
    for form in islice(document.tree.iter("form"), _MOST_FORMS):
        action = absolute(document.base_url, form.get("action") or document.url)
        if action is None or (form.get("method") or "get").lower() != "get":
            continue
        place = urlsplit(action)
        own = shown is not None and (place.netloc, place.path) == (here.netloc, here.path)
        days = [days_from(shown[0], -1)] if own and shown else [today, days_from(today, -1)]
        for day in days:
            if query := _filled(form, day):
                yield f"{action.partition('?')[0].partition('#')[0]}?{urlencode(query)}"


def _filled(form: HtmlElement, day: date) -> dict[str, str] | None:
    """A form's fields filled in for a day; None where it asks for something else, for more, or not for that day."""
    query: dict[str, str] = {}
    told: set[str] = set()
    for field in form.iter("input", "select", "textarea"):
        name, kind = field.get("name") or "", (field.get("type") or "text").lower()
        part = next((part for part, pattern in _CHOICES.items() if pattern.fullmatch(name)), None)
        if field.tag == "textarea" or (field.tag == "input" and kind in _TYPED):
            return None
        if field.tag == "select":
            value = _option(field, getattr(day, part)) if part else None
            if part is None or value is None:
                return None
            query[name] = value
            told.add(part)
        elif kind == "date" and name:
            if day.isoformat() < (field.get("min") or ""):
                return None
            query[name] = day.isoformat()
            told.update(_CHOICES)
        elif kind == "hidden" and name:
            query[name] = field.get("value") or ""
    return query if told == _CHOICES.keys() else None


def _option(select: HtmlElement, number: int) -> str | None:
    """The value of the choice that means a number, as it is written there."""
    for option in select.iter("option"):
        value = (option.get("value") or option.text or "").strip()
        if value.isdecimal() and value.isascii() and int(value[:9]) == number:
            return value
    return None
