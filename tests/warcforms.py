"""Records of WARC files, byte by byte, in the forms in which common crawlers write them."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable

__all__ = ["DATE", "HTTP", "answer", "ccnews", "chunked", "heritrix", "packed", "record", "sha1", "wget"]

DATE = "2024-04-18T06:00:00Z"
Pages = Iterable[tuple[str, list[tuple[str, str]], bytes]]
"""Address, header fields and payload of each."""


def record(
    kind: str, url: str, block: bytes, *fields: tuple[str, str], version: str = "1.0", date: str = DATE
) -> bytes:
    head = [("WARC-Type", kind), ("WARC-Target-URI", url), ("WARC-Date", date), *fields]
    if not any(name.lower() == "content-length" for name, _ in fields):
        head.append(("Content-Length", str(len(block))))
    lines = "".join(f"{name}: {value}\r\n" for name, value in head if value)
    return f"WARC/{version}\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, headers: Iterable[tuple[str, str]] = (), status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode() + body


def chunked(body: bytes, size: int = 1000) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(f"{len(part):x};ext\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def packed(records: Iterable[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


HTTP = ("Content-Type", "application/http;msgtype=response")


def wget(pages: Pages) -> list[bytes]:
    """Addresses in angle brackets, payloads as they came, a log and a manifest at the end."""
    found = [record("warcinfo", "", b"software: Wget/1.21\r\n", ("Content-Type", "application/warc-fields"))]
    for url, headers, body in pages:
        block = answer(chunked(body), [*headers, ("Transfer-Encoding", "chunked")])
        request = b"GET / HTTP/1.1\r\n\r\n"
        found.append(record("request", f"<{url}>", request, ("Content-Type", "application/http;msgtype=request")))
        found.append(record("response", f"<{url}>", block, HTTP, ("WARC-IP-Address", "192.0.2.1")))
    manifest = "<metadata://gnu.org/software/wget/warc/MANIFEST.txt>"
    return [*found, record("resource", manifest, b"<urn:uuid:0>\n", ("Content-Type", "text/plain"))]


def heritrix(pages: Pages) -> list[bytes]:
    """Answers of name servers, payloads packed and chunked, what was thought of each in a record of its own."""
    found = [
        record(
            "response",
            "dns:newsroom.test",
            b"20240418\nnewsroom.test. 1 IN A 192.0.2.1\n",
            ("Content-Type", "text/dns"),
        )
    ]
    for url, headers, body in pages:
        head = [*headers, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
        body = chunked(gzip.compress(body, mtime=0), 700)
        fields = [("Content-Type", "application/http; msgtype=response"), ("WARC-Payload-Digest", sha1(body))]
        found.append(record("response", url, answer(body, head), *fields, version="1.1"))
        found.append(record("metadata", url, b"via: x\r\n", ("Content-Type", "application/warc-fields")))
    style = answer(b"p{}", [("Content-Type", "text/css")])
    return [*found, record("response", "http://newsroom.test/style.css", style, HTTP)]


def ccnews(pages: Pages) -> list[bytes]:
    """Payloads decoded, with the header fields that told how they came under other names, or left as they were."""
    found = [record("warcinfo", "", b"robots: checked via crawler-commons\r\n")]
    for number, (url, headers, body) in enumerate(pages):
        told = ("Content-Encoding", "gzip") if number % 2 else ("X-Crawl-Content-Encoding", "gzip")
        block = answer(body, [*headers, told, ("Content-Length", str(len(body)))])
        found.append(record("request", url, b"GET / HTTP/1.1\r\n\r\n"))
        found.append(record("response", url, block, HTTP, ("WARC-Payload-Digest", sha1(body))))
    return found
