"""Whether a description can be used. What is wrong is said in one line, with the cure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from parsel.csstranslator import HTMLTranslator

from newscrawl.exceptions import SiteError
from newscrawl.site import Layout, Rail, Site
from newscrawl.urls import host_of, in_site, is_web, without_password

__all__ = ["check", "check_name"]

_RESERVED = ("news", "demo", "warc")  # spiders of newscrawl itself
_NAME = re.compile(r"\w[\w.-]*\Z", re.ASCII)
_SELECTORS = {
    Layout: (
        "match",
        "headline",
        "description",
        "body",
        "authors",
        "date_published",
        "section",
        "image_caption",
        "image_credit",
    ),
    Rail: ("container", "heading", "item", "headline", "description", "label"),
}


def check(site: object) -> Site:
    """The site, with lists turned into tuples and `domains` filled in. Raises `SiteError`."""
    if not isinstance(site, Site):
        raise SiteError(f"`site` is a {type(site).__name__}; write `site = Site(name=…, home=…)`")
    _texts(site, "", ("name", "home", "time_zone", "language", "country"))
    check_name(site.name)
    if without_password(site.home) != site.home:
        raise SiteError("home: leave the name and the password in front of @ out of the address")
    if not isinstance(site.browser, bool):
        raise SiteError(f"browser={site.browser!r} is neither True nor False; write browser=True, or leave it out")
    if not is_web(site.home):
        raise SiteError(f"home={site.home!r} is not a web address; write it in full, 'https://example.org/'")
    lists: dict[str, Any] = {
        name: _list(site, name, str) for name in ("domains", "front_pages", "articles", "listings", "ignore")
    }
    lists["layouts"] = _list(site, "layouts", Layout)
    lists["rails"] = _list(site, "rails", Rail)
    site = replace(site, **{**lists, "domains": lists["domains"] or (host_of(site.home).removeprefix("www."),)})
    _addresses(site)
    for name in ("articles", "listings", "ignore"):
        for pattern in getattr(site, name):
            _pattern(f"{name}: {pattern!r}", pattern)
    layouts = tuple(_layout(number, layout) for number, layout in enumerate(site.layouts, 1))
    for number, rail in enumerate(site.rails, 1):
        _selectors(f"rail {number}", rail)
        if not rail.container:
            raise SiteError(f"rail {number} has no container; give the selector of the block's element")
    if site.time_zone is not None:
        _zone(site.time_zone)
    return replace(site, layouts=layouts)


def check_name(name: str) -> None:
    """Whether a site can have this name, and its file. Raises `SiteError`."""
    if not _NAME.match(name):
        raise SiteError(f"name={name!r} cannot be a spider's name; use letters, digits, '-', '_' and '.' only")
    if name in _RESERVED:
        raise SiteError(f"name={name!r} is a spider of newscrawl itself; choose another name")


def _texts(thing: Any, where: str, names: Iterable[str]) -> None:
    """Each of these fields holds text (or nothing, where nothing is its default)."""
    optional = {field.name for field in fields(thing) if field.default is None}
    for name in names:
        value = getattr(thing, name)
        if not isinstance(value, str) and not (value is None and name in optional):
            raise SiteError(f"{where}{name}={value!r} is not text; write it in quotes")


def _list(thing: Any, name: str, kind: type) -> tuple[Any, ...]:
    """A field's values as a tuple."""
    value = getattr(thing, name)
    if isinstance(value, kind):
        what = repr(value) if kind is str else f"{kind.__name__}(…)"
        raise SiteError(f"{name} is a single value; put it in brackets with a comma: {name}=({what},)")
    if not isinstance(value, (tuple, list)) or not all(isinstance(entry, kind) for entry in value):
        what = "texts" if kind is str else f"{kind.__name__}s"
        raise SiteError(f"{name}={value!r} is not a list of {what}; write {name}=(…, …)")
    return tuple(value)


def _addresses(site: Site) -> None:
    for entry in site.domains:
        if "://" in entry or entry.startswith("/") or not entry:
            raise SiteError(f"domains: {entry!r} is not a domain; write 'example.org' or 'example.org/path'")
    for url in (site.home, *site.front_pages):
        if not is_web(url):
            raise SiteError(f"front_pages: {url!r} is not a web address; write it in full, 'https://example.org/news'")
        if not in_site(url, site):
            raise SiteError(f"{url} lies outside domains={site.domains}; add its domain there")


def _layout(number: int, layout: Layout) -> Layout:
    _selectors(f"layout {number}", layout)
    if layout.valid_until is not None and not isinstance(layout.valid_until, date):
        raise SiteError(f"layout {number}: valid_until={layout.valid_until!r} is not a day; write date(2024, 10, 31)")
    remove = _list(layout, "remove", str)
    for selector in remove:
        _selector(f"layout {number}: remove", selector)
    return replace(layout, remove=remove)


def _selectors(where: str, thing: Layout | Rail) -> None:
    _texts(thing, f"{where}: ", _SELECTORS[type(thing)])
    for name in _SELECTORS[type(thing)]:
        if selector := getattr(thing, name):
            _selector(f"{where}: {name}", selector)


def _selector(where: str, selector: str) -> None:
    try:
        HTMLTranslator().css_to_xpath(selector)
    except Exception as error:  # noqa: BLE001 - cssselect raises several kinds, and parsel its own
        fault = " ".join(str(error).split())
        raise SiteError(f"{where}={selector!r} is not a CSS selector ({fault}); correct it") from error


def _pattern(where: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise SiteError(f"{where} is not a regular expression ({error}); correct it") from error


def _zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise SiteError(f"time_zone={name!r} is not known; write a zone's IANA name, 'America/Toronto'") from error
