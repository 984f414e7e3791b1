"""Captures as a WARC file (ISO 28500, WARC/1.1), for replay by pywb and its like and for other archives.

Payloads are kept decoded, so the header fields that told of their encodings and length stand under `X-Archive-Orig-`
names, as is customary, and `Content-Length` is that of the payload as it stands in the record.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import uuid
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import IO, TYPE_CHECKING
from urllib.parse import quote, urlsplit

from newscrawl import __version__
from newscrawl.archive.rawpages import selection
from newscrawl.exceptions import ArgumentError, DamagedError
from newscrawl.export.files import whole_file
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newscrawl.archive import Archive
    from newscrawl.archive.captures import Captures, Sighting
    from newscrawl.items import Capture

__all__ = ["ORIGINAL", "write"]

ORIGINAL = "X-Archive-Orig-"
"""In front of a header field's name: what was received, and does not hold for the record."""
_CODED = ("content-encoding", "transfer-encoding")
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_INFO = (
    ("software", f"newscrawl/{__version__}"),
    ("format", "WARC File Format 1.1"),
    ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
)
_DESCRIPTION = (
    "new and changed articles and front pages; payloads without transfer and content encodings: the fields that told"
    f" of these and of the length are named {ORIGINAL}*; reason phrases, case of names and order of fields are not as"
    " received; requests are told by the fields that were set, without cookies and credentials"
)


def write(
    archive: Archive,
    path: Path,
    *,
    site: str | None = None,
    since: date | datetime | None = None,
    until: date | datetime | None = None,
    robots: str = "obey",
    problem: Callable[[str], None] | None = None,
) -> int:
    """Write captures into a WARC file, each record gzipped where its name ends with ".gz"; the number of responses.

    `site`: name of a site. `since`, `until`: first and last day (in UTC) or moment of capture. `robots`: the policy
    that the crawls had, "obey" or "ignore". `problem` is told of captures that are damaged and left out; without it the
    first one ends the export. The file is complete or not there. Memory does not grow with it. Raises ArgumentError for
    an unknown site, and an archive that was opened without captures; ArchiveError and OSError.
    """
    wanted = selection(archive, site=site, since=since, until=until)
    if archive.captures is None:
        raise ArgumentError("the archive has no raw pages: there is nothing that a WARC file could hold")
    with whole_file(path, pack=False) as file:
        writer = _Writer(file, packed=path.name.endswith(".gz"))
        writer.info(path.name, site, robots)
        count = 0
        for sighting in filter(wanted, archive.captures.all_sightings()):
            try:
                count += _write_sighting(archive.captures, writer, sighting, wanted)
            except DamagedError as error:
                if problem is None:
                    raise
                problem(str(error))
        return count


def _write_sighting(captures: Captures, writer: _Writer, sighting: Sighting, wanted: Callable[[Sighting], bool]) -> int:
    capture = captures.seen(sighting)
    if capture is None:
        return 0  # erased while this was written
    first = None if sighting.first else captures.first(sighting.digest)
    if first and wanted(first):
        writer.revisit(sighting, capture, first)
        return 0
    writer.response(sighting, capture)
    return 1


class _Writer:
    """Writes records into a file."""

    def __init__(self, file: IO[bytes], *, packed: bool) -> None:
        self._file = file
        self._packed = packed

    def info(self, name: str, site: str | None, robots: str) -> None:
        fields = [*_INFO, ("robots", robots), ("description", _DESCRIPTION)]
        if site:
            fields.insert(2, ("isPartOf", site))
        block = "".join(f"{key}: {value}\r\n" for key, value in fields).encode()
        head = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", f"<{uuid.uuid4().urn}>"),
            ("WARC-Date", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
            ("WARC-Filename", quote(name)),
            ("Content-Type", "application/warc-fields"),
        ]
        self._record(head, block)

    def response(self, sighting: Sighting, capture: Capture) -> None:
        head = [*_head("response", sighting, capture), ("Content-Type", "application/http; msgtype=response")]
        head.append(("WARC-Payload-Digest", _digest(capture.body)))
        self._record(head, _response_head(capture) + capture.body)
        if capture.request_headers:
            head = [*_head("request", sighting, capture), ("WARC-Concurrent-To", _record_id("response", sighting))]
            self._record([*head, ("Content-Type", "application/http; msgtype=request")], _request_head(capture))

    def revisit(self, sighting: Sighting, capture: Capture, first: Sighting) -> None:
        """A payload that another record of the file holds."""
        head = [
            *_head("revisit", sighting, capture),
            ("WARC-Profile", _REVISIT),
            ("WARC-Refers-To", _record_id("response", first)),
            ("WARC-Refers-To-Target-URI", _uri(first.url)),
            ("WARC-Refers-To-Date", _date(first.fetched_at)),
            ("WARC-Payload-Digest", _digest(capture.body)),
            ("Content-Type", "application/http; msgtype=response"),
        ]
        self._record(head, _response_head(capture))

    def _record(self, head: list[tuple[str, str]], block: bytes) -> None:
        head = [*head, ("WARC-Block-Digest", _digest(block)), ("Content-Length", str(len(block)))]
        lines = "".join(f"{name}: {value}\r\n" for name, value in head)
        data = b"".join((b"WARC/1.1\r\n", lines.encode(), b"\r\n", block, b"\r\n\r\n"))
        self._file.write(gzip.compress(data, 6, mtime=0) if self._packed else data)


def _head(kind: str, sighting: Sighting, capture: Capture) -> list[tuple[str, str]]:
    head = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", _record_id(kind, sighting)),
        ("WARC-Date", _date(sighting.fetched_at)),
        ("WARC-Target-URI", _uri(sighting.url)),
    ]
    if capture.ip_address:
        head.append(("WARC-IP-Address", capture.ip_address))
    return head


def _record_id(kind: str, sighting: Sighting) -> str:
    """The same record has the same id in every export."""
    name = f"{kind} {sighting.digest} {sighting.fetched_at} {sighting.url}"
    return f"<{uuid.uuid5(uuid.NAMESPACE_URL, name).urn}>"


def _date(moment: str) -> str:
    """A time of the archive as WARC has it, "2024-04-17T15:07:00Z"; with milliseconds where there are any."""
    return re.sub(r"(\.000)?\+00:00$", "Z", moment)


def _uri(url: str) -> str:
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def _digest(data: bytes) -> str:
    """SHA-1 in Base32: what indexes of WARC files are made of."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def _response_head(capture: Capture) -> bytes:
    lines, size = [], str(len(capture.body))
    for name, value in capture.headers:
        key = name.lower()
        if key in _CODED or (key == "content-length" and value.strip() != size):
            lines.append((ORIGINAL + name, value))
        elif key != "content-length":
            lines.append((name, value))
    try:
        phrase = HTTPStatus(capture.http_status).phrase
    except ValueError:
        phrase = ""
    return _http_head(f"HTTP/1.1 {capture.http_status} {phrase}", [*lines, ("Content-Length", size)])


def _request_head(capture: Capture) -> bytes:
    parts = urlsplit(_uri(capture.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    fields = capture.request_headers
    if not any(name.lower() == "host" for name, _ in fields):
        fields = [("Host", host_of(capture.url)), *fields]
    return _http_head(f"GET {target} HTTP/1.1", fields)


def _http_head(start: str, fields: list[tuple[str, str]]) -> bytes:
    lines = [start, *(f"{name}: {value}" for name, value in fields)]
    text = "".join(re.sub(r"[\r\n\x00]+", " ", line).strip() + "\r\n" for line in lines) + "\r\n"
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
