"""A site on bare sockets, which can break every rule of HTTP that a test wants broken."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["RawSite", "answer", "chunked", "drip", "hang", "reset", "serve_raw"]

Talk = Callable[[socket.socket], None]
"""What is done with a connection once a request was read from it; it is closed after that."""


class RawSite:
    """What is served at `port`, and how often each path was asked for."""

    def __init__(self, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
        self.listener = listener
        self.tls = tls
        self.port: int = listener.getsockname()[1]
        self.pages: dict[str, bytes | Talk] = {}
        self.asked: Counter[str] = Counter()
        self.open = True

    def accept(self) -> None:
        while self.open:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                if not (data := connection.recv(65536)):
                    return
                request += data
            path = request.split(b" ", 2)[1].decode("latin-1")
            self.asked[path] += 1
            page = self.pages.get(path, answer(b"not here", status="404 Not Found"))
            if callable(page):
                page(connection)
            else:
                connection.sendall(page)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(1)  # closing at once could lose what the other side has not read yet


@contextmanager
def serve_raw(tls: ssl.SSLContext | None = None) -> Iterator[RawSite]:
    """Serve on a free port of 127.0.0.1 for as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        site = RawSite(listener, tls)
        threading.Thread(target=site.accept, daemon=True).start()
        try:
            yield site
        finally:
            site.open = False


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = -1) -> bytes:
    """A whole answer; `length` is what it says of its length where that is not true, None: nothing."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(line.startswith("Content-Type") for line in headers):
        lines.append("Content-Type: text/html; charset=utf-8")
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length == -1 else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def chunked(*chunks: bytes) -> bytes:
    """An answer in chunks, written as they are."""
    return answer(b"".join(chunks), "Transfer-Encoding: chunked", length=None)


def hang(before: bytes = b"") -> Talk:
    """Say something, and then nothing."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(before)
        connection.recv(1)

    return talk


def reset(before: bytes = b"") -> Talk:
    """Say something, and cut the connection."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(before)
        time.sleep(0.2)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return talk


def drip(before: bytes, drop: bytes, seconds: float = 0.2) -> Talk:
    """Say something, and then go on for ever, a drop at a time."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(before)
        while True:
            connection.sendall(drop)
            time.sleep(seconds)

    return talk
