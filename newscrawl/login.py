"""A subscriber's own login for a site: cookies and header fields from two files beside its description.

`sites/NAME.cookies.txt` is what add-ons of web browsers export (Netscape's format), `sites/NAME.headers` holds lines
"Name: value". They are secrets: read by their owner alone, kept in memory alone, and never printed, not even by an
error. Knows no Scrapy.
"""

from __future__ import annotations

import os
import re
import stat
import time
import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import Cookie, LoadError, MozillaCookieJar
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl.exceptions import ArgumentError
from newscrawl.urls import domain_of, in_site

if TYPE_CHECKING:
    from newscrawl.site import Site

__all__ = ["Login", "read"]

_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([!-~](?:[ -~]*[!-~])?)")  # RFC 9110, section 5
_OTHERS = {
    "cookie": "put cookies into {name}.cookies.txt",
    "user-agent": "set USER_AGENT",
    **dict.fromkeys(("host", "connection", "content-length", "transfer-encoding"), "leave it out"),
}
"""Fields that are not for this file, and the cure."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What is sent with the requests to one site."""

    site: Site
    cookies: tuple[Cookie, ...] = field(default=(), repr=False)
    """Of the site's own domains; which host and path gets which is for a cookie jar to tell."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Header fields, name and value."""
    problem: str = ""
    """What its owner should see to, in a line."""

    def fits(self, url: str) -> bool:
        """Whether the header fields may go to an address: one of the site, by https or to this machine itself."""
        parts = urlsplit(url)
        return in_site(url, self.site) and (parts.scheme == "https" or parts.hostname in _LOOPBACK)


def read(folder: Path, site: Site) -> Login | None:
    """The login for a site; None where there are no files. Raises ArgumentError, without what the files hold."""
    name = site.name.replace("/", "-")
    jar, lines = folder / f"{name}.cookies.txt", folder / f"{name}.headers"
    if not jar.exists() and not lines.exists():
        return None
    cookies = _cookies(jar, site) if jar.exists() else ()
    return Login(
        site=site,
        cookies=cookies,
        headers=_headers(lines, name) if lines.exists() else (),
        problem=_expired(jar, cookies),
    )


def _check_owner(path: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ArgumentError(f"{path} is a login, and others can read it: chmod 600 {path}")


def _cookies(path: Path, site: Site) -> tuple[Cookie, ...]:
    _check_owner(path)
    jar = MozillaCookieJar(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it prints a traceback at a line of another form
            jar.load(ignore_discard=True, ignore_expires=True)
    except (LoadError, OSError, UnicodeDecodeError):  # its words may hold a cookie
        raise ArgumentError(
            f"{path} holds no cookies in Netscape's format (first line: # Netscape HTTP Cookie File): export it again"
        ) from None
    domains = {domain_of(entry.partition("/")[0]) for entry in site.domains}
    domains |= {domain.partition(":")[0] for domain in domains}  # cookies know no ports
    mine = tuple(cookie for cookie in jar if domain_of(cookie.domain.removeprefix(".")) in domains)
    if not mine:
        raise ArgumentError(f"{path} holds no cookie of {', '.join(site.domains)}: export it while its page is open")
    for cookie in mine:
        if not cookie.expires:  # add-ons write 0 for "until the browser is closed"
            cookie.expires, cookie.discard = None, True
    return mine


def _expired(path: Path, cookies: tuple[Cookie, ...]) -> str:
    """That no cookie is left, if so. Single ones expire all the time, and which one is the login nobody can tell."""
    ends = [cookie.expires for cookie in cookies]
    if not ends or not all(end is not None and end <= time.time() for end in ends):
        return ""
    last = datetime.fromtimestamp(max(end for end in ends if end is not None), UTC)
    return f"the cookies in {path} expired on {last:%Y-%m-%d}: log in with your browser and export them again"


def _headers(path: Path, name: str) -> tuple[tuple[str, str], ...]:
    _check_owner(path)
    found = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ArgumentError(f"{path} cannot be read: write a text file with lines like `Name: value`") from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        parsed = _FIELD.fullmatch(line.strip())
        if not parsed:
            raise ArgumentError(f"line {number} of {path} is no header field: write it as `Name: value`")
        if cure := _OTHERS.get(parsed[1].lower()):
            raise ArgumentError(f"line {number} of {path}: {parsed[1]} is not for this file; {cure.format(name=name)}")
        found.append((parsed[1], parsed[2]))
    if not found:
        raise ArgumentError(f"{path} holds no header field: write them as `Name: value`, or remove the file")
    return tuple(found)
