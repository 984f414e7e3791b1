"""Writes what a probe saw into the user's own folder: a site's description, and pages with their expected reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from newscrawl import sites
from newscrawl.exceptions import SiteError
from newscrawl.probe.stored import StoredPage, expectation, find, store
from newscrawl.probe.survey import Survey
from newscrawl.probe.tour import Stop, Tour
from newscrawl.probe.writing import description
from newscrawl.site import Site
from newscrawl.sites.check import check_name
from newscrawl.sites.loader import described
from newscrawl.urls import canonical

__all__ = ["check_there", "check_target", "pages_of", "save_page", "save_site"]

_THERE = "{} is there already: --force writes it anew; to store one more page, give an article's address"
_STORED = "{} has this page already: --force stores it anew, with what is read today"


def pages_of(folder: Path, name: str) -> Path:
    """Where the stored pages of one of the user's sites lie."""
    return folder / "pages" / name


def check_target(name: str) -> None:
    """Whether a site can be saved under this name. Raises SiteError."""
    check_name(name)
    if name.startswith("_"):
        raise SiteError(f"name={name!r} begins with '_': such files are left out; choose another name")


def check_there(name: str, url: str, folder: Path) -> None:
    """Whether what would be saved is there already, as far as an address tells. Raises SiteError."""
    path = folder / f"{name}.py"
    if path.exists() and canonical(url) == canonical(_load(folder, name).home):
        raise SiteError(_THERE.format(path))
    if (page := find(pages_of(folder, name), url)) is not None:
        raise SiteError(_STORED.format(page))


def save_site(tour: Tour, survey: Survey, name: str, folder: Path, *, force: bool) -> list[Path]:
    """Write `NAME.py` and the pages that came; the files that were written. Raises SiteError."""
    path = folder / f"{name}.py"
    if not force:
        _keep_others(tour, name, path)
    folder.mkdir(parents=True, exist_ok=True)
    day = tour.stops[0].fetched_at.date()
    site = _write(path, description(survey, name, day))
    written = [path]
    pages = [tour.stops[0], *(stop for stop in tour.stops if stop.kind == "article")]
    for stop in pages:
        if force or find(pages_of(folder, name), stop.url) is None:
            written.append(_store(stop, site, pages_of(folder, name)))
    return written


def save_page(stop: Stop, name: str, folder: Path, *, force: bool) -> Path:
    """Add a page to those of a site; the file with its expected reading. Raises SiteError."""
    site = _load(folder, name)
    there = find(pages_of(folder, name), stop.url)
    if there is not None and not force:
        raise SiteError(_STORED.format(there))
    return _store(stop, site, pages_of(folder, name))


def _keep_others(tour: Tour, name: str, path: Path) -> None:
    """Nothing that is there is replaced unasked."""
    if path.exists():
        raise SiteError(_THERE.format(path))
    if name in tour.described:
        raise SiteError(f"{name} is a site that newscrawl brings along: choose another name, or --force to replace it")
    if tour.is_known:
        raise SiteError(
            f"this site is described as {tour.site.name}: `scrapy crawl {tour.site.name}` archives it;"
            f" to describe it yourself use --save {tour.site.name} --force"
        )


def _write(path: Path, text: str) -> Site:
    """Write a description, and read it as a crawl will; nothing is written where that fails."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8")
        site = described(new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return site


def _load(folder: Path, name: str) -> Site:
    known, warnings = sites.load(folder)
    if name in known:
        return known[name]
    mine = next((line for line in warnings if line.startswith(str(folder / f"{name}.py"))), None)
    raise SiteError(
        mine or f"there is no site {name}: describe it first, scrapy probe ADDRESS-OF-ITS-FRONT-PAGE --save {name}"
    )


def _store(stop: Stop, site: Site, folder: Path) -> Path:
    page = StoredPage(
        url=stop.url,
        body=stop.body,
        fetched_at=stop.fetched_at.isoformat(timespec="seconds"),
        http_status=stop.http_status,
        content_type=stop.content_type,
        # A person who stores a page that nothing could be read on means a story (else corrects the file).
        asked_as="article" if stop.kind in ("article", "other") else None,
    )
    return store(replace(page, expected=expectation(page, site)), folder)
