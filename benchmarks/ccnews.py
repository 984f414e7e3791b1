"""Writes WARC files in the form of CC-NEWS: pages of many sites mixed, and all that does not belong among them.

Each record is a gzip member of its own. Payloads are decoded, and what told how they came stands under other names or
was left as it was. Pages come from the bundled newsrooms, or, with their truth, from a folder of saved ones.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from newscrawl.demo.newsroom import build
from tests.warcforms import HTTP, answer, record, sha1

__all__ = ["demo_pages", "saved_pages", "write"]

Saved = tuple[str, bytes]
"""Address and page."""
HTML = ("Content-Type", "text/html; charset=UTF-8")
DAY = "2024-04-18"
REQUEST = b"GET / HTTP/1.1\r\nUser-Agent: CCBot/2.0\r\n\r\n"
_TEXT = re.compile(rb"<(script|style)\b.*?</\1>|>[^<]{40,}<", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(rb"(?<![&\w])[a-z]{4,}(?![\w;])")


def demo_pages(size: str, page_bytes: int) -> Iterator[Saved]:
    """Stories of the two bundled newsrooms by turns."""
    newsroom = build(size, page_bytes=page_bytes)
    for truths in zip(*(newsroom.truth(host) for host in newsroom.hosts), strict=False):
        for truth in truths:
            host, target = urlsplit(truth.url).netloc, urlsplit(truth.url).path
            yield truth.url, newsroom.answer(host, target, {}).body


def saved_pages(folder: Path) -> Iterator[Saved]:
    """Pages that `truth.jsonl` names, with their addresses."""
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield told["url"], gzip.decompress((folder / told["page"]).read_bytes())


def told_anew(page: Saved, turn: int) -> Saved:
    """A page as another site would have it: at another host, with other words in the place of the longer ones.

    Some sites have many stories, most have few: of each page the first have one, the next ones 2, 4, 8, …
    """
    url, body = page
    if not turn:
        return page
    rng = random.Random(f"{turn} {url}")
    words = sorted({word for text in _TEXT.finditer(body) if not text[1] for word in _WORD.findall(text[0])})
    other = dict(zip(words, rng.sample(words, len(words)), strict=True))

    def reworded(text: re.Match[bytes]) -> bytes:
        return text[0] if text[1] else _WORD.sub(lambda word: other[word[0]], text[0])

    host, path = urlsplit(url)[1:3]
    name, _, rest = host.removeprefix("www.").partition(".")
    below = f"/{turn}{path}"
    escaped = {path.replace("/", "\\/"): below.replace("/", "\\/")}  # as in JSON
    changes = {path: below, **escaped, host: f"{name}-{turn.bit_length()}.{rest}"}
    body = _TEXT.sub(reworded, body)
    for old, new in changes.items():
        url, body = url.replace(old, new), body.replace(old.encode(), new.encode())
    return url, body


def write(path: Path, pages: list[Saved], count: int, seed: int = 1) -> int:
    """Write a file with `count` different pages, made from those given, and what else such files hold. How many of its
    responses are such pages: each of them is a story that an archive should have."""
    rng = random.Random(seed)
    turns = (told_anew(page, turn) for turn in range(-(-count // len(pages))) for page in pages)
    with path.open("wb") as file:

        def put(data: bytes) -> None:
            file.write(gzip.compress(data, 6, mtime=0))

        put(record("warcinfo", "", b"robots: checked via crawler-commons\r\nsoftware: StormCrawler\r\n"))
        for number, (url, body) in enumerate(islice(turns, count)):
            date = f"{DAY}T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z"
            put(record("request", url, REQUEST, date=date))
            put(_response(url, body, date, rng))
            for odd in _others(url, body, date, number):
                put(odd)
    return count


def _response(url: str, body: bytes, date: str, rng: random.Random) -> bytes:
    told = rng.choice((("X-Crawl-Content-Encoding", "gzip"), ("Content-Encoding", "gzip"), ("Server", "nginx")))
    kind = rng.choice((HTML, HTML, ("Content-Type", "text/html"), ("Content-Type", "text/html; charset=x-unknown")))
    block = answer(body, [kind, told, ("Content-Length", str(len(body)))])
    return record("response", url, block, HTTP, ("WARC-Payload-Digest", sha1(body)), date=date)


def _others(url: str, body: bytes, date: str, number: int) -> Iterator[bytes]:
    """What stands between the stories, some of it after each twentieth."""
    root, turn = "/".join(url.split("/")[:3]), number % 20

    def response(target: str, block: bytes, *fields: tuple[str, str]) -> bytes:
        return record("response", target, block, HTTP, *fields, date=date)

    if turn == 1:
        yield response(f"{root}/robots.txt", answer(b"User-agent: *\n", [("Content-Type", "text/plain")]))
    elif turn == 3:  # found again under a campaign's address
        yield response(f"{url}{'&' if '?' in url else '?'}utm_source=feed", answer(body, [HTML]))
    elif turn == 5:
        yield response(f"{root}/short/{number}", answer(b"", [("Location", url)], "301 Moved Permanently"))
    elif turn == 7:
        yield response(f"{root}/lost/{number}", answer(b"<h1>Not found", [HTML], "404 Not Found"))
    elif turn == 9:
        picture = answer(b"\xff\xd8\xff" + bytes(20_000), [("Content-Type", "image/jpeg")])
        yield response(f"{root}/picture-{number}.jpg", picture)
    elif turn == 11:
        report = answer(b"%PDF-1.7" + bytes(20_000), [("Content-Type", "application/pdf")])
        yield response(f"{root}/report-{number}.pdf", report)
    elif turn == 13:  # cut by the crawler's limit
        yield response(f"{root}/cut/{number}", answer(body[: len(body) // 3], [HTML]), ("WARC-Truncated", "length"))
    elif turn == 15:  # bytes that are no text in the charset that the header tells
        yield response(f"{root}/broken/{number}", answer(b"<title>\xe9\xa0\x80\xff</title><p>\xc3\x28 caf\xe9", [HTML]))
    elif turn == 17:
        yield record("metadata", url, b"fetchTimeMs: 120\r\n", date=date)
