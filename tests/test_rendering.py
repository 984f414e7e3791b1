"""Pages that their scripts fill: shown by Chromium, which reaches nothing but what the crawl fetches for it."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newscrawl.doors import Due
from newscrawl.exceptions import ArgumentError, ReadingError
from newscrawl.rendering import Got, Renderer, Wanted, find_browser
from newscrawl.site import Site
from newscrawl.spiders.described import spider_for
from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, serve

# Where the tests have to be whole, .ci/run installs Chromium and says that it has to be there.
if not shutil.which("chromium") and not os.environ.get("NEWSCRAWL_TEST_BROWSER"):
    pytest.skip("no chromium on PATH", allow_module_level=True)

URL = "http://example.org/news/1"


class Window:
    """A browser that all tests of this file share."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.renderer = Renderer(find_browser(), user_agent="test/1", seconds=2, max_bytes=10**6)

    def show(self, html: str, fetch: Callable[[Wanted], Got | None] = lambda wanted: None, *, url: str = URL) -> str:
        """What becomes of a page."""

        async def got(wanted: Wanted) -> Got | None:
            return fetch(wanted)

        shown = self.renderer.render(url, html.encode(), "text/html; charset=utf-8", got)
        return self.loop.run_until_complete(shown)

    def close(self) -> None:
        self.loop.run_until_complete(self.renderer.close())
        self.loop.close()


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    window = Window()
    yield window
    window.close()


SCRIPT = b"""fetch('/api?id=1', {headers: {'x-key': 'k'}}).then(r => r.json()).then(d => {
    document.querySelector('main').textContent = d.text + navigator.userAgent})"""


def test_scripts_run_and_get_what_is_fetched_for_them(window: Window) -> None:
    asked: list[Wanted] = []

    def fetch(wanted: Wanted) -> Got:
        asked.append(wanted)
        if wanted.kind == "script":
            return Got(200, {}, SCRIPT)
        return Got(200, {"content-type": "application/json"}, b'{"text": "F\xc3\xa4hre "}')

    text = window.show(
        "<!doctype html><link rel=stylesheet href=/a.css><main></main><script src=/a.js></script>", fetch
    )
    assert "<main>Fähre test/1</main>" in text
    assert [(wanted.url, wanted.kind) for wanted in asked] == [
        ("http://example.org/a.js", "script"),
        ("http://example.org/api?id=1", "fetch"),
    ]
    assert asked[1].headers["x-key"] == "k"


def test_what_a_page_tries_beyond_that_is_harmless(window: Window) -> None:
    """Dialogs, windows, frames, places to go to, downloads, forms, sockets, pictures: nothing of it is asked for."""
    asked: list[str] = []
    with serve() as site:
        here = f"http://127.0.0.1:{site.port}"
        html = f"""<!doctype html><main>text</main><img src={here}/picture><video src={here}/video></video>
        <iframe src={here}/frame></iframe>
        <link rel=preconnect href={here}><link rel=prefetch href={here}/prefetch><link rel=dns-prefetch href={here}>
        <form method=post action={here}/form id=f></form><a id=d download href="data:text/plain,x">d</a><script>
        alert(1); confirm(2); onbeforeunload = () => "stay";
        window.open("{here}/window"); navigator.sendBeacon("{here}/beacon", "x");
        fetch("{here}/post", {{method: "POST", body: "x"}}).catch(() => 0);
        new WebSocket("ws://127.0.0.1:{site.port}/socket"); new EventSource("{here}/events");
        new Image().src = "{here}/image"; document.getElementById("d").click();
        navigator.serviceWorker && navigator.serviceWorker.register("/worker.js").catch(() => 0);
        const peer = new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.1:{site.port}"}}]}});
        peer.createDataChannel("x"); peer.createOffer().then(offer => peer.setLocalDescription(offer));
        setTimeout(() => document.getElementById("f").submit(), 50);
        setTimeout(() => location.href = "{here}/elsewhere", 100); location.href = "file:///etc/passwd";
        </script>"""
        text = window.show(html, lambda wanted: asked.append(wanted.url), url=f"{here}/page")
    assert "<main>text</main>" in text
    assert "root:" not in text
    assert (asked, site.asked) == ([], [])


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("for (;;);", "its scripts did not end in time|could not show it"),
        ("document.body.textContent = 'x'.repeat(2e6)", "too large once its scripts have run"),
    ],
)
def test_a_page_that_cannot_be_shown_fails_in_time(window: Window, script: str, words: str) -> None:
    begin = time.monotonic()
    with pytest.raises(ReadingError, match=words):
        window.show(f"<!doctype html><body><script>{script}</script>")
    assert time.monotonic() - begin < 45


def test_a_page_that_is_never_quiet_is_taken_as_it_is(window: Window) -> None:
    poll = "<!doctype html><main>text</main><script>setInterval(() => fetch('/poll'), 100)</script>"
    assert "<main>text</main>" in window.show(poll, lambda wanted: Got(200, {}, b""))


def test_without_a_browser_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ArgumentError, match="apt install chromium"):
        find_browser()


SHELL = "<!doctype html><html lang=en><title>The Daily Script</title><div id=app></div><script src=/app.js></script>"
APP = """
const card = (s) => `<h2><a href="${s.url}">${s.headline}</a></h2>`;
const story = (s) => `<article><h1>${s.headline}</h1><time datetime="2024-04-17T09:00:00Z">April 17</time>
  <p>The council of Harbour County voted on Monday to rebuild the old pier, which a storm took in the autumn.</p>
  <p>Work begins in the spring, the mayor said after the vote, and will take two years.</p></article>`;
fetch("/api" + location.pathname).then(r => r.json()).then(d => {
  document.getElementById("app").innerHTML = d.stories ? d.stories.map(card).join("") : story(d);
  if (!d.stories) { const s = document.createElement("script"); s.type = "application/ld+json";
    s.textContent = JSON.stringify({"@type": "NewsArticle", headline: d.headline}); document.head.append(s); }
});
fetch("http://127.0.0.2:OTHER/secret.json").catch(() => 0); fetch("/forbidden.json").catch(() => 0);
"""


def test_a_site_that_its_scripts_fill_is_archived(tmp_path: Path) -> None:
    """By the rules of a crawl: robots.txt holds for what scripts ask for, and no private host is reached."""
    html = {"Content-Type": "text/html; charset=iso-8859-1", "ETag": '"shell"'}
    with serve() as site, serve("127.0.0.2") as other:
        site.pages |= {
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /forbidden.json\n"),
            "/app.js": Answer(APP.replace("OTHER", str(other.port)).encode()),
            "/api/": Answer(b'{"stories": [{"url": "/news/1-pier", "headline": "Council votes to rebuild the pier"}]}'),
            "/api/news/1-pier": Answer('{"headline": "Council votes to rebuild the old pier – Süd"}'.encode()),
            "/": Answer(SHELL.encode(), headers=html),
            "/news/1-pier": Answer(SHELL.encode(), headers=html),
        }  # fmt: skip
        domains = (site.host, f"127.0.0.2:{other.port}")
        (tmp_path / "script.py").write_text(
            "from newscrawl.site import Site\n"
            f"site = Site(name='script', home='{site.home}', domains={domains}, articles=('/news/',), browser=True)\n"
        )
        archive = tmp_path / "archive.db"
        args = ("crawl", "script", "-s", f"SITES={tmp_path}", *HASTE)
        done = scrapy(*args, archive=archive)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""
        asked = site.paths()
        assert (asked.count("/app.js"), asked.count("/forbidden.json"), other.asked) == (1, 0, [])
        assert {headers.get("user-agent", "")[:9] for _, headers in site.headers} == {"newscrawl"}
    assert rows(archive, "SELECT headline, revision_count FROM articles") == [
        ("Council votes to rebuild the old pier – Süd", 1)
    ]
    shown = scrapy("raw", f"{site.home}news/1-pier", "--headers", archive=archive)
    assert "X-Newscrawl-Rendered: Chromium/" in shown.stdout
    assert "text/html; charset=utf-8" in shown.stdout


def test_a_page_that_its_scripts_fill_is_asked_whole_each_time() -> None:
    """Its validators are those of the shell, which never changes."""
    due = Due(url=URL, href=URL, kind="article", priority=1, deep=False, etag='"shell"', last_modified=None)
    for browser, asked in ((True, False), (False, True)):
        site = Site(name="example", home=URL, domains=("example.org",), browser=browser)
        assert ("If-None-Match" in spider_for(site)().request(site, due).headers) is asked
