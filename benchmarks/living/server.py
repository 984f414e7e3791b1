"""Serves the sites as a proxy on loopback, at the visit that the driver sets, and remembers what it served."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlsplit

from benchmarks.living.newsstand import Answer, Newsstand

__all__ = ["Served", "Server", "serve"]


@dataclass(frozen=True, slots=True)
class Served:
    """A request and what was answered."""

    visit: int
    host: str
    path: str
    status: int
    story: str
    version: int
    what: str
    digest: str
    body: bytes
    """Of the pages of stories alone."""


@dataclass
class Server:
    """The proxy; `visit` is what its clock shows."""

    stand: Newsstand
    visit: int = 0
    port: int = 0
    served: list[Served] = field(default_factory=list)
    asked: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    asked_of: Counter[str] = field(default_factory=Counter)
    """Requests by host."""

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(
            ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError
        ):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)).decode("latin-1")
        first, *lines = head.split("\r\n")
        _, target, _ = first.split(" ")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines) if value}
        parts = urlsplit(target)
        host = parts.netloc or fields.get("host", "")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.asked[self.visit, host, path] += 1
        number = self.asked[self.visit, host, path]
        self.asked_of[host] += 1
        answer = self.stand.answer(host, path, self.visit, number, fields.get("if-none-match", ""))
        if answer is None:
            self.served.append(Served(self.visit, host, path, 0, "", 0, "down", "", b""))
            if self.visit % 2:
                return False
            answer = Answer(504, b"upstream timed out")
        self._remember(host, path, answer)
        body, packed = answer.body, b""
        rng = Random(f"{path} {number}")
        if "gzip" in fields.get("accept-encoding", "") and len(body) > 200 and rng.random() < 0.6:
            body, packed = gzip.compress(body, 5), b"Content-Encoding: gzip\r\n"
        head_out = f"HTTP/1.1 {answer.status} Answer\r\n" + "".join(
            f"{name}: {value}\r\n" for name, value in answer.headers
        )
        writer.write(head_out.encode("latin-1") + packed + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        return True

    def _remember(self, host: str, path: str, answer: Answer) -> None:
        digest = f"sha256:{hashlib.sha256(answer.body).hexdigest()}" if answer.version else ""
        body = answer.body if answer.version else b""
        self.served.append(
            Served(self.visit, host, path, answer.status, answer.story, answer.version, answer.what, digest, body)
        )


@contextmanager
def serve(stand: Newsstand) -> Iterator[Server]:
    """Serve for as long as the block runs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="living sites", daemon=True)
    thread.start()
    server = Server(stand)
    listening = asyncio.run_coroutine_threadsafe(
        asyncio.start_server(server.connected, "127.0.0.1", 0, limit=65536), loop
    ).result(10)
    server.port = int(listening.sockets[0].getsockname()[1])
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
