"""A site whose pages a test writes line by line, and that remembers what it was asked, and when."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from newscrawl.reading.missing import NOWHERE

__all__ = ["Answer", "Site", "page", "serve"]


@dataclass
class Answer:
    """An answer to give."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    """How long it takes."""


@dataclass
class Site:
    """What is served at `port`, and what was asked of it."""

    port: int = 0
    pages: dict[str, Answer | Callable[[int], Answer]] = field(default_factory=dict)
    """Path -> answer, or what gives one for the number of times that it was asked before."""
    asked: list[tuple[str, float]] = field(default_factory=list)
    """Host and path, and when."""
    conditions: list[str | None] = field(default_factory=list)
    """If-None-Match of each request for a robots.txt."""
    since: list[tuple[str, str]] = field(default_factory=list)
    """Path and If-Modified-Since of what was asked with one."""
    headers: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and header fields (names in lower case) of each request."""
    peak: int = 0
    busy: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def home(self) -> str:
        return f"http://{self.host}/"

    def paths(self) -> list[str]:
        return [name.partition("/")[2].join(["/", ""]) for name, _ in self.asked]

    def times(self, path: str) -> list[float]:
        return [at for name, at in self.asked if "/" + name.partition("/")[2] == path]


def page(*links: str, title: str = "A page") -> Answer:
    """A page with links."""
    listed = "".join(f'<h2><a href="{link}">Council votes to rebuild the pier, part {link}</a></h2>' for link in links)
    html = f"<!doctype html><title>{title}</title><h1>{title}</h1><main>{listed}</main>"
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: Site


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        target = urlsplit(self.path)  # absolute where this is a proxy
        path = target.path + (f"?{target.query}" if target.query else "")
        host = target.netloc or self.headers.get("Host", "")
        with site.lock:
            if NOWHERE not in path:  # what a crawl asks once to learn how a site says "not found" is none of its pages
                site.asked.append((host + path, time.monotonic()))
            site.headers.append((path, {name.lower(): value for name, value in self.headers.items()}))
            if "If-Modified-Since" in self.headers:
                site.since.append((path, self.headers["If-Modified-Since"]))
            before = len(site.times(path)) - 1
            if path == "/robots.txt":
                site.conditions.append(self.headers.get("If-None-Match"))
            site.busy += 1
            site.peak = max(site.peak, site.busy)
        found = site.pages.get(path, Answer(b"not here", 404))
        answer = found(before) if callable(found) else found
        time.sleep(answer.seconds)
        try:
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with site.lock:
                site.busy -= 1
            self.wfile.write(answer.body)
        except OSError:
            self.close_connection = True  # the other side had enough

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server6(_Server):
    address_family = socket.AF_INET6


@contextmanager
def serve(address: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site on a free port for as long as the block runs."""
    with (_Server6 if ":" in address else _Server)((address, 0), _Handler) as server:
        site = server.site = Site(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join(5)
