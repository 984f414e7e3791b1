"""Raw pages in the reading room: found under every address, shown tame, and nothing in them reaches anywhere."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from lxml import html

from newscrawl.archive import Archive
from newscrawl.archive.captures import payload_digest
from newscrawl.browse.pages.captures import FRAMED, PRINTED, file_name, form
from newscrawl.browse.security import CAPTURE_POLICY, POLICY
from newscrawl.browse.server import reading_room, serve
from newscrawl.items import Capture
from tests.conftest import Scribe, an_article, at

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


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.socket.close()


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


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, empty: Path, listener: Listener) -> Path:
    folder = tmp_path_factory.mktemp("captures")
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
            captured(hostile(listener.address), "/amp/pier", 5, headers=latin),
            captured(page("w" * (FRAMED + 10)), "/large", 6),
            captured(b"%PDF-1.7 \x00\x01", "/file", 7, headers=[("Content-Type", "application/pdf")]),
            captured(b"<rss>items</rss>", "/feed", 8, headers=[("content-type", "application/rss+xml")]),
            captured(PNG, "/picture", 9, headers=[("Content-Type", "text/nonsense")]),
        ]
    )
    made.close()
    return folder / "archive.db"


@pytest.fixture(scope="module")
def room(archive: Path) -> Datasette:
    return reading_room(archive)


def get(room: Datasette, address: str) -> Any:
    return asyncio.run(room.client.get(address))


def at_digest(body: bytes, view: str = "") -> str:
    return f"/captures/{payload_digest(body)}{view}"


def tree(answer: Any) -> Any:
    return html.fromstring(answer.content)


def words(answer: Any) -> str:
    return words_of(tree(answer).find(".//main"))


def test_the_captures_of_a_story_are_found_under_all_its_addresses(room: Datasette, listener: Listener) -> None:
    answer = get(room, "/stories/1/raw")
    rows = tree(answer).cssselect("table.captures tbody tr")
    found = [(row.find(".//a").get("href"), "version" in words_of(row) and words_of(row)) for row in rows]
    assert [address for address, _ in found] == [
        at_digest(page("Two")), at_digest(hostile(listener.address)), at_digest(page("One")),
    ]  # fmt: skip
    assert "version 2" in str(found[0][1]) and "no version" in str(found[1][1]) and "version 1" in str(found[2][1])


def words_of(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_a_capture_leads_to_its_story_and_tells_its_headers(room: Datasette) -> None:
    answer = get(room, at_digest(page("One")))
    assert answer.headers["content-security-policy"] == POLICY
    told = words(answer)
    assert "Council votes to rebuild pier : version 1" in told
    assert "X-Evil <script>alert(1)</script>" in told
    frame = tree(answer).find(".//iframe")
    assert frame.get("sandbox") == "" and frame.get("src") == at_digest(page("One"), "/page")


def test_a_captured_page_is_served_apart_from_all_that_is_ours(room: Datasette, listener: Listener) -> None:
    answer = get(room, at_digest(hostile(listener.address), "/page"))
    assert answer.headers["content-security-policy"] == CAPTURE_POLICY
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Caf\u00e9 words" in answer.content.decode()
    assert b"<iframe" not in answer.content.lower() and b"<link" not in answer.content.lower()


def test_a_source_is_printed_as_it_stands_there(room: Datasette, listener: Listener) -> None:
    answer = get(room, at_digest(hostile(listener.address), "/source"))
    assert answer.headers["content-security-policy"] == POLICY
    source = tree(answer).find(".//pre")
    assert "Caf\u00e9 words" in words_of(source) and not list(source.iter("script", "iframe"))
    assert "<iframe src=" in words_of(source)


def test_a_very_large_page_is_shown_when_it_is_asked_for_and_its_source_is_cut(room: Datasette) -> None:
    large = page("w" * (FRAMED + 10))
    answer = get(room, at_digest(large))
    assert tree(answer).find(".//iframe") is None
    assert "may make your browser slow" in words(answer)
    source = get(room, at_digest(large, "/source"))
    assert "more characters are in the" in words(source) and len(source.text) < PRINTED + 10_000


def test_what_is_no_page_can_be_downloaded_alone(room: Datasette) -> None:
    file = b"%PDF-1.7 \x00\x01"
    assert "This is no page and no text" in words(get(room, at_digest(file)))
    assert get(room, at_digest(file, "/page")).status_code == 404
    assert get(room, at_digest(file, "/source")).status_code == 404
    answer = get(room, at_digest(file, "/download"))
    assert answer.content == file
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="example.org-20240417T1007-{payload_digest(file)[7:19]}"'
    )


def test_a_feed_is_text_and_a_picture_is_one_whatever_it_is_called(room: Datasette) -> None:
    assert get(room, at_digest(b"<rss>items</rss>", "/page")).status_code == 404
    assert "<rss>items</rss>" in words(get(room, at_digest(b"<rss>items</rss>", "/source")))
    assert f'src="/pictures/{payload_digest(PNG)}"' in get(room, at_digest(PNG)).text
    assert get(room, at_digest(PNG, "/download")).headers["content-disposition"].endswith('.png"')


def test_names_of_files_are_harmless() -> None:
    evil = Capture(url='https://ex"\r\nX: y.org/../', fetched_at=at(0), http_status=200, headers=[], body=b"")
    assert set(file_name(evil, "sha256:" + "0" * 64)) <= set("abcdefghijklmnopqrstuvwxyz0123456789T.-")
    assert form(evil) == "file"


def test_what_was_never_captured_is_told(room: Datasette, tmp_path: Path, empty: Path) -> None:
    assert get(room, f"/captures/sha256:{'0' * 64}").status_code == 404
    assert get(room, "/captures/sha256:no").status_code == 404
    shutil.copy(empty / "archive.db", tmp_path)
    archive = Archive(tmp_path / "archive.db", keep_raw=False)
    Scribe(archive).read(an_article())
    archive.close()
    without = reading_room(tmp_path / "archive.db")
    assert "keeps no raw pages" in get(without, "/stories/1/raw").text
    assert get(without, f"/captures/sha256:{'0' * 64}").status_code == 404


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = os.environ.get("NEWSCRAWL_TEST_BROWSER") or shutil.which("chromium")
    if not path:
        pytest.skip("no chromium on PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def address(archive: Path) -> str:
    """Of a reading room that is served."""
    ready, told = threading.Event(), list[str]()

    def tell(address: str) -> None:
        told.append(address.rstrip("/"))
        ready.set()

    how = {"host": "127.0.0.1", "port": 0, "ready": tell}
    threading.Thread(target=serve, args=(archive,), kwargs=how, daemon=True).start()
    assert ready.wait(20)
    return told[0]


def test_a_hostile_page_runs_nothing_reaches_nobody_and_stays_in_its_frame(
    browser: Any, address: str, listener: Listener
) -> None:
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("dialog", lambda dialog: asked.append(dialog.message))
    for view in ("", "/page"):
        tab.goto(address + at_digest(hostile(listener.address), view))
        inner = tab.frames[-1]
        inner.wait_for_selector("#words")
        assert inner.inner_text("#words") == "Caf\u00e9 words"
        tab.wait_for_timeout(300)  # for what would come
        assert tab.title() != "ran" and tab.evaluate("window.hacked") is None
        assert tab.url.startswith(address)
    assert not asked
    assert listener.connections == 0
    tab.close()


def test_where_a_value_came_from_is_told_to_the_keyboard_and_escape_closes_it(browser: Any, address: str) -> None:
    context = browser.new_context(timezone_id="Asia/Tokyo", locale="en-GB")
    tab = context.new_page()
    tab.goto(f"{address}/stories/1")
    mark = tab.locator(".byline .why")
    mark.focus()
    assert tab.locator("#from-authors").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#from-authors").is_visible()
    tab.keyboard.press("Enter")
    assert tab.locator("#source-authors").is_visible()
    assert "18:00 your time" in tab.inner_text(".dates")
    context.close()
