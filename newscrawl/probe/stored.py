"""Stored pages of a site, each with what should be read on it: a test for the site's description.

A folder holds two files for each page: `NAME.html`, its bytes as they came (without transfer and content encodings),
and `NAME.json`, which a person may correct:

    {"url": "https://example.org/news/1",       the address that answered
     "fetched_at": "2026-11-26T10:00:00Z",      ISO 8601; dates such as "3 hours ago" count from here
     "http_status": 200,
     "content_type": "text/html; charset=utf-8",  the header as it came; left out: there was none
     "asked_as": "article",                     what the way there promised (`items.Kind`); left out: nothing
     "expected": {"kind": "article", "headline": "…", …}}

`expected` names only what is to be compared: any field of `items.Article`, and those of `DERIVED`. Pure but for the
files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from itertools import count
from pathlib import Path
from typing import Any, cast, get_args
from urllib.parse import unquote

from newscrawl.exceptions import SiteError
from newscrawl.items import Article, Kind
from newscrawl.moments import iso
from newscrawl.reading import Reading
from newscrawl.reading.addresses import parts
from newscrawl.reading.sniff import charset
from newscrawl.site import Site
from newscrawl.urls import is_web

__all__ = ["DERIVED", "FIRST", "Compared", "StoredPage", "check", "expectation", "find", "load", "names", "store"]

DERIVED = {
    "kind": "what the page is: front, section, article, other",
    "first_paragraph": "the first block of the text",
    "last_paragraph": "its last block",
    "paragraphs": "how many blocks it has",
    "teasers": "how many stories a front page or section announces",
    "first_teasers": "addresses of the first of them, as many as are given",
    "rails": "headings of its blocks of teasers, in their order",
}
"""What can be expected beside an article's fields, and what it is."""
UNTOLD = ""
"""Stands in a file for what a person has yet to fill in; what a page does not have is null."""
FIRST = 5
"""Teasers whose addresses are written down."""
_WRITTEN = ("headline", "authors", "date_published", "description")
"""Fields of an article that are written down."""
_UNREAD = ("headline", "date_published", "first_paragraph", "last_paragraph")
"""Fields that a person fills in of a story that could not be read."""
_NOT_COMPARED = {"links", "images", "live_entries", "provenance", "reader_version", "plain_body", "marks", "page_url"}
"""Fields of an article that are no plain values, or say nothing of the page."""
_MOMENTS = ("date_published", "date_modified")
_SHORTEST, _LONGEST = 4, 60
"""Characters of a file's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A page as it came, and what should be read on it."""

    url: str
    """The address that answered."""
    body: bytes
    """Its bytes without transfer and content encodings."""
    fetched_at: str
    """ISO 8601 with an offset."""
    http_status: int = 200
    """Status code of the answer."""
    content_type: str | None = None
    """The header as it came."""
    asked_as: Kind | None = None
    """What the way there promised."""
    expected: dict[str, Any] = field(default_factory=dict)
    """Field -> what should be read."""
    name: str = ""
    """Of its two files, without their endings."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of a page: what was expected and what was read."""

    page: str
    """Name of the stored page."""
    name: str
    """Name of the field."""
    expected: Any
    """From the JSON file."""
    read: Any
    """By today's reader with today's description."""
    why: str = ""
    """Of what is wrong, why: in words, with its cure; empty where both values say enough."""

    @property
    def ok(self) -> bool:
        """Whether both say the same."""
        return self.expected != UNTOLD and _same(self.name, self.expected, self.read)


# --- files -----------------------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    """Names of the pages that a folder holds."""
    return sorted({path.stem for ending in ("html", "json") for path in folder.glob(f"*.{ending}")})


def load(folder: Path) -> list[StoredPage]:
    """The pages of a folder. Raises SiteError: one line that names the file and the cure."""
    return [_load(folder, name) for name in names(folder)]


def find(folder: Path, url: str) -> Path | None:
    """The file of the page of an address, where a folder has it."""
    return next((path for path in sorted(folder.glob("*.json")) if _address(path) == url), None)


def store(page: StoredPage, folder: Path) -> Path:
    """Write a page's two files; the one of its expected reading is returned.

    A page of the same address is written anew where it stood, another page of the same name gets a number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = find(folder, page.url)
    name = there.stem if there else _free(folder, page.name or _name(page))
    told: dict[str, Any] = {"url": page.url, "fetched_at": page.fetched_at, "http_status": page.http_status}
    if page.content_type is not None:
        told["content_type"] = page.content_type
    if page.asked_as is not None:
        told["asked_as"] = page.asked_as
    told["expected"] = page.expected
    (folder / f"{name}.html").write_bytes(page.body)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2).translate(_SURROGATES) + "\n", encoding="utf-8")
    return path


_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "�")


def _load(folder: Path, name: str) -> StoredPage:
    path = folder / f"{name}.json"
    try:
        body = (folder / f"{name}.html").read_bytes()
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SiteError(
            f"{error.filename} is missing: a stored page is two files, {name}.html and {name}.json"
        ) from error
    except ValueError as error:
        raise SiteError(f"{path} is not JSON in UTF-8 ({error}): correct it there") from error
    except OSError as error:
        raise SiteError(f"{error.filename} cannot be read: {error.strerror}") from error
    faults = list(_faults(told))
    if faults:
        raise SiteError(f"{path}: {faults[0]}")
    known = {f.name for f in fields(StoredPage)} - {"body", "name"}
    return StoredPage(name=name, body=body, **{key: value for key, value in told.items() if key in known})


def _faults(told: Any) -> Iterator[str]:
    """What is wrong with the JSON of a stored page, each with its cure."""
    if not isinstance(told, dict):
        yield 'it holds no object; write {"url": …, "fetched_at": …, "expected": {…}}'
        return
    if not is_web(str(told.get("url"))):
        yield f"url={told.get('url')!r} is not a web address; write it in full, 'https://example.org/news/1'"
    if iso(told.get("fetched_at")) is None:
        yield f"fetched_at={told.get('fetched_at')!r} is not a time; write '2026-11-26T10:00:00Z'"
    if not isinstance(told.get("content_type", ""), str):
        yield f"content_type={told['content_type']!r} is not text; write 'text/html; charset=utf-8' or leave it out"
    if told.get("asked_as") not in (None, *get_args(Kind)):
        yield f"asked_as={told['asked_as']!r} is not allowed; write one of {', '.join(get_args(Kind))}"
    expected = told.get("expected")
    if not isinstance(expected, dict):
        yield 'expected holds no object; write "expected": {"kind": "article", "headline": "…"}'
        return
    allowed = {*DERIVED, *(f.name for f in fields(Article))} - _NOT_COMPARED
    for name in expected:
        if name not in allowed:
            yield f"expected: there is no field {name!r}; there are {', '.join((*DERIVED, *_WRITTEN))} and others"


def _name(page: StoredPage) -> str:
    """What its files are called: the last part of its address that says something."""
    if page.expected.get("kind") == "front":
        return "front"
    segments = [re.sub(r"[^A-Za-z0-9]+", "-", unquote(part)).strip("-") for part in parts(page.url)[1].split("/")]
    told = [re.sub(r"-(?:s?html?|php|aspx?)$", "", part, flags=re.IGNORECASE) for part in segments if part]
    last = next((part for part in reversed(told) if len(part) >= _SHORTEST), max(told, key=len, default=""))
    return last[:_LONGEST].strip("-").lower() or "page"


def _free(folder: Path, name: str) -> str:
    candidates = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(candidate for candidate in candidates if not (folder / f"{candidate}.json").exists())


def _address(path: Path) -> str | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    return str(told.get("url")) if isinstance(told, dict) else None


# --- reading and comparing -------------------------------------------------------------------------------------------


def check(page: StoredPage, site: Site) -> list[Compared]:
    """Read a stored page as a crawl of this site does, and compare what is expected of it."""
    reading = _read(page, site)
    return [
        Compared(page.name, name, value, _value(reading, name, value), _why(reading, name, value))
        for name, value in page.expected.items()
    ]


def _why(reading: Reading, name: str, expected: Any) -> str:
    if name == "kind" and expected == "article" and not reading.article:
        return f"{reading.reason}; correct `articles` and `layouts` in the description, or write here what it is"
    return "not filled in yet: write into its .json what stands on the page, or null" if expected == UNTOLD else ""


def expectation(page: StoredPage, site: Site) -> dict[str, Any]:
    """What today's reader reads on a page, as it is written down for a person to correct.

    A story that could not be read is expected to be one all the same, with fields for a person to fill in.
    """
    reading = _read(page, site)
    written: tuple[str, ...] = ()
    if reading.article:
        written = (*_WRITTEN, "first_paragraph", "last_paragraph", "paragraphs", "word_count")
    elif reading.kind in ("front", "section") and page.asked_as != "article":
        written = ("teasers", "first_teasers")
    elif page.asked_as == "article":
        return {"kind": "article", **dict.fromkeys(_UNREAD, UNTOLD)}
    told = {name: _value(reading, name, [None] * FIRST) for name in ("kind", *written)}
    return {name: None if value == UNTOLD else value for name, value in told.items()}


def _read(page: StoredPage, site: Site) -> Reading:
    from newscrawl.reading.read import read  # the whole reader, which other commands need not load

    return read(
        page.body,
        page.url,
        site=site,
        encoding=charset(page.content_type),
        content_type=page.content_type,
        fetched_at=iso(page.fetched_at),
        hint=page.asked_as,
    )


def _value(reading: Reading, name: str, expected: Any) -> Any:
    """What was read; None where a page that is no article has no such field."""
    if name == "kind":
        return reading.kind
    if name == "teasers":
        return len(reading.teasers)
    if name == "first_teasers":
        most = len(expected) if isinstance(expected, list) else FIRST
        return [teaser.article_url for teaser in reading.teasers[:most]]
    if name == "rails":
        return list(dict.fromkeys(teaser.rail for teaser in reading.teasers if teaser.rail))
    if reading.article is None:
        return None
    blocks = reading.article.article_body.split("\n\n") if reading.article.article_body else []
    derived = {"first_paragraph": blocks[0] if blocks else "", "last_paragraph": blocks[-1] if blocks else ""}
    return {**derived, "paragraphs": len(blocks)}[name] if name in DERIVED else getattr(reading.article, name)


def _same(name: str, expected: Any, read: Any) -> bool:
    if name in _MOMENTS and (one := iso(expected)) and (other := iso(read)):
        return one == other
    if isinstance(expected, str) and isinstance(read, str):
        return expected.split() == read.split()
    return cast("bool", expected == read) or (expected is None and read == "")
