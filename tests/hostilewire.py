"""Answers that break HTTP, or use all that it allows: statuses, header fields, where they end, how long they take."""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Iterator

from tests.hostilepages import BAD_LINKS, LINE_NOISE, story
from tests.rawsite import Talk, answer, chunked, drip, hang, reset

__all__ = ["framing", "heads", "statuses", "times"]

STORY = story()


def statuses() -> Iterator[tuple[str, bytes]]:
    """Every status that there is and some that there are not, with a story, without, and with a place to go."""
    known = [
        *range(200, 209),
        218,
        226,
        *range(300, 310),
        *range(400, 419),
        *range(421, 429),
        430,
        431,
        440,
        444,
        450,
        451,
    ]
    known += [
        460,
        494,
        495,
        497,
        498,
        499,
        500,
        501,
        502,
        504,
        505,
        506,
        507,
        508,
        509,
        510,
        511,
        520,
        522,
        526,
        530,
        599,
    ]
    for number, status in enumerate((*known, 0, 42, 99, 600, 700, 999, 1000)):
        told, body = ("with a story", STORY) if number % 2 else ("without", b"")
        yield f"{status} {told}", answer(body, status=f"{status} Whatever" if number % 3 else f"{status:03}")
    for status in (101, 199, 204, 205, 206, 207, 226, 304, 401, 407, 416):
        odd = (
            "Upgrade: h2c",
            'WWW-Authenticate: Basic realm="x", Negotiate',
            "Proxy-Authenticate: NTLM",
            "Content-Range: bytes 9-5/*",
            "Location: /status-200-with-a-story",
        )
        yield f"{status} with odd heads", answer(STORY, *odd, status=f"{status} Odd")


def heads() -> Iterator[tuple[str, bytes]]:
    """Header fields that are too many, too long, not allowed, or say what is not so."""
    fields = {
        "thousand cookies": [f"Set-Cookie: c{n}={'x' * 50}; Path=/" for n in range(1000)],
        "cookies of others": [
            f"Set-Cookie: a=b; Domain={d}" for d in ("example.org", ".org", "co.uk", ".", "0.0.1", "")
        ],
        "odd cookies": [
            "Set-Cookie: ;;;=",
            "Set-Cookie: =",
            "Set-Cookie: a=\x01\x7f",
            "Set-Cookie: a=b; Expires=99 Foo 99999",
            "Set-Cookie: a=b; Max-Age=9" + "9" * 300,
            "Set-Cookie: " + "é" * 3000,
            "Set-Cookie2: $Version=x",
        ],
        "cookie that ends lines": ["Set-Cookie: a=b\rX: y", "Set-Cookie: a=b\x00c"],
        "ten thousand": [f"X-{n}: y" for n in range(9_000)],
        "long": ["X: " + "x" * 200_000],
        "long name": ["X" * 60_000 + ": y"],
        "no name": [": y"],
        "no colon": ["no colon here"],
        "blank before the colon": ["Content-Language : en"],
        "folded": ["X: a", " b", "\tc"],
        "fold first": [" first"],
        "8 bit": ["X-\xff\xfe: \x80\x9b31m"],
        "controls": ["X: \x1b]0;t\x07\x08\x7f", "\x1b[2J: x", 'ETag: "\x1b[31m"', "Last-Modified: \x1b[2J"],
        "NUL": ["X: a\x00b", "\x00: y"],
        "refresh": ["Refresh: 0; url=/head-refresh"],
        "refresh away": ["Refresh: 0;URL=javascript:alert(1)"],
        "links": [
            f'Link: <{u[:200]}>; rel="canonical next alternate"' for u in BAD_LINKS if u.isascii() and u.isprintable()
        ],
        "robots": ["X-Robots-Tag: " + "noindex, " * 2_000, "X-Robots-Tag: \x1b: none, unavailable_after: 99 Foo 99999"],
        "validators": ["ETag: " + "x" * 20_000, "Last-Modified: Thu, 99 Foo 99999 99:99:99 GMT", "Date: never"],
        "attachment": ["Content-Disposition: attachment; filename=../../etc/cron.d/x; filename*=UTF-8''%2e%2e%2fx"],
        "protocols": [
            'Alt-Svc: h3=":1"; ma=999999999999',
            "Upgrade: websocket",
            "Connection: Upgrade, keep-alive, close",
        ],
        "policies": [
            "Strict-Transport-Security: max-age=1e999",
            "Content-Location: http://127.0.0.1:1/",
            "Content-MD5: x",
        ],
        "trailers": ["Trailer: Content-Length, Transfer-Encoding", "TE: trailers"],
        "retry": ["Retry-After: 99999999999999999999"],
        "same": ["X-Same: y"] * 3_000,
    }
    for name, lines in fields.items():
        yield name, answer(STORY, *lines)
    for name, text in LINE_NOISE.items():
        safe = re.sub(r"[\r\n]", " ", text).encode("utf-8", "surrogatepass").decode("latin-1")[:5_000]
        yield f"noise of {name}", answer(STORY, f"X-Noise: {safe}", f'ETag: "{safe}"', status=f"200 {safe[:500]}")


def framing() -> Iterator[tuple[str, bytes]]:
    """Where an answer begins and ends, told wrongly; two answers in one."""
    n = len(STORY)
    for name, value in {
        "negative": "-5",
        "plus": f"+{n}",
        "hex": f"0x{n:x}",
        "huge": "9" * 30,
        "words": "many",
        "none": "",
        "list": f"{n}, {n}",
        "two in a list": f"7, {n}",
        "float": f"{n}.0",
        "zero": "0",
        "blanks": f" {n} ",
        "digits of others": "\xb2\xb3",
        "one less": f"{n - 1}",
        "one more": f"{n + 1}",
    }.items():
        yield f"length {name}", answer(STORY, f"Content-Length: {value}", length=None)
    for name, lines in {
        "twice the same": (f"Content-Length: {n}",) * 2,
        "twice another": ("Content-Length: 7", f"Content-Length: {n}"),
        "and chunks": (f"Content-Length: {n}", "Transfer-Encoding: chunked"),
    }.items():
        yield f"length {name}", answer(STORY, *lines, length=None)
    for coding in (
        "identity",
        "xchunked",
        "chunked, identity",
        "gzip, chunked",
        "chunked, chunked",
        "\x0bchunked",
        "CHUNKED",
        "",
        ",",
    ):
        head = answer(b"", f"Transfer-Encoding: {coding}", length=None)
        yield f"coding {coding!r} with chunks", head + b"%x\r\n%s\r\n0\r\n\r\n" % (n, STORY)
        yield f"coding {coding!r} without", head + STORY
    size = b"%x" % n
    for name, chunks in {
        "garbage": b"zz\r\n",
        "negative": b"-5\r\n" + STORY,
        "long size": b"0" * 5_000 + size + b"\r\n" + STORY,
        "extensions": size + b";" + b"x=y;" * 9_000 + b"\r\n" + STORY + b"\r\n0\r\n\r\n",
        "huge": b"f" * 16 + b"\r\n" + STORY,
        "bare LF": size + b"\n" + STORY + b"\n0\n\n",
        "no end": size + b"\r\n" + STORY + b"\r\n",
        "wrong end": size + b"\r\n" + STORY + b"XX0\r\n\r\n",
        "behind": size + b"\r\n" + STORY + b"\r\n0\r\n\r\n" + STORY,
        "trailers": size + b"\r\n" + STORY + b"\r\n0\r\n" + b"X: y\r\n" * 9_000 + b"\r\n",
        "empty": b"0\r\n\r\n",
        "single bytes": b"".join(b"1\r\n%c\r\n" % b for b in STORY) + b"0\r\n\r\n",
        "nothing": b"",
        "0x": b"0x" + size + b"\r\n" + STORY + b"\r\n0\r\n\r\n",
        "underscore": b"1_0\r\n" + STORY,
    }.items():
        yield f"chunks {name}", chunked(chunks)
    body = b"Content-Type: text/html\r\nConnection: close\r\n\r\n" + STORY
    for line in (
        b"HTTP/1.1 200",
        b"HTTP/1.2 200 OK",
        b"HTTP/0.9 200 OK",
        b"HTTP/2.0 200 OK",
        b"HTTP/11 200 OK",
        b"HTTP 200 OK",
        b"http/1.1 200 OK",
        b"ICY 200 OK",
        b"HTTP/1.1 2OO OK",
        b"HTTP/1.1  200  OK",
        b"HTTP/1.1\t200\tOK",
        b"HTTP/1.1 +200 OK",
        b"HTTP/1.1 200 " + b"x" * 90_000,
        b"HTTP/1.1",
        b"",
        b"\r\n\r\nHTTP/1.1 200 OK",
        b"\x00HTTP/1.1 200 OK",
        b"\xef\xbb\xbfHTTP/1.1 200 OK",
        b"GET / HTTP/1.1",
        b"\x16\x03\x01\x02\x00\x01",
        b"SSH-2.0-x",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n",
        b"HTTP/1.1 200 OK\r",
        b"HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 200 OK",
        b"HTTP/1.1 103 Hints\r\nLink: </x>\r\n\r\n" * 50 + b"HTTP/1.1 200 OK",
        b"HTTP/1.1 101 Switch\r\n\r\nHTTP/1.1 200 OK",
    ):
        yield f"line {line[:40]!r} {len(line)}", line + b"\r\n" + body
    yield "0.9", STORY
    yield "bare LF", (b"HTTP/1.1 200 OK\r\n" + body).replace(b"\r\n", b"\n")
    yield "bare CR", (b"HTTP/1.1 200 OK\r\n" + body).replace(b"\r\n", b"\r")
    yield "two answers", answer(STORY) + answer(story("Another answer that nobody asked for"))
    yield "head alone", b"HTTP/1.1 200 OK\r\n"
    yield "nothing at all", b""


def _reset_after(count: int) -> Talk:
    def talk(connection: socket.socket) -> None:
        connection.sendall(answer(STORY)[:count])
        time.sleep(0.05)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return talk


def _slow(seconds: float) -> Talk:
    """A good answer in eight pieces."""

    def talk(connection: socket.socket) -> None:
        page = answer(STORY)
        for start in range(0, len(page), len(page) // 8):
            connection.sendall(page[start : start + len(page) // 8])
            time.sleep(seconds / 8)

    return talk


def times() -> Iterator[tuple[str, bytes | Talk]]:
    yield from {
        "hang": hang(),
        "hang in the head": hang(b"HTTP/1.1 200 OK\r\nX"),
        "hang in the body": hang(answer(STORY)[:400]),
        "drip": drip(b"", b"H"),
        "drip in the body": drip(answer(b"", length=99_999), b"x"),
        "reset": reset(),
        "drip of headers": drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        "slow": _slow(0.8),
    }.items()
    for count in (1, 8, 17, 60, 130, 300, 900, len(answer(STORY)) - 1):
        yield f"reset after {count}", _reset_after(count)
        yield f"end after {count}", answer(STORY)[:count]
