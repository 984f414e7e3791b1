"""The arguments (`-a NAME=VALUE`) that every news spider takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from newscrawl.exceptions import ArgumentError
from newscrawl.urls import host_of, is_web, without_password
from newscrawl.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Arguments"]

_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Checked arguments. `parse` raises ArgumentError, one line that names argument, value and what is allowed."""

    url: str | None = None
    """Address of a front page."""
    urls: tuple[str, ...] = ()
    """Addresses of articles, from a file with one a line."""
    files: tuple[Path, ...] = ()
    """WARC files, and folders of saved pages."""
    sites: tuple[str, ...] = ()
    """Hosts to keep of them."""
    size: Literal["small", "medium", "large"] = "small"
    """Of the bundled newsrooms."""
    since: date | None = None
    """First day of publication, in the site's zone."""
    until: date | None = None
    """Last day of publication."""
    sections: tuple[str, ...] = ()
    """Sections, as in addresses."""
    backfill: bool = False
    """Walk every page of every listing."""
    revisit: Literal["due", "all", "none"] = "due"
    """Which known articles to ask again."""

    @classmethod
    def parse(cls, given: Mapping[str, Any], allowed: tuple[str, ...], **defaults: Any) -> Arguments:
        """Check arguments as given on the command line."""
        values: dict[str, Any] = dict(defaults)
        for name, value in given.items():
            if name not in allowed:
                raise ArgumentError(f"unknown argument -a {name}={value}: allowed are {', '.join(allowed)}")
            values[name] = _READERS[name](name, str(value))
        arguments = cls(**values)
        if arguments.since and arguments.until and arguments.since > arguments.until:
            raise ArgumentError(f"-a since={arguments.since} is after -a until={arguments.until}: swap them")
        return arguments

    @property
    def window(self) -> Window:
        """The part of a site that is wanted."""
        return Window(since=self.since, until=self.until, sections=self.sections)


def _address(name: str, value: str) -> str:
    if "://" not in value:
        if not set(".:") & set(value.partition("/")[0]):
            raise ArgumentError(f"-a {name}={value} is not a web address: write it as https://example.org/")
        value = f"https://{value}"
    if without_password(value) != value:
        raise ArgumentError(f"-a {name}: leave the name and the password in front of @ out of the address")
    if not is_web(value):
        raise ArgumentError(f"-a {name}={value} is not a web address: write it as https://example.org/")
    return value


def _flag(name: str, value: str) -> bool:
    if value.lower() not in _YES + _NO:
        raise ArgumentError(f"-a {name}={value}: allowed are 1 and 0")
    return value.lower() in _YES


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ArgumentError(f"-a {name}={value} is not a day: write it as 2024-04-17") from None


def _one_of(*allowed: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value not in allowed:
            raise ArgumentError(f"-a {name}={value}: allowed are {', '.join(allowed)}")
        return value

    return read


def _lines(name: str, value: str) -> tuple[str, ...]:
    """Addresses in a file, one a line; blank lines and lines that start with # are passed over."""
    try:
        lines = Path(value).expanduser().read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArgumentError(
            f"-a {name}={value} cannot be read ({error}): name a text file, one address a line"
        ) from None
    urls = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not urls:
        raise ArgumentError(f"-a {name}={value} holds no address: write one a line")
    return tuple(dict.fromkeys(_address(name, url) for url in urls))


def _files(name: str, value: str) -> tuple[Path, ...]:
    """Files; a folder stands for the WARC files in it, or where there are none for the pages saved in it."""
    found: list[Path] = []
    for part in value.split(","):
        if not part.strip():
            continue
        path = Path(part.strip()).expanduser()  # behind `files=` not every shell does it
        if path.is_dir():
            captured = sorted(file for file in path.rglob("*") if _WARC.search(file.name) and file.is_file())
            found += captured or [path]
        elif path.is_file():
            found.append(path)
        else:
            raise ArgumentError(
                f"-a {name}: there is no file or folder {path}: name WARC files or folders, with commas"
            )
    return tuple(dict.fromkeys(found))


_WARC = re.compile(r"\.w?arc(?:\.(?:gz|zst))?$", re.IGNORECASE)
"""Names of WARC files, and of those that have to be made into some first: these are named, not passed over."""


def _names(name: str, value: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("/").lower() for part in value.split(",") if part.strip())


def _hosts(name: str, value: str) -> tuple[str, ...]:
    return tuple(host_of(host) if "://" in host else host for host in _names(name, value))


_READERS: dict[str, Callable[[str, str], Any]] = {
    "url": _address,
    "urls": _lines,
    "files": _files,
    "sites": _hosts,
    "since": _day,
    "until": _day,
    "sections": _names,
    "backfill": _flag,
    "revisit": _one_of("due", "all", "none"),
    "size": _one_of("small", "medium", "large"),
}
