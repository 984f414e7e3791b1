"""Sites that set a cookie before they show a page, and send the reader round by a page for that."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from newscrawl.spiders.gates import Gates
from tests import mannered
from tests.crawling import HASTE, rows, scrapy

STORY = (
    "<html><head><title>{0}</title><meta property='og:type' content='article'></head><body><article>"
    "<h1>Council votes to rebuild the pier of {0}</h1><p>By Ann Lee</p>"
    "<time datetime='2024-04-17T10:00:00Z'>17 April</time>"
    + "".join(f"<p>Paragraph {n} of {{0}} tells at length what the council of {{0}} said.</p>" for n in range(8))
    + "</article></body></html>"
)
PLACES = ("Ardglass", "Maskell", "Pruett")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[str]
    opens: bool
    """Whether the gate sends back; else it wants a click."""
    all_gated: str
    """How the gate before the front page is told where that is; empty: there is none."""

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server wants
        self.asked.append(self.path)
        parts = urlsplit(self.path)
        place = parts.path.removeprefix("/news/").capitalize()
        if parts.path == "/" and self.all_gated and "seen=1" not in (self.headers["Cookie"] or ""):
            home = self.all_gated.format(self.headers["Host"])
            self._send(302, "", Location=f"/gate?back={quote(home, safe='')}")
        elif parts.path == "/":
            links = "".join(
                f"<h3><a href='/news/{p.lower()}'>The council of {p} votes to rebuild its pier</a></h3>" for p in PLACES
            )
            self._send(200, f"<html><body><main><h1>Front</h1>{links}</main></body></html>")
        elif parts.path == "/gate" and self.opens:
            self._send(302, "", Location=parse_qs(parts.query)["back"][0], Set_Cookie="seen=1; Path=/")
        elif parts.path == "/gate":
            self._send(200, "<title>Your choice</title><h1>Before you go on</h1><p>Accept.</p>")
        elif place not in PLACES:
            self._send(404, "no")
        elif "seen=1" in (self.headers["Cookie"] or ""):
            self._send(200, STORY.format(place))
        else:
            self._send(302, "", Location=f"/gate?back={quote(self.path, safe='')}")

    def _send(self, status: int, body: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())


@contextmanager
def serve(*, opens: bool, all_gated: str = "") -> Iterator[tuple[str, list[str]]]:
    """The site's front page, and the paths that it is asked for."""
    asked: list[str] = []
    how = {"opens": opens, "all_gated": all_gated, "asked": asked}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Gated", (Handler,), how))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_behind_a_gate_that_sets_a_cookie_is_read_by_its_own_address(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve(opens=True) as (home, _):
        for _ in ("first", "second"):  # whose cookies are its own
            args = ("crawl", "news", "-a", f"url={home}", "-a", "revisit=all", *HASTE)
            assert scrapy(*args, archive=archive).returncode == 0
    assert set(rows(archive, "SELECT url FROM articles")) == {f"{home}news/{p.lower()}" for p in PLACES}
    assert rows(archive, "SELECT * FROM events") == []
    assert rows(archive, "SELECT url FROM pages WHERE url LIKE '%gate%'") == []


@pytest.mark.parametrize("home", ["http://{}/", "/"])
def test_a_front_page_behind_a_gate_that_sets_a_cookie_is_read(tmp_path: Path, home: str) -> None:
    archive = tmp_path / "archive.db"
    with serve(opens=True, all_gated=home) as (home, _):
        assert scrapy("crawl", "news", "-a", f"url={home}", *HASTE, archive=archive).returncode == 0
    assert len(rows(archive, "SELECT url FROM articles")) == len(PLACES)
    assert rows(archive, "SELECT url FROM pages WHERE kind = 'front'") == [home]


def test_a_gate_that_wants_a_click_is_a_page_of_its_own(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve(opens=False) as (home, asked):
        scrapy("crawl", "news", "-a", f"url={home}", *HASTE, archive=archive)
    gates = [path for path in asked if path.startswith("/gate")]
    assert len(gates) <= len(PLACES) + 2  # those under way are followed before it is known
    assert rows(archive, "SELECT url FROM articles") == []
    reasons = set(
        rows(
            archive,
            "SELECT reason FROM pages WHERE url LIKE '%/news/%' AND visit_count AND reason NOT LIKE 'made up %'",
        )
    )
    told = {reason.partition("?")[0].rpartition(" ")[0] for reason in reasons}
    assert told <= {"redirects to", "behind a page that wants a login, or a click:"}


def test_a_gate_that_is_known_to_be_shut_is_no_page_of_its_own() -> None:
    gates, story, gate = Gates(), "https://example.org/news/pier", "https://example.org/login?next={}"
    first = gate.format("%2Fnews%2Fpier")
    assert gates.may_pass(first, story)
    assert gates.has_shut(first, story)
    assert not gates.bars(first, story)  # it may be the story's new page
    gates.read(first, empty=True)
    other = gate.format("%2Fnews%2Fferry")
    assert gates.bars(other, "https://example.org/news/ferry")
    assert not gates.may_pass(other, "https://example.org/news/ferry")
    assert not gates.bars("https://example.org/local/ferry", "https://example.org/news/ferry")


HTML = {"Content-Type": "text/html; charset=utf-8"}
STORIES = [f"/news/{place.lower()}-{number}" for number in range(20) for place in PLACES]


@pytest.mark.parametrize("error", ["/error?aspxerrorpath=", "/?gone="])
def test_a_page_for_errors_that_is_told_what_was_not_there_is_no_gate(tmp_path: Path, error: str) -> None:
    """Some servers lead all that is gone to such a page, or to the front page, and tell it the address."""
    archive = tmp_path / "archive.db"
    with mannered.serve() as site:
        site.pages["/"] = mannered.page(*STORIES)
        for path in STORIES:
            site.pages[path] = mannered.Answer(STORY.format(path).encode(), headers=HTML)
        args = ("crawl", "news", "-a", f"url={site.home}", "-a", "revisit=all", *HASTE)
        scrapy(*args, archive=archive)
        told = mannered.Answer(b"<title>Page not found</title><h1>Page not found</h1><p>Sorry.</p>", headers=HTML)
        for path in STORIES[1:]:
            site.pages[path] = mannered.Answer(b"", 302, {"Location": f"{error}{path}"})
            site.pages[f"{error}{path}"] = told if "error" in error else site.pages["/"]
        for day in (1, 2, 3, 4):
            later = datetime.now(UTC) + timedelta(days=day)
            scrapy(*args, "-s", f"CRAWL_CLOCK={later.isoformat(timespec='seconds')}", archive=archive)
    assert rows(archive, "SELECT status, count(*) FROM articles GROUP BY status") == [("gone", 59), ("live", 1)]
