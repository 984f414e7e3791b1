"""Writes visits of made-up sites into an archive, as runs do."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawl.archive import Archive
from newscrawl.doors import Page
from newscrawl.items import Article, Capture, Found, Image, Teaser, Visit
from newscrawl.site import Site

__all__ = ["ARABIC", "EVIL", "JAPANESE", "POST", "SCRIPT", "SITES", "VALLEY", "Newsstand", "Press", "hour", "picture"]

SCRIPT = "<script>document.documentElement.dataset.harmed = 1</script>"
"""What every kept page runs where it is let."""

POST = Site(
    name="post.example",
    home="https://post.example/",
    domains=("post.example",),
    time_zone="America/Halifax",
    language="en-CA",
)
VALLEY = Site(
    name="valley.example",
    home="https://valley.example/",
    domains=("valley.example",),
    time_zone="America/St_Johns",
    language="en",
)
ARABIC = Site(
    name="sahifa.example",
    home="https://sahifa.example/",
    domains=("sahifa.example",),
    time_zone="Asia/Amman",
    language="ar",
)
JAPANESE = Site(
    name="shimbun.example",
    home="https://shimbun.example/",
    domains=("shimbun.example",),
    time_zone="Asia/Tokyo",
    language="ja",
)
EVIL = Site(name="evil.example", home="https://evil.example/", domains=("evil.example",))
SITES = [POST, VALLEY, ARABIC, JAPANESE, EVIL]


def drawing(hue: int) -> bytes:
    """A PNG of 320 by 180: a lighter sky over a darker sea."""
    rows = (
        b"\0" + bytes((hue, 120 + y // 2, 200) if y < 100 else (20, hue // 2, 90 + y // 4)) * 320 for y in range(180)
    )
    parts = (
        (b"IHDR", struct.pack(">2I5B", 320, 180, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows), 1)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def hour(day: int, hour: int) -> str:
    """A time in April 2024, UTC."""
    return f"2024-04-{day:02}T{hour:02}:00:00.000+00:00"


@dataclass
class Newsstand:
    """What was built."""

    path: Path
    """The archive."""
    stories: dict[str, int] = field(default_factory=dict)
    """Name of a story -> its id: "pier", "ferry", "vanished", "erased", "live", "wire", "copy", "arabic", "japanese",
    "hostile", "long"."""
    pages: dict[str, str] = field(default_factory=dict)
    """Name of a story -> digest of the last page that was kept of it."""


class Press:
    """Writes visits as runs do."""

    def __init__(self, stand: Newsstand) -> None:
        self.stand = stand
        self.archive = Archive(stand.path, keep_images=True)
        self.run_id = 0
        self.addresses: dict[str, tuple[Site, str]] = {}

    def run(self, at: str, problems: Iterable[str] = ()) -> None:
        """Book a run that covers all sites."""
        self.run_id, _ = self.archive.runs.start("news", SITES, at)
        told = list(problems)
        self.archive.runs.finish(
            self.run_id, at=at, reason="finished", status=4 if told else 0, counts={"articles": 1}, problems=told
        )

    def settle(self, site: Site, url: str, at: str, **more: Any) -> None:
        """Write one visit."""
        article, teasers = more.pop("article", None), more.pop("teasers", [])
        values: dict[str, Any] = {"outcome": "read", "http_status": 200, "kind": "article", **more}
        found = Found(url=url, kind=values["kind"])
        self.archive.ledger.start(site.name, found, at=at, before=at)
        visit = Visit(url=url, at=at, **values)
        self.archive.settle(Page(site=site, run_id=self.run_id, visit=visit, article=article, teasers=teasers))

    def tell(self, name: str, site: Site, at: str, *blocks: str, **fields: Any) -> None:
        """Write a visit that read a story; the same name again is a later version of it."""
        url = f"{site.home}news/{name}"
        self.addresses[name] = (site, url)
        body = "\n\n".join(blocks)
        values: dict[str, Any] = {
            "headline": name.capitalize(),
            "date_published": fields.pop("published", at),
            "in_language": site.language,
            "provenance": {"headline": "json-ld", "article_body": "html"},
            "reader_version": "1",
            "word_count": len(body.split()),
            **fields,
        }
        article = Article(url=url, page_url=url, article_body=body, **values)
        html = f"<!doctype html><title>{article.headline}</title><h1>{article.headline}</h1><p>{body}</p>{SCRIPT}"
        self.settle(site, url, at, article=article, capture=_capture(url, at, html.encode(), "article"))

    def draw(self, site: Site, name: str, at: str, hue: int) -> None:
        """Write the visit that fetched the lead picture of a story."""
        url = f"{site.home}pictures/{name}.png"
        self.settle(site, url, at, kind="image", capture=_capture(url, at, drawing(hue), "image", "image/png"))

    def front(self, site: Site, at: str, shown: dict[str, str], rails: int = 3) -> None:
        """Write a visit of the front page: name of a story -> the headline that it wears there."""
        teasers = [
            Teaser(
                listing_url=site.home,
                article_url=self.addresses[name][1],
                headline=words,
                position=position,
                rail="" if position <= rails else "More news",
                description="What is known so far.",
            )
            for position, (name, words) in enumerate(shown.items(), 1)
        ]
        html = f"<!doctype html><title>{site.name}</title><ul>" + "".join(f"<li>{w}" for w in shown.values())
        self.settle(
            site, site.home, at, kind="front", teasers=teasers, capture=_capture(site.home, at, html.encode(), "front")
        )


def _capture(url: str, at: str, body: bytes, kind: str, media_type: str = "text/html; charset=utf-8") -> Capture:
    return Capture(
        url=url, fetched_at=at, http_status=200, headers=[("Content-Type", media_type)], body=body, kind=kind
    )


def picture(site: Site, name: str) -> dict[str, Any]:
    url = f"{site.home}pictures/{name}.png"
    told = {"caption": "The pier before the storm.", "credit": "Ann Lee/Harbour Post"}
    return {
        "image_url": url,
        "image_caption": told["caption"],
        "image_credit": told["credit"],
        "images": [Image(url=url, **told)],
    }
