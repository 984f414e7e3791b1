"""An archive with raw pages of every kind, and a port that counts who connects to it."""

from __future__ import annotations

import shutil
import socket
import threading
from pathlib import Path
from typing import Any

from newscrawl.archive import Archive
from newscrawl.archive.captures import payload_digest
from newscrawl.browse.pages.captures import FRAMED
from newscrawl.items import Capture
from tests.conftest import Scribe, an_article, at

__all__ = ["FILE", "PNG", "RSS", "Listener", "address_of", "captured", "fill", "hostile", "page"]

FILE, RSS = b"%PDF-1.7 \x00\x01", b"<rss>items</rss>"
HTML = [("Content-Type", "text/html"), ("X-Evil", "<script>alert(1)</script>")]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def captured(body: bytes, path: str = "/news/pier", minute: int = 0, **changes: Any) -> Capture:
    values: dict[str, Any] = {"http_status": 200, "headers": HTML, "fetched_at": at(minute)}
    return Capture(url=f"https://example.org{path}", body=body, **{**values, **changes})


def page(text: str) -> bytes:
    return f"<!doctype html><title>Pier</title><p>{text}</p>".encode()


class Listener:
    """A port of this machine that nobody may connect to; counts who does."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.connections = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()


def hostile(evil: str) -> bytes:
    """A page that tries to run, to load, to send, to leave, and to cover what is around it."""
    return f"""<!doctype html><html><head><title>Evil</title><base href="{evil}">
<link rel="preconnect" href="{evil}"><link rel="dns-prefetch" href="{evil}"><link rel=stylesheet href="{evil}/s">
<meta http-equiv="refresh" content="0;url={evil}/refresh">
<style>@import "{evil}/i.css"; body {{ background: url({evil}/bg) }} p {{ position: fixed; inset: 0 }}</style></head>
<body onload="parent.hacked = 1; document.title = 'ran'"><script>parent.document.title = "ran"; fetch("{evil}")</script>
<script src="{evil}/x.js"></script><img src="{evil}/i" onerror="top.location = '{evil}'">
<iframe src="{evil}/f"></iframe>
<IFRAME
src="{evil}/g"></IFRAME><object data="{evil}/o"></object><embed src="{evil}/e"><video src="{evil}/v" poster="{evil}/p">
</video><form action="{evil}/s"><input name=a autofocus></form><svg><image href="{evil}/svg"/><script>alert(1)</script>
<foreignObject><iframe src="{evil}/h"></iframe></foreignObject></svg><p id="words">Caf\u00e9 words</p>
<a id="out" href="{evil}/a" ping="{evil}/ping">a link</a></body></html>""".encode("latin-1")


def address_of(body: bytes, view: str = "") -> str:
    """Where the reading room shows a capture."""
    return f"/captures/{payload_digest(body)}{view}"


def fill(folder: Path, empty: Path, evil: str) -> Path:
    """An archive of a story with captures; hostile pages in it lead to `evil`."""
    for file in empty.iterdir():
        shutil.copy(file, folder)
    made = Archive(folder / "archive.db")
    scribe = Scribe(made)
    signed: dict[str, Any] = {"authors": ["Ann Lee"], "provenance": {"authors": "json-ld"}}
    scribe.read(an_article(**signed), 0, capture=captured(page("One")))
    signed |= {"article_body": "Another text by now. " * 20, "aliases": ["https://example.org/amp/pier"]}
    scribe.read(an_article(**signed), 60, capture=captured(page("Two"), minute=60))
    assert made.captures is not None
    latin = [("Content-Type", "text/html; charset=latin1")]
    made.captures.keep(
        [
            captured(hostile(evil), "/amp/pier", 5, headers=latin),
            captured(page("w" * (FRAMED + 10)), "/large", 6),
            captured(FILE, "/file", 7, headers=[("Content-Type", "application/pdf")]),
            captured(RSS, "/feed", 8, headers=[("content-type", "application/rss+xml")]),
            captured(PNG, "/picture", 9, headers=[("Content-Type", "text/nonsense")]),
        ]
    )
    made.close()
    return folder / "archive.db"
