"""Saved pages in a folder, as if each were a record: what news-please, wget, HTTrack, SingleFile and browsers write.

A page's address is told by the first of these that is there: the JSON file beside it (news-please), the comment that
whoever saved it left in it, its canonical link or og:url, and the folders it lies in, `host/path` (wget).
"""

from __future__ import annotations

import json
import os
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from newscrawl.items import Capture
from newscrawl.urls import absolute, domain_of, host_of, is_web
from newscrawl.warc.pages import Page
from newscrawl.warc.records import MAX_BYTES
from newscrawl.warc.streams import GZIP

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Saved", "saved_pages"]

_HEAD = 256 * 1024
"""Bytes at a page's start that are looked through for its address."""
_BEGIN = re.compile(rb"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE)
_NAME = re.compile(r"\.x?html?(?:\.gz)?$", re.IGNORECASE)
_STAMP = re.compile(r"_(1\d{9})\.html?$")  # news-please: seconds since 1970
_INDEX = re.compile(r"^index\.x?html?(?:\.gz)?(?=$|\?)", re.IGNORECASE)
"""The name that wget gives to what has none, in front of a query."""
_KEPT = "/?&=;,+%~!$'()*:@"
"""What an address may hold unquoted."""
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"<(?:link|meta|base)\b[^>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FROM = (
    re.compile(r"saved from url=\(\d+\)(?P<url>\S+)"),  # browsers
    re.compile(r"Page saved with SingleFile\s+url:\s*(?P<url>\S+)(?:\s+saved date:\s*(?P<at>[^\n(]+))?"),
    re.compile(r"Mirrored from (?P<url>\S+) by HTTrack[^\n]*?(?:\], (?P<at>\w{3}, [^\n]*? GMT))"),
)


@dataclass(slots=True, kw_only=True)
class Saved:
    """A file of the folder."""

    path: Path
    page: Page | None
    """None where it cannot be read."""
    fault: str = ""
    """Why it cannot."""


def saved_pages(folder: Path) -> Iterator[Saved]:
    """The pages in a folder and those below it, by name. Other files are passed over without a word.

    Links are not followed: a folder that strangers filled leads nowhere else.
    """
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(where, name)
            try:
                if path.is_symlink() or not path.is_file() or not _is_page(path):
                    continue
                yield _saved(path, folder)
            except OSError as error:
                yield Saved(path=path, page=None, fault=error.strerror or str(error))


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return bool(_NAME.search(path.name) or _BEGIN.search(file.read(1024)))


def _saved(path: Path, folder: Path) -> Saved:
    with path.open("rb") as file:
        body = file.read(MAX_BYTES + 1)
    if body.startswith(GZIP):
        try:
            body = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, MAX_BYTES + 1)
        except zlib.error:
            return Saved(path=path, page=None, fault="it is packed and damaged")
    if len(body) > MAX_BYTES:
        return Saved(path=path, page=None, fault=f"it is larger than {MAX_BYTES >> 20} MB")
    text = body[:_HEAD].decode("utf-8", "replace")
    beside = _beside(path)
    commented, when = _commented(text)
    url = beside.get("url") or commented or _named(text, _laid_out(path, folder))
    if not isinstance(url, str) or not is_web(url):
        return Saved(path=path, page=None, fault="nothing tells its address (docs/migrating.md says what may)")
    moment = _utc(beside.get("date_download")) or _stamped(path) or when
    moment = moment or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    capture = Capture(
        url=url,
        fetched_at=moment.isoformat(timespec="milliseconds"),
        http_status=200,
        headers=[("Content-Type", "text/html")],
        body=body,
    )
    return Saved(path=path, page=Page(capture))


def _beside(path: Path) -> dict[str, Any]:
    """What news-please notes beside a page, in `page.html.json`: `url`, `date_download` (UTC) and more."""
    beside = path.with_name(f"{path.name}.json")
    try:
        if beside.is_symlink() or not beside.is_file() or beside.stat().st_size > MAX_BYTES:
            return {}
        found = json.loads(beside.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _utc(value: object) -> datetime | None:
    """A time as ISO 8601; UTC where it names no zone."""
    try:
        moment = datetime.fromisoformat(str(value))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _stamped(path: Path) -> datetime | None:
    found = _STAMP.search(path.name)
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _commented(text: str) -> tuple[str, datetime | None]:
    """Address and time from a comment of whoever saved the page."""
    for comment in _COMMENT.findall(text):
        for form in _FROM:
            if found := form.search(comment):
                url = found["url"] if "://" in found["url"] else f"http://{found['url']}"
                return unescape(url), _printed(found.groupdict().get("at"))
    return "", None


def _printed(text: str | None) -> datetime | None:
    """A time as HTTrack ("Tue, 07 Jan 2020 10:00:00 GMT") or SingleFile (a browser's words) print it."""
    text = re.sub(r"^(\w{3}) (\w{3}) (\d\d) (\d{4}) ([\d:]+) GMT", r"\1, \3 \2 \4 \5 ", (text or "").strip())
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except (ValueError, TypeError, OverflowError):
        return None


def _named(text: str, laid_out: str) -> str:
    """The page's own word for its address, else that of its folders.

    A canonical link that leads to a front page is one that a site puts on every page; and with wget's folders a page
    of another site than that which they name was copied there.
    """
    found: dict[str, str] = {}
    for tag in _TAG.findall(_COMMENT.sub("", text)):
        values = {name.lower(): unescape(a or b or c).strip() for name, a, b, c in _ATTRIBUTE.findall(tag)}
        if "canonical" in values.get("rel", "").lower().split():
            found.setdefault("canonical", values.get("href", ""))
        elif "og:url" in (values.get("property", "").lower(), values.get("name", "").lower()):
            found.setdefault("og", values.get("content", ""))
    for named in (found.get("canonical"), found.get("og")):
        url = absolute(laid_out, named) if named else None
        if url and not laid_out:
            return url
        if url and urlsplit(url).path not in ("", "/") and domain_of(host_of(url)) == domain_of(host_of(laid_out)):
            return url
    return laid_out


def _laid_out(path: Path, folder: Path) -> str:
    """The address that the folders spell, `www.example.org/news/story.html`; empty where they begin with no host."""
    below, above = path.relative_to(folder).parts, folder.absolute().parts
    first = next((i for i, part in enumerate(below[:-1]) if _is_host(part)), None)
    if first is not None:
        host, *rest = below[first:]
    elif last := next((i for i, part in reversed(list(enumerate(above))) if _is_host(part)), None):
        host, *rest = (*above[last:], *below)
    else:
        return ""
    rest[-1] = _INDEX.sub("", rest[-1]).removesuffix(".gz")
    return f"https://{host}/{quote('/'.join(rest), safe=_KEPT)}"


def _is_host(name: str) -> bool:
    """Whether a folder's name is that of a host below a public suffix, with a port or without."""
    bare = name.lower().partition(":")[0]
    return bool(re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", bare)) and domain_of(f"www.{bare}") != f"www.{bare}"
