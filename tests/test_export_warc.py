"""Captures written as WARC: accepted by others' readers, nothing told that was not received."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b32encode
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newscrawl.archive import Archive
from newscrawl.exceptions import ArgumentError
from newscrawl.export import warc
from newscrawl.items import Capture
from tests.conftest import Scribe, at

PAGE = "<html><h1>Pier</h1><p>Été</html>".encode()
RECEIVED = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Transfer-Encoding", "chunked"),
    ("Content-Length", "7"),
    ("X-Bent", "one\r\n two"),
]


def capture(minute: int = 0, **changes: Any) -> Capture:
    values = {
        "url": "https://example.org/a?b=ü",
        "fetched_at": at(minute),
        "http_status": 200,
        "headers": RECEIVED,
        "body": PAGE,
        "ip_address": "192.0.2.7",
        "protocol": "HTTP/1.1",
        "request_headers": [("User-Agent", "newscrawl")],
    }
    return Capture(**{**values, **changes})


@pytest.fixture
def filled(archive: Archive) -> Archive:
    Scribe(archive)
    assert archive.captures
    archive.captures.keep(
        [
            capture(0),
            capture(5, url="https://www.example.org/copy", headers=[("Content-Type", "text/html")]),
            capture(10, url="https://other.test/", body=b"", headers=[("Content-Length", "0")], request_headers=[]),
            capture(15, body=b"\x00\xff" * 5_000, fetched_at="2024-04-17T10:15:00.250+00:00"),
        ]
    )
    return archive


def records(path: Path) -> list[dict[str, Any]]:
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            head = dict(record.rec_headers.headers)
            http = record.http_headers
            found.append({**head, "start": http and http.statusline, "http": http and http.headers,
                          "body": record.content_stream().read()})  # fmt: skip
    return found


@pytest.mark.parametrize("name", ["news.warc.gz", "news.warc"])
def test_warcio_accepts_every_record(filled: Archive, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert warc.write(filled, path) == 3

    class Given:
        inputs = [str(path)]  # noqa: RUF012
        verbose = False

    checker = Checker(Given())
    checker.process_all()
    assert checker.exit_value == 0
    assert path.read_bytes()[:2] == (gzip.compress(b"")[:2] if name.endswith(".gz") else b"WA")
    assert not list(tmp_path.glob(".*.part"))


def test_records_tell_what_was_received(filled: Archive, tmp_path: Path) -> None:
    warc.write(filled, tmp_path / "news.warc.gz")
    info, response, request, revisit, empty, later, _ = records(tmp_path / "news.warc.gz")
    assert info["WARC-Type"] == "warcinfo" and b"robots: obey" in info["body"] and b"X-Archive-Orig-" in info["body"]
    assert (response["WARC-Type"], response["WARC-Date"]) == ("response", "2024-04-17T10:00:00Z")
    assert response["WARC-Target-URI"] == "https://example.org/a?b=%C3%BC"
    assert response["WARC-IP-Address"] == "192.0.2.7"
    digest = "sha1:" + b32encode(hashlib.sha1(PAGE).digest()).decode()
    assert response["WARC-Payload-Digest"] == revisit["WARC-Payload-Digest"] == digest
    assert (response["start"], response["body"]) == ("200 OK", PAGE)
    assert response["http"] == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("X-Archive-Orig-Content-Length", "7"),
        ("X-Bent", "one  two"),
        ("Content-Length", str(len(PAGE))),
    ]
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert request["start"] == "/a?b=%C3%BC HTTP/1.1"  # behind the method
    assert request["http"] == [("Host", "example.org"), ("User-Agent", "newscrawl")]
    assert revisit["WARC-Type"] == "revisit" and revisit["body"] == b""
    assert revisit["WARC-Refers-To"] == response["WARC-Record-ID"]
    assert revisit["WARC-Refers-To-Target-URI"] == response["WARC-Target-URI"]
    assert (revisit["WARC-Refers-To-Date"], revisit["WARC-Date"]) == ("2024-04-17T10:00:00Z", "2024-04-17T10:05:00Z")
    assert (empty["body"], empty["http"]) == (b"", [("Content-Length", "0")])
    assert later["WARC-Date"] == "2024-04-17T10:15:00.250Z"


def test_the_same_records_have_the_same_ids(filled: Archive, tmp_path: Path) -> None:
    for name in ("one.warc", "two.warc"):
        warc.write(filled, tmp_path / name)
    one, two = ([r["WARC-Record-ID"] for r in records(tmp_path / n)[1:]] for n in ("one.warc", "two.warc"))
    assert one == two and len(set(one)) == len(one)


def test_site_and_days_select(filled: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.warc"
    assert warc.write(filled, path, site="example.org") == 2
    assert {r["WARC-Target-URI"].split("/")[2] for r in records(path)[1:]} == {"example.org", "www.example.org"}
    # What the first sighting would have told is told by the second, where that alone is wanted.
    moment = datetime(2024, 4, 17, 10, 5, tzinfo=UTC)
    assert warc.write(filled, path, since=moment, until=moment) == 1
    assert [r["WARC-Type"] for r in records(path)] == ["warcinfo", "response"]
    assert records(path)[1]["body"] == PAGE
    assert warc.write(filled, path, since=date(2024, 4, 17), until=date(2024, 4, 17)) == 3
    assert warc.write(filled, path, until=date(2024, 4, 16)) == 0


def test_a_site_that_is_unknown_leaves_no_file(filled: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError):
        warc.write(filled, tmp_path / "news.warc", site="unknown.org")
    assert not list(tmp_path.glob("*news.warc*"))


def test_a_file_that_was_there_stays_where_writing_fails(filled: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.warc"
    path.write_bytes(b"before")
    assert filled.captures
    filled.captures.db.conn.execute("UPDATE captures SET body = x'00' WHERE uncompressed_bytes = 10000")
    with pytest.raises(Exception, match=r"."):
        warc.write(filled, path)
    assert path.read_bytes() == b"before" and not list(tmp_path.glob(".*.part"))


def test_an_archive_without_captures_has_nothing_for_a_file(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db", keep_raw=False)
    with pytest.raises(ArgumentError, match="the archive has no raw pages"):
        warc.write(archive, tmp_path / "news.warc")
    archive.close()
    assert not (tmp_path / "archive.raw.db").exists()
    assert not (tmp_path / "news.warc").exists()
