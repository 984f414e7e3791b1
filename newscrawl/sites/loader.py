"""The described sites: those bundled here and those in the user's own folder."""

from __future__ import annotations

import os
import pkgutil
import runpy
import stat
import traceback
from importlib import import_module
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin

import newscrawl.sites as bundled
from newscrawl.countries import chief_zone, country_of
from newscrawl.exceptions import ArgumentError, SiteError
from newscrawl.site import Site
from newscrawl.sites.check import check
from newscrawl.urls import canonical, domain_of, host_of, in_site, is_web, path_of

__all__ = ["described", "find", "load", "own", "with_bundled"]

_ROOMS = ("check", "loader")  # the modules of this package that describe no site


def load(folder: Path | None = None) -> tuple[dict[str, Site], list[str]]:
    """Every described site by name, and one line for every file that describes none, with its fault and its cure.

    A file of the user's wins over a bundled one of the same name. A broken file is left out; nothing is raised.
    """
    mine, faults = own(folder)
    return with_bundled(mine), list(faults.values())


def with_bundled(mine: dict[str, Site]) -> dict[str, Site]:
    """The sites of the user's files (by stem, as `own` gives them) and the bundled ones, by name."""
    found = {name: _bundled(name) for _, name, _ in pkgutil.iter_modules(bundled.__path__) if name not in _ROOMS}
    sites = {site.name: site for site in found.values()}
    for stem, site in mine.items():
        if stem in found:
            sites.pop(found.pop(stem).name, None)
        sites[site.name] = site
    return sites


def own(folder: Path | None) -> tuple[dict[str, Site], dict[str, str]]:
    """The sites that the user's files describe, and a line on each that describes none; both by the file's stem."""
    sites: dict[str, Site] = {}
    faults: dict[str, str] = {}
    if folder is None or not folder.is_dir():
        return sites, faults
    if _of_all(folder):
        return sites, {"": f"{folder}: anyone on this machine may write to it, and it is run: chmod o-w {folder}"}
    for path in sorted(folder.glob("*.py")):
        if path.name.startswith(("_", ".")):
            continue
        try:
            sites[path.stem] = described(path)
        except SiteError as error:
            faults[path.stem] = f"{path}: {error} (the file is left out)"
    return sites, faults


def find(url: str, sites: dict[str, Site], *, start: bool = True) -> Site:
    """The described site that an address belongs to; else a site made from the address alone, in the time zone in which
    most of the country of its top-level domain live: newsrooms print the time of their readers.

    `start` says that it is a start address, whose path is the site's; False takes it for any page of a whole host, as
    an article's address. Raises `ArgumentError` for what is no web address.
    """
    if not is_web(url):
        raise ArgumentError(f"{url!r} is not a web address; write it in full, https://example.org/")
    owners = [site for site in reversed(sites.values()) if in_site(url, site)]  # the user's own first
    if owners:
        return max(owners, key=lambda site: _closeness(url, site))
    domain = domain_of(host_of(canonical(url)))
    country = country_of(domain)
    if start:
        domain += _folder(url)
    zone = chief_zone(country) if country else None
    return Site(name=domain, home=url if start else urljoin(url, "/"), domains=(domain,), time_zone=zone)


def _closeness(url: str, site: Site) -> tuple[int, int]:
    """How exactly a site is meant by an address: the length of the host and of the path that match."""
    best = (0, 0)
    for entry in site.domains:
        host, _, path = entry.partition("/")
        if in_site(url, Site(name="", home="", domains=(entry,))):
            best = max(best, (len(path), len(host)))
    return best


def _folder(url: str) -> str:
    """The path that a start address names, without a file's name at its end; empty for a whole host."""
    path = PurePosixPath(path_of(canonical(url)).partition("?")[0])
    if "." in path.name:
        path = path.parent
    return str(path).rstrip("/")


def _bundled(name: str) -> Site:
    site: Site = import_module(f"{bundled.__name__}.{name}").site
    return site


def described(path: Path) -> Site:
    """The site of one of the user's files. Raises `SiteError` with the fault and the cure."""
    if _of_all(path):
        raise SiteError(f"anyone on this machine may write to it, and it is run: chmod o-w {path}")
    try:
        module = runpy.run_path(str(path), run_name=f"newscrawl_site_{path.stem}")
    except SyntaxError as error:
        raise SiteError(f"line {error.lineno} is not valid Python: {error.msg}; correct it there") from error
    except ImportError as error:
        raise SiteError(f"{error}; a description needs `from newscrawl.site import Layout, Rail, Site` only") from error
    except (OSError, UnicodeError, ValueError) as error:
        raise SiteError(f"the file cannot be read: {_words(error)}; save it as text in UTF-8") from error
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a user's file may do anything
        raise SiteError(f"{_place(error, path)}{_words(error)}; correct it there") from error
    if "site" not in module:
        raise SiteError("it describes no site; write `site = Site(name=…, home=…)`, see docs/adding-a-site.md")
    return check(module["site"])


def _of_all(path: Path) -> bool:
    """Whether every user of the machine may write to a file or folder (POSIX; elsewhere modes do not tell)."""
    return os.name == "posix" and bool(path.stat().st_mode & stat.S_IWOTH)


def _words(error: BaseException) -> str:
    words = " ".join(str(error).split()).removeprefix("Site.__init__() ").removeprefix("Layout.__init__() ")
    return words.removeprefix("Rail.__init__() ") or type(error).__name__


def _place(error: BaseException, path: Path) -> str:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return f"line {lines[-1]}: " if lines else ""
