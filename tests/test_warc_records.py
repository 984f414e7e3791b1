"""Records of WARC files: whatever is broken costs itself alone."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from functools import partial
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.warc import BrokenError, Position, page_of, record_at, records
from newscrawl.warc.records import MAX_BYTES
from tests.warcforms import HTTP, answer, chunked, packed, record, sha1

HTML = [("Content-Type", "text/html")]
A, B, C = (record("response", f"http://x.org/{name}", answer(b"<p>Hello" * 100, HTML), HTTP) for name in "abc")
ZIP = partial(gzip.compress, mtime=0)
LONG = B.replace(b"Content-Length: 84", b"Content-Length: 130")  # 848 -> 1308: beyond the start of the next
SHORT = B.replace(b"Content-Length: 84", b"Content-Length: 4")
DAMAGED = ZIP(B)[:60] + b"XXXX" + ZIP(B)[64:]
SUM = bytearray(ZIP(B))
SUM[-6] ^= 0xFF


def read(path: Path, data: bytes, **how: Any) -> tuple[str, list[tuple[int, str]]]:
    """The last letters of the addresses that a file holds, and what was passed over."""
    path.write_bytes(data)
    problems: list[tuple[int, str]] = []
    found = list(records(path, problem=lambda place, why: problems.append((place.offset, why)), **how))
    for one in found:
        again = record_at(path, one.position)
        assert again and (again.url, again.content) == (one.url, one.content)
    return "".join(one.url[-1:] for one in found), problems


def test_the_samples_are_what_they_are_for() -> None:
    assert len({len(A), len(B), len(C)}) == 1 and b"Content-Length: 84" in B and LONG != B != SHORT


@pytest.mark.parametrize(
    ("data", "found", "offset", "reason"),
    [
        (packed([A, B, C]), "abc", None, ""),
        (A + B + C, "abc", None, ""),
        (ZIP(A + B + C), "abc", None, ""),
        (A.replace(b"\r\n", b"\n", A[: A.index(b"HTTP/")].count(b"\r\n")) + B + C, "abc", None, ""),
        (ZIP(A) + b"garbage" * 9 + packed([B, C]), "abc", len(ZIP(A)), "no record begins there"),
        (A + b"garbage\r\n" * 9 + B + C, "abc", len(A), "no record begins there"),
        (b"garbage\n" + packed([A, B]), "ab", 0, "no record begins there"),
        (ZIP(A) + ZIP(B)[:90] + ZIP(C), "ac", len(ZIP(A)), "gzip data is damaged"),
        (ZIP(A) + DAMAGED + ZIP(C), "ac", len(ZIP(A)), "gzip data is damaged"),
        (ZIP(A) + bytes(SUM) + ZIP(C), "ac", len(ZIP(A)), "gzip data is damaged"),
        (packed([A, LONG, C]), "ac", len(ZIP(A)), "shorter than it says"),
        (packed([A, SHORT, C]), "ac", len(ZIP(A)), "length is wrong"),
        (ZIP(A + LONG + C), "ac", 0, "length is wrong"),
        (A + LONG + C, "ac", len(A), "length is wrong"),
        (A + SHORT + C, "ac", len(A), "length is wrong"),
        (A + B.replace(b"Length: 8", b"Length: 89999") + C, "ac", len(A), "shorter than it says"),
        (A + B.replace(b"Length: 8", b"Length: -8") + C, "ac", len(A), "no number"),
        (A + B.replace(b"Content-Length", b"Content-Size") + C, "ac", len(A), "no number"),
        (packed([A, B])[:-40], "a", len(ZIP(A)), "cut off"),
        ((A + B)[:-40], "a", len(A), "shorter than it says"),
        (b"no WARC at all" * 999, "", 0, "no record begins there"),
        (ZIP(b"no WARC at all"), "", 0, "no record begins there"),
        (zstandard.compress(A + B), "", 0, "packed with zstd: unpack it"),
        (b"filedesc://a.arc 0.0.0.0 2011", "", 0, "an ARC file"),
        (ZIP(b"filedesc://a.arc 0.0.0.0 2011"), "", 0, "an ARC file"),
        (b"PK\x03\x04 no member", "", 0, "unzip it"),
        (b"<!DOCTYPE html><p>Tern", "", 0, "a saved page: name its folder"),
        (b"", "", None, ""),
    ],
)
def test_what_is_broken_costs_itself_alone(
    tmp_path: Path, data: bytes, found: str, offset: int | None, reason: str
) -> None:
    letters, problems = read(tmp_path / "x.warc", data)
    assert letters == found
    assert [place for place, _ in problems] == ([] if offset is None else [offset])
    assert all(reason in why for _, why in problems)


@pytest.mark.parametrize("data", [packed([A, B, C]), A + B + C, ZIP(A + B + C)])
def test_reading_goes_on_at_any_record(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(data)
    places = [one.position for one in records(path)]
    for number, place in enumerate(places):
        assert [one.url[-1] for one in records(path, start=place)] == list("abc")[number:]
    assert record_at(path, Position(len(data) + 5)) is None


@settings(max_examples=60)
@given(st.lists(st.sampled_from([A, B, ZIP(A), ZIP(B), DAMAGED, LONG, b"\r\n", b"WARC/"]) | st.binary(max_size=60)))
def test_no_bytes_make_it_fail(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.warc"
    path.write_bytes(b"".join(parts))
    for one in records(path, problem=lambda place, why: None):
        try:
            page_of(one)
        except BrokenError as error:
            assert str(error)


@settings(max_examples=60)
@given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=30))
def test_no_answer_makes_it_fail(tmp_path_factory: pytest.TempPathFactory, block: bytes, date: str, value: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.warc"
    fields = [("Content-Encoding", value), ("Transfer-Encoding", "chunked"), ("Content-Length", value)]
    fields = [(name, value.encode("latin-1", "ignore").decode("latin-1")) for name, value in fields]
    made = record("response", "http://x.org/", answer(block, fields), date=date.encode("ascii", "ignore").decode())
    path.write_bytes(made + record("response", "http://x.org/", b"HTTP/1.1 200 OK\r\n" + block))
    for one in records(path):
        try:
            page_of(one)
        except BrokenError as error:
            assert str(error)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    one = ZIP(record("response", "http://x.org/a", answer(b"<p>Hello" * 12_500, HTML), HTTP))
    with path.open("wb") as file:
        for _ in range(400):  # 40 MB
            file.write(one)
        file.write(ZIP(record("response", "http://x.org/b", answer(bytes(3 * MAX_BYTES), HTML), HTTP), 1))
        file.write(one)
    tracemalloc.start()
    problems: list[str] = []
    count = sum(1 for _ in records(path, problem=lambda place, why: problems.append(why)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, problems) == (401, ["it is larger than 32 MB"])
    assert peak < 3_000_000


def test_what_is_not_wanted_is_not_kept(tmp_path: Path) -> None:
    asked: list[str] = []

    def wanted(one: Any) -> bool:
        assert one.content == b""
        asked.append(one.url[-1])
        return bool(one.url.endswith("b"))

    assert read(tmp_path / "x.warc", packed([A, B, C]), wanted=wanted)[0] == "b"
    assert asked == list("abc")


def page(tmp_path: Path, data: bytes) -> Any:
    path = tmp_path / "one.warc"
    path.write_bytes(data)
    (one,) = records(path)
    return page_of(one)


def bare_deflate(body: bytes) -> bytes:
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(body) + pack.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("br", brotli.compress),
        ("deflate", zlib.compress),
        ("deflate", bare_deflate),
        ("zstd", zstandard.compress),
        ("identity", bytes),
        ("br, gzip", lambda body: gzip.compress(brotli.compress(body))),
        ("gzip", bytes),  # many archives decode and do not say so
        ("unknown", bytes),
    ],
)
@pytest.mark.parametrize("framed", [False, True])
def test_payloads_come_without_their_encodings(tmp_path: Path, encoding: str, pack: Any, framed: bool) -> None:
    body = b"<p>Hello</p>" * 300
    coded = chunked(pack(body)) if framed else pack(body)
    headers = [("Content-Encoding", encoding), *([("Transfer-Encoding", "chunked")] if framed else [])]
    found = page(tmp_path, record("response", "http://x.org/a", answer(coded, headers), HTTP))
    assert found.capture.body == body
    assert found.capture.headers == headers
    assert not found.cut


def test_a_payload_that_was_unchunked_stays_as_it_is(tmp_path: Path) -> None:
    for body in (b"<p>Hello", b"", b"5"):
        block = answer(body, [("Transfer-Encoding", "chunked")])
        assert page(tmp_path, record("response", "http://x.org/a", block, HTTP)).capture.body == body


def brotli_fast(body: bytes) -> bytes:
    """At its best, packing 64 MB takes seconds."""
    return bytes(brotli.compress(body, quality=1))


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli_fast)])
def test_a_bomb_is_passed_over(tmp_path: Path, encoding: str, pack: Any) -> None:
    bomb = answer(pack(bytes(MAX_BYTES * 2)), [("Content-Encoding", encoding)])
    with pytest.raises(BrokenError, match="larger than 32 MB"):
        page(tmp_path, record("response", "http://x.org/bomb", bomb, HTTP))


def test_what_is_cut_says_so(tmp_path: Path) -> None:
    whole = answer(b"<p>Hello", [("Content-Length", "8")])
    assert not page(tmp_path, record("response", "http://x.org/a", whole, HTTP)).cut
    assert page(tmp_path, record("response", "http://x.org/a", whole, HTTP, ("WARC-Truncated", "length"))).cut
    short = answer(b"<p>Hello", [("Content-Length", "9")])
    assert page(tmp_path, record("response", "http://x.org/a", short, HTTP)).cut


@pytest.mark.parametrize(
    "data",
    [
        record("response", "dns:x.org", b"x.org 1 IN A", ("Content-Type", "text/dns")),
        record("response", "ftp://x.org/a", b"hello"),
        record("request", "http://x.org/", b"GET / HTTP/1.1\r\n\r\n"),
        record("metadata", "http://x.org/", b"via: y"),
        record("warcinfo", "", b"software: x"),
        record("resource", "metadata://gnu.org/log", b"log", ("Content-Type", "text/plain")),
        record("resource", "http://x.org/shot.png", b"png", ("Content-Type", "image/png")),
    ],
)
def test_what_tells_no_page_is_none(tmp_path: Path, data: bytes) -> None:
    assert page(tmp_path, data) is None


def test_resources_pictures_and_times(tmp_path: Path) -> None:
    found = page(tmp_path, record("resource", "https://x.org/a", b"<p>Hello", ("Content-Type", "text/html")))
    assert (found.capture.http_status, found.capture.body) == (200, b"<p>Hello")
    picture = answer(b"\x89PNG", [("Content-Type", "image/png")])
    assert page(tmp_path, record("response", "http://x.org/a.png", picture, HTTP)).media
    for date, told in (
        ("2024-04-18T06:00:00Z", "2024-04-18T06:00:00.000+00:00"),
        ("2024-04-18T06:00:00.123456Z", "2024-04-18T06:00:00.123+00:00"),
        ("2024-04-18T09:00:00+03:00", "2024-04-18T06:00:00.000+00:00"),
    ):
        assert page(tmp_path, record("response", "http://x.org/a", answer(b""), date=date)).capture.fetched_at == told
    with pytest.raises(BrokenError, match="no date"):
        page(tmp_path, record("response", "http://x.org/a", answer(b""), date="yesterday"))
    with pytest.raises(BrokenError, match="no HTTP answer"):
        page(tmp_path, record("response", "http://x.org/a", b"<p>Hello"))


def test_header_fields_have_the_names_under_which_they_were_received(tmp_path: Path) -> None:
    headers = [
        ("Server", "x"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Content-Length", "3"),
        ("Content-Length", "8"),
    ]
    found = page(tmp_path, record("response", "http://x.org/a", answer(b"<p>Hello", headers), HTTP))
    assert found.capture.headers == [("Server", "x"), ("Content-Encoding", "gzip"), ("Content-Length", "3")]
    assert (found.capture.body, found.cut) == (b"<p>Hello", False)


def test_a_revisit_tells_where_its_payload_is(tmp_path: Path) -> None:
    fields = [
        ("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"),
        ("WARC-Refers-To-Target-URI", "<http://x.org/b>"),
        ("WARC-Refers-To-Date", "2024-01-01T00:00:00Z"),
        ("WARC-Payload-Digest", sha1(b"x")),
    ]
    found = page(tmp_path, record("revisit", "http://x.org/a", answer(b"", HTML), *fields))
    assert found.same_as == ("http://x.org/b", "2024-01-01T00:00:00Z")
    assert (found.capture.http_status, found.digest, found.capture.headers) == (200, sha1(b"x"), HTML)
    fields[0] = ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified")
    assert page(tmp_path, record("revisit", "http://x.org/a", b"", *fields)).capture.http_status == 304
